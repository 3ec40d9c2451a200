"""What is left of a mail: one case a program people use here."""

import time

import pytest

from notifications.letters import MARKER
from notifications.quoting import own_words

OURS = f"{MARKER}\nЗа одговор пишите изнад ове линије.\n{MARKER}\n\nКо долази ноћу?"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


MAILS = {
    "nothing quoted": ("Нико не долази.\n\nЗвали смо двапут.", "Нико не долази.\n\nЗвали смо двапут."),
    "Gmail in Serbian": (
        "Нико не долази.\n\nуто, 12. мар 2026. у 10:04 Sofra <sofra@example.org> је\nнаписао/ла:\n\n" + quoted(OURS),
        "Нико не долази.",
    ),
    "Gmail in Macedonian": (
        "Никој не доаѓа.\n\nНа вт, 12 мар 2026 г. во 10:04 Sofra <sofra@example.org> напиша:\n" + quoted(OURS),
        "Никој не доаѓа.",
    ),
    "Gmail in Albanian, nothing of ours left": (
        "Askush nuk vjen.\n\nMë mar, 12 mars 2026 në 10:04, Sofra <sofra@example.org> shkroi:\n> Kush vjen natën?",
        "Askush nuk vjen.",
    ),
    "Thunderbird": (
        "Nobody comes.\n\nOn 12/03/2026 10:04, Sofra wrote:\n" + quoted(OURS) + "\n",
        "Nobody comes.",
    ),
    "Outlook in Bosnian": (
        "Niko ne dolazi.\n\n________________________________\nOd: Sofra <sofra@example.org>\n"
        "Poslano: utorak, 12. mart 2026. 10:04\nZa: Milica\nPredmet: Noću\n\n" + OURS,
        "Niko ne dolazi.",
    ),
    "Outlook without its rule": (
        "Niko ne dolazi.\n\nOd: Sofra <sofra@example.org>\nPoslano: 12. mart 2026. 10:04\nZa: Milica\n\nKo?",
        "Niko ne dolazi.",
    ),
    "a signature": ("Нико не долази.\n\n-- \nМилица П.\n011 123 456", "Нико не долази."),
    "a telephone": ("Нико не долази.\n\nПослато са мог iPhone-а\n\n" + quoted(OURS), "Нико не долази."),
    "written below the quotation": (quoted(OURS) + "\n\nНико не долази.\n\n-- \nМилица", "Нико не долази."),
    "answers between quoted lines": (
        "> Ко долази ноћу?\nНико.\n> А дању?\nСестра Ана.",
        "> Ко долази ноћу?\nНико.\n> А дању?\nСестра Ана.",
    ),
    "nothing but quotation": (quoted(OURS), ""),
    "lines broken by the program": (
        "Сестра долази свакога дана осим суботе и недеље, а суботом и недељом\nне долази нико.\nТо је тешко.",
        "Сестра долази свакога дана осим суботе и недеље, а суботом и недељом не долази нико.\nТо је тешко.",
    ),
    "a list and a colon": ("Треба нам:\n- превоз\n- телефон", "Треба нам:\n- превоз\n- телефон"),
    "Windows line ends": ("Нико.\r\nНикад.\r\n", "Нико.\nНикад."),
}


@pytest.mark.parametrize("name", MAILS)
def test_of_a_mail_its_writers_own_words_are_left(name):
    mail, own = MAILS[name]

    assert own_words(mail) == own


@pytest.mark.parametrize("line", ["a:" * 50_000, "> " * 50_000, "-" * 100_000, "x: y\n" * 20_000, "\n" * 100_000])
def test_no_text_takes_long(line):
    started = time.process_time()

    own_words(line)

    assert time.process_time() - started < 0.5
