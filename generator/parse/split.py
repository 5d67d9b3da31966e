"""Lines of print → their roles and the articles they make: the best reading of a page under the grammar (Viterbi)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.parse import grammar
from generator.parse.boundary import score_boundary, survey
from generator.parse.context import see_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.parse.cohesion import Cohesion
    from generator.parse.features import Features
    from generator.parse.grammar import Role
    from generator.parse.lines import Line

_HOPELESS = -6.0
"""Nats below which a line is no headline, whatever stands around it."""
_BEAM = 18.0
"""Nats behind the best role at which a role is not followed any further."""


@dataclass(frozen=True, slots=True)
class Labelled:
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
    boundary = [
        score_boundary(page, index) if index and _may_open(scores[index]) else grammar.NEW_ARTICLE
        for index in range(len(lines))
    ]
    path = _best_path(scores, seen, boundary)
    return tuple(
        Labelled(line, index, seen[index], role, opens, _margin(scores[index], role))
        for index, (line, (role, opens)) in enumerate(zip(lines, path, strict=True))
    )


def _emissions(features: Features) -> dict[Role, float]:
    scores = dict(grammar.BASE)
    for name in sorted(features):  # sums of floats depend on their order
        for role, weight in grammar.SPEAKS.get(name, {}).items():
            scores[role] += weight
    return scores


def _margin(scores: dict[Role, float], role: Role) -> float:
    return scores[role] - max(score for other, score in scores.items() if other != role)


def _may_open(scores: dict[Role, float]) -> bool:
    return max(scores[role] for role in grammar.LATE_OPENERS) > _HOPELESS


State = tuple["Role", int]
"""A role, and whether its article has had a subhead: 0 or 1."""
Step = tuple[State, bool]
"""The state before, and whether an article begins."""


def _best_path(
    scores: Sequence[dict[Role, float]], seen: Sequence[Features], boundary: Sequence[float]
) -> list[tuple[Role, bool]]:
    best: dict[State, float] = {(role, 0): start + scores[0][role] for role, start in grammar.PAGE_OPENERS.items()}
    steps: list[dict[State, Step]] = []
    for index in range(1, len(scores)):
        best, step = _advance(best, scores[index], seen[index - 1], boundary[index])
        steps.append(step)
    state = max(best, key=lambda s: best[s] + _end(s, unfinished=False))
    path: list[tuple[Role, bool]] = []
    for step in reversed(steps):
        previous, opens = step[state]
        path.append((state[0], opens))
        state = previous
    path.append((state[0], True))
    return path[::-1]


def _advance(
    best: dict[State, float], scores: dict[Role, float], above: Features, boundary: float
) -> tuple[dict[State, float], dict[State, Step]]:
    """Take every state one line further: best scores, the state before each, and whether an article begins."""
    unfinished = "finished" not in above
    ended = max(best, key=lambda state: best[state] + _end(state, unfinished=unfinished))
    end_score = best[ended] + _end(ended, unfinished=unfinished) + boundary
    now: dict[State, float] = {}
    step: dict[State, Step] = {}
    for role, start in grammar.LATE_OPENERS.items():
        now[role, 0], step[role, 0] = end_score + start + scores[role], (ended, True)
    least = max(best.values()) - _BEAM
    for state, score in best.items():
        if score < least:
            continue
        for following, fits in _moves(state, unfinished=unfinished):
            total = score + fits + scores[following[0]]
            if following not in now or total > now[following]:
                now[following], step[following] = total, (state, False)
    return now, step


@cache
def _moves(state: State, *, unfinished: bool) -> tuple[tuple[State, float], ...]:
    """List the states that may follow inside an article, and how well each does."""
    before, subheads = state
    moves: list[tuple[State, float]] = []
    for role, fits in grammar.FOLLOWS[before].items():
        cut = _after_unfinished(role) if unfinished and before in ("paragraph", "opening") else 0.0
        anew = role == "subhead" and before != "subhead"
        more = grammar.MORE_SUBHEADS if anew and subheads else 0.0
        moves.append(((role, 1 if anew else subheads), fits + cut + more))
    return tuple(moves)


@cache
def _end(state: State, *, unfinished: bool) -> float:
    role, _ = state
    score = grammar.ENDS.get(role, grammar.NEVER)
    return score + grammar.UNFINISHED_END if unfinished and role in ("paragraph", "opening") else score


def _after_unfinished(role: Role) -> float:
    if role == "paragraph":
        return grammar.CONTINUED
    return grammar.INTERRUPTED if role in ("subhead", "note", "byline") else 0.0
