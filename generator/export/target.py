"""Where an export goes: a file of the user's choice, whole or not at all, or an open file for stdout.

What is written goes to a file beside its place, which then takes the place in one step. A file that is there already is
replaced if it is an export of the same kind, or empty; another one only when that is asked for.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.errors import ExportError, Location
from generator.files import MODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Write = Callable[[Path], None]
    """Writes the export into an empty file."""

HEAD = 4096
"""Bytes by which a file is told."""


def check_target(target: Path, is_ours: Callable[[bytes], bool]) -> None:
    """Refuse a folder, and a file that is no export of this kind; ``is_ours`` tells one by how it begins."""
    if target.is_dir():
        raise ExportError("export-folder", _at(target), "a folder, expected the name of a file", "add a name for it")
    if not target.exists() or not target.is_file():
        return
    with target.open("rb") as file:
        head = file.read(HEAD)
    if head and not is_ours(head):
        message = "there is a file already, and it is no such export; nothing was written"
        raise ExportError("export-taken", _at(target), message, "choose another name, or say --force")


def write_target(target: Path, write: Write) -> int:
    """Write a file, whole or not at all, and give its size; a pipe or a device gets the bytes as they are."""
    place = Path(os.path.realpath(target))  # a link stays, and what it leads to changes
    if place.exists() and not place.is_file():
        with _scratch(None) as made, made.open("rb") as file, place.open("wb") as end:
            write(made)
            shutil.copyfileobj(file, end)
            return file.tell()
    with _scratch(place) as made:
        write(made)
        made.chmod(stat.S_IMODE(place.stat().st_mode) if place.exists() else MODE)
        size = made.stat().st_size
        made.replace(place)
    return size


def open_written(write: Write) -> BinaryIO:
    """Write an export and give it as an open file that is nowhere else."""
    with _scratch(None) as made:
        write(made)
        return made.open("rb")


@contextmanager
def _scratch(place: Path | None) -> Iterator[Path]:
    """Make an empty file beside a place, or among the temporary files; it is gone afterwards, unless it was moved."""
    folder = None if place is None else place.parent
    handle, name = tempfile.mkstemp(dir=folder, prefix=".baozhai-export-")
    os.close(handle)
    made = Path(name)
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


def _at(path: Path) -> Location:
    return Location(path.as_posix())
