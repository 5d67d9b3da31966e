"""The texts of an archive, in the cache: what the pages of a record and of a printed page show, fetched one by one.

They are written as MessagePack, which is read back into our nouns in half the time that pickle takes, and half as long.
"""

from __future__ import annotations

import os
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import MsgspecError, Struct, field
from msgspec.msgpack import Decoder, Encoder

from generator.cache import Cache, Damaged, freeze, thaw
from generator.model import Furniture, Record
from generator.translate import Finished

if TYPE_CHECKING:
    from pathlib import Path

    from generator.briefs import Finds

_Value = TypeVar("_Value")

PICKLED = b"\x80"
"""How bytes begin that are a pickle, and no MessagePack of ours does."""


def dumps_text(record: Record, said: Finished) -> bytes:
    """Write a record and its finished translations as bytes."""
    return _dumps((record, said))


def loads_text(content: bytes) -> tuple[Record, Finished]:
    """Read them back, from our own private file only."""
    return _loads(content, _texts())


def dumps_furniture(pieces: tuple[Furniture, ...]) -> bytes:
    """Write what stands on a printed page beside its stories."""
    return _dumps(pieces)


def loads_furniture(content: bytes) -> tuple[Furniture, ...]:
    """Read it back, from our own private file only."""
    return _loads(content, _pieces())


def _dumps(value: object) -> bytes:
    try:
        return _encoder().encode(value)
    except UnicodeEncodeError:  # half a surrogate pair: YAML can write one, UTF-8 can't
        return freeze(value)


def _loads(content: bytes, decoder: Decoder[_Value]) -> _Value:
    if content.startswith(PICKLED):
        return cast("_Value", thaw(content))
    try:
        return decoder.decode(content)
    except MsgspecError as error:
        raise Damaged from error


@cache
def _encoder() -> Encoder:
    return Encoder()


@cache
def _texts() -> Decoder[tuple[Record, Finished]]:
    return Decoder(tuple[Record, Finished])


@cache
def _pieces() -> Decoder[tuple[Furniture, ...]]:
    return Decoder(tuple[Furniture, ...])


class Shelf(Struct, frozen=True, eq=False):
    """Records and furniture in the cache; each process opens the file for itself."""

    path: Path
    _open: dict[int, Cache] = field(default_factory=dict)
    """By process: a connection must not be used by one that inherited it."""
    _latest: dict[str, tuple[Record, Finished]] = field(default_factory=dict)
    """The record that was fetched last: its pages in several languages are made one after the other."""

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process by name."""
        return Shelf, (self.path,)

    def record(self, record_id: str) -> Record:
        """Fetch a record, its body withheld where it may not be published."""
        return self._fetch(record_id)[0]

    def translations(self, record_id: str) -> Finds:
        """Fetch the finished translations of a record."""
        return self._fetch(record_id)[1]

    def furniture(self, page_id: str) -> tuple[Furniture, ...]:
        """Fetch what stands on a printed page beside its stories."""
        content = self._reader().get("beside", page_id)
        if content is None:
            raise Damaged
        return loads_furniture(content) if content else ()

    def keys(self, record_id: str) -> bytes | None:
        """Fetch what a story is found by, ``None`` where that was not noted."""
        return self._reader().get("keys", record_id)

    def _fetch(self, record_id: str) -> tuple[Record, Finished]:
        found = self._latest.get(record_id)
        if found is None:
            content = self._reader().get("text", record_id)
            if content is None:
                raise Damaged
            found = loads_text(content)
            self._latest.clear()
            self._latest[record_id] = found
        return found

    def _reader(self) -> Cache:
        process = os.getpid()
        if process not in self._open:
            where = f"{self.path.as_uri()}?mode=ro"
            # Whichever thread asks: one at a time does (``crew``).
            self._open[process] = Cache(self.path, sqlite3.connect(where, uri=True, check_same_thread=False))
        return self._open[process]
