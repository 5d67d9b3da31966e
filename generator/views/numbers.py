"""By the numbers: the figures of all stories in tables, sorted in advance: newest first, by kind and value, by place.

The newest-first pages have every figure. Of the others the largest stand there, and the page says of how many: no page
grows with the archive.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import numbers_path
from generator.briefs import FIGURE
from generator.interface import message
from generator.lexicon.measures import KINDS
from generator.views.charts import lay_bars
from generator.views.entries import Entry
from generator.views.listing import cut, make_pager, turn
from generator.views.phrase import Phrase
from generator.views.rows import make_rows, name_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.model import Reads, SitePage
    from generator.rankings import Ranking, Spot, Top
    from generator.views.charts import Bars
    from generator.views.edition import Edition
    from generator.views.head import Head
    from generator.views.listing import Leaf, Pager
    from generator.views.rows import Row

ROWS = 100
"""Figures on one page of a sorted table."""
OF_EACH_KIND = 10
"""Figures of a kind where all kinds stand in one table."""
OF_EACH_PLACE = 3
"""Figures of a kind and place where all places stand in one table."""
CHARTED = 12
"""Values in a chart."""
BY_KIND, BY_PLACE = "by-kind", "by-place"
ALL = message("Numbers")
ALL_BY_KIND = message("Numbers by kind")
ALL_BY_PLACE = message("Numbers by place")
DESCENDING, ASCENDING = "descending", "ascending"


class Sort(Struct, frozen=True):
    """A column by which the table can be sorted, or is."""

    key: str
    """``value``, ``kind``, ``place`` or ``date``."""
    label: str
    path: str | None
    """Of the pages that are sorted by it; ``None`` where there are none."""
    direction: str | None
    """How this page is sorted by it: ``ascending`` or ``descending``."""


class NumbersView(Struct, frozen=True):
    """A page of figures."""

    head: Head
    title: Phrase
    crumbs: tuple[Entry, ...]
    note: str
    orders: tuple[Entry, ...]
    """The three ways to sort, the page's own without a path."""
    kinds: tuple[Entry, ...]
    """Pages of one kind; on first pages only."""
    places: tuple[Entry, ...]
    """Pages of one place; on first pages only."""
    chart: Bars | None
    sorts: tuple[Sort, ...]
    of_one_kind: bool
    rows: tuple[Row, ...]
    newest: bool
    """Whether the newest stand first, and turning the page is a step back in time."""
    pager: Pager | None


class Table(Struct, frozen=True):
    """A table to be: where it lives, what it is called, and what it holds."""

    name: str | None
    """In its address; ``None`` is the newest-first one."""
    title: Callable[[], Phrase]
    note: Callable[[], str]
    reads: Reads
    """What title and note are made from."""
    sorted_by: tuple[tuple[str, str], ...]
    """Columns and directions, for ``aria-sort``: the first one leads."""
    of_one_kind: bool = False
    """Whether its values can be compared, and are on a chart."""


class Part(Struct, frozen=True):
    """What stands on one page of a table."""

    ids: tuple[str, ...]
    """The stories."""
    spots: tuple[Spot, ...] | None = None
    """Those of their figures that stand there, ``None`` = all."""


def plan_numbers(edition: Edition) -> Iterator[SitePage]:
    """Plan all tables."""
    if not _is_touched(edition):
        return
    ranking = edition.digest.figures.seen_from(edition.home)
    yield from _plan_newest(edition, ranking)
    if ranking.kinds:
        yield from _plan_kinds(edition, ranking)
    if ranking.places:
        yield from _plan_places(edition, ranking)


def _is_touched(edition: Edition) -> bool:
    """Whether a story with figures is among those that anything is planned for."""
    records, only = edition.digest.records, edition.only
    return only is None or any(record_id in records and records[record_id].figures for record_id in only)


def _plan_newest(edition: Edition, ranking: Ranking) -> Iterator[SitePage]:
    briefs = [brief for brief in edition.digest.records.values() if brief.figures]
    total = edition.digest.figures.total()
    table = Table(
        None, partial(_say, edition, ALL), partial(_note_all, edition, total), (total,), (("date", DESCENDING),)
    )
    for leaf in turn(len(briefs), edition.config.page_size):
        ids = tuple(brief.id for brief in cut(briefs, leaf))
        yield from _plan_leaf(edition, (table, ranking), leaf, Part(ids))


