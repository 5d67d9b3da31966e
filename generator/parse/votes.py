"""Which article a run of lines belongs to, by the words it shares with one and with no other.

A character pair that stands in one other article only is a vote for that article. Votes come at one rate from an
article that tells the same story and at another by chance; a ratio of Poisson likelihoods, in nats, tells them apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.parse.segments import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.parse.cohesion import Cohesion
    from generator.parse.segments import Segment
    from generator.parse.split import Labelled

NEIGHBOURS = 16
"""Articles before and after that are asked: more than a printed page has, few enough for a file of ten megabytes."""
_COMMON = 40
"""Articles a pair stands in, above which it belongs to none."""

Homes = dict[str, list[int]]
"""By pair: the numbers of the articles it stands in."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Votes of one article's lines, by the index at which it could be cut."""

    others: Mapping[int, Sequence[int]]
    """By article: votes of pairs that stand below the cut only."""
    own: Sequence[int]
    """Votes for the lines above the cut: pairs that stand on both sides and in no other article."""
    before: Sequence[int]
    """Distinct pairs above the cut."""


@dataclass(frozen=True, slots=True)
class Polls:
    """What the articles of a page say of each other, counted once for all who ask."""

    cohesion: Cohesion
    homes: Homes
    sizes: tuple[int, ...]
    """Distinct recurring pairs of every article."""
    ballots: tuple[Ballot, ...]
    doubles: frozenset[int]
    """Articles whose text stands on the page already: their words are at home twice, against themselves."""


def hold_polls(segments: Sequence[Segment], cohesion: Cohesion) -> Polls:
    """Count the votes of all articles of a page."""
    doubles = _find_doubles(segments)
    homes = _find_homes(segments, cohesion, doubles)
    sizes = tuple(len(pairs_of(segment.own, cohesion)) for segment in segments)
    ballots = tuple(_count_votes(segment, number, homes, cohesion) for number, segment in enumerate(segments))
    return Polls(cohesion, homes, sizes, ballots, doubles)


def sizes_near(segments: Sequence[Segment], polls: Polls, number: int) -> dict[int, int]:
    """Sizes of the articles that could be a home for lines of another: those near it with a headline."""
    near = range(max(0, number - NEIGHBOURS), min(len(segments), number + NEIGHBOURS + 1))
    return {i: polls.sizes[i] for i in near if i != number and segments[i].has_headline}


def _find_doubles(segments: Sequence[Segment]) -> frozenset[int]:
    seen: set[str] = set()
    doubles = set()
    for number, segment in enumerate(segments):
        texts = [item.line.text for item in segment.own if item.role in TEXT]
        if texts and 2 * sum(text in seen for text in texts) > len(texts):
            doubles.add(number)
        seen.update(texts)
    return frozenset(doubles)


def _find_homes(segments: Sequence[Segment], cohesion: Cohesion, doubles: frozenset[int]) -> Homes:
    homes: Homes = defaultdict(list)
    for number, segment in enumerate(segments):
        if number not in doubles:
            for pair in pairs_of(segment.own, cohesion):
                homes[pair].append(number)
    return homes


def _count_votes(segment: Segment, giver: int, homes: Homes, cohesion: Cohesion) -> Ballot:
    """Count the votes of an article's lines for every place where it could be cut, in one pass."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, item in enumerate(segment.own):
        for pair in cohesion.pairs[item.index]:
            first.setdefault(pair, index)
            last[pair] = index
    size = len(segment.own) + 1
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    step = [0] * (size + 1)
    fresh = [0] * (size + 1)
    for pair, index in first.items():
        fresh[index + 1] += 1
        others = other_homes(homes[pair], giver)
        if len(others) == 1:
            votes[others[0]][index] += 1
        elif not others:
            step[index + 1] += 1
            step[last[pair] + 1] -= 1
    below = {taker: _from_end(counts, size) for taker, counts in votes.items()}
    return Ballot(below, tuple(accumulate(step)), tuple(accumulate(fresh)))


def other_homes(homes: Sequence[int], giver: int) -> Sequence[int]:
    """Articles near the giver that a pair stands in, the giver left out."""
    if len(homes) > _COMMON:
        return homes
    return [home for home in homes if home != giver and abs(home - giver) <= NEIGHBOURS]


def pairs_of(items: Iterable[Labelled], cohesion: Cohesion) -> frozenset[str]:
    """Distinct recurring pairs of some lines."""
    return frozenset[str]().union(*(cohesion.pairs[item.index] for item in items))


def chance_of(votes: Mapping[int, int], sizes: Mapping[int, int], taker: int) -> float:
    """Votes that one pair of an article brings by chance, from the articles that are not in question."""
    rest = [other for other in sizes if other != taker]
    return (sum(votes[other] for other in rest) + 2) / (sum(sizes[other] for other in rest) + 100)


def evidence(votes: int, size: int, rates: tuple[float, float]) -> float:
    """Nats by which so many votes from so many pairs speak for the rate of a home against that of chance."""
    home, chance = rates
    return votes * math.log(home / chance) - (home - chance) * size


def _from_end(counts: Mapping[int, int], size: int) -> tuple[int, ...]:
    return tuple(accumulate(counts.get(index, 0) for index in range(size - 1, -1, -1)))[::-1]
