"""Everything that is published, in one frozen value, and the indexes that pages are planned from.

The digest holds briefs; the text of a record stays on a shelf and is fetched when its own pages are made.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from generator.briefs import make_brief
from generator.config import LANGUAGES
from generator.fingerprints import fingerprint
from generator.rankings import Rankings
from generator.slugs import make_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.briefs import Brief, Finds
    from generator.lexicon import Lexicon
    from generator.model import Furniture, Record, Term

OPEN = frozenset({"folio", "editors"})
"""Furniture that says where a page is from, and may be shown of any."""


class Shelf(Protocol):
    """Where the text of records is kept."""

    def record(self, record_id: str) -> Record:
        """Fetch a record, its body withheld where it may not be published."""

    def translations(self, record_id: str) -> Finds:
        """Fetch the translations of a record."""

    def keys(self, record_id: str) -> bytes | None:
        """Fetch what a record is found by, ``None`` where that was not noted."""

    def furniture(self, page_id: str) -> tuple[Furniture, ...]:
        """Fetch what stands on a printed page beside its stories, as far as it may be shown."""


class PageRecords(Struct, frozen=True):
    """A printed page as the site knows it: its records in printed order."""

    id: str
    file: str
    records: tuple[Brief, ...]
    furniture: bytes = b""
    """Fingerprint of what stands beside the stories."""


class Told(Struct, frozen=True):
    """The records of one region: those that happened there and those that only name it, ids in digest order."""

    primary: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


class Digest(Struct, frozen=True, dict=True):
    """The one list of what is published: drafts are not in it, and nothing on the site comes from elsewhere.

    Its indexes are made when a page asks for one: after one edit hardly any does.
    """

    records: Mapping[str, Brief]
    """By id, newest first, undated last; inside a printed page in printed order."""
    pages: tuple[PageRecords, ...]
    lexicon: Lexicon
    shelf: Shelf

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids, in that order."""
        return tuple(self.records)

    @cached_property
    def regions(self) -> Mapping[str, Told]:
        """By division code, every level from province to township; a place counts what its parts count.

        A record stands in at most one of the two lists of a place.
        """
        return _by_region(self.records.values(), self.lexicon)

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        """Ids of records without a primary region."""
        briefs = self.records.values()
        return tuple(brief.id for brief in briefs if not any(primary for _, _, _, primary in brief.places))

    @cached_property
    def tags(self) -> Mapping[str, tuple[str, ...]]:
        """Tag → ids, in digest order."""
        return _group(self.records.values(), attrgetter("tags"))

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Tag → the term that the site makes of it."""
        return make_terms(self.tags, self.lexicon)

    @cached_property
    def bylines(self) -> Mapping[str, tuple[str, ...]]:
        """Name → ids, in digest order."""
        return _group(self.records.values(), attrgetter("bylines"))

    @cached_property
    def issues(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(paper, date) → ids of its printed pages, where both are known."""
        return _by_issue(self.pages)

    @cached_property
    def days(self) -> Mapping[str, tuple[str, ...]]:
        """Date → ids, the latest first; undated stories stand in none."""
        return _group(self.records.values(), _dates)

    @cached_property
    def months(self) -> Mapping[str, tuple[str, ...]]:
        """Month, ``2026-01`` → its days, the latest first."""
        months: dict[str, list[str]] = defaultdict(list)
        for day in self.days:
            months[day[:7]].append(day)
        return {month: tuple(days) for month, days in months.items()}

    @cached_property
    def undated(self) -> tuple[str, ...]:
        """Ids of records whose page doesn't say its date."""
        return tuple(brief.id for brief in self.records.values() if brief.date is None)

    @cached_property
    def figures(self) -> Rankings:
        """The figures that stories report, ranked by value."""
        return Rankings(self.records.values(), self.lexicon.gazetteer)

    @cached_property
    def mark(self) -> bytes:
        """Fingerprint of all briefs in their order."""
        return fingerprint(tuple([brief.mark for brief in self.records.values()]))


