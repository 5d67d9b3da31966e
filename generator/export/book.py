"""A choice of stories → a book: its title, languages and identity, and its chapters by place, a story each.

Nothing is rendered here, and no text is fetched: a book of a hundred thousand stories is a list of their briefs. No
clock: what a book says of its age is the day of its newest story.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from generator.errors import ConfigError, ExportError, Location
from generator.views.edition import make_edition
from generator.views.listing import stories
from generator.views.phrase import Phrase
from generator.views.printed import name_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.briefs import Brief
    from generator.config import Config
    from generator.digest import Digest
    from generator.export.choice import Choice
    from generator.views.edition import Edition

Lines = tuple[tuple[Phrase, ...], ...]
"""The same said in each language of the book, a row of phrases each; what is the same in both stands once."""
BOTH = "both"
UNDATED = "2000-01-01"
"""What stands for the age of a book of which no story is dated: there has to be a day."""


class Chapter(Struct, frozen=True):
    """One story of the book."""

    number: int
    brief: Brief
    titles: Lines
    place: Lines
    printed: str | None = None
    """The printed page that begins with it, for readers who cite pages."""

    @property
    def path(self) -> str:
        """Its file, beside the other chapters'."""
        return f"{self.brief.id}.xhtml"

    @property
    def title(self) -> str:
        """Its title in the book's own language."""
        return self.titles[0][0].text


class Section(Struct, frozen=True):
    """The stories of one place."""

    place: Lines
    chapters: tuple[Chapter, ...]


class Book(Struct, frozen=True):
    """All that a book is made from."""

    editions: tuple[Edition, ...]
    """The language of the texts, or both; the book itself speaks the first."""
    names: Lines
    """What it is of; an issue is named by paper and date."""
    identifier: str
    modified: str
    """ISO 8601."""
    date: str | None
    """Of an issue."""
    papers: tuple[Phrase, ...]
    subjects: tuple[str, ...]
    count: str
    sections: tuple[Section, ...]

    @property
    def edition(self) -> Edition:
        """The language in which the book itself speaks."""
        return self.editions[0]

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of the texts."""
        return tuple(edition.lang for edition in self.editions)

    @property
    def title(self) -> str:
        """Its name in a library: that of the digest, and what it is of."""
        return f"{self.edition.title()}: {' · '.join(name.text for name in self.names[0])}"

    @property
    def chapters(self) -> Iterator[Chapter]:
        """All chapters in the order of reading."""
        return (chapter for section in self.sections for chapter in section.chapters)

    @property
    def pages(self) -> tuple[Chapter, ...]:
        """The chapters that a printed page begins with."""
        return tuple(chapter for chapter in self.chapters if chapter.printed is not None)

    @property
    def first(self) -> Chapter | None:
        """The chapter that reading begins with."""
        return next(self.chapters, None)


def plan_book(choice: Choice, digest: Digest, config: Config, lang: str | None = None) -> Book:
    """Plan the book of a choice, in one language or in both."""
    langs = _find_languages(lang, config)
    editions = tuple(make_edition(digest, config, each) for each in langs)
    briefs = _find_readable(choice, digest, config, langs)
    dates = sorted(brief.date for brief in briefs if brief.date is not None and _is_day(brief.date))
    papers = dict.fromkeys(brief.paper for brief in briefs if brief.paper is not None)
    return Book(
        editions=editions,
        names=say_in_each(editions, lambda edition: _name(choice, edition)),
        identifier=_identify(choice, config, langs),
        modified=f"{dates[-1] if dates else UNDATED}T00:00:00Z",
        date=choice.key[1] if choice.kind == "issue" and _is_day(choice.key[1]) else None,
        papers=tuple(name_paper(editions[0], paper) for paper in papers),
        subjects=choice.key if choice.kind == "tag" else (),
        count=stories(editions[0].words, len(briefs)),
        sections=tuple(_part(briefs, editions, whole=choice.kind == "issue")),
    )


def _find_readable(choice: Choice, digest: Digest, config: Config, langs: tuple[str, ...]) -> list[Brief]:
    """Leave out what has no words in the book's languages, where the settings say so."""
    briefs = [digest.records[record_id] for record_id in choice.ids]
    if config.untranslated == "show":
        return briefs
    found = [brief for brief in briefs if not set(langs).isdisjoint(brief.langs)]
    if not found:
        message = "nothing of these stories is translated, and `untranslated` in digest.yaml is skip"
        hint = f"choose another language: {', '.join((*config.languages, BOTH))}"
        raise ExportError("export-untranslated", Location("--lang"), message, hint)
    return found


