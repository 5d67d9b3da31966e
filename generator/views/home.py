"""The latest stories: a front page for each language, and the pages behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from generator.addresses import feed_path, home_path, region_path, tag_path
from generator.interface import message
from generator.views.clouds import most_told
from generator.views.figures import find_numbers
from generator.views.head import plan_page
from generator.views.listing import cut, make_pager, stories, turn
from generator.views.regions import find_grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.edition import Card, Edition
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.listing import Leaf, Pager
    from generator.views.regions import Grid
    from generator.views.story import Number

SECONDS = 3
"""Stories beside the lead."""
KEY_NUMBERS = 3
"""Figures below the lead."""
FRONT_TAGS = 16
"""Tags at the foot of the front page."""
DESCRIPTION = message("A bilingual digest of newspaper pages, in Chinese and English.")


@dataclass(frozen=True, slots=True)
class HomeView:
    """A page of the latest stories; the first one has a lead."""

    head: Head
    title: str
    description: str | None
    counts: tuple[str, ...]
    """``12 stories``, ``2 printed pages`` …"""
    lead: Card | None
    numbers: tuple[Number, ...]
    """Figures of the lead."""
    seconds: tuple[Card, ...]
    cards: tuple[Card, ...]
    grid: Grid | None
    """The prefectures of the home region."""
    tags: tuple[Entry, ...]
    """The most frequent, in alphabetical order."""
    all_places: str
    all_tags: str
    pager: Pager | None


def plan_home(edition: Edition) -> Iterator[SitePage]:
    """Plan the latest stories, newest first."""
    for leaf in turn(len(edition.cards), edition.config.page_size):
        yield plan_page("home.html", _view(edition, leaf))


def _view(edition: Edition, leaf: Leaf) -> HomeView:
    first = leaf.number == 1
    cards = cut(tuple(edition.cards.values()), leaf)
    leading = 1 + SECONDS if first else 0
    turned = make_pager(leaf, lambda number: home_path(edition.lang, number), edition.words)
    return HomeView(
        head=edition.head(
            partial(_address, leaf.number),
            edition.title() if first or turned is None else f"{edition.words('Latest')} · {turned.label}",
            "home",
            description=edition.config.description.get(edition.lang) or edition.words(DESCRIPTION),
            section="latest",
            feeds=(feed_path(home_path(edition.lang)), feed_path(home_path(edition.lang), "json")),
        ),
        title=edition.title() if first else edition.words("Latest"),
        description=edition.config.description.get(edition.lang),
        counts=count_digest(edition),
        lead=cards[0] if first and cards else None,
        numbers=_key_numbers(edition, cards[0].id) if first and cards else (),
        seconds=cards[1:leading],
        cards=cards[leading:],
        grid=find_grid(edition) if first else None,
        tags=most_told(edition.tags.values(), FRONT_TAGS) if first else (),
        all_places=region_path(edition.lang, ()),
        all_tags=tag_path(edition.lang),
        pager=turned,
    )


def _key_numbers(edition: Edition, record_id: str) -> tuple[Number, ...]:
    record = edition.digest.records[record_id]
    return tuple(islice(find_numbers(edition, record), KEY_NUMBERS))


def count_digest(edition: Edition) -> tuple[str, ...]:
    """Say how much there is."""
    words, digest = edition.words, edition.digest
    places = (digest.lexicon.gazetteer.place(code) for code in digest.regions)
    counties = sum(place is not None and place.level == "county" for place in places)
    return (
        stories(words, len(digest.records)),
        words.count("%(n)s printed page", "%(n)s printed pages", len(digest.pages)),
        words.count("%(n)s county", "%(n)s counties", counties),
        words.count("%(n)s byline", "%(n)s bylines", len(digest.bylines)),
    )


def _address(number: int, lang: str) -> str:
    return home_path(lang, number)
