"""下转／上接: where an article goes on, or comes from."""

from __future__ import annotations

import re

from generator.model import Jump

_TO = re.compile(
    r"[（(【]?\s?(?:下转|转)\s?第?\s?(?P<to>[A-D]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版[^）)】]{0,12}[）)】]?"
)
_BACK = re.compile(
    r"[（(【]?\s?(?:上接|接|紧接)\s?第?\s?(?P<back>[A-D]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版[^）)】]{0,24}[）)】]?"
)
_SPOT = 40


def find_jump(text: str) -> Jump | None:
    """Read ``（下转第三版）`` at a line's end or ``（上接第一版）`` at its head; page numbers as printed."""
    if "版" not in text[-_SPOT:] and "版" not in text[:_SPOT]:
        return None
    to = _TO.search(text[-_SPOT:])
    back = _BACK.match(text[:_SPOT])
    if to is not None and (to.end() < len(text[-_SPOT:]) or "下转" not in to[0]):
        to = None
    if back is not None and "接" not in back[0]:
        back = None
    return Jump(to["to"] if to else None, back["back"] if back else None) if to or back else None


def cut_jump(text: str) -> str:
    """The text without its jump lines."""
    text = _BACK.sub("", text, 1) if _BACK.match(text[:_SPOT]) and "接" in text[:6] else text
    head, tail = text[:-_SPOT], text[-_SPOT:]
    match = _TO.search(tail)
    if match and match.end() == len(tail) and "下转" in match[0]:
        tail = tail[: match.start()]
    return (head + tail).strip()
