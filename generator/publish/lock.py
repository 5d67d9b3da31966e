"""Two builds at once → one of them waits, and if the other doesn't end soon, says whose process it is.

The kernel holds the locks and lets them go with the process, however it ends: there is no lock to be cleared away
by hand. Two are taken: one on a file in the private folder, for builds of the same project, and one on the output
folder itself, for builds of other projects into it. A file system that knows no locks (some NFS) has none.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.errors import Location, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 5.0
"""Seconds that a build waits for another one."""
_LOOK_AGAIN = 0.05
_LOCK = "lock"

_HELD: set[int] = set()
"""Open locks of this process: a forked worker must close its copies, or it would hold them beyond our death."""


def _let_go() -> None:
    for handle in _HELD:
        os.close(handle)
    _HELD.clear()


os.register_at_fork(after_in_child=_let_go)


class Locks(Struct):
    """The locks that one build holds."""

    name: str
    """The output folder, as the user wrote it."""
    patience: float
    handles: list[int] = field(default_factory=list)

    def take_file(self, path: Path) -> None:
        """Lock a file, made where it is missing, and write our process number into it."""
        handle = self._take(path, os.O_RDWR | os.O_CREAT)
        os.ftruncate(handle, 0)
        os.pwrite(handle, b"%d\n" % os.getpid(), 0)

    def take_folder(self, path: Path) -> None:
        """Lock a folder that is there."""
        self._take(path, os.O_RDONLY | os.O_DIRECTORY)

    def _take(self, path: Path, how: int) -> int:
        ends = time.monotonic() + self.patience
        while True:
            handle = os.open(path, how | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            _HELD.add(handle)
            self.handles.append(handle)
            while not _lock(handle):
                if time.monotonic() >= ends:
                    raise _busy(self.name, _find_holder(handle))
                time.sleep(_LOOK_AGAIN)
            if _is_at(handle, path):
                return handle
            self._drop(handle)  # what we waited for was moved away meanwhile

    def _drop(self, handle: int) -> None:
        self.handles.remove(handle)
        if handle in _HELD:  # else this is a forked child, where it is closed
            _HELD.remove(handle)
            os.close(handle)

    def release(self) -> None:
        """Let all go."""
        for handle in list(self.handles):
            self._drop(handle)


@contextmanager
def hold(output: Path, patience: float = PATIENCE) -> Iterator[Locks]:
    """Make room for locks, all of which go at the end."""
    locks = Locks(str(output), patience)
    try:
        yield locks
    finally:
        locks.release()


def take_both(locks: Locks, root: Path, private: Path | None) -> None:
    """Lock the private folder and, where it stands, the output folder."""
    if private is not None:
        locks.take_file(private / _LOCK)
    try:
        locks.take_folder(root)
    except FileNotFoundError:
        return


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EWOULDBLOCK, errno.EACCES}
    return True


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _find_holder(handle: int) -> int | None:
    """Find the process that holds what we wait for: it wrote its number, or the kernel knows."""
    try:
        return int(os.pread(handle, 20, 0))
    except (OSError, ValueError):
        pass
    table, inode = Path("/proc/locks"), os.fstat(handle).st_ino
    for line in table.read_text(encoding="ascii").splitlines() if table.exists() else ():
        words = line.split()
        if words[1] == "FLOCK" and words[5].endswith(f":{inode}"):
            return int(words[4])
    return None


def _busy(name: str, holder: int | None) -> PublishError:
    who = "another build" if holder is None else f"another build (process {holder})"
    return PublishError("output-busy", Location(name), f"{who} is at work here", "wait for its end, then build again")
