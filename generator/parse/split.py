"""Lines of print → their roles and the articles they make: the best reading of a page under the grammar (Viterbi)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse import grammar
from generator.parse.boundary import score_boundaries, survey
from generator.parse.context import see_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.parse.cohesion import Cohesion
    from generator.parse.features import Features
    from generator.parse.grammar import Role
    from generator.parse.lines import Line

_HOPELESS = -6.0
"""Nats below which a line is no headline, whatever stands around it."""
_BEAM = 18.0
"""Nats behind the best role at which a role is not followed any further."""


class Labelled(Struct, frozen=True):
    """A line, what was seen of it, and the role it got."""

    line: Line
    index: int
    """Its place among the page's lines of print."""
    features: Features
    role: Role
    opens: bool
    """Whether an article begins here."""
    margin: float
    """How much better this role was than the next best one for the line by itself, in nats."""


def label_lines(lines: Sequence[Line], cohesion: Cohesion) -> tuple[Labelled, ...]:
    """Give every line the role it has in the best reading of the page."""
    if not lines:
        return ()
    seen = see_lines(lines)
    scores = [_emissions(features) for features in seen]
    page = survey(lines, seen, cohesion)
    boundaries = score_boundaries(page, (index for index in range(1, len(lines)) if _may_open(scores[index])))
    path = _best_path(scores, seen, [boundaries.get(index, grammar.NEW_ARTICLE) for index in range(len(lines))])
    return tuple(
        Labelled(line, index, seen[index], role, opens, _margin(scores[index], role))
        for index, (line, (role, opens)) in enumerate(zip(lines, path, strict=True))
    )


@lru_cache(maxsize=1024)
def _emissions(features: Features) -> Mapping[Role, float]:
    """Say how well each role fits what was seen of a line; the same few hundred sights come back on every page."""
    scores = dict(grammar.BASE)
    for name in sorted(features):  # sums of floats depend on their order
        for role, weight in grammar.SPEAKS.get(name, {}).items():
            scores[role] += weight
    return scores


def _margin(scores: Mapping[Role, float], role: Role) -> float:
    return scores[role] - max([score for other, score in scores.items() if other != role])


def _may_open(scores: Mapping[Role, float]) -> bool:
    return max([scores[role] for role in grammar.LATE_OPENERS]) > _HOPELESS


_ROLES: tuple[Role, ...] = tuple(grammar.BASE)
State = int
"""Twice the number of a role, and 1 more if its article has had a subhead."""
Step = tuple[State, bool]
"""The state before, and whether an article begins."""
Move = tuple[State, "Role", float]
"""A state that may follow inside an article, its role, and how well it does."""


def _best_path(
    scores: Sequence[Mapping[Role, float]], seen: Sequence[Features], boundary: Sequence[float]
) -> list[tuple[Role, bool]]:
    best = {_state(role): start + scores[0][role] for role, start in grammar.PAGE_OPENERS.items()}
    steps: list[dict[State, Step]] = []
    for index in range(1, len(scores)):
        unfinished = "finished" not in seen[index - 1]
        best, step = _advance(best, scores[index], boundary[index], unfinished=unfinished)
        steps.append(step)
    ends = _ENDS[False]
    state = max(best, key=lambda s: best[s] + ends[s])
    path: list[tuple[Role, bool]] = []
    for step in reversed(steps):
        previous, opens = step[state]
        path.append((_ROLES[state >> 1], opens))
        state = previous
    path.append((_ROLES[state >> 1], True))
    return path[::-1]


def _advance(
    best: dict[State, float], scores: Mapping[Role, float], boundary: float, *, unfinished: bool
) -> tuple[dict[State, float], dict[State, Step]]:
    """Take every state one line further: best scores, the state before each, and whether an article begins."""
    ends, moves = _ENDS[unfinished], _MOVES[unfinished]
    totals = [score + ends[state] for state, score in best.items()]
    end_score = max(totals)
    ended = ([*best][totals.index(end_score)], True)
    end_score += boundary
    now: dict[State, float] = {}
    step: dict[State, Step] = {}
    for opener, role, start in _OPENERS:
        now[opener], step[opener] = end_score + start + scores[role], ended
    least = max(best.values()) - _BEAM
    for state, score in best.items():
        if score < least:
            continue
        inside = (state, False)
        for following, role, fits in moves[state]:
            total = score + fits + scores[role]
            if following not in now or total > now[following]:
                now[following], step[following] = total, inside
    return now, step


def _state(role: Role, subheads: int = 0) -> State:
    return 2 * _ROLES.index(role) + subheads


def _moves(role: Role, subheads: int, *, unfinished: bool) -> tuple[Move, ...]:
    """List the states that may follow inside an article, and how well each does."""
    moves: list[Move] = []
    for following, fits in grammar.FOLLOWS[role].items():
        cut = _after_unfinished(following) if unfinished and role in ("paragraph", "opening") else 0.0
        anew = following == "subhead" and role != "subhead"
        more = grammar.MORE_SUBHEADS if anew and subheads else 0.0
        moves.append((_state(following, 1 if anew else subheads), following, fits + cut + more))
    return tuple(moves)


def _end(role: Role, *, unfinished: bool) -> float:
    score = grammar.ENDS.get(role, grammar.NEVER)
    return score + grammar.UNFINISHED_END if unfinished and role in ("paragraph", "opening") else score


def _after_unfinished(role: Role) -> float:
    if role == "paragraph":
        return grammar.CONTINUED
    return grammar.INTERRUPTED if role in ("subhead", "note", "byline") else 0.0


_OPENERS: tuple[Move, ...] = tuple((_state(role), role, start) for role, start in grammar.LATE_OPENERS.items())
_ENDS = {cut: [_end(role, unfinished=cut) for role in _ROLES for _ in (0, 1)] for cut in (False, True)}
_MOVES = {cut: [_moves(role, had, unfinished=cut) for role in _ROLES for had in (0, 1)] for cut in (False, True)}
"""By whether the line above has no final mark, then by state."""
