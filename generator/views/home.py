"""The latest stories: a front page for each language, and the pages behind it.

The front page is a digest of the digest and as long for a hundred stories as for a hundred thousand: what is new, a
lead and a few stories beside it, numbers of the day, and the newest stories place by place. The pages behind it list
all other stories.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import feed_path, home_path, month_path, numbers_path, region_path, tag_path
from generator.model import Paragraph
from generator.units import Unit, block_ids
from generator.views.clouds import most_told
from generator.views.daily import find_candidates, find_daily
from generator.views.digested import find_in_short, find_news
from generator.views.figures import find_numbers
from generator.views.listing import Leaf, make_pager, stories, turn
from generator.views.months import has_months
from generator.views.regions import find_grid
from generator.views.search import search_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Record, SitePage
    from generator.rankings import Spot
    from generator.views.daily import Daily
    from generator.views.digested import InShort, News
    from generator.views.edition import Card, Edition
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.listing import Pager
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
REST = 9
"""Stories below them where there are no places to part them by."""
KEY_NUMBERS = 3
"""Figures below the lead."""
FRONT_TAGS = 16
"""Tags at the foot of the front page."""


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
    news: News | None
    """On the front page: what is new."""
    daily_title: str
    daily: tuple[Daily, ...]
    """Numbers of the day."""
    in_short: tuple[InShort, ...]
    """Places and their newest stories, none of which is shown above."""
    cards: tuple[Card, ...]
    """Further stories: on the front page only where no place parts them."""
    grid: Grid | None
    """The prefectures of the home region."""
    tags: tuple[Entry, ...]
    """The most frequent, these first."""
    all_places: str | None
    all_tags: str | None
    all_numbers: str | None
    all_months: str | None
    search: str | None
    pager: Pager | None


def plan_home(edition: Edition) -> Iterator[SitePage]:
    """Plan the latest stories, newest first."""
    digest = edition.digest
    front = find_front(edition)
    # The first page shows something of all stories, and the text of its lead and of those that have its numbers.
    whole = (digest.mark, front.spots, tuple([digest.records[record_id].text for record_id in front.ids]))
    for leaf in find_leaves(len(digest.order), edition.config.page_size):
        shown = digest.order[leaf.start : leaf.stop]
        first = leaf.number == 1
        if not edition.wants(front.ids if first else ()):
            continue
        yield edition.page(
            "home.html",
            partial(_address, leaf.number),
            partial(_front, edition, leaf, front) if first else partial(_behind, edition, leaf),
            (leaf.number, leaf.total, edition.totals, whole if first else (), edition.marks(shown)),
            origin="home",
        )


class Front(Struct, frozen=True):
    """What the front page shows the text of."""

    ids: tuple[str, ...]
    """The lead, and stories with figures that may be shown."""
    spots: tuple[Spot, ...]
    """These figures."""


def find_front(edition: Edition) -> Front:
    """Choose the lead and the figures of the day."""
    lead = edition.digest.order[:1]
    spots = find_candidates(edition, lead) if edition.has("numbers") else ()
    return Front((*lead, *(record_id for record_id, _ in spots)), spots)


def find_leaves(length: int, size: int) -> Iterator[Leaf]:
    """Part the stories into pages; the first one has as many as stand beside each other on a front page at least."""
    first = min(length, size, 1 + SECONDS_OF_A_SHORT_LEAD)
    behind = list(turn(length - first, size)) if length > first else []
    yield Leaf(1, 1 + len(behind), 0, first)
    for leaf in behind:
        yield Leaf(leaf.number + 1, 1 + len(behind), leaf.start + first, leaf.stop + first)


def _behind(edition: Edition, leaf: Leaf) -> HomeView:
    """Make one of the pages behind the front page."""
    cards = edition.cards_of(edition.digest.order[leaf.start : leaf.stop])
    return replace(_bare(edition, leaf), cards=cards)


def _front(edition: Edition, leaf: Leaf, front: Front) -> HomeView:
    """Make the front page."""
    order = edition.digest.order
    lead = edition.digest.shelf.record(order[0]) if order else None
    opening = () if lead is None else tuple(find_opening(edition, lead))
    # On a site with very short pages the lead may be all there is room for.
    leading = min(1 + (SECONDS if opening else SECONDS_OF_A_SHORT_LEAD), edition.config.page_size)
    cards = edition.cards_of(order[:leading])
    in_short = tuple(find_in_short(edition, order[:leading])) if edition.has("regions") else ()
    rest = () if in_short else order[leading : leading + min(REST, edition.config.page_size)]
    return replace(
        _bare(edition, leaf),
        title=edition.title(),
        lead=cards[0] if cards else None,
        opening=opening,
        numbers=() if lead is None else tuple(_key_numbers(edition, lead)),
        seconds=cards[1:],
        news=find_news(edition),
        daily_title=_name_daily(edition),
        daily=tuple(find_daily(edition, front.spots)),
        in_short=in_short,
        cards=edition.cards_of(rest),
        grid=find_grid(edition) if edition.has("regions") else None,
        tags=most_used(edition) if edition.has("tags") else (),
    )


def _bare(edition: Edition, leaf: Leaf) -> HomeView:
    """Make what all of these pages have."""
    first = leaf.number == 1
    turned = make_pager(leaf, partial(home_path, edition.lang), edition.words)
    return HomeView(
        head=edition.head(
            partial(_address, leaf.number),
            edition.title() if first or turned is None else f"{edition.words('Latest')} · {turned.label}",
            "home",
            description=edition.about(),
            section="latest",
            feeds=tuple(feed_path(home_path(edition.lang), form) for form in ("xml", "json") if edition.has("feeds")),
        ),
        title=edition.words("Latest"),
        description=edition.config.description.get(edition.lang),
        counts=count_digest(edition),
        lead=None,
        opening=(),
        numbers=(),
        seconds=(),
        news=None,
        daily_title="",
        daily=(),
        in_short=(),
        cards=(),
        grid=None,
        tags=(),
        all_places=region_path(edition.lang, ()) if edition.has("regions") else None,
        all_tags=tag_path(edition.lang) if edition.has("tags") else None,
        all_numbers=numbers_path(edition.lang) if edition.has("numbers") else None,
        all_months=month_path(edition.lang) if has_months(edition) else None,
        search=search_path(edition.lang) if edition.has("search") else None,
        pager=turned,
    )


def _name_daily(edition: Edition) -> str:
    """Name the numbers of the day; where no day is known they are those of a printed page."""
    first = next(iter(edition.digest.records.values()), None)
    dated = first is not None and first.date is not None
    return edition.words("Numbers of the day") if dated else edition.words("Numbers of this page")


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
