"""An English text → the numbers that its words say: ``twenty-seven``, ``half a million``, ``a fortnight``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from generator.checks.wording.measures import chinese_measures
from generator.lexicon.tables import packaged_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Spoken = Decimal | tuple[Decimal, str]
"""A number, or a number and the unit of which it is said."""

SCALES = {
    "hundred": 10**2,
    "hundreds": 10**2,
    "thousand": 10**3,
    "thousands": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "dozens": 12,
}
_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_NTH = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_FRACTIONS = _PARTS | {f"{word}s": part for word, part in _PARTS.items()} | {"halves": 2}
_WORD = re.compile(r"[A-Za-z]+")
_SPLIT = {code: " " for code in range(128) if not chr(code).isalpha()}
"""What ends a word in a text of ASCII: there it is faster to split than to look for words."""
_HUNDRED = 100


@cache
def _numerals() -> dict[str, tuple[int, bool]]:
    """Word → number, and whether the number ends with it."""
    known = {word: (value, False) for value, word in enumerate(_TO_NINETEEN.split())}
    known |= {word: (value, True) for value, word in enumerate(_NTH.split())}
    for value, word in enumerate(_TENS.split(), 2):
        known |= {word: (value * 10, False), f"{word[:-1]}ieth": (value * 10, True)}
    return known


@cache
def _meanings() -> Mapping[str, tuple[Spoken, ...]]:
    """What each word says by itself."""
    found = {word: tuple(map(_read_meaning, told)) for word, *told in packaged_rows("number_words.tsv")}
    return found | {word: (Decimal(value),) for word, (value, _) in _numerals().items()}


def _read_meaning(told: str) -> Spoken:
    """``2`` → a number; ``12个月`` → the number and its unit, of which alone it is said."""
    value = told.rstrip("".join({*told} - {*"0123456789."}))
    unit = told[len(value) :]
    if not unit:
        return Decimal(value)
    return (Decimal(value), TIME if unit == "时" else chinese_measures()[unit].key)


TIME = "time"
"""In the place of a unit: a time of day."""
_JOINED = frozenset((*_TENS.split(), *SCALES, *_FRACTIONS))
"""Words of which numbers are put together."""


@cache
def _telling() -> frozenset[str]:
    return _JOINED | _meanings().keys()


def read_words(text: str) -> set[Spoken]:
    """Read every number that words of a text may say; with the unit those that are said of one unit alone."""
    lowered = text.lower()
    words = _telling().intersection(lowered.translate(_SPLIT).split() if lowered.isascii() else _WORD.findall(lowered))
    known = _meanings()
    values = {value for word in words for value in known.get(word, ())}
    if not _JOINED.isdisjoint(words):
        for run in _runs(text):
            _Run(values).read(run)
    return values


def _runs(text: str) -> Iterator[list[str]]:
    """Yield words that stand together, with nothing but a blank or a hyphen between."""
    run: list[str] = []
    end = 0
    for found in _WORD.finditer(text.lower()):
        if run and text[end : found.start()] not in {" ", "-", "\n"}:
            yield run
            run = []
        run.append(found[0])
        end = found.end()
    if run:
        yield run


class _Run:
    """Puts the words of a run together; a class because a number goes over words."""

    def __init__(self, values: set[Spoken]) -> None:
        self._values = values
        self._total = self._current = 0
        self._going = False

    def read(self, run: list[str]) -> None:
        """Add every number of the run, those that are a part of a longer one too."""
        known = _numerals()
        for place, word in enumerate(run):
            if word in known:
                self._add(*known[word])
            elif word in SCALES:
                self._multiply(SCALES[word])
                self._values.update(_halves(run, place, SCALES[word]))
            elif word != "and":
                self._end()
            if word in _FRACTIONS:
                self._values.update(_fraction(run, place))

    def _add(self, number: int, ends: bool) -> None:  # noqa: FBT001 - as the word is
        current = self._current
        fits = (current % 100 == 0 and number < _HUNDRED) or (current % 10 == 0 and number < 10 <= current % 100)
        if self._going and not fits:
            self._end()
        self._current += number
        self._tell()
        if ends:
            self._end()

    def _multiply(self, scale: int) -> None:
        self._current = (self._current or 1) * scale
        if scale > _HUNDRED:
            self._total, self._current = self._total + self._current, 0
        self._tell()

    def _tell(self) -> None:
        self._going = True
        self._values.add(Decimal(self._total + self._current))

    def _end(self) -> None:
        self._total = self._current = 0
        self._going = False


def _count(word: str) -> int:
    return _numerals().get(word, (1, False))[0] or 1


def _fraction(run: list[str], place: int) -> Iterator[Spoken]:
    """Yield two-thirds in per cent, 67 and 66.7, and two and a half as it is."""
    percent = chinese_measures()["%"].key
    part = _FRACTIONS[run[place]]
    share = Decimal(100 * (_count(run[place - 1]) if place else 1)) / part
    yield round(share, 0), percent
    yield round(share, 1), percent
    if run[place - 2 : place] == ["and", "a"] and place > 2:
        yield _count(run[place - 3]) + Decimal(1) / part


def _halves(run: list[str], place: int, scale: int) -> Iterator[Decimal]:
    """Yield half a million, and two and a half million."""
    if run[max(0, place - 2) : place] in (["half", "a"], ["half", "an"]):
        yield Decimal(scale) / 2
    if run[max(0, place - 3) : place] == ["and", "a", "half"] and place > 3:
        yield (_count(run[place - 4]) + Decimal("0.5")) * scale
