"""What every page needs around its content."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.languages import UI_TAGS
from portal.languages.reading import reader_language


@dataclass(frozen=True)
class Section:
    key: str
    label: str | Promise
    url: str


@dataclass(frozen=True)
class SiteLanguage:
    code: str
    name: str
    tag: str
    is_current: bool


#: The five sections: key, words, first address, and what else belongs to them.
SECTIONS = (
    ("talk", _("Talk"), "forums", ("forums", "p", "t")),
    ("agreed", _("Agreed and done"), "recommendations", ("recommendations", "groups", "trace")),
    ("practices", _("Practices"), "practices", ("practices", "approaches")),
    ("events", _("Events and calls"), "events", ("events", "projects", "calls")),
    ("places", _("Municipalities and data"), "municipalities", ("municipalities", "organisations", "indicators")),
)

SECTION_OF_PLACE = {place: key for key, _label, _first, places in SECTIONS for place in places}

LANGUAGE_NAMES = {
    "en": "English",
    "sr": "Српски",
    "sr-latn": "Srpski",
    "bs": "Bosanski",
    "mk": "Македонски",
    "sq": "Shqip",
}


def page_frame(request) -> dict:
    """Language, section and notices around every page."""
    language = reader_language()
    return {
        "ui_language": language,
        "html_lang": UI_TAGS.get(language, "en"),
        "section_key": section_of(request.path_info),
        "is_demo": settings.DEMO,
    }


def section_of(path: str) -> str:
    """The key of the section that an address belongs to, or "" for one that stands beside them."""
    parts = path.strip("/").split("/", 2)
    return SECTION_OF_PLACE.get(parts[1], "") if len(parts) > 1 else ""


def site_sections() -> list[Section]:
    """The five sections with their addresses for the present reader."""
    language = reader_language()
    return [Section(key, label, f"/{language}/{first}/") for key, label, first, _places in SECTIONS]


def site_languages() -> list[SiteLanguage]:
    """The languages the menus speak, each in its own words."""
    now = reader_language()
    return [SiteLanguage(code, name, UI_TAGS[code], code == now) for code, name in LANGUAGE_NAMES.items()]
