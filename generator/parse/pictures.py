"""Captions that stand far from their article: found under another one, or above all, and given back.

A group of captions and the credits below it belong together. Where the words of a group are at home in another article
and strange to the one it stands under, it goes there; what coheres with nothing stays where it was printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.parse.segments import PICTURE
from generator.parse.votes import chance_of, evidence, sizes_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.parse.segments import Segment
    from generator.parse.split import Labelled
    from generator.parse.votes import Polls

Group = tuple["Labelled", ...]

_FEWEST_VOTES = 3
_HOME = 4.0
"""Nats of evidence that a group is at home in another article."""
_LEAD = 6.0
"""Nats by which the other article must be the better home."""


def give_back_pictures(segments: Sequence[Segment], polls: Polls) -> tuple[Segment, ...]:
    """Move every group of captions to the article that it belongs to."""
    found = list(segments)
    for giver, segment in enumerate(segments):
        for group in _groups(segment):
            if group[0].role == "credit":
                continue  # one photographer takes many pictures
            taker = _find_taker(segments, giver, group, polls)
            if taker is not None:
                found[giver] = found[giver].without(group)
                found[taker] = replace(found[taker], pictures=found[taker].pictures + group)
    return tuple(found)


def _groups(segment: Segment) -> Iterator[Group]:
    """Yield runs of captions with the credits below them; a caption below a credit begins another run."""
    run: list[Labelled] = []
    for item in segment.own:
        begins = item.role == "caption" and bool(run) and run[-1].role == "credit"
        if run and (begins or item.role not in PICTURE):
            yield tuple(run)
            run = []
        if item.role in PICTURE:
            run.append(item)
    if run:
        yield tuple(run)


def _find_taker(segments: Sequence[Segment], giver: int, group: Group, polls: Polls) -> int | None:
    """Find the article that a group is at home in, if it is a stranger where it stands."""
    view, elsewhere = polls.view(giver), polls.elsewhere(giver)
    rest, words = view.mask(segments[giver].without(group).own), view.mask(group)
    sizes = sizes_near(polls, giver)
    own = (words & rest & elsewhere.nowhere).bit_count()
    votes = {taker: (words & ~rest & elsewhere.only.get(taker, 0)).bit_count() for taker in sizes}
    scored = []
    for taker, size in sizes.items():
        rates = votes[taker] / max(size, 1), chance_of(votes, sizes, taker)
        if votes[taker] >= _FEWEST_VOTES and rates[0] > rates[1]:
            home = evidence(votes[taker], size, rates)
            here = evidence(own, rest.bit_count(), rates) if rest else -_LEAD
            if home >= _HOME and home - here >= _LEAD and here <= 0:
                scored.append((home - here, -abs(taker - giver), taker))
    return max(scored)[2] if scored else None