def _spots_of(edition: Edition, part: Part) -> tuple[Spot, ...]:
    if part.spots is not None:
        return part.spots
    found = ((record_id, len(edition.digest.records[record_id].figures) // FIGURE.size) for record_id in part.ids)
    return tuple((record_id, at) for record_id, number in found for at in range(number))


def _plan_kinds(edition: Edition, ranking: Ranking) -> Iterator[SitePage]:
    total = _total(ranking.kinds)
    spots = [spot for top in ranking.kinds.values() for spot in top.spots[:OF_EACH_KIND]]
    overview = Table(
        BY_KIND,
        partial(_say, edition, ALL_BY_KIND),
        partial(_note, edition, len(spots), total),
        (len(spots), total),
        (("kind", ASCENDING), ("value", DESCENDING)),
    )
    yield from _plan_table(edition, (overview, ranking), spots)
    for kind, top in ranking.kinds.items():
        table = Table(
            KINDS[kind],
            partial(_name_kind, edition, kind),
            partial(_note, edition, len(top.spots), top.total),
            (len(top.spots), top.total),
            (("value", DESCENDING),),
            of_one_kind=True,
        )
        yield from _plan_table(edition, (table, ranking), top.spots)


def _plan_places(edition: Edition, ranking: Ranking) -> Iterator[SitePage]:
    spots = [spot for tops in ranking.places.values() for top in tops.values() for spot in top.spots[:OF_EACH_PLACE]]
    total = sum(map(_total, ranking.places.values()))
    overview = Table(
        BY_PLACE,
        partial(_say, edition, ALL_BY_PLACE),
        partial(_note, edition, len(spots), total),
        (len(spots), total),
        (("place", ASCENDING),),
    )
    yield from _plan_table(edition, (overview, ranking), spots)
    for code, tops in ranking.places.items():
        own = [spot for top in tops.values() for spot in top.spots]
        table = Table(
            _place_name(edition, code),
            partial(edition.place_name, code),
            partial(_note, edition, len(own), _total(tops)),
            (len(own), _total(tops)),
            (("kind", ASCENDING), ("value", DESCENDING)),
        )
        yield from _plan_table(edition, (table, ranking), own)


def _plan_table(edition: Edition, whose: tuple[Table, Ranking], spots: Sequence[Spot]) -> Iterator[SitePage]:
    for leaf in turn(len(spots), ROWS):
        own = cut(spots, leaf)
        yield from _plan_leaf(edition, whose, leaf, Part(tuple(dict.fromkeys([spot[0] for spot in own])), own))


def _plan_leaf(edition: Edition, whose: tuple[Table, Ranking], leaf: Leaf, part: Part) -> Iterator[SitePage]:
    if not edition.wants(part.ids):
        return
    table, ranking = whose
    records = edition.digest.records
    # Only the first page of a table says how much there is of all others.
    around = _count_all(ranking) if leaf.number == 1 else (bool(ranking.kinds), bool(ranking.places))
    shown = tuple([(records[record_id].mark, records[record_id].text) for record_id in part.ids])
    yield edition.page(
        "numbers.html",
        partial(_address, table.name, leaf.number),
        partial(_view, edition, whose, leaf, part),
        (leaf.number, leaf.total, table.reads if leaf.number == 1 else (), around, part.spots, shown),
        origin="numbers" if table.name is None else f"numbers, {table.name}",
    )


def _view(edition: Edition, whose: tuple[Table, Ranking], leaf: Leaf, part: Part) -> NumbersView:
    table, ranking = whose
    words, first = edition.words, leaf.number == 1
    title = table.title()
    turned = make_pager(leaf, partial(numbers_path, edition.lang, table.name), words)
    rows = tuple(make_rows(edition, _spots_of(edition, part)))
    return NumbersView(
        head=edition.head(
            partial(_address, table.name, leaf.number),
            _head_title(edition, title, turned),
            "numbers",
            section="numbers",
        ),
        title=title,
        crumbs=() if table.name is None else (Entry(Phrase(words("Numbers")), numbers_path(edition.lang)),),
        note=table.note() if first else "",
        orders=_orders(edition, table, ranking),
        kinds=tuple(_kinds(edition, ranking)) if first else (),
        places=tuple(_places(edition, ranking)) if first else (),
        chart=_chart(edition, title.text, rows) if table.of_one_kind and first else None,
        sorts=tuple(_sorts(edition, table, ranking)),
        of_one_kind=table.of_one_kind,
        rows=rows,
        newest=table.name is None,
        pager=turned,
    )


def _count_all(ranking: Ranking) -> Reads:
    kinds = tuple((kind, top.total) for kind, top in ranking.kinds.items())
    return (kinds, tuple((code, _total(tops)) for code, tops in ranking.places.items()))


def _total(tops: Mapping[int, Top]) -> int:
    return sum(top.total for top in tops.values())


def _note_all(edition: Edition, total: int) -> str:
    return edition.words.count("%(n)s figure reported", "%(n)s figures reported", total)


def _note(edition: Edition, shown: int, total: int) -> str:
    """Say how many figures there are, and where only the largest stand here, how many do."""
    words = edition.words
    if shown < total:
        return words.fill("The %(shown)s largest of %(total)s figures", shown=shown, total=total)
    return words.count("%(n)s figure", "%(n)s figures", total)


# ---------------------------------------------------------------- ways around


def _orders(edition: Edition, table: Table, ranking: Ranking) -> tuple[Entry, ...]:
    words = edition.words
    found: list[tuple[str | None, str]] = [(None, words("Newest first"))]
    found += [(BY_KIND, words("By kind and value"))] if ranking.kinds else []
    found += [(BY_PLACE, words("By place"))] if ranking.places else []
    return tuple(
        Entry(Phrase(label), None if name == table.name else numbers_path(edition.lang, name)) for name, label in found
    )


def _kinds(edition: Edition, ranking: Ranking) -> Iterator[Entry]:
    for kind, top in ranking.kinds.items():
        yield Entry(Phrase(name_kind(edition, kind)), numbers_path(edition.lang, KINDS[kind]), top.total)


def _places(edition: Edition, ranking: Ranking) -> Iterator[Entry]:
    for code, tops in ranking.places.items():
        path = numbers_path(edition.lang, _place_name(edition, code))
        yield Entry(edition.place_name(code), path, _total(tops))


def _sorts(edition: Edition, table: Table, ranking: Ranking) -> Iterator[Sort]:
    words, directions = edition.words, dict(table.sorted_by[:1])
    by_kind = numbers_path(edition.lang, BY_KIND) if ranking.kinds else None
    by_place = numbers_path(edition.lang, BY_PLACE) if ranking.places else None
    for key, label, path in (
        ("value", words("Figure"), by_kind),
        ("clause", words("What it says"), None),
        *([] if table.of_one_kind else [("kind", words("Kind"), by_kind)]),
        ("place", words("Place"), by_place),
        ("date", words("Date"), numbers_path(edition.lang)),
    ):
        yield Sort(key, label, path, directions.get(key))


def _place_name(edition: Edition, code: str) -> str:
    return f"places/{'/'.join(edition.digest.lexicon.gazetteer.slugs(code))}"


def _say(edition: Edition, text: str) -> Phrase:
    return Phrase(edition.words(text))


def _name_kind(edition: Edition, kind: int) -> Phrase:
    return Phrase(name_kind(edition, kind))


def _head_title(edition: Edition, title: Phrase, turned: Pager | None) -> str:
    numbers = edition.words("Numbers")
    named = [title.text] if numbers in title.text else [title.text, numbers]
    return " · ".join(named if turned is None else [*named, turned.label])


def _chart(edition: Edition, title: str, rows: tuple[Row, ...]) -> Bars | None:
    """Compare the largest values; a single one is no comparison."""
    values = [(row.card.headline, _print(row), row.value) for row in rows[:CHARTED] if row.value > 0]
    if len(values) < 2:
        return None
    told = edition.words("The first rows of the table below say the same in words.")
    return lay_bars(("largest", edition.words.fill("The largest: %(kind)s", kind=title), told), values)


def _print(row: Row) -> str:
    unit = row.amount.unit
    if unit is None:
        return row.amount.value
    return f"{row.amount.value}{'' if unit.lang or not unit.text.isascii() else ' '}{unit.text}"


def _address(name: str | None, number: int, lang: str) -> str:
    return numbers_path(lang, name, number)
