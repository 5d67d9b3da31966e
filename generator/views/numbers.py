"""The figures that stories report, story by story."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import named_path
from generator.views.figures import find_numbers
from generator.views.head import plan_page
from generator.views.listing import cut, make_pager, turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.edition import Card, Edition
    from generator.views.head import Head
    from generator.views.listing import Pager
    from generator.views.story import Number


@dataclass(frozen=True, slots=True)
class Reported:
    """A story and its figures."""

    card: Card
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class NumbersView:
    """A page of figures."""

    head: Head
    note: str
    stories: tuple[Reported, ...]
    pager: Pager | None


def plan_numbers(edition: Edition) -> Iterator[SitePage]:
    """Plan the figures of every story that has some, in digest order."""
    words = edition.words
    records = [record for record in edition.digest.records.values() if record.numbers]
    figures = sum(len(record.numbers) for record in records)
    for leaf in turn(len(records), edition.config.page_size):
        shown = cut(records, leaf)
        turned = make_pager(leaf, partial(numbers_path, edition.lang), words)
        view = NumbersView(
            head=edition.head(partial(_address, leaf.number), words("Numbers"), "numbers", section="numbers"),
            note=words.count("%(n)s figure reported", "%(n)s figures reported", figures),
            stories=tuple(Reported(edition.cards[r.id], tuple(find_numbers(edition, r))) for r in shown),
            pager=turned,
        )
        yield plan_page("numbers.html", view)


def numbers_path(lang: str, number: int = 1) -> str:
    """The page of figures."""
    return named_path(lang, "numbers.html" if number == 1 else f"numbers-{number}.html")


def _address(number: int, lang: str) -> str:
    return numbers_path(lang, number)
