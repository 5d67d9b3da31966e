"""How a record's front matter looks: Record → YAML text. The reading side is ``fields.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.emit import block_group, block_list, emit, flow_group, flow_list
from generator.records.fields import SCHEMA
from generator.units import block_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import yaml

    from generator.model import (
        Article,
        Byline,
        Credit,
        Dateline,
        Figure,
        Flag,
        Jump,
        Quantity,
        Record,
        Region,
        Spans,
        Text,
    )
    from generator.records.emit import Plain


def dumps_fields(record: Record) -> str:
    """Write the front matter of a record, without its ``---`` lines."""
    return emit(block_group(_fields(record)))


def _fields(record: Record) -> dict[str, Plain | yaml.Node]:
    article = record.article
    return {
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
        "bylines": block_list(_person(byline) for byline in article.bylines),
        "figures": block_list(_figure(figure) for figure in article.figures),
        "regions": block_list(_region(region) for region in record.regions),
        "tags": flow_list(record.tags),
        "numbers": block_list(_quantity(number) for number in record.numbers),
        "summary": record.summary,
        "paper": record.paper,
        "date": record.date,
        "date_source": record.date_source,
        "page": record.page,
        "section": record.section,
        "jump": None if article.jump is None else _jump(article.jump),
        "source": _source(article),
        "status": article.status,
        "confidence": article.confidence,
        "flags": block_list(_flag(flag) for flag in article.flags),
        "rights": record.rights,
        "draft": record.draft,
        "parsed": record.parsed,
    }


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _dateline(dateline: Dateline) -> yaml.Node:
    pairs = {"raw": dateline.raw, "outlet": dateline.outlet, "place": dateline.place, "kind": dateline.kind}
    return flow_group(pairs)


def _person(person: Byline | Credit) -> yaml.Node:
    return flow_group({"name": person.name, "role": person.role, "outlet": person.outlet})


def _figure(figure: Figure) -> yaml.Node:
    credits_ = flow_list(_person(credit) for credit in figure.credits) if figure.credits else None
    return flow_group({"caption": figure.caption, "credits": credits_, "marker": figure.marker})


def _region(region: Region) -> yaml.Node:
    path = flow_list(region.path)
    return flow_group({"code": region.code, "path": path, "basis": region.basis, "primary": region.primary or None})


def _quantity(number: Quantity) -> yaml.Node:
    return flow_group({"value": number.value, "unit": number.unit, "text": number.text})


def _jump(jump: Jump) -> yaml.Node:
    return flow_group({"to": jump.to, "back": jump.back})


def _flag(flag: Flag) -> yaml.Node:
    pairs: dict[str, Plain | yaml.Node] = {
        "code": flag.code,
        "lines": _spans(flag.lines),
        "confidence": flag.confidence,
        "reason": flag.reason,
    }
    return flow_group(pairs)


def _spans(spans: Spans) -> yaml.Node:
    return flow_list(flow_list(span) for span in spans)


def _source(article: Article) -> yaml.Node:
    source = article.source
    units = {name: _spans(lines) for name, lines in _units(article)}
    return block_group(
        {
            "file": source.file,
            "sha256": source.sha256,
            "lines": _spans(source.lines),
            "units": flow_group(units),
        }
    )


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
