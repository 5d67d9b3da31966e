"""The digest as an SQLite database with full text, which Datasette opens as it is.

Digest in, one file out, record after record, so that memory does not grow with the archive. The same digest gives the
same bytes with the same SQLite: no clock, and everything in one order.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec import UNSET

from generator import __version__
from generator.errors import ExportError, Location
from generator.export.tables import APPLICATION, FINISH, TABLES, VERSION
from generator.rows import make_rows
from generator.rows.sheet import write_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.config import Config
    from generator.digest import Digest
    from generator.rows.shape import ArticleRow

    Row = tuple[object, ...]

MAGIC = b"SQLite format 3\0"
MARK = slice(68, 72)
"""Where the file format keeps the application's id."""
PRAGMAS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
    "PRAGMA journal_mode = OFF",  # a file that nobody has seen yet may be lost
    "PRAGMA synchronous = OFF",
)
PLAIN = ("id", "lang", "genre", "rubric", "kicker", "headline", "subtitle", "summary", "dateline", "paper", "date")
PLAIN_TOO = ("date_source", "page", "section", "status", "confidence", "rights")
ENGLISH = "en"
TRANSLATED = ("kicker", "headline", "subtitle", "summary")


def is_database(head: bytes) -> bool:
    """Say whether a file that begins so is a database of ours."""
    return head.startswith(MAGIC) and head[MARK] == APPLICATION.to_bytes(4, "big")


def check_sqlite() -> None:
    """Refuse an SQLite that can't index Chinese text."""
    with closing(sqlite3.connect(":memory:")) as probe:
        try:
            probe.execute("CREATE VIRTUAL TABLE probe USING fts5(text, tokenize='trigram')")
        except sqlite3.OperationalError as error:
            message = f"this Python's SQLite {sqlite3.sqlite_version} has no full text with trigrams"
            hint = "use a Python whose SQLite is 3.34 or later, with FTS5"
            raise ExportError("sqlite-without-trigram", Location("export sqlite"), message, hint) from error


def write_database(path: Path, digest: Digest, config: Config) -> None:
    """Write the database into an empty file."""
    check_sqlite()
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for pragma in PRAGMAS:
            base.execute(pragma)
        base.execute("BEGIN")
        # One statement after the other: `executescript` would end the transaction.
        _execute_all(base, TABLES)
        _insert(base, "about", _about(config))
        _insert(base, "regions", _regions(digest))
        tags = {tag: number for number, tag in enumerate(sorted(digest.tags), 1)}
        _insert(base, "tags", ((number, tag, _english(digest, tag)) for tag, number in tags.items()))
        for number, row in enumerate(make_rows(digest, config), 1):
            for table, rows in _tell(number, row, tags):
                _insert(base, table, rows)
        _execute_all(base, FINISH)
        base.execute("COMMIT")
        # Statistics, so that a query of several tables begins with the right one.
        base.execute("ANALYZE")


def _execute_all(base: sqlite3.Connection, script: str) -> None:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            base.execute(statement.strip())
            statement = ""


