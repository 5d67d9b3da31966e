"""What stands on a printed page beside its stories: the folio, the editors' names, the weather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.interface import message
from generator.views.doubts import name_lines

if TYPE_CHECKING:
    from generator.digest import PageRecords
    from generator.views.edition import Edition
    from generator.views.phrase import Phrase

KINDS = {
    "folio": message("folio"),
    "editors": message("names of the page’s editors"),
    "weather": message("weather"),
    "navigation": message("signposts to other pages"),
    "advertisement": message("advertisement"),
    "label": message("labels"),
    "noise": message("stray lines"),
}


class Piece(Struct, frozen=True):
    """One piece of furniture, as printed."""

    text: Phrase
    lines: str
    """``lines 3–4``."""


class Furniture(Struct, frozen=True):
    """Everything on a printed page that is no story."""

    summary: str
    """``Also on the page: folio, weather``."""
    pieces: tuple[Piece, ...]


def find_furniture(edition: Edition, page: PageRecords) -> Furniture | None:
    """List a page's furniture in printed order, ``None`` where there is none."""
    words, lang = edition.words, page.records[0].lang
    printed = sorted(edition.digest.shelf.furniture(page.id), key=lambda piece: piece.lines)
    if not printed:
        return None
    kinds = dict.fromkeys(words(KINDS[piece.kind]) for piece in printed)
    return Furniture(
        words.fill("Also on the page: %(what)s", what=words(", ").join(kinds)),
        tuple(Piece(edition.phrase(piece.text, lang), name_lines(piece.lines, words)) for piece in printed),
    )
