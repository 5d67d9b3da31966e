"""A record as lists and indexes know it: everything about it but its text, in every language of the site.

A record and its translations go in, a ``Brief`` comes out, small enough that all of an archive fit into memory. Two
fingerprints stand for the rest: ``text`` for all that a record's own pages show, ``mark`` for the brief itself.
"""

from __future__ import annotations

import marshal
import re
from hashlib import blake2b, sha256
from struct import Struct as Packed
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct
from msgspec.structs import astuple

from generator.fingerprints import fingerprint
from generator.labels import is_generic
from generator.lexicon.measures import measure
from generator.model import Markup, Region
from generator.reading import Reading, Words
from generator.units import find_told, find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model import Record
    from generator.units import Unit

POINTER = re.compile(r"^[^\w“《（]*(?:[上下左右]?[图圖][为為])?")
"""What a caption points with: ▲图为."""
SIGNS = re.compile(r"[\u4e00-\u9fff\w]+")
"""What of a text tells it. All that the range names are words too, and found sooner by it."""
ENOUGH = 60
"""Characters of a text; a shorter one may well be printed twice."""
FIGURE = Packed("<bd")
"""A figure as a brief has it: the place of its kind among ``measures.KINDS``, and its value in that kind's unit."""


_ALIKE = frozenset(("lang", "genre", "status", "rights", "paper", "date", "page", "section", "langs", "whole"))
"""What is the same in many briefs."""
_SHARING = frozenset(("places", "tags", "bylines", "credits"))
"""What holds values that many briefs have."""


class Finds(Protocol):
    """Whatever knows translations."""

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        """Find the finished translation of a unit as it reads now."""

    def waiting(self, lang: str, record: Record) -> Mapping[str, str]:
        """Name the units whose translation can't be shown, each with why: ``outdated`` or ``unchecked``."""

    def translator(self, lang: str, record_id: str) -> str | None:
        """Name who translated a record, where the catalogue says it."""


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
    figures: bytes
    """The figures it reports, in order, as ``FIGURE`` packs them: kind and value, enough to compare them by."""
    langs: tuple[str, ...]
    """Languages of the site that it can be read in, its own first: those into which anything that tells the story is
    translated. Every page, feed and map goes by this."""
    whole: tuple[str, ...]
    """Those of them in which its headline and every paragraph stand."""
    said: tuple[tuple[str, bytes], ...]
    """Its wordings: a language of the site, and the texts, packed: they are most of what is kept in memory."""
    text: bytes
    """Fingerprint of the record and its finished translations."""
    body: bytes | None
    """Fingerprint of the text without punctuation and space, ``None`` of one too short to tell it by."""
    mark: bytes = b""
    """Fingerprint of all the above but ``text`` and ``body``."""

    def spoken(self, lang: str) -> str:
        """Tell which language its page in a language is really in: an untranslated story shows the original."""
        return lang if lang in self.langs else next(iter(self.langs), self.lang)

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
        return cast("tuple[Said, ...]", self._texts(lang)[-2])[number]

    def wording(self, lang: str) -> Wording:
        """Word the record in a language of the site."""
        *single, names, authors = self._texts(lang)
        title, listed, *rest = [_read(cast("Said | None", said)) for said in single]
        many = [tuple(Words(*said) for said in cast("tuple[Said, ...]", each)) for each in (names, authors)]
        return Wording(title, listed or title, *rest, *many)  # type: ignore[arg-type]  # in the order of its fields

    def _texts(self, lang: str) -> tuple[object, ...]:
        packed = next(packed for spoken, packed in self.said if spoken == lang)
        return cast("tuple[object, ...]", marshal.loads(packed))  # noqa: S302 - packed below, kept in a private file


_FIELDS = Brief.__struct_fields__


def make_brief(record: Record, translations: Finds, languages: Iterable[str], text: bytes | None = None) -> Brief:
    """Sum a record up; its body must be withheld already where it may not be published.

    ``text`` is the record and its translations as bytes, where they are at hand.
    """
    return Brief(*make_row(record, translations, languages, text))  # type: ignore[arg-type]  # in the order of its fields