def say_in_each(editions: Iterable[Edition], say: Callable[[Edition], tuple[Phrase, ...]]) -> Lines:
    """Say something in each language of the book, every phrase with its language."""
    said = (tuple(Phrase(each.text, each.lang or edition.lang) for each in say(edition)) for edition in editions)
    return tuple(dict.fromkeys(said))


def _find_languages(lang: str | None, config: Config) -> tuple[str, ...]:
    """Give the languages of a book: the one that is named, else the first two of the site."""
    if lang is None or lang == BOTH:
        return config.languages[:2]
    if lang not in config.languages:
        message = f"found {lang!r}, expected one of: {', '.join((*config.languages, BOTH))}"
        raise ConfigError("export-language", Location("--lang"), message, "`languages` in digest.yaml lists them")
    return (lang,)


def _name(choice: Choice, edition: Edition) -> tuple[Phrase, ...]:
    if choice.kind == "issue":
        paper, day = choice.key
        return (name_paper(edition, paper), Phrase(edition.words.date(day)))
    key = choice.key[0]
    return (edition.place_name(key) if choice.kind == "region" else edition.tags[key].label,)


def _identify(choice: Choice, config: Config, langs: tuple[str, ...]) -> str:
    """Give the book a name of its own that is the same whenever it is made."""
    digest = config.site_url or f"baozhai:{next(iter(config.title.values()))}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '#'.join((digest, choice.kind, *choice.key, *langs)))}"


def _part(briefs: Iterable[Brief], editions: tuple[Edition, ...], *, whole: bool) -> Iterator[Section]:
    """Part the stories by place, down to the county, in the order of division codes; those of no place come last."""
    parts: dict[tuple[str, ...], list[Brief]] = defaultdict(list)
    for brief in briefs:
        parts[_place_of(brief, editions[0])].append(brief)
    printed: set[object] = {None}
    number = count(1)
    for codes in sorted(parts, key=lambda codes: (not codes, codes)):
        place = say_in_each(editions, partial(_label, codes))
        chapters = []
        for brief in parts[codes]:
            page = None if brief.page is None else (brief.paper, brief.date, brief.page)
            begun = None if page in printed else _page(brief, whole=whole)
            printed.add(page)
            titles = say_in_each(editions, partial(_title, brief))
            chapters.append(Chapter(next(number), brief, titles, place, begun))
        yield Section(place, tuple(chapters))


def _title(brief: Brief, edition: Edition) -> tuple[Phrase, ...]:
    return (edition.words_of(brief.wording(edition.lang).listed),)


def _place_of(brief: Brief, edition: Edition) -> tuple[str, ...]:
    code = next((code for code, _, _, primary in brief.places if primary), None)
    return () if code is None else edition.digest.lexicon.gazetteer.codes(code)[:3]


def _label(codes: tuple[str, ...], edition: Edition) -> tuple[Phrase, ...]:
    if not codes:
        return (Phrase(edition.words("Unplaced")),)
    return tuple(entry.label for entry in edition.path_of(codes[-1], ()))


def _page(brief: Brief, *, whole: bool) -> str:
    """Name a printed page: in the book of one issue its number is enough."""
    known = (brief.page,) if whole else (brief.paper, brief.date, brief.page)
    return " ".join(part for part in known if part is not None)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len(UNDATED)
