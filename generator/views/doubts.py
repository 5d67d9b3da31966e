"""What is missing or uncertain about a story, in words that a reader understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.interface import message

if TYPE_CHECKING:
    from generator.interface import Interface
    from generator.model import Flag, Record, Spans

STATUSES = {
    "head-missing": message("The opening of this story is not on the printed page we have."),
    "middle-missing": message("A passage in the middle of this story is not on the printed page we have."),
    "tail-missing": message("The end of this story is not on the printed page we have."),
    "fragment": message("This is a fragment: the rest of the story is not on the printed page we have."),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One join or guess that a person can check."""

    reason: str
    lines: str | None
    certainty: str
    """``87 %``."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the reader should know, and what the careful one can check."""

    missing: str | None
    guesses: tuple[Doubt, ...]
    summary: str | None
    """How many guesses there are, ``None`` where there are none."""


def find_doubts(record: Record, words: Interface) -> Doubts:
    """Say what is missing and which guesses were made."""
    article = record.article
    status = STATUSES.get(article.status)
    guesses = tuple(_doubt(flag, words) for flag in article.flags)
    return Doubts(
        missing=None if status is None else words(status),
        guesses=guesses,
        summary=words.count("%(n)s guess was made in reading it", "%(n)s guesses were made in reading it", len(guesses))
        if guesses
        else None,
    )


def spans_of(lines: Spans) -> str:
    """``((3, 11), (20, 20))`` → ``3–11, 20``."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in lines)


def _doubt(flag: Flag, words: Interface) -> Doubt:
    lines = words.fill("lines %(lines)s", lines=spans_of(flag.lines)) if flag.lines else None
    return Doubt(words(flag.reason), lines, f"{flag.confidence:.0%}")
