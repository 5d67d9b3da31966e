"""``check``: everything but publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.build import prepare
from generator.commands import Outcome, plural

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.progress import Progress


def run(config: Config, _args: Namespace, progress: Progress) -> Outcome:
    """Plan, render and check the site in memory, and say what is wrong or doubtful."""
    prepared = prepare(config, progress)
    errors = sum(problem.severity == "error" for problem in prepared.problems)
    doubts = len(prepared.problems) - errors
    text = f"{plural(len(prepared.files), 'file')} checked: {plural(errors, 'error')}, {plural(doubts, 'doubt')}"
    return Outcome(text, {"files": len(prepared.files), "errors": errors, "doubts": doubts}, tuple(prepared.problems))
