import datetime
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.writing import Draft, Text, write

pytestmark = pytest.mark.usefixtures("empty_search")

#: What only the engine of a database reads, and what is asked where hardly anything was found.
ENGINES_OWN = re.compile(
    "search_index|search_search(?:keys|facet|frequency|tally|word|due)|tsquery|set_config|SAVEPOINT"
)


def news(source_id, title, body="", language="sr-Cyrl", **others):
    others.setdefault("path", f"news/{source_id}/")
    return write(Draft("news", source_id, [Text(language, title, body)], **others))


def ask(client, **parameters):
    response = client.get("/api/search/", parameters)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def ids(answer):
    return [result["id"] for result in answer["results"]]


def test_an_answer_has_everything_other_programs_rely_on(client):
    day = datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC)
    news("one", "Мобилни тимови", "Рад мобилних тимова у селима.", facets={"country": ["RS"]}, dated_at=day)

    answer = ask(client, q="mobilni timovi", ui="en")

    country = {"value": "RS", "label": "Serbia", "count": 1, "selected": False}
    assert answer["facets"].pop("country") == [country]
    assert answer == {
        "query": "mobilni timovi",
        "total": 1,
        "page": 1,
        "page_size": 20,
        "next": None,
        "engine": connection.vendor,
        "degraded": False,
        "relaxed": False,
        "did_you_mean": None,
        "concepts": [{"code": "mobile-outreach-teams", "label": "Mobile / outreach teams", "vocabulary": "approach"}],
        "facets": {
            "kind": [{"value": "news", "label": "News", "count": 1, "selected": False}],
            "theme": [],
            "target_group": [],
            "approach": [],
            "language": [{"value": "sr-Cyrl", "label": "српски (ћирилица)", "count": 1, "selected": False}],
            "year": [{"value": "2026", "label": "2026", "count": 1, "selected": False}],
            "state": [],
        },
        "results": [
            {
                "kind": "news",
                "id": "one",
                "title": "Мобилни тимови",
                "url": "/en/news/one/",
                "language": "sr-Cyrl",
                "countries": ["RS"],
                "themes": [],
                "target_groups": [],
                "date": "2026-03-12",
                "state": "",
                "outcome": "",
                "thread": None,
                "snippet_html": "Рад <mark>мобилних</mark> <mark>тимова</mark> у селима.",
            }
        ],
    }


def test_readers_of_latin_are_shown_latin(client):
    news("one", "Мобилни тимови", "Рад мобилних тимова у Његошеву.", facets={"country": ["RS"]})
    news("other", "Мобилен тим", "Работа на терен", language="mk")

    answer = ask(client, q="мобилни", ui="sr-latn", sort="oldest")

    assert [(hit["title"], hit["snippet_html"], hit["url"]) for hit in answer["results"]] == [
        ("Mobilni timovi", "Rad <mark>mobilnih</mark> timova u Njegoševu.", "/sr-latn/news/one/"),
        ("Мобилен тим", "Работа на терен", "/sr-latn/news/other/"),
    ]
    assert answer["facets"]["country"] == [{"value": "RS", "label": "Srbija", "count": 1, "selected": False}]


@pytest.mark.parametrize("spellings", [["мобилни тимови", "mobilni timovi", "mobilnih timova", "MOBILNIM TIMOVIMA"]])
def test_every_spelling_and_form_of_a_query_gives_the_same_set(client, spellings):
    news("cyrillic", "Мобилни тимови")
    news("latin", "O radu mobilnih timova", language="sr-Latn")
    news("macedonian", "Мобилен тим", language="mk")
    news("concept", "Working in the field", language="en", facets={"approach": ["mobile-outreach-teams"]})
    news("other", "Мобилни телефони")

    found = {tuple(sorted(ids(ask(client, q=spelling)))) for spelling in spellings}

    assert found == {("concept", "cyrillic", "latin", "macedonian")}


@pytest.mark.parametrize("query", ["zaštita", "zastita", "заштита"])
def test_marks_and_scripts_do_not_matter(client, query):
    news("one", "Социјална заштита")
    news("other", "Штит")

    assert ids(ask(client, q=query)) == ["one"]


def test_a_concept_is_found_in_every_language_and_can_be_taken_back(client):
    news("sr", "Социјална инклузија")
    news("tagged", "Përparimi", language="sq", facets={"theme": ["social-inclusion"]})
    queries = ["social inclusion", "социјална инклузија", "socijalna uključenost", "përfshirje sociale"]

    found = [sorted(ids(ask(client, q=query))) for query in queries]

    assert all("tagged" in result for result in found)
    assert ids(ask(client, q="социјална инклузија", concepts="off:social-inclusion")) == ["sr"]


NAMED = {
    "en": "A report on social inclusion",
    "sr-Latn": "O socijalnoj uključenosti",
    "sr-Cyrl": "Мере социјалне инклузије",
    "sq": "Raport për përfshirjen sociale",
    "mk": "Извештај за социјалната инклузија",
}


@pytest.mark.parametrize(
    "query", ["social inclusion", "socijalna uključenost", "социјална инклузија", "përfshirje sociale"]
)
def test_texts_that_call_a_concept_by_any_of_its_names_find_each_other(client, query):
    for language, body in NAMED.items():
        news(language, "Вест", body, language)
    news("other", "Вест", "О социјалној заштити")

    answer = ask(client, q=query, ui="en")

    assert sorted(ids(answer)) == sorted(NAMED)
    assert [concept["code"] for concept in answer["concepts"]] == ["social-inclusion"]


def test_what_was_found_by_a_concept_shows_its_name_in_its_own_language(client):
    news("sq", "Lajme", "Raport për përfshirjen sociale të romëve.", "sq")

    (hit,) = ask(client, q="социјална инклузија")["results"]

    assert hit["snippet_html"] == "Raport për <mark>përfshirjen</mark> <mark>sociale</mark> të romëve."


