"""Which article a run of lines belongs to, by the words it shares with one and with no other.

A character pair that stands in one other article only is a vote for that article. Votes come at one rate from an
article that tells the same story and at another by chance; a ratio of Poisson likelihoods, in nats, tells them apart.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import reduce
from itertools import accumulate, chain
from operator import or_
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.parse.segments import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.parse.cohesion import Cohesion, Stretch
    from generator.parse.segments import Segment
    from generator.parse.split import Labelled

NEIGHBOURS = 16
"""Articles before and after that are asked: more than a printed page has, few enough for a file of ten megabytes."""
_COMMON = 40
"""Articles a pair stands in, above which it belongs to none."""

_BLOCK = 32
"""Articles that are laid out together, with their neighbours."""


class Ballot(Struct, frozen=True):
    """Votes of one article's lines, by the index at which it could be cut."""

    others: Mapping[int, Sequence[int]]
    """By article: votes of pairs that stand below the cut only."""
    own: Sequence[int]
    """Votes for the lines above the cut: pairs that stand on both sides and in no other article."""
    before: Sequence[int]
    """Distinct pairs above the cut."""


class Elsewhere(Struct, frozen=True):
    """Where else pairs stand, as bits, asked for one article among those near it."""

    nowhere: int
    """Pairs that stand in no other."""
    only: Mapping[int, int]
    """By article: pairs that stand in it and in no third one."""


class View(Struct, frozen=True):
    """Articles near each other: the pairs of all their lines, and of each as a whole."""

    stretch: Stretch
    numbers: range
    wholes: Sequence[int]
    common: int
    """Pairs that belong to no article."""

    def mask(self, items: Iterable[Labelled]) -> int:
        """Distinct recurring pairs of some lines, as bits."""
        return reduce(or_, [self.stretch.mask(item.index) for item in items], 0)


class Polls:
    """What the articles of a page say of each other, counted once for all who ask."""

    def __init__(self, segments: Sequence[Segment], cohesion: Cohesion) -> None:
        """Count the votes of all articles."""
        self._segments = segments
        self._cohesion = cohesion
        self.doubles = _find_doubles(segments)
        """Articles whose text stands on the page already: their words are at home twice, against themselves."""
        self.headed = tuple(segment.has_headline for segment in segments)
        self._common = self._find_common() if len(segments) > _COMMON else frozenset[int]()
        self._view: View | None = None
        self.ballots = tuple(self._count_votes(number) for number in range(len(segments)))
        self.sizes = tuple(ballot.before[-1] for ballot in self.ballots)
        """Distinct recurring pairs of every article."""

    def view(self, number: int) -> View:
        """Lay out an article and those near it; the last view is kept."""
        start = number // _BLOCK * _BLOCK
        numbers = range(max(0, start - NEIGHBOURS), min(len(self._segments), start + _BLOCK + NEIGHBOURS))
        if self._view is None or self._view.numbers != numbers:
            self._view = self._lay_out(numbers)
        return self._view

    def elsewhere(self, giver: int) -> Elsewhere:
        """Tell apart what stands in no other article near one, and in one other only."""
        view = self.view(giver)
        near = {
            number: whole
            for number, whole in zip(view.numbers, view.wholes, strict=True)
            if number != giver and abs(number - giver) <= NEIGHBOURS and number not in self.doubles
        }
        once = twice = view.common
        for whole in near.values():
            once, twice = once | whole, twice | (once & whole)
        return Elsewhere(~once, {number: whole & ~twice for number, whole in near.items()})

    def _lay_out(self, numbers: range) -> View:
        near = self._segments[numbers.start : numbers.stop]
        lines = [item.index for segment in near for item in segment.own]
        stretch = self._cohesion.stretch(range(min(lines, default=0), max(lines, default=-1) + 1))
        view = View(stretch, numbers, (), reduce(or_, (stretch.bits.get(pair, 0) for pair in self._common), 0))
        return replace(view, wholes=[view.mask(segment.own) for segment in near])

    def _count_votes(self, number: int) -> Ballot:
        """Count the votes of an article's lines for every place where it could be cut."""
        stretch = self.view(number).stretch
        masks = [stretch.mask(item.index) for item in self._segments[number].own]
        above = [*accumulate(masks, or_, initial=0)]
        below = [*accumulate(reversed(masks), or_, initial=0)][::-1]
        elsewhere = self.elsewhere(number)
        shared = {other: votes for other, only in elsewhere.only.items() if (votes := above[-1] & only)}
        return Ballot(
            {other: [(votes & ~over).bit_count() for over in above] for other, votes in shared.items()},
            [(over & under & elsewhere.nowhere).bit_count() for over, under in zip(above, below, strict=True)],
            [over.bit_count() for over in above],
        )

    def _find_common(self) -> frozenset[int]:
        homes = Counter(
            chain.from_iterable(
                {pair for item in segment.own for pair in self._cohesion.pairs[item.index]}
                for number, segment in enumerate(self._segments)
                if number not in self.doubles
            )
        )
        return frozenset(pair for pair, count in homes.items() if count > _COMMON)


def sizes_near(polls: Polls, number: int) -> dict[int, int]:
    """Sizes of the articles that could be a home for lines of another: those near it with a headline."""
    near = range(max(0, number - NEIGHBOURS), min(len(polls.sizes), number + NEIGHBOURS + 1))
    return {i: polls.sizes[i] for i in near if i != number and polls.headed[i]}


def _find_doubles(segments: Sequence[Segment]) -> frozenset[int]:
    seen: set[str] = set()
    doubles = set()
    for number, segment in enumerate(segments):
        texts = [item.line.text for item in segment.own if item.role in TEXT]
        if texts and 2 * sum(text in seen for text in texts) > len(texts):
            doubles.add(number)
        seen.update(texts)
    return frozenset(doubles)


def chance_of(votes: Mapping[int, int], sizes: Mapping[int, int], taker: int) -> float:
    """Votes that one pair of an article brings by chance, from the articles that are not in question."""
    given, size = sum(votes.values()) - votes[taker], sum(sizes.values()) - sizes[taker]
    return (given + 2) / (size + 100)


def evidence(votes: int, size: int, rates: tuple[float, float]) -> float:
    """Nats by which so many votes from so many pairs speak for the rate of a home against that of chance."""
    home, chance = rates
    return votes * math.log(home / chance) - (home - chance) * size
