"""The digest as data: ``data/articles.json`` and ``data/articles.csv``, also what ``export`` writes.

In comes the digest, out comes text. Of more than ``WHOLE`` records ``articles.json`` only lists the parts. Drafts are
not in the digest. A record with excerpt rights gives headline block, summary, numbers, places and what is cited, and
neither body nor abstract nor captions. The CSV has a byte order mark, for spreadsheets take it for another encoding
without; every cell is quoted, several values in one cell stand one below another, and a cell that a spreadsheet would
run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from generator.addresses import absolute, article_path
from generator.model import Markup, SitePage, Subhead
from generator.reading import Reading
from generator.units import block_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.briefs import Brief
    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Article, Block, Record

Row = dict[str, object]

JSON_PATH = "data/articles.json"
CSV_PATH = "data/articles.csv"
WHOLE = 1000
"""More records than this are written in parts, a month each, so that no file grows with the archive."""
PARTS = 64
"""Of what has no date."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_TITLES = ("kicker", "headline", "subtitle")
_PRINT = ("paper", "date", "page", "section", "rights")
_WHAT = ("id", "lang", "genre", *_TITLES, "headline_en", "summary", "summary_en", "bylines", "dateline")
_WHERE = ("place", "place_code", "mentions", "tags", "numbers", *_PRINT, "status", "file", "lines", "address")
_COLUMNS = (*_WHAT, *_WHERE)


