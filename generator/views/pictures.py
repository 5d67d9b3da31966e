"""The pictures of stories for those who share an address: one a story, in two languages, as the settings want them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import picture_path
from generator.model import SitePage
from generator.picture import Card, paint
from generator.views.phrase import HALVES
from generator.views.printed import name_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.easel import Easel
    from generator.views.edition import Edition


def plan_pictures(editions: Mapping[str, Edition], easel: Easel | None) -> Iterator[SitePage]:
    """Plan a picture of every story."""
    if easel is None:
        return
    told = tuple(editions.values())[:2]
    for record_id, brief in told[0].digest.records.items():
        yield SitePage(
            path=picture_path(record_id),
            template=None,
            made=partial(_paint, told, record_id, easel),
            origin=f"{brief.file}, its picture",
            listed=False,
            reads=(brief.mark, told[0].home, easel.mark),
        )


def _paint(editions: tuple[Edition, ...], record_id: str, easel: Easel) -> bytes:
    return paint(make_card(editions, record_id), easel)


def make_card(editions: tuple[Edition, ...], record_id: str) -> Card:
    """Word the picture of a story: what is said the same in both languages is said once."""
    told = [edition for edition in editions if record_id in edition.digest.records]
    headlines = dict.fromkeys(edition.card(record_id).headline.text for edition in told)
    first, *others = headlines
    return Card(
        digest=" · ".join(dict.fromkeys(edition.title() for edition in editions)),
        headline=tuple(HALVES.split(first.strip())),
        second=others[0] if others else None,
        foot=tuple(dict.fromkeys(line for edition in told if (line := _foot(edition, record_id)))),
    )


def _foot(edition: Edition, record_id: str) -> str:
    """Say where it happened and where it was printed, as far as that is known."""
    brief, card = edition.digest.records[record_id], edition.card(record_id)
    place = " ".join(part.text for part in card.place)
    paper = None if brief.paper is None else name_paper(edition, brief.paper).text
    return " · ".join(part for part in (place, paper, card.date) if part)
