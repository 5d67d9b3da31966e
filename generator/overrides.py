"""The user's templates and static files → doubts about those that were meant to stand before one of ours and don't."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.config import packaged
from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.config import Config

ALIKE = 0.8
"""From here on one name is a slip of the other: artcle.html, styles.css."""


def find_strays(config: Config) -> Iterator[Problem]:
    """Doubt a file that overrides nothing, is asked for by no template of the user's, and is named almost like ours."""
    written = "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in _files(config.templates).values()
    )
    for folder, ours in ((config.templates, "templates"), (config.static, "static")):
        known = _files(packaged(ours))
        for name, path in _files(folder).items():
            close = get_close_matches(name, known, 1, ALIKE)
            if close and name not in known and name not in written:
                hint = f"did you mean {close[0]}?"
                yield Problem("overrides-nothing", Location(path.as_posix()), "overrides nothing", hint)


def _files(folder: Path) -> dict[str, Path]:
    """Name the files of a folder by their path in it; hidden ones don't count."""
    names = ((path.relative_to(folder), path) for path in sorted(folder.rglob("*")) if path.is_file())
    return {name.as_posix(): path for name, path in names if not any(part.startswith(".") for part in name.parts)}
