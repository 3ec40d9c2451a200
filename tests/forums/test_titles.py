"""The titles of a forum stand on its row and follow its texts."""

import pytest
from django.utils.translation import override
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from forums.models import Forum, ForumIndexPage, ForumPage
from tests.factories.forums import ForumFactory
from tests.factories.pages import publish_below

pytestmark = pytest.mark.django_db


def publish_text(forum: Forum, language: str, title: str) -> ForumPage:
    page = ForumPage(forum=forum, slug=f"{forum.slug}-{language.lower()}", language=language, title=title)
    publish_below(ForumIndexPage, page)
    return page


def titles_now(forum: Forum) -> dict | None:
    return Forum.objects.get(pk=forum.pk).titles


def test_they_follow_what_is_published_withdrawn_and_deleted():
    forum = ForumFactory()
    unsaid = titles_now(forum)
    english, serbian = publish_text(forum, "en", "Night help"), publish_text(forum, "sr-Cyrl", "Ноћна помоћ")
    both = titles_now(forum)
    english.unpublish()
    one = titles_now(forum)
    serbian.delete()

    assert (unsaid, both, one, titles_now(forum)) == (
        None,
        {"en": "Night help", "sr-Cyrl": "Ноћна помоћ"},
        {"sr-Cyrl": "Ноћна помоћ"},
        None,
    )


def test_a_text_withdrawn_from_a_list_of_pages_takes_its_title_along():
    forum = ForumFactory()
    page = publish_text(forum, "en", "Night help")

    UnpublishPageAction(Page.objects.get(pk=page.pk)).execute(skip_permission_checks=True)

    assert titles_now(forum) is None


def test_a_forum_read_before_a_text_was_published_does_not_undo_it():
    forum = ForumFactory()
    read_before = Forum.objects.get(pk=forum.pk)
    publish_text(forum, "en", "Night help")

    read_before.save()

    assert titles_now(forum) == {"en": "Night help"}


def test_a_text_given_to_another_forum_takes_its_title_along():
    one, other = ForumFactory(), ForumFactory()
    page = publish_text(one, "en", "Night help")

    page.forum = other
    page.save()

    assert (titles_now(one), titles_now(other)) == (None, {"en": "Night help"})


@pytest.mark.parametrize(
    ("reader", "read"),
    [("sr", ("Ноћна помоћ", "sr-Cyrl")), ("sq", ("Night help", "en")), ("mk", ("Ноћна помоћ", "sr-Cyrl"))],
)
def test_each_reader_reads_the_title_they_read_best(reader, read):
    forum = Forum(slug="night", titles={"en": "Night help", "sr-Cyrl": "Ноћна помоћ"})

    with override(reader):
        assert (forum.title, forum.title_language) == read


def test_without_a_text_the_address_stands_for_the_title():
    forum = Forum(slug="night")

    assert (forum.title, forum.title_language) == ("night", "en")
