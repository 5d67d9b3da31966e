"""Arguments → Config → command; the only place that prints and that ends the program.

stdout carries results, stderr progress and problems. Exit status: 0 fine, 1 problems found or the work failed,
2 the command or its settings are wrong, 130 interrupted, 143 terminated. A command's module is imported when it runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import signal
import sys
from contextlib import contextmanager
from importlib import import_module
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, cast

from generator import __version__
from generator.config import read_config
from generator.errors import BaozhaiError, ConfigError, Location, Problem, visible
from generator.progress import Bar
from generator.terminal import tell_all, tell_few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from generator.commands import Outcome
    from generator.config import Config
    from generator.progress import Progress

    Command = Callable[[Config, argparse.Namespace, Progress], Outcome]

PATIENT = (1_000_000, 20, 50)
"""Nearly nothing that is made here goes in circles: looking for circles often costs a tenth of a build."""

FINE, FOUND, USAGE, INTERRUPTED = 0, 1, 2, 130
STOPPED = 128
"""And the number of the signal."""
STOPS = {"SIGTERM": "terminated", "SIGHUP": "hung up"}
"""What ends the program as Ctrl-C does, so that it clears up; a system may lack some."""

COMMANDS = {
    "init": "write digest.yaml, seeds/ and .gitignore into a folder; nothing is overwritten",
    "build": "build the site from the raw pages",
    "serve": "show the site on this computer and rebuild it when something changes",
    "parse": "read the raw pages and write the records, no site",
    "review": "list the records that a person should look at, most doubtful first",
    "check": "do everything but publish, and say what is wrong or doubtful",
    "translate": "bring the translators' PO files up to date, or show how far they are",
    "export": "write what is published as data (json, csv, jsonl, sqlite, schema) or as a book (epub)",
    "clean": "remove what this program wrote into the output folder, and the cache",
}
"""Every command, in the order of use, and its one line of help."""

TELLS_ALL = "check"
"""The command that tells every doubt, however many of one kind there are."""

FORMATS = ("json", "csv", "jsonl", "sqlite", "epub", "schema")
"""What ``export`` writes."""

_SETTINGS = (
    "config",
    "seeds",
    "records",
    "output",
    "templates",
    "static",
    "lexicon",
    "site_url",
    "executor",
    "strict",
    "json",
)
"""Flags that are settings; the rest are the command's own."""


class Stopped(BaseException):
    """Someone asked the program to end."""


