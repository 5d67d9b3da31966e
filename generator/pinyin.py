"""How Chinese is read aloud, for learners: a text goes in, its pieces come out, each character with its syllable.

Where a character has several readings, dictionaries of phrases decide; a name is read as its own table or, a place, as
one of its spellings in the gazetteer has it: 昌都 is spelled Changdu. pypinyin is imported when the first is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.lexicon.tables import read_packaged, rows
from generator.slugs import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import Place

Piece = tuple[str, str | None]
"""A character and its syllable, with a tone mark; text of another script and ``None``."""
NAMES = (2, 3)
"""Characters of a name that begins with a surname of one."""
_LETTERS = re.compile(r"[^a-z]+")


def read_text(text: str, known: Mapping[str, Sequence[str]] | None = None) -> tuple[Piece, ...]:
    """Read a text aloud; ``known`` has the readings of names that stand in it."""
    found: list[Piece] = []
    end = 0
    for run in HAN_RUN.finditer(text):
        found += [(text[end : run.start()], None)] if run.start() > end else []
        found += _read_run(run[0], {**_words(), **(known or {})})
        end = run.end()
    return (*found, *([(text[end:], None)] if end < len(text) else ()))


@lru_cache(4096)
def read_person(name: str) -> tuple[Piece, ...]:
    """Read a person's name, a surname as it is read in one."""
    surname = _surnames().get(name[:1])
    if surname is None or len(name) not in NAMES or any(name.startswith(word) for word in _words()):
        return read_text(name)
    return ((name[0], surname), *read_text(name[1:]))


@lru_cache(4096)
def read_place(place: Place) -> tuple[Piece, ...]:
    """Read the name of a place as it is spelled in the gazetteer."""
    stem, syllables = _stem(place), spell_place(place)
    if syllables is None:
        return read_text(place.name)
    return (*zip(stem, syllables, strict=True), *read_text(place.name.removeprefix(stem)))


def spell_place(place: Place) -> tuple[str, ...] | None:
    """Give the syllables of a place's name, without its rank, that a spelling of it is made of, if one is pinyin."""
    stem = _stem(place)
    if stem in _words() or not HAN_RUN.fullmatch(stem) or not place.name.startswith(stem):
        return None
    options = [_readings(character, first) for character, (_, first) in zip(stem, read_text(stem), strict=True)]
    for spelling in (place.slug, *filter(None, (place.english,)), *place.aliases):
        found = _fit(_plain(spelling), options)
        if found is not None:
            return found
    return None


def _stem(place: Place) -> str:
    """The short name; a name of two characters has none, 浚县."""
    return place.short or place.name[:-1]


def _fit(letters: str, options: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Choose one reading a character so that they begin the letters of a name and end where a word for its rank may."""
    if not options:
        return () if letters in _RANKS else None
    for reading in options[0]:
        plain = _plain(reading)
        if plain and letters.startswith(plain):
            rest = _fit(letters.removeprefix(plain), options[1:])
            if rest is not None:
                return (reading, *rest)
    return None


_RANKS = frozenset({"", "county", "city", "district", "town", "township", "prefecture", "province", "banner"})


def _plain(text: str) -> str:
    """``Lǜ’ān`` → ``luan``."""
    return _LETTERS.sub("", unicodedata.normalize("NFKD", text).casefold())


def _readings(character: str, first: str | None) -> tuple[str, ...]:
    """Give all readings of a character, the likeliest first and a light one, as 子 has in words, last."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - 0.2 s, only for those who want it

    every = filter(None, (first, *PINYIN_DICT.get(ord(character), "").split(",")))
    return tuple(sorted(dict.fromkeys(every), key=str.isascii))


def _read_run(run: str, known: Mapping[str, Sequence[str]]) -> Iterator[Piece]:
    """Read a run of Han: what is known as it is known, and what stands between as the dictionaries have it."""
    at = 0
    for found in _pattern(tuple(known)).finditer(run):
        yield from _look_up(run[at : found.start()])
        yield from zip(found[0], known[found[0]], strict=True)
        at = found.end()
    yield from _look_up(run[at:])


@lru_cache(256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@lru_cache(8192)
def _look_up(run: str) -> tuple[Piece, ...]:
    if not run:
        return ()
    from pypinyin import Style, pinyin  # noqa: PLC0415 - as above

    read = [each[0] for each in pinyin(run, style=Style.TONE)]
    # What it has no reading for comes back as it is.
    aligned = read if len(read) == len(run) else list(run)
    return tuple((one, None if one == syllable else syllable) for one, syllable in zip(run, aligned, strict=True))


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in _table() if len(row) == 2}


@cache
def _surnames() -> Mapping[str, str]:
    return {row[0]: row[1] for row in _table() if len(row) == 3}


def _table() -> Iterable[tuple[str, ...]]:
    return [columns for _, columns in rows(read_packaged("readings.tsv"))]
