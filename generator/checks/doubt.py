"""One doubt about a record, with the place in the raw page to compare and the file in which to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Location, Problem

if TYPE_CHECKING:
    from generator.model import Record, Spans


def doubt(record: Record, code: str, message: str, lines: Spans = ()) -> Problem:
    """Point at ``lines`` of the raw page, or at the record's own first line."""
    source = record.article.source
    spans = lines or source.lines
    hint = f"compare it with the raw page; correct it in {record.page_id}/{record.ordinal}.md of your records folder"
    return Problem(code, Location(source.file, spans[0][0] if spans else None), message, hint)
