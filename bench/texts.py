"""Sentences that somebody wrote, in the languages of the portal; needs no Django."""

import gettext
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent


def translations(catalogue: str) -> list[str]:
    """The portal's own sentences of six words and more in a language; English is what they are translated from."""
    path = ROOT / "locale" / (catalogue or "sr") / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        pairs = gettext.GNUTranslations(file)._catalog.items()
    known = ((original if isinstance(original, str) else original[0], translated) for original, translated in pairs)
    chosen = (translated if catalogue else original for original, translated in known)
    return [words for words in chosen if words.count(" ") >= 5 and "%(" not in words and "<" not in words]


def conversations() -> dict[str, list[str]]:
    """What people say in the demonstration, by language."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "portal" / "home" / "demo").glob("threads_*.toml")):
        for thread in tomllib.loads(path.read_text(encoding="utf-8")).get("thread", []):
            for post in thread.get("posts", []):
                found[post["language"]].append(" ".join(post["text"].split()))
    return found
