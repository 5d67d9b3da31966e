"""The pieces of a record that are translated and cited one by one, such as ``headline``, ``p3`` and ``c1``.

A unit's id is the same in every language; it is the paragraph's anchor on the site and, behind the record's
ordinal, the ``msgctxt`` of the PO file (``01/p3``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.model import Markup, Subhead

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    ids, paragraphs, subheads = [], 0, 0
    for block in blocks:
        if isinstance(block, Subhead):
            subheads += 1
            ids.append(f"s{subheads}")
        else:
            paragraphs += 1
            ids.append(f"p{paragraphs}")
    return tuple(ids)


def find_units(record: Record) -> tuple[Unit, ...]:
    """Find the record's units, in reading order."""
    kept = _KEPT.get(id(record))
    if kept is not None and kept[0] is record:
        return kept[1]
    units = tuple(_units(record))
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    _KEPT[id(record)] = record, units
    return units


_MOST = 256
_KEPT: dict[int, tuple[Record, tuple[Unit, ...]]] = {}
"""Units of the records that were asked for last: while a story's pages are planned, one record is asked many times. By
identity, for to compare two records takes longer than to find their units; the record is kept with them, so that no
other can have its identity meanwhile."""


def _units(record: Record) -> Iterator[Unit]:
    article = record.article
    for name in ("rubric", "kicker", "headline", "subtitle", "abstract"):
        piece = getattr(article, name)
        if piece is not None:
            yield Unit(name, piece.text, piece.lines)
    for number, byline in enumerate(article.bylines, 1):
        yield Unit(f"b{number}", byline.name, byline.lines)
    for unit_id, block in zip(block_ids(article.blocks), article.blocks, strict=True):
        yield Unit(unit_id, block.source if isinstance(block, Markup) else block.text, block.lines)
    for number, figure in enumerate(article.figures, 1):
        if figure.caption is not None:
            yield Unit(f"c{number}", figure.caption, figure.lines)
    if record.summary is not None:
        yield Unit("summary", record.summary)
    for number, quantity in enumerate(record.numbers, 1):
        yield Unit(f"n{number}", quantity.text)
