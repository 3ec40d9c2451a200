"""The style page: every component in both scripts, for those who build and those who check."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.base.line import Station, whole_line
from portal.base.ring import Seat, Table

KINDS = ("practice", "event", "forum", "recommendation", "news", "indicator")


class SampleForm(forms.Form):
    title = forms.CharField(label="Наслов", help_text="Једна реченица, до 80 знакова.", max_length=80)
    body = forms.CharField(label="Ваше мишљење", widget=forms.Textarea, help_text="Не наводите имена корисника.")
    table = forms.ChoiceField(label="Сто", choices=[("", "–"), ("3", "Сто 3, старији")], required=False)
    kind = forms.ChoiceField(
        label="Врста", choices=[("need", "потреба"), ("idea", "предлог")], widget=forms.RadioSelect, required=False
    )
    agrees = forms.BooleanField(label="Слажем се да се објави.")


def sample_line() -> list[Station]:
    return whole_line(
        [
            Station("post", "Мишљење", True, date(2026, 2, 3), "#", "„Мобилни тим долази једном месечно.“", "sr-Cyrl"),
            Station("position", "Став", True, date(2026, 3, 12), "#"),
            Station("clause", "Тачка 4", True, date(2026, 5, 20), "#"),
            Station("response", "Одговор општине", True, date(2026, 7, 1), "#", "прихваћено у целини", "sr-Cyrl"),
        ]
    )


def sample_tables() -> list[Table]:
    interests = ("младе породице", "старији", "особе са инвалидитетом", "роми", "удружења", "школе", "здравство")
    decisions = ("agree", "agree", "reservation", "agree", "object", "silent", "agree")
    return [
        Table(number, interest, [Seat(seat < number) for seat in range(4 + number % 5)], decision, lang="sr-Cyrl")
        for number, (interest, decision) in enumerate(zip(interests, decisions, strict=True), start=1)
    ]


def styleguide(request: HttpRequest) -> HttpResponse:
    """The style page, in development and in the demonstration only."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    context = {
        "form": SampleForm({"title": ""}),
        "stations": sample_line(),
        "tables": sample_tables(),
        "kinds": KINDS,
        "weaves": [(f"weave{number:05}", KINDS[number % len(KINDS)]) for number in range(30)],
        "page": Paginator(range(240), 20).page(5),
    }
    return render(request, "base/styleguide.html", context)
