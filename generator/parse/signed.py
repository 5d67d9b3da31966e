"""Who wrote an article, from where, and where it goes on: read off its lines and cut off its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Byline, Dateline, Jump
from generator.parse.fields.byline import find_author_note, find_bare_name, find_byline, find_closing_people
from generator.parse.fields.dateline import find_closing, find_opening
from generator.parse.fields.jump import cut_jump, find_jump
from generator.parse.join import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.parse.body import Body
    from generator.parse.segments import Segment

_LAST = 2
"""Paragraphs from the end in which an article may be signed."""


class Filed(Struct, frozen=True):
    """A dateline and the names that stand with it."""

    dateline: Dateline | None = None
    bylines: tuple[Byline, ...] = ()


def read_opening(body: Body) -> Filed:
    """Cut the dateline and its names off the first paragraph; of later ones only the names are taken."""
    filed = Filed()
    passages = [index for index, block in enumerate(body.blocks) if isinstance(block, Passage)]
    for index in passages:
        block = body.blocks[index]
        opening = find_opening(block.text)
        if opening is None or (index != passages[0] and opening.dateline is None):
            continue
        people = tuple(replace(b, lines=block.lines[:1]) for b in opening.bylines)
        if index != passages[0]:
            filed = Filed(filed.dateline, filed.bylines + people)
            continue
        body.blocks[index] = replace(block, text=block.text[opening.length :].strip() or block.text)
        dateline = opening.dateline or Dateline(block.text[: opening.length].strip())
        filed = Filed(replace(dateline, lines=block.lines[:1]), people)
    return filed


def read_closing(body: Body, *, has_dateline: bool) -> Filed:
    """Cut a dateline or names in brackets off the end of one of the last paragraphs."""
    passages = [index for index, block in enumerate(body.blocks) if isinstance(block, Passage)]
    for index in passages[-_LAST:][::-1]:
        block = body.blocks[index]
        text, dateline = (block.text, None) if has_dateline else find_closing(block.text)
        text, people = find_closing_people(text)
        if text and text != block.text:
            body.blocks[index] = replace(block, text=text)
            lines = block.lines[-1:]
            return Filed(
                replace(dateline, lines=lines) if dateline else None, tuple(replace(p, lines=lines) for p in people)
            )
    return Filed()


def read_jump(body: Body) -> Jump | None:
    """Cut jump lines off the paragraphs."""
    found: Jump | None = None
    for index, block in enumerate(body.blocks):
        if isinstance(block, Passage) and (jump := find_jump(block.text)) is not None:
            lines = (block.lines[0] if jump.back else block.lines[-1],)
            found = Jump(jump.to or (found.to if found else None), jump.back or (found.back if found else None), lines)
            body.blocks[index] = replace(block, text=cut_jump(block.text) or block.text)
    return found


def read_bylines(segment: Segment) -> Iterable[Byline]:
    """Yield the names on byline lines and in closing notes."""
    for item in segment.items:
        if item.role == "byline":
            people = find_byline(item.line.text) or find_bare_name(item.line.text)
        elif item.role == "note":
            people = find_author_note(item.line.text)
        else:
            continue
        yield from (replace(person, lines=(item.line.span,)) for person in people)


def _unique(bylines: Iterable[Byline]) -> tuple[Byline, ...]:
    found: dict[str, Byline] = {}
    for byline in bylines:
        found.setdefault(byline.name, byline)
    return tuple(found.values())
