"""The same story, told twice in one digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.briefs import Brief


def check_doubles(briefs: Iterable[Brief], folder: Path) -> Iterator[Problem]:
    """Doubt a story whose text was already printed, but for punctuation and space, by a record before it."""
    first: dict[bytes, Brief] = {}
    for brief in briefs:
        earlier = brief if brief.body is None else first.setdefault(brief.body, brief)
        if earlier is not brief:
            file = folder / brief.page_id / f"{brief.id.rpartition('-')[2]}.md"
            yield Problem(
                "told-twice",
                Location(brief.file, brief.top),
                f"the same text as {earlier.id}: mark one of the two as a draft",
                f"compare it with the raw page; correct it in {file.as_posix()}",
            )
