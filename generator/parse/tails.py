"""Stories whose end stands elsewhere: a tail printed under another article is found and given back.

A tail shares its names and terms with the article it belongs to and not with the one it stands under: ``votes.py``
counts both. What coheres with nothing stays where it was printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.parse import marks
from generator.parse.join import can_join
from generator.parse.segments import TEXT
from generator.parse.votes import chance_of, evidence, sizes_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.parse.segments import Segment
    from generator.parse.split import Labelled
    from generator.parse.votes import Ballot, Polls

_FEWEST_VOTES = 4
_HOME = 4.0
"""Nats of evidence that a tail is at home in another article."""
_LEAD = 8.0
"""Nats by which the other article must be the better home."""
_STRANGER = 1.2
"""Nats of evidence that it is a stranger to the article it stands under."""
_CERTAIN = 30.0
"""Nats of home that a tail needs whose first line opens as a paragraph does, or that stands below little text."""
_ENOUGH = 80
"""Distinct pairs above a tail, below which too little is known of the article it stands under."""
_SLACK = 0.15
"""Nats of the own article that each nat of home outweighs where the text can go on."""
_AFTER_PICTURE = 1.5
"""Nats that it counts for that the tail stands below a credit, where a photo item has ended."""
_FOREIGN = 6.0
"""Nats of strangeness that say enough of an article with little text."""
_CUT_OPEN = 3.0
"""Nats that it counts for that the tail opens in mid-sentence."""
_GOES_ON = 2.0
"""Nats that it counts for that the other article is open and the tail can go on from its last words."""


class Move(Struct, frozen=True):
    """A run of lines that stands under one article and belongs to another, and how convincing that is."""

    start: int
    """Index of its first line among the giver's own lines; it runs to their end."""
    taker: int
    """Index of the segment it belongs to."""
    score: float


def give_back_tails(segments: Sequence[Segment], polls: Polls) -> tuple[Segment, ...]:
    """Move every displaced tail to the article that it belongs to."""
    givers = [giver for giver in range(len(segments)) if giver not in polls.doubles]
    moves = [(giver, move) for giver in givers if (move := _find_move(segments, giver, polls))]
    found = list(segments)
    settled = set(polls.doubles)
    # The most convincing first: a tail and the article it was cut from look alike from both ends.
    for giver, move in sorted(moves, key=lambda pair: (-pair[1].score, pair[0])):
        if not settled & {giver, move.taker}:
            settled |= {giver, move.taker}
            tail = segments[giver].own[move.start :]
            found[giver] = found[giver].without(tail)
            found[move.taker] = replace(found[move.taker], moved=tail)
    return tuple(found)


def _find_move(segments: Sequence[Segment], giver: int, polls: Polls) -> Move | None:
    """Find the most convincing tail of one article, if any is convincing."""
    starts = cut_places(segments[giver])
    if not starts or len(segments) == 1:
        return None
    sizes = sizes_near(polls, giver)
    moves = [move for start in starts for move in _moves(segments, giver, start, (polls.ballots[giver], sizes))]
    best = max(moves, key=lambda move: (move.score, -move.start), default=None)
    if best is None:
        return None
    # A later start looks ever stranger to a growing article above: the tail begins at the first place that convinces.
    same = [move for move in moves if move.taker == best.taker]
    return next((move for move in same if _is_stranger(segments, giver, move, polls)), best)


def cut_places(segment: Segment) -> list[int]:
    """Where a tail could begin: at a paragraph below a complete one, or at the head of what has no headline."""
    own = segment.own
    starts = []
    above: int | None = None
    for index, item in enumerate(own):
        if item.role in TEXT:
            if above is None:
                if index == 0 and not segment.has_headline:
                    starts.append(index)
            elif item.role != "opening" and ("finished" in own[above].features or index - above > 1):
                starts.append(index)
            above = index

    return starts


def _moves(
    segments: Sequence[Segment], giver: int, start: int, counted: tuple[Ballot, Mapping[int, int]]
) -> Iterable[Move]:
    ballot, sizes = counted
    votes = {taker: given[start] for taker, given in ballot.others.items() if taker in sizes}
    if max(votes.values(), default=0) < _FEWEST_VOTES:
        return
    head = segments[giver].own[start]
    above = segments[giver].own[start - 1] if start else None
    for taker, size in sizes.items():
        if votes.get(taker, 0) < _FEWEST_VOTES:
            continue
        chance = chance_of(votes, sizes, taker)
        rate = votes[taker] / max(size, 1)
        if rate <= chance:
            continue
        home = evidence(votes[taker], size, (rate, chance))
        own = evidence(ballot.own[start], ballot.before[start], (rate, chance))
        goes_on = _goes_on(segments[taker], head)
        signs = goes_on + _SLACK * home if goes_on else 0.0
        signs += _AFTER_PICTURE if above is not None and above.role == "credit" else 0.0
        signs += _CUT_OPEN if marks.starts_bound(head.line.text) else 0.0
        little = ballot.before[start] < _ENOUGH and own > -_FOREIGN
        unsure = marks.starts_fresh(head.line.text) or (little and not signs)
        needed = _CERTAIN if unsure else _HOME
        if home >= needed and home - own + signs >= _LEAD and own <= signs - _STRANGER:
            yield Move(start, taker, home - own + signs)


def _goes_on(taker: Segment, head: Labelled) -> float:
    last = taker.last_text
    if last is None or not taker.is_open or not can_join(last.line.text, head.line.text):
        return 0.0
    return _GOES_ON + (1.0 if marks.cuts_word(last.line.text, head.line.text) else 0.0)


def _is_stranger(segments: Sequence[Segment], giver: int, move: Move, polls: Polls) -> bool:
    """Whether a tail's first line by itself is nearer to the other article than to the lines above it."""
    own = segments[giver].own
    view, elsewhere = polls.view(giver), polls.elsewhere(giver)
    above, line = view.mask(own[: move.start]), view.mask(own[move.start : move.start + 1])
    here = (line & above & elsewhere.nowhere).bit_count()
    there = (line & elsewhere.only.get(move.taker, 0)).bit_count()
    return there * above.bit_count() >= here * polls.sizes[move.taker]
