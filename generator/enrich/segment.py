"""Words of a text: jieba, loaded when the first text must be cut, with its cache in a private folder.

In come text, the lexicon and the folder of the build's cache; out go tokens. The tokenizer is our own instance:
what we teach it (places, the domain dictionary) no one else sees. One is kept, for the lexicon that was asked last.
"""

from __future__ import annotations

import os
import stat
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from generator.enrich.kinds import find_kind
from generator.errors import LexiconError, Location

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.enrich.kinds import Kind
    from generator.lexicon import Lexicon

DOMAIN, LONG_PLACE, SHORT_PLACE = 3000, 500, 50
"""Counts given to words that jieba doesn't have: a domain word wins over its parts, a short place name only just."""
SILENT = 100


class Tokenizer(Protocol):
    """What we use of ``jieba.Tokenizer``."""

    FREQ: dict[str, int]
    tmp_dir: str | None

    def initialize(self) -> None:
        """Read the dictionary."""

    def add_word(self, word: str, freq: int) -> None:
        """Teach a word."""

    def lcut(self, sentence: str, cut_all: bool, HMM: bool) -> list[str]:  # noqa: FBT001, N803 - jieba's own names
        """Cut a text."""


@dataclass(frozen=True, slots=True)
class Segmenter:
    """jieba that knows a lexicon's places and words."""

    lexicon: Lexicon
    folder: Path
    tokenizer: Tokenizer
    places: frozenset[str]
    kinds: dict[str, Kind | None] = field(default_factory=dict)
    """Of the tokens that were met."""

    def cut(self, text: str) -> list[str]:
        """Cut text into tokens; together they are the text."""
        return self.tokenizer.lcut(text, cut_all=False, HMM=False)

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
    return _held[0]


def _same(one: Lexicon, other: Lexicon) -> bool:
    return one is other or (one.vocabulary == other.vocabulary and one.gazetteer.names == other.gazetteer.names)


def _load(lexicon: Lexicon, cache: Path) -> Segmenter:
    tokenizer = _new_tokenizer(cache)
    places = lexicon.gazetteer.names
    _teach(tokenizer, (place for place in places if len(place) > 2), LONG_PLACE)
    _teach(tokenizer, (place for place in places if len(place) == 2), SHORT_PLACE)
    _teach(tokenizer, sorted(lexicon.vocabulary.words | lexicon.vocabulary.merges.keys()), DOMAIN)
    return Segmenter(lexicon, cache, tokenizer, frozenset(places))


def _teach(tokenizer: Tokenizer, words: Iterable[str], count: int) -> None:
    for word in words:
        known = tokenizer.FREQ.get(word, 0)
        if known == 0 or (len(word) > 2 and known < count):
            tokenizer.add_word(word, count)


def _new_tokenizer(cache: Path) -> Tokenizer:
    with warnings.catch_warnings():  # jieba's own source warns when it is compiled
        warnings.simplefilter("ignore")
        import jieba  # type: ignore[import-untyped] # noqa: PLC0415 - 1.6 s, only when a text must be cut
    jieba.setLogLevel(SILENT)
    tokenizer: Tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(private_folder(cache / f"jieba-{jieba.__version__}"))
    tokenizer.initialize()
    return tokenizer


def private_folder(folder: Path) -> Path:
    """Make a folder that no one else can write to, and drop from it what someone else left there.

    jieba obeys whatever dictionary it finds in its cache.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder.lstat()) or folder.is_symlink():
            raise LexiconError(
                "cache-not-ours",
                Location(str(folder)),
                "the folder belongs to someone else",
                "choose another cache folder",
            )
        folder.chmod(0o700)
        for file in sorted(folder.iterdir()):
            if not stat.S_ISREG(file.lstat().st_mode) or not _is_ours(file.lstat()):
                file.unlink()
    except OSError as err:
        raise LexiconError(
            "cache-unwritable",
            Location(str(folder)),
            f"no cache can be kept here: {err.strerror}",
            "choose another cache folder",
        ) from err
    return folder


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
