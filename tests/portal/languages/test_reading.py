import pytest
from django.utils.translation import override

from portal.languages.reading import readable, readable_html, shown_as


@pytest.mark.parametrize(
    ("reader", "tag", "text", "shown", "lang"),
    [
        ("sr-latn", "sr-Cyrl", "Његош", "Njegoš", "sr-Latn"),
        ("sr", "sr-Cyrl", "Његош", "Његош", "sr-Cyrl"),
        ("en", "sr-Cyrl", "Његош", "Његош", "sr-Cyrl"),
        ("sr-latn", "mk", "Ѓорѓи", "Ѓорѓи", "mk"),
        ("sr-latn", "bg", "община", "община", "bg"),
        ("sr", "sr-Latn", "Njegoš", "Njegoš", "sr-Latn"),
    ],
)
def test_only_serbian_is_shown_in_latin_and_only_to_who_chose_latin(reader, tag, text, shown, lang):
    with override(reader):
        seen = (readable(text, tag), readable_html(f"<b>{text}</b>", tag), shown_as(tag))

    assert seen == (shown, f"<b>{shown}</b>", lang)
