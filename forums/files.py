"""What may go with a post: a file is what its first bytes say, pictures are drawn anew, everything has a limit."""

import io
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from PIL import Image, ImageOps, UnidentifiedImageError

from forums.errors import FileRefused, FileTooLarge

MEGABYTE = 1024 * 1024
#: The most bytes of a file, by what it is.
LIMITS = {"image": 12 * MEGABYTE, "application": 20 * MEGABYTE, "audio": 25 * MEGABYTE}
MOST_FILES = 5
LONGEST_NAME = 120
#: Pixels of the longer side that are kept: enough to read a photographed page.
LONGEST_SIDE = 2400
#: Format of the picture: type, ending and format in which it is kept.
PICTURES = {
    "JPEG": ("image/jpeg", "jpg", "JPEG"),
    "PNG": ("image/png", "png", "PNG"),
    "WEBP": ("image/webp", "webp", "WEBP"),
    "GIF": ("image/png", "png", "PNG"),
}
#: What a file begins with, what it then is, and its ending.
SIGNATURES = (
    (re.compile(rb"%PDF-\d"), "application/pdf", "pdf"),
    (re.compile(rb"OggS"), "audio/ogg", "ogg"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb]"), "audio/mpeg", "mp3"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav", "wav"),
    (re.compile(rb"....ftypM4A ", re.DOTALL), "audio/mp4", "m4a"),
)
SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept, with what it really is."""

    content: ContentFile
    name: str
    content_type: str
    width: int | None = None
    height: int | None = None


def checked(upload: UploadedFile) -> CheckedFile:
    """The upload ready to be kept, pictures without what the camera wrote into them; or ``FileRefused``."""
    if (upload.size or 0) > max(LIMITS.values()):
        raise FileTooLarge(max(LIMITS.values()) // MEGABYTE)
    upload.seek(0)  # a form may be read twice
    start = upload.read(SIGNATURE_BYTES)
    upload.seek(0)
    for signature, content_type, ending in SIGNATURES:
        if signature.match(start):
            check_size(upload, content_type)
            return CheckedFile(named(upload.read(), ending), shown_name(upload.name, ending), content_type)
    return checked_picture(upload)


def check_size(upload: UploadedFile, content_type: str) -> None:
    limit = LIMITS[content_type.partition("/")[0]]
    if (upload.size or 0) > limit:
        raise FileTooLarge(limit // MEGABYTE)


def checked_picture(upload: UploadedFile) -> CheckedFile:
    """The picture drawn anew: turned as it was held, without place, time and device, not larger than needed."""
    check_size(upload, "image/")
    try:
        with Image.open(upload, formats=list(PICTURES)) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise FileRefused
            content_type, ending, kept_as = PICTURES[picture.format or ""]
            drawn = ImageOps.exif_transpose(picture)
            drawn = drawn.convert("RGB" if kept_as == "JPEG" else "RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise FileRefused from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn.info.clear()
    into = io.BytesIO()
    drawn.save(into, kept_as, quality=88)
    return CheckedFile(named(into.getvalue(), ending), shown_name(upload.name, ending), content_type, *drawn.size)


def named(content: bytes, ending: str) -> ContentFile:
    return ContentFile(content, name=f"file.{ending}")


def shown_name(name: str | None, ending: str) -> str:
    """The name people see: theirs, without what is no part of a name, with the ending that is true."""
    stem = re.sub(r"[\s_]+", "-", (name or "").rpartition("/")[2].rpartition(".")[0] or "")
    stem = re.sub(r"[^-\w.]", "", stem).strip("-.") or "file"
    return get_valid_filename(f"{stem[: LONGEST_NAME - 6]}.{ending}")
