"""How well an article could begin above a line, whatever the line's own role: what stands above and what stands below.

The weights were fitted to some hundred headlines and subheads of real pages (logistic regression, cross-validated by
page); ``grammar.py`` holds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.parse import grammar
from generator.parse.cohesion import similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.parse.cohesion import Cohesion
    from generator.parse.features import Features
    from generator.parse.lines import Line

_ABOVE, _BELOW = 500, 1000
"""Characters above and below whose cohesion is measured."""
_TEXT = frozenset({"long", "full-stop", "broad"})
_NO_TITLE = _TEXT | {"byline", "caption", "credit", "note"}
_CREDIT = frozenset({"credit", "credit-tail"})
_TITLE_LINES = 4
_LEAD = re.compile(
    r".{0,20}?(?:近日|日前|连日来|昨日|昨天|今日|今天|最近|近期|[0-9一二三四五六七八九十]{1,3}日|[0-9一二三四五六七八九十]{1,2}月)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A page's lines, what was seen of each, and which of them surely begin an article."""

    lines: Sequence[Line]
    seen: Sequence[Features]
    cohesion: Cohesion
    openers: frozenset[int]


def survey(lines: Sequence[Line], seen: Sequence[Features], cohesion: Cohesion) -> Surroundings:
    """Find the lines that surely begin an article: a byline or dateline follows, or they can be nothing else."""
    openers = frozenset(index for index in range(len(lines)) if _is_opener(seen, index))
    return Surroundings(lines, seen, cohesion, openers)


def score_boundary(page: Surroundings, index: int) -> float:
    """Score, in nats, the place above a line as the beginning of an article."""
    above, below = _above(page, index), _below(page, index)
    alike = similarity(page.cohesion.vector(above), page.cohesion.vector(below))
    score = grammar.NEW_ARTICLE + grammar.COHESION_WEIGHT * (grammar.COHESION_NEUTRAL - alike)
    score += grammar.ANNOUNCES * _announced(page.cohesion, index, above, below)
    if "jump-back" in page.seen[index]:
        score += grammar.TAKEN_UP
    if _is_photo_item(page.seen, index):
        score += grammar.PHOTO_ITEM
    if _has_title_block(page.seen, index):
        score += grammar.TITLE_BLOCK
    first = next((i for i in below if page.seen[i] & _TEXT), None)
    if first is not None:
        score += grammar.LEAD if _LEAD.match(page.lines[first].text) else 0.0
        score += grammar.QUOTED_LEAD if page.lines[first].text.startswith("“") else 0.0
    return score


def _is_opener(seen: Sequence[Features], index: int) -> bool:
    if seen[index] & _NO_TITLE or (index and not seen[index - 1] & (_TEXT | {"credit", "caption", "note", "finished"})):
        return False
    return bool(seen[index] & {"photo-headline", "rubric-end"}) or _has_title_block(seen, index, {"dateline", "byline"})


def _has_title_block(
    seen: Sequence[Features],
    index: int,
    signs: frozenset[str] | set[str] = frozenset({"dateline", "byline", "dash-start"}),
) -> bool:
    """Whether a byline, a dateline or a dashed subtitle follows within the lines of a title."""
    for below in seen[index + 1 : index + _TITLE_LINES]:
        if below & signs:
            return True
        if below & {"long", "full-stop"}:
            return False
    return False


def _above(page: Surroundings, index: int) -> list[int]:
    """Take lines above until a sure beginning, or a credit with text below it: an item ends there."""
    taken: list[int] = []
    size = 0
    for i in range(index - 1, -1, -1):
        if page.seen[i] & _CREDIT and any(page.seen[j] & _TEXT for j in taken):
            break
        taken.append(i)
        size += len(page.lines[i].text)
        if size > _ABOVE or i in page.openers:
            break
    return taken


def _below(page: Surroundings, index: int) -> list[int]:
    taken = [index]
    size = 0
    for i in range(index + 1, len(page.lines)):
        if i in page.openers:
            break
        taken.append(i)
        size += len(page.lines[i].text)
        if size > _BELOW or page.seen[i] & _CREDIT:
            break
    return taken


def _announced(cohesion: Cohesion, index: int, above: Sequence[int], below: Sequence[int]) -> int:
    """Count the line's pairs that recur only below it, less those that recur above; -4 to 6."""
    pairs = cohesion.pairs[index]
    before = {pair for i in above for pair in cohesion.pairs[i]}
    after = {pair for i in below if i != index for pair in cohesion.pairs[i]}
    return max(-4, min(6, len((pairs & after) - before) - len(pairs & before)))


def _is_photo_item(seen: Sequence[Features], index: int) -> bool:
    """One paragraph and a credit follow: a photo item, which has a headline of its own."""
    ahead = seen[index + 1 : index + 3]
    if not ahead:
        return False
    if "credit-tail" in ahead[0]:
        return True
    return len(ahead) == 2 and bool(ahead[0] & {"full-stop", "long"}) and bool(ahead[1] & {"credit", "caption"})
