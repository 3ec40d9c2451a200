import datetime

import pytest
from django.core import mail
from django.http import QueryDict
from django.utils import timezone

from notifications.emails import send_waiting
from notifications.models import OutgoingMail
from portal.home.new_results import mail_new_results
from search.due import catch_up
from search.errors import SearchRefused, TooManySearches
from search.models import SavedSearch, SearchScope
from search.saved import asked_of, change_search, save_search, stop_token, take_news
from search.writing import Draft, Text, hide, write
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, seated, thread_in

pytestmark = pytest.mark.usefixtures("empty_search")

DAILY, WEEKLY, OFF = SavedSearch.Frequency.DAILY, SavedSearch.Frequency.WEEKLY, SavedSearch.Frequency.OFF


def news(source_id: str, title: str, **others):
    others.setdefault("path", f"news/{source_id}/")
    return write(Draft("news", source_id, [Text("sr-Cyrl", title)], **others))


def morning(days: int = 1) -> datetime.datetime:
    """Seven o'clock so many days from today."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(7)))


def keep(asked: str = "q=marabu", *, by=None, name: str = "Marabu", frequency: str = DAILY) -> SavedSearch:
    return save_search(asked, by=by or UserFactory(ui_language="sr-latn"), name=name, frequency=frequency)


def mailed() -> list[list[str]]:
    """The titles told in each mail, once those that wait have left."""
    send_waiting()
    return [[title for title, lines in sections(sent.body) if "/news/" in lines] for sent in mail.outbox]


def sections(body: str) -> list[tuple[str, str]]:
    """The parts of a mail, each as its title and what stands under it."""
    parts = body.partition("-- ")[0].strip().split("\n\n")
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_what_is_new_is_mailed_once_in_the_readers_language_and_script():
    news("old", "Марабу први")
    saved = keep()
    news("new", "Марабу други")
    news("other", "Рода")

    counts = [mail_new_results(morning()), mail_new_results(morning()), mail_new_results(morning(2))]

    assert counts == [1, 0, 0]
    assert mailed() == [["Marabu drugi"]]
    assert f"/sr-latn/search/saved/stop/{stop_token(saved).split(':')[0]}" in mail.outbox[0].body


def test_what_comes_into_the_search_little_by_little_is_told_whole(monkeypatch):
    while catch_up():
        pass
    saved, forum = keep(), ForumFactory()
    for title in ("Marabu one", "Marabu two", "Marabu three"):
        thread_in(forum, title=title)
    monkeypatch.setattr("search.due.FOR_A_READER", 1)

    told = [one.title for day in range(1, 20) for one in take_news(saved, at=morning(day))]

    assert sorted(told) == ["Marabu one", "Marabu three", "Marabu two"]


def test_nothing_new_is_no_mail():
    news("old", "Марабу")
    keep()

    assert (mail_new_results(morning()), mailed()) == (0, [])


@pytest.mark.parametrize(("frequency", "days"), [(DAILY, [1, 2]), (WEEKLY, [7]), (OFF, [])])
def test_mails_come_as_often_as_was_chosen(frequency, days):
    keep(frequency=frequency)

    told = []
    for day in range(1, 9):
        if day <= 2:
            news(str(day), f"Марабу {day}")
        told += [day] if mail_new_results(morning(day)) else []

    assert told == days


def test_nobody_is_mailed_at_night():
    keep()
    news("new", "Марабу")

    assert mail_new_results(morning() - datetime.timedelta(hours=3)) == 0


def test_what_may_not_be_read_when_the_mail_is_written_is_not_in_it():
    SearchScope.objects.create(name="forum:1", is_public=True)
    keep()
    news("public", "Марабу јавни")
    news("closed", "Марабу затворени", scope="forum:1")
    news("hidden", "Марабу скривени")
    SearchScope.objects.update(is_public=False)
    hide("news", "hidden")

    mail_new_results(morning())

    assert mailed() == [["Marabu javni"]]


def test_what_is_taken_back_before_the_mail_leaves_is_not_in_it():
    keep()
    news("public", "Марабу јавни")
    news("hidden", "Марабу скривени")
    mail_new_results(morning())
    hide("news", "hidden")
    keep("q=roda", name="storks")
    news("alone", "Рода")
    mail_new_results(morning())
    hide("news", "alone")

    assert mailed() == [["Marabu javni"]]
    assert sorted(OutgoingMail.objects.values_list("state", flat=True)) == ["dropped", "sent"]


def test_a_mail_says_why_it_came_and_stops_with_one_click(client):
    saved = keep()
    news("new", "Марабу")
    mail_new_results(morning())
    send_waiting()
    message = mail.outbox[0].message()
    address = message["List-Unsubscribe"].strip("<>")

    answer = client.post(address.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})

    saved.refresh_from_db()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, saved.frequency) == (200, OFF)
    assert "Ovu poruku dobijate zato što čuvate pretragu „Marabu“." in mail.outbox[0].body
    assert mail.outbox[0].body.count(address) == 1
    assert f'href="{address}"' in mail.outbox[0].alternatives[0].content


def test_a_search_that_was_stopped_sends_nothing_that_still_waits():
    saved = keep()
    news("new", "Марабу")
    mail_new_results(morning())

    change_search(saved, name=saved.name, frequency=OFF)

    assert mailed() == []


def test_who_has_a_place_at_a_table_is_told_what_was_said_there():
    table = TableFactory()
    person = seated(table.forum, table=table)
    keep(by=person)
    keep()
    news("at-the-table", "Марабу", scope=f"table:{table.pk}")

    mail_new_results(morning())

    assert [mail.user for mail in OutgoingMail.objects.all()] == [person]


def test_who_switches_mails_on_again_is_not_told_of_what_came_meanwhile(client):
    saved = keep(frequency=OFF)
    news("meanwhile", "Марабу")
    client.force_login(saved.user)

    client.post(f"/en/search/saved/{saved.public_id}/", {"name": "Marabu", "frequency": DAILY})

    assert mail_new_results(morning()) == 0


def test_a_filter_that_is_gone_stops_nothing_and_nobody():
    saved = keep("q=marabu&country=RS")
    SavedSearch.objects.filter(pk=saved.pk).update(address="q=marabu&country=ZZ")
    keep(name="other")
    news("new", "Марабу")

    assert mail_new_results(morning()) == 1


@pytest.mark.parametrize("asked", ["", "country=ZZ", "q=" + "a" * 2_001])
def test_what_cannot_be_asked_is_not_kept(asked):
    with pytest.raises(SearchRefused):
        keep(asked)


def test_there_is_an_end_to_what_one_person_keeps(monkeypatch):
    monkeypatch.setattr("search.saved.MOST_SAVED", 1)
    person = UserFactory()
    keep(by=person)

    with pytest.raises(TooManySearches):
        keep(by=person)


def test_only_words_and_filters_are_kept():
    parameters = QueryDict("q=тим&country=RS&country=&page=3&cursor=x&sort=oldest&colour=red&concepts=off:housing")

    assert QueryDict(asked_of(parameters)).dict() == {"q": "тим", "country": "RS", "concepts": "off:housing"}


def test_a_person_keeps_changes_and_deletes_searches(client):
    client.force_login(UserFactory())

    shown = client.get("/en/search/saved/add/?q=тим&country=RS").content.decode()
    client.post("/en/search/saved/add/?q=тим&country=RS", {"name": "Teams", "frequency": WEEKLY})
    saved = SavedSearch.objects.get()
    client.post(f"/en/search/saved/{saved.public_id}/", {"name": "Mobile teams", "frequency": OFF})
    listed = client.get("/en/search/saved/").content.decode()
    asked = client.get(f"/en/search/saved/{saved.public_id}/delete/").content.decode()
    client.post(f"/en/search/saved/{saved.public_id}/delete/")

    assert 'value="тим, Serbia"' in shown
    assert "Mobile teams" in listed
    assert "Delete a saved search" in asked
    assert SavedSearch.objects.count() == 0


def test_an_empty_name_is_refused_and_the_search_is_kept_in_sight(client):
    client.force_login(UserFactory())

    response = client.post("/en/search/saved/add/?q=тим", {"name": "", "frequency": WEEKLY})

    assert response.status_code == 422
    assert "тим" in response.content.decode()


@pytest.mark.parametrize("path", ["", "delete/"])
def test_nobody_sees_or_touches_the_searches_of_others(client, path):
    saved = keep()
    client.force_login(UserFactory())

    codes = [client.get(f"/en/search/saved/{saved.public_id}/{path}").status_code]
    codes += [client.post(f"/en/search/saved/{saved.public_id}/{path}", {"name": "x", "frequency": OFF}).status_code]

    saved.refresh_from_db()
    assert (codes, saved.name) == ([404, 404], "Marabu")


def test_visitors_are_asked_to_sign_in_and_come_back(client):
    response = client.get("/en/search/saved/add/?q=a")

    assert response.status_code == 302
    assert response.url == "/en/account/login/?next=/en/search/saved/add/%3Fq%3Da"


def test_a_link_in_the_mail_stops_it_without_signing_in(client):
    saved = keep()
    address = f"/en/search/saved/stop/{stop_token(saved)}/"

    client.get(address)
    saved.refresh_from_db()
    after_looking = saved.frequency
    client.post(address)

    saved.refresh_from_db()
    assert (after_looking, saved.frequency) == (DAILY, OFF)
    assert client.post("/en/search/saved/stop/made-up/").status_code == 404


def test_a_list_of_many_costs_as_much_as_one(client, django_assert_max_num_queries):
    person = UserFactory()
    for number in range(40):
        keep(by=person, name=str(number))
    client.force_login(person)
    client.get("/en/search/saved/")

    with django_assert_max_num_queries(8):
        client.get("/en/search/saved/")
