"""Records on disk: read them, and do what ``reconcile`` decided.

A file that a person wrote or changed is never overwritten and never removed: ``apply`` looks at each once more.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, Problem, RecordError
from generator.files import write_text
from generator.records.canonical import find_record
from generator.records.text import is_edited, is_edited_normal, loads_yaml, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import Record
    from generator.records.reconciled import Reconciled

_DEPTH = 2
"""``<page>/<number>.md``."""


class Kept(Struct, frozen=True):
    """A record that is on disk."""

    record: Record
    path: Path
    edited: bool
    """A person wrote or changed it."""


# ---------------------------------------------------------------- disk → records


def read_records(folder: Path) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """Read every record below a folder, in order of path; one that can't be read is a problem, the rest go on."""
    kept, problems = [], []
    for path in find_records(folder):
        try:
            kept.append(read_record(path))
        except RecordError as err:
            problems.append(err.problem)
    doubles = find_doubles(((item.record.id, item.path) for item in kept), folder)
    twice = (doubles[item.path] for item in kept if item.path in doubles)
    return tuple(item for item in kept if item.path not in doubles), (*problems, *twice)


def find_records(folder: Path) -> tuple[Path, ...]:
    """Find the files of all records below a folder, in order of path.

    ``README.md`` and names that begin with ``.`` or ``_`` are no records.
    """
    return tuple(path for path in sorted(folder.rglob("*.md")) if is_record_path(path.relative_to(folder).parts))


def held_ids(problems: Iterable[Problem], folder: Path) -> frozenset[str]:
    """Find the ids of records that are on disk but could not be read: their places are not free."""
    found = (Path(problem.location.path) for problem in problems if problem.severity == "error")
    below = (path.relative_to(folder).parts for path in found if path.is_relative_to(folder))
    return frozenset(f"{parts[0]}-{Path(parts[1]).stem}" for parts in below if len(parts) == _DEPTH)


def is_record_path(parts: tuple[str, ...]) -> bool:
    """Whether a file, named by the parts of its path below the records folder, should be a record."""
    return (
        parts[-1].endswith(".md")
        and parts[-1].lower() != "readme.md"
        and not any(part.startswith((".", "_")) for part in parts)
    )


def read_record(path: Path) -> Kept:
    """Read one record; raise ``RecordError``."""
    try:
        content = path.read_bytes()
    except OSError as err:
        message = f"can't be read: {err.strerror}"
        raise RecordError("record-unreadable", Location(path.as_posix()), message) from err
    return decode_record(content, path)


def decode_record(content: bytes, path: Path) -> Kept:
    """Read the bytes of one record's file; raise ``RecordError``."""
    try:
        text = normalise(content.decode())
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        hint = "save the file as UTF-8"
        raise RecordError("record-undecodable", Location(path.as_posix(), line), "not UTF-8", hint) from err
    return Kept(find_record(text) or loads_yaml(text, path.as_posix()), path, is_edited_normal(text))


def find_doubles(held: Iterable[tuple[str, Path]], folder: Path) -> dict[Path, Problem]:
    """Find the files that are not used because another has the same id, out of (id, path) of all files.

    The one in its own place is used, else the first.
    """
    files: dict[str, list[Path]] = defaultdict(list)
    for id_, path in held:
        files[id_].append(path)
    found: dict[Path, Problem] = {}
    for id_, paths in files.items():
        if len(paths) > 1:
            own = _path_of(id_, folder)
            used = min(paths, key=lambda path: (path != own, path))
            found |= {path: _double(id_, path, used) for path in paths if path != used}
    return found


def _double(id_: str, path: Path, used: Path) -> Problem:
    message = f"id {id_} is that of {used.as_posix()} too; this file is not used"
    hint = "give one of the two another id, or delete it"
    return Problem("record-id-twice", Location(path.as_posix()), message, hint, "error")


def record_path(record: Record, folder: Path) -> Path:
    """``records/city-daily-04/01.md``."""
    return _path_of(record.id, folder)


def _path_of(id_: str, folder: Path) -> Path:
    page_id, _, ordinal = id_.rpartition("-")
    return folder / page_id / f"{ordinal}.md"


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
