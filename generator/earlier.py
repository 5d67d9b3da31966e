"""The project's own earlier translations into one language: the messages of its PO files go in, suggestions come out.

Only what is finished is remembered, also what has become obsolete. It is kept in a database without a name, which
spills to the disk when it grows and is gone with the process: an archive's translations are not held in memory.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import contextmanager
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, TranslationError
from generator.matching import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.poscan import Message

HELD = 32 * 1024 * 1024
"""Bytes of it that stay in memory."""
_TABLE = """
CREATE TABLE finished (
  source BLOB, kind TEXT, said BLOB, target TEXT, place TEXT, times INTEGER, number INTEGER,
  PRIMARY KEY (source, kind, said)
) WITHOUT ROWID
"""
_LEARN = """
INSERT INTO finished VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET times = times + excluded.times
"""
_FIND = "SELECT target, kind, times, number, place FROM finished WHERE source = ?"
_HAS = "SELECT 1 FROM finished WHERE source = ? AND said = ? LIMIT 1"


class Suggestion(Struct, frozen=True):
    """How a text was translated elsewhere."""

    target: str
    place: str
    """``2026-01-05-04-ban 01/p3``: where it was translated so, the first of all places."""


class Earlier:
    """Earlier translations into one language, to be found by the text that was translated."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known = sqlite3.connect("", isolation_level=None)
        for statement in (f"PRAGMA cache_size = -{HELD // 1024}", "PRAGMA journal_mode = OFF", _TABLE, "BEGIN"):
            self._known.execute(statement)
        self._numbers = count()

    def learn(self, page_id: str, messages: Iterable[Message]) -> None:
        """Remember what is finished of a printed page's messages; an obsolete one counts where no other is found."""
        finished = (
            (message, (message.context or "").partition("/")[2])
            for message in messages
            if message.source and not message.fuzzy and message.target.strip()
        )
        rows = (
            (
                _digest(message.source),
                kind_of(unit_id),
                _digest(message.target),
                message.target,
                " ".join(f"{page_id} {message.context or ''}".split()),
                0 if message.obsolete else 1,
                next(self._numbers),
            )
            for message, unit_id in finished
        )
        with _trouble():
            self._known.executemany(_LEARN, rows)

    def find(self, text: str, unit_id: str) -> Suggestion | None:
        """Find how a text was translated: first in the same kind of unit, then most often, then in the first place."""
        with _trouble():
            rows = self._known.execute(_FIND, (_digest(text),)).fetchall()
        if not rows:
            return None
        kind = kind_of(unit_id)
        alike: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for target, other, times, _, _ in rows:
            every[target] += times
            alike[target] += times if other == kind else 0
        target, _, _, _, place = max(rows, key=lambda row: (alike[row[0]], every[row[0]], row[1] == kind, -row[3]))
        return Suggestion(target, place)

    def has(self, text: str, target: str) -> bool:
        """Whether a text is translated so somewhere."""
        with _trouble():
            return self._known.execute(_HAS, (_digest(text), _digest(target))).fetchone() is not None


@contextmanager
def _trouble() -> Iterator[None]:
    """Say what sqlite complains of: no place for temporary files, mostly."""
    try:
        yield
    except sqlite3.Error as err:
        hint = "make room for temporary files, or set TMPDIR to a folder that has it"
        raise TranslationError("translation-memory", Location("earlier translations"), str(err), hint) from err


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
