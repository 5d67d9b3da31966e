"""The pieces of a record that are translated and cited one by one, such as ``headline``, ``p3`` and ``c1``.

A unit's id is the same in every language; it is the paragraph's anchor on the site and, behind the record's
ordinal, the ``msgctxt`` of the PO file (``01/p3``).
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.model import Markup, Subhead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Block, Record, Spans


class Unit(Struct, frozen=True):
    """One translatable piece of a record."""

    id: str
    """``kicker``, ``headline``, ``subtitle``, ``rubric``, ``abstract``, ``summary``, ``b1`` (byline), ``p1``
    (paragraph), ``s1`` (subhead), ``c1`` (caption), ``n1`` (clause of a number)."""
    text: str
    """In the record's language; Markdown where a person wrote Markdown."""
    lines: Spans = ()


def block_ids(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Number paragraphs ``p1…`` and subheads ``s1…`` in reading order, each kind by itself."""
    paragraphs, subheads = count(1), count(1)
    return tuple([f"s{next(subheads)}" if isinstance(block, Subhead) else f"p{next(paragraphs)}" for block in blocks])


def find_units(record: Record) -> tuple[Unit, ...]:
    """Find the record's units, in reading order."""
    return _look_up(record)[1]


def find_told(record: Record) -> tuple[Unit, ...]:
    """Find the units that tell the story: no names, no rubric, no clauses of figures, which are labels in any language.

    A summary tells it only where the body may not be published.
    """
    told = TELLING if record.rights == "full" else {*TELLING, "summary"}
    return tuple([unit for unit in find_units(record) if unit.id.rstrip("0123456789") in told])


def index_units(record: Record) -> Mapping[str, Unit]:
    """Find the record's units by their ids, in reading order."""
    return _look_up(record)[2]


TELLING = frozenset({"kicker", "headline", "subtitle", "abstract", "p", "s", "c"})
"""Kinds of units that tell a story."""

_Known = tuple["Record", tuple[Unit, ...], "Mapping[str, Unit]"]


def _look_up(record: Record) -> _Known:
    kept = _KEPT.get(id(record))
    if kept is not None and kept[0] is record:
        return kept
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    units = tuple(_units(record))
    _KEPT[id(record)] = found = record, units, {unit.id: unit for unit in units}
    return found


_MOST = 256
_KEPT: dict[int, _Known] = {}
"""Units of the records that were asked for last: while a story's pages are planned, one record is asked many times. By
identity, for to compare two records takes longer than to find their units; the record is kept with them, so that no
other can have its identity meanwhile."""


def _units(record: Record) -> list[Unit]:
    article = record.article
    pieces = (
        ("rubric", article.rubric),
        ("kicker", article.kicker),
        ("headline", article.headline),
        ("subtitle", article.subtitle),
        ("abstract", article.abstract),
    )
    found = [Unit(name, piece.text, piece.lines) for name, piece in pieces if piece is not None]
    found += [Unit(f"b{number}", byline.name, byline.lines) for number, byline in enumerate(article.bylines, 1)]
    found += map(_unit_of_block, block_ids(article.blocks), article.blocks)
    for number, figure in enumerate(article.figures, 1):
        if figure.caption is not None:
            found.append(Unit(f"c{number}", figure.caption, figure.lines))
    if record.summary is not None:
        found.append(Unit("summary", record.summary))
    found += [Unit(f"n{number}", quantity.text) for number, quantity in enumerate(record.numbers, 1)]
    return found


def _unit_of_block(unit_id: str, block: Block) -> Unit:
    return Unit(unit_id, block.source if isinstance(block, Markup) else block.text, block.lines)