def _insert(base: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    for row in rows:
        base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - a name of ours


# ---------------------------------------------------------------- what is in it


def _about(config: Config) -> Iterator[Row]:
    yield ("title", next(iter(config.title.values())))
    yield ("site_url", config.site_url)
    yield ("languages", " ".join(config.languages))
    yield ("version", str(VERSION))
    yield ("made_by", f"baozhai {__version__}")


def _regions(digest: Digest) -> Iterator[Row]:
    """Give every place of a story and those above it, each behind the one that it is part of."""
    gazetteer = digest.lexicon.gazetteer
    told = {code: path for brief in digest.records.values() for code, path, _, _ in brief.places}
    codes = {code for each in told for code in gazetteer.codes(each)}
    for code in sorted(codes, key=lambda code: (len(gazetteer.codes(code)), code)):
        chain = gazetteer.chain(code)
        place = chain[-1]
        yield (code, place.name, place.english, place.level, place.parent, "/".join(each.name for each in chain))
    for code in sorted(told.keys() - codes):  # a person may name a place that the gazetteer does not have
        yield (code, told[code][-1] if told[code] else code, None, None, None, "/".join(told[code]))


def _english(digest: Digest, tag: str) -> str | None:
    return digest.lexicon.glossary.english(tag)


def _tell(number: int, row: ArticleRow, tags: Mapping[str, int]) -> Iterator[tuple[str, Iterator[Row]]]:
    """Give what stands of a story in each table."""
    said = _pieces(row)
    paragraphs = tuple(_paragraphs(row))
    yield "articles", iter([_article(number, row, paragraphs)])
    yield (
        "paragraphs",
        ((None, number, unit, kind, n, text, said.get(unit)) for n, (unit, kind, text) in enumerate(paragraphs, 1)),
    )
    yield (
        "article_regions",
        ((number, n, r.code, "/".join(r.path), r.basis, r.primary) for n, r in enumerate(row.regions, 1)),
    )
    yield "article_tags", ((number, tags[tag]) for tag in dict.fromkeys(row.tags))
    yield (
        "bylines",
        ((number, n, b.name, said.get(f"b{n}"), b.role, b.outlet) for n, b in enumerate(row.bylines, 1)),
    )
    yield "credits", _credits(number, row)
    yield (
        "numbers",
        (
            (number, n, _value(q.value), q.value, q.unit, q.text, said.get(f"n{n}"))
            for n, q in enumerate(row.numbers, 1)
        ),
    )


def _article(number: int, row: ArticleRow, paragraphs: tuple[tuple[str, str, str], ...]) -> Row:
    said = _pieces(row)
    english = {f"{name}_en": said.get(name) for name in TRANSLATED}
    told = [said[unit] for unit, _, _ in paragraphs if unit in said]
    values = {
        "number": number,
        **{name: getattr(row, name) for name in (*PLAIN, *PLAIN_TOO)},
        **english,
        "text": None if row.body is UNSET else "\n\n".join(text for _, _, text in paragraphs),
        "text_en": "\n\n".join(told) or None,
        "region": next((region.code for region in row.regions if region.primary), None),
        "file": row.source.file,
        "lines": write_spans(row.source.lines),
        "address": row.addresses.get(row.lang),
        "address_en": row.addresses.get(ENGLISH) if row.lang != ENGLISH else None,
    }
    return tuple(values[name] for name in COLUMNS)


COLUMNS = (
    *("number", "id", "lang", "genre", "rubric", "kicker", "kicker_en", "headline", "headline_en", "subtitle"),
    *("subtitle_en", "summary", "summary_en", "text", "text_en", "dateline", "region", "paper", "date"),
    *("date_source", "page", "section", "status", "confidence", "rights", "file", "lines", "address", "address_en"),
)
"""Of ``articles``, in the order of the table."""


def _pieces(row: ArticleRow) -> dict[str, str]:
    """Give the English of a story by unit."""
    found = row.translations.get(ENGLISH)
    if found is None:
        return {}
    named = {name: getattr(found, name) for name in TRANSLATED}
    pieces = {} if found.pieces is UNSET else found.pieces
    return {**pieces, **{name: text for name, text in named.items() if text is not UNSET}}


def _paragraphs(row: ArticleRow) -> Iterator[tuple[str, str, str]]:
    """Give what is read of a story, in order: unit, kind, text."""
    if isinstance(row.abstract, str):
        yield ("abstract", "abstract", row.abstract)
    if row.body is not UNSET:
        yield from ((block.id, block.kind, block.text) for block in row.body)
    if row.figures is not UNSET:
        captions = ((f"c{n}", figure.caption) for n, figure in enumerate(row.figures, 1))
        yield from ((unit, "caption", caption) for unit, caption in captions if caption is not None)


def _credits(number: int, row: ArticleRow) -> Iterator[Row]:
    for n, figure in enumerate(() if row.figures is UNSET else row.figures, 1):
        yield from ((number, n, k, c.name, c.role, c.outlet) for k, c in enumerate(figure.credits, 1))


def _value(digits: str) -> float | None:
    try:
        return float(digits)
    except ValueError:
        return None
