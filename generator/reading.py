"""A record as it is read in one language: finished translations, else the original.

In come a record, the reader's language and the translations; out come words and the language that they are really
in, for feeds, JSON-LD and exports to mark. Which of a record's words stand for a missing headline is decided here, and
who of those who are named is an author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.config import SIMPLIFIED, TRADITIONAL
from generator.units import find_units, index_units

if TYPE_CHECKING:
    from generator.briefs import Finds
    from generator.lexicon import Lexicon
    from generator.model import Article, Byline, Credit, Record, Term
    from generator.units import Unit

TITLE_LENGTH = 30
"""Han characters of a summary that stand for a missing headline; three times as many letters."""
ASIDE = frozenset({"photographer", "editor"})
"""Roles that don't make anyone the author of a text."""


class Words(Struct, frozen=True):
    """Some text and the language it is in."""

    text: str
    lang: str
    """BCP 47."""


class Reading(Struct, frozen=True):
    """One record, one language."""

    record: Record
    lang: str
    translations: Finds

    def find(self, unit_id: str) -> Words | None:
        """Give the words of one unit, or ``None`` where the record has no such unit."""
        unit = index_units(self.record).get(unit_id)
        return None if unit is None else self._words(unit)

    def title(self) -> Words:
        """Name the record: its headline, else what is printed nearest to one, else how its summary begins, else its id.

        The body never stands in: of an excerpt nobody may see it.
        """
        return (
            self.find("headline")
            or self.find("kicker")
            or self.find("subtitle")
            or self.opening("summary")
            or Words(self.record.id, self.lang)
        )

    def opening(self, unit_id: str) -> Words | None:
        """Give the first words of a unit, as many as a title has, and like one without a full stop."""
        found = self.find(unit_id)
        if found is None:
            return None
        limit = TITLE_LENGTH if found.lang.startswith("zh") else TITLE_LENGTH * 3
        if len(found.text) > limit:
            return Words(f"{found.text[:limit].rstrip()}…", found.lang)
        return Words(found.text.rstrip("。."), found.lang)

    def names(self) -> tuple[Words, ...]:
        """Name everyone in the bylines, in printed order."""
        return tuple([self._words(unit) for unit in find_units(self.record) if unit.id[0] == "b"])

    def authors(self) -> tuple[Words, ...]:
        """Name the authors, in printed order."""
        found, bylines = find_authors(self.record.article), self.record.article.bylines
        if len(found) <= 1 and found == bylines:
            return self.names()
        named: dict[Byline | Credit, Words] = dict(zip(bylines, self.names(), strict=True))
        return tuple(named.get(person) or Words(person.name, self.record.lang) for person in found)

    def _words(self, unit: Unit) -> Words:
        if self.lang == self.record.lang:
            return Words(unit.text, self.lang)
        found = self.translations.find(self.lang, self.record.id, unit)
        return Words(unit.text, self.record.lang) if found is None else Words(found, self.lang)


def takes_english(lang: str) -> bool:
    """Whether tags, places and units are English in a language: in all but Chinese, for we know them in no third."""
    return not lang.startswith("zh")


def label_of(term: Term, lang: str) -> str:
    """Name a tag in a language: the glossary's English, the converted word, else the record's own."""
    said = term.english if takes_english(lang) else term.traditional if lang == TRADITIONAL else None
    return said or term.label


def spell_name(name: Words, lang: str, lexicon: Lexicon) -> Words:
    """Write a person's name in the script of a language, where that is converted and nobody translated the name."""
    if lexicon.script is None or (name.lang, lang) != (SIMPLIFIED, TRADITIONAL):
        return name
    return Words(lexicon.script.person(name.text), TRADITIONAL)


def find_authors(article: Article) -> tuple[Byline | Credit, ...]:
    """Name those whose work a text is, in printed order; of a picture without a writer, who took it.

    Citations, feeds and JSON-LD agree on this; the byline row of a page names everyone, each with a role.
    """
    writers = tuple(byline for byline in article.bylines if byline.role not in ASIDE)
    if writers or article.genre != "photo":
        return writers
    pictured = tuple(byline for byline in article.bylines if byline.role == "photographer")
    return pictured or tuple({credit.name: credit for figure in article.figures for credit in figure.credits}.values())
