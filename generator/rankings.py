"""The largest figures of an archive, by what they measure and by where they were reported.

Briefs go in; what comes out is as small as it is shown, however many figures there are: of each kind the largest, and
where each stands, as record id and place among the record's figures. Equals stand in the order of the digest.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.briefs import FIGURE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from generator.briefs import Brief

MOST = 300
"""Figures of one kind that are shown."""
MOST_OF_A_PLACE = 20
"""Figures of one kind that are shown of one place."""

Spot = tuple[str, int]
"""A record id, and the place of a figure among those of the record, from 0."""
_Item = tuple[float, int, str, int]
"""Negative value, place of the story in the digest, record id, place of the figure: the smaller, the sooner shown."""


class Places(Protocol):
    """Whatever knows where places lie."""

    def codes(self, code: str) -> Sequence[str]:
        """Name the places that one is part of, from the province down."""


class Top(Struct, frozen=True):
    """Figures of one kind."""

    total: int
    """How many there are."""
    spots: tuple[Spot, ...]
    """The largest, these first."""


class Ranking(Struct, frozen=True):
    """The largest figures, by kind."""

    kinds: Mapping[int, Top]
    """By place among ``measures.KINDS``, in that order."""
    places: Mapping[str, Mapping[int, Top]]
    """By division code of a prefecture of the home region, or of another province, in the order of the codes."""


class Rankings:
    """The figures of a digest, ranked once for each home region that one asks for."""

    def __init__(self, briefs: Collection[Brief], gazetteer: Places) -> None:
        self._briefs = briefs
        self._gazetteer = gazetteer
        self._known: dict[str | None, Ranking] = {}

    def total(self) -> int:
        """Count all figures."""
        return sum(len(brief.figures) for brief in self._briefs) // FIGURE.size

    def seen_from(self, home: str | None) -> Ranking:
        """Rank the figures, those of the home region by prefecture and all others by province."""
        found = self._known.get(home)
        if found is None:
            found = self._known[home] = self._rank(home)
        return found

    def _rank(self, home: str | None) -> Ranking:
        kinds: dict[int, _Heap] = {}
        places: dict[str, dict[int, _Heap]] = {}
        for number, brief in enumerate(self._briefs):
            if brief.figures:
                place = find_area(brief, home, self._gazetteer)
                _sort_in(brief, number, (kinds, {} if place is None else places.setdefault(place, {})))
        return Ranking(
            _sum_up(kinds, MOST),
            {code: _sum_up(places[code], MOST_OF_A_PLACE) for code in sorted(places) if places[code]},
        )


def find_area(brief: Brief, home: str | None, gazetteer: Places) -> str | None:
    """Name the area that a story happened in: a prefecture of the home region, or another province."""
    code = next((code for code, _, _, primary in brief.places if primary), None)
    chain = () if code is None else gazetteer.codes(code)
    return None if not chain else chain[1] if chain[0] == home and len(chain) > 1 else chain[0]


def _sort_in(brief: Brief, number: int, heaps: tuple[dict[int, _Heap], dict[int, _Heap]]) -> None:
    all_kinds, of_place = heaps
    record_id = brief.id
    for at, (kind, value) in enumerate(FIGURE.iter_unpack(brief.figures)):
        if kind < 0:
            continue
        heap = all_kinds.get(kind) or all_kinds.setdefault(kind, _Heap(MOST))
        heap.total += 1
        if value > heap.floor:
            heap.add((-value, number, record_id, at))
        heap = of_place.get(kind) or of_place.setdefault(kind, _Heap(MOST_OF_A_PLACE))
        heap.total += 1
        if value > heap.floor:
            heap.add((-value, number, record_id, at))


def _sum_up(heaps: Mapping[int, _Heap], most: int) -> dict[int, Top]:
    return {
        kind: Top(heaps[kind].total, tuple((record_id, at) for _, _, record_id, at in sorted(heaps[kind].items)[:most]))
        for kind in sorted(heaps)
    }


class _Heap:
    """The largest values met so far, and a few more."""

    __slots__ = ("floor", "items", "most", "total")

    def __init__(self, most: int) -> None:
        self.most = most
        self.total = 0
        self.items: list[_Item] = []
        self.floor = -inf
        """Enough values are larger, or as large and stand before all that come."""

    def add(self, item: _Item) -> None:
        """Take a value in."""
        self.items.append(item)
        if len(self.items) >= 4 * self.most:
            self.items = sorted(self.items)[: self.most]
            self.floor = -self.items[-1][0]
