"""Numbers: the figures that a story reports, with value, unit and the clause they stand in.

In comes an Article; out go Quantities in reading order: ``1.6万余头（只）`` → ``1.6``, ``万头（只）``. Dates, times of
day, ordinals, page marks (②6), names of models (F1), numbers of documents, ages and sayings (“24小时不打烊”) are none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from generator.enrich.clauses import split_clauses
from generator.enrich.numerals import HAN_NUMERAL, find_value
from generator.lexicon.measures import MULTIPLIERS, read_units
from generator.model import Markup, Paragraph, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article

SAYING = 14
"""Characters between quotation marks: what is no longer is a name or a saying, not a report."""
LEAST_HAN = 10
"""Smaller Chinese numerals before a common measure word only count out loud: 一座, 两口."""
MONEY = ("元", "美元", "欧元", "港元")
SIZES = ("亩", "公顷", "平方米", "平方公里", "公里", "千米", "米", "厘米", "立方米")
WEIGHTS = ("吨", "公斤", "千克", "斤", "千瓦", "兆瓦", "千瓦时")
SHARES = ("倍", "%", "％", "‰", "个百分点")
MEASURED = frozenset((*MONEY, *SIZES, *WEIGHTS, *SHARES))
"""Units of which even two, in Chinese numerals, are a figure."""
YEARLY = re.compile(r"年(?:前|后|代|初|底|末|度|版|级|间?第|[一二三四]季度|\d{1,2}月|[上下]半年)")
FRAMES = (
    (re.compile(r"二〇[〇一二三四五六七八九]{2}年"), "date"),
    (re.compile(r"(?<!\d)[12]\d{3}年(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}[日号])?)?"), "date"),
    (re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?(?:至\d{1,2}[日号])?"), "date"),
    (re.compile(r"(?<!\d)\d{1,2}[日号](?=[^\d]|$)"), "day"),
    (re.compile(r"(?<!\d)\d{1,2}(?:时|点|:|：)(?:\d{1,2}分?|许|半|左右|多|整)?(?:\d{1,2}秒)?"), "time of day"),
    (re.compile(r"[\u2460-\u24ff\u2776-\u2793]\s{0,3}\d+"), "page mark"),
    (re.compile(r"[〔\[［【(（]\d{4}[〕\]］】)）]\s*第?\s*\d+\s*号"), "document"),
    (re.compile(rf"第[\d{HAN_NUMERAL}]+"), "ordinal"),
    (re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z\-—–]{0,12}\d{1,12}(?:\.\d{1,6}){0,3}"), "model"),
    (re.compile(r"(?<![\d.])\d{1,12}(?:\.\d{1,6}){0,3}[A-Za-z](?![A-Za-z%])(?=[\u4e00-\u9fff\W])"), "model"),
    (re.compile(r"(?<!\d)\d{1,12}(?:[—–\-－]{1,2}\d{1,12}){2,6}"), "number"),
)
NUMERAL = r"\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
ABOUT = "[余多几来]"


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
    hidden, clauses = _hide(text), split_clauses(text)
    for match in _figure().finditer(hidden):
        if _counts(match, hidden):
            clause = clauses.around(match.start(), match.end())
            unit = _unit(match)
            for printed in (match["from"], match["digits"] or match["han"] or match["hundred"]):
                value = None if printed is None else find_value(printed)
                if value is not None:
                    yield Quantity(value, unit, clause)


def _hide(text: str) -> str:
    """Blank out, at the same length, what looks like a figure and is none."""
    for frame, _ in FRAMES:
        text = frame.sub(lambda match: "\x00" * len(match[0]), text)
    return re.sub(
        rf"“[^“”]{{1,{SAYING}}}”", lambda match: match[0] if "%" in match[0] else "\x00" * len(match[0]), text
    )


@cache
def _figure() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, read_units()), key=len, reverse=True))
    factors = "|".join(MULTIPLIERS)
    return re.compile(
        rf"(?<![\d.．,A-Za-z×])(?:(?P<from>{NUMERAL})(?:{factors})?(?P<unit0>{units})?(?:[-—–~～至到]{{1,2}}))?"
        rf"(?:(?P<digits>{NUMERAL})|百分之(?P<hundred>[{HAN_NUMERAL}]+(?:点[{HAN_NUMERAL}]+)?)"
        rf"|(?<![几数{HAN_NUMERAL}])(?P<han>[一二两三四五六七八九十][{HAN_NUMERAL}]{{0,15}}))"
        rf"(?P<about>{ABOUT}?)(?P<factor>{factors})?(?P<about2>{ABOUT}?)"
        rf"(?P<unit>{units})?(?P<other>[（(][头只匹套辆、]{{1,4}}[）)])?"
    )


def _unit(match: re.Match[str]) -> str:
    if match["hundred"] is not None:
        return "%"
    return (match["factor"] or "") + (match["unit"] or "") + (match["other"] or "")


def _counts(match: re.Match[str], text: str) -> bool:
    unit, rest = match["unit"] or "", text[match.end() : match.end() + 12]
    if match["hundred"] is not None:
        return True
    if match["digits"] is not None:
        return (match["digits"] != "1" or unit in MEASURED or bool(match["factor"])) and _is_reported(
            match, unit, rest, text
        )
    value = find_value(match["han"] or "")
    if value is None or not unit or rest.startswith(unit):
        return False
    least = 2 if unit in MEASURED else LEAST_HAN
    return Decimal(value) >= least and _is_reported(match, unit, rest, text)


def _is_reported(match: re.Match[str], unit: str, rest: str, text: str) -> bool:
    if not unit:
        return match["factor"] in ("万", "亿", "万亿", "百万", "千万") and not re.match(r"[一-龥]", rest)
    if unit == "年" and (YEARLY.match("年" + rest) or not match["digits"]):
        return False
    if unit == "岁":
        return (
            re.search(r"(?:平均|人均|均为)[^，。；]{0,8}$", text[max(0, match.start() - 12) : match.start()])
            is not None
        )
    if unit == "口" and rest.startswith(("人", "之家")):
        return False
    if unit == "人" and rest.startswith(("民", "大", "才", "生", "工", "类", "均")):
        return False
    return not (unit in ("个", "次") and rest.startswith("五年规划"))
