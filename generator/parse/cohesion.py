"""How much two stretches of a page speak of the same thing: shared rare character pairs, weighed by how rare they are.

Names, places and terms recur inside a story and nowhere else on its page; pairs of Han characters stand in for words,
so that no dictionary is needed and an unknown name counts as much as a known one.

A pair is a number, and the pairs of a line are the bits of one number: what two stretches share, and how much each has
that the other has not, is then a matter of counting bits, in a few operations for a whole line.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property, reduce
from itertools import accumulate, chain, cycle, pairwise, repeat
from operator import mul, or_
from struct import unpack
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse.punctuation import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

_RUN = re.compile(f"[{HAN}A-Za-z0-9]+")
_GAP = "\0"
_MIX = 0x9E3779B1
"""Larger than any sign's number, so that no two pairs are one; odd and without a pattern, so that they scatter well."""
_LINES = 60
"""Lines of a printed page, near enough: a pair is as rare in a file of many pages as on its own."""
_LEAST = 1.1
_MOST = 4000
"""Characters of one line that are looked at."""
_STRETCH = 5000
"""Pairs of some lines taken together, above which a stretch ends: a full printed page has two thousand."""
_BITS = 1 << 14
"""Bits of a stretch; a printed page needs six hundred. Where a monster needs more, some pairs share one."""
_DEEP = 24
"""Lines of one stretch with the same pair, above which it counts no more."""
_GROWTH = tuple(1 + math.log(n) for n in range(1, _DEEP + 1))
"""What a pair counts by the lines it stands in: damped."""
_STEPS = tuple(after - before for before, after in zip((0.0, *_GROWTH), _GROWTH, strict=False))
_SQUARED = tuple(after**2 - before**2 for before, after in zip((0.0, *_GROWTH), _GROWTH, strict=False))

_SQUARES = tuple(math.log(max(_LINES / max(n, 1), _LEAST)) ** 2 for n in range(_LINES + 1))
"""How rare a pair is that stands in so many lines, squared."""
_FEW = 7
"""Bits of a number, up to which they are looked at one by one."""

Planes = tuple[int, ...]
"""Pairs of some lines as bits: those in any of them, those in more than one, in more than two, …"""


class Stretch(Struct, frozen=True, dict=True):
    """Some lines of a page that follow each other, the pairs of each as the bits of one number."""

    lines: range
    masks: Sequence[int]
    bits: Mapping[int, int]
    """By pair, the rarest first."""
    sizes: Sequence[tuple[int, int]]
    """In how many lines of the page a pair stands, and how many such pairs there are."""

    def mask(self, line: int) -> int:
        """Pairs of one line."""
        return self.masks[line - self.lines.start]

    def union(self, lines: range) -> int:
        """Pairs of some lines."""
        return reduce(or_, self.masks[lines.start - self.lines.start : lines.stop - self.lines.start], 0)

    def planes(self, lines: range) -> Planes:
        """Count in how many of some lines each pair stands."""
        planes: list[int] = []
        for mask in self.masks[lines.start - self.lines.start : lines.stop - self.lines.start]:
            rest = mask
            for depth, plane in enumerate(planes):
                planes[depth], rest = plane | rest, plane & rest
                if not rest:
                    break
            if rest and len(planes) < _DEEP:
                planes.append(rest)
        return tuple(planes)

    def similarity(self, one: Planes, other: Planes) -> float:
        """Cosine of two stretches, 0 to 1: a pair counts by its rarity and, damped, by the lines it stands in."""
        shared = sum(
            _STEPS[i] * _STEPS[j] * self._weigh(both, i + j + 2)
            for i, above in enumerate(one)
            for j, below in enumerate(other)
            if (both := above & below)
        )
        return shared / math.sqrt(self._square(one) * self._square(other)) if shared else 0.0

    def _square(self, planes: Planes) -> float:
        return sum(_SQUARED[i] * self._weigh(plane, i + 1) for i, plane in enumerate(planes))

    def _weigh(self, mask: int, lines: int) -> float:
        """Sum the squared rarities of pairs that stand in so many lines at least."""
        if mask.bit_count() > _FEW:
            first, steps = self._ladder[lines]
            total = first * mask.bit_count()
            for start, step in steps:
                rest = mask >> start
                if not rest:
                    break
                total += step * rest.bit_count()
            return total
        total = 0.0
        while mask:
            last = mask.bit_length() - 1
            total += self._weights[last]
            mask ^= 1 << last
        return total

    @cached_property
    def _weights(self) -> list[float]:
        """The square of how rare the pair of each bit is."""
        return [weight for n, size in self.sizes for weight in [_SQUARES[n]] * size]

    @cached_property
    def _ladder(self) -> list[tuple[float, list[tuple[int, float]]]]:
        """By the least lines that pairs stand in: the weight of the rarest, and where it falls by how much."""
        starts = accumulate((size for _, size in self.sizes), initial=0)
        rungs = [(n, start, _SQUARES[n]) for (n, _), start in zip(self.sizes, starts, strict=False)]
        steps = [(start, weight - above) for (_, _, above), (_, start, weight) in pairwise(rungs)]
        firsts = [sum(n < lines for n, _, _ in rungs) for lines in range(_LINES + 1)]
        return [(rungs[first][2], steps[first:]) if first < len(rungs) else (0.0, []) for first in firsts]