class Memory(Struct, frozen=True):
    """A shelf of a few records."""

    records: Mapping[str, Record]
    said: Finds
    beside: Mapping[str, tuple[Furniture, ...]]

    def record(self, record_id: str) -> Record:
        """Fetch a record."""
        return self.records[record_id]

    def translations(self, _record_id: str) -> Finds:
        """Fetch the translations of a record."""
        return self.said

    def keys(self, _record_id: str) -> bytes | None:
        """Say that what a story is found by was not noted."""
        return None

    def furniture(self, page_id: str) -> tuple[Furniture, ...]:
        """Fetch what stands beside the stories of a printed page."""
        return self.beside.get(page_id, ())


def make_digest(
    records: Iterable[Record],
    lexicon: Lexicon,
    translations: Finds,
    furniture: Mapping[str, tuple[Furniture, ...]] | None = None,
    languages: Iterable[str] = LANGUAGES,
) -> Digest:
    """Make the digest of records that are all at hand; ``furniture`` is by page id."""
    shown = {record.id: withhold_body(record) for record in records if not record.draft}
    spoken = tuple(languages)
    guarded = {record.page_id for record in shown.values() if record.rights != "full"}
    beside = {
        page_id: withhold_furniture(pieces) if page_id in guarded else pieces
        for page_id, pieces in (furniture or {}).items()
    }
    briefs = (make_brief(record, translations, spoken) for record in shown.values())
    marks = {page_id: mark_furniture(pieces) for page_id, pieces in beside.items()}
    return index_briefs(briefs, marks, lexicon, Memory(shown, translations, beside))


def index_briefs(briefs: Iterable[Brief], furniture: Mapping[str, bytes], lexicon: Lexicon, shelf: Shelf) -> Digest:
    """Order the published records and index them; ``furniture`` has the fingerprints of what stands beside, by page."""
    by_page: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        by_page[brief.page_id].append(brief)
    for told in by_page.values():
        told.sort(key=_printed_order)
    pages = tuple(
        PageRecords(page_id, told[0].file, tuple(told), furniture.get(page_id, b""))
        for page_id, told in _newest_first(by_page)
    )
    return Digest({brief.id: brief for page in pages for brief in page.records}, pages, lexicon, shelf)


# ---------------------------------------------------------------- rights


def withhold_body(record: Record) -> Record:
    """Take the body out of a record that may only be excerpted, before any view, feed or export can see it.

    Headlines, summary, numbers, places and what a citation needs stay. A number keeps value and unit and loses its
    clause, which is a piece of the body.
    """
    if record.rights == "full":
        return record
    return replace(
        record,
        article=replace(record.article, abstract=None, blocks=(), figures=()),
        numbers=tuple(replace(number, text=f"{number.value}{number.unit}") for number in record.numbers),
    )


def withhold_furniture(pieces: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """Leave of a printed page with such a record only the folio and the editors' names."""
    return tuple(piece for piece in pieces if piece.kind in OPEN)


def mark_furniture(pieces: Iterable[Furniture]) -> bytes:
    """Fingerprint what stands beside the stories of a printed page."""
    return fingerprint(tuple((piece.kind, piece.text, piece.lines) for piece in pieces))


# ---------------------------------------------------------------- order and indexes


def _dates(brief: Brief) -> tuple[str, ...]:
    return () if brief.date is None else (brief.date,)


def _printed_order(brief: Brief) -> tuple[int, str]:
    return (brief.line, brief.id)


def _newest_first(by_page: Mapping[str, list[Brief]]) -> list[tuple[str, list[Brief]]]:
    """Order printed pages by date, the latest first, those without one last; of one day by number."""
    found = sorted(by_page.items(), key=lambda item: ((item[1][0].page or "").zfill(4), item[0]))
    found.sort(key=lambda item: item[1][0].date or "", reverse=True)  # dates are ISO 8601, and the order of a day stays
    return found


def _group(briefs: Iterable[Brief], keys: Callable[[Brief], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for brief in briefs:
        record_id = brief.id
        for key in keys(brief):
            found[key][record_id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _by_region(briefs: Iterable[Brief], lexicon: Lexicon) -> dict[str, Told]:
    primary: dict[str, dict[str, None]] = defaultdict(dict)
    mentions: dict[str, dict[str, None]] = defaultdict(dict)
    for brief in briefs:
        for code, _, _, is_primary in brief.places:
            for place in lexicon.gazetteer.codes(code):
                (primary if is_primary else mentions)[place][brief.id] = None
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
