"""A story's own page, and the page that shows it in two languages side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.addresses import absolute, article_path
from generator.interface import autonym, message
from generator.jsonld import article_jsonld
from generator.model import Subhead
from generator.units import find_units
from generator.views.body import find_pieces, find_rows, reading_minutes
from generator.views.doubts import find_doubts
from generator.views.entries import Entry
from generator.views.figures import find_numbers
from generator.views.phrase import Headline, Phrase
from generator.views.source import find_citations, find_facts
from generator.views.story import ArticleView, BothView, Names, Picture, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.model import Record, Region, SitePage
    from generator.views.edition import Card, Edition
    from generator.views.head import Head

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
                tuple(each.mark for each in beside),
                edition.marks(related),
                tuple(edition.tags[tag].told for tag in brief.tags),
                tuple(edition.person(name).told for name in (*brief.bylines, *brief.credits)),
            )
            made = partial(_view, edition, page, number)
            address, origin = partial(_address, brief.id), brief.file
            yield edition.page("article.html", address, made, reads, origin=origin, true_in=brief.langs)
            if _both_of(edition, brief) is not None:
                yield edition.page(
                    "both.html",
                    partial(_both_address, brief.id),
                    partial(_both, edition, brief),
                    reads[:1],
                    origin=f"{brief.file}, side by side",
                    canonical=article_path(edition.lang, brief.id),
                )


def find_related(edition: Edition, brief: Brief) -> tuple[str, ...]:
    """Name the stories that belong to one, as far as they are told in this language."""
    return tuple(other for other in edition.related.get(brief.id, ()) if other in edition.digest.records)


def both_path(lang: str, record_id: str) -> str:
    """``zh/articles/….both.html``."""
    return article_path(lang, f"{record_id}.both")


def translated_units(edition: Edition, record: Record, lang: str) -> dict[str, str]:
    """Give every finished translation of a record into a language, by unit."""
    if lang == record.lang:
        return {}
    found = ((unit.id, edition.digest.translations.find(lang, record.id, unit)) for unit in find_units(record))
    return {unit_id: text for unit_id, text in found if text is not None}


def _view(edition: Edition, page: PageRecords, number: int) -> ArticleView:
    brief = page.records[number]
    record = edition.digest.shelf.record(brief.id)
    words, card = edition.words, edition.card(brief.id)
    said = cache(partial(_say, edition, record))
    foreign = edition.lang != record.lang
    return ArticleView(
        head=lambda: _head(edition, brief, record),
        headline=lambda: _headline(card),
        kicker=lambda: said().get("kicker"),
        subtitle=lambda: said().get("subtitle"),
        rubric=lambda: said().get("rubric"),
        abstract=lambda: said().get("abstract"),
        dateline=lambda: _dateline(edition, record),
        names=lambda: _names(edition, record),
        date=lambda: card.date or words("Undated"),
        reading_time=lambda: _reading_time(edition, said()),
        notice=lambda: _notice(edition, record) if foreign else None,
        withheld=lambda: record.rights == "excerpt",
        summary=lambda: said().get("summary") if record.rights == "excerpt" else None,
        pieces=lambda: find_pieces(record, said()),
        pictures=lambda: _pictures(edition, record, said()),
        numbers=lambda: tuple(find_numbers(edition, record)),
        primary=lambda: next((_trail(edition, r) for r in record.regions if r.primary), ()),
        mentions=lambda: tuple(_trail(edition, r) for r in record.regions if not r.primary),
        tags=lambda: tuple(bare(edition.tags[tag]) for tag in record.tags),
        facts=lambda: tuple(find_facts(edition, record)),
        doubts=lambda: find_doubts(record, words),
        citations=lambda: tuple(find_citations(edition, record)),
        original=lambda: article_path(record.lang, record.id) if foreign else None,
        previous=lambda: _neighbour(edition, page, number - 1),
        next=lambda: _neighbour(edition, page, number + 1),
        related=lambda: edition.cards_of(find_related(edition, brief)),
    )


def _say(edition: Edition, record: Record) -> dict[str, Phrase]:
    return {unit.id: edition.say(record, unit) for unit in find_units(record)}


def _headline(card: Card) -> Headline:
    """The printed headline, also where lists show another."""
    return card.headline if card.label is None else Headline(card.label.text, card.label.lang)


def bare(entry: Entry) -> Entry:
    """Leave of an entry what a story's page shows: how many others there are changes with every build."""
    return Entry(entry.label, entry.path, slug=entry.slug)


