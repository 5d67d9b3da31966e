"""Words of a text, and what each may be to a story; the tokenizer is loaded when the first text must be cut.

In come text, the lexicon and the folder of the build's cache; out go tokens and their kinds. One tokenizer is kept, for
the lexicon that was asked last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.enrich.kinds import find_kind
from generator.enrich.tokenizers import load_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from generator.enrich.kinds import Kind
    from generator.enrich.tokenizers import Cut, Lesson
    from generator.lexicon import Lexicon

DOMAIN, LONG_PLACE, SHORT_PLACE = 3000, 500, 50
"""Counts given to words that the tokenizer doesn't have: a domain word wins over its parts, a short name only just."""


class Segmenter(Struct, frozen=True):
    """A tokenizer that knows a lexicon's places and words."""

    lexicon: Lexicon
    folder: Path
    cut: Cut
    """Cuts a text into tokens; together they are the text."""
    places: frozenset[str]
    kinds: dict[str, Kind | None] = field(default_factory=dict)
    """Of the tokens that were met."""

    def kind(self, token: str) -> Kind | None:
        """Say whether a token may be a tag, and as what."""
        if token not in self.kinds:
            self.kinds[token] = find_kind(token, self.lexicon.vocabulary, self.places)
        return self.kinds[token]


_held: list[Segmenter] = []


def find_segmenter(lexicon: Lexicon, cache: Path) -> Segmenter:
    """Give the tokenizer for a lexicon: the one in hand, or a new one."""
    if not _held or _held[0].folder != cache or not _same(_held[0].lexicon, lexicon):
        _held[:] = [_load(lexicon, cache)]
    elif _held[0].lexicon is not lexicon:  # alike: the next time that is seen at once
        _held[:] = [replace(_held[0], lexicon=lexicon)]
    return _held[0]


def _same(one: Lexicon, other: Lexicon) -> bool:
    return one is other or (one.vocabulary == other.vocabulary and one.gazetteer.names == other.gazetteer.names)


def _load(lexicon: Lexicon, cache: Path) -> Segmenter:
    return Segmenter(lexicon, cache, load_tokenizer(lessons_of(lexicon), cache), frozenset(lexicon.gazetteer.names))


def lessons_of(lexicon: Lexicon) -> list[Lesson]:
    """List what a tokenizer has to learn of a lexicon: its places and the words of the domain."""
    places = lexicon.gazetteer.names
    return [
        *((place, LONG_PLACE) for place in places if len(place) > 2),
        *((place, SHORT_PLACE) for place in places if len(place) == 2),
        *((word, DOMAIN) for word in sorted(lexicon.vocabulary.words | lexicon.vocabulary.merges.keys())),
    ]
