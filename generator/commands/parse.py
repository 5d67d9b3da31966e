"""``parse``: raw pages to records, no site; or why a page is read as it is, and what people changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands import Outcome, plural
from generator.errors import SeedError
from generator.gather import find_doubts, gather
from generator.parse import explain
from generator.records import apply, diff
from generator.seeds import find_seeds, read_seed

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.progress import Progress


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Write the records, or show without writing."""
    if args.explain:
        return _explain(config, progress)
    if args.diff:
        return _diff(config, progress)
    return _parse(config, progress)


def _parse(config: Config, progress: Progress) -> Outcome:
    gathered = gather(config, progress)
    reconciled = gathered.reconciled
    problems = (*gathered.problems, *find_doubts(reconciled.records, config), *apply(reconciled))
    counts = {
        "pages": len(gathered.pages),
        "articles": len(reconciled.records),
        "written": len(reconciled.writes),
        "removed": len(reconciled.removals),
    }
    flow = f"{plural(counts['pages'], 'page')} → {plural(counts['articles'], 'article')}"
    return Outcome(f"{flow}: {counts['written']} records written, {counts['removed']} removed", dict(counts), problems)


def _diff(config: Config, progress: Progress) -> Outcome:
    gathered = gather(config, progress)
    fresh = {record.id: record for record in gathered.fresh}
    edited = [kept for kept in gathered.kept if kept.edited]
    found = {
        kept.path.as_posix(): diff(kept, fresh[kept.record.id])
        if kept.record.id in fresh
        else f"{kept.path.as_posix()}: the parser finds no such article now\n"
        for kept in edited
    }
    shown = "".join(text for text in found.values() if text).rstrip("\n")
    empty = "the edited records are as the parser reads them" if edited else "no record was edited"
    return Outcome(shown or empty, {"differences": found}, gathered.problems)


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
