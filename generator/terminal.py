"""What was found → lines for the terminal: errors and notices one by one, of doubts of one kind the first few.

A project whose translations all say something else has ten doubts a story, and nobody reads thousands of lines behind a
build. What is left out is counted, by kind and by file; ``check`` tells every one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.errors import visible
from generator.invocation import command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.errors import Problem

A_FILE = 3
"""Doubts of one kind that are told of one file."""
A_RUN = 12
"""Doubts of one kind that are told at all."""

_Group = tuple[str, str]
"""A kind of doubt, and a file."""


def tell_all(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield everything that was found."""
    return map(str, problems)


def tell_few(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield every error and notice, the first doubts of each kind, and how many more there are."""
    left = Counter(_group(problem) for problem in problems if problem.severity == "doubt")
    of_file: Counter[_Group] = Counter()
    of_run: Counter[str] = Counter()
    counted = False
    for problem in problems:
        group = code, path = _group(problem)
        if problem.severity != "doubt":
            yield str(problem)
        elif of_file[group] < A_FILE and of_run[code] < A_RUN:
            of_file[group] += 1
            of_run[code] += 1
            left[group] -= 1
            yield str(problem)
        elif of_file[group] == A_FILE and left[group]:
            counted = True
            yield visible(f"{path}: and {left.pop(group):,} more like these [{code}]")
    yield from _sum_up(left)
    if counted or left.total():
        yield f"  hint: {command('check')} tells every one; `ignore` in digest.yaml leaves a kind aside"


def _group(problem: Problem) -> _Group:
    return problem.code, problem.location.path


def _sum_up(left: Mapping[_Group, int]) -> Iterator[str]:
    """Yield a line for each kind of which files were left out."""
    counts: dict[str, list[int]] = defaultdict(list)
    for (code, _), count in left.items():
        if count:
            counts[code].append(count)
    for code, found in counts.items():
        files = "1 file" if len(found) == 1 else f"{len(found):,} files"
        doubts = "1 more doubt" if sum(found) == 1 else f"{sum(found):,} more doubts"
        yield f"and {doubts} in {files} [{code}]"
