"""Records → doubts: what a person should look at before it is printed again.

A check is one function over all records of the digest that yields Doubts; a new one is a function in a module
of this folder and one line in ``CHECKS``. Doubts never stop a build. Broken links do: ``check_links``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.dates import check_dates
from generator.checks.doubles import check_doubles
from generator.checks.links import check_links, collapse_links
from generator.checks.names import check_names, check_tags
from generator.checks.reading import check_confidence, check_flags, check_status
from generator.checks.substance import check_body, check_headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.checks.doubt import Doubt
    from generator.errors import Problem
    from generator.model import Record

__all__ = ["CHECKS", "check_doubles", "check_links", "check_records", "collapse_links"]

CHECKS: tuple[Callable[[Sequence[Record]], Iterator[Doubt]], ...] = (
    check_status,  # text that the dump lost
    check_confidence,  # a story that may be cut wrongly
    check_flags,  # a single join or guess that may be wrong
    check_headline,  # a story without a title
    check_body,  # a story without a text
    check_names,  # a byline that is no name
    check_tags,  # a tag that is two
    check_dates,  # one printed page, two days
)


def check_records(records: Sequence[Record], folder: Path) -> Iterator[Problem]:
    """Yield every doubt about the records of ``folder``, those of one place together, the same each time."""
    yield from sorted({doubt.problem(folder) for check in CHECKS for doubt in check(records)}, key=_place)


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.location.path, problem.location.line or 0, problem.code, problem.message)
