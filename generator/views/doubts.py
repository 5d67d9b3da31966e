"""What is missing or uncertain about a story, in words that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.interface import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.interface import Interface
    from generator.model import Flag, Record, Spans

STATUSES = {
    "head-missing": message("The opening of this story is not on the printed page we have."),
    "middle-missing": message("A passage in the middle of this story is not on the printed page we have."),
    "tail-missing": message("The end of this story is not on the printed page we have."),
    "fragment": message("This is a fragment: the rest of the story is not on the printed page we have."),
}
KINDS = {
    "joined": message("Joined across column breaks"),
    "unwrapped": message("Fixed-width line breaks undone"),
    "tail-moved": message("End brought back from under another story"),
    "caption-moved": message("Caption brought back from under another story"),
    "gap": message("A passage may be missing"),
    "head-missing": message("Opening missing"),
    "tail-missing": message("End missing"),
    "fragment": message("Fragment"),
    "astray": message("These lines may belong to another story"),
    "boundary-guessed": message("Where this story begins is a guess"),
    "title-guessed": message("Which line is the headline is a guess"),
    "duplicate": message("Printed twice on the page"),
    "jump": message("Runs on to or from another page"),
}
"""What a flag's code means."""
UNKNOWN = message("Uncertain")
"""Of a code that is not here the reason tells more."""
MOST_SPANS = 8
"""Runs of lines that are named one by one; of more, only where they begin and end."""


class Doubt(Struct, frozen=True):
    """What was guessed in one way, for a person to check."""

    told: str
    """``Joined across column breaks: lines 21–23, 59–61``."""
    reason: str
    """Why, in one clause or several."""
    certainty: str
    """``certainty 87%``, ``certainty 85–97%``."""


class Doubts(Struct, frozen=True):
    """What the reader should know, and what the careful one can check."""

    missing: str | None
    moved: str | None
    """From where its end was brought back."""
    guesses: tuple[Doubt, ...]
    summary: str | None
    """How many guesses there are, ``None`` where there are none."""


def find_doubts(record: Record, words: Interface) -> Doubts:
    """Say what is missing and which guesses were made, those of one kind together."""
    article = record.article
    status = STATUSES.get(article.status)
    groups: dict[str, list[Flag]] = {}
    for flag in article.flags:
        groups.setdefault(flag.code, []).append(flag)
    return Doubts(
        missing=None if status is None else words(status),
        moved=_tell_moved(groups.get("tail-moved", ()), words),
        guesses=tuple(_doubt(flags, words) for flags in groups.values()),
        summary=words.count(
            "%(n)s guess was made in reading it", "%(n)s guesses were made in reading it", len(article.flags)
        )
        if article.flags
        else None,
    )


def _tell_moved(flags: Sequence[Flag], words: Interface) -> str | None:
    lines = _merge(span for flag in flags for span in flag.lines)
    if not lines:
        return None
    told = name_lines(lines, words)
    return words.fill("The end was re-attached from %(lines)s, where it stood under another story.", lines=told)


def spans_of(lines: Spans) -> str:
    """``((3, 11), (20, 20))`` → ``3–11, 20``."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in lines)


def name_lines(lines: Spans, words: Interface) -> str:
    """``lines 3–11, 20``, or ``line 20`` where there is but one."""
    if len(lines) == 1 and lines[0][0] == lines[0][1]:
        return words.fill("line %(line)s", line=lines[0][0])
    return words.fill("lines %(lines)s", lines=spans_of(lines))


def _doubt(flags: Sequence[Flag], words: Interface) -> Doubt:
    lines = _merge(span for flag in flags for span in flag.lines)
    reasons = [words(reason) for reason in dict.fromkeys(flag.reason for flag in flags)]
    kind = words(KINDS.get(flags[0].code, UNKNOWN))
    return Doubt(
        told=words.fill("%(what)s: %(lines)s", what=kind, lines=name_lines(lines, words)) if lines else kind,
        reason=words("; ").join(reasons),
        certainty=words.fill("certainty %(certainty)s", certainty=_certainty(flags)),
    )


def _merge(spans: Iterable[tuple[int, int]]) -> Spans:
    """Put runs of lines in order, those that touch or overlap into one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged) if len(merged) <= MOST_SPANS else ((merged[0][0], merged[-1][1]),)


def _certainty(flags: Sequence[Flag]) -> str:
    least, most = (f"{100 * pick(flag.confidence for flag in flags):.0f}" for pick in (min, max))
    return f"{most}%" if least == most else f"{least}–{most}%"
