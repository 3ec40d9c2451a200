from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.due import catch_up
from search.management.commands import rebuild_search
from search.models import SearchEntry
from tests.factories.practices import told_practice

pytestmark = pytest.mark.usefixtures("empty_search")


def test_a_rebuild_makes_every_entry_anew_and_forgets_what_is_gone():
    practice = told_practice("en", title="Home help")
    SearchEntry.objects.all().delete()
    SearchEntry.objects.create(kind="news", source_id="gone")

    call_command("rebuild_search", stdout=StringIO())

    assert SearchEntry.objects.filter(kind="practice", source_id=practice.public_id, is_visible=True).exists()
    assert not SearchEntry.objects.filter(source_id="gone").exists()
    call_command("check_search", stdout=StringIO())


class Interrupted(rebuild_search.Command):
    """A rebuild during which somebody writes, after the things of that kind were looked through."""

    def rewrite_kind(self, adapter):
        seen = super().rewrite_kind(adapter)
        if adapter.kind == "practice":
            self.written = told_practice("en", title="Night line")
            catch_up()
        return seen


def test_what_is_written_during_a_rebuild_is_not_taken_for_gone():
    rebuild = Interrupted(stdout=StringIO())

    call_command(rebuild)

    assert SearchEntry.objects.filter(kind="practice", source_id=rebuild.written.public_id, is_visible=True).exists()


def test_a_check_names_what_is_missing_and_puts_it_right():
    call_command("rebuild_search", stdout=StringIO())
    practice = told_practice("en", title="Home help")
    catch_up()
    SearchEntry.objects.filter(kind="practice").delete()
    said = StringIO()

    with pytest.raises(CommandError, match="--repair"):
        call_command("check_search", stdout=said)
    call_command("check_search", "--repair", stdout=StringIO())

    assert f"missing: practice {practice.public_id}" in said.getvalue()
    call_command("check_search", stdout=StringIO())


def test_a_server_that_does_not_answer_is_said_plainly(settings):
    settings.SEARCH_URL = "http://127.0.0.1:9/sofra"

    with pytest.raises(CommandError, match="does not answer"):
        call_command("rebuild_search", "--index-only", stdout=StringIO())
