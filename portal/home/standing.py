"""The standing pages a new portal begins with: about the portal, accessibility, your data, help."""

import tomllib
from pathlib import Path

from portal.base.text import render_user_text
from portal.home.models import HomePage, StandardPage
from portal.languages import tag_of_tree

TEXTS = Path(__file__).with_suffix(".toml")


def plant_standing_pages(homes: list[HomePage]) -> None:
    """Each page below each home page, once: what editors rewrite stays, what they take away does not come back."""
    if StandardPage.objects.exists():
        return
    trees = {tag_of_tree(home.locale.language_code): home for home in homes}
    for page in tomllib.loads(TEXTS.read_text())["page"]:
        plant_translations(trees, page["slug"], page["text"])


def plant_translations(trees: dict[str, HomePage], slug: str, texts: list[dict]) -> None:
    """The texts of one page, translations of each other; ``trees`` are the home pages by content tag."""
    translation: dict = {}
    for text in texts:
        home = trees[text["language"]]
        home.refresh_from_db()
        page = StandardPage(slug=slug, locale=home.locale, body=body(text.pop("body")), **text, **translation)
        home.add_child(instance=page)
        translation = {"translation_key": page.translation_key}


def body(markdown: str) -> list[tuple[str, str]]:
    return [("paragraph", render_user_text(markdown.strip()))]
