"""The nouns of the comparison: an amount that the original tells, a number that the translation says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.checks.wording.measures import Measure

Kind = Literal["amount", "year", "month", "day", "time", "share"]
"""What stands for what: months have names, times of day two ways of counting, tenths are told in per cent."""


class Amount(Struct, frozen=True):
    """A number that the original tells, and that a reader of the translation should find again."""

    text: str
    """As printed, with its unit: ``445万元``."""
    values: tuple[Decimal, ...]
    """What it may mean, the likeliest first: the 2 of 2至5万元 is 20,000 or 2."""
    unit: str = ""
    """As printed, without what multiplies it."""
    measure: Measure | None = None
    """``None`` for what is counted."""
    kind: Kind = "amount"
    about: bool = False
    """余, 多: about so many."""
    needed: bool = True
    """Whether a translation without it is doubted; what is not needed explains a number all the same."""

    @property
    def value(self) -> Decimal:
        """What it most likely means."""
        return self.values[0]


class Number(Struct, frozen=True):
    """A number that a translation says; what is seldom asked is found out when it is."""

    text: str
    """As it stands there, with its unit: ``4.45 million yuan``."""
    values: tuple[Decimal, ...]
    """What it may mean: ``4.45m`` is millions or metres, the 2 of ``2 to 5 million`` two or two million."""
    before: str
    """Some text before it."""
    behind: str
    """The character behind it."""
    start: int = 0
    unit: str = ""
    """The words behind it that are its unit, or the sign before it."""
    measure: Measure | None = None
    """That unit, where it can be compared."""
    ordinal: bool = False
    bracketed: bool = False

    @property
    def rough(self) -> bool:
        """Whether a word before it says that it was rounded."""
        return not _ROUGH.isdisjoint(self.before.lower().split()[-2:])

    @property
    def aside(self) -> bool:
        """Whether it may well be the translator's own: in brackets, or a part of a word, a time or a span of years."""
        tied = not self.unit and not self.ordinal and (self.before[-1:].isalpha() or self.behind.isalpha())
        spans = _SPAN.search(self.before + self.text) is not None
        return self.bracketed or tied or spans or self.before[-1:] in _TIED or self.behind in _TIED


_ROUGH = frozenset(
    [
        "about",
        "around",
        "nearly",
        "almost",
        "some",
        "roughly",
        "approximately",
        "over",
        "than",
        "above",
        "exceeding",
        "exceeds",
        "exceeded",
        "to",
        "most",
        "least",
        "under",
        "below",
        "passed",
        "topped",
        "surpassed",
        "surpassing",
    ]
)
"""Words before a number that was rounded: close to, up to, at most, more than."""
_TIED = frozenset((":", "/"))
_SPAN = re.compile(r"\b[12]\d{3}[-\u2013/]\d\d$|[’']\d\d$|[A-Za-z]-\d+$")
"""2023-24, ’25, COVID-19."""


def significant(value: Decimal) -> str:
    """Give the digits of a number without the zeros around them: 4450000 and 4.45 → ``445``."""
    return f"{value:f}".replace(".", "").strip("-0")
