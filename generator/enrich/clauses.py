"""The clause in which something stands, sensible to read alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

STOPS = re.compile(r"[，；。！？!?;◎●■\n]|：(?=[“「])|(?<!\d),|,(?!\d)|……|——")
ENDS = "。！？!?\n"
SHORTEST, ALONE, LONGEST = 8, 5, 160
"""Characters; a shorter clause takes the one before it along, at a sentence's beginning it may be shorter yet, else it
takes the one behind; a longer one is cut to a window."""
ANNOUNCES = "是为有说道示出括下"
"""Before a colon these only make sense with what it announces: 最大的困难是：…"""
LEAD_IN = re.compile(r"[来后前时中间里内]\s*$")
"""How a clause ends that leads up to the next: 5年来，…"""
PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("「", "」"), ("(", ")"))
OPENERS, CLOSERS = "“‘（《「(", "”’）》」)"
_MARK = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
EDGE = " \u3000，；：、,;:—…"


class Clauses(Struct, frozen=True):
    """A text and the marks between its clauses."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> str:
        """Cut out the clause around ``text[start:end]``: whole, without loose marks at its edges."""
        before, behind = bisect_right(self.ends, start), bisect_left(self.begins, end)
        if self._leads_up(end, behind) and self._goes_on(behind):
            behind += 1
        while self._length(before, behind) < SHORTEST and self._may_widen(before, start):
            before -= 1
        if self._length(before, behind) < ALONE and self._goes_on(behind):
            behind += 1
        left, right = self._window(start, end, self._left(before), self._right(behind))
        return _balanced(self.text[left:right].strip(EDGE), start - left)

    def within(self, start: int, end: int) -> str:
        """Cut out what stands between the nearest marks, however short."""
        before, behind = bisect_right(self.ends, start), bisect_left(self.begins, end)
        return self.text[self._left(before) : self._right(behind)]

    def _leads_up(self, end: int, behind: int) -> bool:
        tail = self.text[end : self._right(behind)]
        return len(tail) < SHORTEST and LEAD_IN.search(tail) is not None

    def _goes_on(self, behind: int) -> bool:
        return behind < len(self.begins) and self.text[self.begins[behind]] not in ENDS

    def _window(self, start: int, end: int, left: int, right: int) -> tuple[int, int]:
        """Cut at a colon behind the figure; what is still too long at a 、, so that no word is cut."""
        colon = self.text.find("：", end, right)
        right = colon if colon >= 0 and self.text[colon - 1] not in ANNOUNCES else right
        if left < start - LONGEST // 2:
            left = start - LONGEST // 2
            left = self.text.find("、", left, start) + 1 or left
        if right > end + LONGEST // 2:
            right = end + LONGEST // 2
            mark = self.text.rfind("、", end, right)
            right = mark if mark > 0 else right
        return left, right

    def _left(self, before: int) -> int:
        return self.ends[before - 1] if before else 0

    def _right(self, behind: int) -> int:
        return self.begins[behind] if behind < len(self.begins) else len(self.text)

    def _length(self, before: int, behind: int) -> int:
        return len(self.text[self._left(before) : self._right(behind)].strip(EDGE))

    def _may_widen(self, before: int, start: int) -> bool:
        """Not past the end of a sentence, nor out of a quotation that goes on."""
        if before == 0 or self.text[self.ends[before - 1] - 1] in ENDS:
            return False
        taken = self.text[self._left(before - 1) : start]
        return taken.count("“") <= taken.count("”")


def split_clauses(text: str) -> Clauses:
    """Find the marks between clauses."""
    marks = [match.span() for match in STOPS.finditer(text)]
    return Clauses(text, tuple(begin for begin, _ in marks), tuple(end for _, end in marks))


def _balanced(clause: str, at: int) -> str:
    """Drop quotes and brackets at the edges that have no partner inside."""
    if _MARK.search(clause) is None:
        return clause.strip(EDGE)
    trimmed = clause.lstrip(CLOSERS)
    at -= len(clause) - len(trimmed)
    clause = trimmed.rstrip(OPENERS)
    for opener, closer in PAIRS:
        if clause.count(opener) > clause.count(closer):
            clause, at = _without(clause, clause.rfind(opener), at)
        elif clause.count(closer) > clause.count(opener):
            clause, at = _without(clause, clause.find(closer), at)
    return clause.strip(EDGE)


def _without(clause: str, mark: int, at: int) -> tuple[str, int]:
    """Keep the side of a lonely mark on which the figure stands, where that side is long enough."""
    side = clause[:mark] if at < mark else clause[mark + 1 :]
    if len(side.strip(EDGE)) < SHORTEST and 0 < mark < len(clause) - 1:
        return clause, at
    return side, at if at < mark else at - mark - 1
