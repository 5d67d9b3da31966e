"""What we know of our files between two builds ↔ one file in the private folder; it may be lost at any time.

A line says: the file with this inode, time, size and mode holds bytes with this hash. That stays true whatever
happens to the site, so that nothing here can be out of date; what doesn't fit is hashed anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.publish.tree import time_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KNOWN = "known.json"
_VERSION = 1
_DIGEST = 64
SETTLED = 10_000_000
"""Nanoseconds: a file that was changed this shortly before we looked could change again and show the same time."""


class Known(Struct, frozen=True):
    """What a build remembers for the next."""

    output: str | None = None
    """The output folder; ``None`` where nothing is remembered."""
    manifest: str | None = None
    """The hash of the manifest as we wrote it: where it still stands, it need not be read."""
    foreign: frozenset[str] = frozenset()
    """Files that are not ours and stand in the spare also."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Site path → a memo."""


def make_memo(digest: str, stamp: str, clock: int) -> str:
    """Write down a file's hash, and its stamp where that was made before ``clock`` beyond doubt.

    Both times are the file system's own: whatever the computer's clock does, a later change has a later one, or
    one that differs.
    """
    return f"{digest} {stamp}" if time_of(stamp) < clock - SETTLED else digest


def digest_of(memo: str) -> str:
    """Cut the hash from a memo."""
    return memo[:_DIGEST]


def stamp_of(memo: str) -> str:
    """Cut the stamp from a memo; empty where none was sure."""
    return memo[_DIGEST + 1 :]


def read_known(private: Path) -> Known:
    """Read what is remembered; nothing, where that is lost, damaged or of another version."""
    try:
        found = json.loads((private / KNOWN).read_bytes())
        if found["version"] != _VERSION or not all(len(memo) >= _DIGEST for memo in found["files"].values()):
            return Known()
        return Known(str(found["output"]), str(found["manifest"]), frozenset(found["foreign"]), found["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Known()


def write_known(private: Path, known: Known) -> None:
    """Remember, in one step."""
    value = {
        "version": _VERSION,
        "output": known.output,
        "manifest": known.manifest,
        "foreign": sorted(known.foreign),
        "files": dict(known.files),
    }
    beside = private / f"{KNOWN}.new"
    beside.write_bytes(json.dumps(value).encode("ascii"))
    beside.replace(private / KNOWN)
