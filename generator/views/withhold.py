"""Rights: what may only be excerpted loses its body here, before any view, feed or export can see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.digest import Digest, PageRecords
    from generator.model import Record

OPEN = frozenset({"folio", "editors"})
"""Furniture that says where a page is from, and may be shown of any."""


def withhold_bodies(digest: Digest) -> Digest:
    """Take the bodies out of every record with ``rights: excerpt``.

    Headlines, summary, numbers, places and what a citation needs stay. A number keeps value and unit and loses its
    clause, which is a piece of the body. Of a printed page with such a record folio and editors' names stay.
    """
    if all(record.rights == "full" for record in digest.records.values()):
        return digest
    records = {record_id: withhold_body(record) for record_id, record in digest.records.items()}
    pages = tuple(_withhold_furniture(page, tuple(records[r.id] for r in page.records)) for page in digest.pages)
    return replace(digest, records=records, pages=pages)


def _withhold_furniture(page: PageRecords, records: tuple[Record, ...]) -> PageRecords:
    bare = any(record.rights != "full" for record in records)
    kept = tuple(piece for piece in page.furniture if not bare or piece.kind in OPEN)
    return replace(page, records=records, furniture=kept)


def withhold_body(record: Record) -> Record:
    """Take the body out of one record, if it has to be."""
    if record.rights == "full":
        return record
    return replace(
        record,
        article=replace(record.article, abstract=None, blocks=(), figures=()),
        numbers=tuple(replace(number, text=f"{number.value}{number.unit}") for number in record.numbers),
    )
