"""``review``: the records that deserve a look, most doubtful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.briefs import make_brief
from generator.checks import check_doubles, check_records
from generator.commands import Outcome, plural
from generator.doubts import heed
from generator.errors import Location
from generator.invocation import command
from generator.records import read_records
from generator.translate import Translations

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.config import Config
    from generator.errors import Problem
    from generator.model import Record
    from generator.progress import Progress
    from generator.records import Kept

CERTAIN = 0.9
"""Guesses surer than this are listed with ``--all`` only."""


class Entry(Struct, frozen=True):
    """One record and why a person should look at it."""

    record: Record
    path: str
    certainty: float
    """Of its least certain part."""
    reasons: tuple[str, ...]
    """``file:line: reason``, in the order of the raw page."""


def run(config: Config, args: Namespace, _progress: Progress) -> Outcome:
    """List the records as they stand on disk."""
    kept, problems = read_records(config.records)
    entries = rank(kept, config.records, 1.0 if args.all else CERTAIN, config.ignore)
    lines = [line for entry in entries for line in _lines(entry)]
    lines.append(
        f"{plural(len(entries), 'record')} of {len(kept)} to look at"
        if kept
        else f"no records yet: run {command('build')}"
    )
    return Outcome("\n".join(lines), {"records": [_flat(entry) for entry in entries]}, problems)


def rank(kept: Sequence[Kept], folder: Path, limit: float = CERTAIN, ignored: tuple[str, ...] = ()) -> list[Entry]:
    """Find the records with a doubt or with a guess up to ``limit``, the least certain first; some kinds left aside."""
    single = {item.record.id: set(heed(check_records([item.record], folder), ignored)) for item in kept}
    briefs = (make_brief(item.record, Translations(), ()) for item in kept)
    together = check_records([item.record for item in kept], folder)
    across = set(heed((*check_doubles(briefs, folder), *together), ignored))
    across.difference_update(*single.values())
    guesses = [_guesses(item.record, limit, ignored) for item in kept]
    found = [
        _entry(item, single[item.record.id] | _touching(item.record, across), unsure)
        for item, unsure in zip(kept, guesses, strict=True)
    ]
    return sorted((entry for entry in found if entry.reasons), key=lambda entry: (entry.certainty, entry.path))


def _touching(record: Record, problems: Iterable[Problem]) -> set[Problem]:
    """Pick the doubts about several records that are told at a place of this one."""
    source = record.article.source
    places = {Location(source.file, line) for first, last in source.lines for line in range(first, last + 1)}
    return {problem for problem in problems if problem.location in places}


def _entry(kept: Kept, doubts: Iterable[Problem], guesses: Iterable[tuple[int, str]]) -> Entry:
    article = kept.record.article
    told = [(doubt.location.line or 0, f"{doubt.location}: {doubt.message} [{doubt.code}]") for doubt in doubts]
    reasons = dict.fromkeys(text for _, text in sorted([*told, *guesses]))
    certainty = min([article.confidence, *(flag.confidence for flag in article.flags)])
    return Entry(kept.record, kept.path.as_posix(), certainty, tuple(reasons))


def _guesses(record: Record, limit: float, ignored: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    file = record.article.source.file
    for flag in record.article.flags:
        if flag.confidence <= limit and flag.code not in ignored:
            line = flag.lines[0][0] if flag.lines else 0
            yield line, f"{file}:{line}: {flag.reason} (confidence {flag.confidence:.2f}) [{flag.code}]"


def _lines(entry: Entry) -> Iterator[str]:
    headline = entry.record.article.headline
    yield f"{entry.path}  {entry.certainty:.2f}  {headline.text if headline else '(no headline)'}"
    yield from (f"  {reason}" for reason in entry.reasons)


def _flat(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.record.id,
        "path": entry.path,
        "certainty": entry.certainty,
        "reasons": list(entry.reasons),
    }
