"""An archive cut into parts that stay what they are when stories come and go.

Stories in their order go in, parts of some thousand come out. A part ends at a story whose fingerprint is the least
among ``REACH`` stories on either side: one more story changes the cuts around it and no other.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 550
CANDIDATES = 1 << 26
"""Only fingerprints below this, one of 64, are looked at; where there is none in reach, a part is longer."""
OLDEST = "0"


class Part(Struct, frozen=True):
    """Some stories that follow one another."""

    name: str
    """From its oldest story: new ones are added at the other end."""
    ids: tuple[str, ...]
    """The oldest first."""

    @property
    def bits(self) -> int:
        """Give the power of two that the number of drawers is: one to two drawers a story."""
        return (len(self.ids) * 2).bit_length() - 1


def cut_parts(ids: Sequence[str]) -> tuple[Part, ...]:
    """Cut stories, the newest first, into parts, the newest first."""
    parts = []
    start = 0
    for stop in [cut + 1 for cut in find_cuts(ids)]:
        parts.append(Part(blake2b(ids[stop - 1].encode(), digest_size=5).hexdigest(), tuple(ids[start:stop][::-1])))
        start = stop
    if start < len(ids):
        parts.append(Part(OLDEST, tuple(ids[start:][::-1])))
    return tuple(parts)


def find_cuts(ids: Sequence[str]) -> list[int]:
    """Find the last stories of all parts but the oldest."""
    marks = [(blake2b(each.encode(), digest_size=4).digest(), place) for place, each in enumerate(ids)]
    limit = CANDIDATES.to_bytes(4, "big")
    found = [mark for mark in marks if mark[0] < limit]
    cuts = []
    for number, (mark, place) in enumerate(found):
        near = [
            *_within(found, range(number - 1, -1, -1), place),
            *_within(found, range(number + 1, len(found)), place),
        ]
        if place < len(ids) - 1 and all((mark, place) < other for other in near):
            cuts.append(place)
    return cuts


def _within(found: list[tuple[bytes, int]], numbers: range, place: int) -> list[tuple[bytes, int]]:
    near = []
    for number in numbers:
        if abs(found[number][1] - place) > REACH:
            break
        near.append(found[number])
    return near
