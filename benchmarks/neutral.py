"""The peers' corpus → stories: one Markdown file with YAML front matter a story and language, as their maker writes it.

The folder of ``make_corpus.py --layout neutral`` comes in; stories come out in the order of their printed pages, one
printed page after the other, so that a corpus of any size is read in little memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.stories import Story, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ORIGINAL, TRANSLATION = ".zh.md", ".en.md"


def read_neutral(folder: Path) -> Iterator[Story]:
    """Yield the stories of a corpus in the neutral layout, by date, page and number."""
    for path in sorted(folder.glob(f"records/*/*/*{ORIGINAL}")):
        front, original = _read(path)
        other = path.with_name(path.name.removesuffix(ORIGINAL) + TRANSLATION)
        translation = _read(other)[1] if other.exists() else None
        yield Story(str(front["date"]), int(front["pageno"]), original, translation)


def _read(path: Path) -> tuple[dict[str, Any], Words]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front: dict[str, Any] = yaml.load(head, LOADER)  # noqa: S506 - the safe loader, in C where there is one
    words = Words(
        kicker=front["kicker"],
        headline=front["title"],
        subtitle=front["subtitle"],
        byline=front["byline"].removeprefix("本报记者 ").removeprefix("Staff reporter "),
        regions=tuple(front["regions"]),
        tags=tuple(front["tags"]),
        summary=front["summary"],
        body=body.strip("\n") + "\n",
    )
    return front, words
