"""How much two stretches of a page speak of the same thing: shared rare character pairs, weighed by how rare they are.

Names, places and terms recur inside a story and nowhere else on its page; pairs of Han characters stand in for words,
so that no dictionary is needed and an unknown name counts as much as a known one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from generator.parse.punctuation import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Vector = dict[str, float]

_RUN = re.compile(f"[{HAN}A-Za-z0-9]+")
_LINES = 60
"""Lines of a printed page, near enough: a pair is as rare in a file of many pages as on its own."""
_LEAST = 1.1
_MOST = 4000
"""Characters of one line that are looked at."""


@dataclass(frozen=True, slots=True)
class Cohesion:
    """The character pairs of every line of a page and how rare each is on it."""

    pairs: tuple[frozenset[str], ...]
    rarity: Mapping[str, float]

    def vector(self, lines: Iterable[int]) -> Vector:
        """Weigh the pairs of some lines: a pair counts by its rarity and, damped, by the lines it stands in."""
        counts: Counter[str] = Counter()
        for index in lines:
            counts.update(self.pairs[index])
        rarity = self.rarity
        return {pair: rarity[pair] if n == 1 else rarity[pair] * (1 + math.log(n)) for pair, n in counts.items()}


def measure_page(texts: Sequence[str]) -> Cohesion:
    """Count a page's character pairs; a pair that no other line of about a page's length has can join nothing.

    What lies a page away has no say, so that two pages in one file are read as each by itself.
    """
    pairs = [_pairs(text) for text in texts]
    lines_with = Counter(chain.from_iterable(pairs))
    rarity = {pair: math.log(max(_LINES / n, _LEAST)) for pair, n in lines_with.items() if n > 1}
    last: dict[str, int] = {}
    recurring: list[set[str]] = [set() for _ in pairs]
    for index, found in enumerate(pairs):
        for pair in found & rarity.keys():
            before = last.get(pair)
            if before is not None and index - before <= _LINES:
                recurring[index].add(pair)
                recurring[before].add(pair)
            last[pair] = index
    return Cohesion(tuple(frozenset(found) for found in recurring), rarity)


def similarity(one: Vector, other: Vector) -> float:
    """Cosine of two weighed stretches, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    shared = sum(weight * other[pair] for pair, weight in one.items() if pair in other)
    if not shared:
        return 0.0
    return shared / (math.sqrt(sum(w * w for w in one.values())) * math.sqrt(sum(w * w for w in other.values())))


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _RUN.findall(text[:_MOST]) for i in range(len(run) - 1)}
