"""Everything by name: the tag cloud, the list of bylines, the list of printed pages."""

from __future__ import annotations

from functools import partial
from math import log
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import byline_path, tag_path
from generator.views.listing import Leaf, cut, make_pager, numbered, turn
from generator.views.lists import pages_path
from generator.views.printed import page_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.digest import PageRecords
    from generator.model import Reads, SitePage
    from generator.views.edition import Edition
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.listing import Address, Pager

SIZES = 5
"""Sizes of type in the cloud."""
TIMES = 16
"""How much more often than the least told tag one is told that gets the largest type."""
CLOUD = 150
"""Tags in the cloud; where there are more, the pages behind it list them all."""
NAMES_A_STORY = 8
"""How many names take the room of one story on a page."""


class Word(Struct, frozen=True):
    """A tag in the cloud."""

    entry: Entry
    size: int
    """1 to ``SIZES``, on a log scale."""


class Cloud(Struct, frozen=True):
    """The tags, the more frequent the larger."""

    head: Head
    title: str
    note: str
    words: tuple[Word, ...]
    entries: tuple[Entry, ...]
    """The complete list, on the pages behind the cloud."""
    pager: Pager | None


class Index(Struct, frozen=True):
    """A list of names with counts, before it is parted into pages."""

    title: str
    note: str
    section: str
    length: int


class Names(Struct, frozen=True):
    """One page of such a list."""

    head: Head
    index: Index
    entries: tuple[Entry, ...]
    pager: Pager | None


def plan_tags(edition: Edition) -> Iterator[SitePage]:
    """Plan the cloud; with more tags than it takes, also the pages that list every one."""
    number = len(edition.tags)
    behind = list(turn(number, edition.config.page_size * NAMES_A_STORY)) if number > CLOUD else []
    total = 1 + len(behind)
    tags = tuple(edition.tags.values())
    first = Leaf(1, total, 0, 0)
    yield _plan_tags(edition, first, partial(_sized, edition, first), (edition.digest.mark,))
    for leaf in behind:
        turned = Leaf(leaf.number + 1, total, leaf.start, leaf.stop)
        shown = tags[leaf.start : leaf.stop]
        made = partial(_cloud, edition, turned, (), shown)
        yield _plan_tags(edition, turned, made, tuple(entry.counted for entry in shown))


def _plan_tags(edition: Edition, leaf: Leaf, made: Callable[[], Cloud], reads: Reads) -> SitePage:
    told = (leaf.number, leaf.total, len(edition.tags), reads)
    return edition.page("tags.html", partial(_tag_address, leaf.number), made, told, origin="tag cloud")


def _sized(edition: Edition, leaf: Leaf) -> Cloud:
    return _cloud(edition, leaf, size_words(most_told(edition, CLOUD)), ())


def _cloud(edition: Edition, leaf: Leaf, sized: tuple[Word, ...], entries: tuple[Entry, ...]) -> Cloud:
    words = edition.words
    return Cloud(
        head=edition.head(partial(_tag_address, leaf.number), words("Tags"), "tag cloud", section="tags"),
        title=words("Tags"),
        note=words.count("%(n)s tag", "%(n)s tags", len(edition.tags)),
        words=sized,
        entries=entries,
        pager=make_pager(leaf, lambda number: tag_path(edition.lang, None, number), words),
    )


def plan_bylines(edition: Edition) -> Iterator[SitePage]:
    """Plan the list of everyone in the bylines."""
    index = Index(
        edition.words("Bylines"),
        edition.words.count("%(n)s name", "%(n)s names", len(edition.bylines)),
        "bylines",
        len(edition.bylines),
    )
    entries = tuple(edition.bylines.values())
    for leaf in _leaves(edition, index):
        shown = cut(entries, leaf)
        made = partial(_names, edition, (index, _byline_address, leaf), partial(_given, shown))
        yield _plan_names(edition, (index, _byline_address, leaf), made, tuple(entry.counted for entry in shown))


def plan_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan the list of printed pages, newest first."""
    pages = edition.digest.pages
    index = Index(
        edition.words("Printed pages"),
        edition.words.count("%(n)s printed page", "%(n)s printed pages", len(pages)),
        "pages",
        len(pages),
    )
    for leaf in _leaves(edition, index):
        shown = cut(pages, leaf)
        made = partial(_names, edition, (index, pages_path, leaf), partial(_page_entries, edition, shown))
        reads = tuple((page.id, page.records[0].mark, len(page.records)) for page in shown)
        yield _plan_names(edition, (index, pages_path, leaf), made, reads)


def _given(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return entries


def _page_entries(edition: Edition, pages: tuple[PageRecords, ...]) -> tuple[Entry, ...]:
    return tuple(page_entry(edition, page) for page in pages)


def most_told(edition: Edition, number: int) -> tuple[Entry, ...]:
    """Take the most frequent tags and give them in alphabetical order.

    Among equals, those come first that say most of a story, then those of the newest stories.
    """
    best: dict[str, int] = {}
    for record in edition.digest.records.values():
        for place, tag in enumerate(record.tags):
            if place < best.get(tag, len(record.tags)):
                best[tag] = place
    # A stable sort: the digest has its tags in the order of its stories.
    frequent = sorted(best, key=lambda tag: (-edition.tags[tag].count, best[tag]))[:number]
    return tuple(sorted((edition.tags[tag] for tag in frequent), key=lambda entry: entry.order))


def size_words(entries: Sequence[Entry]) -> tuple[Word, ...]:
    """Size each tag by the log of its count; the largest type is for what is told ``TIMES`` as often as the least."""
    counts = [log(max(1, entry.count)) for entry in entries]
    least, most = min(counts, default=0.0), max(counts, default=0.0)
    steps = (SIZES - 1) / max(most - least, log(TIMES))
    return tuple(Word(entry, 1 + round(steps * (count - least))) for entry, count in zip(entries, counts, strict=True))


def _leaves(edition: Edition, index: Index) -> Iterator[Leaf]:
    return turn(index.length, edition.config.page_size * NAMES_A_STORY)


def _plan_names(
    edition: Edition, part: tuple[Index, Address, Leaf], made: Callable[[], Names], reads: Reads
) -> SitePage:
    index, address, leaf = part
    told = (leaf.number, leaf.total, index.length, reads)
    return edition.page(
        "names.html", partial(numbered, address, leaf.number), made, told, origin=f"list of {index.section}"
    )


def _names(edition: Edition, part: tuple[Index, Address, Leaf], entries: Callable[[], tuple[Entry, ...]]) -> Names:
    index, address, leaf = part
    return Names(
        head=edition.head(
            partial(numbered, address, leaf.number), index.title, f"list of {index.section}", section=index.section
        ),
        index=index,
        entries=entries(),
        pager=make_pager(leaf, partial(address, edition.lang), edition.words),
    )


def _tag_address(number: int, lang: str) -> str:
    return tag_path(lang, None, number)


def _byline_address(lang: str, number: int = 1) -> str:
    return byline_path(lang, None, number)
