"""A story's own page, and the place of the one that sets it beside its translation."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import article_path
from generator.interface import message, sign_of
from generator.units import block_ids
from generator.views.body import find_pieces, reading_minutes, source_of
from generator.views.both import address_both, make_both
from generator.views.doubts import find_doubts
from generator.views.figures import find_numbers
from generator.views.kinship import find_kin
from generator.views.phrase import Phrase
from generator.views.ruby import speak_person, speak_place
from generator.views.source import cite_story, find_facts
from generator.views.states import tell_state
from generator.views.story import ArticleView, Names, Picture, Turning
from generator.views.telling import (
    Telling,
    address_story,
    both_of,
    headline_of,
    neighbour,
    others_of,
    speak,
    tell_story,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.model import Record, Region, SitePage
    from generator.views.edition import Edition
    from generator.views.entries import Entry

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
            address, origin = partial(address_story, brief.id), brief.file
            yield edition.page("article.html", address, made, reads, origin=origin, true_in=brief.langs)
            if both_of(edition, brief) is not None:
                yield edition.page(
                    "both.html",
                    partial(address_both, brief.id),
                    partial(make_both, edition, page, number),
                    (brief.text, number, reads[2]),
                    origin=f"{brief.file}, side by side",
                    canonical=article_path(brief.spoken(edition.lang), brief.id),
                )


def find_related(edition: Edition, brief: Brief) -> tuple[str, ...]:
    """Name the stories that belong to one, as far as they are told in this language."""
    records = edition.digest.records
    return tuple([other for other in edition.related.get(brief.id, ()) if other in records])


def _view(edition: Edition, page: PageRecords, number: int) -> ArticleView:
    return ArticleView(MAKERS, tell_story(edition, page, number))


def _shown_headline(told: Telling) -> Phrase:
    """The headline as the page shows it: with its reading, where that is wanted."""
    headline = headline_of(told.card)
    return speak(told, headline) if told.edition.config.pinyin else headline


def _trail(edition: Edition, region: Region) -> tuple[Entry, ...]:
    way = tuple(map(edition.bare, edition.path_of(region.code, region.path)))
    if not edition.config.pinyin:
        return way
    chain = {place.name: place for place in edition.digest.lexicon.gazetteer.chain(region.code)}
    return tuple(speak_place(edition, entry, chain.get(entry.label.text)) for entry in way)


def _person(edition: Edition, entry: Entry) -> Entry:
    return speak_person(edition, entry) if edition.config.pinyin else edition.bare(entry)


def _turning(told: Telling) -> Turning | None:
    """Tell a script how to show a paragraph in the other language, where there is one."""
    edition, words = told.edition, told.edition.words
    if told.head.both is None:
        return None
    sign = sign_of(told.record.lang if told.foreign else others_of(edition, told.brief)[0])
    what = words("Show the original") if told.foreign else words("Show the translation")
    return Turning(sign, words.fill("%(sign)s: %(what)s", sign=sign, what=what), words("Side by side"))


def _notice(told: Telling) -> str | None:
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


def _reading_time(told: Telling) -> str | None:
    blocks = told.record.article.blocks
    minutes = reading_minutes(
        told.say(unit_id, source_of(block))[0] for unit_id, block in zip(block_ids(blocks), blocks, strict=True)
    )
    return told.edition.words.count("%(n)s minute to read", "%(n)s minutes to read", minutes) if minutes else None


def _pictures(told: Telling) -> tuple[Picture, ...]:
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


MAKERS: Mapping[str, Callable[[Telling], object]] = {
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
    "previous": lambda told: neighbour(told, -1),
    "next": lambda told: neighbour(told, 1),
    "related": lambda told: find_kin(told.edition, told.brief, find_related(told.edition, told.brief)),
}
"""How each part of ``ArticleView`` is made."""
