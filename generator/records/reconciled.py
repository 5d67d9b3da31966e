"""What parsing again means for the records on disk: which stay, which change, which are new, which go.

The one rule: what a person wrote or changed is never overwritten and never removed. Pure: ``store.apply`` acts on it.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import unified_diff
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Location, Problem, RecordError
from generator.invocation import command
from generator.records.store import record_path
from generator.records.text import dumps, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model import Record
    from generator.records.store import Kept


class Pages(Struct, frozen=True):
    """Printed pages by id: what this run could read, and what it could not."""

    parsed: frozenset[str]
    failed: frozenset[str] = frozenset()


class Reconciled(Struct, frozen=True):
    """What the digest is made of, and what that means for the disk."""

    records: tuple[Record, ...]
    writes: Mapping[Path, str]
    """Only files that are new or change."""
    removals: tuple[Path, ...]
    problems: tuple[Problem, ...]


def reconcile(fresh: Sequence[Record], kept: Sequence[Kept], folder: Path, pages: Pages | None = None) -> Reconciled:
    """Lay what was parsed now over what is on disk; pure.

    ``pages`` says which printed pages were parsed and which failed. Records of a failed page stay; untouched records
    of a page in neither set go with the page. Without ``pages``, only pages of ``fresh`` are taken as parsed, and
    records of any other stay.
    """
    parsed: dict[str, list[Record]] = defaultdict(list)
    for record in fresh:
        parsed[record.page_id].append(record)
    on_disk: dict[str, list[Kept]] = defaultdict(list)
    for item in kept:
        on_disk[item.record.page_id].append(item)
    return join_pages(
        step
        for page_id in dict.fromkeys((*parsed, *on_disk))
        for step in _steps(
            parsed.get(page_id, ()),
            on_disk.get(page_id, ()),
            folder,
            whole=page_id in parsed if pages is None else page_id not in pages.failed,
        )
    )


def reconcile_page(fresh: Sequence[Record], kept: Sequence[Kept], folder: Path, *, whole: bool) -> Reconciled:
    """Do the same for one printed page; ``whole`` says that ``fresh`` is all there is, so that others are gone."""
    return join_pages(_steps(fresh, kept, folder, whole=whole))


def _steps(fresh: Sequence[Record], kept: Sequence[Kept], folder: Path, *, whole: bool) -> Iterator[Reconciled]:
    known = {item.record.id: item for item in reversed(kept)}
    written = {record.id for record in fresh}
    for record in fresh:
        yield _write(record, known.get(record.id), folder)
    for id_, item in known.items():
        if id_ not in written:
            yield _leave(item, whole)


def join_pages(parts: Iterable[Reconciled]) -> Reconciled:
    """Put printed pages together: records by page and number, problems as they come."""
    steps = tuple(parts)
    return Reconciled(
        tuple(sorted([record for step in steps for record in step.records], key=_by_page)),
        {path: text for step in steps for path, text in step.writes.items()},
        tuple(sorted([path for step in steps for path in step.removals])),
        tuple([problem for step in steps for problem in step.problems]),
    )


def _by_page(record: Record) -> tuple[str, int]:
    page_id, _, ordinal = record.id.rpartition("-")
    return page_id, int(ordinal)


def _step(
    *records: Record,
    writes: Mapping[Path, str] | None = None,
    removals: tuple[Path, ...] = (),
    problem: Problem | None = None,
) -> Reconciled:
    return Reconciled(records, writes or {}, removals, () if problem is None else (problem,))


def _write(record: Record, kept: Kept | None, folder: Path) -> Reconciled:
    try:
        sealed, text = seal(record)
    except RecordError as err:
        return _step(kept.record if kept else record, problem=err.problem)
    if kept is None:
        return _step(sealed, writes={record_path(record, folder): text})
    if kept.edited:
        return _step(kept.record, problem=_differs(sealed, kept))
    return _step(sealed, writes={} if sealed == kept.record else {kept.path: text})


def _differs(sealed: Record, kept: Kept) -> Problem | None:
    """Doubt an edited record whose parser would write something else now than what the person began from.

    Tags are weighed against the whole digest and drift when a page is added: that alone is no doubt.
    """
    old = kept.record
    same_tags = replace(sealed, tags=old.tags)
    if old.parsed is None:
        same = replace(sealed, parsed=None) == old or replace(same_tags, parsed=None) == old
    else:
        same = old.parsed in (sealed.parsed, seal(same_tags)[0].parsed)
    if same:
        return None
    message = "edited by hand and kept; the parser would now write something else"
    compare = f"see the difference with: {command('parse --diff')}"
    hint = f"{compare}; to keep yours without this notice, set parsed: {sealed.parsed}"
    return Problem("record-edited-differs", Location(kept.path.as_posix()), message, hint)


def _leave(kept: Kept, gone: bool) -> Reconciled:  # noqa: FBT001 - both answers are one question
    if not gone:
        return _step(kept.record)
    if not kept.edited:
        return _step(removals=(kept.path,))
    if kept.record.parsed is None:
        return _step(kept.record)
    message = "edited by hand and kept; the parser no longer finds its article"
    hint = "delete the file if the article is gone for good, or delete its parsed: line to make it yours"
    return _step(kept.record, problem=Problem("record-article-gone", Location(kept.path.as_posix()), message, hint))


def diff(kept: Kept, fresh: Record) -> str:
    """Show what a person's record has and what the parser would write, as a unified diff; equal is empty."""
    mine = dumps(kept.record).splitlines(keepends=True)
    parsed = dumps(replace(fresh, parsed=kept.record.parsed)).splitlines(keepends=True)
    return "".join(unified_diff(mine, parsed, kept.path.as_posix(), f"{fresh.article.source.file} (parsed)"))
