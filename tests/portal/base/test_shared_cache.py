"""Counting in the cache that all processes share."""

import datetime

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from portal.base.shared_cache import counted, forget_count

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "table": {"BACKEND": "portal.base.shared_cache.CountingDatabaseCache", "LOCATION": "counts"},
}


@pytest.fixture(params=["default", "table"])
def shared(request, settings, db):
    settings.CACHES = CACHES
    call_command("createcachetable", "counts")
    return caches[request.param]


def test_every_name_is_counted_by_itself(shared):
    counted({"hall": 600}, within=shared)

    counts = [counted({"hall": 600, "person": 600}, within=shared) for _number in range(2)]

    assert counts == [{"hall": 2, "person": 1}, {"hall": 3, "person": 2}]


def test_counting_begins_again_when_its_time_is_over(shared, monkeypatch):
    counted({"person": 1, "hall": 600}, within=shared)
    later = timezone.now() + datetime.timedelta(seconds=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", later.timestamp)

    assert counted({"person": 1, "hall": 600}, within=shared) == {"person": 1, "hall": 2}


@pytest.mark.parametrize("shared", ["table"], indirect=True)
def test_counting_for_person_and_place_is_one_statement(shared, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted({"hall": 600, "person": 600}, within=shared)


@pytest.mark.parametrize("shared", ["table"], indirect=True)
def test_what_is_kept_beside_the_counts_is_read_as_before(shared):
    shared.set("words", ["kept"], 60)

    counted({"hall": 600}, within=shared)

    assert shared.get("words") == ["kept"]


@pytest.mark.parametrize("shared", ["table"], indirect=True)
def test_what_ran_out_is_forgotten(shared):
    counted({"person": 60, "hall": 600}, within=shared)

    forgotten = shared.forget_expired(timezone.now() + datetime.timedelta(seconds=300))

    assert (forgotten, counted({"hall": 600}, within=shared)) == (1, {"hall": 2})


def test_counting_begins_anew_where_it_is_forgotten(shared):
    counted({"person": 600}, within=shared)

    forget_count("person", within=shared)

    assert counted({"person": 600}, within=shared) == {"person": 1}
