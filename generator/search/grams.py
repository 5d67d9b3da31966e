"""Texts → keys: whole numbers that name what stands side by side, and the words in letters.

Two neighbouring signs are a gram. So are three of which two are digits, and four of which three are digits or points:
else 445 would be found wherever 44 and 45 are, and 2024 wherever 202 and 024 are. A word in letters counts as one sign
there, whatever it says; it has keys of its own, one for each beginning that a reader may have typed so far.

A key is below 2 ** 32; its topmost bits name the drawer that it lies in, and a search opens only the drawers of its own
keys. Two keys may, very seldom, be the same: what is found is looked through before it is shown.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.search.fold import BREAK
from generator.search.spelling import STAND_IN, spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.search.coding import Numbers
    from generator.search.spelling import Letters, Spelled

SPREAD = 0x9E3779B1
MIX = 0x85EBCA6B
PRIME = 0x01000193
BITS = 32
SHORTEST, LONGEST = 4, 7
"""Letters of a word's beginnings; a shorter word is found only as a whole."""
_TEXT = 32
"""Bits of a key, beside which the number of its text stands while keys are sorted."""


def find_keys(texts: Sequence[str]) -> Iterator[bytes]:
    """Give the keys of each text: rising, each once, four bytes each."""
    import numpy as np  # noqa: PLC0415 - as in ``coding``

    spelled = spell(texts)
    found = np.concatenate([*_find_grams(spelled), *_find_words(spelled.letters)])
    found.sort()
    found = found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found
    cuts = np.searchsorted(found >> np.uint64(_TEXT), np.arange(len(texts) + 1).astype(np.uint64)).tolist()
    keys = found.astype("<u4")  # the lower half
    return (keys[start:stop].tobytes() for start, stop in pairwise(cuts))


def _find_grams(spelled: Spelled) -> Iterator[Numbers]:
    """Give grams behind the numbers of their texts."""
    import numpy as np  # noqa: PLC0415

    signs = spelled.signs
    short = (signs ^ (signs >> 16) * 0x9E37) & 0xFFFF
    shown, word = signs != ord(BREAK), signs == ord(STAND_IN)
    digit = (signs >= ord("0")) & (signs <= ord("9"))
    grams = (short[:-1] << 16 | short[1:]) * np.uint32(SPREAD)
    told = shown[:-1] & shown[1:]
    yield _behind(spelled.story, grams, np.flatnonzero(told & ~(word[:-1] & word[1:])))
    for more, counted in ((2, digit), (3, digit | (signs == ord(".")))):
        grams = (grams[:-1] ^ short[more:]) * np.uint32(MIX)
        told = told[:-1] & shown[more:]
        figures = sum(counted[start : start + len(told)].astype(np.int8) for start in range(more + 1))
        yield _behind(spelled.story, grams, np.flatnonzero(told & (figures >= more)))


def _find_words(letters: Letters) -> Iterator[Numbers]:
    """Give the keys of words behind the numbers of their texts."""
    import numpy as np  # noqa: PLC0415

    begins = letters.begins
    if not len(begins):
        return
    lengths = np.diff(np.r_[begins, len(letters.signs)])
    places = np.arange(len(letters.signs)) - np.repeat(begins, lengths)
    powers = np.cumprod(np.r_[1, np.full(int(lengths.max()) - 1, PRIME)], dtype=np.uint32)
    weighed = letters.signs * powers[places]
    for size in range(1, LONGEST + 1):
        sums = np.add.reduceat(weighed * (places < size), begins, dtype=np.uint32)
        keys = ((sums ^ sums >> 15) + np.uint32(size)) * np.uint32(SPREAD)
        yield _behind(letters.story, keys, np.flatnonzero(lengths == size if size < SHORTEST else lengths >= size))


def _behind(story: Numbers, keys: Numbers, places: Numbers) -> Numbers:
    import numpy as np  # noqa: PLC0415

    return story[places].astype(np.uint64) << np.uint64(_TEXT) | keys[places]
