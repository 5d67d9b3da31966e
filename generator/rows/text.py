"""Rows → JSON, a line a story: as one file, or as lines that can be read one by one (JSON Lines)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.json import Encoder

from generator.rows.schema import HERE, link_to
from generator.rows.shape import VERSION, Part, Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config import Config
    from generator.rows.shape import ArticleRow


def lines_of_json(rows: Iterable[ArticleRow], schema: str = HERE) -> Iterator[bytes]:
    """Write one JSON file; ``schema`` is where its schema is."""
    yield b'{"schema": %d, "$schema": %s, "articles": [' % (VERSION, _encode(f"{schema}#/$defs/Articles"))
    between = b"\n"
    for row in rows:
        yield between
        yield _encode(row)
        between = b",\n"
    yield b"\n]}\n"


def lines_of_jsonl(rows: Iterable[ArticleRow]) -> Iterator[bytes]:
    """Write a JSON object a line."""
    for row in rows:
        yield _encode(row)
        yield b"\n"


def dumps_parts(names: Iterable[str], config: Config) -> bytes:
    """List the files of a digest that is written in parts."""
    parts = tuple(Part(f"articles-{name}.json", f"articles-{name}.csv") for name in names)
    return _encode(Parts(VERSION, f"{link_to(config)}#/$defs/Parts", parts)) + b"\n"


def _encode(value: object) -> bytes:
    return _encoder().encode(value)


@cache
def _encoder() -> Encoder:
    return Encoder()
