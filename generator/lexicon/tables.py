"""Line-based word files, the packaged ones and the user's: UTF-8, ``#`` comments, columns parted by a tab or ``=``.

What comes out is rows with the line they stand on; what a row means is the caller's to say.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.errors import LexiconError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a word file; more than this is a mistake."""
SEPARATOR = re.compile(r"\s*[\t=]\s*")


def read_packaged(name: str) -> str:
    """Read one file of ``generator/data``."""
    return files("generator").joinpath("data", name).read_text(encoding="utf-8")


def read_own(path: Path) -> str:
    """Read one file of the user's ``lexicon/``; a file that is not there is empty."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as err:
        raise LexiconError(
            "lexicon-unreadable",
            Location(str(path)),
            f"the file can't be read: {err.strerror}",
            "check its permissions",
        ) from err
    if len(raw) > LARGEST:
        raise LexiconError(
            "lexicon-too-large", Location(str(path)), f"{len(raw)} bytes", f"keep it below {LARGEST} bytes"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = raw.count(b"\n", 0, err.start) + 1
        raise LexiconError(
            "lexicon-undecodable", Location(str(path), line), "the line is not UTF-8", "save the file as UTF-8"
        ) from err


def rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line number and columns of every line that says something."""
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said and said[0] != "#":
            yield number, _columns(said)


def _columns(said: str) -> tuple[str, ...]:
    if "=" not in said:  # by far the most lines: what the pattern says, without it
        columns = tuple(map(str.strip, said.split("\t")))
        if all(columns):
            return columns
    return tuple(SEPARATOR.split(said))


@cache
def packaged_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Columns of every row of one file of ``generator/data``, read once."""
    return tuple(columns for _, columns in rows(read_packaged(name)))


def pairs(text: str, path: str, wanted: str) -> Iterator[tuple[int, str, str]]:
    """Yield line number and both columns of a file of pairs, such as ``放牧点 = 牧场``."""
    for number, columns in rows(text):
        if len(columns) != 2 or not all(columns):
            raise LexiconError(
                "lexicon-columns",
                Location(path, number),
                f"{len(columns)} column{'s' * (len(columns) != 1)} found, two expected",
                f"write {wanted}, parted by a tab or =",
            )
        yield number, columns[0], columns[1]
