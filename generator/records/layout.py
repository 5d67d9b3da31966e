"""How a record's front matter looks: Record → YAML text. The reading side is ``fields.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.emit import Block, emit
from generator.records.fields import SCHEMA
from generator.units import block_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import (
        Article,
        Byline,
        Credit,
        Dateline,
        Figure,
        Flag,
        Quantity,
        Record,
        Region,
        Spans,
        Text,
    )
    from generator.records.emit import Value


def dumps_fields(record: Record) -> str:
    """Write the front matter of a record, without its ``---`` lines."""
    return emit(list_fields(record))


def list_fields(record: Record) -> Block:
    """List the keys of a record's front matter with their plain values."""
    article = record.article
    return Block(
        {
            "schema": SCHEMA,
            "id": record.id,
            "lang": record.lang,
            "genre": article.genre,
            "kicker": _text(article.kicker),
            "headline": _text(article.headline),
            "subtitle": _text(article.subtitle),
            "rubric": _text(article.rubric),
            "abstract": _text(article.abstract),
            "dateline": None if article.dateline is None else _dateline(article.dateline),
            "bylines": [_person(byline) for byline in article.bylines],
            "figures": [_figure(figure) for figure in article.figures],
            "regions": [_region(region) for region in record.regions],
            "tags": record.tags,
            "numbers": [_quantity(number) for number in record.numbers],
            "summary": record.summary,
            "paper": record.paper,
            "date": record.date,
            "date_source": record.date_source,
            "page": record.page,
            "section": record.section,
            "jump": None if article.jump is None else {"to": article.jump.to, "back": article.jump.back},
            "source": _source(article),
            "status": article.status,
            "confidence": article.confidence,
            "flags": [_flag(flag) for flag in article.flags],
            "rights": record.rights,
            "draft": record.draft,
            "parsed": record.parsed,
        }
    )


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _dateline(dateline: Dateline) -> Value:
    return {"raw": dateline.raw, "outlet": dateline.outlet, "place": dateline.place, "kind": dateline.kind}


def _person(person: Byline | Credit) -> Value:
    return {"name": person.name, "role": person.role, "outlet": person.outlet}


def _figure(figure: Figure) -> Value:
    credits_ = tuple(_person(credit) for credit in figure.credits) or None
    return {"caption": figure.caption, "credits": credits_, "marker": figure.marker}


def _region(region: Region) -> Value:
    primary = True if region.primary else None
    return {"code": region.code, "path": region.path, "basis": region.basis, "primary": primary}


def _quantity(number: Quantity) -> Value:
    return {"value": number.value, "unit": number.unit, "text": number.text}


def _flag(flag: Flag) -> Value:
    return {"code": flag.code, "lines": flag.lines, "confidence": flag.confidence, "reason": flag.reason}


def _source(article: Article) -> Block:
    source = article.source
    return Block(file=source.file, sha256=source.sha256, lines=source.lines, units=dict(_units(article)))


def _units(article: Article) -> Iterator[tuple[str, Spans]]:
    """Yield the lines of every unit; numbered units all or none, for their number is what finds them again."""
    for name in ("rubric", "kicker", "headline", "subtitle", "abstract", "dateline", "jump"):
        piece = getattr(article, name)
        if piece is not None and piece.lines:
            yield name, piece.lines
    yield from _all_or_none((f"b{n}", byline.lines) for n, byline in enumerate(article.bylines, 1))
    ids = block_ids(article.blocks)
    yield from _all_or_none((i, block.lines) for i, block in zip(ids, article.blocks, strict=True))
    yield from _all_or_none((f"c{n}", figure.lines) for n, figure in enumerate(article.figures, 1))


def _all_or_none(units: Iterable[tuple[str, Spans]]) -> tuple[tuple[str, Spans], ...]:
    found = tuple(units)
    return found if any(lines for _, lines in found) else ()
