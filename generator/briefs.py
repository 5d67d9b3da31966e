"""A record as lists and indexes know it: everything about it but its text, in every language of the site.

A record and its translations go in, a ``Brief`` comes out, small enough that all of an archive fit into memory. Two
fingerprints stand for the rest: ``text`` for all that a record's own pages show, ``mark`` for the brief itself.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator.fingerprints import fingerprint
from generator.labels import is_generic
from generator.model import Markup, Region
from generator.reading import Reading, Words
from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Record
    from generator.units import Unit

POINTER = re.compile(r"^[^\w“《（]*(?:[上下左右]?图为)?")
"""What a caption points with: ▲图为."""
SIGN = re.compile(r"\W+")
ENOUGH = 60
"""Characters of a text; a shorter one may well be printed twice."""


class Finds(Protocol):
    """Whatever knows translations."""

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        """Find the finished translation of a unit as it reads now."""


Said = tuple[str, str]
"""A text and the language it is in."""


class Wording(Struct, frozen=True):
    """The short texts of a record as they are read in one language, each with the language that it is really in."""

    title: Words
    """As printed, or what stands for a missing headline."""
    listed: Words
    """Among others: where the printed headline only says what kind of story it is, the first words of its text."""
    kicker: Words | None
    subtitle: Words | None
    abstract: Words | None
    summary: Words | None
    names: tuple[Words, ...]
    """The bylines, in printed order."""
    authors: tuple[Words, ...]


class Brief(Struct, frozen=True):
    """What everything but its own pages needs to know of a record; plain values only, quick to store and to load."""

    id: str
    lang: str
    """BCP 47, of the record."""
    file: str
    """The raw page."""
    line: int
    """By which it is sorted among the stories of its page, 0 where that is not known."""
    top: int | None
    """The first of its lines there."""
    genre: str
    status: str
    rights: str
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    places: tuple[tuple[str, tuple[str, ...], str, bool], ...]
    """Its regions: code, path, basis, and whether it is the primary one."""
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    """Names as printed."""
    credits: tuple[str, ...]
    """Names below pictures."""
    figures: int
    """How many figures it reports."""
    langs: tuple[str, ...]
    """Languages of the site in which something of it can be read, its own with them."""
    said: tuple[tuple[str, tuple[object, ...]], ...]
    """Its wordings: a language of the site, and the texts."""
    text: bytes
    """Fingerprint of the record and its finished translations."""
    body: bytes | None
    """Fingerprint of the text without punctuation and space, ``None`` of one too short to tell it by."""
    mark: bytes = b""
    """Fingerprint of all the above but ``text`` and ``body``."""

    @property
    def page_id(self) -> str:
        """The id of the printed page."""
        return self.id.rpartition("-")[0]

    @property
    def regions(self) -> tuple[Region, ...]:
        """The places that it tells of."""
        return tuple(Region(code, path, basis, primary) for code, path, basis, primary in self.places)  # type: ignore[arg-type]

    def name_in(self, lang: str, number: int) -> Said:
        """Name one of the bylines in a language of the site."""
        texts = next(texts for spoken, texts in self.said if spoken == lang)
        return cast("tuple[Said, ...]", texts[-2])[number]

    def wording(self, lang: str) -> Wording:
        """Word the record in a language of the site."""
        *single, names, authors = next(texts for spoken, texts in self.said if spoken == lang)
        read = [_read(cast("Said | None", said)) for said in single]
        many = [tuple(Words(*said) for said in cast("tuple[Said, ...]", each)) for each in (names, authors)]
        return Wording(*read, *many)  # type: ignore[arg-type]  # in the order of its fields


def make_brief(record: Record, translations: Finds, languages: Iterable[str], text: bytes | None = None) -> Brief:
    """Sum a record up; its body must be withheld already where it may not be published.

    ``text`` is the record and its translations as bytes, where they are at hand.
    """
    article = record.article
    found = {lang: _translated(record, translations, lang) for lang in languages}
    brief = Brief(
        id=record.id,
        lang=record.lang,
        file=article.source.file,
        line=article.source.lines[-1][0] if article.source.lines else 0,
        top=article.source.lines[0][0] if article.source.lines else None,
        genre=article.genre,
        status=article.status,
        rights=record.rights,
        paper=record.paper,
        date=record.date,
        page=record.page,
        section=record.section,
        places=tuple((region.code, region.path, region.basis, region.primary) for region in record.regions),
        tags=record.tags,
        bylines=tuple(byline.name for byline in article.bylines),
        credits=tuple(dict.fromkeys(credit.name for figure in article.figures for credit in figure.credits)),
        figures=len(record.numbers),
        langs=tuple(lang for lang, texts in found.items() if lang == record.lang or texts),
        said=tuple((lang, _word(Reading(record, lang, translations))) for lang in found),
        text=blake2b(text or repr((record, found)).encode(errors="surrogatepass"), digest_size=16).digest(),
        body=_mark_body(record),
    )
    return replace(brief, mark=fingerprint(row_of(brief)[:-3]))


def row_of(brief: Brief) -> tuple[object, ...]:
    """Lay a brief out as a row of plain values, in the order of its fields."""
    return astuple(brief)


def _translated(record: Record, translations: Finds, lang: str) -> tuple[tuple[str, str], ...]:
    if lang == record.lang:
        return ()
    found = ((unit.id, translations.find(lang, record.id, unit)) for unit in find_units(record))
    return tuple((unit_id, text) for unit_id, text in found if text is not None)


def _mark_body(record: Record) -> bytes | None:
    text = SIGN.sub("", "".join(b.source if isinstance(b, Markup) else b.text for b in record.article.blocks))
    return blake2b(text.encode(), digest_size=8).digest() if len(text) >= ENOUGH else None


def _word(reading: Reading) -> tuple[object, ...]:
    single = (
        reading.title(),
        _title_in_lists(reading),
        *(reading.find(name) for name in ("kicker", "subtitle", "abstract", "summary")),
    )
    return (*map(_write, single), tuple(map(_write, reading.names())), tuple(map(_write, reading.authors())))


def _write(words: Words | None) -> Said | None:
    return None if words is None else (words.text, words.lang)


def _read(said: Said | None) -> Words | None:
    return None if said is None else Words(*said)


def _title_in_lists(reading: Reading) -> Words:
    """Name a story among others: by its caption or summary where its headline is one that many share."""
    headline = reading.record.article.headline
    if headline is None or not is_generic(headline.text):
        return reading.title()
    caption = reading.opening("c1")
    if caption is not None:
        return replace(caption, text=POINTER.sub("", caption.text))
    return reading.opening("summary") or reading.title()
