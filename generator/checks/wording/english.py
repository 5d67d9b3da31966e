"""An English text → the numbers that stand there in digits, with what multiplies them, and their units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from generator.checks.wording.amounts import Number
from generator.checks.wording.measures import find_english, find_sign, first_words, match_english
from generator.checks.wording.words import SCALES

LETTERS = {"mn": 10**6, "bn": 10**9, "tn": 10**12, "m": 10**6, "k": 10**3, "b": 10**9}
"""What multiplies a number that it stands at: 4.45m."""
_DIGITS = re.compile(r"\d(?:\d{0,2}(?:[,\u00a0\u2009\u202f]\d{3}){1,5}|\d{0,14})(?:\.\d{1,9})?")
"""It begins with one sign, as all patterns here that look through a text: so it is searched for many times faster."""
_PLAIN = re.compile(_DIGITS.pattern.replace(r"\d", "[0-9]"))
"""The same for a text of ASCII alone."""
_GROUPS = re.compile(r"[,\u00a0\u2009\u202f]")
_SCALE = re.compile(
    r"[\s-]{0,2}(hundred|thousand|million|billion|trillion)\b|(mn|bn|tn|m|k|b)\b(?![²³])", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_RANGE = re.compile(r"\s?(?:-|\u2013|\u2014|to|and|or)\s?[^\w\s]{0,3}")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def read_digits(text: str) -> list[Number]:
    """Read the numbers that are written in digits."""
    matches = list((_PLAIN if text.isascii() else _DIGITS).finditer(text))
    if not matches:
        return []
    brackets = [found.span() for found in _BRACKETS.finditer(text)] if "(" in text or "[" in text else []
    numbers: list[Number] = []
    after: tuple[int, int] | None = None
    """Where the number behind this one begins, and by what it is multiplied."""
    for match in reversed(matches):
        number, scale = _read(match, text)
        if after is not None and scale == 1 and _RANGE.fullmatch(text, _end_of(number), after[0]):
            number = _scaled(number, after[1])
            after = (match.start(), after[1])
        else:
            after = (match.start(), scale) if scale > 1 else None
        numbers.append(_aside(number, brackets) if brackets else number)
    return numbers[::-1]


def _read(match: re.Match[str], text: str) -> tuple[Number, int]:
    start, end = match.span()
    printed = match[0]
    value = Decimal(printed if printed.isdecimal() else _GROUPS.sub("", printed))
    before, behind = text[max(0, start - 20) : start], text[end : end + 1]
    values: tuple[Decimal, ...] = (value,)
    scale, whole, ordinal, unit = 1, end, False, ""
    if behind not in _PLAIN_BEHIND and _says_more(text, end):
        values, scale, whole = _read_scale(value, text, end)
        ordinal = _ORDINAL.match(text, whole) is not None
        if not ordinal:
            unit, whole = match_english(text, whole)
    if not unit and before[-1:] not in _PLAIN_BEFORE:
        sign = find_sign(before)
        if sign is not None:
            unit = sign[1]
            start -= len(before) - sign.start()
    if scale > 1 and behind.isalpha():
        behind = ""
    measure = find_english(unit) if unit else None
    return Number(text[start:whole], values, before, behind, match.start(), unit, measure, ordinal), scale


_PLAIN_BEHIND = frozenset((",", ".", ";", ")", "", "\u201d", "\u2019"))
"""Where no unit follows."""
_PLAIN_BEFORE = frozenset(("", "(", "\u201c"))
"""Where no currency stands before."""


def _says_more(text: str, end: int) -> bool:
    """Whether what is behind a number may be a scale, a unit or the end of an ordinal: most words are none of these."""
    found = _NEXT.match(text, end)
    word = found[1] if found is not None else ""
    return bool(word) and (not (word.isascii() and word.isalpha()) or word.lower() in _telling_words())


_NEXT = re.compile(r"[\s-]{0,2}([A-Za-z\u017f\u212a°℃%‰¥€£$²³/]+)")


@cache
def _telling_words() -> frozenset[str]:
    return frozenset((*first_words(), *SCALES, *LETTERS, "st", "nd", "rd", "th"))


def _read_scale(value: Decimal, text: str, end: int) -> tuple[tuple[Decimal, ...], int, int]:
    """Read what multiplies a number; of a letter alone nobody can tell whether it does."""
    found = _SCALE.match(text, end)
    if found is None:
        return (value,), 1, end
    scale = SCALES[found[1].lower()] if found[1] else LETTERS[found[2].lower()]
    values = (value * scale,) if found[1] or found[2].lower() not in "mb" else (value * scale, value)
    again = _SCALE.match(text, found.end())
    if again is not None and again[1]:
        more = SCALES[again[1].lower()]
        return tuple(item * more for item in values), scale * more, again.end()
    return values, scale, found.end()


def _end_of(number: Number) -> int:
    digits = _DIGITS.search(number.text)
    return number.start + len(digits[0] if digits else number.text)


def _scaled(number: Number, scale: int) -> Number:
    return replace(number, values=(*number.values, *(value * scale for value in number.values)))


def _aside(number: Number, brackets: list[tuple[int, int]]) -> Number:
    inside = any(start <= number.start < end for start, end in brackets)
    return replace(number, bracketed=True) if inside else number
