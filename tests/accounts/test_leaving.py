"""Leaving for good: the password, two weeks to come back, then nothing in the portal leads to the person."""

import datetime
import re
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log

from accounts.actions import appoint
from accounts.errors import NotAlone
from accounts.leaving import THINK_FOR, ask_to_leave, departure_of, erase, erase_due, take_back, token_of, what_hinders
from accounts.models import AuditActor, AuditEntry, BrowserSession, Departure, Mandate, StaffRole, User
from forums.actions.forum import name_role
from forums.models import Draft, ForumRole, Mention, Post, PostRevision, Seat, Support
from notifications.models import OutgoingMail, Subscription
from portal.base.own_data import all_held
from recommendations.models import SignOff
from search.models import SavedSearch
from tests.accounts.somebody import somebody
from tests.factories.accounts import PASSWORD, UserFactory, staff
from tests.factories.forums import ForumFactory, facilitator, reply_in, thread_in
from tests.factories.recommendations import decided, draft_of, forum_with_group, point_from

pytestmark = pytest.mark.django_db
PAGE = "/en/account/leave/"
MEANT = {"words": "keep", "password": PASSWORD, "is_sure": "on"}
#: Where people are named, for whoever may look there.
DOORS = (
    "/en/{thread}",
    "/en/p/{post}/",
    "/en/p/{post}/history/",
    "/en/p/{post}/measure/",
    "/en/trace/post/{post}/",
    "/en/forums/care/",
    "/en/forums/care/conversations/",
    "/en/forums/care/positions/",
    "/en/forums/care/run/",
    "/en/forums/care/seats/",
    "/en/forums/care/desk/",
    "/en/forums/care/waiting/",
    "/en/forums/care/common-ground.csv",
    "/en/account/authorisations/to-verify/",
    "/en/search/?q=brzopletasecond",
    "/api/search/?q=brzopletasecond",
    "/api/suggest/?q=brzopletas",
    "/cms/users/",
    "/cms/users/edit/{person}/",
    "/cms/reports/site-history/",
)
SECOND = datetime.timedelta(seconds=1)


def erased(person: User, *, with_texts: bool = False) -> User:
    erase(person, with_texts=with_texts, at=timezone.now())
    person.refresh_from_db()
    return person


# Asking ------------------------------------------------------------------------------------------------------------


def test_who_means_it_is_signed_out_everywhere_and_has_two_weeks(client, django_user_model):
    person = UserFactory()
    client.force_login(person)
    elsewhere = type(client)()
    elsewhere.force_login(person)

    response = client.post(PAGE, MEANT, follow=True)

    departure = Departure.objects.get(user=person)
    assert response.redirect_chain == [("/en/account/leave/done/", 302)]
    assert departure.due_at - departure.asked_at == THINK_FOR
    assert [one.get("/en/account/").status_code for one in (client, elsewhere)] == [302, 302]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"password": "wrong"}, "This is not your password."), ({"is_sure": ""}, "Yes, erase my account")],
)
def test_without_the_password_and_a_tick_nothing_happens(client, change, words):
    person = UserFactory()
    client.force_login(person)

    response = client.post(PAGE, MEANT | change)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Departure.objects.exists()


def test_who_has_no_password_writes_the_address(client):
    person = UserFactory(password=None)
    client.force_login(person)

    refused = client.post(PAGE, {"words": "keep", "is_sure": "on", "email": "other@example.org"})
    taken = client.post(PAGE, {"words": "keep", "is_sure": "on", "email": person.email})

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_signing_in_within_two_weeks_takes_it_back(client):
    person = UserFactory()
    ask_to_leave(person, with_texts=False)

    client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})

    assert not Departure.objects.exists()
    assert erase_due(timezone.now() + THINK_FOR + SECOND) == 0


def test_the_link_of_the_mail_takes_it_back_without_signing_in(client):
    person = UserFactory()
    ask_to_leave(person, with_texts=False)
    address = re.search(r"/en/account/stay/[^/]+/", OutgoingMail.objects.get(user=person).body)[0]

    only_looked = client.get(address), Departure.objects.count()
    done = client.post(address), Departure.objects.count()
    again = client.get(address)

    assert [only_looked[0].status_code, only_looked[1]] == [200, 1]
    assert [done[0].status_code, done[1]] == [200, 0]
    assert again.status_code == 404


def test_a_link_of_an_earlier_wish_takes_back_no_later_one():
    person = UserFactory()
    old = token_of(ask_to_leave(person, with_texts=False))
    take_back(person)
    ask_to_leave(person, with_texts=False, at=timezone.now() + SECOND)

    assert departure_of(old) is None


