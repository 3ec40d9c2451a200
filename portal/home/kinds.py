"""Kinds whose pages stand here, because they gather from apps above their own."""

from directory.models import Municipality, Organisation
from portal.base.registry import register_kind
from portal.home.models import StandardPage
from portal.languages.reading import reader_language
from portal.taxonomies.models import Approach, Theme
from portal.taxonomies.vocabulary import term_of


def register_kinds() -> None:
    """Municipality, organisation, theme, approach and plain page."""
    register_kind(
        "municipality",
        Municipality,
        path=lambda place: f"municipalities/{place.slug}/",
        title=lambda place: place.name_in(reader_language()),
    )
    register_kind(
        "organisation",
        Organisation,
        path=lambda body: f"organisations/{body.slug}/",
        title=lambda body: body.name_in(reader_language()),
    )
    register_kind(
        "theme", Theme, path=lambda row: f"themes/{row.code}/", title=lambda row: term_of(row).label, id_field="code"
    )
    register_kind(
        "approach",
        Approach,
        path=lambda row: f"approaches/{row.code}/",
        title=lambda row: term_of(row).label,
        id_field="code",
    )
    register_kind(
        "page",
        StandardPage,
        path=lambda page: "/".join([*page.url_path.strip("/").split("/")[1:], ""]),
        title=lambda page: page.title,
        id_field="pk",
    )
