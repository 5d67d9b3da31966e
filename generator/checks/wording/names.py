"""Persons and places in a translation: by which name each is called there.

A byline is a name and nothing else. A person in a text is called by one of the names in its translation; by which, the
other texts tell that name the same person. A place is looked for under the names that the gazetteer has for it.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from generator.checks.wording.spelling import find_names, find_words, fold, is_alike, key_of
from generator.enrich.persons import find_persons
from generator.labels import is_generic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.wording.pairs import Pair
    from generator.lexicon import Gazetteer
    from generator.model import Place, Record

MOST = 4
"""Names in a text, of which one may be the person's; with more of them nothing is known."""
_BYLINE = re.compile(r"b\d+")
_RANKS = re.compile(
    r"\s(?:Autonomous )?"
    r"(?:County|District|City|Prefecture|Township|Town|Village|Subdistrict|Province|Region|Banner|League)$"
)
LEAST = 4
"""Letters of a place's name, from which on a slip can be told from another name."""


def find_whole(pair: Pair) -> str | None:
    """Say what an entry is, if it's wholly a name or a term that should be said the same everywhere."""
    if _BYLINE.fullmatch(pair.unit):
        return "name"
    return "term" if pair.unit == "rubric" or (pair.unit == "headline" and is_generic(pair.source)) else None


class Named:
    """Whom and what a story names; a class because persons are looked for only where a translation has names."""

    def __init__(self, record: Record, gazetteer: Gazetteer) -> None:
        self._record = record
        self.places = _find_places(record, gazetteer)
        """The places of the story, and those above them, that have an English name."""

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """The persons that the story names, none of them a piece of another."""
        names = [name for name in find_persons(self._record.article) if len(name) > 2]
        return tuple(name for name in names if not any(name in other and name != other for other in names))


def note_persons(pair: Pair, named: Named) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each person of a text, with the names in the translation of which one is theirs."""
    names = find_names(pair.target)
    if 0 < len(names) <= MOST:
        for person in named.persons:
            if person in pair.source:
                yield person, names


def note_places(pair: Pair, places: tuple[Place, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each place of a text that the translation calls otherwise than the site does, and both names."""
    for place in places:
        if place.name in pair.source or (place.short is not None and place.short in pair.source):
            name = _forms(place)[0]
            if name not in pair.target:
                found = _find_place(pair.target, place)
                if found is not None and key_of(found) != key_of(name):
                    yield place.name, (name, found)


def _find_places(record: Record, gazetteer: Gazetteer) -> tuple[Place, ...]:
    found = {place.code: place for region in record.regions for place in gazetteer.chain(region.code)}
    return tuple(place for place in found.values() if place.english is not None)


def _find_place(target: str, place: Place) -> str | None:
    folded = fold(target)
    forms = _forms(place)
    for form in forms:
        at = _find_word(folded, fold(form))
        if at is not None:
            return target[at : at + len(form)]
    if len(forms[0]) < LEAST or " " in forms[0]:
        return None
    return next((word for word in find_words(target) if is_alike(forms[0], word)), None)


def _find_word(text: str, word: str) -> int | None:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return at
        at = text.find(word, at + 1)
    return None


@lru_cache(maxsize=4096)
def _forms(place: Place) -> tuple[str, ...]:
    """The names of a place in Latin letters without its rank, the gazetteer's own first."""
    names = [place.english or "", *(alias for alias in place.aliases if fold(alias).isascii())]
    return tuple(dict.fromkeys(name if name == "City" else _RANKS.sub("", name) for name in names))