def run() -> None:
    """Run the program: the console script's entry."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text files here
    gc.set_threshold(*PATIENT)
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking a large archive out of memory piece by piece takes as long as reading it in; the system does it at once.
    os._exit(status)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    try:
        args = make_parser().parse_args(argv)
    except SystemExit as stop:  # argparse has already said why
        return cast("int", stop.code or FINE)
    try:
        with _stoppable():
            return _run(args)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    except Stopped as stop:
        found = signal.Signals(stop.args[0])
        sys.stderr.write(f"{STOPS[found.name]}\n")
        return STOPPED + found
    except BrokenPipeError:  # the reader of our output has seen enough; don't fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn signals that would end the program at once into an exception; one that is ignored stays so."""
    known = (getattr(signal, name, None) for name in STOPS if current_thread() is main_thread())
    numbers = [number for number in known if number is not None and signal.getsignal(number) is signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough: what follows is clearing up
    raise Stopped(number)


def make_parser() -> argparse.ArgumentParser:
    """All commands and flags; the common flags may stand before or after the command."""
    common = _common_flags()
    parser = argparse.ArgumentParser(
        prog="baozhai",
        parents=[common],
        allow_abbrev=False,
        description="Raw newspaper pages in, a bilingual digest site out.",
    )
    parser.add_argument("--version", action="version", version=f"baozhai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    made = {
        name: commands.add_parser(
            name, parents=[common], allow_abbrev=False, help=text, description=f"{text[0].upper()}{text[1:]}."
        )
        for name, text in COMMANDS.items()
    }
    made["init"].add_argument("folder", nargs="?", default=".", help="default: the folder you are in")
    made["build"].add_argument("--no-cache", action="store_true", help="make everything anew, and remember nothing")
    made["serve"].add_argument(
        "--host", type=_host, default="127.0.0.1", metavar="ADDRESS", help="default: 127.0.0.1: this computer only"
    )
    made["serve"].add_argument("--port", type=_port, default=8000, help="default: 8000; 0 takes a free one")
    made["parse"].add_argument("--diff", action="store_true", help="show how edited records differ; write nothing")
    made["parse"].add_argument("--explain", action="store_true", help="show the role of each line; write nothing")
    made["review"].add_argument("--all", action="store_true", help="also guesses that are almost certain")
    made["translate"].add_argument("action", nargs="?", choices=("update", "status"), default="update")
    made["translate"].add_argument(
        "--lang", help="one language only, which may be a new one (default: those of the site and those once started)"
    )
    made["translate"].add_argument("--all", action="store_true", help="status of every page and article")
    _add_export_flags(made["export"])
    return parser


def _add_export_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--to", metavar="FILE", help="write to a file instead of stdout (-)")
    parser.add_argument("--force", action="store_true", help="overwrite a file that is no export of this format")
    group = parser.add_argument_group("what the book is of, one of these (epub)")
    group.add_argument("--issue", metavar="PAPER/DATE", help="one issue of a paper: 样张日报/2026-01-05")
    group.add_argument("--region", metavar="PLACE", help="what happened in a place: its name or its code")
    group.add_argument("--tag", metavar="TAG", help="the stories of a tag")
    parser.add_argument("--lang", metavar="LANG", help="the book in one language, or in both (default)")


def _common_flags() -> argparse.ArgumentParser:
    flags = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = flags.add_argument_group("common flags, each overriding digest.yaml")
    group.add_argument("--config", metavar="FILE", help="settings (default: digest.yaml, where there is one)")
    group.add_argument("--seeds", metavar="DIR", help="raw pages")
    group.add_argument("--records", metavar="DIR", help="what was read in them")
    group.add_argument("--output", metavar="DIR", help="the site")
    group.add_argument("--templates", metavar="DIR", help="your own templates")
    group.add_argument("--static", metavar="DIR", help="your own style sheet and pictures")
    group.add_argument("--lexicon", metavar="DIR", help="your own places, terms and words")
    group.add_argument("--site-url", metavar="URL", help="where the site will be published")
    group.add_argument("--executor", metavar="WHO", help="serial, processes:4 or dask://HOST:PORT (default: all cores)")
    group.add_argument("--strict", action="store_true", help="doubts count: exit status 1")
    group.add_argument("--json", action="store_true", help="results on stdout as JSON")
    return flags


def _host(text: str) -> str:
    if not text or not all(sign.isalnum() or sign in ".:-_" for sign in text) or not text.isascii():
        raise argparse.ArgumentTypeError(f"found {text!r}, expected an address or a name, without a port")
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a whole number from 0 to 65535")
    return int(text)


# ---------------------------------------------------------------- what comes out


def _run(args: argparse.Namespace) -> int:
    given = vars(args)
    try:
        config = read_config({name: given.get(name) for name in _SETTINGS})
    except ConfigError as error:
        return _fail(error.problem, as_json=given.get("json", False), status=USAGE)
    command = cast("Command", import_module(f"generator.commands.{args.command}").run)
    try:
        with Bar() as progress:
            outcome = command(config, args, progress)
    except BaozhaiError as error:
        return _fail(error.problem, as_json=config.json, status=USAGE if isinstance(error, ConfigError) else FOUND)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = Location(str(error.filename or args.command))
        problem = Problem("file-error", place, error.strerror or str(error), severity="error")
        return _fail(problem, as_json=config.json, status=FOUND)
    found = [p for p in outcome.problems if p.severity == "error" or (config.strict and p.severity == "doubt")]
    status = FOUND if found else FINE
    tell = tell_all if args.command == TELLS_ALL else tell_few
    sys.stderr.writelines(f"{line}\n" for line in tell(outcome.problems))
    sys.stderr.flush()
    _print(outcome, as_json=config.json, status=status)
    return status


def _print(outcome: Outcome, *, as_json: bool, status: int) -> None:
    if outcome.content is not None:
        with outcome.content as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
    elif as_json:
        _print_json({**outcome.result, "problems": [_flat(problem) for problem in outcome.problems], "status": status})
    elif outcome.text is not None:
        sys.stdout.write("".join(f"{visible(line)}\n" for line in outcome.text.split("\n")))
    sys.stdout.flush()


def _fail(problem: Problem, *, as_json: bool, status: int) -> int:
    sys.stderr.write(f"{problem}\n")
    if as_json:
        _print_json({"problems": [_flat(problem)], "status": status})
    return status


def _print_json(value: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(value, ensure_ascii=False, indent=1)}\n")


def _flat(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.location.path,
        "line": problem.location.line,
        "message": problem.message,
        "hint": problem.hint,
    }
