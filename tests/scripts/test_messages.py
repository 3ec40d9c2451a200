from scripts.messages import derived

CYRILLIC = """msgid ""
msgstr ""
"Language: sr\\n"

#: forums/models.py
msgid "Његош"
msgstr "Његош и %(name)s"

msgid "two"
msgstr ""
"Љубав, "
"<b>ЏЕП</b>"
"""
LATIN = """msgid ""
msgstr ""
"Language: sr_Latn\\n"

#: forums/models.py
msgid "Његош"
msgstr "Njegoš i %(name)s"

msgid "two"
msgstr ""
"Ljubav, "
"<b>DŽEP</b>"
"""


def test_the_latin_catalogue_has_the_same_texts_in_latin_letters_and_the_same_keys():
    latin = derived(CYRILLIC)

    assert latin == LATIN
