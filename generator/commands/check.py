"""``check``: everything but publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands import Outcome, plural
from generator.prepare import gather_records, make_site, with_desk

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.prepare import Desk
    from generator.progress import Progress


def run(config: Config, _args: Namespace, progress: Progress) -> Outcome:
    """Plan, render and check the whole site without writing it, and say what is wrong or doubtful."""
    return with_desk(config, progress, _check)


def _check(desk: Desk) -> Outcome:
    prepared = make_site(desk, gather_records(desk), None)
    files = len(prepared.site.wanted)
    errors = sum(problem.severity == "error" for problem in prepared.problems)
    doubts = sum(problem.severity == "doubt" for problem in prepared.problems)
    text = f"{plural(files, 'file')} checked: {plural(errors, 'error')}, {plural(doubts, 'doubt')}"
    return Outcome(text, {"files": files, "errors": errors, "doubts": doubts}, prepared.problems)
