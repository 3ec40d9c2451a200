import io

import pytest
from PIL import Image

from portal.home.demo.drawing import SCENES
from portal.home.demo.loading import read

LIGHT_ENOUGH = 60_000  # bytes


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_a_small_picture_of_the_promised_size(name):
    content = SCENES[name]().png()

    picture = Image.open(io.BytesIO(content))

    assert (picture.format, picture.size) == ("PNG", (1200, 675))
    assert len(content) < LIGHT_ENOUGH


def test_every_picture_is_drawn_and_told_in_every_site_language():
    told = {row["key"]: set(row["alt"]) for row in read("pictures")["picture"]}

    assert told == {key: {"en", "sr-Cyrl", "bs", "mk", "sq"} for key in SCENES}
