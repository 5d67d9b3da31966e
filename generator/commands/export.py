"""``export``: what the site would publish, as one file of data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import prepare
from generator.commands import Outcome
from generator.views.export import CSV_PATH, JSON_PATH

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.progress import Progress

_PATHS = {"json": JSON_PATH, "csv": CSV_PATH}


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Write the articles as JSON or CSV, to stdout or to a file."""
    prepared = prepare(config, progress)
    content = prepared.files[_PATHS[args.format]]
    problems = tuple(prepared.problems)
    if args.to is None:
        return Outcome(content=content, problems=problems)
    Path(args.to).write_bytes(content)
    return Outcome(f"wrote {args.to}", {"to": args.to, "bytes": len(content)}, problems)
