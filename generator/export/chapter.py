"""A story → what a chapter shows of it: every unit in the book's language, or in both, one below the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.citation import cite_gbt7714, work_of
from generator.escaping import mark_safe
from generator.export.book import say_in_each
from generator.export.xhtml import find_abroad, to_xhtml
from generator.rows.make import address_of
from generator.views.body import find_rows
from generator.views.phrase import Phrase
from generator.views.printed import name_paper, name_section
from generator.views.telling import translated_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from generator.briefs import Brief
    from generator.export.book import Book, Chapter, Lines
    from generator.model import Record
    from generator.views.edition import Edition
    from generator.views.story import Row

HEAD = ("rubric", "kicker", "headline", "subtitle")


class Cell(Struct, frozen=True):
    """Some words in one language."""

    html: Markup
    lang: str


class Unit(Struct, frozen=True):
    """One unit of a story, in one language or two."""

    id: str
    kind: str
    cells: tuple[Cell, ...]
    gap_before: bool = False
    gap_after: bool = False


class ChapterView(Struct, frozen=True):
    """What the template of a chapter is given."""

    chapter: Chapter
    above: tuple[Unit, ...]
    """Rubric and kicker."""
    titles: tuple[Cell, ...]
    below: tuple[Unit, ...]
    """The subtitle."""
    names: Lines
    print: Lines
    """Paper, date, page, section."""
    notes: tuple[str, ...]
    units: tuple[Unit, ...]
    withheld: bool
    summary: tuple[Cell, ...]
    """In place of a body that may not be published."""
    source: str
    address: str | None


def make_chapter(chapter: Chapter, book: Book, known: frozenset[str]) -> ChapterView:
    """Fetch a story and lay it out; ``known`` are the stories of the book, to which its links may lead."""
    edition, brief = book.edition, chapter.brief
    record = edition.digest.shelf.record(brief.id)
    units = tuple(_units(record, book, partial(_lead, known=known)))
    head = {unit.kind: unit for unit in units if unit.kind in HEAD}
    config = edition.config
    return ChapterView(
        chapter=chapter,
        above=tuple(head[kind] for kind in ("rubric", "kicker") if kind in head),
        titles=head["headline"].cells if "headline" in head else _titles(chapter, book),
        below=tuple(head[kind] for kind in ("subtitle",) if kind in head),
        names=say_in_each(book.editions, partial(_names, brief)),
        print=say_in_each(book.editions, partial(_printed, record)),
        notes=edition.card(brief.id).notes,
        units=tuple(unit for unit in units if unit.kind not in HEAD),
        withheld=record.rights == "excerpt",
        summary=_summary(record, book) if record.rights == "excerpt" else (),
        source=cite_gbt7714(work_of(record, None)),
        address=None if config.site_url is None else find_abroad(address_of(brief.id, edition.lang, config)),
    )


def _units(record: Record, book: Book, lead: partial[str | None]) -> Iterator[Unit]:
    """Give the units of a story; what is not translated stands in its own language."""
    wanted = tuple(lang for lang in book.langs if lang != record.lang)
    other = wanted[0] if wanted else record.lang
    for row in find_rows(record, translated_units(book.edition, record, other)):
        cells = tuple(_cells(row, (record.lang, other), book))
        shown = (Cell(_html(row, cell.html, lead), cell.lang) for cell in cells)
        yield Unit(row.id, row.kind, tuple(shown), row.gap_before, row.gap_after)


def _cells(row: Row, langs: tuple[str, str], book: Book) -> Iterator[Cell]:
    own, other = langs
    if own in book.langs or row.translation is None:
        yield Cell(row.original, own)
    if row.translation is not None:
        yield Cell(row.translation, other)


def _html(row: Row, html: Markup, lead: partial[str | None]) -> Markup:
    return mark_safe(to_xhtml(html, lead)) if row.kind == "markup" else html


def _lead(href: str, *, known: frozenset[str]) -> str | None:
    """Say where a link of a person's leads in the book: to another chapter, or out into the world."""
    path = href.partition("#")[0]
    name = path.removesuffix(".html")
    if path != name and name in known:
        return f"{name}.xhtml"  # the paragraph that is meant may have no place of its own in the book
    return find_abroad(href)


def _titles(chapter: Chapter, book: Book) -> tuple[Cell, ...]:
    """Give what stands for a missing headline."""
    titles = dict.fromkeys(chapter.brief.wording(lang).title for lang in book.langs)
    return tuple(Cell(Phrase(words.text).inner, words.lang) for words in titles)


def _summary(record: Record, book: Book) -> tuple[Cell, ...]:
    brief = book.edition.digest.records[record.id]
    said = (brief.wording(lang).summary for lang in book.langs)
    return tuple(Cell(Phrase(words.text).inner, words.lang) for words in dict.fromkeys(said) if words is not None)


def _names(brief: Brief, edition: Edition) -> tuple[Phrase, ...]:
    return tuple(map(edition.words_of, brief.wording(edition.lang).names))


def _printed(record: Record, edition: Edition) -> tuple[Phrase, ...]:
    """Name paper, date, page and section, as far as they are known."""
    words = edition.words
    known = (
        None if record.paper is None else name_paper(edition, record.paper),
        None if record.date is None else Phrase(words.date(record.date)),
        None if record.page is None else Phrase(words.fill("page %(page)s", page=record.page)),
        None if record.section is None else name_section(edition, record.section),
    )
    return tuple(phrase for phrase in known if phrase is not None)
