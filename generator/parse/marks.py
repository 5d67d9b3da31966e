"""Where a text ends, and whether another can go on from there."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

FINAL = "。！？…"
_CLOSING = '”’）》」』】〕")]'
_TAIL = 12
_PAGE_MARK = re.compile(r"[①-⑳㉑-㉟]\s?\d{0,3}$")
_LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是要]|第[一二三四五六七八九十]{1,3}[，、,]|（[一二三四五六七八九十\d]{1,3}）"
    r"|\d{1,2}[.、．](?!\d)|[①-⑳]|[●◎○◆■□▲△★☆·•]|问：|答：|[\u4e00-\u9fff]{2,6}：|——|图为|上图|下图|左图|右图)"
)
_FRESH = re.compile(
    r"(?:近日|日前|近年来|据悉|据了解|据介绍|据统计|记者(?:从|了解|获悉|在)|连日来|今年以来|目前，|下一步，|从[^，。]{1,8}来看，|会议(?:认为|指出|强调|要求|还)|首先，|其次，|同时，|此外，|另外，|总之，|因此，|但是，|然而，|不过，|当前，|如今，|为此，|对此，|与此同时|[一二三四五六七八九]是|\d{1,2}月\d{1,2}日，|\d{4}年\d{1,2}月)"
)
_BOUND_END = re.compile(
    r"(?:(?<![目标])的|(?<![土基工各耕绿高阵当本内外场园产落草林湿圣营沙盆山荒天田])地|(?<![准法规原细])则|(?<![大天])使|(?<!参)与"
    r"|(?<!普)及|(?<![方走志])向|(?<![自理])由|(?<![行人])为|(?<![现实存])在|[得把被将和或从对以于让给而且并但等之其各每这那该某])[^\w]*$"
    r"|[、，；《（“：—]$"
)
"""A particle that leads on; not the end of a word of its own (准则, 基地, 目的, 参与)."""
_BOUND_START = re.compile(
    r"(?:[的了着们得、，。；：！？”’）》%％]|(?:县|市|区|镇|乡|州)(?:各|和|及|与|等)|以[上下内外]的|[于之](?=[^是前后间]))"
    r"|[^“”]{0,40}”"
)


def is_finished(text: str) -> bool:
    """Whether a paragraph may end here: ``……好日子！”``, ``（完）``; not ``结对``, ``开展“送温暖”`` or ``种源，``."""
    last = text[-1:]
    if last.isalpha() or (last and last in FINAL):
        return not last.isalpha()
    tail = _PAGE_MARK.sub("", text[-_TAIL:].rstrip()).rstrip()
    stripped = tail.rstrip(_CLOSING)
    if stripped[-1:] and stripped[-1] in FINAL:
        return True
    if tail.endswith("）"):
        return _is_closing_note(text)
    return tail.endswith(("：", ":", "——"))


def is_list_item(text: str) -> bool:
    """Whether a line opens an item, a turn of a dialogue or a caption, and so can't go on from the line above."""
    return _LIST_MARK.match(text) is not None


def starts_fresh(text: str) -> bool:
    """Whether a line opens as a paragraph does: ``近日，``, ``据了解``, ``3月8日，``."""
    return _FRESH.match(text) is not None


def starts_bound(text: str) -> bool:
    """Whether a line opens with what can't open a sentence: ``县各乡镇``, ``的``, ``”``."""
    return _BOUND_START.match(text) is not None


def ends_bound(text: str) -> bool:
    """Whether a line stops at what can't end a phrase: ``小流域为``, ``优才、专才的``, ``、``."""
    return _BOUND_END.search(text[-4:]) is not None


def cuts_word(above: str, below: str) -> bool:
    """Whether a word runs over the break: ``退休老干`` / ``部、社区`` → 干部."""
    return above[-1:] + below[:1] in _words()


@cache
def _words() -> frozenset[str]:
    """Two-character words of general Chinese; see ``data/README.md`` for where they come from."""
    lines = files("generator").joinpath("data/bigrams.txt").read_text(encoding="utf-8").split()
    return frozenset(line[0] + second for line in lines for second in line[1:])


_NOTE = re.compile(r"（[^（）]{1,60}）$")


def _is_closing_note(text: str) -> bool:
    """（完）, （据新华社郑州9月9日电）, （本报记者 甲）: a note in brackets after a finished sentence, or alone."""
    match = _NOTE.search(text[-64:])
    if match is None:
        return False
    before = text[-64:][: match.start()].rstrip()
    return not before or before[-1] in FINAL + _CLOSING
