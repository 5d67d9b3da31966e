"""Tables of cases in Markdown: a heading a case, the text under it, and ``-`` lines with what must be found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    found: tuple[str, ...]

    def __str__(self) -> str:
        return self.title


def read_cases(name: str) -> list[Case]:
    """Read ``cases/<name>``; blank lines around the text are left out, those inside stay."""
    parts = re.split(r"^## +(.+)$", (CASES / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_read_case(title, body) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def _read_case(title: str, body: str) -> Case:
    lines = body.split("\n")
    found = tuple(line[2:].strip() for line in lines if line.startswith("- "))
    text = "\n".join(line for line in lines if not line.startswith("- ")).strip("\n")
    return Case(title.strip(), text, found)
