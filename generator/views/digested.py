"""What the front page says in short: what is new by date, and the newest stories place by place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import issue_path, month_path, region_path
from generator.interface import message
from generator.slugs import slug
from generator.views.entries import Entry
from generator.views.listing import stories
from generator.views.months import UNDATED, has_months
from generator.views.phrase import Phrase
from generator.views.regions import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.views.edition import Card, Edition

DAYS = 3
"""Dates that are named as new."""
HEADLINES = 3
"""Stories of a place."""
NO_DATE = message("No page here says its date. Printed pages stand in the order of their names.")


class News(Struct, frozen=True):
    """What is new."""

    days: tuple[tuple[Entry, str], ...]
    """The latest dates and how many stories each has, leading to its issue or its month; last, what has no date."""
    note: str | None
    """Said where no date is known at all."""


class InShort(Struct, frozen=True):
    """A place and its newest stories."""

    place: Entry
    cards: tuple[Card, ...]


def find_news(edition: Edition) -> News:
    """Name the latest dates; what has no date is counted and never passed off as new."""
    digest, words = edition.digest, edition.words
    days = tuple(
        (Entry(Phrase(words.date(day)), _path_of(edition, day)), stories(words, len(ids)))
        for day, ids in islice(digest.days.items(), DAYS)
    )
    if not days:
        return News((), words(NO_DATE) if digest.order else None)
    path = month_path(edition.lang, UNDATED) if has_months(edition) else None
    undated = (Entry(Phrase(words("Undated")), path), stories(words, len(digest.undated)))
    return News((*days, undated) if digest.undated else days, None)


def _path_of(edition: Edition, day: str) -> str | None:
    """Lead to the issue of a day, where it is the only one, else to its month."""
    brief = edition.digest.records[edition.digest.days[day][0]]
    issues = [paper for paper, date in edition.digest.issues if date == day]
    if len(issues) == 1 and issues == [brief.paper] and edition.has("issues"):
        return issue_path(edition.lang, slug(issues[0]), day)
    return month_path(edition.lang, day[:7]) if has_months(edition) else None


def find_in_short(edition: Edition, shown: Collection[str]) -> Iterator[InShort]:
    """Give the newest stories of each place that are not shown already, from home outwards."""
    digest = edition.digest
    for place, ids in _find_parts(edition):
        yield from _in_short(edition, place, ids, shown)
    far = _find_far(edition, HEADLINES + len(shown))
    elsewhere = Entry(Phrase(edition.words("Elsewhere")), region_path(edition.lang, ()))
    yield from _in_short(edition, elsewhere, far, shown)
    unplaced = Entry(Phrase(edition.words("Unplaced")), region_path(edition.lang, UNPLACED), len(digest.unplaced))
    yield from _in_short(edition, unplaced, digest.unplaced, shown)


def _find_parts(edition: Edition) -> Iterator[tuple[Entry, Iterable[str]]]:
    """Give the parts of the home region in the order of their codes, then what happened in it as a whole."""
    digest, home = edition.digest, edition.home
    if home is None or home not in digest.regions:
        return
    parts = [place.code for place in digest.lexicon.gazetteer.children(home) if place.code in digest.regions]
    for code in parts:
        yield edition.places[code], digest.regions[code].primary
    told = {record_id for code in parts for record_id in digest.regions[code].primary}
    # How many stories all of it has would say nothing of these.
    yield (
        edition.bare(edition.places[home]),
        (record_id for record_id in digest.regions[home].primary if record_id not in told),
    )


def _in_short(edition: Edition, place: Entry, ids: Iterable[str], shown: Collection[str]) -> Iterator[InShort]:
    cards = tuple(map(edition.card, islice((record_id for record_id in ids if record_id not in shown), HEADLINES)))
    if cards:
        yield InShort(place, cards)


def _find_far(edition: Edition, enough: int) -> Iterator[str]:
    """Give the newest stories of other provinces."""
    digest, chain = edition.digest, edition.digest.lexicon.gazetteer.codes
    provinces = [told for code, told in digest.regions.items() if chain(code)[:1] == (code,) and code != edition.home]
    found = {record_id for told in provinces for record_id in told.primary[:enough]}
    return (record_id for record_id in digest.order if record_id in found)
