"""What can be seen of a line among its neighbours: its own features, and those that need the lines around it."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from generator.parse import marks
from generator.parse.features import find_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.parse.features import Features
    from generator.parse.lines import Line

_REPEATED = 10
"""Characters of an abstract that must stand in the article again for it to be one."""
_LOOK_AHEAD = 60
"""Lines in which a line's like is looked for."""
_SUBHEAD_LINES = 2
"""Lines that a subhead may have under its label."""
_STACK = 3
_VERSE = 7
"""Lines of a title's length, one above the other, from which they are a poem's, the first ones left out."""
_TITLES = 2
_TITLE_SIZES = frozenset({"short", "medium", "wide"})
_SIGNS = frozenset({"byline", "bare-name", "caption", "credit", "credit-tail", "note", "note-label", "rubric"})
_NO_TITLE = _SIGNS | {"full-stop", "square-label", "dateline", "dashed-label", "under-label"}


def see_lines(lines: Sequence[Line]) -> list[Features]:
    """Name everything that can be seen of every line of a page."""
    seen = [_see(lines, index) for index in range(len(lines))]
    return _mark_parallels(lines, _mark_stacks(lines, _mark_labels(seen)))


def _see(lines: Sequence[Line], index: int) -> Features:
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    found = find_features(line, below)
    if below is None:
        return found
    if "asks" in found and marks.is_list_item(below.text):
        return found | {"before-dialogue"}
    if "finished" in found or not found & {"comma", "inner-stop"}:
        return found
    extra = {"fresh-below"} if marks.starts_fresh(below.text) else set()
    if _is_repeated(line.text, lines[index + 1 : index + 1 + _LOOK_AHEAD]):
        extra.add("repeated-below")
    return found | extra


def _is_repeated(text: str, below: Sequence[Line]) -> bool:
    """Whether the last clauses of an abstract stand in the article below it again."""
    tail = text[-_REPEATED:]
    return any(tail in line.text for line in below)


def _mark_labels(seen: Sequence[Features]) -> list[Features]:
    """Mark the rest of a subhead under its dashed label: ``水源保护——`` / ``八条支沟全部清理``."""
    marked: list[Features] = []
    left = 0
    for features in seen:
        left = _SUBHEAD_LINES if "dashed-label" in features else left - 1
        under = 0 <= left < _SUBHEAD_LINES and features & {"short", "medium"} and "finished" not in features
        marked.append(features | {"under-label"} if under else features)
    return marked


def _mark_stacks(lines: Sequence[Line], seen: Sequence[Features]) -> list[Features]:
    """Of three and more title lines mark the one in the largest type: the shortest, or the one below a kicker."""
    marked = list(seen)
    for is_title, group in groupby(range(len(seen)), key=lambda index: _may_be_title(seen[index])):
        stack = list(group)
        if is_title and len(stack) >= _VERSE:
            above = seen[stack[0] - 1] if stack[0] else frozenset()
            for index in stack if above & {"byline", "bare-name"} else stack[_TITLES:]:
                marked[index] = marked[index] | {"verse"}
        elif is_title and len(stack) >= _STACK:
            slim = stack[1] if "says" in seen[stack[0]] else min(stack, key=lambda index: len(lines[index].text))
            marked[slim] = marked[slim] | {"slimmest"}
    return marked


def _may_be_title(features: Features) -> bool:
    return bool(features & _TITLE_SIZES) and not features & _NO_TITLE


def _mark_parallels(lines: Sequence[Line], seen: Sequence[Features]) -> list[Features]:
    """Mark short lines cut on one pattern, as the subheads of one article are: ``一条…的河``, ``一道…的堤``."""
    alike: dict[tuple[str, int], list[int]] = {}
    for index, features in enumerate(seen):
        if features & {"short", "medium"} and "finished" not in features:
            text = lines[index].text
            pattern = ("——", 0) if "inner-dash" in features else (text[0], len(text))
            alike.setdefault(pattern, []).append(index)
    near = {
        index
        for same in alike.values()
        for pair in pairwise(same)
        if pair[1] - pair[0] <= _LOOK_AHEAD
        for index in pair
    }
    return [features | {"parallel"} if index in near else features for index, features in enumerate(seen)]
