import re
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from portal.base.line import KEYS, Station
from portal.base.ring import Seat, Table


def rendered(source: str, **context) -> str:
    html = Template("{% load components signatures languages_ui %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", html).strip()


class ReplyForm(forms.Form):
    body = forms.CharField(label="Your opinion", help_text="No names of clients.")
    note = forms.CharField(label="Note", required=False)
    agrees = forms.BooleanField(label="I agree", required=False)


def test_a_field_in_error_names_its_hint_and_its_error():
    html = rendered("{% field form.body %}", form=ReplyForm({"body": ""}))

    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_body_helptext", "id_body_error"]
    assert re.findall(r'id="(id_body_\w+)"', html) == described
    assert html.index("Your opinion") < html.index("No names of clients.") < html.index("_error") < html.index("<input")


def test_a_field_that_may_stay_empty_says_so():
    html = rendered("{% field form.note %}", form=ReplyForm())

    assert re.findall(r"<label.*?</label>", html) == [
        '<label for="id_note">Note <span class="field-optional">(if you like)</span></label>'
    ]


def test_the_error_summary_leads_to_each_field_in_error():
    html = rendered("{% error_summary form %}", form=ReplyForm({"body": ""}))

    assert re.findall(r'<a href="(#\w+)">', html) == ["#id_body"]


def test_there_is_no_error_summary_without_errors():
    assert rendered("{% error_summary form other %}", form=ReplyForm(), other=None) == ""


def test_a_state_is_said_in_a_word_whatever_its_colour():
    html = rendered('{% state "being_done" %}')

    assert re.sub(r"<[^>]+>", "", html) == "Being done"


def test_a_sign_with_a_label_speaks_and_one_without_is_silent():
    assert 'role="img" aria-label="Search"' in rendered('{% icon "search" "Search" %}')
    assert 'aria-hidden="true"' in rendered('{% icon "search" %}')


def test_the_pager_keeps_the_filters_and_drops_the_old_page():
    request = RequestFactory().get("/", {"country": ["RS", "MK"], "page": "2"})
    page = Paginator(range(30), 10).page(2)

    html = rendered("{% pager page %}", page=page, request=request)

    assert re.findall(r'href="([^"]+)"', html) == [
        "?country=RS&amp;country=MK&amp;page=1",
        "?country=RS&amp;country=MK&amp;page=1",
        "?country=RS&amp;country=MK&amp;page=3",
        "?country=RS&amp;country=MK&amp;page=3",
    ]


def test_a_single_page_needs_no_pager():
    assert rendered("{% pager page %}", page=Paginator(range(3), 10).page(1)) == ""


def test_crumbs_end_with_the_present_page_without_an_address():
    html = rendered('{% crumbs "Talk" "/en/forums/" "Older people" %}')

    assert re.findall(r"<li>(.*?)</li>", html) == [
        '<a href="/en/forums/">Talk</a>',
        '<span aria-current="page">Older people</span>',
    ]


def test_the_small_line_reads_as_a_list_with_states():
    stations = [Station(key, key, reached=key == "post") for key in KEYS]

    html = rendered('{% line stations "small" %}', stations=stations)

    assert [re.sub(r"<[^>]+>", "", item).strip() for item in re.findall(r"<li.*?</li>", html)] == [
        "post: reached",
        "position: not yet",
        "clause: not yet",
        "response: not yet",
        "commitment: not yet",
        "evidence: not yet",
    ]


def test_a_full_line_shows_dates_addresses_and_notes_in_their_language():
    stations = [
        Station("post", "Contribution", True, date(2026, 2, 3), "/en/p/k7f3q9x2ab/", "<Долази ретко>", "sr-Cyrl"),
        Station("position", "Position"),
    ]

    html = rendered("{% line stations %}", stations=stations)

    assert re.findall(r"<li.*?</li>", html) == [
        '<li class="station is-reached"><a class="station-name" href="/en/p/k7f3q9x2ab/">Contribution</a>'
        '<time class="station-when" datetime="2026-02-03">3 Feb 2026</time>'
        '<span class="station-note" lang="sr-Cyrl">&lt;Долази ретко&gt;</span></li>',
        '<li class="station is-open"><span class="station-name">Position</span>'
        '<span class="station-when">not yet</span></li>',
    ]


def test_the_ring_stands_beside_the_same_in_figures():
    tables = [Table(1, "parents", [Seat(True), Seat()], "agree"), Table(2, "schools", [Seat()], "object")]

    html = rendered("{% ring tables %}", tables=tables)

    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr>.*?</tr>", html)]
    assert [re.sub(r"[| ]+", " ", row).strip() for row in rows] == [
        "Table Have spoken Decision",
        "1. parents 1 of 2 agrees",
        "2. schools 0 of 1 does not agree",
    ]


def test_a_band_is_hidden_from_readers_aids_and_under_three_kilobytes():
    html = rendered('{% band "k7f3q9x2ab" "practice" %}')

    assert html.startswith('<svg class="band kind-practice"')
    assert 'aria-hidden="true"' in html
    assert len(html) < 3_000


def test_the_language_of_a_text_is_named_in_that_language():
    assert rendered('{% language_chip "mk" %}') == '<span class="chip chip-lang" lang="mk">македонски</span>'


class PlaceForm(forms.Form):
    place = forms.ChoiceField(choices=[("3", "Table 3")], widget=forms.RadioSelect)


class TwoPlacesForm(forms.Form):
    place = forms.ChoiceField(choices=[("3", "Table 3"), ("4", "Table 4")], widget=forms.RadioSelect)


def test_the_only_choice_is_chosen_already_and_one_of_two_is_not():
    checked = [rendered("{% field form.place %}", form=form()).count("checked") for form in (PlaceForm, TwoPlacesForm)]

    assert checked == [1, 0]


def test_a_crumb_in_another_language_says_which():
    html = rendered('{% load reading %}{% crumbs "Talk" "/en/forums/" title|tagged:"mk" %}', title="Нега <дома>")

    assert '<a href="/en/forums/">Talk</a>' in html
    assert '<span aria-current="page"><span lang="mk">Нега &lt;дома&gt;</span></span>' in html
