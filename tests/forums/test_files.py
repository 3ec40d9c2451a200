import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forums.errors import FileRefused, FileTooLarge
from forums.files import LIMITS, LONGEST_SIDE, MEGABYTE, checked

PDF = b"%PDF-1.7\n1 0 obj\n"
SOUNDS = {
    "ogg": (b"OggS\x00\x02" + b"\x00" * 60, "audio/ogg"),
    "mp3": (b"ID3\x03" + b"\x00" * 60, "audio/mpeg"),
    "wav": (b"RIFF\x24\x08\x00\x00WAVEfmt " + b"\x00" * 40, "audio/wav"),
    "m4a": (b"\x00\x00\x00\x20ftypM4A \x00" + b"\x00" * 40, "audio/mp4"),
}


def upload(content: bytes, name: str = "note.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(format: str = "JPEG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, "#0F4C5C").save(into, format, **options)
    return into.getvalue()


def test_a_paper_is_known_by_its_first_bytes_and_gets_its_true_ending():
    file = checked(upload(PDF, "../invoice of May.exe"))

    assert (file.name, file.content_type, file.content.read()) == ("invoice-of-May.pdf", "application/pdf", PDF)


@pytest.mark.parametrize("ending", SOUNDS)
def test_sound_recordings_are_known(ending):
    content, content_type = SOUNDS[ending]

    file = checked(upload(content, "voice"))

    assert (file.content_type, file.name) == (content_type, f"file.{ending}")


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><script>", b"MZ\x90", b"", b"PK\x03\x04", b"GIF89a"],
)
def test_nothing_else_is_taken_whatever_it_calls_itself(content):
    with pytest.raises(FileRefused):
        checked(upload(content, "photo.jpg"))


def test_a_picture_loses_what_the_camera_wrote_into_it():
    exif = Image.Exif()
    exif[0x0110] = "Camera of Besa"
    exif.get_ifd(0x8825)[1] = "N"

    file = checked(upload(picture(exif=exif, comment=b"Main Street 4")))

    kept = file.content.read()
    with Image.open(io.BytesIO(kept)) as shown:
        assert dict(shown.getexif()) == {}
    assert b"Besa" not in kept
    assert b"Main Street" not in kept
    assert (file.content_type, file.width, file.height) == ("image/jpeg", 40, 20)


def test_a_picture_stands_as_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6

    file = checked(upload(picture(exif=exif)))

    assert (file.width, file.height) == (20, 40)


def test_a_large_picture_becomes_as_large_as_is_read():
    file = checked(upload(picture(size=(3 * LONGEST_SIDE, 30)), "wide.png"))

    assert (file.width, file.name) == (LONGEST_SIDE, "wide.jpg")


def test_a_small_file_that_unfolds_to_endless_pixels_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 799

    with pytest.raises(FileRefused):
        checked(upload(picture("PNG")))


def test_too_large_is_said_with_the_limit(monkeypatch):
    monkeypatch.setitem(LIMITS, "application", MEGABYTE)

    with pytest.raises(FileTooLarge, match="1 MB"):
        checked(upload(PDF + b"0" * MEGABYTE))
