"""What is run and what it cost, and what it left on the disk; the clock itself is ``stopwatch``.

CPU is user and system time of a process and of all the processes that it waited for; memory is the peak of the
largest of them and, as far as the system tells, the most that all of them held at one moment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STOPWATCH = Path(__file__).with_name("stopwatch.py")


@dataclass(frozen=True, slots=True)
class Task:
    """A program to run: what a shell would be told."""

    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """What it cost."""

    wall: float
    cpu: float
    system: float
    """The kernel's part of ``cpu``."""
    memory: float
    """MiB of the largest process."""
    together: float | None
    """MiB of all its processes at their most, where there was more than one."""
    failed: bool
    stopped: bool
    """It failed because its time was up."""


def run(task: Task, log: Path, limit: float = 900) -> Run:
    """Run a program to its end, or for ``limit`` seconds; what it says goes to a log."""
    told = {
        "argv": [os.fspath(word) for word in task.argv],
        "folder": os.fspath(task.folder),
        "environment": dict(task.environment),
        "log": os.fspath(log),
        "limit": limit,
    }
    watched = subprocess.run(  # noqa: S603 - a script of this folder
        (sys.executable, "-I", "-S", STOPWATCH), input=json.dumps(told), capture_output=True, text=True, check=True
    )
    return Run(**json.loads(watched.stdout))


@dataclass(frozen=True, slots=True)
class Heap:
    """What lies in a folder."""

    files: int
    html: int
    size: int
    """Bytes."""


def survey(folder: Path) -> Heap:
    """Count the files of a folder and their bytes."""
    files = html = size = 0
    for entry in _walk(os.fspath(folder)):
        files += 1
        html += entry.name.endswith(".html")
        size += entry.stat(follow_symlinks=False).st_size
    return Heap(files, html, size)


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            else:
                yield entry


class Attic:
    """Where old output goes: after a large delete a file system may be slow for seconds, so nothing is deleted yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def take(self, *paths: Path) -> None:
        """Move away what is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            if os.path.lexists(path):
                self._number += 1
                path.rename(self._folder / f"{os.getpid()}-{self._number}-{path.name}")
