"""What every search engine promises: inherited whole by a test module per engine, which provides ``engine``."""

import datetime
from dataclasses import replace

import pytest

from search.analysis import analyse, analyse_query, exact_key
from search.concepts import concept_key
from search.engines.base import Group, Request, Word
from search.frequencies import count_frequencies
from search.models import SearchEntry, SearchScope
from search.writing import Draft, Text, forget, hide, write
from tests.search.parity import Reference, content, requests


def asking(query: str, **others) -> Request:
    """A request for the words of a query."""
    return Request(groups=tuple(group(word) for word in query.split()), **others)


def group(words: str, concept: str = "") -> Group:
    tokens = analyse_query(words)
    return Group(tuple(Word(token.keys, exact_key(token.exact)) for token in tokens), concept)


def stems(phrase: str) -> tuple[str, ...]:
    return tuple(token.stem for token in analyse(phrase))


def at(year: int) -> datetime.datetime:
    return datetime.datetime(year, 6, 1, 12, tzinfo=datetime.UTC)


class EngineContract:
    """The promises; ``settle`` makes what was written findable (nothing to do for a database)."""

    @pytest.fixture(autouse=True)
    def opened(self, empty_search):
        SearchScope.objects.create(name="forum:1", is_public=True)
        SearchScope.objects.create(name="forum:2", is_public=False)

    @staticmethod
    def settle(engine):
        pass

    def store(self, engine, *drafts: Draft) -> None:
        for draft in drafts:
            write(draft)
        self.settle(engine)

    def found(self, engine, request: Request) -> list[str]:
        """Ids of the things found, in order."""
        answer = engine.search(request)
        names = dict(SearchEntry.objects.values_list("pk", "source_id"))
        assert request.limit < answer.total or request.offset or request.after or len(answer.places) == answer.total
        return [names[place.entry_id] for place in answer.places]

    @staticmethod
    def thing(source_id: str, title: str = "", body: str = "", language: str = "sr-Cyrl", **others) -> Draft:
        return replace(Draft("news", source_id, [Text(language, title, body)]), **others)

    # words

    @pytest.mark.parametrize("query", ["мобилни тимови", "mobilni timovi", "mobilnih timova", "MOBILNIM TIMOVIMA"])
    def test_every_script_and_form_finds_the_same(self, engine, query):
        self.store(
            engine,
            self.thing("cyrillic", "Рад мобилних тимова у селима"),
            self.thing("latin", "Mobilni timovi", language="sr-Latn"),
            self.thing("macedonian", "", "Мобилниот тим работи на терен", language="mk"),
            self.thing("other", "Дневни боравак", "за старије"),
            self.thing("half", "Мобилна апликација"),
        )

        assert sorted(self.found(engine, asking(query))) == ["cyrillic", "latin", "macedonian"]

    @pytest.mark.parametrize("query", ["zaštita", "zastita", "заштита", "ЗАШТИТА"])
    def test_marks_do_not_matter(self, engine, query):
        self.store(engine, self.thing("one", "Социјална заштита"), self.thing("other", "Штит"))

        assert self.found(engine, asking(query)) == ["one"]

    def test_all_words_are_needed_unless_any_will_do(self, engine):
        self.store(engine, self.thing("both", "помоћ и нега"), self.thing("one", "помоћ"), self.thing("none", "школа"))
        strict = asking("помоћ нега")

        assert self.found(engine, strict) == ["both"]
        assert sorted(self.found(engine, strict.relaxed())) == ["both", "one"]

    def test_texts_of_one_thing_are_found_together_and_count_once(self, engine):
        texts = [Text("sr-Cyrl", "Помоћ у кући", "старијима"), Text("en", "Home help", "for older people")]
        self.store(engine, Draft("practice", "p1", texts), self.thing("other", "школа"))

        answer = engine.search(asking("помоћ older"))

        assert answer.total == 1
        assert answer.facets["language"] == {"en": 1, "sr-Cyrl": 1}

    def test_a_word_in_a_title_stands_before_the_same_word_in_a_text(self, engine):
        self.store(
            engine, self.thing("text", "Вест дана", "тимова има"), self.thing("title", "Тимова има", "вест дана")
        )

        assert self.found(engine, asking("тимова")) == ["title", "text"]

    def test_the_exact_word_stands_before_a_form_of_it(self, engine):
        self.store(engine, self.thing("form", "Тимови"), self.thing("exact", "Тимова"), self.thing("else", "Школа"))

        assert self.found(engine, asking("тимова")) == ["exact", "form"]

    def test_equal_fits_come_newest_first(self, engine):
        self.store(engine, *(self.thing(str(year), "Савет", dated_at=at(year)) for year in (2024, 2026, 2025)))

        assert self.found(engine, asking("савет")) == ["2026", "2025", "2024"]

    # phrases and exclusions

    def test_a_phrase_keeps_the_order_of_its_words_in_one_place(self, engine):
        self.store(
            engine,
            self.thing("together", "Центар за социјални рад"),
            self.thing("apart", "Рад је социјални"),
            self.thing("across", "Циљ је социјални", "рад на терену"),
            Draft("news", "languages", [Text("sr-Cyrl", "а", "центар социјални"), Text("sr-Latn", "a", "rad")]),
        )

        assert self.found(engine, Request(phrases=(stems("социјални рад"),))) == ["together"]

    def test_a_phrase_is_found_in_forms_and_scripts(self, engine):
        self.store(engine, self.thing("one", "", "Запослени у центру за социјалног рада"))

        assert self.found(engine, Request(phrases=(stems("socijalni rad"),))) == ["one"]

    def test_a_phrase_goes_with_words(self, engine):
        self.store(engine, self.thing("one", "социјални рад у Нишу"), self.thing("other", "социјални рад"))

        assert self.found(engine, asking("Ниш", phrases=(stems("социјални рад"),))) == ["one"]

    def test_an_excluded_word_excludes_that_word_and_not_its_forms(self, engine):
        self.store(engine, self.thing("word", "тим школа"), self.thing("form", "тим школе"), self.thing("none", "тим"))

        assert sorted(self.found(engine, asking("тим", without_words=("xskola",)))) == ["form", "none"]

    def test_an_excluded_phrase_leaves_its_words_elsewhere(self, engine):
        self.store(engine, self.thing("phrase", "социјални рад"), self.thing("words", "рад је социјални"))

        assert self.found(engine, asking("рад", without_phrases=(stems("социјални рад"),))) == ["words"]

    def test_exclusions_alone_leave_everything_else_newest_first(self, engine):
        self.store(
            engine,
            self.thing("old", "тим", dated_at=at(2020)),
            self.thing("new", "нега", dated_at=at(2024)),
            self.thing("excluded", "школа", dated_at=at(2025)),
            self.thing("phrase", "социјални рад", dated_at=at(2025)),
        )
        request = Request(without_words=("xskola",), without_phrases=(stems("социјални рад"),))

        assert self.found(engine, request) == ["new", "old"]

    def test_without_words_everything_is_there_newest_first(self, engine):
        self.store(engine, *(self.thing(str(year), "Савет", dated_at=at(year)) for year in (2024, 2026, 2025)))

        assert self.found(engine, Request()) == ["2026", "2025", "2024"]
        assert self.found(engine, Request(sort="oldest")) == ["2024", "2025", "2026"]

    # concepts

    def test_a_concept_stands_in_for_its_words(self, engine):
        self.store(
            engine,
            self.thing("words", "социјална инклузија"),
            self.thing("concept", "Roma", language="en", facets={"theme": ["social-inclusion"]}),
            self.thing("half", "социјална помоћ"),
        )
        asked = Request(groups=(group("социјална инклузија", concept_key("theme", "social-inclusion")),))

        assert sorted(self.found(engine, asked)) == ["concept", "words"]

    # facets

    def test_counts_cover_every_facet_of_the_result(self, engine):
        self.store(
            engine,
            self.thing("one", "тим", facets={"country": ["RS", "MK"], "theme": ["housing"]}, dated_at=at(2024)),
            self.thing("two", "тим", language="mk", facets={"country": ["MK"]}, dated_at=at(2025), state="open"),
            self.thing("other", "школа", facets={"country": ["ME"]}),
        )

        answer = engine.search(asking("тим"))

        assert answer.facets == {
            "kind": {"news": 2},
            "country": {"RS": 1, "MK": 2},
            "theme": {"housing": 1},
            "language": {"sr-Cyrl": 1, "mk": 1},
            "year": {"2024": 1, "2025": 1},
            "state": {"open": 1},
        }

    def test_values_of_one_facet_widen_and_different_facets_narrow(self, engine):
        self.store(
            engine,
            self.thing("rs", "тим", facets={"country": ["RS"], "theme": ["housing"]}),
            self.thing("mk", "тим", facets={"country": ["MK"], "theme": ["housing"]}),
            self.thing("me", "тим", facets={"country": ["ME"], "theme": ["poverty"]}),
            self.thing("al", "тим", facets={"country": ["AL"], "theme": ["housing"]}),
        )
        selected = {"country": frozenset({"RS", "MK", "ME"}), "theme": frozenset({"housing"})}

        answer = engine.search(asking("тим", filters=selected))

        assert answer.total == 2
        assert answer.facets["country"] == {"RS": 1, "MK": 1, "AL": 1}
        assert answer.facets["theme"] == {"housing": 2, "poverty": 1}
        assert answer.facets["kind"] == {"news": 2}

    def test_a_value_that_nothing_has_finds_nothing(self, engine):
        self.store(engine, self.thing("rs", "тим", facets={"country": ["RS"]}))

        answer = engine.search(asking("тим", filters={"country": frozenset({"BG"})}))

        assert (answer.total, answer.places, answer.facets) == (0, [], {"country": {"RS": 1}})

    def test_counts_are_those_of_the_whole_result_not_of_the_page(self, engine):
        self.store(engine, *(self.thing(str(number), "тим", facets={"country": ["RS"]}) for number in range(12)))

        answer = engine.search(asking("тим", limit=5, offset=10))

        assert (answer.total, len(answer.places), answer.facets["country"]) == (12, 2, {"RS": 12})

    # rights

    def test_only_readable_circles_are_found_and_counted(self, engine):
        self.store(
            engine,
            self.thing("public", "тим", facets={"country": ["RS"]}),
            self.thing("opened", "тим", scope="forum:1", facets={"country": ["RS"]}),
            self.thing("closed", "тим", scope="forum:2", facets={"country": ["ME"]}),
            self.thing("table", "тим", scope="table:7", facets={"country": ["MK"]}),
        )
        visitor, insider = asking("тим"), asking("тим", scopes=frozenset({"public", "forum:2"}))

        assert sorted(self.found(engine, visitor)) == ["opened", "public"]
        assert engine.search(visitor).facets["country"] == {"RS": 2}
        assert sorted(self.found(engine, insider)) == ["closed", "opened", "public"]
        assert sorted(self.found(engine, Request())) == ["opened", "public"]

    def test_closing_a_circle_hides_all_of_it_at_once(self, engine):
        self.store(engine, self.thing("opened", "тим", scope="forum:1"))

        SearchScope.objects.filter(name="forum:1").update(is_public=False)

        assert self.found(engine, asking("тим")) == []

    def test_hidden_and_forgotten_things_are_not_found(self, engine):
        self.store(engine, *(self.thing(name, "тим") for name in ("kept", "hidden", "forgotten", "returned")))
        hide("news", "hidden")
        hide("news", "returned")
        forget("news", "forgotten")
        self.store(engine, self.thing("returned", "тим поново"))

        assert sorted(self.found(engine, asking("тим"))) == ["kept", "returned"]
        assert self.found(engine, asking("поново")) == ["returned"]

    def test_what_changed_is_found_by_its_new_words_only(self, engine):
        self.store(engine, self.thing("one", "стара вест", facets={"country": ["RS"]}))
        self.store(engine, self.thing("one", "нова прича", facets={"country": ["MK"]}))

        assert self.found(engine, asking("вест")) == []
        assert self.found(engine, asking("прича")) == ["one"]
        assert engine.search(asking("прича")).facets["country"] == {"MK": 1}

    def test_single_entries_can_be_left_out(self, engine):
        self.store(engine, self.thing("one", "тим"), self.thing("two", "тим"))
        one = SearchEntry.objects.get(source_id="one")

        assert self.found(engine, asking("тим", without_entries=frozenset({one.pk}))) == ["two"]

    # pages

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    @pytest.mark.parametrize("query", ["тим", ""])
    def test_pages_and_cursors_walk_the_same_way_to_the_end(self, engine, sort, query):
        words = ["тим", "тим тим нега", "тим школа", "нега и тим"]
        self.store(engine, *(self.thing(str(n), "тим", words[n % 4], dated_at=at(2000 + n % 9)) for n in range(23)))
        request = asking(query, sort=sort, limit=5)
        whole = self.found(engine, replace(request, limit=100))

        by_page = [name for start in range(0, 25, 5) for name in self.found(engine, replace(request, offset=start))]
        by_cursor, answer = [], engine.search(request)
        while answer.places:
            names = SearchEntry.objects.in_bulk([place.entry_id for place in answer.places])
            by_cursor += [names[place.entry_id].source_id for place in answer.places]
            answer = engine.search(replace(request, offset=len(by_cursor), after=answer.after))

        assert len(set(whole)) == 23
        assert by_page == whole
        assert by_cursor == whole

    # size

    def test_a_long_text_is_found_by_its_last_words(self, engine):
        body = " ".join(f"реч{number}" for number in range(6_000)) + " сасвим на крају"
        self.store(engine, self.thing("long", "Извештај", body))

        assert self.found(engine, asking("реч1 крај")) == ["long"]
        assert self.found(engine, Request(phrases=(stems("сасвим на крају"),))) == ["long"]

    def test_a_word_that_repeats_without_end_is_still_found(self, engine):
        self.store(engine, self.thing("same", "Списак", "тим " * 3_000))

        assert self.found(engine, asking("тим")) == ["same"]

    # the same as without any engine

    def test_hundreds_of_questions_find_count_and_order_what_a_search_by_hand_does(self, engine):
        self.store(engine, *content(140))
        count_frequencies()
        by_hand, asked = Reference(), list(requests(220))

        answers = [engine.search(request) for request in asked]

        found = [[place.entry_id for place in answer.places] for answer in answers]
        expected = [by_hand.answer(request, {"forum:1"}) for request in asked]
        assert [(set(ids), answer.facets) for ids, answer in zip(found, answers, strict=True)] == expected
        assert [answer.total for answer in answers] == [len(ids) for ids in found]
        assert found == [by_hand.ordered(request, ids) for request, ids in zip(asked, found, strict=True)]
        assert sum(1 < len(ids) < 140 for ids in found) > 100
