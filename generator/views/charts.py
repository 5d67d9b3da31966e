"""Shapes of the small charts: values go in, lengths and places come out, in per cent of whatever width there is.

``charts.html`` draws them as SVG; heights are pixels. Colours and type are the style sheet's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.views.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = 34
"""Letters of a bar's label, of which a Han character takes two: what fits beside its value on a small screen."""
ROW = 40
"""Pixels from one bar to the next."""
TALL = 72
"""Pixels of the tallest column."""
ABOVE = 18
"""Pixels above a column, for its count."""
TRAILING = " ,;:，；：、。“‘（("
"""What no ellipsis follows."""
LEAST = 0.6
"""Per cent: what is not nothing can be seen."""


class Bar(Struct, frozen=True):
    """A value lying down."""

    label: Phrase
    value: str
    """As it is printed beside the bar."""
    length: float
    """Per cent of the width."""
    top: int
    """Where its row begins."""


class Bars(Struct, frozen=True):
    """Values one below the other, to compare them."""

    id: str
    title: str
    told: str
    """What a reader who doesn't see it is told."""
    bars: tuple[Bar, ...]
    height: int


class Column(Struct, frozen=True):
    """A value standing up."""

    label: str
    value: str
    """Nothing for zero."""
    left: float
    middle: float
    width: float
    """All three in per cent of the width."""
    top: int
    height: int


class Columns(Struct, frozen=True):
    """Values side by side: months of a year."""

    id: str
    title: str
    told: str
    columns: tuple[Column, ...]
    height: int
    base: int
    """Where they stand."""


def lay_bars(named: tuple[str, str, str], values: Sequence[tuple[Phrase, str, float]]) -> Bars:
    """Draw values as bars; ``named`` are id, title and what is told instead, a value is label, words and number.

    The longest bar is the largest value. Of what is below zero only the words are shown.
    """
    most = max((value for _, _, value in values), default=0.0)
    bars = tuple(
        Bar(shorten(label), shown, _per_cent(value, most), number * ROW)
        for number, (label, shown, value) in enumerate(values)
    )
    return Bars(*named, bars, len(bars) * ROW)


def stand_columns(named: tuple[str, str, str], values: Sequence[tuple[str, int]], most: int) -> Columns:
    """Draw counts as columns; ``most`` is as tall as a column gets, so that several charts can be compared."""
    step = 100 / max(1, len(values))
    columns = []
    for number, (label, count) in enumerate(values):
        height = 0 if count == 0 else max(2, round(TALL * count / max(1, most)))
        columns.append(
            Column(
                label=label,
                value=str(count) if count else "",
                left=round((number + 0.14) * step, 2),
                middle=round((number + 0.5) * step, 2),
                width=round(0.72 * step, 2),
                top=ABOVE + TALL - height,
                height=height,
            )
        )
    return Columns(*named, tuple(columns), ABOVE + TALL + 20, ABOVE + TALL)


def shorten(label: Phrase) -> Phrase:
    """Cut a label that would run into its value."""
    width = 0
    for at, character in enumerate(label.text):
        width += 1 if character.isascii() else 2
        if width > LABEL:
            return Phrase(f"{label.text[:at].rstrip(TRAILING)}…", label.lang)
    return Phrase(label.text, label.lang)


def _per_cent(value: float, most: float) -> float:
    if value <= 0 or most <= 0:
        return 0.0
    return max(LEAST, round(100 * value / most, 2))
