"""The picture of a page, for its own page: file, size and what it shows, without a query of its own."""

from dataclasses import dataclass

from django.db.models import CharField, OuterRef, QuerySet, Subquery

from portal.base.models import Audience, ImageAltText, PortalImage, PortalRendition
from portal.languages.ranks import reading_rank

SIZE = "max-1200x800"  # pixels; twice the width of a reading column at most


@dataclass(frozen=True)
class Picture:
    """A public picture ready to be shown; ``alt`` is written in ``language``."""

    url: str
    width: int
    height: int
    alt: str
    language: str
    credit: str
    is_demo: bool


def with_picture(pages: QuerySet) -> QuerySet:
    """Pages with what ``picture_of`` needs."""
    rendition = PortalRendition.objects.filter(image=OuterRef("listing_image"), filter_spec=SIZE)
    told = ImageAltText.objects.filter(image=OuterRef("listing_image")).order_by(reading_rank(), "pk")
    image = PortalImage.objects.filter(pk=OuterRef("listing_image"), audience=Audience.PUBLIC)
    return pages.annotate(
        picture_file=Subquery(rendition.values("file")[:1]),
        picture_width=Subquery(rendition.values("width")[:1]),
        picture_height=Subquery(rendition.values("height")[:1]),
        picture_alt=Subquery(told.values("text")[:1], output_field=CharField()),
        picture_language=Subquery(told.values("language")[:1], output_field=CharField()),
        picture_credit=Subquery(image.values("credit")[:1]),
        picture_is_demo=Subquery(image.values("is_demo")[:1]),
    )


def picture_of(page) -> Picture | None:
    """The picture of a page of ``with_picture``; ``None`` without a public one. Its file is made at first sight."""
    if getattr(page, "picture_credit", None) is None:
        return None
    file, width, height = page.picture_file, page.picture_width, page.picture_height
    if not file:
        made = page.listing_image.get_rendition(SIZE)
        file, width, height = made.file.name, made.width, made.height
    return Picture(
        url=PortalRendition(file=file).url,
        width=width,
        height=height,
        alt=page.picture_alt or "",
        language=page.picture_language or "",
        credit=page.picture_credit,
        is_demo=bool(page.picture_is_demo),
    )
