"""The figures that a story reports, in the page's language."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.interface import PLAIN
from generator.lexicon.measures import TIGHT
from generator.reading import takes_english
from generator.units import Unit
from generator.views.story import Amount, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Record
    from generator.views.edition import Edition
    from generator.views.phrase import Phrase


def find_numbers(edition: Edition, record: Record) -> Iterator[Number]:
    """Give the figures that a story reports, those that stand in one clause together."""
    told = ((find_clause(edition, record, number), number) for number in range(len(record.numbers)))
    for (clause, _), numbers in groupby(told, key=lambda item: (item[0], item[0] is None and item[1])):
        yield Number(tuple(find_amount(edition, record, n) for _, n in numbers), clause)


def find_clause(edition: Edition, record: Record, number: int) -> Phrase | None:
    """Give the clause that a figure stands in, where it may be published; ``number`` counts from 0."""
    quantity = record.numbers[number]
    # Of an excerpt only value and unit are left; saying them twice helps nobody.
    if quantity.text == f"{quantity.value}{quantity.unit}":
        return None
    return edition.say(record, Unit(f"n{number + 1}", quantity.text))


def find_amount(edition: Edition, record: Record, number: int) -> Amount:
    """``445`` and ``万元``; in English ``4.45`` and ``million yuan``; in every language ``97%``."""
    quantity = record.numbers[number]
    if quantity.unit in TIGHT:
        return Amount(f"{quantity.value}{quantity.unit}", None)
    english = edition.digest.lexicon.glossary.quantity(quantity) if takes_english(edition.lang) else None
    if english is None:
        return Amount(quantity.value, edition.unit_phrase(quantity.unit, record.lang) if quantity.unit else None)
    value, _, unit = english.partition(" ")
    return Amount(value, edition.phrase(unit, PLAIN) if unit else None)
