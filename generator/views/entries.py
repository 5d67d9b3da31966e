"""Names of tags, people and places in one language, with the paths of their pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from generator.addresses import byline_path, region_path, tag_path
from generator.config import SIMPLIFIED, TRADITIONAL
from generator.interface import PLAIN, read_interface
from generator.reading import takes_english
from generator.slugs import distinguish, slug
from generator.views.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from generator.digest import Digest
    from generator.model import Reads, Term

ORIGINAL = SIMPLIFIED
"""The language of tags and of places below the gazetteer's."""


class Entry(Struct, frozen=True, cache_hash=True):
    """Something that has, or could have, a page of its own: a tag, a byline, a place, a printed page."""

    lasting: ClassVar[bool] = True
    """The same is shown on many pages."""
    label: Phrase
    path: str | None = None
    """``None`` where there is no page."""
    count: int = 0
    """Stories."""
    mentions: int = 0
    """Stories that only name it."""
    slug: str = ""
    """Its part of the address."""
    order: str = ""
    """What it is sorted by: pinyin, or in another language its words."""

    @property
    def told(self) -> tuple[str, str | None, str | None]:
        """What a page reads that only names it."""
        return (self.label.text, self.label.lang, self.path)

    @property
    def counted(self) -> tuple[object, ...]:
        """What a page reads that also counts it."""
        return (*self.told, self.count, self.mentions)


class Entries(Mapping[str, Entry]):
    """Entries by name, each made when it is asked for, all of them in order when one asks for all."""

    def __init__(self, names: Collection[str], make: Callable[[str], Entry]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, Entry] = {}
        self._told: dict[str, Reads] = {}
        self._order: tuple[str, ...] | None = None

    def __getitem__(self, name: str) -> Entry:
        """Give the entry of a name."""
        found = self._made.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            found = self._made[name] = self._make(name)
        return found

    def told(self, names: Iterable[str]) -> tuple[Reads, ...]:
        """Give what a page reads that only names some of them."""
        known = self._told
        return tuple([known.get(name) or known.setdefault(name, self[name].told) for name in names])

    def __iter__(self) -> Iterator[str]:
        """Give the names, in the order of what they are sorted by."""
        if self._order is None:
            self._order = tuple(sorted(self._names, key=lambda name: (self[name].order, name)))
        return iter(self._order)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._names)


def name_tags(digest: Digest, lang: str, *, linked: bool = True) -> Entries:
    """Name every tag, in order; one without English stands in Chinese. Those that have no page aren't ``linked``."""
    return Entries(digest.tags, partial(_make_tag, digest, lang, linked))


def _tag_words(tag: Term, label: str, lang: str) -> Phrase:
    if takes_english(lang) and tag.english is not None:
        return Phrase(tag.english, _mark(lang, PLAIN))
    if lang == TRADITIONAL and tag.traditional is not None:
        return Phrase(tag.traditional)
    return Phrase(label, None if lang == ORIGINAL else ORIGINAL)


def _make_tag(digest: Digest, lang: str, linked: bool, label: str) -> Entry:  # noqa: FBT001 - part of a partial
    tag = digest.terms[label]
    words = _tag_words(tag, label, lang)
    path = tag_path(lang, tag.slug) if linked else None
    return Entry(words, path, len(digest.tags[label]), slug=tag.slug, order=_order(words, tag.slug, lang))


def name_bylines(digest: Digest, lang: str, *, linked: bool = True) -> Entries:
    """Name everyone in the bylines, in order."""
    return Entries(digest.bylines, partial(_make_byline, digest, lang, (linked, {})))


def _make_byline(digest: Digest, lang: str, given: tuple[bool, dict[str, str]], name: str) -> Entry:
    linked, slugs = given
    if not slugs:
        slugs.update(distinguish({name: slug(name) for name in digest.bylines}))
    words, own = name_person(digest, lang, name), slugs[name]
    path = byline_path(lang, own) if linked else None
    return Entry(words, path, len(digest.bylines[name]), slug=own, order=_order(words, own, lang))


def _order(words: Phrase, pinyin: str, lang: str) -> str:
    """Sort Chinese by pinyin and other languages by their own words, what is not translated behind them."""
    if lang.startswith("zh"):
        return pinyin
    return words.text.casefold() if words.lang in {None, lang} else f"~{pinyin}"


def name_person(digest: Digest, lang: str, name: str) -> Phrase:
    """Name a person as the first finished translation of a byline has it, else by the glossary, else as printed."""
    original = ORIGINAL
    for record_id in digest.bylines.get(name, ()):
        brief = digest.records[record_id]
        original = brief.lang
        text, spoken = brief.name_in(lang, brief.bylines.index(name))
        if spoken == lang:
            return Phrase(text, _mark(lang, lang))
    english = digest.lexicon.glossary.english(name) if takes_english(lang) else None
    if english is not None:
        return Phrase(f"{english[:1].upper()}{english[1:]}", _mark(lang, PLAIN))
    if lang == TRADITIONAL and original == ORIGINAL and digest.lexicon.script is not None:
        return Phrase(digest.lexicon.script.person(name))
    return Phrase(name, None if lang == original else original)


def _mark(lang: str, spoken: str) -> str | None:
    """Give the language to mark words with, on the pages of a language: none for that of the words around them."""
    return None if read_interface(lang).lang == spoken else spoken


def name_places(digest: Digest, lang: str, *, linked: bool = True) -> dict[str, Entry]:
    """Name every place that a story tells of, by division code."""
    gazetteer = digest.lexicon.gazetteer
    entries = {}
    for code, told in digest.regions.items():
        text, text_lang = gazetteer.label(code, lang)
        slugs = gazetteer.slugs(code)
        entries[code] = Entry(
            Phrase(text, None if text_lang == lang else _mark(lang, text_lang)),
            region_path(lang, slugs) if linked else None,
            len(told.primary),
            len(told.mentions),
            slug="/".join(slugs),
        )
    return entries
