"""The digest in one language: what more than one page shows, made once.

A digest and a language go in; out come entries of all tags, bylines and places, each with its words (marked where they
are in another language) and the path of its page, and cards of stories, made when a page asks for them.
"""

from __future__ import annotations

from collections import Counter
from sys import intern
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field

from generator.addresses import article_path
from generator.config import TRADITIONAL
from generator.fingerprints import fingerprint
from generator.interface import message, read_interface
from generator.model import SitePage
from generator.views.entries import ORIGINAL, Entry, name_bylines, name_person, name_places, name_tags
from generator.views.head import Head, find_alternates
from generator.views.phrase import Headline, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.briefs import Brief
    from generator.config import Config
    from generator.digest import Digest
    from generator.interface import Interface
    from generator.lexicon.traditional import Traditional
    from generator.model import Reads, Record
    from generator.reading import Words
    from generator.units import Unit
    from generator.views.entries import Entries
    from generator.views.head import Twins


CONVERTED = message("Converted from Simplified Chinese by a program.")
MARKS = {
    "head-missing": message("Opening missing"),
    "middle-missing": message("Passage missing"),
    "tail-missing": message("End missing"),
    "fragment": message("Fragment"),
}
"""What a list says of a story that is not whole."""
MOST_CARDS = 20_000
"""Cards that are kept at hand."""
MOST_NAMES = 20_000
"""Entries without counts that are kept at hand, and ways to places."""

DESCRIPTION = message("A bilingual digest of newspaper pages, in Chinese and English.")
"""Of a digest whose settings have none."""


class Card(Struct, frozen=True, cache_hash=True):
    """A story in a list."""

    lasting: ClassVar[bool] = True
    """The same is shown on many pages."""
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
    """``In Chinese``, ``Partly translated``, ``Opening missing`` … in the page's language."""


