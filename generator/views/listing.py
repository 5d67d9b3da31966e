"""Lists of stories: one shape for tags, bylines, printed pages, issues and places, and the turning of pages.

A subject and its stories go in, in groups; out come as many planned pages as the list needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from generator.addresses import feed_path
from generator.views.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.interface import Interface
    from generator.model import Reads, SitePage
    from generator.views.edition import Card, Edition
    from generator.views.furniture import Furniture
    from generator.views.head import Head
    from generator.views.phrase import Phrase

Item = TypeVar("Item")


class Address(Protocol):
    """Where the pages of a list live."""

    def __call__(self, lang: str, number: int = 1) -> str:
        """Give the path of one page in one language."""


class Pager(Struct, frozen=True):
    """Where a reader stands in a long list."""

    label: str
    """``Page 2 of 5``."""
    newer: str | None
    older: str | None


class Group(Struct, frozen=True):
    """Some stories of a list, under a heading of their own where there are several groups."""

    title: Entry | None
    cards: tuple[Card, ...]


class Subject(Struct, frozen=True):
    """What a list is about."""

    kind: str
    """``Tag``, ``Byline``, ``Printed page`` …"""
    title: Phrase
    section: str
    count: str
    """``12 stories``."""
    crumbs: tuple[Entry, ...] = ()
    """What it is part of, from the outside in."""
    note: str | None = None
    parts_title: str | None = None
    parts: tuple[Entry, ...] = ()
    """What it is made of: counties of a prefecture, pages of an issue."""
    furniture: Furniture | None = None
    """What stands on a printed page beside its stories."""
    newer: Entry | None = None
    """Its neighbours, such as the printed pages before and after."""
    older: Entry | None = None
    of_one_day: bool = False
    """Whether the subject itself says the date of all its stories."""
    followed: bool = False
    """Whether feeds stand beside it."""
    printout: str | None = None
    """Path of its print edition."""


class Topic(Struct, frozen=True):
    """A list to be: whose it is, and how to make what stands above its stories."""

    origin: str
    subject: Callable[[], Subject]
    reads: Reads
    """What the subject is made from."""


class Listing(Struct, frozen=True):
    """One page of a list."""

    head: Head
    subject: Subject
    first: bool
    """Whether it is the list's first page, which alone shows the subject's parts."""
    groups: tuple[Group, ...] = ()
    pager: Pager | None = None


class Leaf(Struct, frozen=True):
    """One page of a long list; ``number`` counts from 1."""

    number: int
    total: int
    start: int
    stop: int


def turn(length: int, size: int) -> Iterator[Leaf]:
    """Part a list into pages; an empty list is one page."""
    total = max(1, ceil(length / size))
    for number in range(1, total + 1):
        yield Leaf(number, total, (number - 1) * size, min(number * size, length))


def cut(items: Sequence[Item], leaf: Leaf) -> tuple[Item, ...]:
    """Give the items of one page."""
    return tuple(items[leaf.start : leaf.stop])


def make_pager(leaf: Leaf, address: Callable[[int], str], words: Interface) -> Pager | None:
    """Say where one page of a list stands; a list of one page needs nothing."""
    if leaf.total == 1:
        return None
    return Pager(
        label=words.fill("Page %(number)s of %(total)s", number=leaf.number, total=leaf.total),
        newer=address(leaf.number - 1) if leaf.number > 1 else None,
        older=address(leaf.number + 1) if leaf.number < leaf.total else None,
    )


Groups = Sequence[tuple[Entry | None, Sequence[str]]]
"""Titled runs of record ids."""


def plan_list(edition: Edition, topic: Topic, address: Address, groups: Groups) -> Iterator[SitePage]:
    """Plan the pages of a list; a group may be parted by a page's end."""
    for leaf in turn(sum(len(ids) for _, ids in groups), edition.config.page_size):
        shown = tuple(edition.marks(ids) for _, ids in _cut_groups(groups, leaf))
        yield edition.page(
            "listing.html",
            partial(numbered, address, leaf.number),
            partial(_listing, edition, topic, (address, groups, leaf)),
            (topic.reads, leaf.number, leaf.total, shown),
            origin=topic.origin,
        )


def _listing(edition: Edition, topic: Topic, part: tuple[Address, Groups, Leaf]) -> Listing:
    address, groups, leaf = part
    subject = topic.subject()
    turned = make_pager(leaf, partial(address, edition.lang), edition.words)
    return Listing(
        head=edition.head(
            partial(numbered, address, leaf.number),
            subject.title.text if turned is None else f"{subject.title.text} · {turned.label}",
            topic.origin,
            section=subject.section,
            description=f"{subject.kind}: {subject.title.text}. {subject.count}",
            feeds=_feeds(address(edition.lang)) if subject.followed else (),
        ),
        subject=subject,
        first=leaf.number == 1,
        groups=tuple(Group(title, edition.cards_of(ids)) for title, ids in _cut_groups(groups, leaf) if ids),
        pager=turned,
    )


def _feeds(path: str) -> tuple[str, str]:
    return feed_path(path), feed_path(path, "json")


def _cut_groups(groups: Groups, leaf: Leaf) -> Iterator[tuple[Entry | None, Sequence[str]]]:
    if leaf.total == 1:
        yield from groups
        return
    starts = accumulate((len(ids) for _, ids in groups), initial=0)
    for start, (title, ids) in zip(starts, groups, strict=False):
        yield title, ids[max(0, leaf.start - start) : max(0, leaf.stop - start)]


def stories(words: Interface, number: int) -> str:
    """``12 stories``."""
    return words.count("%(n)s story", "%(n)s stories", number)


def numbered(address: Address, number: int, lang: str) -> str:
    """Give the path of one page of a list, the number first."""
    return address(lang, number)
