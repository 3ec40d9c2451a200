"""The library and the page of a practice as readers meet them."""

import pytest
from django.urls import reverse

from practices.models import Adoption
from tests.factories.accounts import UserFactory, officer, staff
from tests.factories.directory import MembershipFactory, MunicipalityFactory, OrganisationFactory, country
from tests.factories.practices import PracticeFactory, practice_text, told_practice

MOST_QUERIES_OF_A_LIST = 10  # speed.md: index of cards
MOST_QUERIES_OF_A_PAGE = 8  # speed.md: detail


def titles(response) -> list[str]:
    return [card.title for card in response.context["cards"]]


def test_the_library_shows_each_practice_once_in_the_readers_best_language(client, db):
    practice = told_practice("sr-Cyrl", "Мобилни тимови")
    practice_text(practice, "en", title="Mobile teams")
    told_practice("mk", "Помош во домот")
    told_practice(title="Not yet checked", state="submitted")

    assert titles(client.get("/en/practices/")) == ["Помош во домот", "Mobile teams"]
    assert titles(client.get("/sr/practices/")) == ["Помош во домот", "Мобилни тимови"]


def test_serbian_cyrillic_is_shown_in_latin_letters_where_the_reader_chose_them(client, db):
    told_practice("sr-Cyrl", "Његошева љубав")

    page = client.get("/sr-latn/practices/").content.decode()

    assert "Njegoševa ljubav" in page
    assert "Његошева" not in page


def test_filters_narrow_the_library(client, db):
    told_practice(title="Housing in Pirot", themes=["housing"], approach="day-care-centre")
    told_practice(title="Housing in Bijeljina", themes=["housing"], countries=["BA"])
    told_practice(title="Roma inclusion", themes=["roma-inclusion"], status="ended")

    assert titles(client.get("/en/practices/?theme=housing&country=RS")) == ["Housing in Pirot"]
    assert titles(client.get("/en/practices/?approach=day-care-centre")) == ["Housing in Pirot"]
    assert titles(client.get("/en/practices/?status=ended&status=running&theme=roma-inclusion")) == ["Roma inclusion"]


def test_an_unknown_filter_is_a_400_that_names_it_in_the_readers_language(client, db):
    client.cookies["ui_language"] = "en"

    response = client.get("/en/practices/?theme=gardening")

    assert response.status_code == 400
    assert "“gardening” is not a value of the filter “theme”." in response.content.decode()


@pytest.mark.parametrize(("number", "status"), [("1", 200), ("2", 404), ("0", 400), ("x", 400), ("9" * 30, 400)])
def test_page_numbers_that_lead_nowhere_say_so(client, db, number, status):
    told_practice()

    assert client.get(f"/en/practices/?page={number}").status_code == status


@pytest.mark.parametrize("rows", [1, 40])
def test_the_library_costs_the_same_whatever_its_size(client, db, rows, django_assert_max_num_queries):
    for number in range(rows):
        place = MunicipalityFactory(name=f"Place {number}", country=country("RS"))
        told_practice(municipality=place, themes=["housing", "poverty"], target_groups=["roma"])

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_LIST):
        response = client.get("/en/practices/?country=RS")

    assert len(titles(response)) == min(rows, 20)


def test_a_practice_is_read_at_one_address_in_every_language(client, db):
    practice = told_practice("sr-Cyrl", "Мобилни тимови", slug="mobile-teams")
    practice_text(practice, "en", title="Mobile teams", problem="Nobody came.")

    english = client.get("/en/practices/mobile-teams/")
    macedonian = client.get("/mk/practices/mobile-teams/")
    asked_for = client.get("/mk/practices/mobile-teams/?text=en")

    assert english.context["title"] == "Mobile teams"
    assert "Nobody came." in english.content.decode()
    assert macedonian.context["title"] == "Мобилни тимови"
    assert asked_for.context["title"] == "Mobile teams"
    assert client.get("/en/practices/mobile-teams/?text=sq").status_code == 400


def test_a_text_in_the_page_tree_leads_to_the_practice(client, db):
    practice = told_practice("sr-Cyrl", "Мобилни тимови", slug="mobile-teams")

    response = client.get(practice.pages.get().url)

    assert (response.status_code, response["Location"]) == (302, "/sr/practices/mobile-teams/?text=sr-Cyrl")


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_requested", "archived"])
def test_what_is_not_published_answers_like_what_does_not_exist(client, db, state):
    told_practice(slug="secret", state=state)

    assert client.get("/en/practices/secret/").status_code == 404
    assert client.get("/en/practices/no-such-thing/").status_code == 404


def test_its_authors_see_a_practice_before_it_is_published(client, db):
    practice = told_practice(slug="ours", state="submitted")
    client.force_login(officer(practice.organisation))

    assert client.get("/en/practices/ours/").status_code == 200


