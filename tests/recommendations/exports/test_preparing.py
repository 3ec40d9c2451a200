"""Documents made by the worker: once for the same words, whatever fails or is asked for at the same time."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from recommendations import drafting
from recommendations.exports import keeping
from recommendations.exports.keeping import QUICK, Wanted
from recommendations.exports.preparing import (
    DEAD_AFTER,
    GIVEN_UP_FOR,
    MOST_TRIES,
    Preparation,
    forget_old_drafts,
    make_wanted,
    prepared,
)
from recommendations.models import WantedFile
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(monkeypatch) -> Wanted:
    """A draft of one point as a DOCX, which counts as long here: it is made faster than a PDF."""
    monkeypatch.setitem(QUICK, "docx", 0)
    document = made.draft_of(made.forum_with_group())
    version = document.versions.get()
    drafting.draft_clause(version, by=None, text="Somebody answers at night.", kind="preamble", at=BEGIN)
    return Wanted(document, version, "docx")


@pytest.fixture
def broken(monkeypatch):
    """A maker that fails, as one does without pango."""

    def fail(content, **options) -> bytes:
        raise OSError("no pango here")

    monkeypatch.setitem(keeping.MAKERS, "docx", fail)


def test_what_many_ask_for_is_made_once(wanted):
    asked = [prepared(wanted) for _reader in range(3)]

    done = [make_wanted(), make_wanted()]

    assert (asked, done) == ([Preparation()] * 3, [1, 0])
    assert default_storage.exists(prepared(wanted).name)
    assert WantedFile.objects.count() == 1


def test_a_draft_that_went_on_is_a_file_of_its_own_and_the_old_one_is_never_shown(wanted):
    prepared(wanted)
    make_wanted()
    before = prepared(wanted).name
    drafting.edit_clause(wanted.version.clauses.get(), by=None, text="Nobody answers.", at=BEGIN)

    waiting = prepared(wanted)
    make_wanted()

    assert waiting == Preparation()
    assert prepared(wanted).name not in ("", before)


def test_a_draft_that_goes_on_while_it_waits_is_made_as_it_reads_now(wanted):
    prepared(wanted)
    drafting.edit_clause(wanted.version.clauses.get(), by=None, text="Nobody answers.", at=BEGIN)

    make_wanted()

    assert default_storage.exists(prepared(wanted).name)


def test_a_worker_that_died_is_followed_by_another(wanted):
    now = timezone.now()
    prepared(wanted, at=now)
    WantedFile.objects.update(begun_at=now, tries=1)

    done = [make_wanted(at=now + timedelta(minutes=1)), make_wanted(at=now + DEAD_AFTER)]

    assert done == [0, 1]


def test_what_cannot_be_made_is_given_up_and_tried_anew_after_a_while(wanted, broken, caplog):
    now = timezone.now()
    prepared(wanted, at=now)

    done = [make_wanted(at=now) for _turn in range(MOST_TRIES + 1)]
    told = [prepared(wanted, at=now), prepared(wanted, at=now + GIVEN_UP_FOR)]

    assert (sum(done), told) == (0, [Preparation(is_given_up=True), Preparation()])
    assert caplog.text.count("OSError: no pango here") == MOST_TRIES
    assert WantedFile.objects.get().tries == 0


def test_a_file_that_was_emptied_away_is_made_again(wanted):
    prepared(wanted)
    make_wanted()
    default_storage.delete(prepared(wanted).name)

    asked = prepared(wanted)

    assert (asked, make_wanted()) == (Preparation(), 1)


def test_files_of_drafts_go_after_a_week(wanted):
    now = timezone.now()
    prepared(wanted)
    make_wanted()
    name = prepared(wanted).name
    for days, kept in ((6, True), (8, False)):
        stamp = (now - timedelta(days=days)).timestamp()
        os.utime(default_storage.path(name), (stamp, stamp))
        WantedFile.objects.update(asked_at=now - timedelta(days=days))

        forget_old_drafts(now)

        assert (default_storage.exists(name), WantedFile.objects.exists()) == (kept, kept)
