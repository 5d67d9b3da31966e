"""Everything that is published, in one frozen value, and the indexes that pages are planned from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.lexicon import Lexicon
    from generator.model import Furniture, Record
    from generator.translate import Translations


@dataclass(frozen=True, slots=True)
class PageRecords:
    """A printed page as the site knows it: its records in printed order."""

    id: str
    file: str
    records: tuple[Record, ...]
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The records of one region: those that happened there and those that only name it, ids in digest order."""

    primary: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The one list of what is published: drafts are not in it, and nothing on the site comes from elsewhere."""

    records: Mapping[str, Record]
    """By id, newest first, undated last; inside a printed page in printed order."""
    pages: tuple[PageRecords, ...]
    regions: Mapping[str, Told]
    """By division code, every level from province to township; a place counts what its parts count.
    A record stands in at most one of the two lists of a place."""
    unplaced: tuple[str, ...]
    """Ids of records without a primary region."""
    tags: Mapping[str, tuple[str, ...]]
    bylines: Mapping[str, tuple[str, ...]]
    issues: Mapping[tuple[str, str], tuple[str, ...]]
    """(paper, date) → ids of its printed pages, where both are known."""
    lexicon: Lexicon
    translations: Translations


def make_digest(
    records: Iterable[Record],
    lexicon: Lexicon,
    translations: Translations,
    furniture: Mapping[str, tuple[Furniture, ...]] | None = None,
) -> Digest:
    """Order the published records and index them; ``furniture`` is by page id."""
    published = sorted((r for r in records if not r.draft), key=_printed_order)
    by_page: dict[str, list[Record]] = defaultdict(list)
    for record in published:
        by_page[record.page_id].append(record)
    pages = tuple(
        PageRecords(page_id, rs[0].article.source.file, tuple(rs), (furniture or {}).get(page_id, ()))
        for page_id, rs in sorted(by_page.items(), key=lambda item: _newest_first(item[1][0]))
    )
    ordered = {record.id: record for page in pages for record in page.records}
    return Digest(
        records=ordered,
        pages=pages,
        regions=_by_region(ordered.values(), lexicon),
        unplaced=tuple(r.id for r in ordered.values() if not any(region.primary for region in r.regions)),
        tags=_group(ordered.values(), lambda r: r.tags),
        bylines=_group(ordered.values(), lambda r: tuple(b.name for b in r.article.bylines)),
        issues=_by_issue(pages),
        lexicon=lexicon,
        translations=translations,
    )


def _printed_order(record: Record) -> tuple[str, int, str]:
    lines = record.article.source.lines
    return (record.page_id, lines[-1][0] if lines else 0, record.id)


def _newest_first(record: Record) -> tuple[int, tuple[int, ...], str, str]:
    dated = record.date is not None
    return (
        0 if dated else 1,
        tuple(-int(part) for part in (record.date or "").split("-") if part),
        (record.page or "").zfill(4),
        record.page_id,
    )


def _group(records: Iterable[Record], keys: object) -> dict[str, tuple[str, ...]]:
    assert callable(keys)  # noqa: S101 - narrows the type
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        for key in keys(record):
            found[key][record.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _by_region(records: Iterable[Record], lexicon: Lexicon) -> dict[str, Told]:
    primary: dict[str, dict[str, None]] = defaultdict(dict)
    mentions: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        for region in record.regions:
            for place in lexicon.gazetteer.chain(region.code):
                (primary if region.primary else mentions)[place.code][record.id] = None
    return {
        code: Told(
            tuple(primary.get(code, ())), tuple(i for i in mentions.get(code, ()) if i not in primary.get(code, ()))
        )
        for code in sorted({*primary, *mentions})
    }


def _by_issue(pages: Iterable[PageRecords]) -> dict[tuple[str, str], tuple[str, ...]]:
    issues: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        first = page.records[0]
        if first.paper and first.date:
            issues[first.paper, first.date].append(page.id)
    return {key: tuple(ids) for key, ids in issues.items()}
