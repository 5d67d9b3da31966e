"""``parse``: raw pages to records, no site; or why a page is read as it is, and what people changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands import Outcome, plural
from generator.errors import SeedError
from generator.parse import explain
from generator.prepare import gather_records, settle_in_full, settle_records, with_desk
from generator.records import diff
from generator.seeds import find_seeds, read_seed

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from generator.config import Config
    from generator.prepare import Desk
    from generator.progress import Progress
    from generator.settle import Settled


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Write the records, or show without writing."""
    if args.explain:
        return _explain(config, progress)
    if args.diff:
        return _diff(config, progress)
    return _parse(config, progress)


def _parse(config: Config, progress: Progress) -> Outcome:
    return with_desk(config, progress, _write)


def _write(desk: Desk) -> Outcome:
    gathered = gather_records(desk)
    problems = (*gathered.problems, *settle_records(desk))
    counts = {
        "pages": gathered.pages,
        "articles": gathered.articles,
        "written": len(gathered.writes),
        "removed": len(gathered.removals),
    }
    flow = f"{plural(counts['pages'], 'page')} → {plural(counts['articles'], 'article')}"
    return Outcome(f"{flow}: {counts['written']} records written, {counts['removed']} removed", dict(counts), problems)


def _diff(config: Config, progress: Progress) -> Outcome:
    return with_desk(config, progress, _compare)


def _compare(desk: Desk) -> Outcome:
    gathered = gather_records(desk)
    found = dict(difference for settled in settle_in_full(desk) for difference in _differences(settled))
    shown = "".join(text for text in found.values() if text).rstrip("\n")
    empty = "the edited records are as the parser reads them" if found else "no record was edited"
    return Outcome(shown or empty, {"differences": found}, gathered.problems)


def _differences(settled: Settled) -> Iterator[tuple[str, str]]:
    fresh = {record.id: record for record in settled.fresh}
    for kept in settled.kept:
        path = kept.path.as_posix()
        if kept.edited and kept.record.id in fresh:
            yield path, diff(kept, fresh[kept.record.id])
        elif kept.edited:
            yield path, f"{path}: the parser finds no such article now\n"


def _explain(config: Config, progress: Progress) -> Outcome:
    seeds, problems = find_seeds(config.seeds)
    told: dict[str, str] = {}
    failed = list(problems)
    for number, seed in enumerate(seeds):
        progress("explain", number, len(seeds))
        try:
            told[seed.path.as_posix()] = explain(read_seed(seed, config))
        except SeedError as error:
            failed.append(error.problem)
    progress("explain", len(seeds), len(seeds))
    text = "\n\n".join(f"{path}\n{roles}" for path, roles in told.items())
    return Outcome(text, {"pages": dict(told)}, tuple(failed))
