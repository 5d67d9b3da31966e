"""``export``: what the site would publish, as one file of data, a database or a book."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.commands import Outcome
from generator.errors import ConfigError, Location
from generator.export.target import check_target, open_written, write_target
from generator.prepare import gather_records, make_digest, with_desk
from generator.rows import dumps_schema, lines_of_csv, lines_of_json, lines_of_jsonl, link_to, make_rows

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Mapping

    from generator.config import Config
    from generator.digest import Digest
    from generator.prepare import Desk
    from generator.progress import Progress

    Write = Callable[[Path], None]

STDOUT = "-"
ABOUT_BOOKS = ("issue", "region", "tag", "lang")
"""Flags that only a book has a use for."""


class Format(Struct, frozen=True):
    """One format that can be written."""

    write: Callable[[Path, Digest, Config, Namespace], None]
    is_ours: Callable[[bytes], bool]
    """Tells by its first bytes whether a file is one of these."""
    binary: bool = False


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Write the published stories to stdout or to a file."""
    _check_flags(args)
    target = None if args.to in {None, STDOUT} else Path(args.to)
    form = FORMATS.get(args.format)
    if target is not None and not args.force:
        check_target(target, _is_schema if form is None else form.is_ours)
    if form is None:
        return _deliver(target, partial(_write_text, dumps_schema(config)), Outcome())
    if target is None and form.binary and sys.stdout.isatty():
        message = f"{args.format} is no text for a terminal"
        raise ConfigError("export-terminal", Location("--to"), message, "name a file: --to FILE")
    return with_desk(config, progress, partial(_export, form, target, args))


def _export(form: Format, target: Path | None, args: Namespace, desk: Desk) -> Outcome:
    gathered = gather_records(desk)
    digest = make_digest(desk, gathered)

    def write(path: Path) -> None:
        form.write(path, digest, desk.config, args)

    return _deliver(target, write, Outcome(problems=gathered.problems))


def _deliver(target: Path | None, write: Write, outcome: Outcome) -> Outcome:
    if target is None:
        return Outcome(content=open_written(write), problems=outcome.problems)
    size = write_target(target, write)
    return Outcome(f"wrote {target}", {"to": str(target), "bytes": size}, outcome.problems)


def _check_flags(args: Namespace) -> None:
    """Refuse what a format has no use for, and a book of nothing or of several things."""
    given = [name for name in ABOUT_BOOKS if getattr(args, name) is not None]
    if args.format != "epub":
        if given:
            message = f"only a book has it, and this is {args.format}"
            raise ConfigError("export-flag", Location(f"--{given[0]}"), message, "leave it out, or export epub")
    elif len(set(given) - {"lang"}) != 1:
        message = f"found {' and '.join(f'--{name}' for name in given if name != 'lang') or 'none'}, expected one"
        hint = "say --issue PAPER/DATE, --region PLACE or --tag TAG"
        raise ConfigError("export-choice", Location("export epub"), message, hint)


# ---------------------------------------------------------------- the formats


def _write_json(path: Path, digest: Digest, config: Config, _args: Namespace) -> None:
    _write_lines(path, lines_of_json(make_rows(digest, config), link_to(config)))


def _write_csv(path: Path, digest: Digest, config: Config, _args: Namespace) -> None:
    _write_lines(path, lines_of_csv(make_rows(digest, config)))


def _write_jsonl(path: Path, digest: Digest, config: Config, _args: Namespace) -> None:
    _write_lines(path, lines_of_jsonl(make_rows(digest, config)))


def _write_sqlite(path: Path, digest: Digest, config: Config, _args: Namespace) -> None:
    from generator.export.database import write_database  # noqa: PLC0415 - each format loads what it needs

    write_database(path, digest, config)


def _write_epub(path: Path, digest: Digest, config: Config, args: Namespace) -> None:
    from generator.export.book import plan_book  # noqa: PLC0415 - as above
    from generator.export.choice import choose  # noqa: PLC0415 - as above
    from generator.export.epub import write_epub  # noqa: PLC0415 - as above

    kind = next(name for name in ("issue", "region", "tag") if getattr(args, name) is not None)
    choice = choose(kind, getattr(args, kind), digest)
    write_epub(path, plan_book(choice, digest, config, args.lang), config)


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _is_database(head: bytes) -> bool:
    from generator.export.database import is_database  # noqa: PLC0415 - as above

    return is_database(head)


def _is_book(head: bytes) -> bool:
    from generator.export.epub import is_book  # noqa: PLC0415 - as above

    return is_book(head)


def _is_schema(head: bytes) -> bool:
    return head.startswith(dumps_schema().encode()[:50])


FORMATS: Mapping[str, Format] = {
    "json": Format(_write_json, lambda head: head.startswith(b'{"schema": 1, ')),
    "csv": Format(_write_csv, lambda head: head.startswith('\ufeff"id","lang","genre",'.encode())),
    "jsonl": Format(_write_jsonl, lambda head: head.startswith(b'{"id":"') and b'"lang":"' in head),
    "sqlite": Format(_write_sqlite, _is_database, binary=True),
    "epub": Format(_write_epub, _is_book, binary=True),
}
"""All formats that need the digest; ``schema`` needs nothing."""