def test_a_repeated_facet_widens_and_different_facets_narrow(client):
    news("rs", "Савет", facets={"country": ["RS"], "theme": ["housing"]})
    news("mk", "Савет", facets={"country": ["MK"], "theme": ["housing"]})
    news("me", "Савет", facets={"country": ["ME"], "theme": ["poverty"]})

    answer = ask(client, q="савет", country=["RS", "ME"], theme="housing")

    assert ids(answer) == ["rs"]
    assert {value["value"]: (value["count"], value["selected"]) for value in answer["facets"]["country"]} == {
        "RS": (1, True),
        "MK": (1, False),
        "ME": (0, True),
    }


def test_serbian_means_both_scripts(client):
    news("cyrillic", "Савет")
    news("latin", "Savet", language="sr-Latn")
    news("bosnian", "Savjet", language="bs")

    answer = ask(client, q="savet", language="sr")

    assert sorted(ids(answer)) == ["cyrillic", "latin"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("country", "ZZ"),
        ("kind", "gossip"),
        ("theme", "no-such-theme"),
        ("language", "sr-Arab"),
        ("year", "12"),
        ("state", "odd"),
        ("sort", "loudest"),
        ("page", "0"),
        ("page", "501"),
        ("page", "x"),
        ("page_size", "101"),
        ("page_size", "²"),
        ("cursor", "made-up"),
    ],
)
def test_a_value_that_does_not_exist_is_named(client, parameter, value):
    response = client.get("/api/search/", {"q": "савет", parameter: value})

    answer = json.loads(response.content)
    assert (response.status_code, answer["parameter"], answer["value"]) == (400, parameter, value)


def test_unknown_parameters_and_empty_values_mean_nothing(client):
    news("one", "Савет")

    assert ids(ask(client, q="савет", colour="blue", country="", page="", sort="")) == ["one"]


def test_cursors_lead_to_the_end_and_belong_to_their_search(client):
    for number in range(7):
        news(str(number), "Савет", "грађана " * number)
    first = ask(client, q="савет", page_size=3)
    second = ask(client, q="савет", page_size=3, cursor=first["next"])
    third = ask(client, q="савет", page_size=3, cursor=second["next"])

    assert len({*ids(first), *ids(second), *ids(third)}) == 7
    assert third["next"] is None
    assert client.get("/api/search/", {"q": "други", "page_size": 3, "cursor": first["next"]}).status_code == 400


def test_a_query_without_a_hit_is_tried_with_any_of_its_words(client):
    news("one", "Помоћ у кући")

    answer = ask(client, q="помоћ васиона")

    assert (ids(answer), answer["relaxed"]) == (["one"], True)


def test_labels_and_addresses_speak_the_language_asked_for(client):
    news("one", "Савет", facets={"country": ["RS"]})

    by_header = client.get("/api/search/", {"q": "савет"}, headers={"Accept-Language": "mk,en;q=0.5"}).json()
    by_parameter = client.get("/api/search/", {"q": "савет", "ui": "sq"}, headers={"Accept-Language": "mk"}).json()

    assert by_header["facets"]["country"][0]["label"] == "Србија"
    assert by_header["results"][0]["url"] == "/mk/news/one/"
    assert by_parameter["facets"]["country"][0]["label"] == "Serbia"


HOSTILE = [
    "а" * 5_000,
    "реч " * 1_250,
    '"',
    '""" "а',
    "-",
    '--а -"б -',
    "a AND OR NOT NEAR(b) *",
    "title_stems:a {t} : ^b + c",
    "a' | !b & c:* <-> d",
    "'); DROP TABLE search_searchentry; --",
    "\x01\u202e\ufffe\U0010ffff",
    "%s %d %%",
    "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
    '{"query": {"match_all": {}}}',
    "İ ﬀ ½ ² ㎏ 𝔘𝔫𝔦",
    "-реч",
    '-"друга реч"',
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_the_search(client, query):
    news("one", "Савет", "грађана")

    for path in ("/api/search/", "/api/suggest/", "/sr/search/"):
        assert client.get(path, {"q": query}).status_code == 200


def test_a_visitor_finds_nothing_of_a_closed_circle(client):
    news("public", "Марабу")
    news("closed", "Марабу", scope="forum:1", facets={"country": ["ME"]})

    answer = ask(client, q="марабу")

    assert (ids(answer), answer["total"], answer["facets"]["country"]) == (["public"], 1, [])
    assert client.get("/api/suggest/", {"q": "мараб"}).json()["suggestions"] == [
        {"text": "Марабу", "lang": "sr-Cyrl", "kind": "news", "url": "/en/news/public/", "label": "News"}
    ]


def test_suggestions_begin_with_concepts_in_any_script(client):
    news("one", "Мобилни тимови у Краљеву")

    found = client.get("/api/suggest/", {"q": "mobiln", "ui": "sr-latn"}).json()["suggestions"]

    assert [(suggestion["kind"], suggestion["text"]) for suggestion in found] == [
        ("approach", "Mobilni timovi i rad na terenu"),
        ("news", "Mobilni timovi u Kraljevu"),
    ]


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("path", ["/api/search/", "/sr/search/"])
def test_a_search_costs_the_same_whatever_it_finds(client, path, count):
    for number in range(count):
        news(str(number), "Савет", facets={"country": ["RS"]})
    client.get(path, {"q": "савет"})

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path, {"q": "савет", "country": "RS", "page_size": 40})

    own = [query["sql"][:300] for query in queries if not ENGINES_OWN.search(query["sql"])]
    assert len(own) <= 5, "\n".join(own)
