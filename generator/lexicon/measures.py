"""Units of figures: which there are, what they measure, and how a figure with one reads in English.

In come ``units.tsv``, ``measures.tsv`` and printed values and units; out go the units, figures that can be compared,
and phrases such as ``4.45 million yuan``.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite

from generator.lexicon.tables import packaged_rows

MULTIPLIERS = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
"""What may stand between digits and unit, longest first."""
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
TIGHT = frozenset({"%", "％", "‰"})
"""Units that stand at the figure without a space."""
KINDS = (
    *("money", "people", "households", "share", "area", "weight", "length", "volume"),
    *("herds", "power", "energy", "time", "warmth", "things"),
)
"""What figures measure, in the order in which it is shown; figures of one kind are compared with each other."""
THINGS = "things"
"""The kind of all units that ``measures.tsv`` doesn't know."""
UNREADABLE = (-1, 0.0)
"""The measure of what is no number, as a person may have written it into a record."""


@cache
def read_units() -> dict[str, str]:
    """Read the packaged units and their English; it is empty where the number says more than a noun: ``18处``."""
    return {columns[0]: "".join(columns[1:]) for columns in packaged_rows("units.tsv")}


def split_multiplier(unit: str) -> tuple[int, str]:
    """``万元`` → 10000 and ``元``; ``千瓦`` is a unit of its own."""
    if unit in read_units():
        return 1, unit
    for sign, factor in MULTIPLIERS.items():
        if unit.startswith(sign):
            return factor, unit[len(sign) :]
    return 1, unit


@cache
def measure_unit(unit: str) -> tuple[int, float]:
    """Say of what kind a unit is, by its place among ``KINDS``, and what makes the unit of that kind of it.

    ``万元`` → 0, money, and 10000; ``万头（只）`` are animals.
    """
    factor, bare = split_multiplier(unit.partition("（")[0].partition("(")[0])
    kind, base = _read_measures().get(bare, (KINDS.index(THINGS), 1.0))
    return kind, factor * base


def measure(value: str, unit: str) -> tuple[int, float]:
    """``1.5`` and ``万元`` → 0 and 15000.0."""
    kind, factor = measure_unit(unit)
    try:
        number = float(value) * factor
    except ValueError:
        return UNREADABLE
    return (kind, number) if isfinite(number) else UNREADABLE


@cache
def _read_measures() -> dict[str, tuple[int, float]]:
    return {unit: (KINDS.index(kind), float(factor)) for unit, kind, factor in packaged_rows("measures.tsv")}


def english_number(value: str, factor: int = 1) -> str | None:
    """``1.6`` × 10000 → ``16,000``, ``445`` × 10000 → ``4.45 million``; no figure gives None."""
    try:
        number = Decimal(value) * factor
    except InvalidOperation:
        return None
    if factor > 1 or number % 10**4 == 0:
        for scale, name in SCALES:
            if number >= scale:
                return f"{_plain(number / scale)} {name}"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}".replace("-", "\N{MINUS SIGN}")
    return text.rstrip("0").rstrip(".") if "." in text else text
