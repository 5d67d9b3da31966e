"""Which stories have which two signs side by side: spelled texts go in, drawers full of postings come out.

Two neighbouring signs are a gram; so are three of which two are digits, or 445 would be found wherever 44 and 45 are. A
word in letters counts as one sign, whatever it says. A gram becomes a number below 2 ** 32; that of two signs is
theirs alone. Its topmost bits name the drawer that it lies in: a search opens only the drawers of its own grams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.search.coding import encode_all
from generator.search.fold import BREAK
from generator.search.spelling import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.search.coding import Numbers
    from generator.search.spelling import Spelled

SPREAD = 0x9E3779B1
MIX = 0x85EBCA6B
BITS = 32
_STORY = 20
"""Bits of a story's number in its part."""


def find_grams(spelled: Spelled, first: int) -> Numbers:
    """Give every gram of every text once: the gram's number, and behind it the story's, counted from ``first``."""
    import numpy as np  # noqa: PLC0415 - as in ``coding``

    signs, story = spelled.signs, (spelled.story + first).astype(np.uint64)
    short = (signs ^ (signs >> 16) * 0x9E37) & 0xFFFF
    shown, digit = signs != ord(BREAK), (signs >= ord("0")) & (signs <= ord("9"))
    words = signs == ord(STAND_IN)
    pairs = (short[:-1] << 16 | short[1:]) * np.uint32(SPREAD)
    told = shown[:-1] & shown[1:] & ~(words[:-1] & words[1:])
    triples = (pairs[:-1] ^ short[2:]) * np.uint32(MIX)
    counted = digit[:-2].astype(np.uint8) + digit[1:-1] + digit[2:]
    whole = shown[:-2] & shown[1:-1] & shown[2:] & (counted > 1)
    grams = np.r_[pairs[told], triples[whole]].astype(np.uint64)
    return _once(grams << np.uint64(_STORY) | np.r_[story[:-1][told], story[:-2][whole]])


def _once(numbers: Numbers) -> Numbers:
    import numpy as np  # noqa: PLC0415

    numbers.sort()
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers


def make_drawers(found: Sequence[Numbers], bits: int) -> list[str]:
    """Lay grams into ``2 ** bits`` drawers.

    A drawer is a row of numbers: for each gram how far its number is from the one before, how many stories have it,
    and these, each by how far it is from the one before.
    """
    import numpy as np  # noqa: PLC0415

    all_found = np.concatenate([np.zeros(0, np.uint64), *found])
    all_found.sort()
    grams, stories = all_found >> np.uint64(_STORY), all_found & np.uint64((1 << _STORY) - 1)
    first = np.flatnonzero(_differs(grams))
    counts = np.diff(np.r_[first, len(grams)])
    heads = grams[first]
    rest, drawers = heads & np.uint64((1 << (BITS - bits)) - 1), heads >> np.uint64(BITS - bits)
    places = first + 2 * np.arange(len(first))
    row = np.empty(len(grams) + 2 * len(first), np.int64)
    row[places], row[places + 1] = _gaps(rest, np.flatnonzero(_differs(drawers))), counts - 1
    row[np.arange(len(grams)) + 2 * np.repeat(np.arange(1, len(first) + 1), counts)] = _gaps(stories, first)
    written, starts = encode_all(row)
    bounds = np.searchsorted(drawers, np.arange((1 << bits) + 1).astype(np.uint64))
    cuts = [int(starts[places[bound]]) if bound < len(places) else len(written) for bound in bounds]
    return [written[cuts[number] : cuts[number + 1]].decode() for number in range(1 << bits)]


def _differs(numbers: Numbers) -> Numbers:
    """Whether each is another one than the one before."""
    import numpy as np  # noqa: PLC0415

    return np.r_[np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]]


def _gaps(numbers: Numbers, starts: Numbers) -> Numbers:
    """How far each number is from the one before it; at each start, from -1."""
    import numpy as np  # noqa: PLC0415

    rising = numbers.astype(np.int64)
    before = np.roll(rising, 1)
    before[starts] = -1
    return rising - before - 1
