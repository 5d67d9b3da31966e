"""What is told of a printed page outside its text: a sidecar, front matter at the file's top, the file's name.

The sidecar goes before front matter, front matter before the name. What none of them says stays unknown.
"""

from __future__ import annotations

import os
import re
from datetime import date
from difflib import get_close_matches
from reprlib import repr as brief
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field

from generator.errors import ConfigError, Location, SeedError
from generator.model import Folio
from generator.yamltext import loads_settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.model import Rights

KEYS = ("paper", "date", "page", "section", "rights")
_RIGHTS = ("full", "excerpt")
_LONGEST_FRONT = 60
"""Lines in which the closing ``---`` must come; without it, ``---`` is a rule that the page printed."""
_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-_.年]?)(?P<m>\d{1,2})(?:(?P=sep)|月)(?P<d>\d{1,2})日?(?!\d)"
    r"(?:[-_. ]*第?(?P<page>[A-Da-d]?\d{1,3})版?)?(?![0-9])"
)


class Notes(Struct, frozen=True):
    """Paper, date, page number, print section and rights, as far as they are told."""

    folio: Folio = field(default_factory=Folio)
    rights: Rights | None = None


def read_sidecar(seed: Path, folder: Path) -> Notes:
    """Read ``<name>.yaml`` beside ``<name>.txt`` in the seeds folder; no such file says nothing."""
    path = seed.with_suffix(".yaml")
    if not os.path.lexists(path):
        return Notes()
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        message = "a link that leads out of the seeds folder"
        raise SeedError("seed-notes", Location(path.as_posix()), message, "copy the file here")
    try:
        values, lines = read_settings(path)
    except ConfigError as error:
        raise _as_seed_error(error) from error
    return parse_notes(values, lines, path.as_posix())


def split_front_matter(lines: Sequence[str], path: str) -> tuple[Notes, int]:
    """Read front matter off the top of a page: what it says, and how many lines it takes."""
    if not lines or lines[0].strip() != "---":
        return Notes(), 0
    end = next((i for i, line in enumerate(lines[1:_LONGEST_FRONT], 1) if line.strip() == "---"), None)
    if end is None or not any(re.match(rf"\s*(?:{'|'.join(KEYS)})\s*:", line) for line in lines[1:end]):
        return Notes(), 0
    try:
        values, numbers = loads_settings("\n".join(lines[1:end]), path)
    except ConfigError as error:
        raise _as_seed_error(error, below=1) from error
    return parse_notes(values, {key: number + 1 for key, number in numbers.items()}, path), end + 1


def parse_notes(values: Mapping[str, object], lines: Mapping[str, int], path: str) -> Notes:
    """Check what a sidecar or front matter says; every value may be given as YAML reads it."""
    told: dict[str, str] = {}
    for key, value in values.items():
        where = Location(path, lines.get(key))
        if key not in KEYS:
            close = get_close_matches(key, KEYS, n=1, cutoff=0.5)
            hint = f"did you mean `{close[0]}`?" if close else f"the keys are {', '.join(KEYS)}"
            raise SeedError("seed-note-key", where, f"{key}: no such key", hint)
        if value is not None:
            told[key] = _read_value(key, value, where)
    day = told.get("date")
    folio = Folio(told.get("paper"), day, "sidecar" if day else None, told.get("page"), told.get("section"))
    return Notes(folio, cast("Rights | None", told.get("rights")))


def parse_name(stem: str) -> Folio:
    """Read date and page number out of a file's name: ``2026-01-05-04版``, ``20260105_A4``; else nothing."""
    match = _NAME.search(stem)
    if match is None:
        return Folio()
    day = _iso(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        return Folio()
    page = match["page"]
    return Folio(date=day, date_source="filename", page=_page_number(page) if page else None)


def merge(first: Folio, second: Folio) -> Folio:
    """Lay one folio over another: what the first doesn't say, the second does."""
    return Folio(
        paper=first.paper or second.paper,
        date=first.date or second.date,
        date_source=first.date_source or second.date_source,
        page=first.page or second.page,
        section=first.section or second.section,
    )


def _read_value(key: str, value: object, where: Location) -> str:
    if key == "date":
        return _read_date(value, where)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise SeedError("seed-note-value", where, f"{key}: found {brief(value)}, expected a text")
    text = str(value).strip()
    if key == "rights" and text not in _RIGHTS:
        raise SeedError("seed-note-value", where, f"rights: found {brief(text)}, expected {' or '.join(_RIGHTS)}")
    return _page_number(text) if key == "page" else text


def _read_date(value: object, where: Location) -> str:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value).strip())
    day = _iso(*(int(part) for part in match.groups())) if match else None
    if day is None:
        raise SeedError("seed-note-value", where, f"date: found {brief(value)}, expected a day such as 2026-01-05")
    return day


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _page_number(text: str) -> str:
    letter, digits = (text[0].upper(), text[1:]) if text[0].isalpha() else ("", text)
    return letter + (digits.lstrip("0") or digits)


def _as_seed_error(error: ConfigError, below: int = 0) -> SeedError:
    problem = error.problem
    line = None if problem.location.line is None else problem.location.line + below
    return SeedError("seed-notes", Location(problem.location.path, line), problem.message, problem.hint)
