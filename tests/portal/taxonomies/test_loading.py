import tomllib

import pytest
from django.apps import apps

from portal.languages import CONTENT_LANGUAGES
from portal.taxonomies.loading import FILE, MODELS, load_vocabularies, load_vocabulary, tag
from portal.taxonomies.models import Country, Label, Theme, VocabularyVersion

SITE_KEYS = {"en", "sr", "bs", "mk", "sq"}


@pytest.fixture(scope="module")
def written() -> dict[str, list[dict]]:
    """The committed file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def content() -> list[tuple]:
    """Every label row with its term, without keys."""
    return sorted(Label.objects.values_list(*(f"{name}__code" for name in MODELS), "kind", "language", "text"), key=str)


@pytest.mark.django_db
def test_every_database_has_every_term_in_the_order_of_the_file(written):
    stored = {
        name: list(apps.get_model("taxonomies", model).objects.values_list("code", flat=True))
        for name, model in MODELS.items()
    }

    assert stored == {name: [row["code"] for row in written[name]] for name in MODELS}


@pytest.mark.django_db
def test_loading_what_is_loaded_changes_nothing(django_assert_max_num_queries):
    before = (content(), VocabularyVersion.objects.values().get())

    with django_assert_max_num_queries(4):
        load_vocabularies()

    assert (content(), VocabularyVersion.objects.values().get()) == before


@pytest.mark.django_db
def test_loading_a_changed_file_twice_leaves_each_label_once(written):
    before = content()

    for _ in range(2):
        VocabularyVersion.objects.update(fingerprint="of another file")
        load_vocabularies()

    assert content() == before


@pytest.mark.django_db
def test_a_term_that_left_the_file_stays_because_others_point_to_it(written):
    Theme.objects.create(code="old-theme")

    load_vocabulary("theme", written["theme"])

    assert Theme.objects.filter(code="old-theme").exists()


@pytest.mark.django_db
def test_on_the_way_back_through_the_migrations_nothing_is_loaded():
    Country.objects.filter(code="TR").delete()
    VocabularyVersion.objects.update(fingerprint="of another file")

    load_vocabularies(plan=[("migration", True)])

    assert not Country.objects.filter(code="TR").exists()


def test_every_term_has_a_label_in_every_language_with_a_tree(written):
    lacking = [
        (name, row["code"], language)
        for name, rows in written.items()
        for row in rows
        for language in sorted(SITE_KEYS)
        if not row["label"].get(language)
    ]

    assert lacking == []


def test_the_file_speaks_no_language_the_portal_does_not_know(written):
    keys = {
        tag(key)
        for rows in written.values()
        for row in rows
        for name in ("label", "synonyms", "definition", "footnote")
        for key in row.get(name, {})
    }

    assert keys <= set(CONTENT_LANGUAGES)


def test_codes_are_the_fixed_points_other_programs_rely_on(written):
    codes = {name: [row["code"] for row in rows] for name, rows in written.items()}

    assert set(codes["country"]) == {"AL", "BA", "BG", "HR", "XK", "MD", "ME", "MK", "RO", "RS", "SI", "TR"}
    assert codes["goal"] == [f"sdg-{number}" for number in range(1, 18)]
    assert [len(set(found)) == len(found) for found in codes.values()] == [True] * len(codes)
