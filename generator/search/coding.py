"""Whole numbers as text that fits between the quotes of a script: numbers go in, few characters come out.

Of ninety characters the first half ends a number and the second half says that it goes on, smallest digits first.
Numbers below 45 take one character, below 2,070 two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    Numbers = Any  # a numpy array: numpy is loaded only where an index is made

HALF = 45
SIGNS = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
"""Printable ASCII without the quote and the backslash."""


@cache
def encode(number: int) -> str:
    """Write one number."""
    signs = ""
    while number >= HALF:
        number -= HALF
        signs += SIGNS[HALF + number % HALF]
        number //= HALF
    return signs + SIGNS[number]


def encode_rising(numbers: Iterable[int]) -> str:
    """Write numbers that rise, each by how far it is from the one before."""
    signs, last = [], -1
    for number in numbers:
        signs.append(encode(number - last - 1))
        last = number
    return "".join(signs)


def encode_all(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write very many numbers below 2 ** 32, and tell where each begins."""
    import numpy as np  # noqa: PLC0415 - a quarter of a second that only an index is worth

    signs = np.frombuffer(SIGNS.encode(), np.uint8)
    rest = numbers.astype(np.uint32)
    lengths = np.ones(len(rest), np.uint8)
    levels = []
    more = np.flatnonzero(rest >= HALF)
    while len(more):
        above = rest[more] - np.uint32(HALF)
        higher = above // np.uint32(HALF)
        levels.append((more, HALF + above - higher * np.uint32(HALF)))
        rest[more] = higher
        lengths[more] += 1
        more = more[higher >= HALF]
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    written = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    for level, (where, digits) in enumerate(levels):
        written[starts[where] + level] = signs[digits]
    written[ends - 1] = signs[rest]
    return written.tobytes(), starts
