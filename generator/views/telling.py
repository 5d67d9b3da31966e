"""A story in one language, as its own page and its side-by-side page are made from it."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import article_path, picture_path
from generator.jsonld import article_jsonld
from generator.units import find_units
from generator.views.phrase import Headline, Phrase
from generator.views.ruby import speak_headline
from generator.views.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.model import Record
    from generator.views.edition import Card, Edition
    from generator.views.head import Head

DESCRIPTION = 160
"""Characters of a description for search engines."""


def translated_units(edition: Edition, record: Record, lang: str) -> dict[str, str]:
    """Give every finished translation of a record into a language, by unit."""
    if lang == record.lang:
        return {}
    find = edition.digest.shelf.translations(record.id).find
    found = ((unit.id, find(lang, record.id, unit)) for unit in find_units(record))
    return {unit_id: text for unit_id, text in found if text is not None}


class Telling(Struct, frozen=True, dict=True):
    """A story in one language, as the parts of its page are made from it."""

    edition: Edition
    page: PageRecords
    number: int
    """Its place on the printed page."""
    brief: Brief
    record: Record
    card: Card

    @property
    def foreign(self) -> bool:
        """Whether the page is in another language than the record."""
        return self.edition.lang != self.record.lang

    @cached_property
    def translated(self) -> Mapping[str, str]:
        """What is translated into the page's language, by unit."""
        return translated_units(self.edition, self.record, self.edition.lang)

    def say(self, unit_id: str, text: str) -> tuple[str, str | None]:
        """Give a unit in the page's language, else in its own."""
        found = self.translated.get(unit_id) if self.foreign else None
        mark = self.edition.mark
        return (text, mark(self.record.lang)) if found is None else (found, mark(self.edition.lang))

    def phrase(self, unit_id: str, text: str | None) -> Phrase | None:
        """Give a unit as a phrase, where the record has it."""
        return None if text is None else Phrase(*self.say(unit_id, text))

    def title(self, name: str) -> Phrase | None:
        """Give one of the lines around the headline."""
        line = getattr(self.record.article, name)
        return None if line is None else Phrase(*self.say(name, line.text))

    def state(self, lang: str) -> State:
        """Tell how far the story's translation into a language is."""
        waiting = self.edition.digest.shelf.translations(self.record.id).waiting(lang, self.record)
        return State(self.record, translated_units(self.edition, self.record, lang), waiting)

    @cached_property
    def head(self) -> Head:
        """What the page says of itself."""
        return _head(self)


def tell_story(edition: Edition, page: PageRecords, number: int) -> Telling:
    """Take a story of a printed page, by its place there, into a language."""
    brief = page.records[number]
    return Telling(edition, page, number, brief, edition.digest.shelf.record(brief.id), edition.card(brief.id))


def headline_of(card: Card) -> Headline:
    """The printed headline, also where lists show another."""
    return card.headline if card.label is None else Headline(card.label.text, card.label.lang)


def speak(told: Telling, headline: Headline) -> Phrase:
    """Set the reading above a headline, its names read as the names they are."""
    brief = told.brief
    return speak_headline(told.edition, headline, (*brief.bylines, *brief.credits), [code for code, *_ in brief.places])


def neighbour(told: Telling, step: int) -> Card | None:
    """Give the card of the story so many steps further on the printed page."""
    number, records = told.number + step, told.page.records
    return told.edition.card(records[number].id) if 0 <= number < len(records) else None


def _head(told: Telling) -> Head:
    edition, brief, card = told.edition, told.brief, told.card
    return edition.head(
        partial(address_story, brief.id),
        headline_of(card).text,
        brief.file,
        description=shorten((card.summary or card.subtitle or card.headline).text),
        true_in=brief.langs,
        describe=partial(_describe, edition, told.record),
        both=both_of(edition, brief),
        kind="article",
        picture=picture_path(brief.id) if edition.pictured else None,
    )


def _describe(edition: Edition, record: Record, _head: Head) -> str:
    return article_jsonld(record, edition.digest, edition.lang, edition.config.site_url)


def both_of(edition: Edition, brief: Brief) -> str | None:
    """Give the side-by-side page: there is one where any of the story is translated and its body may be shown."""
    wanted = edition.has("both") and brief.rights == "full" and brief.lang in brief.langs
    return both_path(edition.lang, brief.id) if wanted and others_of(edition, brief) else None


def others_of(edition: Edition, brief: Brief) -> list[str]:
    """Name the languages that may stand beside the original: the page's first; another script is not one."""
    wanted = (edition.lang, *edition.config.languages)
    found = (lang for lang in wanted if lang != brief.lang and lang in brief.langs)
    return [lang for lang in found if lang not in edition.config.converted]


def both_path(lang: str, record_id: str) -> str:
    """``zh/articles/….both.html``."""
    return article_path(lang, f"{record_id}.both")


def address_story(record_id: str, lang: str) -> str:
    """Give the address of a story's page in a language."""
    return article_path(lang, record_id)


def shorten(text: str) -> str:
    """Cut a text that is too long for a description."""
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rstrip() + "…"
