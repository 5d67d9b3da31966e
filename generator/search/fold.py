"""Which texts count as the same for a search: a text goes in, comes out as the signs that are compared.

Width, case, accents, blanks between Han characters, the middle dot in names and the comma in ``1,500`` make no
difference. Other punctuation parts what stands around it, however much of it there is: it becomes one ``BREAK``. A
blank stays between two words in letters. ``static/search.js`` folds what is typed in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\n"
SINGLE = "0-9+%.\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Signs that are compared one by one; all other letters stand in words."""
WORD = re.compile(f"[^{SINGLE}\\s]+")

_DROPPED = frozenset("·・‧\u0640")
_KEPT = frozenset("+%.,")
_BLANKS = frozenset("\t\v\f\r")
_MARKS = ("Mn", "Me")
_GROUPING = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])|,")
_BREAKS = re.compile(r"[ \n]*\n[ \n]*")
_BLANK = re.compile(f"^ +| +$|(?<=[{SINGLE}]) +| +(?=[{SINGLE}])| +(?= )")


class _Folds(dict[int, str]):
    """What each character becomes, for ``str.translate``; worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        found = self[code] = "".join(map(_fold_plain, unicodedata.normalize("NFKD", chr(code)).lower()))
        return found


def _fold_plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _MARKS or kind == "Cf" or sign in _DROPPED:
        return ""
    if kind[0] in "LN" or sign in _KEPT or "\U00020000" <= sign <= "\U0003ffff":
        return sign
    return " " if kind == "Zs" or sign in _BLANKS else BREAK


_FOLDS = _Folds()


def fold_sign(character: str) -> str:
    """Give what one character becomes: most often one sign, else several, or none."""
    return _FOLDS[ord(character)]


def is_letter(sign: str) -> bool:
    """Whether a folded sign is part of a word."""
    return WORD.fullmatch(sign) is not None


def fold(text: str) -> str:
    """Fold a text: ``Xigazê 1,500 户`` → ``xigaze1500户``, ``“党建＋AI”`` → ``党建+ai`` between two breaks."""
    found = text.translate(_FOLDS)
    if "," in found or "." in found:
        found = _POINT.sub(BREAK, _GROUPING.sub("", found))
    found = _BREAKS.sub(BREAK, found)
    return _BLANK.sub("", found) if " " in found else found


def join_units(units: Iterable[tuple[str, str]]) -> str:
    """Join the texts of a story, each with its unit's id; one paragraph runs on into the next, nothing else does."""
    said: list[str] = []
    before = ""
    for unit_id, text in units:
        kind = unit_id.rstrip("0123456789")
        if said:
            said.append(" " if kind == before == "p" else BREAK)
        said.append(text)
        before = kind
    return "".join(said)
