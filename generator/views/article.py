"""A story's own page, and the page that shows it in two languages side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import article_path, picture_path
from generator.interface import autonym, message, sign_of
from generator.jsonld import article_jsonld
from generator.units import block_ids, find_units
from generator.views.body import find_pieces, find_rows, reading_minutes, source_of
from generator.views.doubts import find_doubts
from generator.views.figures import find_numbers
from generator.views.kinship import find_kin
from generator.views.phrase import Headline, Phrase
from generator.views.ruby import speak_headline, speak_person, speak_place
from generator.views.source import cite_story, find_facts
from generator.views.states import State, tell_missing, tell_state, tell_state_beside
from generator.views.story import ArticleView, BothView, Names, Picture, Side, Turning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.model import Record, Region, SitePage
    from generator.views.edition import Card, Edition
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.story import Row

ROLES = {
    "reporter": message("Reporter"),
    "correspondent": message("Correspondent"),
    "photographer": message("Photographs"),
    "commentator": message("Commentator"),
    "editor": message("Editor"),
    "intern": message("Intern"),
    "contributor": message("Contributor"),
    "author": message("Author"),
}
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
DESCRIPTION = 160
"""Characters of a description for search engines."""


def plan_articles(edition: Edition) -> Iterator[SitePage]:
    """Plan every story's page, and its side-by-side page where any of it is translated."""
    for page in edition.digest.pages:
        for number, brief in enumerate(page.records):
            if not edition.wants((brief.id,)):
                continue
            beside = page.records[max(0, number - 1) : number + 2]
            related = find_related(edition, brief)
            reads = (
                brief.text,
                number,
                tuple([each.mark for each in beside]),
                edition.marks(related),
                edition.tags.told(brief.tags),
                (*edition.bylines.told(brief.bylines), *[edition.person(name).told for name in brief.credits]),
                edition.pictured,
            )
            made = partial(_view, edition, page, number)
            address, origin = partial(_address, brief.id), brief.file
            yield edition.page("article.html", address, made, reads, origin=origin, true_in=brief.langs)
            if _both_of(edition, brief) is not None:
                yield edition.page(
                    "both.html",
                    partial(_both_address, brief.id),
                    partial(_both, edition, page, number),
                    (brief.text, number, reads[2]),
                    origin=f"{brief.file}, side by side",
                    canonical=article_path(brief.spoken(edition.lang), brief.id),
                )


def find_related(edition: Edition, brief: Brief) -> tuple[str, ...]:
    """Name the stories that belong to one, as far as they are told in this language."""
    records = edition.digest.records
    return tuple([other for other in edition.related.get(brief.id, ()) if other in records])


def both_path(lang: str, record_id: str) -> str:
    """``zh/articles/….both.html``."""
    return article_path(lang, f"{record_id}.both")


def translated_units(edition: Edition, record: Record, lang: str) -> dict[str, str]:
    """Give every finished translation of a record into a language, by unit."""
    if lang == record.lang:
        return {}
    find = edition.digest.shelf.translations(record.id).find
    found = ((unit.id, find(lang, record.id, unit)) for unit in find_units(record))
    return {unit_id: text for unit_id, text in found if text is not None}


class Told(Struct, frozen=True, dict=True):
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


def _tell(edition: Edition, page: PageRecords, number: int) -> Told:
    brief = page.records[number]
    return Told(edition, page, number, brief, edition.digest.shelf.record(brief.id), edition.card(brief.id))


def _view(edition: Edition, page: PageRecords, number: int) -> ArticleView:
    return ArticleView(MAKERS, _tell(edition, page, number))


def _headline(card: Card) -> Headline:
    """The printed headline, also where lists show another."""
    return card.headline if card.label is None else Headline(card.label.text, card.label.lang)


def _shown_headline(told: Told) -> Phrase:
    """The headline as the page shows it: with its reading, where that is wanted."""
    headline = _headline(told.card)
    return _speak(told, headline) if told.edition.config.pinyin else headline


def _speak(told: Told, headline: Headline) -> Phrase:
    brief = told.brief
    return speak_headline(told.edition, headline, (*brief.bylines, *brief.credits), [code for code, *_ in brief.places])


def _trail(edition: Edition, region: Region) -> tuple[Entry, ...]:
    way = tuple(map(edition.bare, edition.path_of(region.code, region.path)))
    if not edition.config.pinyin:
        return way
    chain = {place.name: place for place in edition.digest.lexicon.gazetteer.chain(region.code)}
    return tuple(speak_place(edition, entry, chain.get(entry.label.text)) for entry in way)


