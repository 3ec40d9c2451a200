import pytest

from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(
    ("wished", "cookie", "address"),
    [
        ("", None, "/en/"),
        ("fr,de;q=0.5", None, "/en/"),
        ("mk", None, "/mk/"),
        ("sq-XK", None, "/sq/"),
        ("bs-BA,en;q=0.5", None, "/bs/"),
        ("sr-RS", None, "/sr/"),
        ("sr-Latn-RS", None, "/sr-latn/"),
        ("sr-ME", None, "/sr-latn/"),
        ("cnr", None, "/sr-latn/"),
        ("sh,en;q=0.5", None, "/sr-latn/"),
        ("hr-HR", None, "/sr-latn/"),
        ("fr,sr-Cyrl-RS;q=0.8,en;q=0.2", None, "/sr/"),
        ("mk", "sq", "/sq/"),
        ("mk", "xx", "/mk/"),
    ],
)
def test_the_bare_address_leads_to_the_language_a_reader_chose_or_whose_browser_wishes(client, wished, cookie, address):
    if cookie:
        client.cookies["ui_language"] = cookie

    response = client.get("/", headers={"Accept-Language": wished})

    assert (response.status_code, response.url) == (302, address)


def test_caches_keep_the_answers_for_different_languages_apart(client):
    response = client.get("/")

    assert response.headers["Vary"] == "Accept-Language, Cookie"


def test_editors_sign_in_where_everybody_does_and_come_back(client):
    response = client.get("/cms/login/?next=/cms/pages/3/", headers={"Accept-Language": "sr"})

    assert (response.status_code, response.url) == (302, "/sr/account/login/?next=%2Fcms%2Fpages%2F3%2F")


@pytest.mark.django_db
def test_somebody_who_is_no_editor_is_told_so_instead_of_being_sent_round(client):
    client.force_login(UserFactory())

    response = client.get("/cms/", follow=True)

    assert response.status_code == 403
    assert "editors" in response.content.decode()