class Edition(Struct, frozen=True, eq=False):
    """One language's view of the digest."""

    lang: str
    config: Config
    digest: Digest
    words: Interface
    home: str | None
    """Division code of the home region, ``None`` where nothing is placed."""
    tags: Entries
    bylines: Entries
    places: Mapping[str, Entry]
    """By division code: every place that a story tells of."""
    related: Mapping[str, tuple[str, ...]]
    """By record id: the stories that belong to it, best first."""
    only: frozenset[str] | None
    """Ids of the records whose text changed and nothing else, where no other page need be planned."""
    totals: Reads
    """Stories, printed pages, counties and bylines of the digest."""
    absent: tuple[str, ...] = ()
    """Sections of the navigation that there is nothing to show in: without a date there is no time line."""
    pictured: bool = False
    """Whether stories have pictures."""
    _cards: dict[str, Card] = field(default_factory=dict)
    _bare: dict[int, tuple[Entry, Entry]] = field(default_factory=dict)
    _tags: dict[str, Entry] = field(default_factory=dict)
    """By label, without counts; as many as there are tags."""
    _ways: dict[tuple[str, tuple[str, ...]], tuple[Entry, ...]] = field(default_factory=dict)

    def has(self, kind: str) -> bool:
        """Whether the site has pages of a kind."""
        return kind in self.config.pages

    def wants(self, ids: Iterable[str]) -> bool:
        """Whether a page that shows the text of some records need be planned."""
        return self.only is None or not self.only.isdisjoint(ids)

    @property
    def followed(self) -> bool:
        """Whether regions and tags have feeds of their own."""
        return self.has("feeds") and self.config.feeds == "all"

    def page(  # noqa: PLR0913 - the last three have names
        self,
        template: str,
        address: Callable[[str], str],
        made: Callable[[], object],
        reads: Reads,
        *,
        origin: str,
        true_in: tuple[str, ...] | None = None,
        canonical: str | None = None,
    ) -> SitePage:
        """Plan a page; ``address`` gives its path for a language, the rest is what a head and a site page have."""
        lang, twins = self.lang, self.twins(address)
        alternates = find_alternates(lang, twins, true_in, canonical)
        path = next(path for spoken, path in twins if spoken == lang)
        mark = fingerprint((lang, self.home, self.absent, reads))
        return SitePage(path, template, made, lang, alternates, origin, bool(alternates), mark)

    def twins(self, address: Callable[[str], str]) -> Twins:
        """Name a page in every language of the site."""
        # Each path is named in every language's plan: for very many pages one string is enough.
        return tuple([(lang, intern(address(lang))) for lang in self.config.languages])

    def marks(self, ids: Iterable[str]) -> Reads:
        """Give the fingerprints of some stories."""
        records = self.digest.records
        return tuple([records[record_id].mark for record_id in ids])

    def card(self, record_id: str) -> Card:
        """Give the card of a story."""
        found = self._cards.get(record_id)
        if found is None:
            if len(self._cards) >= MOST_CARDS:
                self._cards.clear()
            found = self._cards[record_id] = _card(self, self.digest.records[record_id])
        return found

    def head(self, address: Callable[[str], str], title: str, origin: str, **more: object) -> Head:
        """Make a head; ``address`` gives the page's path for a language.

        A page that is not described otherwise says what it is part of.
        """
        if "description" not in more:
            more["description"] = f"{title} · {self.about()}"
        return Head(self.lang, title, origin, self.twins(address), absent=self.absent, **more)  # type: ignore[arg-type]  # fields of Head by name

    def about(self) -> str:
        """Say in this language what the digest is."""
        return self.config.description.get(self.lang) or self.words(DESCRIPTION)

    def title(self) -> str:
        """Name the digest in this language."""
        return name_of(self.config, self.lang)

    def cards_of(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """Give the cards of some stories."""
        return tuple(map(self.card, ids))

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

    def words_of(self, words: Words) -> Phrase:
        """Mark words with their language where that isn't the page's."""
        return Phrase(words.text, self.mark(words.lang))

    def phrase(self, text: str, lang: str) -> Phrase:
        """Mark a text with its language where that isn't the page's; another script is converted."""
        if self.script is not None and lang == ORIGINAL:
            return Phrase(self.script.word(text))
        return Phrase(text, self.mark(lang))

    def mark(self, lang: str) -> str | None:
        """Give the language to mark words with: none where the words around them are in it too.

        Those are in the page's language, or in English where the interface has no catalogue in that.
        """
        return None if lang == self.words.lang else lang

    def place_phrase(self, name: str) -> Phrase:
        """Name a place that the gazetteer doesn't have."""
        return self.phrase(name, ORIGINAL) if self.script is None else Phrase(self.script.place(name))

    def unit_phrase(self, unit: str, lang: str) -> Phrase:
        """Name a unit as it stands behind a figure."""
        return self.phrase(unit, lang) if self.script is None or lang != ORIGINAL else Phrase(self.script.unit(unit))

    @property
    def script(self) -> Traditional | None:
        """What converts to the script of this edition, where it is one that is converted."""
        return self.digest.lexicon.script if self.lang == TRADITIONAL else None

    def say(self, record: Record, unit: Unit) -> Phrase:
        """Give one unit of a record in this language, else in its own."""
        if record.lang == self.lang:
            return self.phrase(unit.text, record.lang)
        found = self.digest.shelf.translations(record.id).find(self.lang, record.id, unit)
        return self.phrase(unit.text, record.lang) if found is None else self.phrase(found, self.lang)

    def converts(self, record: Record) -> bool:
        """Whether some of a record is read here as a program converted it."""
        if self.script is None:
            return False
        return self.lang in getattr(self.digest.shelf.translations(record.id), "converted", ())

    def bare(self, entry: Entry) -> Entry:
        """Leave of an entry what a story's page shows: how many others there are changes with every build."""
        kept = self._bare.get(id(entry))
        if kept is None or kept[0] is not entry:
            if len(self._bare) >= MOST_NAMES:
                self._bare.clear()
            kept = self._bare[id(entry)] = entry, Entry(entry.label, entry.path, slug=entry.slug)
        return kept[1]

    def tag(self, label: str) -> Entry:
        """Give the entry of a tag, without its counts."""
        found = self._tags.get(label)
        if found is None:
            found = self._tags[label] = self.bare(self.tags[label])
        return found

    def path_of(self, code: str, path: tuple[str, ...]) -> tuple[Entry, ...]:
        """Name a region from the province down; the home province goes without saying where more follows."""
        way = self._ways.get((code, path))
        if way is None:
            if len(self._ways) >= MOST_NAMES:
                self._ways.clear()
            way = self._ways[code, path] = self._way(code, path)
        return way

    def _way(self, code: str, path: tuple[str, ...]) -> tuple[Entry, ...]:
        chain = self.digest.lexicon.gazetteer.chain(code)
        known = tuple(self.place(place.code) for place in chain)
        deeper = tuple(Entry(self.place_phrase(name)) for name in path[len(chain) :])
        if chain and chain[0].code == self.home and len(known) + len(deeper) > 1:
            known = known[1:]
        return known + deeper


def make_edition(  # noqa: PLR0913 - the last two have names
    digest: Digest,
    config: Config,
    lang: str,
    related: Mapping[str, tuple[str, ...]] | None = None,
    *,
    only: frozenset[str] | None = None,
    pictured: bool = False,
) -> Edition:
    """Put the digest into one language."""
    return Edition(
        lang=lang,
        config=config,
        digest=digest,
        words=read_interface(lang),
        home=find_home(digest, config),
        tags=name_tags(digest, lang, linked="tags" in config.pages),
        bylines=name_bylines(digest, lang, linked="bylines" in config.pages),
        places=name_places(digest, lang, linked="regions" in config.pages),
        related=related or {},
        only=only,
        totals=_count(digest),
        absent=() if any(brief.date is not None for brief in digest.records.values()) else ("months",),
        pictured=pictured,
    )


def _count(digest: Digest) -> Reads:
    places = (digest.lexicon.gazetteer.place(code) for code in digest.regions)
    counties = sum(place is not None and place.level == "county" for place in places)
    return (len(digest.records), len(digest.pages), counties, len(digest.bylines))


def name_of(config: Config, lang: str) -> str:
    """Name the digest in a language, else in that of the words around it, else in the first that it has a name in."""
    return config.title.get(lang) or config.title.get(read_interface(lang).lang) or next(iter(config.title.values()))


def note_of(config: Config, lang: str) -> str | None:
    """Say who wrote the words of a language's pages, where no person did."""
    return read_interface(lang)(CONVERTED) if lang in config.converted else None


def find_home(digest: Digest, config: Config) -> str | None:
    """Find the home region's code: the one that the user names, else the province told of most."""
    gazetteer = digest.lexicon.gazetteer
    if config.region is not None:
        named = gazetteer.place(config.region) or next(iter(gazetteer.find(config.region)), None)
        return None if named is None else gazetteer.chain(named.code)[0].code
    told = Counter({code: len(t.primary) * 1000 + len(t.mentions) for code, t in digest.regions.items()})
    provinces = [code for code in told if len(gazetteer.chain(code)) == 1]
    return min(provinces, key=lambda code: (-told[code], code), default=None)


def _card(edition: Edition, brief: Brief) -> Card:
    wording = brief.wording(edition.lang)
    place = next((edition.path_of(code, path) for code, path, _, primary in brief.places if primary), ())
    printed, title = wording.title, wording.listed
    headline = edition.words_of(title)
    return Card(
        id=brief.id,
        path=article_path(edition.lang, brief.id),
        headline=Headline(headline.text, headline.lang),
        label=None if title == printed else edition.words_of(printed),
        kicker=_unless(edition, wording.kicker, title),
        subtitle=_unless(edition, wording.subtitle, title),
        summary=next((edition.words_of(words) for words in (wording.summary, wording.abstract) if words), None),
        place=tuple(entry.label for entry in place[:2]),
        date=None if brief.date is None else edition.words.date(brief.date),
        notes=_notes(edition, brief),
    )


def _unless(edition: Edition, words: Words | None, title: Words) -> Phrase | None:
    """Leave out what already stands for a missing headline."""
    return None if words is None or words == title else edition.words_of(words)


def _notes(edition: Edition, brief: Brief) -> tuple[str, ...]:
    words = edition.words
    notes = []
    if edition.lang not in brief.langs:
        notes.append(words("In Chinese"))
    elif edition.lang not in brief.whole:
        notes.append(words("Partly translated"))
    if brief.status in MARKS:
        notes.append(words(MARKS[brief.status]))
    if brief.rights == "excerpt":
        notes.append(words("Excerpt"))
    return tuple(notes)