def make_row(
    record: Record, translations: Finds, languages: Iterable[str], text: bytes | None = None
) -> tuple[object, ...]:
    """Sum a record up, as ``row_of`` lays a brief out."""
    article = record.article
    lines = article.source.lines
    spoken = tuple(dict.fromkeys(languages))
    packs: dict[bytes, bytes] = {}
    langs = tuple([lang for lang in spoken if lang == record.lang])
    langs += tuple([lang for lang in spoken if lang != record.lang and _is_translated(record, translations, lang)])
    plain = (
        record.id,
        record.lang,
        article.source.file,
        lines[-1][0] if lines else 0,
        lines[0][0] if lines else None,
        article.genre,
        article.status,
        record.rights,
        record.paper,
        record.date,
        record.page,
        record.section,
        tuple([(region.code, region.path, region.basis, region.primary) for region in record.regions]),
        record.tags,
        tuple([byline.name for byline in article.bylines]),
        tuple(dict.fromkeys([credit.name for figure in article.figures for credit in figure.credits])),
        b"".join([FIGURE.pack(*measure(number.value, number.unit)) for number in record.numbers]),
        langs,
        tuple([lang for lang in langs if lang == record.lang or _is_whole(record, translations, lang)]),
        tuple([(lang, packs.setdefault(pack, pack)) for lang, pack in _pack_words(record, translations, spoken)]),
    )
    return (*plain, _mark_text(record, translations, spoken, text), _mark_body(record), fingerprint(plain))


def share(row: tuple[object, ...], pool: dict[object, object]) -> tuple[object, ...]:
    """Give a row with the values that many have (a paper, a tag, a place) taken from a pool that all rows share."""
    shared: list[object] = []
    for name, value in zip(_FIELDS, row, strict=True):
        if name in _SHARING:
            shared.append(tuple([pool.setdefault(each, each) for each in cast("tuple[object, ...]", value)]))
        else:
            shared.append(pool.setdefault(value, value) if name in _ALIKE else value)
    return tuple(shared)


def row_of(brief: Brief) -> tuple[object, ...]:
    """Lay a brief out as a row of plain values, in the order of its fields."""
    return astuple(brief)


def _is_translated(record: Record, translations: Finds, lang: str) -> bool:
    return any(translations.find(lang, record.id, unit) is not None for unit in find_told(record))


def _is_whole(record: Record, translations: Finds, lang: str) -> bool:
    wanted = (unit for unit in find_told(record) if unit.id == "headline" or unit.id[1:].isdigit())
    return all(translations.find(lang, record.id, unit) is not None for unit in wanted if unit.id[0] != "c")


def _mark_text(record: Record, translations: Finds, languages: tuple[str, ...], text: bytes | None) -> bytes:
    if text is None:
        found = {lang: _translated(record, translations, lang) for lang in languages if lang != record.lang}
        text = repr((record, found)).encode(errors="surrogatepass")
    return sha256(text).digest()[:16]


def _translated(record: Record, translations: Finds, lang: str) -> tuple[object, ...]:
    found = ((unit.id, translations.find(lang, record.id, unit)) for unit in find_units(record))
    finished = tuple((unit_id, text) for unit_id, text in found if text is not None)
    return finished, tuple(translations.waiting(lang, record).items()), translations.translator(lang, record.id)


def _mark_body(record: Record) -> bytes | None:
    text = "".join([b.source if isinstance(b, Markup) else b.text for b in record.article.blocks])
    # The two signs that stand most often are sooner taken out than stepped over.
    signs = "".join(SIGNS.findall(text.replace("，", "").replace("。", "")))
    return blake2b(signs.encode(), digest_size=8).digest() if len(signs) >= ENOUGH else None


def _word(reading: Reading) -> tuple[object, ...]:
    title = reading.title()
    listed = _title_in_lists(reading, title)
    single = (
        title,
        None if listed == title else listed,
        *[reading.find(name) for name in ("kicker", "subtitle", "abstract", "summary")],
    )
    return (*map(_write, single), tuple(map(_write, reading.names())), tuple(map(_write, reading.authors())))


def _pack_words(record: Record, translations: Finds, languages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for lang in languages:
        texts = _word(Reading(record, lang, translations))
        # Version 2 of the format knows no references between objects: the same texts are the same bytes.
        yield lang, marshal.dumps(cast("tuple[str, ...]", texts), 2)


def _write(words: Words | None) -> Said | None:
    return None if words is None else (words.text, words.lang)


def _read(said: Said | None) -> Words | None:
    return None if said is None else Words(*said)


def _title_in_lists(reading: Reading, title: Words) -> Words:
    """Name a story among others: by its caption or summary where its headline is one that many share."""
    headline = reading.record.article.headline
    if headline is None or not is_generic(headline.text):
        return title
    caption = reading.opening("c1")
    if caption is not None:
        return Words(POINTER.sub("", caption.text), caption.lang)
    return reading.opening("summary") or title
