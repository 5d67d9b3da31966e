"""Rows → CSV for spreadsheets, a line a story.

The file has a byte order mark, for spreadsheets take it for another encoding without; every cell is quoted, several
values in one cell stand one below another, and a cell that a spreadsheet would run as a formula gets an apostrophe in
front.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from msgspec import UNSET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.rows.shape import ArticleRow

_WHAT = ("id", "lang", "genre", "kicker", "headline", "subtitle", "headline_en", "summary", "summary_en")
_WHO_AND_WHERE = ("bylines", "dateline", "place", "place_code", "mentions", "tags", "numbers")
_PRINT = ("paper", "date", "page", "section", "rights", "status", "file", "lines", "address")
COLUMNS = (*_WHAT, *_WHO_AND_WHERE, *_PRINT)

FORMULA = frozenset("=+-@\u2212")
"""What a formula begins with: these, or what is another form of one (＝, ﹦, －); U+2212 is a minus of its own."""
CONTROL = frozenset("\t\r\n\0")
"""What makes a cell unsafe wherever it begins with one."""
UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn"))
"""What a spreadsheet may leave out in front: blanks of any width, marks without one, control characters."""


def lines_of_csv(rows: Iterable[ArticleRow]) -> Iterator[bytes]:
    """Write the header, then a line a row."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    line.write("\ufeff")
    writer.writeheader()
    yield line.getvalue().encode()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow({name: safe_cell(cell) for name, cell in _cells(row).items()})
        yield line.getvalue().encode()


def safe_cell(value: str | None) -> str:
    """Keep a spreadsheet from running a cell: ``=1+1`` → ``'=1+1``."""
    text = value or ""
    return f"'{text}" if _is_run(text) else text


def _is_run(text: str) -> bool:
    if not text or text[0].isalnum():
        return False
    if text[0] in CONTROL:
        return True
    first = next((sign for sign in text if unicodedata.category(sign) not in UNSEEN), "")
    return first in FORMULA or unicodedata.normalize("NFKC", first)[:1] in FORMULA if first else False


def _cells(row: ArticleRow) -> dict[str, str | None]:
    english = row.translations.get("en")
    primary = [region for region in row.regions if region.primary]
    return {
        **{name: getattr(row, name) for name in ("id", "lang", "genre", "kicker", "headline", "subtitle")},
        "headline_en": english.headline if english and english.headline is not UNSET else None,
        "summary": row.summary,
        "summary_en": english.summary if english and english.summary is not UNSET else None,
        "bylines": _stack(byline.name for byline in row.bylines),
        "dateline": row.dateline,
        "place": _stack("/".join(region.path) for region in primary),
        "place_code": _stack(region.code for region in primary),
        "mentions": _stack("/".join(region.path) for region in row.regions if not region.primary),
        "tags": _stack(row.tags),
        "numbers": _stack(f"{number.value}{number.unit}" for number in row.numbers),
        **{name: getattr(row, name) for name in ("paper", "date", "page", "section", "rights", "status")},
        "file": row.source.file,
        "lines": write_spans(row.source.lines),
        "address": row.addresses.get(row.lang),
    }


def write_spans(spans: Iterable[tuple[int, int]]) -> str:
    """Write the lines of a story: ``3-9``, each span below the one before."""
    return _stack(f"{first}-{last}" for first, last in spans)


def _stack(values: Iterable[str]) -> str:
    return "\n".join(values)
