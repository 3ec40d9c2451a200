"""The standing pages: about the portal, accessibility, your data, help."""

from portal.home.demo.loading import Demo, read
from portal.home.demo.texts import add_pages, story
from portal.home.models import HomePage, StandardPage


def load(demo: Demo) -> None:
    """Each page in every tree; one that editors have made already stays as it is."""
    for row in read("standing")["page"]:
        if ("page", row["slug"]) in demo.loaded:
            continue
        if not StandardPage.objects.filter(slug=row["slug"]).exists():
            add_pages(HomePage, StandardPage, row["slug"], row["text"], lambda text: {"body": story(text["body"])})
        demo.note("page", row["slug"], row["slug"])
