"""Records on disk: read them, and do what ``reconcile`` decided.

A file that a person wrote or changed is never overwritten and never removed: ``apply`` looks at each once more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Location, Problem, RecordError
from generator.files import write_text
from generator.records.text import is_edited, loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import Record
    from generator.records.reconciled import Reconciled

_DEPTH = 2
"""``<page>/<number>.md``."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that is on disk."""

    record: Record
    path: Path
    edited: bool
    """A person wrote or changed it."""


# ---------------------------------------------------------------- disk → records


def read_records(folder: Path) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """Read every record below a folder, in order of path; one that can't be read is a problem, the rest go on.

    ``README.md`` and names that begin with ``.`` or ``_`` are no records.
    """
    kept, problems = [], []
    for path in sorted(folder.rglob("*.md")):
        if _is_record(path.relative_to(folder).parts):
            try:
                kept.append(read_record(path))
            except RecordError as err:
                problems.append(err.problem)
    single, twice = _without_doubles(kept, folder)
    return single, (*problems, *twice)


def held_ids(problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """Find the ids of records that are on disk but could not be read: their places are not free."""
    found = (Path(problem.location.path) for problem in problems if problem.severity == "error")
    below = (path.relative_to(folder).parts for path in found if path.is_relative_to(folder))
    return frozenset(f"{parts[0]}-{Path(parts[1]).stem}" for parts in below if len(parts) == _DEPTH)


def _is_record(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower() != "readme.md" and not any(part.startswith((".", "_")) for part in parts)


def read_record(path: Path) -> Kept:
    """Read one record; raise ``RecordError``."""
    text = _read_text(path)
    return Kept(loads(text, path.as_posix()), path, is_edited(text))


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as err:
        message = f"can't be read: {err.strerror}"
        raise RecordError("record-unreadable", Location(path.as_posix()), message) from err
    try:
        return content.decode()
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        hint = "save the file as UTF-8"
        raise RecordError("record-undecodable", Location(path.as_posix(), line), "not UTF-8", hint) from err


def _without_doubles(kept: Sequence[Kept], folder: Path) -> tuple[tuple[Kept, ...], list[Problem]]:
    """Keep one file an id: the one in its own place, else the first."""
    groups: dict[str, list[Kept]] = defaultdict(list)
    for item in kept:
        groups[item.record.id].append(item)
    chosen = {
        id_: min(items, key=lambda item: (item.path != record_path(item.record, folder), item.path))
        for id_, items in groups.items()
    }
    problems = [
        Problem(
            "record-id-twice",
            Location(item.path.as_posix()),
            f"id {item.record.id} is that of {chosen[item.record.id].path.as_posix()} too; this file is not used",
            "give one of the two another id, or delete it",
            "error",
        )
        for item in kept
        if item is not chosen[item.record.id]
    ]
    return tuple(item for item in kept if item is chosen[item.record.id]), problems


def record_path(record: Record, folder: Path) -> Path:
    """``records/city-daily-04/01.md``."""
    return folder / record.page_id / f"{record.ordinal}.md"


# ---------------------------------------------------------------- what to do → disk


def apply(reconciled: Reconciled) -> tuple[Problem, ...]:
    """Write and remove; a file that a person changed meanwhile is left alone and reported. Raise ``RecordError``."""
    return (*_write_all(reconciled.writes), *_remove_all(reconciled.removals))


def _write_all(writes: Mapping[Path, str]) -> Iterator[Problem]:
    for path, text in sorted(writes.items()):
        if _is_taken(path):
            yield _in_the_way(path, "not overwritten")
            continue
        try:
            write_text(path, text)
        except OSError as err:
            raise RecordError(
                "record-unwritable", Location(path.as_posix()), f"can't be written: {err.strerror}"
            ) from err


def _remove_all(paths: Iterable[Path]) -> Iterator[Problem]:
    for path in paths:
        if _is_taken(path):
            yield _in_the_way(path, "not removed")
            continue
        try:
            path.unlink(missing_ok=True)
            _remove_if_empty(path.parent)
        except OSError as err:
            raise RecordError(
                "record-unwritable", Location(path.as_posix()), f"can't be removed: {err.strerror}"
            ) from err


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _is_taken(path: Path) -> bool:
    """Whether a person's file stands here, readable or not."""
    if not path.is_file():
        return path.exists()
    try:
        return is_edited(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        return True


def _in_the_way(path: Path, outcome: str) -> Problem:
    message = f"{outcome}: it is not what the parser wrote"
    return Problem(
        "record-kept", Location(path.as_posix()), message, "correct it, or delete it to have it parsed again"
    )