@pytest.mark.parametrize("rows", [1, 40])
def test_a_practice_page_costs_the_same_however_much_it_holds(client, db, rows, django_assert_max_num_queries):
    practice = told_practice(slug="full", themes=["housing"], target_groups=["roma"], approach="day-care-centre")
    page = practice.pages.get()
    for number in range(rows):
        page.blocks.add(page.blocks.model(title=f"Block {number}"))
        page.evidence_rows.add(page.evidence_rows.model(claim=f"Claim {number}"))
    page.save()
    Adoption.objects.bulk_create(Adoption(practice=practice, organisation=OrganisationFactory()) for _ in range(rows))

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        response = client.get("/en/practices/full/")

    assert response.status_code == 200


def test_an_officer_wants_a_practice_for_the_municipality_once(client, db):
    practice = told_practice(slug="wanted")
    organisation = OrganisationFactory()
    client.force_login(officer(organisation))

    first = client.post("/en/practices/wanted/want/")
    client.post("/en/practices/wanted/want/")

    assert (first.status_code, first["Location"]) == (302, "/en/practices/wanted/")
    assert list(practice.adoptions.values_list("organisation", "state")) == [(organisation.pk, "interested")]


def test_a_citizen_is_told_who_may_want_a_practice(client, db):
    told_practice(slug="wanted")
    client.force_login(UserFactory())

    response = client.post("/en/practices/wanted/want/")

    assert response.status_code == 403
    assert "people who speak for a municipality" in response.content.decode()
    assert Adoption.objects.count() == 0


def test_an_officer_writes_a_practice_with_gaps_and_sends_it_when_it_is_whole(client, db):
    organisation, place = OrganisationFactory(), MunicipalityFactory()
    client.force_login(officer(organisation))
    answers = {"title": "Помоћ у кући", "language": "sr-Cyrl", "cost_band": "unknown"}
    answers |= {"organisation": organisation.pk, "municipality": place.pk}

    saved = client.post(reverse("practices:practice-new"), answers)
    too_early = client.post(saved["Location"], answers | {"submit": "1"}, follow=True)
    whole = answers | {"summary": "Укратко", "problem": "Проблем", "solution": "Решење", "submit": "1"}
    sent = client.post(saved["Location"], whole)

    assert "Before it is sent, please fill in" in too_early.content.decode()
    assert sent.status_code == 302
    practice = PracticeFactory._meta.model.objects.get()
    assert (practice.state, practice.organisation, practice.municipality) == ("submitted", organisation, place)
    assert list(practice.pages.values_list("title", "live")) == [("Помоћ у кући", False)]


def test_nobody_writes_in_the_name_of_an_organisation_they_do_not_speak_for(client, db):
    client.force_login(officer(OrganisationFactory()))
    answers = {"title": "x", "language": "en", "cost_band": "unknown", "municipality": MunicipalityFactory().pk}

    response = client.post(reverse("practices:practice-new"), answers | {"organisation": OrganisationFactory().pk})

    assert response.status_code == 422
    assert PracticeFactory._meta.model.objects.count() == 0


def test_a_desk_reads_what_its_members_sent_and_publishes_it(client, db):
    association, member = OrganisationFactory(kind="association"), OrganisationFactory()
    MembershipFactory(body=association, member=member)
    ours = told_practice(title="Ours", slug="ours", state="submitted", organisation=member)
    told_practice(title="Of others", slug="others", state="submitted")
    client.force_login(staff("desk", association))

    listed = client.get(reverse("practices:practice-checks")).context["practices"]
    published = client.post("/en/practices/ours/check/", {"publish": "1"})
    of_others = client.post("/en/practices/others/check/", {"publish": "1"})

    ours.refresh_from_db()
    assert [practice.slug for practice in listed] == ["ours"]
    assert (published.status_code, ours.state) == (302, "published")
    assert of_others.status_code == 404


def test_an_author_does_not_make_the_first_check(client, db):
    practice = told_practice(slug="ours", state="submitted")
    client.force_login(officer(practice.organisation))

    assert client.post("/en/practices/ours/check/", {"publish": "1"}).status_code == 403


def test_a_sent_practice_is_not_edited_any_more(client, db):
    practice = told_practice(slug="ours", state="submitted")
    client.force_login(officer(practice.organisation))

    response = client.get("/en/practices/ours/edit/")

    assert response.status_code == 403
    assert "already sent" in response.content.decode()


def test_an_archived_practice_answers_as_one_that_never_was(client, db):
    practice = told_practice(slug="mobile-teams", state="archived")

    assert client.get(f"/en/practices/{practice.slug}/").status_code == 404
