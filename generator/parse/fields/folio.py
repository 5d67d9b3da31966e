"""报眉 and the rest of a page's furniture: lines that belong to no article, and what they say of the page."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from generator.model import Folio
from generator.parse.punctuation import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["folio", "editors", "weather", "navigation", "advertisement", "label", "noise"]

_DATE = re.compile(r"(?P<y>(?:19|20)\d\d)\s?[年.\-/]\s?(?P<m>\d{1,2})\s?[月.\-/]\s?(?P<d>\d{1,2})\s?日?")
_PAGE = re.compile(r"第?\s?(?P<page>[A-D]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?!面|式|权)")
_PAPER = re.compile(rf"《?(?P<paper>[{HAN}]{{2,8}}(?:日报|晚报|晨报|商报|时报|周报|都市报|新闻|报))》?")
_WEEKDAY = re.compile(
    r"星期[一二三四五六日天]|农历\S{2,12}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\S{0,8}|(?:总)?第\s?\d+\s?期|今日\s?\d+\s?版|国内统一\S{0,30}|邮发代号\S{0,10}"
)
_EDITORS = re.compile(
    r"(?:本版|本期|值班|责任)?(?:责任编辑|责编|编辑|版式|版面设计|校对|美编|美术编辑|组版|排版|制图|编审|主编|编委|审读)\s?[:：/]\s?\S"
)
_EDITORS_BARE = re.compile(
    rf"(?:(?:本版|本期|值班)?(?:责任编辑|责编|版式|校对|美编|组版|编审|值班编委)\s?[:：]?\s?[{HAN} ]{{2,9}}\s?){{1,6}}"
)
_NAVIGATION = re.compile(
    r"(?:上一版|下一版|上一篇|下一篇|上一期|下一期|返回目录|返回首页|版面导航|标题导航|放大|缩小|默认|打印|收藏|朗读|PDF版?|分享到\S*|\s|[|<>«»\-◀▶]|[:：])+"
)
_WEATHER = re.compile(
    r"(?:今日|今天|明日|明天|今晚)?(?:天气|气象)(?:预报)?[:：].{0,50}|[^，。]{0,12}(?:多云|晴|阴|小雨|小雪|阵雨)[^，。]{0,20}\d{1,2}\s?(?:℃|度|°C)"
)
_SECTION = re.compile(
    r"第?[A-D]?\d{1,2}版?[\s·:：]*(?:要闻|综合|时政|经济|文化|社会|体育|国际|国内|评论|理论|副刊|专题|广告|民生|教育|生态|乡村|法治|旅游|视觉|特刊|专版|新闻)(?:新闻|版)?"
)
_REFERENCE = re.compile(
    r"[（(]?(?:相关报道|相关新闻|详见|详细报道|全文|图片报道)\S{0,6}?第?\s?[A-D]?[\d一二三四五六七八九十]{1,3}(?:[-—、至]\d{1,2})?\s?版[）)]?"
)
_CONTACT = re.compile(
    r"(?:(?:[^，。：:]{0,10}(?:热线|电话|邮编|邮政编码|地址|社址|邮箱|信箱|网址|传真|订阅|零售|定价|印刷|许可证)\S{0,10}?[:：]\s?[^，。]{3,40}?)[\s；;，]*){1,8}"
)
_ADVERT = re.compile(r"[（【\[]?(?:公益)?广告[）】\]]?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_MEANING = re.compile(f"[{HAN}A-Za-z0-9]")
_LONGEST = 80
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}


def find_furniture(text: str) -> Kind | None:
    """Say which kind of furniture a line is, ``None`` for a line that may belong to an article."""
    if len(text) > _LONGEST:
        return None if _MEANING.search(text[:2000]) else "noise"
    if not _MEANING.search(text):
        return "noise"
    if _is_folio(text):
        return "folio"
    if _EDITORS.match(text) or _EDITORS_BARE.fullmatch(text):
        return "editors"
    there = {*text, ""}
    return next((kind for signs, find, kind in _WHOLE if not signs.isdisjoint(there) and find(text)), None)


_WHOLE: tuple[tuple[frozenset[str], Callable[[str], object], Kind], ...] = (
    (frozenset({""}), _NAVIGATION.fullmatch, "navigation"),
    (frozenset("广"), _ADVERT.fullmatch, "advertisement"),
    (frozenset(":：℃度°"), _WEATHER.fullmatch, "weather"),
    (frozenset(":.@"), _ADDRESS.fullmatch, "noise"),
    (frozenset("版"), _REFERENCE.fullmatch, "navigation"),
    (frozenset(":："), _CONTACT.fullmatch, "editors"),
    (frozenset({""}), _SECTION.fullmatch, "folio"),
    (frozenset("报"), re.compile(rf"《?[{HAN}]{{2,5}}(?:日报|晚报|晨报|商报|时报|周报|都市报)》?").fullmatch, "folio"),
    (frozenset({""}), re.compile(r"[A-D]?\d{1,4}").fullmatch, "noise"),
)
"""Signs of which one must be there, where they save time, and what knows a whole line."""


def read_folio(text: str) -> Folio:
    """Read paper, date, page number and print section out of a folio line."""
    day, page, paper = _DATE.search(text), _PAGE.search(text), _PAPER.search(text)
    iso = parse_date(day) if day else None
    rest = text
    for match in (day, page, paper):
        rest = rest.replace(match[0], " ") if match else rest
    section = re.search(f"[{HAN}·]{{2,8}}", _WEEKDAY.sub(" ", rest).replace("本报", " "))
    return Folio(
        paper=paper["paper"] if paper else None,
        date=iso,
        date_source="folio" if iso else None,
        page=_page_number(page["page"]) if page else None,
        section=section[0] if section else None,
    )


def parse_date(match: re.Match[str]) -> str | None:
    """ISO date of a match with groups y, m and d; ``None`` where the calendar has no such day."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None


def _page_number(printed: str) -> str:
    if printed[0] not in _NUMERALS:
        return printed.lstrip("0") or printed
    if len(printed) == 1:
        return str(_NUMERALS[printed])
    tens, _, ones = printed.partition("十")
    return str(_NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0))


def _is_folio(text: str) -> bool:
    """A date with a weekday or a page number, or a page number with little else, and no sentence."""
    if re.search("[。！？；，]", text):
        return False
    day = _DATE.search(text)
    page = _PAGE.search(text) if "版" in text else None
    week = _WEEKDAY.search(text)
    if not (day or page or week):
        return False
    rest = _DATE.sub("", _PAGE.sub("", _WEEKDAY.sub("", _PAPER.sub("", text, 1)), 1), 1)
    left = len(re.sub(r"[\s:：|·\-—《》（）]", "", rest))
    if day and (page or week):
        return left <= 12
    if day or page:
        return left <= (8 if page and re.match(r"第?\s?[A-D]?\d|第[一二三四五六七八九十]", text) else 0)
    return left <= 6
