"""Texts of the demonstration as pages: each under the index page of the tree its language belongs to."""

import uuid
from collections.abc import Callable

from wagtail.models import Page

from portal.base.pages import PortalPage
from portal.base.text import render_user_text
from portal.languages import TREES_OF_TAGS


def tree_for(tag: str) -> str:
    return TREES_OF_TAGS.get(tag, "en")


def add_pages(
    index: type[PortalPage], model: type[PortalPage], slug: str, texts: list[dict], fields: Callable[[dict], dict]
) -> list[PortalPage]:
    """The texts of one thing as live pages, translations of each other where they stand in different trees.

    ``fields`` gives what this type of page has besides title, summary and language.
    """
    key, taken, pages = uuid.uuid4(), set(), []
    for text in texts:
        tree = tree_for(text["language"])
        page = model(
            title=text["title"],
            slug=slug if tree not in taken else f"{slug}-{text['language'].lower()}",
            translation_key=key if tree not in taken else uuid.uuid4(),
            language=text["language"],
            summary=text.get("summary", ""),
            **fields(text),
        )
        add_page(index.objects.get(locale__language_code=tree), page)
        taken.add(tree)
        pages.append(page)
    return pages


def add_page(parent: Page, page: PortalPage) -> None:
    page.locale_id = parent.locale_id
    parent.add_child(instance=page)


def rich(source: str) -> str:
    """A text of the files (Markdown) as the HTML of a rich text field."""
    return render_user_text(source.strip())


def story(source: str) -> list[tuple[str, str]]:
    """A text of the files as the body of an editorial page."""
    return [("paragraph", rich(source))]
