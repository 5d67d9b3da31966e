"""What the lexicon knows of a text, as comments for its translator: a record and one of its units in, lines out.

``glossary: 驻村工作队 = village-based work team``, ``place: 安多县 = Amdo County``. The longest come first, a part of
one is not explained again, and there are no more than a handful. A name that several places have is explained only
where the record says which is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.lexicon.measures import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lexicon import Gazetteer, Glossary, Lexicon
    from generator.lexicon.spellings import Spelling
    from generator.model import Record
    from generator.units import Unit

MOST = 6
"""Hints of one unit."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u2066-\u2069]+")
"""What would end a comment's line or turn it round; the user's own terms may hold it."""


class Hints:
    """Terms and places, ready to be found in texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Collect terms and names, and build the one automaton that finds them all."""
        self._gazetteer = lexicon.gazetteer
        self._terms = dict(_telling(lexicon.glossary))
        self._places = _spelled(lexicon.gazetteer)
        self._names = tuple({**self._terms, **self._places})
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def find(self, record: Record, unit: Unit, lang: str) -> tuple[str, ...]:
        """Find what helps to translate a unit into a language; nothing for another kind of Chinese."""
        if not record.lang.startswith("zh") or lang.startswith("zh"):
            return ()
        aside = "" if lang.partition("-")[0] == "en" else " (English)"
        numbers = dict.fromkeys(number for number, _, _ in self._automaton.find_matches_as_indexes(unit.text))
        names = sorted((self._names[number] for number in numbers), key=len, reverse=True)
        hints: dict[str, str] = {}
        for name in names:
            hint = self._explain(name, record, aside)
            if hint is not None and not any(name in longer for longer in hints):
                hints[name] = hint
                if len(hints) == MOST:
                    break
        return tuple(hints.values())

    def _explain(self, name: str, record: Record, aside: str) -> str | None:
        term = self._terms.get(name)
        if term is not None:
            return f"glossary{aside}: {term}"
        meant = self._meant(self._places[name], record)
        place = None if meant is None else self._gazetteer.place(meant.code)
        return None if place is None or place.english is None else f"place{aside}: {_explained(name, place.english)}"

    def _meant(self, spellings: tuple[Spelling, ...], record: Record) -> Spelling | None:
        """Choose the place that the record tells of, else the only one there is, if its name is no ordinary word."""
        today = tuple(spelling for spelling in spellings if spelling.former is None)
        if not today:
            return None
        told = {code for region in record.regions for code in self._gazetteer.codes(region.code)}
        chosen = [spelling for spelling in today if spelling.code in told]
        if not chosen and len(today) == 1:
            caution = self._gazetteer.caution(today[0].code)
            chosen = [] if caution == "!" or (caution and not today[0].full) else [today[0]]
        return chosen[0] if len(chosen) == 1 else None


def _telling(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Leave out units, single characters and what is not Chinese: they stand everywhere and tell nothing.

    The others come with what is said of them.
    """
    units = read_units()
    for term, english in glossary.terms.items():
        if len(term) > 1 and not term.isascii() and units.get(term) != english:
            yield term, _explained(term, english)


def _spelled(gazetteer: Gazetteer) -> dict[str, tuple[Spelling, ...]]:
    return {name: spellings for name, spellings in gazetteer.spellings.known if len(name) > 1}


def _explained(name: str, english: str) -> str:
    return " ".join(_UNSEEN.sub(" ", f"{name} = {english}").split())
