"""What can be made again, kept for the next build: an sqlite file in the project's private cache folder.

Every entry carries a checksum, and the file the stamp of all that its entries were made with: our own code, the
versions of libraries and data. A file that is damaged, not ours or of another stamp is dropped with one line and begun
anew; what is in it is never trusted further than that. One process holds it, and others wait; its own workers may read
while it doesn't write.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.cachefolder import make_cache
from generator.errors import Location, Problem, PublishError
from generator.publish.lock import PATIENCE, hold
from generator.survey import stamp_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.config import Config

Done = TypeVar("Done")

NAME = "build.sqlite3"
LOCK = "build.lock"
MODE = 0o600
OURS = 0x62616F7A
"""``application_id`` of the file, for ``file(1)`` and for us."""
CHECK = 8
"""Bytes of a checksum."""
COMPLAINTS = (sqlite3.Error, UnicodeDecodeError)
"""How a damaged file shows; a complaint may quote from it what is no text."""
_TABLES = """
PRAGMA application_id = 1650552698;
CREATE TABLE stamp (stamp BLOB NOT NULL);
CREATE TABLE entry (kind TEXT NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, name));
"""


class Damaged(Exception):  # noqa: N818 - says what is, and is always caught
    """An entry is not what was written."""


class Cache(Struct, frozen=True):
    """An open cache; entries are named by their kind and a name."""

    path: Path
    connection: sqlite3.Connection
    notice: Problem | None = None
    """Why it was begun anew."""

    def get(self, kind: str, name: str) -> bytes | None:
        """Fetch an entry; raise ``Damaged``."""
        with _damage():
            row = self.connection.execute(
                "SELECT value FROM entry WHERE kind = ? AND name = ?", (kind, name)
            ).fetchone()
        return None if row is None else _checked(kind, name, row[0])

    def put(self, kind: str, entries: Iterable[tuple[str, bytes]]) -> None:
        """Write entries, over those of the same names; they stand when ``commit`` was called."""
        rows = ((kind, name, _sum(kind, name, value) + value) for name, value in entries)
        with _damage():
            self.connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Remove entries."""
        rows = ((kind, name) for name in names)
        with _damage():
            self.connection.executemany("DELETE FROM entry WHERE kind = ? AND name = ?", rows)

    @property
    def is_begun(self) -> bool:
        """Whether entries stand in it: from then on one that is missing was lost."""
        with _damage():
            return bool(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def begin(self) -> None:
        """Say that entries stand in it, as soon as they do."""
        with _damage():
            self.connection.execute("PRAGMA user_version = 1")

    def commit(self) -> None:
        """Make what was put and dropped stand."""
        with _damage():
            self.connection.commit()


@contextmanager
def _damage() -> Iterator[None]:
    """Take whatever sqlite complains of for damage: a new file shows whether it was."""
    try:
        yield
    except COMPLAINTS as error:
        raise Damaged(str(error)) from error


def _sum(kind: str, name: str, value: bytes) -> bytes:
    found = sha256(f"{kind}/{name}\0".encode(errors="surrogatepass"))  # faster here than any other: processors know it
    found.update(value)
    return found.digest()[:CHECK]


def _checked(kind: str, name: str, stored: object) -> bytes:
    if not isinstance(stored, bytes) or stored[:CHECK] != _sum(kind, name, stored[CHECK:]):
        raise Damaged
    return stored[CHECK:]


@contextmanager
def open_cache(folder: Path, stamp: bytes) -> Iterator[Cache]:
    """Open the cache of a project, or begin it anew and say why."""
    make_cache(folder)
    path = folder / NAME
    with hold(folder, PATIENCE) as locks:
        locks.take_file(folder / LOCK)
        connection, why = _open(path, stamp)
        try:
            cache = Cache(path, connection, _dropped(path, why) if why else None)
            yield cache
            cache.commit()
        finally:
            connection.close()


def with_cache(config: Config, work: Callable[[Cache], Done]) -> Done:
    """Do something with the project's cache; where that turns out to be damaged, once more with a new one."""
    try:
        with open_cache(config.cache, stamp_program()) as cache:
            return work(cache)
    except Damaged:
        spoil(config.cache / NAME)
    try:
        with open_cache(config.cache, stamp_program()) as cache:
            return work(cache)
    except Damaged as error:
        place = Location((config.cache / NAME).as_posix())
        raise PublishError(
            "cache-unwritable", place, f"can't be kept: {error}", "look whether the disk is full"
        ) from error


def spoil(path: Path) -> None:
    """Mark a cache of which an entry was damaged, so that it is begun anew."""
    path.write_bytes(b"damaged")


def notices(cache: Cache) -> tuple[Problem, ...]:
    """Say whether the cache was begun anew, and why."""
    return () if cache.notice is None else (cache.notice,)


def _dropped(path: Path, why: str) -> Problem:
    return Problem("cache-dropped", Location(path.as_posix()), f"{why}: begun anew", severity="notice")


def _open(path: Path, stamp: bytes) -> tuple[sqlite3.Connection, str | None]:
    why = _refuse(path)
    if why is None and path.exists():
        connection = sqlite3.connect(path)
        try:
            _quicken(connection)
            found = connection.execute("SELECT stamp FROM stamp").fetchall()
            number = connection.execute("PRAGMA application_id").fetchone()[0]
        except COMPLAINTS:
            why = "the cache is damaged"
        else:
            why = (
                None
                if (found, number) == ([(_seal(stamp, path),)], OURS)
                else "the cache is of another version or place"
            )
        if why is None:
            return connection, None
        connection.close()
    _remove(path)
    return _begin(path, stamp), why


def _refuse(path: Path) -> str | None:
    """Say why a file there is not to be opened: entries are unpickled, so no one else may have written them."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not path.is_file() or path.is_symlink() or status.st_mode & 0o022:
        return "the cache may have been written by others"
    return None if not hasattr(os, "getuid") or status.st_uid == os.getuid() else "the cache belongs to someone else"


def _seal(stamp: bytes, path: Path) -> bytes:
    """Tie a stamp to the very file: one that came with someone's project was not written by us."""
    status = path.stat()
    return stamp + f" {status.st_dev}:{status.st_ino}".encode()


def _begin(path: Path, stamp: bytes) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE))
    with _damage():
        connection = sqlite3.connect(path)
        _quicken(connection)
        connection.executescript(_TABLES)
        connection.execute("INSERT INTO stamp VALUES (?)", (_seal(stamp, path),))
        connection.commit()
    return connection


def _quicken(connection: sqlite3.Connection) -> None:
    # What a crash of the machine may spoil is found out by the checksums.
    connection.execute("PRAGMA synchronous = OFF")


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-journal"), path.with_name(f"{path.name}-wal")):
        if each.is_dir() and not each.is_symlink():
            continue
        each.unlink(missing_ok=True)


def freeze(value: object) -> bytes:
    """Write any of our nouns as bytes."""
    return pickle.dumps(value, protocol=5)


def thaw(content: bytes) -> object:
    """Read them back, from our own private file only."""
    return pickle.loads(content)  # noqa: S301 - checked: ours, private, and as it was written
