"""The figures that stories report, story by story."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import named_path
from generator.views.figures import find_numbers
from generator.views.listing import cut, make_pager, turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.edition import Card, Edition
    from generator.views.head import Head
    from generator.views.listing import Leaf, Pager
    from generator.views.story import Number


class Reported(Struct, frozen=True):
    """A story and its figures."""

    card: Card
    numbers: tuple[Number, ...]


class NumbersView(Struct, frozen=True):
    """A page of figures."""

    head: Head
    note: str
    stories: tuple[Reported, ...]
    pager: Pager | None


def plan_numbers(edition: Edition) -> Iterator[SitePage]:
    """Plan the figures of every story that has some, in digest order."""
    briefs = [brief for brief in edition.digest.records.values() if brief.figures]
    figures = sum(brief.figures for brief in briefs)
    for leaf in turn(len(briefs), edition.config.page_size):
        shown = cut(briefs, leaf)
        if not edition.wants(brief.id for brief in shown):
            continue
        yield edition.page(
            "numbers.html",
            partial(_address, leaf.number),
            partial(_view, edition, leaf, figures, tuple(brief.id for brief in shown)),
            (leaf.number, leaf.total, figures, tuple((brief.mark, brief.text) for brief in shown)),
            origin="numbers",
        )


def _view(edition: Edition, leaf: Leaf, figures: int, ids: tuple[str, ...]) -> NumbersView:
    words = edition.words
    return NumbersView(
        head=edition.head(partial(_address, leaf.number), words("Numbers"), "numbers", section="numbers"),
        note=words.count("%(n)s figure reported", "%(n)s figures reported", figures),
        stories=tuple(_reported(edition, record_id) for record_id in ids),
        pager=make_pager(leaf, partial(numbers_path, edition.lang), words),
    )


def _reported(edition: Edition, record_id: str) -> Reported:
    record = edition.digest.shelf.record(record_id)
    return Reported(edition.card(record_id), tuple(find_numbers(edition, record)))


def numbers_path(lang: str, number: int = 1) -> str:
    """The page of figures."""
    return named_path(lang, "numbers.html" if number == 1 else f"numbers-{number}.html")


def _address(number: int, lang: str) -> str:
    return numbers_path(lang, number)
