"""A printed page's raw lines → the lines of print: noise out, hard wraps undone, blank lines counted."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse.punctuation import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import PrintPage, Span

_NARROWEST, _WIDEST = 30, 96
"""Columns between which a hard wrap is looked for: a newspaper column has 15 to 48 characters."""
_SLACK = 3
_FEWEST = 4
"""Wrapped lines, below which a common width is chance."""
_LATIN = re.compile("[A-Za-z]")
_NARROW = re.compile("[\0-\xb6\xb8-\u1fff]")
_BLANKS = " \t\u3000\xa0"


class Line(Struct, frozen=True):
    """One line of print: a raw line, or several that a hard wrap had cut."""

    text: str
    span: Span
    blanks: int
    """Blank raw lines above it."""
    indent: int
    """Columns of white space in front of it."""


def read_lines(page: PrintPage) -> tuple[Line, ...]:
    """Cut a printed page into lines of print; blank lines and lines of nothing but noise are left out."""
    return _unwrap(_clean_lines(page))


def join_texts(parts: Sequence[str]) -> str:
    """Put the pieces of a text together: no space between Han characters, one between Latin words."""
    spaced = [parts[0]]
    for above, below in pairwise(parts):
        if _LATIN.match(above[-1:]) and _LATIN.match(below[:1]):
            spaced.append(" ")
        spaced.append(below)
    return "".join(spaced)


def _clean_lines(page: PrintPage) -> list[Line]:
    found, blanks = [], 0
    for number, raw in enumerate(page.lines, page.first_line):
        text = clean(raw)
        if text:
            indent = len(raw) - len(raw.lstrip(_BLANKS))
            found.append(Line(text, (number, number), blanks, _columns(raw[:indent]) if indent else 0))
            blanks = 0
        else:
            blanks += 1
    return found


def _unwrap(lines: Sequence[Line]) -> tuple[Line, ...]:
    width = _wrap_width(lines)
    if width is None:
        return tuple(lines)
    runs: list[list[Line]] = []
    last = 0
    for line in lines:
        if runs and not line.blanks and not line.indent and width - _SLACK <= last <= width:
            runs[-1].append(line)
        else:
            runs.append([line])
        last = _width(line)
    return tuple(run[0] if len(run) == 1 else _put_together(run) for run in runs)


def _put_together(run: Sequence[Line]) -> Line:
    text = join_texts([line.text for line in run])
    return Line(text, (run[0].span[0], run[-1].span[1]), run[0].blanks, run[0].indent)


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Find the column at which the dump was wrapped: where most lines that run on directly end."""
    running = [_width(a) for a, b in pairwise(lines) if not b.blanks and not b.indent]
    counts = Counter(width for width in running if _NARROWEST <= width <= _WIDEST)
    if not counts:
        return None
    best = max(counts, key=lambda w: (sum(counts[w - k] for k in range(_SLACK + 1)), w))
    near = sum(counts[best - k] for k in range(_SLACK + 1))
    return best if near >= _FEWEST and near * 2 >= counts.total() else None


def _width(line: Line) -> int:
    return line.indent + _columns(line.text) if len(line.text) <= _WIDEST else _WIDEST + 1


def _columns(text: str) -> int:
    return 2 * len(text) - len(_NARROW.findall(text))
