"""Names as they are spelled: without accents, and how much alike two of them are."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache

ALIKE = 0.85
"""From here on two names are one name spelled in two ways: Sonam Kalsang and Sonam Kelsang."""
LONGEST = 60
"""Characters of a name; what is longer is compared to the letter."""
_PART = r"[A-Z\u00c0-\u00de\u0100-\u024f][\w’'-]++"
_NAMES = re.compile(rf"{_PART}(?:\s{_PART})*+")
_LONG_NAMES = re.compile(rf"{_PART}(?:\s{_PART})++")
_POSSESSIVE = re.compile(r"[’']s?$")
_COMMON = (
    "a after all also although an and as at but by county district during every for forty from he her his how"
    " if in into it its mr mrs ms no not of on one our prefecture she since some that the their then there"
    " these they this those to town township two under village we what when where while who with yet you"
    " subdistrict city region autonomous committee party bureau department january february march april may"
    " june july august september october november december monday tuesday wednesday thursday friday saturday"
    " sunday"
)
_NO_NAME = frozenset(_COMMON.split())
"""Words with a capital that belong to no name of a person: at the head of a sentence, or the rank of a place."""


@cache
def _folds() -> dict[int, str]:
    table = {ord("’"): "'", ord("‘"): "'", ord("\u00a0"): " "}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = "".join(char for char in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(char))
        if len(plain) == 1 and plain.isascii():
            table[code] = plain
    return table


def fold(text: str) -> str:
    """Take accents and curly apostrophes off, character by character: the length stays."""
    return text if text.isascii() else text.translate(_folds())


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Give what two spellings have in common that differ in case, blanks or the kind of apostrophe alone."""
    return " ".join(name.replace("’", "'").replace("-", " ").split()).casefold()


def is_alike(one: str, other: str) -> bool:
    """Whether two names that are not the same are one name spelled in two ways."""
    first, second = fold(one).casefold(), fold(other).casefold()
    if first == second:
        return True
    if first[:1] != second[:1] or len(first.split()) != len(second.split()) or max(len(first), len(second)) > LONGEST:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def find_names(text: str) -> tuple[str, ...]:
    """Find what is written as a name of two words or more, each once."""
    found: dict[str, None] = {}
    for match in _LONG_NAMES.findall(text):
        words = [_POSSESSIVE.sub("", word) for word in match.split()]
        while words and words[0].casefold() in _NO_NAME:
            words = words[1:]
        if len(words) > 1 and _NO_NAME.isdisjoint(word.casefold() for word in words):
            found[" ".join(words)] = None
    return tuple(found)


def find_words(text: str) -> tuple[str, ...]:
    """Find every word with a capital, each once."""
    words = (_POSSESSIVE.sub("", word) for match in _NAMES.findall(text) for word in match.split())
    return tuple(dict.fromkeys(word for word in words if word.casefold() not in _NO_NAME))
