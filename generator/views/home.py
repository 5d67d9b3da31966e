"""The latest stories: a front page for each language, and the pages behind it."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import feed_path, home_path, region_path, tag_path
from generator.interface import message
from generator.model import Paragraph
from generator.units import Unit, block_ids
from generator.views.clouds import most_told
from generator.views.figures import find_numbers
from generator.views.listing import make_pager, stories, turn
from generator.views.regions import find_grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Record, SitePage
    from generator.views.edition import Card, Edition
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.listing import Leaf, Pager
    from generator.views.phrase import Phrase
    from generator.views.regions import Grid
    from generator.views.story import Number

SECONDS = 3
"""Stories beside the lead."""
SECONDS_OF_A_SHORT_LEAD = 2
"""Stories beside a lead that has no more to show than its summary."""
OPENING = 500
"""Characters of the lead's text that fill its column, whatever stands beside it."""
OVERLAP = 12
"""Characters by which a summary is found in the text."""
KEY_NUMBERS = 3
"""Figures below the lead."""
FRONT_TAGS = 16
"""Tags at the foot of the front page."""
DESCRIPTION = message("A bilingual digest of newspaper pages, in Chinese and English.")


class HomeView(Struct, frozen=True):
    """A page of the latest stories; the first one has a lead."""

    head: Head
    title: str
    description: str | None
    counts: tuple[str, ...]
    """``12 stories``, ``2 printed pages`` …"""
    lead: Card | None
    opening: tuple[Phrase, ...]
    """Paragraphs of the lead, more than its column takes; none where the body may not be published."""
    numbers: tuple[Number, ...]
    """Figures of the lead."""
    seconds: tuple[Card, ...]
    cards: tuple[Card, ...]
    grid: Grid | None
    """The prefectures of the home region."""
    tags: tuple[Entry, ...]
    """The most frequent, these first."""
    all_places: str | None
    all_tags: str | None
    pager: Pager | None


def plan_home(edition: Edition) -> Iterator[SitePage]:
    """Plan the latest stories, newest first."""
    digest = edition.digest
    for leaf in turn(len(digest.order), edition.config.page_size):
        shown = digest.order[leaf.start : leaf.stop]
        if not edition.wants(shown[:1] if leaf.number == 1 else ()):
            continue
        # The first page shows the most frequent tags and places of all stories, and the text of its lead.
        whole = (digest.mark, *(digest.records[record_id].text for record_id in shown[:1])) if leaf.number == 1 else ()
        yield edition.page(
            "home.html",
            partial(_address, leaf.number),
            partial(_view, edition, leaf),
            (leaf.number, leaf.total, edition.totals, whole, edition.marks(shown)),
            origin="home",
        )


def _view(edition: Edition, leaf: Leaf) -> HomeView:
    first = leaf.number == 1
    ids = edition.digest.order[leaf.start : leaf.stop]
    cards = edition.cards_of(ids)
    lead = edition.digest.shelf.record(ids[0]) if first and ids else None
    opening = () if lead is None else tuple(find_opening(edition, lead))
    leading = 0 if lead is None else 1 + (SECONDS if opening else SECONDS_OF_A_SHORT_LEAD)
    turned = make_pager(leaf, partial(home_path, edition.lang), edition.words)
    return HomeView(
        head=edition.head(
            partial(_address, leaf.number),
            edition.title() if first or turned is None else f"{edition.words('Latest')} · {turned.label}",
            "home",
            description=edition.config.description.get(edition.lang) or edition.words(DESCRIPTION),
            section="latest",
            feeds=tuple(feed_path(home_path(edition.lang), form) for form in ("xml", "json") if edition.has("feeds")),
        ),
        title=edition.title() if first else edition.words("Latest"),
        description=edition.config.description.get(edition.lang),
        counts=count_digest(edition),
        lead=None if lead is None else cards[0],
        opening=opening,
        numbers=() if lead is None else tuple(_key_numbers(edition, lead)),
        seconds=cards[1:leading],
        cards=cards[leading:],
        grid=find_grid(edition) if first and edition.has("regions") else None,
        tags=most_used(edition) if first and edition.has("tags") else (),
        all_places=region_path(edition.lang, ()) if edition.has("regions") else None,
        all_tags=tag_path(edition.lang) if edition.has("tags") else None,
        pager=turned,
    )


def find_opening(edition: Edition, record: Record) -> Iterator[Phrase]:
    """Give the paragraph that a story's summary comes from and those behind it, as many as a column takes.

    A summary that isn't in the text is a person's: it stands first.
    """
    article = record.article
    named = zip(block_ids(article.blocks), article.blocks, strict=True)
    units = [Unit(unit_id, block.text) for unit_id, block in named if isinstance(block, Paragraph)]
    if not units:
        return
    told = None if record.summary is None else record.summary[:OVERLAP]
    start = next((number for number, unit in enumerate(units) if told is not None and told in unit.text), None)
    written = [Unit("summary", record.summary)] if start is None and record.summary is not None else []
    length = 0
    for unit in (*written, *units[start or 0 :]):
        if length > OPENING:
            return
        length += len(unit.text)
        yield edition.say(record, unit)


def most_used(edition: Edition) -> tuple[Entry, ...]:
    """Give the most frequent tags, equals in alphabetical order."""
    return tuple(sorted(most_told(edition, FRONT_TAGS), key=lambda entry: -entry.count))


def _key_numbers(edition: Edition, record: Record) -> Iterator[Number]:
    for number in islice(find_numbers(edition, record), KEY_NUMBERS):
        yield replace(number, amounts=number.amounts[:1])


def count_digest(edition: Edition) -> tuple[str, ...]:
    """Say how much there is."""
    told, pages, counties, bylines = cast("tuple[int, int, int, int]", edition.totals)
    words = edition.words
    return (
        stories(words, told),
        words.count("%(n)s printed page", "%(n)s printed pages", pages),
        words.count("%(n)s county", "%(n)s counties", counties),
        words.count("%(n)s byline", "%(n)s bylines", bylines),
    )


def _address(number: int, lang: str) -> str:
    return home_path(lang, number)
