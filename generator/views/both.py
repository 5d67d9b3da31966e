"""The page that sets a story beside its translation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.addresses import article_path
from generator.interface import autonym
from generator.views.body import find_rows
from generator.views.doubts import find_doubts
from generator.views.phrase import Headline
from generator.views.source import find_facts
from generator.views.states import tell_missing, tell_state_beside
from generator.views.story import BothView, Side
from generator.views.telling import (
    both_of,
    both_path,
    headline_of,
    neighbour,
    others_of,
    speak,
    tell_story,
    translated_units,
)

if TYPE_CHECKING:
    from generator.digest import PageRecords
    from generator.views.edition import Card, Edition
    from generator.views.story import Row
    from generator.views.telling import Telling


def make_both(edition: Edition, page: PageRecords, number: int) -> BothView:
    """Set a story beside its translation: into this page's language, else into the first that has one.

    A page whose script is converted shows the original so, too: its other side is a language.
    """
    told = tell_story(edition, page, number)
    record, headline, head = told.record, headline_of(told.card), told.head
    other = others_of(edition, told.brief)[0]
    own = edition.lang if edition.lang in edition.config.converted else record.lang
    state = told.state(other)
    spelled = translated_units(edition, record, own)
    rows = find_rows(record, state.finished, partial(tell_missing, state, words=edition.words), spelled)
    return BothView(
        head=edition.head(
            partial(address_both, record.id),
            f"{headline.text} · {edition.words('Side by side')}",
            f"{record.article.source.file}, side by side",
            description=head.description,
            canonical=head.repeats or head.path,
            both=head.both,
            singles=head.twins,
        ),
        headline=headline,
        original=Side(own, autonym(own, edition.config.languages), article_path(own, record.id)),
        translation=Side(other, autonym(other), article_path(other, record.id)),
        facts=tuple(find_facts(edition, record)),
        notice=tell_state_beside(state, edition.words),
        doubts=find_doubts(record, edition.words),
        rows=tuple([_speak_row(told, row) for row in rows] if edition.config.pinyin else rows),
        spoken=edition.config.pinyin,
        previous=_neighbour_beside(told, -1),
        next=_neighbour_beside(told, 1),
    )


def _neighbour_beside(told: Telling, step: int) -> Card | None:
    """Give a neighbour's card, which leads to its side-by-side page where it has one."""
    card = neighbour(told, step)
    both = None if card is None else both_of(told.edition, told.page.records[told.number + step])
    return card if card is None or both is None else replace(card, path=both)


def _speak_row(told: Telling, row: Row) -> Row:
    """Set the reading above the original's headline."""
    headline = told.record.article.headline
    if row.id != "headline" or headline is None:
        return row
    return replace(row, original=speak(told, Headline(headline.text, told.record.lang)).inner)


def address_both(record_id: str, lang: str) -> str:
    """Give the page's address in a language."""
    return both_path(lang, record_id)
