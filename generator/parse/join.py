"""Paragraphs cut by column breaks, put together.

Two parts are joined when, and only when, the first has no final mark and the next can go on from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.model import Flag
from generator.parse import marks, reasons
from generator.parse.fields.dateline import find_opening
from generator.parse.lines import join_text

if TYPE_CHECKING:
    from generator.model import Spans


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in the making: text, the lines it came from, and the joins that made it."""

    text: str
    lines: Spans
    joins: tuple[Flag, ...] = ()

    def joined(self, below: Passage) -> Passage:
        """Put the passage below to the end of this one."""
        confidence, reason = _evidence(self.text, below.text)
        above_line, below_line = self.lines[-1][1], below.lines[0][0]
        lines = ((above_line, below_line),) if above_line < below_line else spans_at(below_line, above_line)
        flag = Flag("joined", lines, confidence, reason)
        return replace(
            self,
            text=join_text(self.text, below.text),
            lines=self.lines + below.lines,
            joins=(*self.joins, flag, *below.joins),
        )


def spans_at(*lines: int) -> Spans:
    """Single lines as spans."""
    return tuple((line, line) for line in lines)


def can_join(above: str, below: str) -> bool:
    """Whether a paragraph stops in mid-sentence and the next line can go on from there."""
    if marks.is_finished(above):
        return False
    if marks.is_list_item(below) or find_opening(below) is not None:
        return False
    if marks.cuts_word(above, below):
        return True
    return marks.ends_bound(above) or not marks.starts_fresh(below)


def _evidence(above: str, below: str) -> tuple[float, str]:
    if marks.cuts_word(above, below):
        return 0.97, reasons.WORD_CUT
    if marks.ends_bound(above):
        return 0.95, reasons.MID_PHRASE
    if marks.starts_bound(below):
        return 0.95, reasons.STARTS_BOUND
    return 0.85, reasons.NO_FINAL_MARK