# Who alone holds something -----------------------------------------------------------------------------------------


def test_the_last_facilitator_of_a_forum_hands_it_over_first(client):
    forum = ForumFactory(slug="care")
    person = facilitator(forum)
    client.force_login(person)

    shown = client.get(PAGE).content.decode()
    with pytest.raises(NotAlone):
        ask_to_leave(person, with_texts=False)
    name_role(forum, by=None, user=UserFactory(), role=ForumRole.Role.FACILITATOR)

    assert "/en/forums/care/run/" in shown
    assert ask_to_leave(person, with_texts=False)


def test_of_two_facilitators_only_one_leaves():
    forum = ForumFactory()
    first, second = facilitator(forum), facilitator(forum)

    ask_to_leave(first, with_texts=False)

    with pytest.raises(NotAlone):
        ask_to_leave(second, with_texts=False)


def test_who_alone_leads_a_group_with_work_in_hand_hands_it_over_first(client):
    place = forum_with_group()
    person = place.rapporteurs[0]
    client.force_login(person)

    without_work = what_hinders(person)
    draft_of(place)
    shown = client.get(PAGE).content.decode()

    assert without_work == []
    assert '<a href="/en/groups/care-drafting/" lang="en">Drafting group</a>' in shown
    assert 'name="password"' not in shown


def test_the_last_administrator_stays():
    StaffRole.objects.all().delete()
    person = staff("administrator")

    with pytest.raises(NotAlone):
        ask_to_leave(person, with_texts=False)
    appoint(UserFactory(), role="administrator", by=None)

    assert ask_to_leave(person, with_texts=False)


# Erased ------------------------------------------------------------------------------------------------------------


def test_nobody_is_erased_before_the_two_weeks_are_over():
    person = UserFactory()
    departure = ask_to_leave(person, with_texts=False)

    before = erase_due(departure.due_at - SECOND)
    at_last = erase_due(departure.due_at)
    again = erase_due(departure.due_at + SECOND)

    assert (before, at_last, again) == (0, 1, 0)


@pytest.mark.parametrize("is_team", [False, True])
def test_no_door_shows_the_name_or_the_address_afterwards(client, is_team):
    forum = ForumFactory(slug="care")
    place = somebody("brzopleta", forum)
    post = place.posts.filter(state="published").last()
    log(place, "wagtail.edit")
    if is_team:
        reader = staff("administrator", is_superuser=True)
        name_role(forum, by=None, user=reader, role=ForumRole.Role.FACILITATOR)
        client.force_login(reader)
    doors = [address.format(thread=post.thread.path, post=post.public_id, person=place.pk) for address in DOORS]

    before = {door for door in doors if shows(client, door, place)}
    erased(place)
    after = {door for door in doors if shows(client, door, place)}

    assert f"/en/{post.thread.path}" in before
    assert after == set()


def shows(client, address: str, person: User) -> bool:
    """Whether the page has the name or the address the person had."""
    page = client.get(address, follow=True).content.decode()
    return "brzopletaname" in page or "brzopleta@" in page


def test_no_row_leads_to_the_person_but_those_that_may():
    person = somebody("brzopleta", ForumFactory())

    erased(person)

    left = {held.name for held in all_held() if held.erasing and held.rows_of(person).exists()}
    assert left == {"profile", "authorisations", "places"}


def test_of_the_person_nothing_is_left_in_the_row():
    person = UserFactory(display_name="Ana", email="ana@example.org", is_superuser=True, ui_language="mk")

    erased(person)

    assert (person.email, person.display_name) == (f"erased-{person.public_id}@erased.invalid", "")
    assert str(person) == "a former participant"
    assert [person.is_active, person.is_superuser, person.has_usable_password()] == [False] * 3


def test_words_stay_without_the_name_and_keep_their_number(client):
    forum = ForumFactory(slug="care")
    person = UserFactory(display_name="Brzopleta")
    thread = thread_in(forum, by=person, body="The road is long.")

    erased(person)

    page = client.get(f"/en/{thread.path}").content.decode()
    assert "The road is long." in page
    assert "a former participant" in page
    assert "Brzopleta" not in page


def test_who_wishes_it_takes_their_words_along():
    person = somebody("brzopleta", ForumFactory())
    numbers = set(person.posts.values_list("number", flat=True))

    erased(person, with_texts=True)

    assert set(Post.objects.filter(state="erased").values_list("number", flat=True)) == numbers
    assert not Post.objects.filter(body__contains="brzopleta").exists()
    assert not PostRevision.objects.filter(body__contains="brzopleta").exists()


