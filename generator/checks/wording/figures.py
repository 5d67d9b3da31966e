"""Figures: every number of the original that the translation lacks, or says otherwise, or says of another unit.

English is read with its words and units. Of other languages only digits are compared, and only those of which nobody
would make a word. What a person may well say in another way is left alone: a week for 7天, both for 2人.
"""

from __future__ import annotations

import re
from decimal import Decimal
from operator import ne
from typing import TYPE_CHECKING

from generator.checks.wording.amounts import Amount, Number, significant
from generator.checks.wording.chinese import read_amounts
from generator.checks.wording.digits import MOST, check_digits
from generator.checks.wording.english import read_digits
from generator.checks.wording.measures import is_converted, is_rounded, same_measure
from generator.checks.wording.words import TIME, read_words
from generator.errors import Problem
from generator.lexicon.measures import english_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.wording.pairs import Pair
    from generator.checks.wording.words import Spoken
    from generator.lexicon import Glossary

LONGEST = 10_000
"""Characters of a text; what is longer is no paragraph."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|recently|(?:the|that|this|last|next|same|following|previous) (?:same |next )?"
    r"(?:day|morning|afternoon|evening|night|month|year|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|new year|eve|festival|years? (?:ago|earlier|before|later)|a year|daily)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\b(?:most|majority|mostly|half|third|quarter|fifths?|tenths?)\b", re.IGNORECASE)
_MANY = (
    ("dozens", 20, 99),
    ("scores", 20, 99),
    ("hundreds", 100, 999),
    ("thousands", 1000, 9999),
    ("hundreds", 10**5, 10**6),
)
"""What 30多 may be called."""
_YEARS = (1800, 2100)
"""A number between these may be a year that the translator added."""
_DAYS = range(1, 32)
_TEN = 10
_EXPLAINED = {"mass": "斤", "area": "亩"}
"""Chinese units that a translator explains, by what they measure."""
_LARGE = re.compile("[万亿千百]")
"""What makes a number one that is said in another way in English."""
_TYPED = 12
"""Digits that one may mistype."""
_Left = tuple[str, "Number"]
"""A number that none of the amounts is, behind its digits."""


def check_figures(pair: Pair, _glossary: Glossary) -> Iterator[Problem]:
    """Doubt a translation whose numbers are not those of its original."""
    if pair.source == pair.target or len(pair.source) > LONGEST:
        return
    if pair.lang.partition("-")[0] != "en":
        yield from check_digits(pair)
        return
    amounts = read_amounts(pair.source)
    numbers = read_digits(pair.target)
    if (amounts or numbers) and max(len(amounts), len(numbers)) <= MOST:
        yield from _compare(pair, amounts, numbers)


def _compare(pair: Pair, amounts: Sequence[Amount], numbers: Sequence[Number]) -> Iterator[Problem]:
    judge = _Judge(pair.target, numbers)
    missing = []
    for amount in amounts:
        if judge.finds(amount) or not amount.needed:
            continue
        other = judge.of_another_unit(amount)
        if other is None:
            missing.append(amount)
        else:
            yield _problem(pair, "unit-differs", f"{_said(amount)} has another unit in the translation: {other.text}")
    left = [(significant(number.values[0]), number) for number in judge.left()]
    lost = []
    for amount in missing:
        slip = _find_slip(amount, left)
        if slip is None:
            lost.append(amount)
        else:
            left.remove(slip)
            yield _differs(pair, amount, slip[1])
    added = _unexplained(left, amounts, pair.source) if left else []
    if len(lost) == len(added) == 1 and same_measure(lost[0].measure, added[0].measure):
        yield _differs(pair, lost[0], added[0])
        return
    for amount in lost:
        yield _problem(pair, "number-missing", f"{_said(amount)} is missing in the translation")
    for number in added:
        yield _problem(pair, "number-added", f"{number.text} stands in the translation only")


def _differs(pair: Pair, amount: Amount, number: Number) -> Problem:
    return _problem(pair, "number-differs", f"{_said(amount)}, but the translation says {number.text}")


class _Judge:
    """Holds the amounts of an original against the numbers of one translation."""

    def __init__(self, target: str, numbers: Sequence[Number]) -> None:
        self._target = target
        self._numbers = numbers
        self._by_value: dict[Decimal, list[Number]] = {}
        for number in numbers:
            for value in number.values:
                self._by_value.setdefault(value, []).append(number)
        self._words: dict[str | None, set[Decimal]] | None = None
        """What the words say, by the unit of which alone they say it."""
        self._used: set[int] = set()

    def finds(self, amount: Amount) -> bool:
        """Whether the translation says an amount; the numbers that say it are used up."""
        found = [number for number in self._with_value(amount) if same_measure(amount.measure, number.measure)]
        if not found and amount.needed and amount.kind == "amount":
            found = [number for number in self._numbers if _fits(amount, number)]
        self._used.update([number.start for number in found])
        return bool(found) or (amount.needed and (self._has_word(amount) or self._has_way_round(amount)))

    def _with_value(self, amount: Amount) -> list[Number]:
        values = amount.values
        if amount.kind == "month":
            return []
        if amount.kind == "time":
            values = (*values, *(value + 12 for value in values), *(value - 12 for value in values))
        return [number for value in values for number in self._by_value.get(value, ())]

    def of_another_unit(self, amount: Amount) -> Number | None:
        """Find the same number with a unit that contradicts."""
        for number in self._by_value.get(amount.value, ()) if amount.kind == "amount" else ():
            if number.start not in self._used:
                self._used.add(number.start)
                return number
        return None

    def left(self) -> list[Number]:
        """Give the numbers that are none of the amounts."""
        return [number for number in self._numbers if number.start not in self._used]

    def _has_word(self, amount: Amount) -> bool:
        if self._words is None:
            self._words = _by_unit(read_words(self._target))
        values = amount.values
        if amount.kind == "time":
            values = (*values, *(value + 12 for value in values), *(value - 12 for value in values))
        plain = self._words.get(None)
        if plain is not None and not plain.isdisjoint(values):
            return True
        unit = None if amount.measure is None else amount.measure.key
        if amount.kind == "time":
            unit = TIME
        if unit is None:
            return amount.about and self._has_rounded(amount)
        of_unit = self._words.get(unit, set())
        if amount.kind != "time" and amount.unit in {"%", "％"}:
            return any(abs(amount.value - value) < 1 for value in of_unit)
        return not of_unit.isdisjoint(values) or (amount.about and self._has_rounded(amount))

    def _has_rounded(self, amount: Amount) -> bool:
        return any(is_rounded(amount.value, word) for word in (self._words or {}).get(None, ()) if word > _TEN)

    def _has_way_round(self, amount: Amount) -> bool:
        """Whether a date is told by its day of the week, a share by most, dozens by dozens."""
        if amount.kind == "month":
            return _is_named(amount, self._target) or _RELATIVE.search(self._target) is not None
        if amount.kind == "year":
            other = any(_YEARS[0] <= number.values[0] <= _YEARS[1] for number in self.left())
            return _short_year(amount, self._target) or (not other and _RELATIVE.search(self._target) is not None)
        if amount.kind == "day":
            return _RELATIVE.search(self._target) is not None
        if amount.kind == "share":
            return _SHARES.search(self._target) is not None
        if not amount.about:
            return False
        lowered = self._target.lower()
        return any(low <= amount.value <= high and word in lowered for word, low, high in _MANY)


def _by_unit(words: set[Spoken]) -> dict[str | None, set[Decimal]]:
    found: dict[str | None, set[Decimal]] = {}
    for word in words:
        value, unit = (word, None) if isinstance(word, Decimal) else word
        found.setdefault(unit, set()).add(value)
    return found


def _is_named(amount: Amount, target: str) -> bool:
    if not 1 <= amount.value <= len(_MONTHS):
        return True
    name = _MONTHS[int(amount.value) - 1]
    return any(found.lower() == name for found in _MONTH_NAME.findall(target))


def _short_year(amount: Amount, target: str) -> bool:
    """Whether a year stands there by its last digits: 2023-25, ’25."""
    return amount.kind == "year" and re.search(rf"[-\u2013/’']{int(amount.value) % 100:02d}\b", target) is not None


def _fits(amount: Amount, number: Number) -> bool:
    """Whether a number is the amount in another unit, or rounded by a translator who says so."""
    whole, measure, told = amount.value, amount.measure, number.measure
    if measure is not None and told is not None and measure != told:
        return any(is_converted(whole, measure, value, told) for value in number.values)
    for value in number.values:  # a plain loop: nothing is asked so often
        if is_rounded(whole, value):
            return amount.about or number.rough
    return False


_VAGUE = re.compile(r"[成折毛角倍番半块分](?:(?<=[半块])|(?<=分)之|(?<=[成折毛角倍番])(?![为了立长功员果本都]))")
"""Where such a sign stands, a number of the translation may be said of something that has no digits."""


def _unexplained(left: Sequence[_Left], amounts: Sequence[Amount], source: str) -> list[Number]:
    """Give the numbers of which nothing in the original tells."""
    if _VAGUE.search(source) is not None:
        return []
    told = {significant(value) for amount in amounts for value in amount.values}
    return [
        number
        for digits, number in left
        if digits not in told
        and _is_own(digits, number)
        and told.isdisjoint(map(significant, number.values))
        and not any(_fits(amount, number) for amount in amounts)
        and not _is_of_unit(number, source)
    ]


def _is_of_unit(number: Number, source: str) -> bool:
    """Whether a unit without a number explains it: 每斤 is a price for 500 grams."""
    sign = None if number.measure is None else _EXPLAINED.get(number.measure.kind)
    return sign is not None and re.search(rf"(?<![\d余多几十百千万亿]){sign}", source) is not None


def _is_own(digits: str, number: Number) -> bool:
    """Whether a number is one that the translator can only have taken for the original's."""
    value = number.values[0]
    if len(digits) < 2 or number.ordinal or number.aside:
        return False
    return number.measure is not None or not _YEARS[0] <= value <= _YEARS[1] or value != int(value)


