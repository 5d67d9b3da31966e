"""The time line: years and their months with counts, a list a month, and the stories that no date is known of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import month_path
from generator.interface import message
from generator.views.charts import stand_columns
from generator.views.entries import Entry
from generator.views.listing import Subject, Topic, cut, make_pager, plan_list, stories, turn
from generator.views.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.charts import Columns
    from generator.views.edition import Edition
    from generator.views.head import Head
    from generator.views.listing import Leaf, Pager

YEARS = 10
"""Years on a page of the time line."""
MONTHS = tuple(f"{number:02}" for number in range(1, 13))
UNDATED = "undated"
UNDATED_NOTE = message("The page that they stand on doesn't say its date, and nothing is guessed.")


class Year(Struct, frozen=True):
    """A year and those of its months that there are stories of."""

    name: str
    count: str
    chart: Columns
    months: tuple[Entry, ...]


class MonthsView(Struct, frozen=True):
    """A page of the time line."""

    head: Head
    note: str
    years: tuple[Year, ...]
    undated: Entry | None
    undated_note: str
    pager: Pager | None


def plan_months(edition: Edition) -> Iterator[SitePage]:
    """Plan the time line and its months, where any date is known."""
    digest = edition.digest
    if not digest.months:
        return
    counts = {month: sum(len(digest.days[day]) for day in days) for month, days in digest.months.items()}
    yield from _plan_index(edition, counts)
    for month, around in zip(counts, find_neighbours(tuple(counts)), strict=True):
        groups = [(_day(edition, day), digest.days[day]) for day in digest.months[month]]
        topic = Topic(f"month {month}", partial(_month, edition, around, month), (month, around, counts[month]))
        yield from plan_list(edition, topic, partial(_address, month), groups)
    if digest.undated:
        topic = Topic("undated stories", partial(_undated, edition), (len(digest.undated),))
        yield from plan_list(edition, topic, partial(_address, UNDATED), [(None, digest.undated)])


def _plan_index(edition: Edition, counts: dict[str, int]) -> Iterator[SitePage]:
    years = tuple(dict.fromkeys(month[:4] for month in counts))
    undated = len(edition.digest.undated)
    for leaf in turn(len(years), YEARS):
        shown = {year: [counts.get(f"{year}-{month}", 0) for month in MONTHS] for year in cut(years, leaf)}
        most = max(counts.values())
        yield edition.page(
            "months.html",
            partial(_address, "index", number=leaf.number),
            partial(_index, edition, leaf, shown, most),
            (
                leaf.number,
                leaf.total,
                tuple(shown),
                tuple(map(tuple, shown.values())),
                most,
                sum(counts.values()),
                undated,
            ),
            origin="time line",
        )


def _index(edition: Edition, leaf: Leaf, shown: dict[str, list[int]], most: int) -> MonthsView:
    words, digest = edition.words, edition.digest
    dated = len(digest.records) - len(digest.undated)
    return MonthsView(
        head=edition.head(
            partial(_address, "index", number=leaf.number), words("Months"), "time line", section="months"
        ),
        note=words.count("%(n)s story whose date is known", "%(n)s stories whose date is known", dated),
        years=tuple(_year(edition, year, counts, most) for year, counts in shown.items()),
        undated=_undated_entry(edition) if digest.undated else None,
        undated_note=words(UNDATED_NOTE),
        pager=make_pager(leaf, partial(month_path, edition.lang, "index"), words),
    )


def _year(edition: Edition, year: str, counts: list[int], most: int) -> Year:
    words = edition.words
    told = [(f"{year}-{month}", count) for month, count in zip(MONTHS, counts, strict=True)]
    chart = stand_columns(
        (
            f"year-{year}",
            words.fill("Stories by month, %(year)s", year=year),
            words("The list below says the same in words."),
        ),
        [(str(int(month[5:])), count) for month, count in told],
        most,
    )
    return Year(
        name=year,
        count=stories(words, sum(counts)),
        chart=chart,
        months=tuple(
            Entry(Phrase(words.month_alone(month)), month_path(edition.lang, month), count)
            for month, count in told
            if count
        ),
    )


def find_neighbours(months: tuple[str, ...]) -> Iterator[tuple[str | None, str | None]]:
    """Name what comes before and after each of some months in their row."""
    yield from zip((None, *months[:-1]), (*months[1:], None), strict=True)


def find_month(edition: Edition, month: str) -> Entry:
    """Give the entry of a month."""
    return Entry(Phrase(edition.words.month(month)), month_path(edition.lang, month))


def _day(edition: Edition, day: str) -> Entry:
    return Entry(Phrase(edition.words.date(day)))


def _month(edition: Edition, around: tuple[str | None, str | None], month: str) -> Subject:
    digest = edition.digest
    newer, older = around
    return Subject(
        kind=edition.words("Month"),
        title=find_month(edition, month).label,
        section="months",
        count=stories(edition.words, sum(len(digest.days[day]) for day in digest.months[month])),
        crumbs=_above(edition),
        newer=None if newer is None else find_month(edition, newer),
        older=None if older is None else find_month(edition, older),
        of_one_day=True,
    )


def _undated(edition: Edition) -> Subject:
    return Subject(
        kind=edition.words("Months"),
        title=Phrase(edition.words("Undated")),
        section="months",
        count=stories(edition.words, len(edition.digest.undated)),
        crumbs=_above(edition),
        note=edition.words(UNDATED_NOTE),
    )


def _undated_entry(edition: Edition) -> Entry:
    path = month_path(edition.lang, UNDATED)
    return Entry(Phrase(edition.words("Undated")), path, len(edition.digest.undated))


def has_months(edition: Edition) -> bool:
    """Whether the site has a time line."""
    return edition.has("months") and "months" not in edition.absent


def _above(edition: Edition) -> tuple[Entry, ...]:
    return (Entry(Phrase(edition.words("Months")), month_path(edition.lang)),)


def _address(name: str, lang: str, number: int = 1) -> str:
    return month_path(lang, name, number)
