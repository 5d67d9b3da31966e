"""Text as it stands in a raw line → text as a newspaper prints it: noise out, full-width punctuation restored."""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
_CHINESE = HAN + "“”‘’《》〈〉「」『』【】〔〕（），。、；：？！…—·"
_WIDE = str.maketrans(",:;!?", "，：；！？")
# A run of marks is widened as a whole: each one widened would be the Chinese neighbour of the next.
_MARKS = re.compile("[,:;!?]+")
_BRACKETS = re.compile("[()]")
_HALF_WIDTH = re.compile("[,:;!?()]")
_FIGURE_ENDS = frozenset("%％℃")
_HAN_ONLY = re.compile(f"[{_CHINESE}]")
_NOISE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad\ufffe\uffff\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]"
)


def clean(raw: str) -> str:
    r"""``\u3000本报讯(记者\\xa0甲),`` → ``本报讯（记者 甲），``: what the line says, without its noise."""
    text = raw if unicodedata.is_normalized("NFC", raw) else unicodedata.normalize("NFC", raw)
    text = text.strip()
    if not text.isprintable():  # so is white space, but for the plain one
        text = _NOISE.sub("", text)
    return widen(" ".join(text.split()))


def widen(text: str) -> str:
    """Restore full-width punctuation next to Chinese text; ``34.04吨``, ``12:30`` and ``1,080`` stay as they are."""
    if not _HALF_WIDTH.search(text) or not _HAN_ONLY.search(text):
        return text
    text = _widen_brackets(text)
    return _MARKS.sub(_widen_marks, text)


def _widen_marks(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    if "一" <= before <= "鿿" or before in _FIGURE_ENDS or _HAN_ONLY.match(before) or _HAN_ONLY.match(text, end):
        return match[0].translate(_WIDE)
    return match[0]


def _widen_brackets(text: str) -> str:
    if "(" not in text and ")" not in text:
        return text
    chars = list(text)
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(text):
        index = bracket.start()
        if bracket[0] == "(":
            opened.append(index)
        else:
            start = opened.pop() if opened else None
            if start is None:
                if _touches_chinese(text, index, index):
                    chars[index] = "）"
            elif _touches_chinese(text, start, index):
                chars[start], chars[index] = "（", "）"
    for index in opened:
        if _touches_chinese(text, index, index):
            chars[index] = "（"
    return "".join(chars)


def _touches_chinese(text: str, start: int, end: int) -> bool:
    around = (
        text[max(start - 1, 0) : start]
        + text[start + 1 : start + 2]
        + text[max(end - 1, 0) : end]
        + text[end + 1 : end + 2]
    )
    return _HAN_ONLY.search(around) is not None
