"""Remake ``generator/data/bigrams.txt`` from the dictionary inside the PyPI package jieba (MIT).

One line a first character, followed by every second character that makes a common two-character word with it;
personal names are left out. Run: ``python tools/make_bigrams.py > generator/data/bigrams.txt``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from importlib.resources import files

LEAST = 50


def main() -> None:
    """Write the list to stdout."""
    seconds: dict[str, set[str]] = defaultdict(set)
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) == 2 and int(count) >= LEAST and not tag.startswith("nr"):
            seconds[word[0]].add(word[1])
    for first in sorted(seconds):
        sys.stdout.write(first + "".join(sorted(seconds[first])) + "\n")


if __name__ == "__main__":
    main()
