"""The list of payloads (``cases/payloads.txt``), and how text is compared that went through a browser."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "cases" / "payloads.txt"
_UNSEEN = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_LOST = re.compile(r"[\s\x00\ufffd]+")


@cache
def read_payloads() -> dict[str, tuple[str, ...]]:
    """Read the payloads by kind; in NFC, as every record is."""
    _, *kinds = re.split(r"^## +(.+)\n", LIST.read_text(encoding="utf-8"), flags=re.MULTILINE)
    pairs = zip(kinds[::2], kinds[1::2], strict=True)
    return {kind: tuple(map(_decode, filter(None, lines.split("\n")))) for kind, lines in pairs}


def all_payloads() -> tuple[str, ...]:
    """Give every payload once."""
    return tuple(dict.fromkeys(payload for payloads in read_payloads().values() for payload in payloads))


def plain(text: str) -> str:
    """Leave out what HTML doesn't keep: blanks are one or none, and NUL is dropped or replaced."""
    return _LOST.sub("", text)


def _decode(line: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub(lambda found: chr(int(found[1], 16)), line))
