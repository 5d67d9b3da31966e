"""Which stories have which words in letters: words go in story by story, drawers of words come out.

A word lies in the drawer that its first four letters name, so that who types the beginning of a word opens one drawer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.search.coding import encode_rising

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STEM = 4
"""Letters that name the drawer; a shorter word is found only as a whole."""


def note_words(stories: dict[str, list[int]], words: Iterable[Iterable[str]], first: int) -> None:
    """Note for each word which stories have it; these are counted from ``first``."""
    for number, said in enumerate(words, first):
        for word in said:
            known = stories.get(word)
            if known is None:
                stories[word] = [number]
            else:
                known.append(number)


def make_word_drawers(stories: Mapping[str, Sequence[int]], bits: int) -> list[dict[str, str]]:
    """Lay words into ``2 ** bits`` drawers, each with its stories as rising numbers."""
    drawers: list[dict[str, str]] = [{} for _ in range(1 << bits)]
    for word in sorted(stories):
        drawers[find_drawer(word[:STEM], bits)][word] = encode_rising(stories[word])
    return drawers


@lru_cache(maxsize=1 << 16)
def find_drawer(stem: str, bits: int) -> int:
    """Name the drawer of the words that begin with these letters."""
    found = 0x811C9DC5
    for letter in stem:
        found = (found ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return (found ^ found >> 15) & ((1 << bits) - 1)
