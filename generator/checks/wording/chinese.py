"""A Chinese text → the amounts it tells: those in digits, and those in Chinese numerals that have a unit.

Dates, times of day, sayings and what is vague are known as such: they are said in other ways than figures are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.checks.wording.amounts import Amount
from generator.checks.wording.measures import chinese_measures
from generator.enrich.numbers import find_in
from generator.enrich.numerals import HAN_NUMERAL, find_value
from generator.lexicon.measures import MULTIPLIERS, read_units, split_multiplier
from generator.lexicon.tables import packaged_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.checks.wording.amounts import Kind

    _Phrases = tuple[re.Pattern[str], dict[str, tuple[Decimal, ...]]]

LEAST_HAN = 11
"""Smaller Chinese numerals count out loud, or are said in other words."""
WORDED = 10
"""Up to here a figure is told in words of many kinds: 2个半小时, 3倍."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
GLUED = 100
"""Smaller numbers that a letter stands at are part of a name: 5G, 4S店."""
_DIGIT = re.compile(r"[0-9]")
_ANY_DIGIT = re.compile(r"\d")
_WIDE = re.compile("[\u0660-\u1fff\ua620-\ufeff．０-９\U00010000-\U0010ffff]")
"""Among these are all digits that are not ASCII; it is seldom found."""
_TO = r"[-－—–~～至到]{1,2}"
_ADDRESS = re.compile(r"https?://\S+|\]\([^()\s]*\)")
_POINTED = re.compile(r"[0-9](?:[0-9]?[·•][0-9]{1,2}|[0-9]{0,5}[:：∶/比][0-9]{1,6}(?:[:：∶/比][0-9]{1,6})+)")
"""3·15, 1:2:3."""
_ONE_OR_TWO = r"[0-9](?<![0-9.][0-9])[0-9]?"
_YEAR = re.compile(
    rf"([12](?<![0-9].)[0-9]{{3}})年?(?:{_TO}([12][0-9]{{3}}))?(?:年|(?=\.[0-9]{{1,2}}\.[0-9]{{1,2}}(?![0-9])))"
)
_MONTH = re.compile(rf"([0-9](?<![0-9].)[0-9]?)(?:月?份?(?:{_TO}|、)([0-9]{{1,2}}))?月(?!亮|饼)")
_DAY = re.compile(rf"({_ONE_OR_TWO})(?:[日号]?(?:{_TO}|、)([0-9]{{1,2}}))?[日号](?!线|楼|井|院|店|文件|公路)")
_TIME = re.compile(
    rf"({_ONE_OR_TWO})(?:[时点](?![0-9]*%|建议|意见|希望|要求|半?点)|[:：](?=[0-9][0-9](?![0-9])))(?:([0-9]{{1,2}})分?)?"
)
"""All begin with one sign, and look behind it: so a text is searched many times faster."""
_FRAMED = re.compile(r"[0-9](?:[年月份日号时点:：∶·•/比、－—–~～至到-]|\.[0-9]{1,2}\.)")
"""Where none of these stands there is no date, no time and nothing pointed."""
_NUMERAL = r"[0-9](?:[0-9]{0,2}(?:,[0-9]{3}){1,5}|[0-9]{0,14})(?:\.[0-9]{1,9})?"
_SOME = "[一二两三四五六七八九]"
_HAN = re.compile(
    rf"[一二两三四五六七八九十百](?:(?<=十)[一二三四五六七八九]|(?<=百)分之[{HAN_NUMERAL}]|(?<={_SOME})[十百千万亿])"
)
_PLAIN_HAN = re.compile(rf"[{HAN_NUMERAL}]+")
_HALF = re.compile(r"[个年天]?(?:小时|月|公里|里|米|亩|斤)?半(?![地山坡自])")
_COINS = re.compile(r"[0-9]?[角毛分厘](?!钟|之)")
_DASH = re.compile(_TO)


