"""Fragments: the end of a story that is not on the page, printed under another one.

Such a run of lines agrees with the article it stands under no more than any other article of the page would by chance,
and it has no home elsewhere (``tails.py`` has looked). Where it opens in mid-sentence it is cut off
and stays a flagged fragment; where it is merely odd, the article carries a flag.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.parse import marks
from generator.parse.segments import Segment
from generator.parse.tails import cut_places
from generator.parse.votes import sizes_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.parse.votes import Polls

_ODD = 0.0
"""Standard deviations above chance at which a run of lines deserves a look."""
_LIKELY = 1.0
"""The same for lines that open in mid-sentence."""
_FEWEST = 3
"""Articles of a page below which chance can't be told."""
_ENOUGH = 2.0
"""Votes that chance would bring, below which nothing is said of lines that open as a sentence does."""


def set_strays_apart(segments: Sequence[Segment], polls: Polls) -> tuple[Segment, ...]:
    """Cut fragments off the articles they stand under, and mark where an article may go astray."""
    found: list[Segment] = []
    for number, segment in enumerate(segments):
        strangeness = list(_measure(segments, number, polls))
        cut = next((start for start, value, bound in strangeness if bound and value < _LIKELY), None)
        if cut is not None:
            tail = segment.own[cut:]
            found += [segment.without(tail), Segment(tail, astray=tail[0])]
            continue
        odd = next((start for start, value, _ in strangeness if value < _ODD), None)
        found.append(segment if odd is None else replace(segment, astray=segment.own[odd]))
    return tuple(segment for segment in found if segment.items)


def _measure(segments: Sequence[Segment], number: int, polls: Polls) -> Iterator[tuple[int, float, bool]]:
    """Yield where an article could be cut, how far its votes lie above chance there, and if a sentence is cut."""
    segment = segments[number]
    starts = cut_places(segment)
    if not starts or len(segments) < _FEWEST or segment.moved or number in polls.doubles:
        return
    ballot = polls.ballots[number]
    sizes = sizes_near(polls, number)
    for start in starts:
        text = segment.own[start].line.text
        votes = sum(ballot.others[other][start] for other in sizes if other in ballot.others)
        chance = (votes + 2) / (sum(sizes.values()) + 100)
        expected = chance * ballot.before[start]
        bound = marks.starts_bound(text)
        if start and (bound or (expected >= _ENOUGH and not marks.starts_fresh(text))):
            yield start, (ballot.own[start] - expected) / math.sqrt(expected + 0.5), bound
