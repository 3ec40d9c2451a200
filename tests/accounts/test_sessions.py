"""Sessions know who is signed in, come with that person, and end without reading anybody else's."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.leaving import end_sessions
from accounts.models import BrowserSession
from accounts.sessions import forget_sessions
from forums.querysets import Place, places_of
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, seated

pytestmark = pytest.mark.django_db


def browser_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def asks_as(browser: Client):
    """Who the portal takes the browser for."""
    return browser.get("/en/account/password/change/").wsgi_request.user


def test_ending_sessions_signs_out_every_browser_of_the_person_and_nobody_else():
    person, other = UserFactory(), UserFactory()
    theirs, elsewhere, somebody = browser_of(person), browser_of(person), browser_of(other)
    assert [asks_as(browser).pk for browser in (theirs, elsewhere, somebody)] == [person.pk, person.pk, other.pk]

    end_sessions(person)

    assert [asks_as(browser).pk for browser in (theirs, elsewhere, somebody)] == [None, None, other.pk]


def test_ending_sessions_is_one_statement_however_many_browsers_the_portal_knows(django_assert_num_queries):
    person = UserFactory()
    for _number in range(3):
        browser_of(person)
    later = timezone.now() + datetime.timedelta(days=1)
    BrowserSession.objects.bulk_create(
        BrowserSession(session_key=f"visitor{number}", session_data="unreadable", expire_date=later)
        for number in range(40)
    )

    with django_assert_num_queries(1):
        end_sessions(person)

    assert BrowserSession.objects.count() == 40


def test_a_closed_account_is_nobody_though_its_session_is_there():
    person = UserFactory()
    browser = browser_of(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert not asks_as(browser).is_authenticated


def test_a_changed_password_ends_what_was_signed_in_before():
    person = UserFactory()
    browser = browser_of(person)

    person.set_password("another-long-phrase")
    person.save()

    assert not asks_as(browser).is_authenticated


def test_signing_out_leaves_a_browser_of_nobody():
    browser = browser_of(UserFactory())

    browser.logout()

    assert not BrowserSession.objects.exists()
    assert not asks_as(browser).is_authenticated


def test_a_session_brings_the_same_places_as_asking_for_them(django_assert_num_queries):
    forum, other = ForumFactory(), ForumFactory()
    table = TableFactory(forum=forum)
    person = seated(forum, table=table)
    other.roles.create(user=person, role="facilitator")
    nobody = UserFactory()

    brought = {one.pk: asks_as(browser_of(one)) for one in (person, nobody)}

    for one in (person, nobody):
        with django_assert_num_queries(0):
            places = places_of(brought[one.pk])
        assert sorted(places, key=str) == sorted(places_of(one), key=str)
    seat = person.seats.get()
    assert Place(forum.pk, "member", table.pk, seat.pk) in places_of(person)


def test_sessions_that_ran_out_are_forgotten_by_the_clock():
    browser_of(UserFactory())
    BrowserSession.objects.update(expire_date=timezone.now() - datetime.timedelta(days=1))

    lasting = browser_of(UserFactory())

    done = forget_sessions(timezone.now())

    assert (done, asks_as(lasting).is_authenticated) == (1, True)
