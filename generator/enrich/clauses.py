"""The clause in which something stands, sensible to read alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

STOPS = re.compile(r"[，；。！？!?;\n]|：(?=[“「])|(?<!\d),|,(?!\d)|……|——")
ENDS = "。！？!?\n"
SHORTEST, LONGEST = 8, 160
"""Characters; a shorter clause takes the one before it along, else the one behind; a longer one is cut to a window."""
PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("「", "」"), ("(", ")"))
OPENERS, CLOSERS = "“‘（《「(", "”’）》」)"
EDGE = " \u3000，；：、,;:—…"


@dataclass(frozen=True, slots=True)
class Clauses:
    """A text and the marks between its clauses."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def around(self, start: int, end: int) -> str:
        """Cut out the clause around ``text[start:end]``: whole, without loose marks at its edges."""
        before, behind = bisect_right(self.ends, start), bisect_left(self.begins, end)
        while self._is_short(before, behind) and self._may_widen(before, start):
            before -= 1
        if self._is_short(before, behind) and behind < len(self.begins) and self.text[self.begins[behind]] not in ENDS:
            behind += 1
        left, right = max(self._left(before), start - LONGEST // 2), min(self._right(behind), end + LONGEST // 2)
        return _balanced(self.text[left:right].strip(EDGE), start - left)

    def _left(self, before: int) -> int:
        return self.ends[before - 1] if before else 0

    def _right(self, behind: int) -> int:
        return self.begins[behind] if behind < len(self.begins) else len(self.text)

    def _is_short(self, before: int, behind: int) -> bool:
        left, right = self._left(before), self._right(behind)
        return right - left < LONGEST and len(self.text[left:right].strip(EDGE)) < SHORTEST

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
