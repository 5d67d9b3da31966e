"""The places of the digest: the index with its tile grid and tree, a page a place, and the unplaced."""

from __future__ import annotations

from functools import partial
from math import log
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import region_path
from generator.interface import message
from generator.reading import takes_english
from generator.tiles import find_cells
from generator.views.charts import lay_bars
from generator.views.entries import Entry
from generator.views.listing import Subject, Topic, plan_list, stories
from generator.views.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Place, SitePage
    from generator.views.charts import Bars
    from generator.views.edition import Edition
    from generator.views.head import Head

STEPS = 4
"""Shades of a tile that has stories, on a log scale."""
CHARTED = 12
"""Places in the chart."""
UNPLACED = ("unplaced",)
UNPLACED_NOTE = message("Stories that tell of no one place, or whose place is not certain.")


class Tile(Struct, frozen=True):
    """A prefecture on the grid."""

    entry: Entry
    name: Phrase
    """Short where the gazetteer has a short name."""
    row: int
    column: int
    step: int
    """0 for no story, up to ``STEPS``."""


class Grid(Struct, frozen=True):
    """The prefectures of the home region as tiles: no map, no borders."""

    home: Entry
    tiles: tuple[Tile, ...]
    columns: int


class Branch(Struct, frozen=True):
    """A place and the places in it that stories tell of."""

    entry: Entry
    parts: tuple[Branch, ...] = ()


class RegionIndex(Struct, frozen=True):
    """The index of all places."""

    head: Head
    grid: Grid | None
    chart: Bars | None
    """Stories by place: the prefectures of the home region."""
    here: tuple[Branch, ...]
    """Places of the home region."""
    elsewhere: tuple[Branch, ...]
    """Other provinces."""
    unplaced: Entry


def plan_region_index(edition: Edition) -> Iterator[SitePage]:
    """Plan the index of places."""
    told = tuple(entry.counted for entry in edition.places.values())
    yield edition.page(
        "regions.html",
        partial(_address, ()),
        partial(_index, edition),
        (told, len(edition.digest.unplaced)),
        origin="index of places",
    )


def _index(edition: Edition) -> RegionIndex:
    home = edition.places.get(edition.home or "")
    tree = find_tree(edition)
    grid = find_grid(edition)
    return RegionIndex(
        head=edition.head(partial(_address, ()), edition.words("Places"), "index of places", section="regions"),
        grid=grid,
        chart=None if grid is None else _chart(edition, grid),
        here=next((branch.parts for branch in tree if branch.entry == home), ()),
        elsewhere=tuple(branch for branch in tree if branch.entry != home),
        unplaced=_unplaced(edition),
    )


def _chart(edition: Edition, grid: Grid) -> Bars | None:
    """Compare the parts of the home region; a single one is no comparison."""
    told = sorted((tile.entry for tile in grid.tiles if tile.entry.count), key=lambda entry: -entry.count)[:CHARTED]
    if len(told) < 2:
        return None
    words = edition.words
    named = ("by-place", words("Stories by place"), words("The list of places says the same in words."))
    return lay_bars(named, [(entry.label, str(entry.count), entry.count) for entry in told])


def plan_region_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a place: what happened there, and apart from it what only names it."""
    gazetteer, words = edition.digest.lexicon.gazetteer, edition.words
    here, passing = Entry(Phrase(words("Happened here"))), Entry(Phrase(words("Named in passing")))
    parts = find_parts(edition)
    for code, told in edition.digest.regions.items():
        within = tuple(edition.places[part.code] for part in parts.get(code, ()))
        reads = (edition.places[code].counted, tuple(part.counted for part in within))
        topic = Topic(f"place {code}", partial(_place, edition, code, within), reads)
        groups = [(here, told.primary), (passing, told.mentions)]
        yield from plan_list(edition, topic, partial(_address, gazetteer.slugs(code)), groups)


def _place(edition: Edition, code: str, within: tuple[Entry, ...]) -> Subject:
    words, entry = edition.words, edition.places[code]
    above = edition.digest.lexicon.gazetteer.chain(code)[:-1]
    index = Entry(Phrase(words("Places")), region_path(edition.lang, ()))
    return Subject(
        kind=words("Place"),
        title=entry.label,
        section="regions",
        count=stories(words, entry.count),
        crumbs=(index, *(edition.place(place.code) for place in above)),
        parts_title=words("Within it"),
        parts=within,
        followed=edition.followed,
    )


def plan_unplaced(edition: Edition) -> Iterator[SitePage]:
    """Plan the bucket of stories that have no place of their own."""
    ids = edition.digest.unplaced
    topic = Topic("stories without a place", partial(_nowhere, edition), (len(ids),))
    yield from plan_list(edition, topic, partial(_address, UNPLACED), [(None, ids)])


def _nowhere(edition: Edition) -> Subject:
    words = edition.words
    return Subject(
        kind=words("Place"),
        title=Phrase(words("Unplaced")),
        section="regions",
        count=stories(words, len(edition.digest.unplaced)),
        crumbs=(Entry(Phrase(words("Places")), region_path(edition.lang, ())),),
        note=words(UNPLACED_NOTE),
    )


def find_grid(edition: Edition) -> Grid | None:
    """Set the home region's prefectures on a grid; nothing where there is no home or it has no parts."""
    tiles = () if edition.home is None else tuple(_tiles(edition, edition.home))
    if edition.home is None or not tiles:
        return None
    return Grid(edition.place(edition.home), tiles, max(tile.column for tile in tiles))


def _tiles(edition: Edition, province: str) -> Iterator[Tile]:
    places = edition.digest.lexicon.gazetteer.children(province)
    most = max((edition.place(place.code).count for place in places), default=0)
    cells = find_cells(province, [place.code for place in places])
    for place in places:
        entry = edition.place(place.code)
        row, column = cells[place.code]
        yield Tile(entry, _short(edition, place), row, column, shade(entry.count, most, STEPS))


def shade(count: int, most: int, steps: int) -> int:
    """Give the step of a count on a log scale from 1 to the greatest; 0 for nothing."""
    if count == 0:
        return 0
    return 1 + round((steps - 1) * log(count) / log(most)) if most > 1 else 1


def find_tree(edition: Edition) -> tuple[Branch, ...]:
    """Hang every place that stories tell of below the place it is part of."""
    parts = find_parts(edition)

    def branch(place: Place) -> Branch:
        return Branch(edition.places[place.code], tuple(branch(part) for part in parts.get(place.code, ())))

    return tuple(branch(place) for place in parts.get(None, ()))


def find_parts(edition: Edition) -> dict[str | None, list[Place]]:
    """Group the places that stories tell of by the place they are part of, in the order of their codes."""
    parts: dict[str | None, list[Place]] = {}
    for code in edition.digest.regions:
        place = edition.digest.lexicon.gazetteer.place(code)
        if place is not None:
            parts.setdefault(place.parent, []).append(place)
    return parts


def _short(edition: Edition, place: Place) -> Phrase:
    if takes_english(edition.lang):
        return edition.place_name(place.code)
    return edition.phrase(*edition.digest.lexicon.gazetteer.short_label(place.code, edition.lang))


def _unplaced(edition: Edition) -> Entry:
    return Entry(Phrase(edition.words("Unplaced")), region_path(edition.lang, UNPLACED), len(edition.digest.unplaced))


def _address(slugs: tuple[str, ...], lang: str, number: int = 1) -> str:
    return region_path(lang, slugs, number)
