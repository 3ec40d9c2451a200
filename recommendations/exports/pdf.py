"""A document as PDF: tagged for readers' aids (PDF/UA), with contents, and with the portal's own letters in it.

WeasyPrint is imported when it is needed: it needs pango from the system, and a portal without it still prints from
the browser.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from portal.languages import UI_TAGS
from recommendations.exports.document import Printed

#: The fonts of the site, each letter in the first that has it: name in the style sheet, and in the file.
SUBSETS = (("Latin", "latin"), ("Latin Ext", "latin-ext"), ("Cyrillic", "cyrillic"), ("Cyrillic Ext", "cyrillic-ext"))
#: Family in the style sheet: its file, and whether it has italics of its own. The files hold every weight.
FAMILIES = {"Serif": ("source-serif-4", True), "Sans": ("source-sans-3", False)}
VARIANT = "pdf/ua-1"


def as_pdf(document: Printed, *, address: str = "") -> bytes:
    """The document laid out on A4; ``address`` is where it is read on the portal."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["file"])
    fonts = FontConfiguration()
    sheet = CSS(string=style_sheet(), font_config=fonts, url_fetcher=fetcher)
    laid_out = HTML(string=as_html(document, address=address), url_fetcher=fetcher)
    return laid_out.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT)


def as_html(document: Printed, *, address: str = "") -> str:
    """The document as the page that is laid out."""
    context = {"document": document, "address": address, "html_lang": UI_TAGS.get(document.language, "en")}
    return render_to_string("recommendations/document_pdf.html", context)


@cache
def style_sheet() -> str:
    """The fonts of the site and the rules of the page."""
    fonts = Path(settings.BASE_DIR) / "static" / "fonts"
    faces = [_face(fonts, family, *subset) for family in FAMILIES for subset in SUBSETS]
    stacks = {family: ", ".join(f'"{family} {name}"' for name, _file in SUBSETS) for family in FAMILIES}
    rules = Path(__file__).with_name("document.css").read_text(encoding="utf-8")
    return "\n".join(faces) + rules.replace("var(--serif)", stacks["Serif"]).replace("var(--sans)", stacks["Sans"])


def _face(folder: Path, family: str, name: str, subset: str) -> str:
    file, has_italics = FAMILIES[family]
    styles = {"normal": f"{file}-{subset}.woff2"} | ({"italic": f"{file}-{subset}-italic.woff2"} if has_italics else {})
    return "\n".join(
        f'@font-face {{ font-family: "{family} {name}"; src: url("{(folder / path).as_uri()}"); font-style: {style} }}'
        for style, path in styles.items()
    )
