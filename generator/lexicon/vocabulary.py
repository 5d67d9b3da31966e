"""Words: which make good tags, which make none, which are one tag under two names, and how rare each is.

In come the packaged ``words.tsv``, ``countries.tsv``, ``slogans.txt``, ``bland.txt``, ``stopwords.txt``,
``merges.tsv`` and ``nouns.txt``, and the user's ``words.txt``, ``stopwords.txt`` and ``merges.tsv`` (or
``merges.txt``) over them; out goes a Vocabulary. The nouns are 65,000 and are read when the first rarity is asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.errors import LexiconError, Location
from generator.lexicon.tables import packaged_rows, pairs, read_own, read_packaged, rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USUAL, RAREST = 9.0, 11.0
"""Rarity of a dictionary word that the packaged frequencies don't have, and the most that one can have."""
LONGEST = 20
WORD = re.compile(r"\S+")
STARRED = re.compile(r"(\w+)\*")
"""In ``nouns.txt``, a word that sounds like a more usual one."""


class Vocabulary(Struct, frozen=True):
    """What is known about words."""

    words: frozenset[str] = frozenset()
    """The domain dictionary."""
    countries: frozenset[str] = frozenset()
    """Among the words; tags only where a headline names them."""
    slogans: frozenset[str] = frozenset()
    """Among the words; tags only where a headline names them or a text comes back to them."""
    bland: frozenset[str] = frozenset()
    """Among the words; tags only where a headline names them or a text is full of them."""
    stops: frozenset[str] = frozenset()
    """Never tags."""
    merges: Mapping[str, str] = field(default_factory=dict)
    """Near-duplicates and the tag that they become."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Where the pinyin is taken by another word."""

    def rarity(self, term: str) -> float | None:
        """How rare a word is among documents: ln(all / those with it); None for what is no noun and no entry."""
        found = packaged_nouns().get(term)
        if term in self.words:
            return USUAL if found is None else min(found, RAREST)
        return found

    def homophone(self, term: str) -> bool:
        """Whether a more usual word is written the same in pinyin: 食物 and 实务."""
        return term in packaged_homophones() and term not in self.words

    def merged(self, term: str) -> str:
        """The tag that a word becomes: mostly itself."""
        return self.merges.get(term, term)


@cache
def packaged_nouns() -> dict[str, float]:
    """Read the nouns, each with its rarity."""
    nouns: dict[str, float] = {}
    for line in read_packaged("nouns.txt").splitlines():
        rarity, words = line.split(" ", 1)
        if rarity != "#":
            nouns.update(dict.fromkeys(words.replace("*", "").split(" "), float(rarity)))
    return nouns


@cache
def packaged_homophones() -> frozenset[str]:
    """Read the nouns that a more usual word sounds the same as."""
    return frozenset(STARRED.findall(read_packaged("nouns.txt")))


def read_vocabulary(folder: Path | None) -> Vocabulary:
    """Read the packaged words and the user's over them."""
    words = packaged_rows("words.tsv")
    countries = frozenset(columns[0] for columns in packaged_rows("countries.tsv"))
    stops = _words_in(read_packaged("stopwords.txt"))
    merges = {variant: tag for _, variant, tag in pairs(read_packaged("merges.tsv"), "merges.tsv", "variant and tag")}
    own = _own_words(folder)
    own_merges = _own_merges(folder)
    own_stops = frozenset() if folder is None else _words_in(read_own(folder / "stopwords.txt"))
    merges = {variant: tag for variant, tag in (merges | own_merges).items() if variant not in own - own_merges.keys()}
    return Vocabulary(
        words=(frozenset(columns[0] for columns in words) | countries | own | frozenset(own_merges.values()))
        - own_stops,
        countries=countries - own,
        slogans=_words_in(read_packaged("slogans.txt")) - own,
        bland=_words_in(read_packaged("bland.txt")) - own,
        stops=(stops - own) | own_stops,
        merges={variant: _follow(variant, merges) for variant in merges},
        slugs={columns[0]: columns[2] for columns in words if len(columns) > 2},
    )


def _words_in(text: str) -> frozenset[str]:
    return frozenset(word for _, columns in rows(text) for column in columns for word in WORD.findall(column))


def _own_words(folder: Path | None) -> frozenset[str]:
    if folder is None:
        return frozenset()
    path = folder / "words.txt"
    found = []
    for number, columns in rows(read_own(path)):
        if not 2 <= len(columns[0]) <= LONGEST or " " in columns[0]:
            raise LexiconError(
                "words-word",
                Location(str(path), number),
                f"{columns[0]!r} is not one word of 2 to {LONGEST} characters",
                "write one word a line, and its English behind a tab if you like",
            )
        found.append(columns[0])
    return frozenset(found)


def _own_merges(folder: Path | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in () if folder is None else (folder / "merges.tsv", folder / "merges.txt"):
        for number, variant, tag in pairs(read_own(path), str(path), "variant and tag"):
            if variant in (tag, _follow(tag, found)):
                raise LexiconError(
                    "merges-circle", Location(str(path), number), f"{variant} becomes itself", "take the line out"
                )
            found[variant] = tag
    return found


def _follow(word: str, merges: Mapping[str, str]) -> str:
    seen: list[str] = []
    while word in merges and word not in seen:
        seen.append(word)
        word = merges[word]
    return word
