"""What every story should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.doubt import doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.errors import Problem
    from generator.model import Record


def check_headline(records: Sequence[Record]) -> Iterator[Problem]:
    """Doubt stories without a headline; a fragment has none by nature."""
    for record in records:
        if record.article.headline is None and record.article.status != "fragment":
            yield doubt(record, "headline-missing", "no headline was found")


def check_body(records: Sequence[Record]) -> Iterator[Problem]:
    """Doubt stories with neither text nor picture."""
    for record in records:
        if not record.article.blocks and not record.article.figures:
            yield doubt(record, "body-missing", "neither text nor picture was found")
