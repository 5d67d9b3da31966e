"""One raw page on disk, with what is told beside it → a PrintPage."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from generator.errors import Location, SeedError
from generator.model import PrintPage
from generator.seeds.decode import LIMIT, decode, split_lines
from generator.seeds.notes import merge, parse_name, read_sidecar, split_front_matter

if TYPE_CHECKING:
    from pathlib import Path

    from generator.config import Config
    from generator.seeds.find import Seed

LINES = 8_000
"""Lines of a page, above which each must have something to say."""
LEAST = 100
"""Bytes a line, on average, of what stands beyond ``LINES``: a line costs memory however little it says."""


def seed_key(seed: Seed) -> tuple[bytes, bytes]:
    """Give the bytes' fingerprints of a raw page and its sidecar; of what can't be read, none."""
    return tuple(_hash(path) for path in (seed.path, seed.path.with_suffix(".yaml")))  # type: ignore[return-value]


def _hash(path: Path) -> bytes:
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def read_seed(seed: Seed, config: Config) -> PrintPage:
    """Read one raw page; raise ``SeedError`` with file and line."""
    where = seed.path.as_posix()
    content = _read_bytes(seed)
    lines = split_lines(decode(content, where))
    if len(lines) > LINES + len(content) // LEAST:
        message = f"{len(lines)} lines in {len(content)} bytes"
        raise SeedError("seed-large", Location(where), message, "one file, one printed page")
    front, taken = split_front_matter(lines, where)
    sidecar = read_sidecar(seed.path, config.seeds)
    return PrintPage(
        id=seed.id,
        file=seed.file,
        sha256=sha256(content).hexdigest(),
        lines=lines[taken:],
        first_line=taken + 1,
        folio=merge(merge(sidecar.folio, front.folio), parse_name(seed.path.stem)),
        rights=sidecar.rights or front.rights or config.rights,
    )


def _read_bytes(seed: Seed) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    try:
        with seed.path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        where = Location(seed.path.as_posix())
        raise SeedError("seed-unreadable", where, f"can't be read: {error.strerror}") from error
