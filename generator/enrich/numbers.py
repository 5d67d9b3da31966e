"""Numbers: the figures that a story reports, with value, unit and the clause they stand in.

In comes an Article; out go Quantities in reading order: ``1.6万余头（只）`` → ``1.6``, ``万头（只）``. What only looks
like a figure is blanked out by ``frames``; ages, sayings (“24小时不打烊”) and what is vague (十几名) are none either.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.enrich.clauses import split_clauses
from generator.enrich.frames import hide_frames
from generator.enrich.numerals import HAN_NUMERAL, find_value
from generator.lexicon.measures import MULTIPLIERS, read_units
from generator.model import Markup, Paragraph, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article

LEAST_HAN = 10
"""Smaller Chinese numerals before a common measure word only count out loud: 一座, 两口."""
SMALL = "一二两三四五六七八九"
MONEY = ("元", "美元", "欧元", "港元")
SIZES = ("亩", "公顷", "平方米", "平方公里", "公里", "千米", "米", "厘米", "立方米")
WEIGHTS = ("吨", "公斤", "千克", "斤", "千瓦", "兆瓦", "千瓦时")
SHARES = ("倍", "%", "％", "‰", "个百分点")
HEAT = ("摄氏度", "℃", "度")
MEASURED = frozenset((*MONEY, *SIZES, *WEIGHTS, *SHARES, *HEAT))
"""Units of which even two, in Chinese numerals, are a figure."""
LARGE = ("万", "亿", "万亿", "百万", "千万")
"""Multipliers that make a figure without a unit."""
OTHER_WORD = {
    "年": re.compile(r"[前后代初底末度版级]|间?第|[一二三四]季度|\d{1,2}月|[上下]半年"),
    "周": re.compile(r"[岁年边期]"),
    "天": re.compile(r"[前后大然]|以[前后]|之[前后]"),
    "个月": re.compile(r"[前后大]|以[前后]|之[前后]"),
    "人": re.compile(r"[民才类均制间]|大(?:代表|常委|工作|机关)|工(?!作)"),
    "名": re.compile(r"[单额誉称牌录校]"),
    "位": re.compile(r"[于置数列次]"),
    "口": re.compile(r"人|之家"),
    "户": re.compile(r"[籍口主均型]|外(?!出)|[村镇乡铺屯](?![民里组干集])"),
    "本": re.compile(r"[科地村县市省区次届月年土报级身来质]"),
    "台": re.compile(r"[湾风州]"),
    "支": re.compile(r"[部付出持援教书撑]"),
    "门": re.compile(r"[口票诊店]"),
    "场": re.compile(r"[地所馆合面]"),
    "期": re.compile(r"[间待望盼限刊末中]"),
    "节": re.compile(r"[气日假约能目省]"),
    "块": re.compile(r"[头垒]"),
    "条": re.compile(r"[件例约]"),
    "个": re.compile(r"五年规划|别|性|体|民族"),
    "次": re.compile(r"五年规划|[生级日序要]"),
}
"""What behind a unit makes another word of it: 年级, 人民, 天后."""
HALVED = frozenset(("年", "天", "个", "小时", "公里", "里", "米", "亩", "斤"))
HALF = re.compile(r"半(?![地山坡个成自])")
"""Three and a half: the figure goes on in a word."""
NUMERAL = r"\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
ABOUT = "[余多几来]"
BEGINNING = re.compile(rf"[\d{SMALL[1:]}两十]|一(?=[{HAN_NUMERAL}—–~～至到-])|百分之")
"""Where a figure can begin; a lone 一 never is one."""
HALVES = ("小时", "月")
"""Behind 个多 these are the unit: 4个多小时."""
BELOW = re.compile(r"零下\s?$")
MINUS = re.compile(r"(?:^|[^\d\u4e00-\u9fff）)])[-－−]$|[\u4e00-\u9fff][－−-]$")
WARMTH = re.compile(r"(?:零下|零上|气温|温度|体温|水温|高温|低温)[^，。；]{0,6}$")


class Figure(Struct, frozen=True):
    """A figure and where it stands."""

    value: str
    unit: str
    start: int
    end: int
    han: bool
    """Written in Chinese numerals."""


def find_numbers(article: Article) -> tuple[Quantity, ...]:
    """Find the figures of body and captions, and those of headline and subheads that stand only there."""
    body = [block.text for block in article.blocks if isinstance(block, Paragraph)]
    body += [block.source for block in article.blocks if isinstance(block, Markup)]
    body += [figure.caption for figure in article.figures if figure.caption]
    heads = [piece.text for piece in (article.kicker, article.headline, article.subtitle, article.abstract) if piece]
    heads += [block.text for block in article.blocks if not isinstance(block, Paragraph | Markup)]
    found = dict.fromkeys(quantity for text in body for quantity in find_in(text))
    told = {(quantity.value, quantity.unit) for quantity in found}
    more = (quantity for text in heads for quantity in find_in(text) if (quantity.value, quantity.unit) not in told)
    return (*found, *dict.fromkeys(more))


def find_in(text: str) -> Iterator[Quantity]:
    """Find the figures of one paragraph."""
    if BEGINNING.search(text) is None:
        return
    hidden = hide_frames(text)
    figures = [figure for match in _matches(hidden) for figure in _read(match, hidden)]
    if not figures:
        return
    clauses = split_clauses(text)
    for figure in figures:
        if not (figure.han and _is_halved(figure, clauses.within(figure.start, figure.end))):
            yield Quantity(figure.value, figure.unit, clauses.around(figure.start, figure.end))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Match the pattern where it can begin; to try it at every sign would take three times as long."""
    pattern, at = _pattern(), 0
    while (first := BEGINNING.search(text, at)) is not None:
        match = pattern.match(text, first.start())
        at = first.end() if match is None else match.end()
        if match is not None:
            yield match


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, read_units()), key=len, reverse=True))
    factors = "|".join(MULTIPLIERS)
    return re.compile(
        rf"(?<![\d.．,A-Za-z×])"
        rf"(?:(?P<from>{NUMERAL}|(?<![几数{HAN_NUMERAL}])[{SMALL}两十][{HAN_NUMERAL}]{{0,7}})(?P<factor0>{factors})?{ABOUT}?(?P<unit0>{units})?[-—–~～至到]{{1,2}}(?P<below>零下)?)?"
        rf"(?:(?P<digits>{NUMERAL})|百分之(?P<hundred>[{HAN_NUMERAL}]+(?:点[{HAN_NUMERAL}]+)?)"
        rf"|(?<![几数{HAN_NUMERAL}])(?P<han>[{SMALL}两十][{HAN_NUMERAL}]{{0,15}}))"
        rf"(?P<about>{ABOUT}?)(?P<factor>{factors})?(?P<about2>{ABOUT}?)"
        rf"(?P<unit>{units})?(?P<other>[（(][头只匹套辆张条户人次册座处、]{{1,4}}[）)])?"
    )


