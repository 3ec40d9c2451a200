"""Pictures drawn for the demonstration, beside the things they fit."""

from django.core.files.base import ContentFile

from events.models import EventPage
from forums.models import ForumPage
from portal.base.models import ImageAltText, PortalImage
from portal.home.demo.drawing import HEIGHT, SCENES, WIDTH
from portal.home.demo.loading import Demo, read
from practices.models import PracticePage

#: How the files name a thing -> its texts, and the way from them to the thing's id.
TEXTS = {
    "practice": (PracticePage, "practice__public_id"),
    "event": (EventPage, "event__public_id"),
    "forum": (ForumPage, "forum__public_id"),
}


def load(demo: Demo) -> None:
    for row in demo.new("picture", read("pictures")["picture"]):
        image = draw(row)
        demo.note("picture", row["key"], str(image.pk))
        for name in row["beside"]:
            place(demo, image, name)


def draw(row: dict) -> PortalImage:
    """The picture with its words for those who do not see it."""
    content = SCENES[row["key"]]().png()
    image = PortalImage(
        title=row["alt"]["en"],
        file=ContentFile(content, name=f"{row['key']}.png"),
        width=WIDTH,
        height=HEIGHT,
        file_size=len(content),
        credit="Sofra",
        has_consent=True,
        is_demo=True,
    )
    image.save()
    ImageAltText.objects.bulk_create(
        ImageAltText(image=image, language=tag, text=text) for tag, text in row["alt"].items()
    )
    return image


def place(demo: Demo, image: PortalImage, name: str) -> None:
    """Put the picture beside the texts of a thing that have none yet."""
    kind, key = name.split()
    model, path = TEXTS[kind]
    model.objects.filter(listing_image=None, **{path: demo.loaded[kind, key]}).update(listing_image=image)
