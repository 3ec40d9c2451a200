"""What a first visit downloads stays small, and nothing is fetched from elsewhere."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSS = sorted((ROOT / "static" / "css").rglob("*.css"))


def test_all_stylesheets_together_weigh_under_twenty_kilobytes_compressed():
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in CSS)

    assert weight < 20_000


def test_every_stylesheet_is_linked_from_every_page():
    linked = re.findall(r'static "css/([\w/.-]+)"', (ROOT / "templates" / "base" / "_head_files.html").read_text())

    assert sorted(linked) == [str(path.relative_to(ROOT / "static" / "css")) for path in CSS]


def test_stylesheets_name_no_other_host():
    named = [path.name for path in CSS if re.search(r"https?://|url\(['\"]?//", path.read_text())]

    assert named == []


def test_fonts_named_in_the_stylesheet_are_there():
    named = set(re.findall(r"\.\./fonts/([\w.-]+)", (ROOT / "static" / "css" / "fonts.css").read_text()))

    assert named == {path.name for path in (ROOT / "static" / "fonts").glob("*.woff2")}


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if inline.search(path.read_text())
    ]

    assert found == []


def test_every_sign_named_in_a_template_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons" / "sprite.svg").read_text()))
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))

    named = set(re.findall(r'\{% icon "([\w-]+)"', templates))

    assert sorted(named - drawn) == []
