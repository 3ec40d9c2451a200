"""Consultation by plain forms: comments, proposed changes, the rapporteur's proposal, several changes as one text."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from forums.models import Stage
from notifications.models import Notice
from recommendations import amending, documents
from recommendations.errors import AmendmentRefused
from recommendations.models import Amendment, ClauseComment, GroupMember
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def entry(place):
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    made.consulted(place, recommendation)
    now = timezone.now()
    Stage.objects.create(
        cycle=place.cycle, ordinal=1, kind="draft", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    entry.version.refresh_from_db()
    entry.version.recommendation = entry.clause.recommendation = recommendation
    return entry


def address(entry, tail: str) -> str:
    return f"/en/recommendations/{entry.clause.recommendation.reference}/{tail}"


def proposed(entry, *, by=None, text="It pays the travel monthly."):
    return amending.propose_amendment(entry, by=by, kind="replace", text=text, justification="Otherwise never.")


def present(entry) -> str:
    return documents.latest_version(entry.clause.recommendation).clauses.get().texts.get(language="en").text


def test_the_rapporteur_proposes_and_the_proposer_agrees_or_says_why_not(place, entry, client):
    proposer = place.rapporteurs[1]
    amendment = proposed(entry, by=proposer)

    client.force_login(place.rapporteurs[0])
    fields = {"state": "accepted_modified", "text": "It pays the travel.", "resolution": "Shorter."}
    client.post(address(entry, f"changes/{amendment.public_id}/propose/"), fields)
    client.force_login(proposer)
    silent = client.post(address(entry, f"changes/{amendment.public_id}/answer/"), {"agrees": "no", "answer": ""})
    client.post(
        address(entry, f"changes/{amendment.public_id}/answer/"), {"agrees": "no", "answer": "Monthly matters."}
    )

    page = client.get(address(entry, f"points/{entry.clause.public_id}/")).content.decode()
    amendment.refresh_from_db()
    assert (silent.status_code, amendment.state, amendment.proposer_agrees) == (422, "under_review", False)
    assert ("The proposer does not agree." in page, "Monthly matters." in page) == (True, True)
    assert [notice.event for notice in Notice.objects.filter(user=proposer)] == ["change_answer_asked"]


def test_when_the_point_moves_on_a_change_waits_to_be_proposed_anew_and_the_old_one_stays_readable(
    place, entry, client
):
    proposer = place.rapporteurs[1]
    first, second = proposed(entry), proposed(entry, by=proposer, text="It pays twice.")
    amending.settle_amendment(first, by=None, state="accepted")
    second.refresh_from_db()
    with pytest.raises(AmendmentRefused, match="has changed since"):
        amending.settle_amendment(second, by=None, state="accepted")

    client.force_login(proposer)
    anew = {"text": "It pays the travel monthly, twice.", "justification": "Still."}
    client.post(address(entry, f"changes/{second.public_id}/anew/"), anew)

    old, new = Amendment.objects.filter(proposed_by=proposer).order_by("number")
    assert (old.state, old.base_text, old.superseded_by) == ("superseded", "The municipality pays the travel, 1.", new)
    assert (new.state, new.base_text, new.needs_rebase) == ("submitted", "It pays the travel monthly.", False)


def test_several_changes_become_one_text_and_each_is_answered(place, entry, client):
    one, two, three = (proposed(entry, text=text) for text in ("Monthly.", "Twice.", "Never."))
    client.force_login(place.rapporteurs[0])

    answer = client.post(
        address(entry, f"points/{entry.clause.public_id}/together/"),
        {
            one.public_id: "accepted",
            two.public_id: "accepted",
            three.public_id: "rejected",
            "text": "Monthly, twice.",
            "resolution": "Both fit.",
        },
    )

    states = list(Amendment.objects.order_by("number").values_list("state", flat=True))
    assert (answer.status_code, present(entry)) == (302, "Monthly, twice.")
    assert states == ["accepted_modified", "accepted_modified", "rejected"]


def test_a_letter_is_entered_for_an_association_with_the_file_attached(place, entry, client):
    body = OrganisationFactory(kind="association")
    GroupMember.objects.create(group=place.group, organisation=body)
    client.force_login(place.rapporteurs[0])

    answer = client.post(
        address(entry, f"points/{entry.clause.public_id}/letter/"),
        {
            "on_behalf_of": body.pk,
            "letter_from": "The secretary",
            "letter": SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf"),
            "kind": "replace",
            "text": "As the letter says.",
            "justification": "See the letter.",
            "language": "en",
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    amendment = Amendment.objects.get()
    assert (amendment.on_behalf_of, amendment.proposed_by, amendment.entered_by) == (body, None, place.rapporteurs[0])
    assert amendment.letter.title == "letter.pdf"


def test_a_comment_is_read_by_everybody_and_a_hidden_one_shows_why(place, entry, client):
    client.force_login(UserFactory())
    client.post(address(entry, f"points/{entry.clause.public_id}/comment/"), {"text": "Too late!", "language": "en"})
    comment = ClauseComment.objects.get()

    client.force_login(place.facilitator)
    client.post(address(entry, f"comments/{comment.public_id}/hide/"), {"reason": "Names a client."})
    client.logout()

    page = client.get(address(entry, f"points/{entry.clause.public_id}/")).content.decode()
    assert ("Too late!" in page, "Names a client." in page) == (False, True)


@pytest.mark.parametrize("count", [1, 40])
def test_the_synopsis_shows_every_change_against_its_own_words_at_the_same_cost(
    place, entry, client, count, django_assert_max_num_queries
):
    for number in range(count):
        proposed(entry, text=f"Wording {number}.")
    client.get(address(entry, "changes/"))

    with django_assert_max_num_queries(8):
        page = client.get(address(entry, "changes/")).content.decode()

    assert page.count("Proposed change no.") == count
    assert 'class="visually-hidden" lang="en">deleted:' in page