def _find_slip(amount: Amount, left: Sequence[_Left]) -> _Left | None:
    """Find the number that was meant for an amount: of the same digits, or but for one, or alone of its kind."""
    if amount.kind == "day":
        return next((found for found in left if found[1].measure is None and found[1].values[0] in _DAYS), None)
    digits, measure = significant(amount.value), amount.measure
    for found in left:
        told, number = found
        if (told == digits or _is_slip(digits, told)) and same_measure(measure, number.measure):
            return found
    if measure is None:
        return None
    same = [found for found in left if found[1].measure is not None and found[1].measure.kind == measure.kind]
    return same[0] if len(same) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ as typing errors do: one digit, or two that changed places."""
    apart = len(one) - len(other)
    if not -1 <= apart <= 1 or len(one) < 2 or max(len(one), len(other)) > _TYPED:
        return False
    if apart == 0:
        differing = sum(map(ne, one, other))
        return differing == 1 or (differing == 2 and sorted(one) == sorted(other))
    longer, shorter = (one, other) if apart > 0 else (other, one)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def _said(amount: Amount) -> str:
    """Say an amount with what it is in English: ``445万元 (4.45 million yuan)``."""
    if amount.kind != "amount" or _LARGE.search(amount.text) is None:
        return amount.text
    english = english_number(f"{amount.value:f}") or ""
    large = english_number(f"{amount.value / 10**4:f}", 10**4) if amount.value >= 10**6 else english
    return f"{amount.text} ({large})"


def _problem(pair: Pair, code: str, message: str) -> Problem:
    hint = "compare msgid and msgstr; a number in words is read too"
    return Problem(code, pair.place, f"{pair.context}: {message}", hint)
