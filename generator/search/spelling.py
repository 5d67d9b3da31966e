"""Very many texts at once, sign by sign: what ``fold`` makes of each, as rows of numbers instead of text.

It must say what ``fold`` says (``tests/test_search.py`` compares the two); folding ten thousand stories one by one
would take longer than all else that is done for the index.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.search.fold import BREAK, fold_sign, is_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.search.coding import Numbers

APART = "\U0010ffff"
"""Stands between two texts, and in none."""
STAND_IN = "a"
"""Stands for any word."""
_OTHER, _SINGLE, _LETTER = range(3)


class Letters(Struct, frozen=True):
    """The words in letters, one behind the other."""

    signs: Numbers
    begins: Numbers
    """Where each word begins."""
    story: Numbers
    """Which text each word stands in."""


class Spelled(Struct, frozen=True):
    """Texts as rows of signs."""

    signs: Numbers
    """Code points; every word is one ``STAND_IN``, and no blank is left."""
    story: Numbers
    """Which text each stands in."""
    letters: Letters


class _Table(Struct, frozen=True):
    """What each character becomes and what kind of sign that is, filled in as characters are seen."""

    seen: set[str]
    folded: Numbers
    kinds: Numbers
    longer: dict[str, str]
    """Characters that become none or several."""


@cache
def _table() -> _Table:
    import numpy as np  # noqa: PLC0415 - as in ``coding``

    return _Table({APART}, np.full(0x110000, ord(BREAK), np.uint32), np.zeros(0x110000, np.uint8), {})


def _learn(characters: set[str]) -> _Table:
    table = _table()
    for character in characters - table.seen:
        plain = fold_sign(character)
        if len(plain) != 1:
            table.longer[character] = plain
        for sign in {character, *plain}:
            own = fold_sign(sign)
            table.folded[ord(sign)] = ord(own) if len(own) == 1 else ord(BREAK)
            table.kinds[ord(sign)] = _LETTER if is_letter(sign) else _SINGLE
    table.seen.update(characters)
    return table


def spell(texts: Sequence[str]) -> Spelled:
    """Spell texts."""
    import numpy as np  # noqa: PLC0415

    whole = APART.join(text.replace(APART, BREAK) for text in texts) + APART
    characters = set(whole)
    table = _learn(characters)
    for character in sorted(characters & table.longer.keys()):
        whole = whole.replace(character, table.longer[character])
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = codes == ord(APART)
    story = np.cumsum(ends) - ends
    codes = _punctuate(table.folded[codes])
    letter = table.kinds[codes] == _LETTER
    after = np.r_[False, letter[:-1]]
    kept = (codes != ord(" ")) & (codes != 0) & ~(letter & after)
    signs = np.where(letter, np.uint32(ord(STAND_IN)), codes)[kept]
    begins = np.flatnonzero((letter & ~after)[letter])
    return Spelled(signs, story[kept], Letters(codes[letter], begins, story[letter][begins]))


def _punctuate(codes: Numbers) -> Numbers:
    """Take out commas between thousands, leave points between digits, and let all others part what stands around."""
    import numpy as np  # noqa: PLC0415

    padded = np.r_[np.zeros(1, bool), (codes >= ord("0")) & (codes <= ord("9")), np.zeros(4, bool)]
    before, one, two, three, four = (padded[each : each + len(codes)] for each in (0, 2, 3, 4, 5))
    comma = codes == ord(",")
    grouping = comma & before & one & two & three & ~four
    parting = (comma & ~grouping) | ((codes == ord(".")) & ~(before & one))
    return np.where(grouping, np.uint32(0), np.where(parting, np.uint32(ord(BREAK)), codes))
