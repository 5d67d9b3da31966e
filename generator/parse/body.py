"""The body of a segment: paragraphs put together, subheads, captions with their credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.model import Figure, Flag, Subhead
from generator.parse import marks, reasons
from generator.parse.features import strip_dress
from generator.parse.fields.byline import find_author_note
from generator.parse.fields.caption import find_credit_line, find_credit_tail, find_marker
from generator.parse.join import Draft, Passage, can_join, spans_at
from generator.parse.segments import PICTURE, TEXT

if TYPE_CHECKING:
    from generator.parse.segments import Segment
    from generator.parse.split import Labelled


class Body(Struct):
    """What is being read while a segment's lines go by; lives while one article is made."""

    blocks: list[Passage | Subhead] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """The paragraphs."""
        return [block for block in self.blocks if isinstance(block, Passage)]

    @property
    def joins(self) -> tuple[Flag, ...]:
        """A flag for every break that was joined."""
        return tuple(flag for passage in self.passages for flag in passage.joins)


def read_body(segment: Segment) -> Body:
    """Read paragraphs, subheads and figures in reading order; what was joined or can't be is flagged."""
    body = Body()
    drafts: list[Draft | Subhead] = []
    waiting: list[Labelled] = []
    for item in segment.items:
        is_text = item.role in TEXT or _continues(drafts, item)
        if waiting and (is_text or item.role not in PICTURE or _begins_group(waiting, item)):
            _add_figures(body, waiting)
            waiting = []
        if is_text:
            _add_paragraph(body, drafts, item)
        elif item.role in PICTURE:
            waiting.append(item)
        elif item.role in ("subhead", "label"):
            text = strip_dress(item.line.text) if item.role == "label" else item.line.text
            drafts.append(Subhead(text, (item.line.span,)))
        elif item.role == "note" and not find_author_note(item.line.text):
            drafts.append(Draft([item.line.text], [item.line.span]))
    _add_figures(body, waiting)
    body.blocks = [block.finish() if isinstance(block, Draft) else block for block in drafts]
    return body


def _begins_group(waiting: list[Labelled], item: Labelled) -> bool:
    return waiting[-1].role == "credit" and item.role == "caption"


def _add_paragraph(body: Body, drafts: list[Draft | Subhead], item: Labelled) -> None:
    text, tail = item.line.text, find_credit_tail(item.line.text) if item.role == "caption" else None
    if tail is not None:
        text = text[: -len(tail.raw)].rstrip()
        body.figures.append(Figure(None, tail.credits, None, (item.line.span,)))
    above = drafts[-1] if drafts else None
    if isinstance(above, Draft) and "verse" not in item.features and can_join(above.end, text):
        above.add(text, item.line.span)
        return
    if isinstance(above, Draft) and "verse" not in item.features and not marks.is_finished(above.end):
        lines = spans_at(*sorted((above.lines[-1][1], item.line.span[0])))
        body.flags.append(Flag("gap", lines, 0.6, reasons.GAP_INSIDE))
    drafts.append(Draft([text], [item.line.span]))


def _continues(drafts: list[Draft | Subhead], item: Labelled) -> bool:
    """Whether an unmarked caption is the second half of a paragraph that a column break cut."""
    above = drafts[-1] if drafts else None
    unmarked = item.role == "caption" and "caption" not in item.features
    return unmarked and isinstance(above, Draft) and can_join(above.end, item.line.text)


def _add_figures(body: Body, items: list[Labelled]) -> None:
    """Read a run of captions and the credits below them; a credit line speaks for every caption above it."""
    captions = [item for item in items if item.role == "caption"]
    lines = [(item, find_credit_line(item.line.text)) for item in items if item.role == "credit"]
    shared = tuple(credit for _, line in lines if line for credit in line.credits)
    below = tuple(item.line.span for item, _ in lines)
    for number, item in enumerate(captions):
        tail = find_credit_tail(item.line.text)
        text = item.line.text[: -len(tail.raw)].rstrip() if tail else item.line.text
        spans = (item.line.span, *(below if number == len(captions) - 1 else ()))
        body.figures.append(
            Figure(text or None, (*(tail.credits if tail else ()), *shared), find_marker(item.line.text), spans)
        )
    if lines and not captions:
        body.figures.append(Figure(None, shared, None, below))


def tell_captions(body: Body) -> None:
    """Make the unmarked caption of a photo item without other text its paragraph: it is what the item tells."""
    if (
        not body.passages
        and len(body.figures) == 1
        and (caption := body.figures[0].caption)
        and body.figures[0].marker is None
    ):
        figure = body.figures[0]
        body.blocks.append(Passage(caption, figure.lines[:1]))
        body.figures[0] = replace(figure, caption=None)
