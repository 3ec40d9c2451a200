"""The picture beside a text: shown with its words, and only when it is public."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from portal.base.models import Audience, ImageAltText, PortalImage
from tests.factories.practices import told_practice

MOST_QUERIES_OF_A_PAGE = 8


def picture(audience: str = Audience.PUBLIC) -> PortalImage:
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 900), "#0F4C5C").save(drawn, "PNG")
    content = ContentFile(drawn.getvalue(), name="table.png")
    image = PortalImage.objects.create(title="A table", audience=audience, file=content, credit="M. P.")
    for language, text in (("en", "People at a table"), ("sr-Cyrl", "Људи за столом")):
        ImageAltText.objects.create(image=image, language=language, text=text)
    return image


def shown(client, address: str):
    return client.get(address).context["picture"]


def test_a_picture_says_what_it_shows_in_the_readers_language(client, db, django_assert_max_num_queries):
    practice = told_practice(slug="table")
    practice.pages.update(listing_image=picture())

    english = shown(client, "/en/practices/table/")
    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        serbian = shown(client, "/sr/practices/table/")

    assert (english.alt, english.width, english.height, english.credit) == ("People at a table", 1200, 675, "M. P.")
    assert (serbian.alt, serbian.language) == ("Људи за столом", "sr-Cyrl")
    assert client.get(english.url).status_code == 200


@pytest.mark.parametrize("audience", [Audience.EDITORS, None])
def test_without_a_public_picture_there_is_none(client, db, audience):
    practice = told_practice(slug="table")
    practice.pages.update(listing_image=picture(audience) if audience else None)

    assert shown(client, "/en/practices/table/") is None
