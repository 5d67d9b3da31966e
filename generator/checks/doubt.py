"""One doubt about a record, with the place in the raw page to compare and the file in which to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Record, Spans


class Doubt(Struct, frozen=True):
    """What may be wrong with a record."""

    record: Record
    code: str
    message: str
    lines: Spans = ()
    """Of the raw page; without them the record's own first line is meant."""

    def problem(self, records: Path) -> Problem:
        """Say it to someone whose records are in the folder ``records``."""
        source = self.record.article.source
        spans = self.lines or source.lines
        file = records / self.record.page_id / f"{self.record.ordinal}.md"
        place = Location(source.file, spans[0][0] if spans else None)
        return Problem(self.code, place, self.message, f"compare it with the raw page; correct it in {file.as_posix()}")
