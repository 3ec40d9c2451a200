import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import SearchBeginning, SearchScope
from search.suggestions import MOST, suggest
from search.writing import Draft, Text, hide, write
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("empty_search")


def thing(kind: str, source_id: str, title: str, *, language: str = "sr-Cyrl", body: str = "", **others):
    others.setdefault("path", f"{kind}/{source_id}/")
    return write(Draft(kind, source_id, [Text(language, title, body)], **others))


def texts(client, typed: str, ui: str = "en") -> list[str]:
    answer = client.get("/api/suggest/", {"q": typed, "ui": ui}).json()
    return [suggestion["text"] for suggestion in answer["suggestions"]]


@pytest.mark.parametrize("typed", ["марабу зо", "marabu zo", "MARABU ZO", "zo marabu", "зоолошки марабу"])
def test_titles_are_suggested_by_how_their_words_begin_in_any_script(client, typed):
    thing("news", "one", "Марабу у зоолошком врту" if "зоолошки" not in typed else "Зоолошки марабу")
    thing("news", "two", "Марабу")

    assert texts(client, typed) == (["Марабу у зоолошком врту"] if "зоолошки" not in typed else ["Зоолошки марабу"])


def test_places_come_before_what_is_newest_and_by_their_other_names_too(client):
    thing("news", "one", "Злакусанска прича", dated_at=None)
    thing("municipality", "m", "Злакуса", body="Zlakusanija")

    assert texts(client, "zlaku") == ["Злакуса", "Злакусанска прича"]
    assert texts(client, "zlakusanij") == ["Злакуса"]


def test_contributions_and_points_are_not_suggested(client):
    thing("post", "p", "Марабу")
    thing("clause", "c", "Марабу")

    assert texts(client, "marabu") == []


@pytest.mark.parametrize("typed", ["", " ", "m", "!?", "Αθ", "-", '"'])
def test_too_little_is_no_beginning(client, typed):
    thing("news", "one", "Марабу")

    assert texts(client, typed) == []


def test_there_are_never_more_than_eight(client):
    for number in range(12):
        thing("news", str(number), "Марабу марабунта")

    assert len(texts(client, "marab")) == MOST


def test_what_is_hidden_or_closed_is_not_suggested(client):
    thing("news", "public", "Марабу јавно")
    thing("news", "hidden", "Марабу скривено")
    thing("news", "closed", "Марабу затворено", scope="forum:1")
    hide("news", "hidden")

    assert texts(client, "marab") == ["Марабу јавно"]
    assert SearchBeginning.objects.filter(entry__source_id="hidden").count() == 0


def test_a_forum_that_closes_takes_its_titles_along(client):
    SearchScope.objects.create(name="forum:1", is_public=True)
    thing("thread", "t", "Марабу", scope="forum:1")
    while_open = texts(client, "marab")

    SearchScope.objects.update(is_public=False)

    assert (while_open, texts(client, "marab")) == (["Марабу"], [])


@pytest.mark.parametrize(
    ("typed", "ui", "text", "completes"),
    [
        ("mobilni country:ser", "en", "Serbia", "mobilni country:RS "),
        ("zemlja:срб", "sr-latn", "Srbija", "zemlja:RS "),
        ("vend:serb", "sq", "Serbia", "vend:RS "),
        ('theme:"social-incl', "en", "Social inclusion", "theme:social-inclusion "),
    ],
)
def test_a_shortcut_is_completed_by_code_or_name_in_any_language(client, typed, ui, text, completes):
    found = client.get("/api/suggest/", {"q": typed, "ui": ui}).json()["suggestions"]

    assert (found[0]["text"], found[0]["completes"]) == (text, completes)


def test_how_many_there_are_is_said_in_words(client):
    thing("news", "one", "Марабу")

    assert client.get("/api/suggest/", {"q": "marab", "ui": "en"}).json()["message"] == "1 suggestion"


@pytest.mark.parametrize("count", [1, 40])
def test_suggestions_cost_the_same_however_many_there_are(db, count):
    user = UserFactory()
    for number in range(count):
        thing("news", str(number), "Марабу")
    suggest("marab", user=user, ui_language="en")

    with CaptureQueriesContext(connection) as queries:
        suggest("marab", user=UserFactory.build(pk=user.pk), ui_language="en")

    assert len(queries) <= 8, [query["sql"] for query in queries]
