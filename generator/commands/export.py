"""``export``: what the site would publish, as one file of data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import Outcome
from generator.prepare import gather_records, make_digest, with_desk
from generator.views.export import dumps_csv, dumps_json

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from generator.config import Config
    from generator.digest import Digest
    from generator.errors import Problem
    from generator.prepare import Desk
    from generator.progress import Progress

_DUMPS = {"json": dumps_json, "csv": dumps_csv}


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Write the articles as JSON or CSV, to stdout or to a file."""
    content, problems = with_desk(config, progress, partial(_write, _DUMPS[args.format]))
    if args.to is None:
        return Outcome(content=content, problems=problems)
    Path(args.to).write_bytes(content)
    return Outcome(f"wrote {args.to}", {"to": args.to, "bytes": len(content)}, problems)


def _write(dumps: Callable[[Digest, Config], str], desk: Desk) -> tuple[bytes, tuple[Problem, ...]]:
    gathered = gather_records(desk)
    return dumps(make_digest(desk, gathered), desk.config).encode(), gathered.problems
