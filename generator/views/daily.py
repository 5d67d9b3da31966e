"""Numbers of the day: a handful of figures that the newest stories report, each of another story.

What day it is, the stories themselves say: it is that of the newest; where no date is known, the first printed page.
The choice is made from briefs. Kinds take turns, money first, and of each kind the largest figure comes first that is
worth a headline; then the clauses are read, and a figure whose clause doesn't read well makes room for the next.
"""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.briefs import FIGURE
from generator.lexicon.measures import KINDS
from generator.views.figures import find_amount, find_clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.briefs import Brief
    from generator.rankings import Spot
    from generator.views.edition import Card, Edition
    from generator.views.phrase import Phrase
    from generator.views.story import Amount

SHOWN = 5
"""Numbers of the day."""
CANDIDATES = 12
"""Figures of which the text is looked at."""
LOOKED_AT = 200
"""Stories of the day among which they are chosen."""
TURNS = tuple(KINDS.index(kind) for kind in ("money", "share", "people", "area", "households", "weight", "herds"))
"""Kinds that speak for themselves, in the order in which they take turns."""
ALL = 100.0
"""Shares from here on say less than those below."""
CLAUSE = range(6, 41)
"""Characters of a clause that reads well by itself."""


class Daily(Struct, frozen=True):
    """A figure of the day."""

    amount: Amount
    clause: Phrase
    card: Card


def find_candidates(edition: Edition, leave_out: Sequence[str]) -> tuple[Spot, ...]:
    """Choose figures of the newest stories, but for some, each of another story."""
    best = [_sort_kind(_find_day(edition, leave_out), kind) for kind in TURNS]
    turns = (item for row in zip_longest(*best) for item in row if item is not None)
    taken: dict[str, Spot] = {}
    for spot in turns:
        taken.setdefault(spot[0], spot)
    return tuple(islice(taken.values(), CANDIDATES))


def find_daily(edition: Edition, candidates: Sequence[Spot]) -> Iterator[Daily]:
    """Read the clauses of the candidates and give those figures that read well."""
    shown = (daily for spot in candidates if (daily := _read(edition, spot)) is not None)
    yield from islice(shown, SHOWN)


def _find_day(edition: Edition, leave_out: Sequence[str]) -> list[Brief]:
    records = edition.digest.records
    briefs = [records[record_id] for record_id in edition.digest.order[:LOOKED_AT]]
    first = briefs[0] if briefs else None
    return [
        brief
        for brief in briefs
        if first is not None
        and brief.id not in leave_out
        and (brief.date == first.date if first.date is not None else brief.page_id == first.page_id)
    ]


def _sort_kind(briefs: Sequence[Brief], kind: int) -> list[Spot]:
    found = [
        (value >= ALL and kind == KINDS.index("share"), -value, number, brief.id, at)
        for number, brief in enumerate(briefs)
        for at, (own, value) in enumerate(FIGURE.iter_unpack(brief.figures))
        if own == kind
    ]
    return [(record_id, at) for *_, record_id, at in sorted(found)[:CANDIDATES]]


def _read(edition: Edition, spot: Spot) -> Daily | None:
    record_id, at = spot
    record = edition.digest.shelf.record(record_id)
    clause = find_clause(edition, record, at)
    if clause is None or len(record.numbers[at].text) not in CLAUSE:
        return None
    return Daily(find_amount(edition, record, at), clause, edition.card(record_id))