def read_amounts(text: str) -> list[Amount]:
    """Read the amounts of a Chinese text in the order of their kinds."""
    if _WIDE.search(text) is not None:
        text = _ANY_DIGIT.sub(_narrow, text).replace("．", ".")
    found: list[Amount] = []
    if _DIGIT.search(text) is not None:
        text = _cut_set_phrases(text, found, _phrases_with_digits())
        if "](" in text or "://" in text:
            text = _ADDRESS.sub(_blank, text)
        if _FRAMED.search(text) is not None:
            text = _POINTED.sub(_blank, text)
            for sign, pattern, read in _FRAMES:
                if sign.search(text) is not None:
                    text = _cut(pattern, text, lambda match, read=read: found.extend(read(match)))  # type: ignore[misc]
        found += _read_figures(text)
    if _HAN.search(text) is not None:
        text = _cut_set_phrases(text, found, _phrases_in_words())
        found += _read_han(text)
    return found


def _narrow(match: re.Match[str]) -> str:
    return str(int(match[0]))


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _cut(pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], None]) -> str:
    """Read what a pattern matches, and blank it out."""

    def blank(match: re.Match[str]) -> str:
        read(match)
        return _blank(match)

    return pattern.sub(blank, text)


# ---------------------------------------------------------------- dates and sayings


def _read_years(match: re.Match[str]) -> Iterator[Amount]:
    for year in match.groups():
        if year is not None:
            yield Amount(f"{year}年", (Decimal(year),), kind="year")


def _read_months(match: re.Match[str]) -> Iterator[Amount]:
    for month in match.groups():
        if month is not None:
            yield Amount(f"{month}月", (Decimal(month),), kind="month")


def _read_days(match: re.Match[str]) -> Iterator[Amount]:
    for day in match.groups():
        if day is not None:
            yield Amount(f"{day}日", (Decimal(day),), kind="day")


def _read_time(match: re.Match[str]) -> Iterator[Amount]:
    hour, minute = match.groups()
    yield Amount(match[0], (Decimal(hour),), kind="time")
    if minute is not None:
        yield Amount(match[0], (Decimal(minute),), kind="time", needed=False)


_FRAMES = (
    (re.compile("[年.]"), _YEAR, _read_years),
    (re.compile("月"), _MONTH, _read_months),
    (re.compile("[日号]"), _DAY, _read_days),
    (re.compile("[时点:：]"), _TIME, _read_time),
)
"""The signs of which one must be there, the pattern, and what it tells."""


@cache
def _phrases_with_digits() -> _Phrases:
    return _compile({phrase: told for phrase, told in _set_phrases() if _DIGIT.search(phrase) is not None})


@cache
def _phrases_in_words() -> _Phrases:
    return _compile({phrase: told for phrase, told in _set_phrases() if _DIGIT.search(phrase) is None})


def _set_phrases() -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    for phrase, *numbers in packaged_rows("set_phrases.tsv"):
        yield phrase, tuple(map(Decimal, numbers))


def _compile(told: dict[str, tuple[Decimal, ...]]) -> _Phrases:
    return re.compile("|".join(map(re.escape, sorted(told, key=len, reverse=True)))), told


def _cut_set_phrases(text: str, found: list[Amount], known: _Phrases) -> str:
    pattern, told = known

    def read(match: re.Match[str]) -> None:
        found.extend(Amount(match[0], (value,), needed=False) for value in told[match[0]])

    return _cut(pattern, text, read)


# ---------------------------------------------------------------- figures in digits


@cache
def _figure() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, {*read_units(), *chinese_measures()}), key=len, reverse=True))
    factors = "|".join(factor if factor not in {"千", "百"} else f"{factor}(?![分米克瓦伏])" for factor in MULTIPLIERS)
    return re.compile(rf"({_NUMERAL})([余多几来]?)({factors})?([余多几来]?)({units}|成(?![为了立长功员果本都])|折)?")


def _read_figures(text: str) -> list[Amount]:
    found: list[Amount] = []
    places: list[tuple[int, int, int]] = []
    """Start, end and multiplier of each."""
    for match in _figure().finditer(text):
        sign = match[3]
        factor = 1 if sign is None else MULTIPLIERS[sign]
        value = Decimal(match[1].replace(",", "")) * factor
        start, end = whole = match.span()
        if places:
            _, end_before, factor_before = places[-1]
            if end_before == start and factor_before > factor > 1 and not found[-1].unit:
                value += found.pop().value  # 1亿5000万
                start = places.pop()[0]
        amount = _read_figure(match, text, value)
        if found and _DASH.fullmatch(text, places[-1][1], start):
            found[-1] = _range_start(found[-1], amount, factor)
        found.append(replace(amount, text=text[start:end]) if start != whole[0] else amount)
        places.append((start, end, factor))
    return found


