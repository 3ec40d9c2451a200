import pytest
from django.utils.translation import override

from portal.taxonomies import vocabulary
from portal.taxonomies.models import Country, Label, Theme, VocabularyVersion

pytestmark = pytest.mark.django_db


def new_theme(code: str, sort: int = 999, **labels: str) -> Theme:
    theme = Theme.objects.create(code=code, sort=sort)
    for language, text in labels.items():
        Label.objects.create(theme=theme, language=language.replace("_", "-"), text=text)
    return theme


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "North Macedonia"),
        ("sr", "Северна Македонија"),
        ("sr-latn", "Severna Makedonija"),
        ("bs", "Sjeverna Makedonija"),
        ("mk", "Северна Македонија"),
        ("sq", "Maqedonia e Veriut"),
    ],
)
def test_a_term_is_called_by_its_name_in_the_readers_language_and_script(language, label):
    with override(language):
        assert vocabulary.label("country", "MK") == label


def test_a_language_can_be_asked_for_whatever_the_reader_speaks():
    with override("sq"):
        assert vocabulary.label("country", "MK", "sr-latn") == "Severna Makedonija"


@pytest.mark.parametrize(
    ("language", "label"), [("en", "слобода"), ("sr-latn", "sloboda"), ("bs", "слобода"), ("mk", "слобода")]
)
def test_a_term_without_a_label_in_the_readers_language_is_called_by_the_nearest(language, label):
    new_theme("freedom", sr_Cyrl="слобода")

    with override(language):
        assert vocabulary.label("theme", "freedom") == label


def test_a_term_without_any_label_and_an_unknown_code_are_called_by_their_codes():
    new_theme("freedom")

    assert [vocabulary.label("theme", code) for code in ("freedom", "unheard-of")] == ["freedom", "unheard-of"]


def test_synonyms_and_definitions_are_never_taken_for_a_label():
    theme = new_theme("freedom")
    for kind in ("synonym", "definition", "footnote"):
        Label.objects.create(theme=theme, language="en", kind=kind, text=f"a {kind}")

    assert vocabulary.label("theme", "freedom") == "freedom"
    assert vocabulary.term_of(theme).text("definition") == "a definition"


def test_the_footnote_of_a_territory_is_there_in_every_language():
    term = vocabulary.term("country", "XK")

    notes = [term.text("footnote", language) for language in ("en", "sr", "sr-latn", "bs", "mk", "sq")]

    assert [bool(note) for note in notes] == [True] * 6
    assert len(set(notes)) == 6


def test_a_deprecated_code_acts_as_its_replacement_and_is_offered_no_more():
    new = new_theme("freedom", en="Freedom")
    old = new_theme("liberty", en="Liberty")
    oldest = new_theme("libertas", en="Libertas")
    Theme.objects.filter(pk=old.pk).update(replaced_by=new)
    Theme.objects.filter(pk=oldest.pk).update(replaced_by=old)
    vocabulary.forget()

    found = [vocabulary.term("theme", code).code for code in ("freedom", "liberty", "libertas")]

    assert found == ["freedom"] * 3
    assert vocabulary.label("theme", "libertas") == "Freedom"
    assert [term.code for term in vocabulary.terms("theme") if term.code.startswith(("lib", "free"))] == ["freedom"]


def test_terms_come_in_their_order():
    new_theme("first-of-all", sort=0)

    codes = [term.code for term in vocabulary.terms("theme")]

    assert codes == list(Theme.objects.order_by("sort", "code").values_list("code", flat=True))
    assert codes[0] == "first-of-all"


def test_an_unknown_code_is_no_term():
    assert vocabulary.term("theme", "unheard-of") is None


def test_a_change_made_here_is_seen_at_once():
    before = vocabulary.label("country", "MK", "en")

    label = Label.objects.get(country__code="MK", language="en", kind="label")
    label.text = "Another name"
    label.save()

    assert (before, vocabulary.label("country", "MK", "en")) == ("North Macedonia", "Another name")


def change_in_another_process() -> None:
    """As another process changes a label: rows and their count, without a word to this one."""
    Label.objects.filter(country__code="MK", language="en", kind="label").update(text="Another name")
    VocabularyVersion.objects.update(number=10**6)


def test_a_change_made_by_another_process_is_seen_with_the_next_request(client):
    vocabulary.label("country", "MK", "en")
    change_in_another_process()

    within_the_request = vocabulary.label("country", "MK", "en")
    client.get("/healthz")
    with_the_next = vocabulary.label("country", "MK", "en")

    assert (within_the_request, with_the_next) == ("North Macedonia", "Another name")


def test_a_worker_that_ends_no_request_sees_a_change_after_some_seconds(monkeypatch):
    now = vocabulary.monotonic()
    vocabulary.label("country", "MK", "en")
    change_in_another_process()

    monkeypatch.setattr(vocabulary, "monotonic", lambda: now + vocabulary.GOOD_FOR + 60)

    assert vocabulary.label("country", "MK", "en") == "Another name"


def test_labels_of_a_whole_page_cost_one_query_a_request(django_assert_num_queries):
    vocabulary.current()
    vocabulary.forget()
    countries = list(Country.objects.all())

    with django_assert_num_queries(1):
        labels = [vocabulary.term_of(country).label for country in countries]

    assert len(set(labels)) == len(countries)
