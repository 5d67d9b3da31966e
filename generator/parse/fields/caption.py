"""图片说明 and 摄: captions by their marks, credits on lines of their own or at the end of the caption's."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.model import Credit
from generator.parse.fields.byline import ANY_ROLE, HAN_NAME, parse_people
from generator.parse.fields.names import is_name, split_names

_OPENS = re.compile(
    r"[▲△◆●■★☆►▶◀◄↑↓←→]{0,2}\s?(?:图为|图中为|[上下左右大小题主]图|[左右][上下]图|本版图片|资料图|效果图"
    r"|图[①-⑩一二三四五六七八九\d]{1,2}[:：为]|[①-⑩]\s?[^\s\d])"
    r"|[▲△►▶]\s?\S"
)
_DATED = re.compile(
    r"（(?:\d{4}年)?(?:资料照片|\d{1,2}月\d{1,2}日(?:手机|无人机|航拍)?[拍摄]{1,2}(?:，[^（）]{2,12})?)）。?"
)
_MARKER = re.compile(
    r"^(?P<marker>[▲△◆●■★☆►▶◀◄↑↓←→①-⑩]|[上下左右大小题主][上下]?图|图[①-⑩一二三四五六七八九\d]{1,2})?[:：]?\s?"
)
_AGENCIES = r"人民视觉|影像中国|视觉中国|新华社发|资料图片?|资料照片|中新社发|[^（）()]{2,12}(?:视觉|图片|供图|发)"
_AGENCY = rf"(?:[（(](?:{_AGENCIES})[）)]|[/／](?:{_AGENCIES}|光明图片))"
_SHOT = r"(?:摄影报道|摄影|摄于[^。]{2,20}|摄|供图|图/文|文/图)"
_PEOPLE = r"(?P<people>[^。！？，；：…“”（）()《》\d]{2,40}?)"
_WHOLE = re.compile(
    rf"[（(]?(?:图片由|照片由|图/|文/图[:：]?|图[:：]|摄影[:：]|新华社发[（(])?\s?{_PEOPLE}\s?{_SHOT}?[）)]?\s?{_AGENCY}?[）)]?"
)
_TAIL = re.compile(
    rf"(?<=[。！？”）…])\s?[①-⑳]?\d{{0,3}}\s?(?P<credit>(?:新华社发|中新社发)?\s?[（(]?{_PEOPLE}\s?(?:摄影报道|摄影|摄|供图)[）)]?\s?{_AGENCY}?)$"
)
_SHOOTS = re.compile(
    rf"(?:{_SHOT}[）)]?\s?{_AGENCY}?[）)]?$)|^(?:[（(]?新华社发|图片由|照片由|摄影[:：]|图/)|{_AGENCY}$"
)
_SIGN = re.compile("摄|供图|新华社发|[图照]片由|[/／]|[）)]$")
"""One of these stands in every credit line."""
_SHOT_END = re.compile("(?:摄影报道|摄影|摄)$")
_DATE_SHOT = re.compile(r"\d{1,2}日摄[）)]?$")
_LONGEST = 60
_DATED_LONGEST = 120


class CreditLine(Struct, frozen=True):
    """A credit as it was printed."""

    raw: str
    credits: tuple[Credit, ...]


def opens_caption(text: str) -> bool:
    """``图为…``, ``▲图为…``, ``上图：…``, ``图①：…``; also a sentence dated ``（11月28日摄）。``."""
    if _OPENS.match(text):
        return True
    return len(text) <= _DATED_LONGEST and "（" in text and _DATED.search(text) is not None


def find_marker(text: str) -> str | None:
    """``▲图为…`` → ``▲``; ``上图为…`` → ``上图``."""
    match = _MARKER.match(text)
    return match["marker"] if match else None


def find_credit_line(text: str) -> CreditLine | None:
    """Read a line that is a credit and nothing else: ``本报记者 甲 摄``, ``甲摄（影像中国）``, ``甲摄影报道``."""
    if len(text) > _LONGEST or not _SIGN.search(text) or _DATE_SHOT.search(text) or not _SHOOTS.search(text):
        return None
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    people = _read_people(match["people"])
    return CreditLine(text, people) if people else None


def find_credit_tail(text: str) -> CreditLine | None:
    """Read the credit at the end of a caption's own line: ``……节日快乐。 甲 乙 摄``."""
    tail = text[-_LONGEST:]
    match = _TAIL.search(tail) if "摄" in tail or "供图" in tail else None
    if match is None or _DATE_SHOT.search(text):
        return None
    people = _read_people(match["people"])
    return CreditLine(match["credit"].strip(), people) if people else None


def _read_people(text: str) -> tuple[Credit, ...]:
    text = _SHOT_END.sub("", text.strip()).strip()
    people = parse_people(text) if ANY_ROLE.search(text) else ()
    if people:
        return tuple(Credit(p.name, p.role, p.outlet) for p in people)
    names = split_names(text)
    fine = all(is_name(name) or HAN_NAME.fullmatch(name) for name in names)
    return tuple(Credit(name) for name in names) if fine else ()
