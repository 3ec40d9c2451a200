"""Writing together: one at a time, nothing lost, points in any order, texts from elsewhere, further languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recommendations import documents, drafting, editing
from recommendations.errors import ClauseTaken
from recommendations.models import ClauseDraft, ClauseLock
from recommendations.pasting import points_in
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    recommendation = made.draft_of(place)
    version = documents.latest_version(recommendation)
    for text in ("First.", "Second.", "Third."):
        drafting.draft_clause(version, by=None, text=text)
    return recommendation


@pytest.fixture
def writer(place, client):
    client.force_login(place.rapporteurs[0])
    return place.rapporteurs[0]


def address(document, tail: str) -> str:
    return f"/en/recommendations/{document.reference}/{tail}"


def texts(document) -> list[str]:
    entries = documents.latest_version(document).clauses.prefetch_related("texts")
    return [entry.texts.get(language="en").text for entry in entries]


def entry_of(document, text: str):
    return documents.latest_version(document).clauses.select_related("clause", "version").get(texts__text=text)


def test_a_point_goes_up_down_and_behind_another_by_plain_buttons(document, writer, client):
    third = entry_of(document, "Third.").clause.public_id
    first = entry_of(document, "First.").clause.public_id

    client.post(address(document, f"write/{third}/move/"), {"to": "up"})
    up = texts(document)
    client.post(address(document, f"write/{first}/move/"), {"to": "down"})
    down = texts(document)
    client.post(address(document, f"write/{third}/move/"), {"behind": "3"})
    behind = texts(document)
    client.post(address(document, f"write/{third}/move/"), {"behind": "0"})
    client.post(address(document, f"write/{third}/move/"), {"behind": ""})

    assert (up, down, behind, texts(document)) == (
        ["First.", "Third.", "Second."],
        ["Third.", "First.", "Second."],
        ["First.", "Second.", "Third."],
        ["Third.", "First.", "Second."],
    )


def test_a_point_is_parted_at_an_empty_line_and_joined_again_with_its_address_kept(document, writer, client):
    first, second = (entry_of(document, text).clause.public_id for text in ("First.", "Second."))

    client.post(address(document, f"write/{first}/split/"), {"text": "One.\r\n\r\nTwo."})
    parted = texts(document)
    client.post(address(document, f"write/{first}/join/"), {"other": second, "text": ""})

    page = client.get(address(document, ""))
    assert (parted, texts(document)) == (["One.", "Two.", "Second.", "Third."], ["One.\n\nSecond.", "Two.", "Third."])
    assert f'id="{second}"' in page.content.decode()
    assert client.get(address(document, f"points/{second}/")).url == address(document, f"points/{first}/")


def test_who_writes_on_a_point_is_seen_and_somebody_else_takes_over_only_when_saying_so(
    place, document, writer, client
):
    entry = entry_of(document, "First.")
    other = UserFactory(display_name="Mira")
    place.group.members.create(user=other)
    editing.take_clause(entry.clause, by=other)
    key = entry.clause.public_id
    fields = {"text": "Mine.", "base": "First.", "kind": "measure", "level": "municipal"}

    page = client.get(address(document, f"write/{key}/")).content.decode()
    refused = client.post(address(document, f"write/{key}/"), fields)
    client.post(address(document, f"write/{key}/take/"), {"takes_over": "1"})
    client.post(address(document, f"write/{key}/"), fields)

    assert "Mira is writing on this point" in page
    assert (refused.status_code, "Mine." in refused.content.decode()) == (422, True)
    assert texts(document)[0] == "Mine."


def test_a_lock_lapses_by_itself(place, document):
    clause, one, other = entry_of(document, "First.").clause, UserFactory(), UserFactory()
    now = timezone.now()
    editing.take_clause(clause, by=one, at=now)

    with pytest.raises(ClauseTaken, match="is writing on this point now"):
        editing.take_clause(clause, by=other, at=now + timedelta(minutes=9))
    editing.take_clause(clause, by=other, at=now + timedelta(minutes=10))

    assert ClauseLock.objects.get().holder == other


def test_nobodys_words_are_overwritten_unseen(document, writer, client):
    entry = entry_of(document, "First.")
    drafting.edit_clause(entry, by=None, text="Changed meanwhile.")
    fields = {"text": "My long text.", "base": "First.", "kind": "measure", "level": "municipal"}

    answer = client.post(address(document, f"write/{entry.clause.public_id}/"), fields)

    page = answer.content.decode()
    assert (answer.status_code, "Changed meanwhile." in page, "My long text." in page) == (409, True, True)
    assert texts(document)[0] == "Changed meanwhile."


def test_what_was_typed_waits_for_its_writer_and_goes_when_it_is_saved(document, writer, client):
    key = entry_of(document, "First.").clause.public_id
    kept = client.post(address(document, f"write/{key}/typed/"), {"text": "Half a sent", "base": "First."})

    page = client.get(address(document, f"write/{key}/")).content.decode()
    fields = {"text": "Half a sentence.", "base": "First.", "kind": "measure", "level": "municipal"}
    client.post(address(document, f"write/{key}/"), fields)

    assert (kept.json()["taken"], "Half a sent" in page) == ("", True)
    assert (texts(document)[0], ClauseDraft.objects.count()) == ("Half a sentence.", 0)


def test_a_pasted_text_is_shown_before_its_headings_become_points(document, writer, client):
    source = (
        "<h2>1. Home help</h2><p>Pay <b>twice</b>.<script>alert(1)</script></p><h2>Transport</h2><p>Run the van.</p>"
    )

    preview = client.post(address(document, "write/paste/"), {"source": source})
    before = texts(document)
    forms = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"}
    taken = {"form-0-is_taken": "on", "form-0-text": "**Home help**\n\nPay **twice**.", "form-0-kind": "measure"}
    client.post(
        address(document, "write/paste/"), forms | taken | {"form-1-text": "Run the van.", "form-1-kind": "measure"}
    )

    assert [one["text"] for one in preview.context["points"].initial] == [
        "**Home help**\n\nPay **twice**.",
        "**Transport**\n\nRun the van.",
    ]
    assert (len(before), texts(document)[3:]) == (3, ["**Home help**\n\nPay **twice**."])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("# Прво\n\nТекст.\n\n## Друго\n\nЈош.", ["**Прво**\n\nТекст.", "**Друго**\n\nЈош."]),
        ("One paragraph.\n\nAnother.", ["One paragraph.", "Another."]),
        ('<p class="MsoHeading1">Naslov</p><p class="MsoNormal">Tekst</p>', ["**Naslov**\n\nTekst"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<script>alert(1)</script><p>Safe</p>", ["Safe"]),
    ],
)
def test_headings_or_else_paragraphs_become_points(source, found):
    assert [one.words for one in points_in(source)] == found


def test_a_translation_shows_that_the_authentic_text_has_changed_since(document, writer, client):
    entry = entry_of(document, "First.")
    key = entry.clause.public_id
    client.post(address(document, "write/in/mk/"), {"title": "Нега", "summary": "", key: "Прво."})
    fresh = client.get(address(document, "").replace("/en/", "/mk/")).content.decode()
    drafting.edit_clause(entry, by=None, text="Quite another thing.")

    stale = client.get(address(document, "write/in/mk/")).content.decode()

    assert "Прво." in fresh
    assert "The authentic text has changed since this was translated." in stale
    client.post(address(document, "write/in/mk/"), {"title": "Нега", "summary": "", key: "Прво.", f"{key}-right": "on"})
    assert "has changed since" not in client.get(address(document, "write/in/mk/")).content.decode()


def test_what_changed_is_noted_on_the_version_being_written_and_read_in_the_history(document, writer, client):
    documents.freeze(documents.latest_version(document))

    page = client.get(address(document, "note/"))
    sent = client.post(address(document, "note/"), {"change_note": "Night help is in."})

    assert (page.status_code, sent.url) == (200, address(document, "write/"))
    assert list(document.versions.order_by("number").values_list("number", "change_note")) == [
        (1, ""),
        (2, "Night help is in."),
    ]
    assert "Night help is in." in client.get(address(document, "history/")).content.decode()
