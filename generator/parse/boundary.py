"""How well an article could begin above a line, whatever the line's own role: what stands above and what stands below.

The weights were fitted to some hundred headlines and subheads of real pages (logistic regression, cross-validated by
page); ``grammar.py`` holds them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse import grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.parse.cohesion import Cohesion, Planes
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


class Surroundings(Struct, frozen=True):
    """A page's lines, what was seen of each, and which of them surely begin an article."""

    lines: Sequence[Line]
    seen: Sequence[Features]
    cohesion: Cohesion
    openers: frozenset[int]


def survey(lines: Sequence[Line], seen: Sequence[Features], cohesion: Cohesion) -> Surroundings:
    """Find the lines that surely begin an article: a byline or dateline follows, or they can be nothing else."""
    openers = frozenset(index for index in range(len(lines)) if _is_opener(seen, index))
    return Surroundings(lines, seen, cohesion, openers)


def score_boundaries(page: Surroundings, places: Iterable[int]) -> dict[int, float]:
    """Score, in nats, the places above some lines, from the first down, as beginnings of an article."""
    return {index: _score(page, index) for index in places}


def _score(page: Surroundings, index: int) -> float:
    above, below = _above(page, index), _below(page, index)
    score = grammar.NEW_ARTICLE + _score_words(page.cohesion, above, below)
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


def _score_words(cohesion: Cohesion, above: range, below: range) -> float:
    """Score what is spoken of above and below: another thing, and one that the line itself announces."""
    stretch = cohesion.stretch(range(above.start, below.stop))
    before, after = stretch.planes(above), stretch.planes(below)
    alike = stretch.similarity(before, after)
    announced = _announced(stretch.mask(below.start), before, stretch.union(below[1:]))
    return grammar.COHESION_WEIGHT * (grammar.COHESION_NEUTRAL - alike) + grammar.ANNOUNCES * announced


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


def _above(page: Surroundings, index: int) -> range:
    """Take lines above until a sure beginning, or a credit with text below it: an item ends there."""
    first, size, has_text = index, 0, False
    for i in range(index - 1, -1, -1):
        if has_text and page.seen[i] & _CREDIT:
            break
        first = i
        size += len(page.lines[i].text)
        if size > _ABOVE or i in page.openers:
            break
        has_text = has_text or not page.seen[i].isdisjoint(_TEXT)
    return range(first, index)


def _below(page: Surroundings, index: int) -> range:
    stop, size = index + 1, 0
    for i in range(index + 1, len(page.lines)):
        if i in page.openers:
            break
        stop = i + 1
        size += len(page.lines[i].text)
        if size > _BELOW or page.seen[i] & _CREDIT:
            break
    return range(index, stop)


def _announced(own: int, above: Planes, after: int) -> int:
    """Count the line's pairs that recur only below it, less those that recur above; -4 to 6."""
    before = above[0] if above else 0
    return max(-4, min(6, (own & after & ~before).bit_count() - (own & before).bit_count()))


def _is_photo_item(seen: Sequence[Features], index: int) -> bool:
    """One paragraph and a credit follow: a photo item, which has a headline of its own."""
    ahead = seen[index + 1 : index + 3]
    if not ahead:
        return False
    if "credit-tail" in ahead[0]:
        return True
    return len(ahead) == 2 and bool(ahead[0] & {"full-stop", "long"}) and bool(ahead[1] & {"credit", "caption"})
