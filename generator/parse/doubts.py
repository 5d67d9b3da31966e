"""What is missing from an article and what was guessed: its status, and a flag for each guess with lines and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Flag
from generator.parse import marks, reasons
from generator.parse.segments import TEXT, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Jump, Status
    from generator.parse.body import Body
    from generator.parse.segments import Segment


def read_status(segment: Segment, body: Body, jump: Jump | None) -> tuple[Status, list[Flag]]:
    """Say whether the article is whole, and flag what is missing."""
    passages = body.passages
    doubts: list[Flag] = []
    if jump is not None:
        doubts.append(Flag("jump", jump.lines, 1.0, reasons.JUMP))
    if not segment.has_headline:
        reason = reasons.NO_HOME if segment.astray is not None else reasons.NO_HEADLINE
        doubts.append(Flag("fragment", spans_of(segment.own), 0.5, reason))
        return "fragment", doubts
    headless = bool(passages) and marks.starts_bound(passages[0].text)
    endless = bool(passages) and not marks.is_finished(passages[-1].text) and not (jump and jump.to)
    gap = bool(segment.moved) and not any(segment.moved[0].line.span[0] in flag.lines[0] for flag in body.joins)
    if headless:
        doubts.append(Flag("head-missing", passages[0].lines[:1], 0.8, reasons.HEAD_MISSING))
    if gap:
        doubts.append(Flag("gap", (segment.moved[0].line.span,), 0.7, reasons.GAP_BEFORE_TAIL))
    if endless:
        doubts.append(Flag("tail-missing", passages[-1].lines[-1:], 0.8, reasons.TAIL_MISSING))
    inner = gap or any(flag.code == "gap" for flag in body.flags)
    if headless:
        return "head-missing", doubts
    return ("middle-missing" if inner else "tail-missing" if endless else "complete"), doubts


def find_guesses(segment: Segment) -> Iterable[Flag]:
    """Yield a flag for everything that was moved, may be astray, or was wrapped."""
    yield from _moves(segment)
    yield from _strays(segment)
    yield from _wraps(segment)


def _moves(segment: Segment) -> Iterable[Flag]:
    if segment.moved:
        open_end = next((i for i in reversed(segment.own) if i.role in TEXT), None)
        continues = open_end is not None and "finished" not in open_end.features
        reason = reasons.TAIL_CONTINUES if continues else reasons.TAIL_COHERES
        yield Flag("tail-moved", spans_of(segment.moved), 0.9 if continues else 0.75, reason)
    if segment.pictures:
        yield Flag("caption-moved", spans_of(segment.pictures), 0.7, reasons.CAPTION_COHERES)


def _strays(segment: Segment) -> Iterable[Flag]:
    if segment.astray is not None and segment.has_headline:
        yield Flag("astray", (segment.astray.line.span,), 0.6, reasons.ASTRAY)


def _wraps(segment: Segment) -> Iterable[Flag]:
    wrapped = tuple(sorted(item.line.span for item in segment.items if item.line.span[0] != item.line.span[1]))
    if wrapped:
        yield Flag("unwrapped", wrapped, 0.95, reasons.HARD_WRAP)


def confidence_of(flags: Iterable[Flag]) -> float:
    """The chance that every guess is right, were they independent; hard wraps, undone all alike, count once."""
    product = 1.0
    for flag in flags:
        product *= flag.confidence
    return round(max(product, 0.05), 2)