def _read_figure(match: re.Match[str], text: str, value: Decimal) -> Amount:
    printed, digits, more, _, more_behind, unit = match.group(0, 1, 2, 3, 4, 5)
    start, end = match.span()
    unit = unit or ""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 8]
    return Amount(
        printed,
        _meant(value, digits, unit, behind),
        unit,
        chinese_measures().get(unit),
        _kind(printed, value, unit),
        about=bool(more or more_behind) or before in _ABOUT,
        needed="几" not in more + more_behind and _is_needed(value, digits, unit, (before, behind)),
    )


_ABOUT = frozenset("近约超逾")


def _kind(printed: str, value: Decimal, unit: str) -> Kind:
    if unit in {"成", "折"}:
        return "share"
    return "year" if len(printed) == len("2025") and FIRST_YEAR <= value <= LAST_YEAR else "amount"


def _meant(value: Decimal, digits: str, unit: str, behind: str) -> tuple[Decimal, ...]:
    if unit in {"成", "折"}:
        return (value * 10, value, 100 - value * 10)
    if unit == "倍":
        return (value, value + 1, value * 100, (value + 1) * 100, value - 1)
    if behind.startswith("后") or (unit == "年" and behind.startswith("代")):
        return (value, value + 1900, value + 2000)
    if "." in digits and unit in {"年", "个月", "周"}:
        return (value, value * 12, value * 7)
    return (value,)


_ENDS = re.compile(r"后|世纪(?:\x00|[0-9]0年代)")
"""Behind a number that the century's decade or a cohort is told by: 20世纪80年代, 90后."""


def _is_needed(value: Decimal, digits: str, unit: str, around: tuple[str, str]) -> bool:
    before, behind = around
    if value <= 1 and "." not in digits and unit not in {"%", "％"}:
        return False
    if unit == "折" or _ENDS.match(behind):
        return False
    if value <= WORDED and _is_worded(unit, before, behind):
        return False
    if unit in {"", "元", "块", "块钱"} and _COINS.match(behind):
        return False
    return not (value < GLUED and _is_glued(unit, before, behind))


def _is_worded(unit: str, before: str, behind: str) -> bool:
    """Whether a small number is a part of two and a half hours, three quarters, twice."""
    half = _HALF.match(behind) or _HALF.match(unit + behind)
    return unit == "倍" or half is not None or before in {"/", "／"} or behind.startswith(("/", "／", "分之"))


def _is_glued(unit: str, before: str, behind: str) -> bool:
    return _is_latin(before) or (not unit and _is_latin(behind[:1]))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _range_start(first: Amount, second: Amount, factor: int) -> Amount:
    """The 2 of 2至5万元 is 20,000, that of 2至5元 is two yuan; 9000至1.2万元 begins with 9,000."""
    scaled = first.value * factor
    values = (scaled, first.value) if factor > 1 and scaled <= second.value else (*first.values, scaled)
    if first.unit or not first.text[-1].isdecimal():
        return first
    return replace(first, values=values, unit=second.unit, measure=second.measure)


# ---------------------------------------------------------------- figures in Chinese numerals


def _read_han(text: str) -> Iterator[Amount]:
    """Yield what is reported in Chinese numerals, and what else they may mean as no more than an explanation."""
    plain = _DIGIT.sub("\x00", text)
    for quantity in find_in(plain):
        factor, unit = split_multiplier(quantity.unit)
        value = abs(Decimal(quantity.value)) * factor  # −26 is 26 below zero
        yield Amount(
            f"{quantity.value}{quantity.unit}", (value,), unit, chinese_measures().get(unit), about=True,
            needed=value >= LEAST_HAN,
        )  # fmt: skip
    for numeral in _PLAIN_HAN.findall(plain):
        read = find_value(numeral)
        if read is not None:
            yield Amount(numeral, (Decimal(read),), needed=False)
