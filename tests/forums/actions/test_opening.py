import datetime

import pytest
from django.utils import timezone

from forums.actions.forum import announce_forum
from forums.actions.opening import begin_next_cycle, open_planned_forum, write_text
from forums.errors import MoveRefused
from forums.models import Cycle, Forum, Session
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
FIRST = NOW + 28 * DAY


def opened(plan: str = "series-5", **words) -> Forum:
    words = {"title": "Ноћна помоћ", "language": "sr-Cyrl", "charter": "We *listen*.", "place": "Дом културе"} | words
    return open_planned_forum(
        OrganisationFactory(),
        by=staff("editor"),
        plan=plan,
        first_session=FIRST,
        facilitator=UserFactory(),
        at=NOW,
        **words,
    )


@pytest.mark.parametrize(
    ("plan", "kinds"),
    [
        ("series-3", ["constituting", "decision", "information"]),
        ("series-5", ["constituting", "thematic", "working", "decision", "information"]),
        ("series-6", ["constituting", "thematic", "thematic", "working", "decision", "information"]),
    ],
)
def test_a_series_has_the_sessions_of_its_plan(plan, kinds):
    forum = opened(plan)

    sessions = Session.objects.filter(cycle__forum=forum).order_by("number")
    assert [session.kind for session in sessions] == kinds
    assert {session.state for session in sessions} == {"planned"}
    assert sessions[0].starts_at == FIRST


@pytest.mark.parametrize("plan", ["series-3", "series-5", "series-6", "standing"])
def test_the_stages_of_a_plan_follow_each_other_without_gap_or_overlap(plan):
    stages = list(opened(plan).cycles.get().stages.order_by("opens_at"))

    assert [one.closes_at for one in stages[:-1]] == [one.opens_at for one in stages[1:]]
    assert [stages[0].kind, stages[-1].kind] == ["constitute", "follow_up"]
    decide = next(stage for stage in stages if stage.kind == "decide")
    decision = Session.objects.get(cycle__forum__slug=stages[0].cycle.forum.slug, kind="decision")
    assert decide.opens_at < decision.starts_at < decide.closes_at


def test_a_forum_that_was_opened_can_be_announced_at_once():
    forum = opened()

    announce_forum(forum, by=None)

    assert (forum.state, forum.slug, forum.format) == ("announced", "nocna-pomoc", "series")
    page = forum.pages.get()
    assert (page.locale.language_code, page.language, page.live) == ("sr", "sr-Cyrl", True)
    assert page.charter == "<p>We <em>listen</em>.</p>\n"


def test_two_forums_of_one_name_have_two_addresses_and_no_forum_takes_the_page_that_opens_them():
    slugs = [opened(title=title, language="en").slug for title in ("Night", "Night", "New")]

    assert slugs == ["night", "night-2", "new-2"]


def test_the_first_session_lies_ahead():
    with pytest.raises(MoveRefused):
        open_planned_forum(
            OrganisationFactory(),
            by=staff("editor"),
            plan="series-3",
            first_session=NOW,
            facilitator=UserFactory(),
            title="Night",
            language="en",
            at=NOW,
        )


def test_the_words_of_a_forum_are_changed_in_their_language_and_added_in_another():
    forum = opened(language="en", title="Night")
    editor = staff("editor")

    write_text(forum, by=editor, language="en", words={"title": "Night help", "charter": "We listen."})
    write_text(forum, by=editor, language="mk", words={"title": "Ноќна помош", "charter": "Слушаме."})

    texts = {page.language: page for page in forum.pages.all()}
    assert {tag: page.title for tag, page in texts.items()} == {"en": "Night help", "mk": "Ноќна помош"}
    assert texts["en"].charter == "<p>We <em>listen</em>.</p>\n"  # no word changed, so its markup stays
    assert texts["mk"].charter == "<p>Слушаме.</p>\n"


def test_a_standing_forum_begins_its_next_round_once_the_last_has_decided():
    forum = opened("standing")
    first = forum.cycles.get()
    later = timezone.now() + 60 * DAY

    with pytest.raises(MoveRefused):
        begin_next_cycle(forum, by=staff("editor"), first_session=later)
    Cycle.objects.filter(pk=first.pk).update(state="following_up")
    second = begin_next_cycle(forum, by=staff("editor"), first_session=later)

    assert (second.number, second.sessions.first().starts_at) == (2, later)


def test_a_series_begins_no_second_round():
    forum = ForumFactory()
    forum.cycles.update(state="closed")

    with pytest.raises(MoveRefused):
        begin_next_cycle(forum, by=staff("editor"), first_session=timezone.now() + 60 * DAY)
