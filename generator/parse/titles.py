"""The title block of a segment: rubric, kicker, headline and subtitle, and what is doubtful about their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Flag, Text
from generator.parse import reasons
from generator.parse.features import find_rubric_end, strip_dress
from generator.parse.segments import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.parse.segments import Segment

_WEAK = 0.5
"""Nats below which a role is worth a second look."""


class Titles(Struct, frozen=True):
    """The title block, with what is doubtful about it."""

    rubric: Text | None
    kicker: Text | None
    headline: Text | None
    subtitle: Text | None
    flags: tuple[Flag, ...]


def read_titles(segment: Segment) -> Titles:
    """Read the title lines; a rubric in brackets is cut off the headline."""

    def read(role: str) -> Text | None:
        lines = [item for item in segment.own if item.role == role]
        return Text(" ".join(item.line.text for item in lines), spans_of(lines)) if lines else None

    rubric, headline = read("rubric"), read("headline")
    if rubric is not None:
        rubric = replace(rubric, text=strip_dress(rubric.text) or rubric.text)
    if headline is not None and (end := find_rubric_end(headline.text)) is not None:
        rubric = rubric or Text(end["word"], headline.lines)
        headline = Text(headline.text[: end.start()].rstrip(), headline.lines)
    return Titles(rubric, read("kicker"), headline, read("subtitle"), tuple(_title_doubts(segment)))


def _title_doubts(segment: Segment) -> Iterable[Flag]:
    lines = [item for item in segment.own if item.role in ("kicker", "headline", "subtitle")]
    unmarked = [
        item for item in lines if not item.features & {"dash-start", "dash-end", "bullet", "couplet", "photo-headline"}
    ]
    if len(lines) > 1 and len(unmarked) == len(lines):
        yield Flag("title-guessed", spans_of(lines), 0.75, reasons.TITLE_ORDER)
    for item in segment.own:
        if item.role == "headline" and item.margin < _WEAK and len(lines) == 1 and item.index > 0:
            yield Flag("boundary-guessed", (item.line.span,), 0.7, reasons.WEAK_BOUNDARY)


def read_abstract(segment: Segment) -> Text | None:
    """Read the lines between title and text that sum the article up."""
    lines = [item for item in segment.own if item.role == "abstract"]
    return Text("".join(item.line.text for item in lines), spans_of(lines)) if lines else None
