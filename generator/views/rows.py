"""One figure of one story as a row of a table: what is shown of it, and what it is sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.briefs import FIGURE
from generator.interface import message
from generator.lexicon.measures import KINDS
from generator.views.figures import find_amount, find_clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.rankings import Spot
    from generator.views.edition import Card, Edition
    from generator.views.phrase import Phrase
    from generator.views.story import Amount

KIND_NAMES = {
    "money": message("Money"),
    "people": message("People"),
    "households": message("Households"),
    "share": message("Shares and rates"),
    "area": message("Area"),
    "weight": message("Weight"),
    "length": message("Length"),
    "volume": message("Volume"),
    "herds": message("Animals and plants"),
    "power": message("Power"),
    "energy": message("Energy"),
    "time": message("Time spans"),
    "warmth": message("Temperature"),
    "things": message("Other counts"),
}
UNKNOWN = len(KINDS)
"""The kind, for sorting, of what is no number: behind all others."""


class Row(Struct, frozen=True):
    """A figure, and the story that reports it."""

    amount: Amount
    value: float
    """In the unit of its kind: ``1.5万元`` is 15000.0."""
    kind: str
    kind_order: int
    clause: Phrase | None
    card: Card
    place_order: str
    """Division code: places of one prefecture stand together."""
    date: str
    """ISO, or nothing: undated rows come last."""
    again: bool
    """Whether the row above is of the same story."""

    @property
    def sorted_by(self) -> str:
        """The value in plain digits, for a script to sort by."""
        return f"{self.value:.12g}"


def make_rows(edition: Edition, spots: Sequence[Spot]) -> Iterator[Row]:
    """Make the rows of some figures."""
    above = None
    for record_id, at in spots:
        yield _make_row(edition, (record_id, at), again=record_id == above)
        above = record_id


def _make_row(edition: Edition, spot: Spot, *, again: bool) -> Row:
    record_id, at = spot
    brief, record = edition.digest.records[record_id], edition.digest.shelf.record(record_id)
    kind, value = FIGURE.unpack_from(brief.figures, at * FIGURE.size)
    return Row(
        amount=find_amount(edition, record, at),
        value=value,
        kind=name_kind(edition, kind),
        kind_order=kind if kind >= 0 else UNKNOWN,
        clause=find_clause(edition, record, at),
        card=edition.card(record_id),
        place_order=next((code for code, _, _, primary in brief.places if primary), ""),
        date=brief.date or "",
        again=again,
    )


def name_kind(edition: Edition, kind: int) -> str:
    """Name a kind of figures, given by its place among ``KINDS``."""
    return edition.words(KIND_NAMES[KINDS[kind]]) if kind >= 0 else ""
