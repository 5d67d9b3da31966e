"""Which files a site is made from, and whether one of them changed since the last look."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import SETTINGS, packaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config import Config

Snapshot = dict[str, tuple[int, int]]
"""Path → time of the last change in nanoseconds, and size."""


def watched(config: Config, settings: Path | None = None) -> tuple[Path, ...]:
    """The files and folders that a site is made from."""
    return (*config.sources, packaged("templates"), packaged("static"), settings or Path(SETTINGS))


def take_snapshot(places: Iterable[Path]) -> Snapshot:
    """Look at every file in ``places``; what vanishes meanwhile counts as gone, hidden files don't count."""
    return {path: mark for place in places for path, mark in _look(place)}


def _look(place: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if place.is_file():
        names = [str(place)]
    else:
        names = [
            os.path.join(folder, name)  # noqa: PTH118 - a tree of many files, looked at twice a second
            for folder, _, files in os.walk(place)
            for name in files
            if not name.startswith(".")
        ]
    for name in names:
        try:
            status = os.stat(name)  # noqa: PTH116 - as above
        except OSError:
            continue
        yield name, (status.st_mtime_ns, status.st_size)
