"""Records on disk, one printed page after the other, so that an archive need not be held in memory.

A folder goes in; page ids with their records come out, in order. A first look gathers the ids alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import RecordError
from generator.records.fields import ID
from generator.records.store import find_doubles, find_records, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.errors import Problem
    from generator.model import Record

_BEGINNING = 4096
"""Bytes in which the id stands, as we write a record."""
_PLAIN_ID = re.compile(rb"---\r?\nschema: 1\r?\nid: (" + ID.pattern.encode() + rb")\r?\n")


class PrintedPage(Struct, frozen=True):
    """The records of one printed page."""

    id: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all its records could be read."""
        return not self.problems


class PageIndex(Struct, frozen=True):
    """Which files are the records of which printed page."""

    paths: dict[str, tuple[Path, ...]]
    """By page id, both in order."""
    problems: tuple[Problem, ...] = ()
    """Files whose id another has too: they are no record's."""

    def read(self) -> Iterator[PrintedPage]:
        """Read page after page; a record that can't be read is a problem of its page."""
        for page_id, paths in self.paths.items():
            yield _read_page(page_id, paths)


def index_pages(folder: Path) -> PageIndex:
    """Find the printed pages that have records below a folder."""
    ids = [(find_id(path), path) for path in find_records(folder)]
    doubles = find_doubles(((id_, path) for id_, path in ids if id_ is not None), folder)
    paths: dict[str, list[Path]] = defaultdict(list)
    for id_, path in ids:
        if path not in doubles:
            paths[path.parent.name if id_ is None else id_.rpartition("-")[0]].append(path)
    problems = tuple(doubles[path] for _, path in ids if path in doubles)
    return PageIndex({page_id: tuple(paths[page_id]) for page_id in sorted(paths)}, problems)


def find_id(path: Path) -> str | None:
    """Find the id of the record in a file, at one glance if it stands as we write it; ``None`` if it can't be read."""
    try:
        with path.open("rb") as file:
            found = _PLAIN_ID.match(file.read(_BEGINNING))
        return read_record(path).record.id if found is None else found[1].decode()
    except (OSError, RecordError):
        return None


def _read_page(page_id: str, paths: tuple[Path, ...]) -> PrintedPage:
    records, problems = [], []
    for path in paths:
        try:
            records.append(read_record(path).record)
        except RecordError as err:
            problems.append(err.problem)
    return PrintedPage(page_id, tuple(records), tuple(problems))