def test_an_official_reply_stays_whatever_its_writer_wishes():
    person = UserFactory()
    reply = reply_in(thread_in(ForumFactory()), by=person, body="We build it.")
    Post.objects.filter(pk=reply.pk).update(kind=Post.Kind.OFFICIAL_REPLY)

    erased(person, with_texts=True)

    reply.refresh_from_db()
    assert (reply.state, reply.body, reply.author) == ("published", "We build it.", None)


def test_words_that_nobody_ever_read_go_with_their_writer():
    person = UserFactory()
    waiting = reply_in(thread_in(ForumFactory()), by=person, body="Not yet shown.")
    Post.objects.filter(pk=waiting.pk).update(state=Post.State.PENDING, number=None, position=None)

    erased(person)

    assert not Post.objects.filter(pk=waiting.pk).exists()


def test_what_is_ones_own_alone_is_gone():
    person = somebody("brzopleta", ForumFactory())

    erased(person)

    kinds = (Draft, Subscription, SavedSearch, Mention)
    assert [kind.objects.filter(user=person).count() for kind in kinds] == [0] * len(kinds)


def test_a_counted_voice_and_a_signed_word_stay_without_the_person():
    forum = ForumFactory()
    person = somebody("brzopleta", forum)

    erased(person)

    seat, mandate = Seat.objects.get(user=person), Mandate.objects.get(user=person)
    assert (Support.objects.count(), seat.state, mandate.role) == (1, "left", "")
    assert not mandate.is_valid_on(timezone.localdate() + datetime.timedelta(days=1))
    assert Post.objects.filter(on_behalf_of=mandate).count() == 1


def test_the_audit_keeps_what_was_done_and_not_who_did_it():
    person = somebody("brzopleta", ForumFactory())
    rows = AuditEntry.objects.count()

    erased(person)

    assert AuditEntry.objects.count() == rows + 1
    assert not AuditActor.objects.filter(user=person).exists()


def test_who_certified_a_decision_can_be_erased_and_the_decision_stays():
    place = forum_with_group()
    recommendation = draft_of(place)
    point_from(place, recommendation)
    round_ = decided(place, recommendation)
    person = round_.opened_by

    erased(person)

    round_.refresh_from_db()
    assert str(round_.opened_by) == "a former participant"


def test_printed_documents_with_the_name_of_a_signer_are_gone(django_capture_on_commit_callbacks):
    place = forum_with_group()
    recommendation = draft_of(place)
    point_from(place, recommendation)
    version = decided(place, recommendation).version
    person = UserFactory()
    SignOff.objects.create(version=version, capacity="Chair", user=person, sha256="f" * 64, signed_at=timezone.now())
    default_storage.save(f"exports/{'f' * 64}/one.pdf", ContentFile(b"signed by"))

    with django_capture_on_commit_callbacks(execute=True):
        erased(person)

    assert default_storage.listdir(f"exports/{'f' * 64}")[1] == []


def test_the_address_can_open_a_new_account():
    person = UserFactory(email="ana@example.org")

    erased(person)

    assert UserFactory(email="ana@example.org").pk != person.pk


def test_sessions_with_what_was_typed_are_gone(client):
    person, other = UserFactory(), UserFactory()
    client.force_login(person)
    elsewhere = type(client)()
    elsewhere.force_login(other)

    erased(person)

    assert [one.get_decoded()["_auth_user_id"] for one in BrowserSession.objects.all()] == [str(other.pk)]


# After a backup ----------------------------------------------------------------------------------------------------


def test_who_was_erased_stays_erased_when_an_older_backup_is_brought_back(tmp_path):
    gone, other = UserFactory(display_name="Ana"), UserFactory(display_name="Vesna")
    post = reply_in(thread_in(ForumFactory()), by=gone)
    list_of_then = tmp_path / "erased.txt"
    list_of_then.write_text(f"{gone.public_id} words\n0000000000 name\n")

    told = [called("--again", list_of_then) for _time in range(2)]

    names = [User.objects.get(pk=person.pk).display_name for person in (gone, other)]
    assert told == ["erased again: 1\n", "erased again: 0\n"]
    assert names == ["", "Vesna"]
    assert Post.objects.get(pk=post.pk).state == "erased"
    assert called() == f"{gone.public_id} words\n"


def called(*arguments) -> str:
    """What the command says."""
    said = StringIO()
    call_command("erased_people", *arguments, stdout=said)
    return said.getvalue()
