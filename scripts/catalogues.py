"""Reads translations (.po) and compiles them (.mo) without the gettext tools, which a bare machine does not have.

Run as ``python3 -m scripts.catalogues`` to compile all that changed.
"""

import ast
import struct
from dataclasses import dataclass, field
from pathlib import Path

from scripts.stamps import ROOT


@dataclass
class Message:
    """One entry of a catalogue; ``texts`` holds one translation, or one per plural form."""

    context: str | None = None
    msgid: str = ""
    plural: str | None = None
    texts: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid

    @property
    def is_translated(self) -> bool:
        return bool(self.texts) and all(self.texts.values()) and not self.is_fuzzy


def read_catalogue(path: Path) -> list[Message]:
    """Every entry of a ``.po`` file in its order, the header (empty ``msgid``) included, obsolete ones left out."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [message for block in blocks if (message := read_message(block.splitlines()))]


def read_message(lines: list[str]) -> Message | None:
    """The entry in one block of lines, or ``None`` where the block holds only comments."""
    message, keyword = Message(), ""
    parts: dict[str, str] = {}
    for line in lines:
        if line.startswith("#,") and "fuzzy" in line:
            message.is_fuzzy = True
        elif line.startswith('"'):
            parts[keyword] += ast.literal_eval(line)
        elif line and not line.startswith("#"):
            keyword, text = line.split(" ", 1)
            parts[keyword] = ast.literal_eval(text)
    if "msgid" not in parts:
        return None
    message.context, message.msgid = parts.get("msgctxt"), parts["msgid"]
    message.plural = parts.get("msgid_plural")
    translations = [key for key in parts if key.startswith("msgstr")]
    message.texts = {int(key[7:-1] or 0) if "[" in key else 0: parts[key] for key in translations}
    return message


def compiled(messages: list[Message]) -> bytes:
    """The ``.mo`` file of these entries: two sorted tables of offsets, then the texts, each ended by a zero byte."""
    pairs = sorted(binary_pair(message) for message in messages if message.is_translated or not message.msgid)
    table_size, start = 8 * len(pairs), 28
    ids = b"".join(key + b"\0" for key, _ in pairs)
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), start, start + table_size, 0, start + 2 * table_size)
    first_id = start + 2 * table_size
    keys = offsets([key for key, _ in pairs], first_id)
    values = offsets([value for _, value in pairs], first_id + len(ids))
    return header + keys + values + ids + b"".join(value + b"\0" for _, value in pairs)


def binary_pair(message: Message) -> tuple[bytes, bytes]:
    """What gettext looks up, and what it finds: context and plural forms joined the way it expects."""
    key = message.msgid if message.plural is None else f"{message.msgid}\0{message.plural}"
    key = key if message.context is None else f"{message.context}\4{key}"
    value = "\0".join(text for _, text in sorted(message.texts.items()))
    return key.encode(), value.encode()


def offsets(texts: list[bytes], start: int) -> bytes:
    """The table of lengths and places of texts that follow each other from ``start``."""
    table = b""
    for text in texts:
        table += struct.pack("<2I", len(text), start)
        start += len(text) + 1
    return table


def compile_catalogues(locale: Path) -> None:
    """Compile every catalogue whose translations are newer than its compiled form."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            target.write_bytes(compiled(read_catalogue(source)))


if __name__ == "__main__":
    compile_catalogues(ROOT / "locale")
