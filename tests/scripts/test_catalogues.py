import gettext
import io
import os

import pytest

from scripts.catalogues import Message, compile_catalogues, compiled, read_catalogue

CATALOGUE = r"""msgid ""
msgstr ""
"Language: sr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

#: forums/views.py
msgid "Reply"
msgstr "Одговори"

msgctxt "month"
msgid "May"
msgstr "мај"

#, python-format
msgid "%(count)s post"
msgid_plural "%(count)s posts"
msgstr[0] "%(count)s прилог"
msgstr[1] "%(count)s прилога"
msgstr[2] "%(count)s прилога"

msgid "a \"long\" "
"text\n"
msgstr ""
"дугачак "
"„текст“\n"

#, fuzzy
msgid "Guessed"
msgstr "Погођено"

msgid "Empty"
msgstr ""

#~ msgid "Old"
#~ msgstr "Старо"
"""


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "locale" / "sr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_every_entry_is_read_with_its_context_plural_forms_and_state(catalogue):
    messages = read_catalogue(catalogue)[1:]

    assert messages == [
        Message(None, "Reply", None, {0: "Одговори"}),
        Message("month", "May", None, {0: "мај"}),
        Message(
            None,
            "%(count)s post",
            "%(count)s posts",
            {0: "%(count)s прилог", 1: "%(count)s прилога", 2: "%(count)s прилога"},
        ),
        Message(None, 'a "long" text\n', None, {0: "дугачак „текст“\n"}),
        Message(None, "Guessed", None, {0: "Погођено"}, is_fuzzy=True),
        Message(None, "Empty", None, {0: ""}),
    ]


def test_gettext_finds_what_was_compiled_and_falls_back_where_nothing_certain_is(catalogue):
    translations = gettext.GNUTranslations(io.BytesIO(compiled(read_catalogue(catalogue))))

    answers = [
        translations.gettext("Reply"),
        translations.pgettext("month", "May"),
        *(translations.ngettext("%(count)s post", "%(count)s posts", n) for n in (1, 3, 5)),
        translations.gettext('a "long" text\n'),
        translations.gettext("Guessed"),
        translations.gettext("Empty"),
    ]

    assert answers == [
        "Одговори",
        "мај",
        "%(count)s прилог",
        "%(count)s прилога",
        "%(count)s прилога",
        "дугачак „текст“\n",
        "Guessed",
        "Empty",
    ]


def test_only_a_changed_catalogue_is_compiled_again(catalogue):
    locale, target = catalogue.parents[2], catalogue.with_suffix(".mo")
    compile_catalogues(locale)
    target.write_bytes(b"as it was")

    compile_catalogues(locale)
    untouched = target.read_bytes()
    later = target.stat().st_mtime + 1
    os.utime(catalogue, (later, later))
    compile_catalogues(locale)

    assert untouched == b"as it was"
    assert target.read_bytes() == compiled(read_catalogue(catalogue))
