"""A document taken over for another country: its points come along and remember where they come from."""

import pytest

from recommendations import adapting, documents, drafting
from recommendations.errors import AdaptationRefused
from recommendations.models import ClauseText, GroupMember, GroupText, Recommendation, WorkingGroup
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def original(place):
    """Two agreed points."""
    document = made.draft_of(place)
    for number in (1, 2):
        made.point_from(place, document, number=number)
    made.decided(place, document)
    return document


@pytest.fixture
def group():
    other = WorkingGroup.objects.create(slug="others", level="national")
    GroupText.objects.create(group=other, language="en", name="The others")
    return other


def adapted(original, group, **fields) -> Recommendation:
    return adapting.adapt_recommendation(original, group=group, by=None, title="Care, our way", **fields)


def test_points_come_along_and_know_where_they_come_from(original, group):
    draft = adapted(original, group)

    version = documents.latest_version(draft)
    texts = ClauseText.objects.filter(version_clause__version=version).order_by("version_clause__ordinal")
    origins = [entry.clause.derived_from for entry in version.clauses.select_related("clause__derived_from")]
    assert (draft.derived_from, draft.state, draft.group, version.frozen_at) == (original, "draft", group, None)
    assert [text.text for text in texts] == [f"The municipality pays the travel, {number}." for number in (1, 2)]
    assert origins == [entry.clause for entry in documents.shown_version(original).clauses.all()]
    assert draft.clauses.filter(sources__isnull=False).count() == 0


def test_what_differs_is_told_point_by_point(original, group):
    draft = adapted(original, group)
    first, second = documents.latest_version(draft).clauses.all()
    drafting.edit_clause(first, by=None, text="The ministry pays the travel, 1.")
    drafting.leave_out_clause(second, by=None)
    drafting.draft_clause(documents.latest_version(draft), by=None, text="Twice a year.")

    told = adapting.differences_from_origin(draft, original)

    assert [(one.number, one.origin_number, one.is_same) for one in told] == [
        (1, 1, False),
        (2, 0, False),
        (0, 2, False),
    ]
    assert [run.text for run in told[0].blocks[0].runs if run.fate != "same"] == ["municipality ", "ministry "]


def test_a_point_written_anew_in_another_language_stands_beside_the_words_it_comes_from(original, group, client):
    draft = adapted(original, group)
    first, second = documents.latest_version(draft).clauses.all()
    Recommendation.objects.filter(pk=draft.pk).update(authentic_language="mk", state="consultation")
    draft.refresh_from_db()
    drafting.edit_clause(first, by=None, text="Министерството го плаќа патот.")
    drafting.leave_out_clause(second, by=None)

    told = adapting.differences_from_origin(draft, original)

    assert [(one.number, one.origin_number, one.is_same, one.elsewhere.text) for one in told] == [
        (1, 1, False, "The municipality pays the travel, 1."),
        (0, 2, False, "The municipality pays the travel, 2."),
    ]
    assert {run.fate for one in told for block in one.blocks for run in block.runs} == {"same"}
    page = client.get(f"/en/recommendations/{draft.reference}/origin/").content.decode()
    assert ("The municipality pays the travel, 2." in page, "written anew, in another language" in page) == (True, True)


def test_a_draft_and_a_document_of_a_closed_forum_are_not_taken_over(place, group):
    closed = made.forum_with_group("closed", visibility="closed")
    secret = made.draft_of(closed)
    Recommendation.objects.filter(pk=secret.pk).update(state="agreed")

    for document in (made.draft_of(place), secret):
        with pytest.raises(AdaptationRefused):
            adapted(document, group)
    assert Recommendation.objects.exclude(derived_from=None).count() == 0


def test_a_member_of_another_group_begins_an_own_draft_and_the_lineage_shows_both_ways(original, group, client):
    member = UserFactory()
    GroupMember.objects.create(group=group, user=member)
    client.force_login(member)

    answer = client.post(f"/en/recommendations/{original.reference}/adapt/", {"group": group.pk, "title": "Ours"})
    draft = Recommendation.objects.get(derived_from=original)
    pages = [client.get(f"/en/recommendations/{one.reference}/history/").content.decode() for one in (draft, original)]
    differing = client.get(f"/en/recommendations/{draft.reference}/origin/")
    client.logout()
    public = client.get(f"/en/recommendations/{original.reference}/history/").content.decode()

    assert answer.url.endswith(f"/recommendations/{draft.reference}/")
    assert (original.reference in pages[0], draft.reference in pages[1], differing.status_code) == (True, True, 200)
    assert (draft.reference in public, client.get(differing.request["PATH_INFO"]).status_code) == (False, 404)


def test_a_desk_reads_the_draft_that_it_began_and_both_pages_name_the_other(original, group, client):
    association = OrganisationFactory(kind="association")
    GroupMember.objects.create(group=group, organisation=association)
    client.force_login(staff("desk", association))

    sent = client.post(f"/en/recommendations/{original.reference}/adapt/", {"group": group.pk, "title": "Ours"})
    draft = Recommendation.objects.get(derived_from=original)
    pages = [client.get(f"/en/recommendations/{one.reference}/").content.decode() for one in (draft, original)]
    client.logout()

    assert sent.url.endswith(f"/recommendations/{draft.reference}/")
    assert f'Adapted from: <a href="/en/recommendations/{original.reference}/">' in pages[0]
    assert f'Adapted as: <a href="/en/recommendations/{draft.reference}/">' in pages[1]
    assert client.get(sent.url).status_code == 404


def test_nobody_begins_a_draft_for_a_group_they_do_not_write_for(original, group, client, place):
    address = f"/en/recommendations/{original.reference}/adapt/"
    client.force_login(UserFactory())
    as_stranger = client.post(address, {"group": group.pk, "title": "Ours"}).status_code
    client.force_login(place.rapporteurs[0])
    for_another = client.post(address, {"group": group.pk, "title": "Ours"}).status_code

    assert (as_stranger, for_another, Recommendation.objects.count()) == (403, 422, 1)
