"""A part of the archive → its drawers: what its stories say is taken in a few at a time, so that memory stays small."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from generator.search.grams import find_grams, make_drawers
from generator.search.spelling import spell
from generator.search.words import make_word_drawers, note_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.search.parts import Part

AT_ONCE = 64
"""Stories."""

Drawers = tuple[list[str], list[dict[str, str]]]
"""Of grams and of words."""


def fill_drawers(texts: Iterable[str], part: Part) -> Drawers:
    """Index what the stories of a part say, in their order."""
    grams, words, first = [], dict[str, list[int]](), 0
    given = iter(texts)
    while some := tuple(islice(given, AT_ONCE)):
        spelled = spell(some)
        grams.append(find_grams(spelled, first))
        note_words(words, spelled.words, first)
        first += len(some)
    return make_drawers(grams, part.bits), make_word_drawers(words, part.word_bits)
