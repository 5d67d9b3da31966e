"""The figures that a story reports, in the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.units import find_units
from generator.views.phrase import Phrase
from generator.views.story import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Quantity, Record
    from generator.views.edition import Edition


def find_numbers(edition: Edition, record: Record) -> Iterator[Number]:
    """Give the figures that a story reports, each with the clause it stands in."""
    units = {unit.id: unit for unit in find_units(record)}
    for number, quantity in enumerate(record.numbers, 1):
        value, unit = _figure(edition, quantity, record.lang)
        # Of an excerpt only value and unit are left; saying them twice helps nobody.
        bare = quantity.text == f"{quantity.value}{quantity.unit}"
        yield Number(value, unit, None if bare else edition.say(record, units[f"n{number}"]))


def _figure(edition: Edition, quantity: Quantity, lang: str) -> tuple[str, Phrase | None]:
    """``445`` and ``万元``; in English ``4.45`` and ``million yuan``."""
    english = edition.digest.lexicon.glossary.quantity(quantity) if edition.lang == "en" else None
    if english is None:
        return quantity.value, edition.phrase(quantity.unit, lang) if quantity.unit else None
    value, _, unit = english.partition(" ")
    return value, Phrase(unit) if unit else None