class Cohesion:
    """The character pairs of every line of a page that recur, and in how many lines of it each stands."""

    def __init__(self, pairs: Sequence[AbstractSet[int]], lines_with: Mapping[int, int]) -> None:
        """Take what ``measure_page`` counted; no stretch is made before it is asked for."""
        self.pairs = pairs
        self._lines_with = lines_with
        self._is_page = sum(map(len, pairs)) <= _STRETCH
        self._last = Stretch(range(0), (), {}, ())

    def stretch(self, lines: range) -> Stretch:
        """Lay out the lines asked for, and those behind them as far as a printed page goes; the last is kept."""
        if not (self._last.lines.start <= lines.start and lines.stop <= self._last.lines.stop):
            whole = range(len(self.pairs))
            self._last = self._lay_out(whole if self._is_page else range(lines.start, self._widened(lines)))
        return self._last

    def _widened(self, lines: range) -> int:
        taken = sum(len(self.pairs[index]) for index in lines)
        stop = lines.stop
        while stop < len(self.pairs) and taken < _STRETCH:
            taken += len(self.pairs[stop])
            stop += 1
        return stop

    def _lay_out(self, lines: range) -> Stretch:
        found = self.pairs[lines.start : lines.stop]
        pairs = sorted(set[int]().union(*found), key=self._lines_with.__getitem__)
        powers = accumulate(repeat(2, min(len(pairs), _BITS) - 1), mul, initial=1)
        bits = dict(zip(pairs, cycle(powers), strict=False))
        masks = [reduce(or_, map(bits.__getitem__, pairs), 0) for pairs in found]
        sizes = Counter(min(self._lines_with[pair], _LINES) for pair in pairs)
        return Stretch(lines, masks, bits, sorted(sizes.items()))


def measure_page(texts: Sequence[str]) -> Cohesion:
    """Count a page's character pairs; a pair that no other line of about a page's length has can join nothing.

    What lies a page away has no say, so that two pages in one file are read as each by itself.
    """
    recurring = _find_recurring(texts)
    lines_with = Counter(chain.from_iterable(recurring))
    once = {pair for pair, n in lines_with.items() if n == 1}
    for found in recurring:
        found.difference_update(once)
    if len(texts) > _LINES + 1:
        _leave_out_far(recurring)
    return Cohesion(recurring, lines_with)


def _find_recurring(texts: Sequence[str]) -> list[set[int]]:
    """Find the pairs of every line that stand on the page once more, be it in the same line."""
    runs = [_GAP.join(_RUN.findall(text[:_MOST])) for text in texts]
    pairs = _read_pairs(_GAP.join(runs))
    seen: set[int] = set()
    add: Callable[[int], object] = seen.add
    twice = {pair for pair in pairs if pair in seen or add(pair)}
    twice = {pair for pair in twice if pair > _MIX and pair % _MIX}
    starts = accumulate([len(run) + 1 for run in runs], initial=0)
    return [twice.intersection(pairs[start : max(start, stop - 2)]) for start, stop in pairwise(starts)]


def _leave_out_far(recurring: Sequence[set[int]]) -> None:
    """Take out of every line what stands in none of a page's lines above it or below."""
    apart = set().union(*recurring[: -_LINES - 1]) & set().union(*recurring[_LINES + 1 :])
    doubtful = [*_without_like(recurring, apart, (found & apart for found in recurring))]
    far = [*_without_like(recurring[::-1], apart, reversed(doubtful))]
    for found, gone in zip(recurring, reversed(far), strict=True):
        found.difference_update(gone)


def _without_like(
    lines: Sequence[AbstractSet[int]], apart: AbstractSet[int], asked: Iterable[AbstractSet[int]]
) -> Iterator[set[int]]:
    """Of the pairs asked about in each line yield those that no line of a page's length before it has."""
    last: dict[int, int] = {}
    for index, (found, pairs) in enumerate(zip(lines, asked, strict=True)):
        yield {pair for pair in pairs if index - last.get(pair, -_LINES - 1) > _LINES}
        last.update(dict.fromkeys(found & apart, index))


def _read_pairs(text: str) -> tuple[int, ...]:
    """Read every two signs that follow each other as one number, all by one multiplication of one long number.

    A sign is 64 bits wide there, so none runs over into the next; what is 0 or divides by ``_MIX`` has a gap in it.
    """
    signs = bytearray(8 * len(text))
    memoryview(signs).cast("I")[::2] = memoryview(text.encode("utf-32-le")).cast("I")
    number = int.from_bytes(signs, "little")
    mixed = number * _MIX + (number >> 64)
    return unpack(f"<{len(text)}Q", mixed.to_bytes(len(signs), "little"))
