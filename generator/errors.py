"""What can go wrong: errors stop a piece of work, doubts are shown and the work goes on.

BaozhaiError                  carries one Problem; only ``cli.main`` catches the root
├── ConfigError               digest.yaml or a flag
├── SeedError                 a raw page that can't be read
├── LexiconError              gazetteer, glossary, user dictionary
├── RecordError               front matter or body of a record
├── TranslationError          a PO file
├── PlanError                 two site pages want one address
├── TemplateError             a template that fails
├── ExportError               what is asked for is not there, or must not be written
└── PublishError              the output folder
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "doubt", "notice"]

_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What moves a terminal's cursor, colours it, ends a line or turns the direction of reading."""


def visible(text: str) -> str:
    r"""Write what a terminal would obey as what it is: a file's name with ESC in it becomes ``\x1b[2J``."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Location(Struct, frozen=True, order=True):
    """Where something stands: a path as the user would type it and a 1-based line, where there is one."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class Problem(Struct, frozen=True):
    """One thing that a person should look at; ``hint`` says one thing to do about it."""

    code: str
    """A stable, hyphenated name such as ``seed-undecodable``."""
    location: Location
    message: str
    hint: str | None = None
    severity: Severity = "doubt"

    def __str__(self) -> str:
        text = visible(f"{self.location}: {self.message} [{self.code}]")
        return text if self.hint is None else f"{text}\n  hint: {visible(self.hint)}"


class BaozhaiError(Exception):
    """Something that can't be represented or done; ``problem`` says where and what to do."""

    def __init__(self, code: str, location: Location, message: str, hint: str | None = None) -> None:
        self.problem = Problem(code, location, message, hint, severity="error")
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from one process to another whole."""
        problem = self.problem
        return type(self), (problem.code, problem.location, problem.message, problem.hint)


class ConfigError(BaozhaiError):
    """digest.yaml or a flag says something that can't be."""


class SeedError(BaozhaiError):
    """A raw page can't be read: empty, binary, in no known encoding."""


class LexiconError(BaozhaiError):
    """A data file, ours or the user's, is not what it should be."""


class RecordError(BaozhaiError):
    """A record's front matter or body can't be read."""


class TranslationError(BaozhaiError):
    """A PO file can't be read."""


class PlanError(BaozhaiError):
    """The site can't be planned: two sources want one address."""


class TemplateError(BaozhaiError):
    """A template is missing, broken, or asks for what the view doesn't have."""


class ExportError(BaozhaiError):
    """What is to be exported is not there, or must not be written where it should."""


class PublishError(BaozhaiError):
    """The output folder can't be written, or must not be."""
