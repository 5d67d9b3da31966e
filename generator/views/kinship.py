"""Why stories belong together: what two of them share, in the page's language.

Two briefs go in, a reason or two come out: tags first, in the order in which they say most of the story (a rare one
says more), then the smallest place that both are about, then people. Nothing of it is stored; the page of a story
reads both briefs anyway.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.interface import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.briefs import Brief
    from generator.views.edition import Card, Edition
    from generator.views.phrase import Phrase

REASONS = 2
"""Reasons that are named."""
BOTH_IN = message("Both in %(place)s")
ALSO_BY = message("Also by %(name)s")
SHARES = message("Shares the tag “%(tag)s”")


class Reason(Struct, frozen=True):
    """A sentence with a name in it, which may be in another language."""

    before: str
    name: Phrase
    after: str


class Kin(Struct, frozen=True):
    """A story that belongs to another one."""

    card: Card
    reasons: tuple[Reason, ...]


def find_kin(edition: Edition, brief: Brief, related: Iterable[str]) -> tuple[Kin, ...]:
    """Show related stories, each with what it shares with this one."""
    records = edition.digest.records
    return tuple(
        Kin(edition.card(other), tuple(islice(find_reasons(edition, brief, records[other]), REASONS)))
        for other in related
    )


def find_reasons(edition: Edition, brief: Brief, other: Brief) -> Iterator[Reason]:
    """Name what two stories share, what says most first: one tag, one place, one person, then further tags."""
    tags = [tag for tag in brief.tags if tag in other.tags]
    yield from (_word(edition, SHARES, edition.tag(tag).label) for tag in tags[:1])
    place = find_shared_place(edition, brief, other)
    if place is not None:
        yield _word(edition, BOTH_IN, edition.place_name(place))
    people = [name for name in brief.bylines if name in other.bylines]
    yield from (_word(edition, ALSO_BY, edition.person(name).label) for name in people[:1])
    yield from (_word(edition, SHARES, edition.tag(tag).label) for tag in tags[1:])


def find_shared_place(edition: Edition, brief: Brief, other: Brief) -> str | None:
    """Find the smallest place that two stories tell of, below the province; of equals the first that is told of."""
    codes = edition.digest.lexicon.gazetteer.codes
    theirs = {place for code, *_ in other.places for place in codes(code)[1:]}
    ours = [(depth, place) for code, *_ in brief.places for depth, place in enumerate(codes(code)[1:])]
    shared = [(depth, place) for depth, place in ours if place in theirs]
    return max(shared, key=lambda item: item[0])[1] if shared else None


def _word(edition: Edition, text: str, name: Phrase) -> Reason:
    """Set a name into a sentence, each in its language."""
    before, _, rest = edition.words(text).partition("%(")
    return Reason(before, name, rest.partition(")s")[2])