def _person(edition: Edition, entry: Entry) -> Entry:
    return speak_person(edition, entry) if edition.config.pinyin else edition.bare(entry)


def _head(told: Told) -> Head:
    edition, brief, card = told.edition, told.brief, told.card
    return edition.head(
        partial(_address, brief.id),
        _headline(card).text,
        brief.file,
        description=shorten((card.summary or card.subtitle or card.headline).text),
        true_in=brief.langs,
        describe=partial(_describe, edition, told.record),
        both=_both_of(edition, brief),
        kind="article",
        picture=picture_path(brief.id) if edition.pictured else None,
    )


def _describe(edition: Edition, record: Record, _head: Head) -> str:
    return article_jsonld(record, edition.digest, edition.lang, edition.config.site_url)


def _both_of(edition: Edition, brief: Brief) -> str | None:
    """Give the side-by-side page: there is one where any of the story is translated and its body may be shown."""
    wanted = edition.has("both") and brief.rights == "full" and brief.lang in brief.langs
    return both_path(edition.lang, brief.id) if wanted and _others_of(edition, brief) else None


def _others_of(edition: Edition, brief: Brief) -> list[str]:
    """Name the languages that may stand beside the original: the page's first; another script is not one."""
    wanted = (edition.lang, *edition.config.languages)
    found = (lang for lang in wanted if lang != brief.lang and lang in brief.langs)
    return [lang for lang in found if lang not in edition.config.converted]


def _turning(told: Told) -> Turning | None:
    """Tell a script how to show a paragraph in the other language, where there is one."""
    edition, words = told.edition, told.edition.words
    if told.head.both is None:
        return None
    sign = sign_of(told.record.lang if told.foreign else _others_of(edition, told.brief)[0])
    what = words("Show the original") if told.foreign else words("Show the translation")
    return Turning(sign, words.fill("%(sign)s: %(what)s", sign=sign, what=what), words("Side by side"))


def _address(record_id: str, lang: str) -> str:
    return article_path(lang, record_id)


def shorten(text: str) -> str:
    """Cut a text that is too long for a description."""
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rstrip() + "…"


def _neighbour(told: Told, step: int) -> Card | None:
    number, records = told.number + step, told.page.records
    return told.edition.card(records[number].id) if 0 <= number < len(records) else None


def _notice(told: Told) -> str | None:
    """Say how much of a story is translated, or that a program converted it."""
    edition = told.edition
    if edition.converts(told.record):
        return edition.words(
            "Converted from Simplified Chinese by a program. Where the two differ, the original holds."
        )
    return tell_state(told.state(edition.lang), edition.words)


def _dateline(edition: Edition, record: Record) -> Phrase | None:
    """Give the dateline as printed; abroad, the place where it was filed, if the gazetteer knows it."""
    dateline = record.article.dateline
    if dateline is None:
        return None
    if edition.lang != record.lang and edition.script is None and dateline.place is not None:
        place = next(iter(edition.digest.lexicon.gazetteer.find(dateline.place)), None)
        name = None if place is None else edition.place_name(place.code)
        if name is not None and name.lang is None:
            return Phrase(edition.words.fill("Filed from %(place)s", place=name.text))
    # Names in brackets stand among the bylines.
    return edition.phrase(BRACKETS.sub("", dateline.raw).strip() or dateline.raw, record.lang)


def _names(edition: Edition, record: Record) -> tuple[Names, ...]:
    """Group the bylines by role, in printed order."""
    groups: dict[str | None, list[Entry]] = defaultdict(list)
    for byline in record.article.bylines:
        groups[byline.role].append(_person(edition, edition.bylines[byline.name]))
    return tuple(Names(role_of(edition, role), tuple(people)) for role, people in groups.items())


def role_of(edition: Edition, role: str | None) -> str | None:
    """Name a role in the page's language."""
    return None if role is None else edition.words(ROLES[role])


def _reading_time(told: Told) -> str | None:
    blocks = told.record.article.blocks
    minutes = reading_minutes(
        told.say(unit_id, source_of(block))[0] for unit_id, block in zip(block_ids(blocks), blocks, strict=True)
    )
    return told.edition.words.count("%(n)s minute to read", "%(n)s minutes to read", minutes) if minutes else None