def plan_export(digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan both files."""
    if len(digest.order) <= WHOLE:
        yield from _plan_part("", digest, config, digest.order)
        return
    parts: dict[str, list[str]] = defaultdict(list)
    for record_id, brief in digest.records.items():
        parts[_part_of(brief)].append(record_id)
    names = tuple(sorted(parts))
    yield SitePage(JSON_PATH, None, partial(_dumps_index, names), origin="data", listed=False, reads=names)
    for name in names:
        yield from _plan_part(f"-{name}", digest, config, tuple(parts[name]))


def _plan_part(name: str, digest: Digest, config: Config, ids: tuple[str, ...]) -> Iterator[SitePage]:
    reads = tuple((digest.records[record_id].mark, digest.records[record_id].text) for record_id in ids)
    for path, dumps in ((JSON_PATH, dumps_json), (CSV_PATH, dumps_csv)):
        stem, _, form = path.rpartition(".")
        made = partial(dumps, digest, config, ids)
        yield SitePage(f"{stem}{name}.{form}", None, made, origin="data", listed=False, reads=reads)


def _part_of(brief: Brief) -> str:
    """Name the part that a record stands in: its month; of what has no date, one of many, always the same."""
    return brief.date[:7] if brief.date else f"undated-{crc32(brief.page_id.encode()) % PARTS:02}"


def _dumps_index(names: tuple[str, ...]) -> str:
    parts = [{form: f"articles-{name}.{form}" for form in ("json", "csv")} for name in names]
    return json.dumps({"schema": 1, "parts": parts}, indent=1) + "\n"


def dumps_json(digest: Digest, config: Config, ids: Iterable[str] | None = None) -> str:
    """Write everything that is published of some records, or of all, a line a record."""
    wanted = digest.order if ids is None else ids
    articles = (_article(digest.shelf.record(record_id), digest, config) for record_id in wanted)
    lines = ",\n".join(json.dumps(article, ensure_ascii=False) for article in articles)
    return f'{{"schema": 1, "articles": [\n{lines}\n]}}\n'


def dumps_csv(digest: Digest, config: Config, ids: Iterable[str] | None = None) -> str:
    """Write one row a record, of some or of all, for spreadsheets."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, _COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for record_id in digest.order if ids is None else ids:
        row = _row(digest.shelf.record(record_id), digest, config)
        writer.writerow({name: safe_cell(row[name]) for name in _COLUMNS})
    return out.getvalue()


def safe_cell(value: str | None) -> str:
    """Keep a spreadsheet from running a cell: ``=1+1`` → ``'=1+1``."""
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _article(record: Record, digest: Digest, config: Config) -> Row:
    article = record.article
    return {
        "id": record.id,
        "lang": record.lang,
        "genre": article.genre,
        **{name: _text(article, name) for name in ("rubric", *_TITLES)},
        "dateline": article.dateline.raw if article.dateline else None,
        "bylines": [{"name": b.name, "role": b.role, "outlet": b.outlet} for b in article.bylines],
        "regions": [
            {"code": r.code, "path": list(r.path), "basis": r.basis, "primary": r.primary} for r in record.regions
        ],
        "tags": list(record.tags),
        "numbers": [{"value": n.value, "unit": n.unit, "text": n.text} for n in record.numbers],
        "summary": record.summary,
        **{name: getattr(record, name) for name in ("paper", "date", "date_source", "page", "section")},
        "status": article.status,
        "confidence": article.confidence,
        "rights": record.rights,
        "source": _source_of(article),
        "addresses": {lang: _address(record, lang, config) for lang in _shown_in(record, digest, config)},
        "translations": {lang: _translated(record, lang, digest) for lang in _translated_into(record, config)},
        **(_body(article) if record.rights == "full" else {}),
    }


def _shown_in(record: Record, digest: Digest, config: Config) -> tuple[str, ...]:
    """Name the languages in which a record has a page."""
    if config.untranslated == "show":
        return config.languages
    return tuple(lang for lang in config.languages if lang in digest.records[record.id].langs)


def _translated_into(record: Record, config: Config) -> tuple[str, ...]:
    """Name the languages of translators; what a program converts, whoever uses the data can convert, too."""
    return tuple(lang for lang in config.languages if lang != record.lang and lang not in config.converted)


def _source_of(article: Article) -> Row:
    source = article.source
    return {"file": source.file, "sha256": source.sha256, "lines": [list(span) for span in source.lines]}


def _body(article: Article) -> Row:
    return {
        "abstract": _text(article, "abstract"),
        "body": [
            {"id": unit_id, "kind": _kind(block), "text": _source(block)}
            for unit_id, block in zip(block_ids(article.blocks), article.blocks, strict=True)
        ],
        "figures": [{"caption": f.caption, "credits": [c.name for c in f.credits]} for f in article.figures],
    }


def _translated(record: Record, lang: str, digest: Digest) -> Row:
    """Give headline block and summary in a language, only what is translated."""
    reading = Reading(record, lang, digest.shelf.translations(record.id))
    found = {name: reading.find(name) for name in (*_TITLES, "summary")}
    return {name: words.text for name, words in found.items() if words is not None and words.lang == lang}


def _row(record: Record, digest: Digest, config: Config) -> dict[str, str | None]:
    article = record.article
    english = _translated(record, "en", digest) if record.lang != "en" else {}
    primary = [region for region in record.regions if region.primary]
    return {
        "id": record.id,
        "lang": record.lang,
        "genre": article.genre,
        **{name: _text(article, name) for name in _TITLES},
        **{f"{name}_en": str(english[name]) if name in english else None for name in ("headline", "summary")},
        "summary": record.summary,
        "bylines": _lines(byline.name for byline in article.bylines),
        "dateline": article.dateline.raw if article.dateline else None,
        "place": _lines("/".join(region.path) for region in primary),
        "place_code": _lines(region.code for region in primary),
        "mentions": _lines("/".join(region.path) for region in record.regions if not region.primary),
        "tags": _lines(record.tags),
        "numbers": _lines(f"{number.value}{number.unit}" for number in record.numbers),
        **{name: getattr(record, name) for name in _PRINT},
        "status": article.status,
        "file": article.source.file,
        "lines": _lines(f"{first}-{last}" for first, last in article.source.lines),
        "address": _address(record, record.lang, config),
    }


def _address(record: Record, lang: str, config: Config) -> str:
    path = article_path(lang, record.id)
    return path if config.site_url is None else absolute(config.site_url, path)


def _text(article: Article, name: str) -> str | None:
    piece = getattr(article, name)
    return None if piece is None else str(piece)


def _kind(block: Block) -> str:
    return "subhead" if isinstance(block, Subhead) else type(block).__name__.lower()


def _source(block: Block) -> str:
    return block.source if isinstance(block, Markup) else block.text


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)
