"""Rights: what may only be excerpted loses its body here, before any view, feed or export can see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.model import Record


def withhold_bodies(digest: Digest) -> Digest:
    """Take the bodies out of every record with ``rights: excerpt``.

    Headlines, summary, numbers, places and what a citation needs stay. A number keeps value and unit and loses its
    clause, which is a piece of the body.
    """
    if all(record.rights == "full" for record in digest.records.values()):
        return digest
    records = {record_id: withhold_body(record) for record_id, record in digest.records.items()}
    pages = tuple(replace(page, records=tuple(records[r.id] for r in page.records)) for page in digest.pages)
    return replace(digest, records=records, pages=pages)


def withhold_body(record: Record) -> Record:
    """Take the body out of one record, if it has to be."""
    if record.rights == "full":
        return record
    return replace(
        record,
        article=replace(record.article, abstract=None, blocks=(), figures=()),
        numbers=tuple(replace(number, text=f"{number.value}{number.unit}") for number in record.numbers),
    )
