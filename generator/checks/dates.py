"""Dates that contradict each other."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.checks.doubt import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Record


def check_dates(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt a printed page whose stories do not all bear the same date, or of which only some bear one."""
    if len({record.date for record in records}) <= 1:
        return
    for _, group in groupby(sorted(records, key=attrgetter("id")), key=attrgetter("page_id")):
        page = list(group)
        dates = sorted({record.date or "none" for record in page})
        if len(dates) > 1:
            yield Doubt(page[0], "dates-mixed", f"the stories of this page bear different dates: {', '.join(dates)}")
