"""Units of measure in two languages: which Chinese unit an English one may stand for, and how much of it is how much.

In comes ``equivalents.tsv``; out come the Measure of a printed unit, and whether two amounts are the same but for
rounding.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct

from generator.lexicon.tables import read_packaged

CLOSE = Decimal("0.05")
"""The most by which an amount may differ that was converted or rounded."""
EXACT = Decimal("0.005")
"""By which any converted amount may differ: factors are rounded too."""
SHORTEST = 3
"""Letters of an English unit from which on it may have an -s."""


class Measure(Struct, frozen=True):
    """A unit that can be compared."""

    kind: str
    """``area``, ``mass`` …: what can be converted into each other."""
    factor: Decimal
    """Base units in one of this unit."""

    @property
    def key(self) -> str:
        """Tell it from every other."""
        return f"{self.kind} {self.factor}"


@cache
def _rows() -> tuple[tuple[Measure, tuple[str, ...], tuple[str, ...]], ...]:
    found = []
    for line in read_packaged("equivalents.tsv").splitlines():
        if line and not line.startswith("#"):
            kind, factor, chinese, english = line.split("\t")
            found.append((Measure(kind, Decimal(factor)), _forms(chinese), _forms(english)))
    return tuple(found)


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for form in cell.split("|") if form)


@cache
def chinese_measures() -> dict[str, Measure]:
    """Give the measure of every Chinese unit that has one."""
    return {form: measure for measure, chinese, _ in _rows() for form in chinese}


@cache
def _english_measures() -> dict[str, Measure]:
    return {_key(form): measure for measure, _, english in _rows() for form in english}


_BEHIND = re.compile(r"[\s-]{0,2}([A-Za-z°℃%‰¥€£$²³/]+)(?:[\s-]([A-Za-z]+))?(?:[\s-]([A-Za-z]+))?")


def match_english(text: str, at: int) -> tuple[str, int]:
    """Find the English unit right behind a number, with the space or hyphen between, and say where it ends."""
    found = _BEHIND.match(text, at)
    if found is not None:
        words = [word for word in found.groups() if word is not None]
        most = first_words().get(words[0].casefold(), 0)
        for count in range(min(len(words), most), 0, -1):
            unit = " ".join(words[:count])
            if find_english(unit) is not None:
                return unit, found.end(count)
    return "", at


@cache
def first_words() -> dict[str, int]:
    """Give every word with which an English unit may begin, in small letters, and how many words such a unit has."""
    found: dict[str, int] = {}
    for form in _english_measures():
        first, *others = form.split(" ")
        for word in (first, f"{first}s"):
            found[word] = max(found.get(word, 0), 1 + len(others))
    return found


def find_sign(before: str) -> re.Match[str] | None:
    """Find the sign or code of a currency right before a number, in the text that stands there."""
    pattern, ends = _signs()
    return pattern.search(before) if before.rstrip()[-1:] in ends else None


@cache
def _signs() -> tuple[re.Pattern[str], frozenset[str]]:
    """Match any sign, and say how they end."""
    money = {form for measure, _, english in _rows() for form in english if _is_sign(form)}
    pattern = "|".join(map(re.escape, sorted(money, key=lambda form: (-len(form), form))))
    return re.compile(rf"({pattern})\s?$"), frozenset(form[-1] for form in money)


def _is_sign(form: str) -> bool:
    return form in "¥￥$€£" or form in {"RMB", "CNY", "USD", "US$", "EUR", "GBP", "HKD", "HK$", "JPY"}


def _spelled(form: str) -> str:
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]", form)))
    return rf"{words}s?" if form[-1].isalpha() and len(form) >= SHORTEST else words


@lru_cache(maxsize=4096)
def find_english(printed: str) -> Measure | None:
    """Find the measure of an English unit or sign as it is printed: ``square kilometres``."""
    key = _key(printed)
    known = _english_measures()
    return known.get(key) or known.get(key.removesuffix("s"))


def _key(form: str) -> str:
    return re.sub(r"[\s-]+", " ", form).casefold()


def same_measure(one: Measure | None, other: Measure | None) -> bool:
    """Whether two numbers that are equal say the same; a unit that is not named contradicts none."""
    return one is None or other is None or one == other


def is_converted(value: Decimal, measure: Measure | None, told: Decimal, other: Measure | None) -> bool:
    """Whether an amount was converted into another unit and rounded: 4200 mu → 280 hectares."""
    if measure is None or other is None or measure == other:
        return False
    if (measure.kind, other.kind) == ("celsius", "fahrenheit"):
        whole = value * 9 / 5 + 32
    elif measure.kind == other.kind:
        whole = value * measure.factor / other.factor
    else:
        return False
    return is_rounded(whole, told) or abs(whole - told) <= EXACT * abs(whole)


def is_rounded(value: Decimal, told: Decimal) -> bool:
    """Whether ``told`` is ``value``, rounded to as many digits as it has: 98.7 → 99, 1980 → 2000."""
    if not value or not told:
        return value == told
    far = abs(value - told)
    if far > CLOSE * abs(value):
        return False
    exponent = told.normalize().as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return far <= last / 2
