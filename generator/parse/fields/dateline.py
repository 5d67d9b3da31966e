"""电头: ``本报拉萨讯``, ``新华社北京5月10日电``, ``【新华社重庆十四日电】``, ``（记者 甲）``.

They stand at a paragraph's head, or in brackets at an article's end.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from msgspec import Struct

from generator.model import Byline, Dateline
from generator.parse.fields.byline import ROLE, parse_people
from generator.parse.fields.names import looks_like_names
from generator.parse.punctuation import HAN

_DATE = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_OUTLET = (
    r"(?:本报|本刊|本网|本台|新华社|中新社|中新网|人民网|新华网|央视网"
    rf"|[{HAN}]{{2,10}}?(?:日报|晚报|晨报|商报|时报|周报|都市报|新闻网|在线|西藏网|电视台|融媒体中心|融媒体|通讯社|网|报))"
)
_FILED = (
    rf"(?P<outlet>{_OUTLET})(?P<place>[{HAN}]{{0,10}}?)\s?(?P<date>{_DATE})?\s?"
    r"(?P<kind>讯|电(?![话视力子商影脑网动站器费线池梯]))(?!息)"
)
_HEAD = re.compile(rf"(?P<open>【?)(?:据)?{_FILED}】?[\s:：，]*")
_BRACKET = re.compile(rf"[（(](?P<people>[^（）()]{{0,20}}{ROLE}[^（）()]{{1,60}})[）)]\s*")
_SPOKEN = re.compile(rf"(?P<people>[{HAN}]{{0,8}}?{ROLE}\s*[{HAN} 、，]{{2,60}}?)\s*(?:报道|摄影报道)[:：]\s*")
_STAMP = re.compile(r"【[^】]{1,8}】\s?(?=[（(])")
_BARE_BRACKET = re.compile(r"（(?P<people>[^（）()]{2,24})）\s*")
_END = re.compile(rf"（(?:据|综合)?{_FILED}[^（）]{{0,30}}）$")
_OPENS = ("【", "（", "(")
_WINDOW = 160


class Opening(Struct, frozen=True):
    """What stands in front of an article's first sentence."""

    dateline: Dateline | None
    bylines: tuple[Byline, ...]
    length: int
    """Characters of the paragraph that the dateline and its bracket take."""


def find_opening(text: str) -> Opening | None:
    """Read the dateline, the bracket of names, or both, at a first paragraph's head."""
    window = text[:_WINDOW]
    filed = _HEAD.match(window) if "讯" in window or "电" in window else None
    if filed is None and not window.startswith(_OPENS):
        return None
    stamp = _STAMP.match(window)
    end = filed.end() if filed else stamp.end() if stamp else 0
    bracket = _BRACKET.match(window, end) or (_find_people(window, end) if filed else None)
    if filed is None and bracket is None:
        return None
    if bracket is not None and bracket.end() == len(text):
        return None
    people: tuple[Byline, ...] = ()
    if bracket is not None:
        people, end = parse_people(bracket["people"]), bracket.end()
    raw = text[:end].strip()
    return Opening(_dateline(filed, raw) if filed else None, people, end)


def _find_people(window: str, start: int) -> re.Match[str] | None:
    """Find ``记者甲报道：`` or a bracket of nothing but names behind 讯 or 电."""
    bare = _BARE_BRACKET.match(window, start)
    if bare is not None and looks_like_names(bare["people"]):
        return bare
    return _SPOKEN.match(window, start)


def find_closing(text: str) -> tuple[str, Dateline | None]:
    """Cut ``（据新华社郑州9月9日电）`` off the end of a paragraph: the text left, and the dateline."""
    match = _END.search(text[-80:]) if text.endswith("）") else None
    if match is None:
        return text, None
    raw = match[0]
    return text[: len(text) - len(raw)].rstrip(), _dateline(match, raw)


def _dateline(match: re.Match[str], raw: str) -> Dateline:
    kind = cast("Literal['讯', '电']", match["kind"])
    return Dateline(raw, match["outlet"], match["place"] or None, kind)
