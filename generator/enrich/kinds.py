"""What a token may be to a story: a word of the domain dictionary, a common noun, or nothing that makes a tag.

In come a token, the vocabulary and the names of places; out goes its kind. How often and where it stands is counted
in ``candidates``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.lexicon import Vocabulary

Kind = Literal["word", "pair", "noun"]
"""Out of the domain dictionary; two nouns that stand together again and again; out of the packaged nouns."""

TOO_USUAL = 5.6
"""Nouns of the packaged list below this rarity are in every paper."""
OFFICES = ("局", "厅", "委", "委员会", "办公室", "领导小组", "政府", "部", "署", "社")
"""A body acts in a story; it is seldom its subject."""
PERSON = re.compile(r"副.+|.+[长员者们师]")
"""A noun for people by their post or their doing."""
THING = re.compile(r".[子里头]")
"""本子, 县里, 村头: a thing of every day, or a whereabouts."""


def find_kind(token: str, vocabulary: Vocabulary, places: frozenset[str]) -> Kind | None:
    """Say whether a token may be a tag, and as what."""
    if len(token) < 2 or token in vocabulary.stops:
        return None
    if token in vocabulary.words or token in vocabulary.merges:
        return "word"
    rarity = vocabulary.rarity(token)
    if rarity is None or rarity < TOO_USUAL or token in places:
        return None
    if token.endswith(OFFICES) or THING.fullmatch(token) or PERSON.fullmatch(token):
        return None
    empty = len(token) == 4 and {token[:2], token[2:]} <= vocabulary.stops  # 社区服务
    return None if empty else "noun"
