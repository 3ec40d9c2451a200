"""The pages people meet first, looked at by axe: both scripts, light and dark, a phone and a wide screen."""

import pytest

from events.models import Event
from tests.factories.events import told_event
from tests.factories.practices import told_practice
from tests.factories.recommendations import answered, committed, delivered, draft_of, forum_with_group, point_from

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def addresses(transactional_db) -> list[str]:
    """Addresses below a language: home, lists and details with something on them."""
    practice = told_practice("sr-Cyrl", title="Мобилни тим за старије у кући")
    event = told_event("sr-Cyrl", title="Како раде мобилни тимови", state=Event.State.ANNOUNCED)
    place = forum_with_group()
    recommendation = draft_of(place)
    point = point_from(place, recommendation)
    commitment = committed(place, answered(place, delivered(place, recommendation), point.clause))
    return [
        "",
        "practices/",
        f"practices/{practice.slug}/",
        "events/",
        f"events/{event.slug}/",
        "news/",
        "municipalities/",
        "recommendations/",
        f"recommendations/{recommendation.reference}/",
        f"trace/commitment/{commitment.public_id}/",
    ]


@pytest.mark.parametrize(
    ("language", "color_scheme", "viewport"),
    [("sr", "light", WIDE), ("sr-latn", "dark", PHONE)],
    ids=["Cyrillic, light, wide", "Latin, dark, phone"],
)
def test_axe_finds_nothing_on_the_pages_people_meet_first(open_page, axe, addresses, language, color_scheme, viewport):
    page = open_page(locale="sr", color_scheme=color_scheme, viewport=viewport)

    findings = {}
    for address in addresses:
        assert page.goto(f"/{language}/{address}").ok, address
        if found := axe(page):
            findings[address] = found

    assert findings == {}
