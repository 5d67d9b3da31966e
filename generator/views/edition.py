"""The digest in one language: everything that more than one page shows, made once.

A digest and a language go in; out come cards of all stories, entries of all tags, bylines and places, each with
its words (marked where they are in another language) and the path of its page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.addresses import article_path
from generator.interface import read_interface
from generator.labels import is_generic
from generator.reading import Reading
from generator.units import find_units
from generator.views.entries import ORIGINAL, Entry, name_bylines, name_person, name_places, name_tags
from generator.views.head import Head
from generator.views.phrase import Headline, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.config import Config
    from generator.digest import Digest
    from generator.interface import Interface
    from generator.model import Record, Region
    from generator.reading import Words
    from generator.units import Unit


POINTER = re.compile(r"^[^\w“《（]*(?:[上下左右]?图为)?")
"""What a caption points with: ▲图为."""


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list."""

    id: str
    path: str
    headline: Headline
    """In a list: where the printed one only says what kind of story it is, the first words of its text."""
    label: Phrase | None = None
    """The printed headline, where another stands for it."""
    kicker: Phrase | None = None
    subtitle: Phrase | None = None
    summary: Phrase | None = None
    place: tuple[Phrase, ...] = ()
    """Prefecture and county, or what there is of them."""
    date: str | None = None
    notes: tuple[str, ...] = ()
    """``not yet translated``, ``opening missing`` … in the page's language."""


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """One language's view of the digest."""

    lang: str
    config: Config
    digest: Digest
    words: Interface
    home: str | None
    """Division code of the home region, ``None`` where nothing is placed."""
    tags: Mapping[str, Entry]
    bylines: Mapping[str, Entry]
    places: Mapping[str, Entry]
    """By division code: every place that a story tells of."""
    cards: Mapping[str, Card] = field(default_factory=dict)
    """By record id, in digest order."""

    def head(self, address: Callable[[str], str], title: str, origin: str, **more: object) -> Head:
        """Make a head; ``address`` gives the page's path for a language."""
        twins = tuple((lang, address(lang)) for lang in self.config.languages)
        return Head(self.lang, title, origin, twins, **more)  # type: ignore[arg-type]  # fields of Head by name

    def title(self) -> str:
        """Name the digest in this language."""
        return name_of(self.config, self.lang)

    def cards_of(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """Give the cards of some stories."""
        return tuple(self.cards[record_id] for record_id in ids)

    def place(self, code: str) -> Entry:
        """Give the entry of a place, also of one that no story tells of."""
        return self.places.get(code) or Entry(self.place_name(code), slug=code)

    def place_name(self, code: str) -> Phrase:
        """Name a place."""
        text, lang = self.digest.lexicon.gazetteer.label(code, self.lang)
        return self.phrase(text, lang)

    def person(self, name: str) -> Entry:
        """Name someone; who never stands in a byline has no page."""
        return self.bylines.get(name) or Entry(name_person(self.digest, self.lang, name))

    def phrase(self, text: str, lang: str) -> Phrase:
        """Mark a text with its language where that isn't the page's."""
        return Phrase(text, None if lang == self.lang else lang)

    def say(self, record: Record, unit: Unit) -> Phrase:
        """Give one unit of a record in this language, else in its own."""
        if record.lang == self.lang:
            return Phrase(unit.text)
        found = self.digest.translations.find(self.lang, record.id, unit)
        return Phrase(unit.text, record.lang) if found is None else Phrase(found)

    def path_of(self, region: Region) -> tuple[Entry, ...]:
        """Name a region from the province down; the home province goes without saying where more follows."""
        chain = self.digest.lexicon.gazetteer.chain(region.code)
        known = tuple(self.place(place.code) for place in chain)
        deeper = tuple(Entry(self.phrase(name, ORIGINAL)) for name in region.path[len(chain) :])
        if chain and chain[0].code == self.home and len(known) + len(deeper) > 1:
            known = known[1:]
        return known + deeper


def make_edition(digest: Digest, config: Config, lang: str) -> Edition:
    """Put the digest into one language."""
    edition = Edition(
        lang=lang,
        config=config,
        digest=digest,
        words=read_interface(lang),
        home=find_home(digest, config),
        tags=name_tags(digest, lang),
        bylines=name_bylines(digest, lang),
        places=name_places(digest, lang),
    )
    return replace(edition, cards={record.id: _card(edition, record) for record in digest.records.values()})


def name_of(config: Config, lang: str) -> str:
    """Name the digest in a language, else in the first that it has a name in."""
    return config.title.get(lang) or next(iter(config.title.values()))


def find_home(digest: Digest, config: Config) -> str | None:
    """Find the home region's code: the one that the user names, else the province told of most."""
    gazetteer = digest.lexicon.gazetteer
    if config.region is not None:
        named = gazetteer.place(config.region) or next(iter(gazetteer.find(config.region)), None)
        return None if named is None else gazetteer.chain(named.code)[0].code
    told = Counter({code: len(t.primary) * 1000 + len(t.mentions) for code, t in digest.regions.items()})
    provinces = [code for code in told if len(gazetteer.chain(code)) == 1]
    return min(provinces, key=lambda code: (-told[code], code), default=None)


def _card(edition: Edition, record: Record) -> Card:
    said = {unit.id: edition.say(record, unit) for unit in find_units(record)}
    place = next((edition.path_of(region) for region in record.regions if region.primary), ())
    reading = Reading(record, edition.lang, edition.digest.translations)
    printed, title = reading.title(), _title_in_lists(reading)
    headline = edition.phrase(title.text, title.lang)
    return Card(
        id=record.id,
        path=article_path(edition.lang, record.id),
        headline=Headline(headline.text, headline.lang),
        label=None if title == printed else edition.phrase(printed.text, printed.lang),
        kicker=_unless(said.get("kicker"), headline),
        subtitle=_unless(said.get("subtitle"), headline),
        summary=said.get("summary") or said.get("abstract"),
        place=tuple(entry.label for entry in place[:2]),
        date=None if record.date is None else edition.words.date(record.date),
        notes=_notes(edition, record, headline),
    )


def _title_in_lists(reading: Reading) -> Words:
    """Name a story among others: by its caption or summary where its headline is one that many share."""
    headline = reading.record.article.headline
    if headline is None or not is_generic(headline.text):
        return reading.title()
    caption = reading.opening("c1")
    if caption is not None:
        return replace(caption, text=POINTER.sub("", caption.text))
    return reading.opening("summary") or reading.title()


def _unless(phrase: Phrase | None, headline: Phrase) -> Phrase | None:
    """Leave out what already stands for a missing headline."""
    return None if phrase == headline else phrase


def _notes(edition: Edition, record: Record, headline: Phrase) -> tuple[str, ...]:
    words = edition.words
    notes = []
    if headline.lang is not None:
        notes.append(words("In Chinese"))
    if record.article.status != "complete":
        notes.append(words("Incomplete in print"))
    if record.rights == "excerpt":
        notes.append(words("Excerpt"))
    return tuple(notes)
