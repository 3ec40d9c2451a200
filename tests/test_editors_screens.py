"""The editors' side shows an editor nothing that the front hides: drafts of documents, texts of closed forums."""

import pytest

from accounts.actions import appoint
from forums.models import Forum, ForumIndexPage, ForumPage
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db

MARK = "Zatvoreno7319"


def a_person(role: str):
    person = UserFactory()
    appoint(person, by=None, role=role)
    return person


def text_of_closed_forum() -> ForumPage:
    """The text of a closed forum, with the mark in everything that a screen could show."""
    index = ForumIndexPage.objects.filter(locale__language_code="en").first()
    page = ForumPage(
        forum=ForumFactory(visibility=Forum.Visibility.CLOSED), title=MARK, slug="closed", language="en", summary=MARK
    )
    page.locale_id = index.locale_id
    page = index.add_child(instance=page)
    page.save_revision().publish()
    return page


def leaks(client, addresses: list[str]) -> list[str]:
    """The addresses at which the mark is shown."""
    return [address for address in addresses if MARK in client.get(address, follow=True).content.decode()]


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_the_text_of_a_closed_forum_is_on_no_screen_of_the_editors(client, role):
    page = text_of_closed_forum()
    client.force_login(a_person(role))
    own = [
        f"/cms/pages/{page.pk}/{tail}"
        for tail in ("edit/", "history/", "view_draft/", "usage/", "delete/", "copy/", "workflow/status/")
    ]
    lists = [f"/cms/pages/{page.get_parent().pk}/", f"/cms/choose-page/{page.get_parent().pk}/"]

    answers = {client.get(address, follow=True).status_code for address in own}

    assert answers == {404}
    assert leaks(client, [*own, *lists]) == []


def test_a_draft_of_a_document_is_on_no_screen_of_those_who_may_not_read_it(client):
    place = made.forum_with_group()
    draft = made.draft_of(place)
    client.force_login(a_person("editor"))
    tails = (f"edit/{draft.pk}/", f"history/{draft.pk}/", f"usage/{draft.pk}/", f"delete/{draft.pk}/")

    shown = [
        tail for tail in ("", *tails) if draft.reference in client.get(f"/cms/recommendation/{tail}").content.decode()
    ]

    assert shown == []
