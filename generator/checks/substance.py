"""What every story should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.doubt import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Record


def check_headline(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt stories without a headline; a fragment has none by nature."""
    for record in records:
        if record.article.headline is None and record.article.status != "fragment":
            yield Doubt(record, "headline-missing", "no headline was found")


def check_body(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt stories with neither text nor picture."""
    for record in records:
        if not record.article.blocks and not record.article.figures:
            yield Doubt(record, "body-missing", "neither text nor picture was found")
