"""Role words in what people call themselves, in any script or disguise: only who holds the role may use them."""

import re
import unicodedata

from accounts.names import visible_name
from portal.languages.latin import to_latin

#: Beginnings of words, as ``folded`` gives them, and the role they claim; in every site language.
WORDS = {
    "facilitator": "facilitator",
    "fasilitator": "facilitator",
    "voditelj": "facilitator",
    "lehtesues": "facilitator",
    "moderator": "facilitator",
    "coordinator": "coordinator",
    "koordinator": "coordinator",
    "rapporteur": "rapporteur",
    "izvestilac": "rapporteur",
    "izvestiteljk": "rapporteur",
    "izvjestilac": "rapporteur",
    "izvestuvac": "rapporteur",
    "raportues": "rapporteur",
    "secretariat": "secretariat",
    "sekretarijat": "secretariat",
    "sekretariat": "secretariat",
    "editor": "editor",
    "urednik": "editor",
    "urednic": "editor",
    "redaktor": "editor",
    "administrator": "administrator",
    "webmaster": "administrator",
}
#: Whole words.
SHORT_WORDS = {
    "admin": "administrator",
    "sysadmin": "administrator",
    "sofra": "administrator",
    "support": "administrator",
}

#: Letters of Macedonian and others that the Serbian table does not know.
OTHER_CYRILLIC = {
    **dict(zip("ѓќйэыіїє", "gkjeiiie", strict=True)),
    **{"ѕ": "dz", "щ": "st", "ю": "ju", "я": "ja", "ґ": "g"},
}
#: What a sign looks like, where that is another letter than the one it stands for.
LOOKS_LIKE = str.maketrans(
    "авенкморстухігпјѕԁԛԝαεικνορτυχδ0134578@$|!",
    "abehkmopctyxirnjsdqwaeikvoptuxdoieastbasii",
)
SOUNDS_LIKE = str.maketrans("0134578@$|!", "oieastbasii")
BESIDE_LETTERS = re.compile(r"[^a-z ]+")


def claimed_roles(text: str) -> set[str]:
    """The roles that these words claim, however they are written."""
    claimed = set()
    for folded in (folded_by_sound(text), folded_by_look(text)):
        words = folded.split()
        if all(len(word) == 1 for word in words):
            words = ["".join(words)]  # letters set apart
        claimed |= {role for word in words for stem, role in WORDS.items() if word.startswith(same_i(stem))}
        claimed |= {role for word in words for short, role in SHORT_WORDS.items() if word == same_i(short)}
    return claimed


def folded_by_sound(text: str) -> str:
    """The words in Latin letters without accents, signs inside them and disguises: уредник gives urednik."""
    lowered = visible_name(text).casefold()
    latin = "".join(OTHER_CYRILLIC.get(letter, letter) for letter in to_latin(lowered))
    return bare(latin.translate(SOUNDS_LIKE))


def folded_by_look(text: str) -> str:
    """The words as Latin eyes read them: Cyrillic and Greek letters as those they resemble."""
    return bare(visible_name(text).casefold().translate(LOOKS_LIKE))


def bare(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return same_i(BESIDE_LETTERS.sub("", plain.replace("đ", "dj").replace("ı", "i")))


def same_i(text: str) -> str:
    """A small l and an i are one sign to a hurried reader."""
    return text.replace("l", "i")


def same_to_the_eye(one: str, other: str) -> bool:
    """Whether two names can be taken for each other, whatever their script and accents."""
    return folded_by_sound(one) == folded_by_sound(other) != "" or folded_by_look(one) == folded_by_look(other) != ""
