"""Records of the digest → rows of data, one by one: all that is published of a story, and nothing else.

Drafts are not in the digest. A record with excerpt rights gives headline block, summary, numbers, places and what is
cited, and neither body nor abstract nor captions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from generator.addresses import absolute, article_path
from generator.model import Markup, Subhead
from generator.rows.shape import (
    ArticleRow,
    BlockRow,
    BylineRow,
    CreditRow,
    FigureRow,
    NumberRow,
    RegionRow,
    SourceRow,
    TranslationRow,
)
from generator.units import block_ids, find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Article, Block, Record

NAMED = ("kicker", "headline", "subtitle", "summary")
"""Units that have a key of their own in a translation."""


def make_rows(digest: Digest, config: Config, ids: Iterable[str] | None = None) -> Iterator[ArticleRow]:
    """Make the rows of some stories, or of all, each when it is asked for."""
    for record_id in digest.order if ids is None else ids:
        yield make_row(digest.shelf.record(record_id), digest, config)


def make_row(record: Record, digest: Digest, config: Config) -> ArticleRow:
    """Make the row of a story."""
    article = record.article
    full = record.rights == "full"
    return ArticleRow(
        id=record.id,
        lang=record.lang,
        genre=article.genre,
        rubric=_text(article, "rubric"),
        kicker=_text(article, "kicker"),
        headline=_text(article, "headline"),
        subtitle=_text(article, "subtitle"),
        dateline=article.dateline.raw if article.dateline else None,
        bylines=tuple([BylineRow(b.name, b.role, b.outlet) for b in article.bylines]),
        regions=tuple([RegionRow(r.code, r.path, r.basis, r.primary) for r in record.regions]),
        tags=record.tags,
        numbers=tuple([NumberRow(n.value, n.unit, n.text) for n in record.numbers]),
        summary=record.summary,
        paper=record.paper,
        date=record.date,
        date_source=record.date_source,
        page=record.page,
        section=record.section,
        status=article.status,
        confidence=article.confidence,
        rights=record.rights,
        source=SourceRow(article.source.file, article.source.sha256, article.source.lines),
        addresses={lang: address_of(record.id, lang, config) for lang in _shown_in(record, digest, config)},
        translations={lang: _translate(record, lang, digest) for lang in _translated_into(record, config)},
        abstract=_text(article, "abstract") if full else UNSET,
        body=tuple(map(_block, block_ids(article.blocks), article.blocks)) if full else UNSET,
        figures=_figures(article) if full else UNSET,
    )


def address_of(record_id: str, lang: str, config: Config) -> str:
    """Give the address of a story's page, absolute where the site's is known."""
    path = article_path(lang, record_id)
    return path if config.site_url is None else absolute(config.site_url, path)


def _translated_into(record: Record, config: Config) -> tuple[str, ...]:
    """Name the languages of translators; what a program converts, whoever uses the data can convert, too."""
    return tuple(lang for lang in config.languages if lang != record.lang and lang not in config.converted)


def _shown_in(record: Record, digest: Digest, config: Config) -> tuple[str, ...]:
    """Name the languages in which a record has a page."""
    if config.untranslated == "show":
        return config.languages
    return tuple(lang for lang in config.languages if lang in digest.records[record.id].langs)


def _translate(record: Record, lang: str, digest: Digest) -> TranslationRow:
    find = digest.shelf.translations(record.id).find
    found = {unit.id: find(lang, record.id, unit) for unit in find_units(record)}
    said = {unit_id: text for unit_id, text in found.items() if text is not None}
    named = {name: said.pop(name) for name in NAMED if name in said}
    return TranslationRow(**named, pieces=said or UNSET)


def _block(unit_id: str, block: Block) -> BlockRow:
    if isinstance(block, Markup):
        return BlockRow(unit_id, "markup", block.source)
    return BlockRow(unit_id, "subhead" if isinstance(block, Subhead) else "paragraph", block.text)


def _figures(article: Article) -> tuple[FigureRow, ...]:
    return tuple(
        [FigureRow(f.caption, tuple([CreditRow(c.name, c.role, c.outlet) for c in f.credits])) for f in article.figures]
    )


def _text(article: Article, name: str) -> str | None:
    piece = getattr(article, name)
    return None if piece is None else str(piece)