def _trail(edition: Edition, region: Region) -> tuple[Entry, ...]:
    return tuple(bare(entry) for entry in edition.path_of(region))


def _head(edition: Edition, brief: Brief, record: Record) -> Head:
    card, site_url = edition.card(brief.id), edition.config.site_url
    head = edition.head(
        partial(_address, record.id),
        _headline(card).text,
        record.article.source.file,
        description=shorten((card.summary or card.subtitle or card.headline).text),
        true_in=brief.langs,
        both=_both_of(edition, brief),
        kind="article",
    )
    url = None if site_url is None else absolute(site_url, head.repeats or head.path)
    return replace(head, describe=partial(article_jsonld, record, edition.digest, edition.lang, url))


def _both_of(edition: Edition, brief: Brief) -> str | None:
    """Give the side-by-side page: there is one where any of the story is translated and its body may be shown."""
    wanted = edition.has("both") and len(brief.langs) > 1 and brief.rights == "full"
    return both_path(edition.lang, brief.id) if wanted else None


def _address(record_id: str, lang: str) -> str:
    return article_path(lang, record_id)


def shorten(text: str) -> str:
    """Cut a text that is too long for a description."""
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rstrip() + "…"


def _neighbour(edition: Edition, page: PageRecords, number: int) -> Card | None:
    return edition.card(page.records[number].id) if 0 <= number < len(page.records) else None


def _notice(edition: Edition, record: Record) -> str | None:
    """Say how much of a story is translated; nothing where all of it is."""
    words = edition.words
    found = translated_units(edition, record, edition.lang)
    if not found:
        return words("Not yet translated. This is the Chinese original.")
    paragraphs = [f"p{n}" for n in range(1, sum(not isinstance(b, Subhead) for b in record.article.blocks) + 1)]
    done = sum(unit_id in found for unit_id in paragraphs)
    if done < len(paragraphs):
        return words.fill(
            "Translated: %(done)s of %(all)s paragraphs. The rest stands in Chinese.",
            done=done,
            all=len(paragraphs),
        )
    if any(unit.id not in found for unit in find_units(record)):
        return words("Translated but for a few lines, which stand in Chinese.")
    return None


def _dateline(edition: Edition, record: Record) -> Phrase | None:
    """Give the dateline as printed; abroad, the place where it was filed, if the gazetteer knows it."""
    dateline = record.article.dateline
    if dateline is None:
        return None
    if edition.lang != record.lang and dateline.place is not None:
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
        groups[byline.role].append(bare(edition.bylines[byline.name]))
    return tuple(Names(role_of(edition, role), tuple(people)) for role, people in groups.items())


def role_of(edition: Edition, role: str | None) -> str | None:
    """Name a role in the page's language."""
    return None if role is None else edition.words(ROLES[role])


def _reading_time(edition: Edition, said: Mapping[str, Phrase]) -> str | None:
    minutes = reading_minutes(said[piece].text for piece in said if piece[0] in "ps" and piece[1:].isdigit())
    return edition.words.count("%(n)s minute to read", "%(n)s minutes to read", minutes) if minutes else None


def _pictures(edition: Edition, record: Record, said: Mapping[str, Phrase]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            id=f"c{number}",
            caption=said.get(f"c{number}"),
            marker=figure.marker,
            credits=tuple(bare(edition.person(credit.name)) for credit in figure.credits),
        )
        for number, figure in enumerate(record.article.figures, 1)
    )


def _both(edition: Edition, brief: Brief) -> BothView:
    """Set a story beside its translation: into this page's language, else into the first that has one."""
    record = edition.digest.shelf.record(brief.id)
    headline, head = _headline(edition.card(brief.id)), _head(edition, brief, record)
    wanted = (edition.lang, *edition.config.languages)
    other = next(lang for lang in wanted if translated_units(edition, record, lang))
    return BothView(
        head=edition.head(
            partial(_both_address, record.id),
            f"{headline.text} · {edition.words('Side by side')}",
            f"{record.article.source.file}, side by side",
            description=head.description,
            canonical=head.path,
            both=head.both,
            singles=head.twins,
        ),
        headline=headline,
        original=Side(record.lang, autonym(record.lang), article_path(record.lang, record.id)),
        translation=Side(other, autonym(other), article_path(other, record.id)),
        facts=tuple(find_facts(edition, record)),
        rows=tuple(find_rows(record, translated_units(edition, record, other))),
    )


def _both_address(record_id: str, lang: str) -> str:
    return both_path(lang, record_id)