def _read(match: re.Match[str], text: str) -> Iterator[Figure]:
    """Read the figure, or both of a range, if they are reported and not vague."""
    unit, end = match["unit"] or "", match.end()
    if unit == "个" and text.startswith(HALVES, end + 1) and text[end] in "多余":
        half = next(half for half in HALVES if text.startswith(half, end + 1))
        unit, end = unit + half, end + 1 + len(half)
    if not _counts(match, unit, text[end : end + 12], text[max(0, match.start() - 12) : match.start()]):
        return
    before = text[max(0, match.start() - 4) : match.start()]
    below = unit in HEAT and BELOW.search(before) is not None
    minus = below or (unit in HEAT and MINUS.search(before) is not None)
    if match["from"] is not None:
        yield from _figure(match, "from", _first_unit(match, unit), end, minus=minus)
        minus = match["below"] is not None or (below and match["unit0"] is None)
    group = next(name for name in ("digits", "han", "hundred") if match[name] is not None)
    yield from _figure(match, group, _whole_unit(match, unit), end, minus=minus)


def _figure(match: re.Match[str], group: str, unit: str, end: int, *, minus: bool) -> Iterator[Figure]:
    value, han = find_value(match[group]), not match[group][0].isdigit()
    if value is not None:
        yield Figure(f"-{value}" if minus else value, unit, match.start(), end, han)


def _whole_unit(match: re.Match[str], unit: str) -> str:
    if match["hundred"] is not None:
        return "%"
    return (match["factor"] or "") + unit + (match["other"] or "")


def _first_unit(match: re.Match[str], unit: str) -> str:
    """Give the unit of a range's first number: its own, or that of the second: 2至5万元, 2万至5万元, 800元至1万元."""
    if match["factor0"] or match["unit0"]:
        return (match["factor0"] or "") + (match["unit0"] or unit) + (match["other"] or "")
    first, second = find_value(match["from"]), find_value(match["digits"] or match["han"] or "")
    if first is not None and second is not None and Decimal(first) > Decimal(second):
        return unit  # 9000至1.2万元
    return _whole_unit(match, unit)


def _counts(match: re.Match[str], unit: str, rest: str, before: str) -> bool:
    if match["hundred"] is not None:
        return True
    if "几" in match["about"] + match["about2"]:
        return False
    if match["digits"] is not None:
        one = match["digits"] == "1" and unit not in MEASURED and not match["factor"]
        return not one and _is_reported(match, unit, rest, before)
    value = find_value(match["han"] or "")
    if value is None or not unit or rest.startswith(unit):
        return False
    return Decimal(value) >= (2 if unit in MEASURED else LEAST_HAN) and _is_reported(match, unit, rest, before)


def _is_reported(match: re.Match[str], unit: str, rest: str, before: str) -> bool:
    if not unit:
        return match["factor"] in LARGE and not re.match(r"[一-龥]", rest)
    if unit == "岁":
        return re.search(r"(?:平均|人均|均为)[^，。；]{0,8}$", before) is not None
    if unit == "度":
        return WARMTH.search(before) is not None
    if unit == "年" and not match["digits"]:
        return False
    other = OTHER_WORD.get(unit)
    return (other is None or other.match(rest) is None) and not (unit in HALVED and HALF.match(rest))


def _is_halved(figure: Figure, clause: str) -> bool:
    """Whether the clause sets a small number against it, which is none of its own: 十只能活下七只."""
    return (
        figure.unit not in MEASURED
        and re.search(rf"(?<![{HAN_NUMERAL}])[{SMALL}两]{re.escape(figure.unit)}", clause) is not None
    )