def _pictures(told: Told) -> tuple[Picture, ...]:
    edition, record = told.edition, told.record
    return tuple(
        Picture(
            id=f"c{number}",
            caption=told.phrase(f"c{number}", figure.caption),
            marker=figure.marker,
            credits=tuple(_person(edition, edition.person(credit.name)) for credit in figure.credits),
        )
        for number, figure in enumerate(record.article.figures, 1)
    )


def _both(edition: Edition, page: PageRecords, number: int) -> BothView:
    """Set a story beside its translation: into this page's language, else into the first that has one.

    A page whose script is converted shows the original so, too: its other side is a language.
    """
    told = _tell(edition, page, number)
    record, headline, head = told.record, _headline(told.card), told.head
    other = _others_of(edition, told.brief)[0]
    own = edition.lang if edition.lang in edition.config.converted else record.lang
    state = told.state(other)
    spelled = translated_units(edition, record, own)
    rows = find_rows(record, state.finished, partial(tell_missing, state, words=edition.words), spelled)
    return BothView(
        head=edition.head(
            partial(_both_address, record.id),
            f"{headline.text} · {edition.words('Side by side')}",
            f"{record.article.source.file}, side by side",
            description=head.description,
            canonical=head.repeats or head.path,
            both=head.both,
            singles=head.twins,
        ),
        headline=headline,
        original=Side(own, autonym(own, edition.config.languages), article_path(own, record.id)),
        translation=Side(other, autonym(other), article_path(other, record.id)),
        facts=tuple(find_facts(edition, record)),
        notice=tell_state_beside(state, edition.words),
        doubts=find_doubts(record, edition.words),
        rows=tuple([_speak_row(told, row) for row in rows] if edition.config.pinyin else rows),
        spoken=edition.config.pinyin,
        previous=_neighbour_beside(told, -1),
        next=_neighbour_beside(told, 1),
    )


def _neighbour_beside(told: Told, step: int) -> Card | None:
    """Give a neighbour's card, which leads to its side-by-side page where it has one."""
    card = _neighbour(told, step)
    both = None if card is None else _both_of(told.edition, told.page.records[told.number + step])
    return card if card is None or both is None else replace(card, path=both)


def _speak_row(told: Told, row: Row) -> Row:
    """Set the reading above the original's headline."""
    headline = told.record.article.headline
    if row.id != "headline" or headline is None:
        return row
    return replace(row, original=_speak(told, Headline(headline.text, told.record.lang)).inner)


def _both_address(record_id: str, lang: str) -> str:
    return both_path(lang, record_id)


MAKERS: Mapping[str, Callable[[Told], object]] = {
    "head": lambda told: told.head,
    "headline": _shown_headline,
    "spoken": lambda told: told.edition.config.pinyin,
    "kicker": lambda told: told.title("kicker"),
    "subtitle": lambda told: told.title("subtitle"),
    "rubric": lambda told: told.title("rubric"),
    "abstract": lambda told: told.title("abstract"),
    "dateline": lambda told: _dateline(told.edition, told.record),
    "names": lambda told: _names(told.edition, told.record),
    "date": lambda told: told.card.date or told.edition.words("Undated"),
    "reading_time": _reading_time,
    "notice": lambda told: _notice(told) if told.foreign else None,
    "turning": _turning,
    "withheld": lambda told: told.record.rights == "excerpt",
    "summary": lambda told: told.phrase("summary", told.record.summary) if told.record.rights == "excerpt" else None,
    "pieces": lambda told: find_pieces(told.record, told.say),
    "pictures": _pictures,
    "numbers": lambda told: tuple(find_numbers(told.edition, told.record)),
    "primary": lambda told: next((_trail(told.edition, each) for each in told.record.regions if each.primary), ()),
    "mentions": lambda told: tuple(_trail(told.edition, each) for each in told.record.regions if not each.primary),
    "tags": lambda told: tuple(map(told.edition.tag, told.record.tags)),
    "facts": lambda told: tuple(find_facts(told.edition, told.record)),
    "doubts": lambda told: find_doubts(told.record, told.edition.words),
    "citing": lambda told: cite_story(told.edition, told.record),
    "original": lambda told: article_path(told.record.lang, told.record.id) if told.foreign else None,
    "previous": lambda told: _neighbour(told, -1),
    "next": lambda told: _neighbour(told, 1),
    "related": lambda told: find_kin(told.edition, told.brief, find_related(told.edition, told.brief)),
}
"""How each part of ``ArticleView`` is made."""
