"""How places are written: every Chinese spelling of every place, and where they stand in a text.

What comes in: a gazetteer and a text. What goes out: the longest spellings, from left to right, without overlap;
words that only look like a place swallow it. Which of several places is meant is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.lexicon.gazetteer import Gazetteer
    from generator.model import Place

RANKS = ("省", "地区", "盟", "州", "市", "县", "区", "旗", "乡", "镇", "街道")


class Spelling(Struct, frozen=True):
    """One place that a name can stand for."""

    code: str
    full: bool
    """Written with its rank (那曲市), not as a short name (那曲)."""
    former: str | None = None
    """The name as written, where it is not today's: 米林县."""


class Hit(Struct, frozen=True):
    """A spelling in a text and the places that it can stand for."""

    start: int
    end: int
    spellings: tuple[Spelling, ...]


class Spellings:
    """The spellings of a gazetteer, ready to be found in texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Collect the spellings and build the automaton."""
        found: dict[str, list[Spelling]] = defaultdict(list)
        for place in gazetteer.places.values():
            for name, spelling in _spell(place):
                if all(known.code != place.code for known in found[name]):
                    found[name].append(spelling)
        for word in gazetteer.lookalikes:
            found[word] = []
        self._names = tuple(found)
        self._spellings = tuple(tuple(each) for each in found.values())
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    @property
    def known(self) -> Iterator[tuple[str, tuple[Spelling, ...]]]:
        """Every name and the places that it can stand for; none where it only looks like a place."""
        return zip(self._names, self._spellings, strict=True)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the places written in the text, from left to right."""
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            spellings = self._spellings[number]
            if spellings:
                yield Hit(start, end, spellings)


def _spell(place: Place) -> Iterable[tuple[str, Spelling]]:
    yield place.name, Spelling(place.code, full=True)
    for alias in place.aliases:
        if not alias.isascii() and "\u4e00" <= alias[0] <= "\u9fff":
            ranked = len(alias) > 2 and alias.endswith(RANKS)
            former = alias if ranked and "自治" not in place.name else None
            yield alias, Spelling(place.code, full=ranked, former=former)
    if place.short is not None and place.level != "township":
        yield place.short, Spelling(place.code, full=False)
