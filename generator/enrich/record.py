"""Articles → Records: each article with everything that is known about it, and what its page says of paper and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.enrich.tags import choose_tags, find_candidates
from generator.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.lexicon import Lexicon
    from generator.model import Article, ParsedPage


def make_record(record_id: str, lang: str, article: Article, page: ParsedPage) -> Record:
    """Wrap an article with what its printed page says; nothing is known of the world yet."""
    folio = page.folio
    return Record(
        record_id,
        lang,
        article,
        paper=folio.paper,
        date=folio.date,
        date_source=folio.date_source,
        page=folio.page,
        section=folio.section,
        rights=page.page.rights,
    )


def enrich_record(record: Record, lexicon: Lexicon, home: str | None) -> Record:
    """Add what one article shows by itself: regions, numbers, summary."""
    # Their patterns take a while to compile, which a build that has nothing new to read should not wait for.
    from generator.enrich.numbers import find_numbers  # noqa: PLC0415
    from generator.enrich.regions import find_regions  # noqa: PLC0415
    from generator.enrich.summary import find_summary  # noqa: PLC0415

    article = record.article
    return replace(
        record,
        regions=find_regions(article, lexicon.gazetteer, home),
        numbers=find_numbers(article),
        summary=find_summary(article),
    )


def tag_records(records: Iterable[Record], lexicon: Lexicon, cache: Path) -> tuple[Record, ...]:
    """Add tags, each article's words weighed against the whole digest; ``cache`` is the folder of jieba’s own cache."""
    by_id: Mapping[str, Record] = {record.id: record for record in records}
    candidates = {record.id: find_candidates(record.article, lexicon, cache) for record in by_id.values()}
    tags = choose_tags(candidates, {record.id: record.regions for record in by_id.values()}, lexicon)
    return tuple(replace(record, tags=tags.get(record.id, ())) for record in by_id.values())
