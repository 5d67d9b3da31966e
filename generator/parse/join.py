"""Paragraphs cut by column breaks, put together.

Two parts are joined when, and only when, the first has no final mark and the next can go on from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.model import Flag
from generator.parse import marks, reasons
from generator.parse.fields.dateline import find_opening
from generator.parse.lines import join_texts

if TYPE_CHECKING:
    from generator.model import Span, Spans


class Passage(Struct, frozen=True):
    """A paragraph: its text, the lines it came from, and the joins that made it."""

    text: str
    lines: Spans
    joins: tuple[Flag, ...] = ()


class Draft(Struct):
    """A paragraph whose pieces are still being found, from the first line on; lives while one body is read."""

    parts: list[str]
    lines: list[Span]
    joins: list[Flag] = field(default_factory=list)

    @property
    def end(self) -> str:
        """The last piece: what decides whether the paragraph can go on."""
        return self.parts[-1]

    def add(self, text: str, line: Span) -> None:
        """Join the next piece, with a flag that says why."""
        confidence, reason = _evidence(self.end, text)
        above, below = self.lines[-1][1], line[0]
        lines = ((above, below),) if above < below else spans_at(below, above)
        self.joins.append(Flag("joined", lines, confidence, reason))
        self.parts.append(text)
        self.lines.append(line)

    def finish(self) -> Passage:
        """Make the paragraph."""
        return Passage(join_texts(self.parts), tuple(self.lines), tuple(self.joins))


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
