"""The digest as data files of the site: ``data/articles.json``, ``data/articles.csv``, and the schema of the first.

The digest goes in, planned files come out. Of more than ``WHOLE`` records ``articles.json`` only lists the parts. What
stands in the files is made in ``generator.rows``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from generator.model import SitePage
from generator.rows import (
    SCHEMA_PATH,
    dumps_parts,
    dumps_schema,
    lines_of_csv,
    lines_of_json,
    link_to,
    make_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.briefs import Brief
    from generator.config import Config
    from generator.digest import Digest

JSON_PATH = "data/articles.json"
CSV_PATH = "data/articles.csv"
WHOLE = 1000
"""More records than this are written in parts, a month each, so that no file grows with the archive."""
PARTS = 64
"""Of what has no date."""


def plan_export(digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan the files."""
    yield SitePage(SCHEMA_PATH, None, partial(dumps_schema, config), origin="data", listed=False)
    if len(digest.order) <= WHOLE:
        yield from _plan_part("", digest, config, digest.order)
        return
    parts: dict[str, list[str]] = defaultdict(list)
    for record_id, brief in digest.records.items():
        parts[_part_of(brief)].append(record_id)
    names = tuple(sorted(parts))
    yield SitePage(JSON_PATH, None, partial(dumps_parts, names, config), origin="data", listed=False, reads=names)
    for name in names:
        yield from _plan_part(f"-{name}", digest, config, tuple(parts[name]))


def name_files(digest: Digest) -> tuple[str, ...]:
    """Name the files that a reader may begin with."""
    return (JSON_PATH, *((CSV_PATH,) if len(digest.order) <= WHOLE else ()), SCHEMA_PATH)


def _plan_part(name: str, digest: Digest, config: Config, ids: tuple[str, ...]) -> Iterator[SitePage]:
    reads = tuple((digest.records[record_id].mark, digest.records[record_id].text) for record_id in ids)
    for path, dumps in ((JSON_PATH, _dumps_json), (CSV_PATH, _dumps_csv)):
        stem, _, form = path.rpartition(".")
        made = partial(dumps, digest, config, ids)
        yield SitePage(f"{stem}{name}.{form}", None, made, origin="data", listed=False, reads=reads)


def _part_of(brief: Brief) -> str:
    """Name the part that a record stands in: its month; of what has no date, one of many, always the same."""
    return brief.date[:7] if brief.date else f"undated-{crc32(brief.page_id.encode()) % PARTS:02}"


def _dumps_json(digest: Digest, config: Config, ids: tuple[str, ...]) -> bytes:
    return b"".join(lines_of_json(make_rows(digest, config, ids), link_to(config)))


def _dumps_csv(digest: Digest, config: Config, ids: tuple[str, ...]) -> bytes:
    return b"".join(lines_of_csv(make_rows(digest, config, ids)))
