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
    is_current: bool


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

LANGUAGE_NAMES = {
    "en": "English",
    "sr": "Српски",
    "sr-latn": "Srpski",
    "bs": "Bosanski",
    "mk": "Македонски",
    "sq": "Shqip",
}


def page_frame(request) -> dict:
    """Language, sections and notices around every page."""
    language = reader_language()
    parts = request.path_info.strip("/").split("/")
    place = parts[1] if len(parts) > 1 else ""
    return {
        "ui_language": language,
        "html_lang": UI_TAGS.get(language, "en"),
        "site_languages": [
            SiteLanguage(code, name, UI_TAGS[code], code == language) for code, name in LANGUAGE_NAMES.items()
        ],
        "site_sections": [
            Section(key, label, f"/{language}/{first}/", place in places) for key, label, first, places in SECTIONS
        ],
        "is_demo": settings.DEMO,
    }
