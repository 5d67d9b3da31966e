"""Whether anything changed since the last build; if not, its report is given again and nothing else is loaded."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.cache import Damaged
from generator.config import packaged
from generator.easel import find_easel
from generator.errors import Location, Problem
from generator.fingerprints import fingerprint
from generator.survey import survey_folder, tell_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.cache import Cache
    from generator.config import Config
    from generator.survey import Survey


class Report(Struct, frozen=True):
    """What a build did."""

    pages: int
    articles: int
    files: int
    written: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float = 0.0


def survey_sources(config: Config) -> Survey:
    """Look at every file that a site is made from."""
    now = tell_time(config.cache)
    folders = dict.fromkeys((*config.sources, packaged("templates"), packaged("static")))
    found: Survey = {}
    for folder in folders:
        found |= survey_folder(folder, now)
    return found


def recall(cache: Cache, config: Config, look: Survey, standing: Mapping[str, str]) -> Report | None:
    """Give the report of the last build, if this one would change nothing."""
    content = cache.get("archive", "last")
    if content is None or None in look.values():
        return None
    try:
        mark, wanted, counts, problems = marshal.loads(content)  # noqa: S302 - our own private file, checked
    except (ValueError, EOFError, TypeError) as error:
        raise Damaged from error
    if mark != _mark(config, look) or wanted != standing:
        return None
    pages, articles, files = counts
    return Report(pages, articles, files, 0, 0, tuple(unflatten_problems(problems)))


def remember(cache: Cache, config: Config, look: Survey, done: tuple[Report, Mapping[str, str]]) -> None:
    """Keep the report of a build that was published, with what it was made from and what it made.

    A notice was of that build, not of what it read.
    """
    report, wanted = done
    counts = (report.pages, report.articles, report.files)
    problems = (problem for problem in report.problems if problem.severity != "notice")
    kept = (_mark(config, look), dict(wanted), counts, tuple(flatten_problem(problem) for problem in problems))
    cache.put("archive", [("last", marshal.dumps(cast("tuple[str, ...]", kept)))])


def _mark(config: Config, look: Survey) -> bytes:
    # A font that came or went is no file of the user's, and yet pictures are painted with it.
    easel = repr(find_easel(config))
    return fingerprint((repr(replace(config, executor=None, strict=False, json=False)), easel, tuple(look.items())))


def flatten_problem(problem: Problem) -> tuple[object, ...]:
    """Write a problem as plain values."""
    place = problem.location
    return (problem.code, place.path, place.line, problem.message, problem.hint, problem.severity)


def unflatten_problems(rows: Iterable[tuple[object, ...]]) -> Iterator[Problem]:
    """Read problems back."""
    for code, path, line, message, hint, severity in rows:
        yield Problem(code, Location(path, line), message, hint, severity)  # type: ignore[arg-type]  # as they were written
