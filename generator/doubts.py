"""The kinds of doubts that a project may leave aside (``ignore`` in ``digest.yaml``), and what is left of some.

What hangs on a whole build, such as a translation that belongs to no record, is no kind of these: it is always told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.errors import Problem

GUESSES = (
    "astray",
    "boundary-guessed",
    "caption-moved",
    "duplicate",
    "fragment",
    "gap",
    "head-missing",
    "joined",
    "jump",
    "middle-missing",
    "tail-missing",
    "tail-moved",
    "title-guessed",
    "unsure",
    "unwrapped",
)
"""What the parser was not sure of, and what the dump has lost."""
RECORDS = ("body-missing", "byline-odd", "dates-mixed", "headline-missing", "tag-odd", "told-twice")
"""What stands in records."""
FIGURES = ("number-added", "number-differs", "number-missing", "unit-differs")
"""Figures of one text and its translation."""
RENDERINGS = ("name-spelled-twice", "term-ignored", "term-rendered-twice")
"""How names and terms are said."""
KINDS = (*GUESSES, *RECORDS, *FIGURES, *RENDERINGS)


def heed(doubts: Iterable[Problem], ignored: Iterable[str]) -> Iterator[Problem]:
    """Yield the doubts that are not of a kind left aside."""
    left_aside = frozenset(ignored)
    return (doubt for doubt in doubts if doubt.code not in left_aside)
