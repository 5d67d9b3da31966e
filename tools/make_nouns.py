"""Remake ``generator/data/nouns.txt`` from the dictionary and the inverse document frequencies of PyPI jieba (MIT).

Kept are words of two to eight Han characters that jieba calls a common noun, and that stand in at least three of the
documents that it counted; names of persons, places, bodies and brands are left out. One line a rarity (the natural
logarithm of all documents by those with the word, one decimal): the rarity, then its words. A ``*`` behind a word says
that a more usual word, or one of the domain dictionary, is written the same in pinyin: its slug gets a mark of its own.
Run: ``PYTHONPATH=. python -W ignore tools/make_nouns.py > generator/data/nouns.txt``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

RAREST = 12.81
NOUN = "n"
HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")


def main() -> None:
    """Write the list to stdout."""
    jieba = files("jieba")
    tags = {word: tag for word, _, tag in map(str.split, _lines(jieba.joinpath("dict.txt")))}
    rarities = {word: float(rarity) for word, rarity in map(str.split, _lines(jieba.joinpath("analyse", "idf.txt")))}
    nouns = {
        word: rarity
        for word, rarity in rarities.items()
        if rarity <= RAREST and tags.get(word) == NOUN and HAN_WORD.fullmatch(word)
    }
    marked = _find_homophones(nouns)
    lines: dict[str, list[str]] = defaultdict(list)
    for word, weight in nouns.items():
        lines[f"{weight:.1f}"].append(word + "*" * (word in marked))
    sys.stdout.write(
        "# Nouns by rarity, from jieba 0.42.1 (MIT, Sun Junyi, https://github.com/fxsjy/jieba); "
        "made by tools/make_nouns.py\n"
    )
    for rarity in sorted(lines, key=float):
        sys.stdout.write(f"{rarity} {' '.join(sorted(lines[rarity]))}\n")


def _lines(source: Traversable) -> list[str]:
    return source.read_text(encoding="utf-8").splitlines()


def _find_homophones(nouns: dict[str, float]) -> set[str]:
    words = [line.split("\t")[0] for line in _lines(files("generator").joinpath("data", "words.tsv"))]
    ranks = {word: -1.0 for word in words if word and not word.startswith("#")}
    ranks = {**nouns, **ranks}
    taken: set[str] = set()
    marked = set()
    for word in sorted(ranks, key=lambda word: (ranks[word], word)):
        sound = " ".join(lazy_pinyin(word))
        if sound in taken and word in nouns:
            marked.add(word)
        taken.add(sound)
    return marked


if __name__ == "__main__":
    main()
