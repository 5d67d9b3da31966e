"""One page of every kind there is: found by its place on the site, so that a new kind is looked at unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def kind_of(path: str) -> str:
    """``zh/tags/cao.html`` → ``zh/tags/*``; an index and a page that stands alone are kinds of their own."""
    *folders, name = path.split("/")
    alone = name == "index.html" or len(folders) <= 1
    return "/".join([*folders[:2], *("*" for _ in folders[2:]), name if alone else "*"])


def pick_pages(site: Path) -> tuple[str, ...]:
    """Pick the longest page of each kind."""
    longest: dict[str, Path] = {}
    for file in sorted(site.rglob("*.html")):
        kind = kind_of(file.relative_to(site).as_posix())
        if kind not in longest or file.stat().st_size > longest[kind].stat().st_size:
            longest[kind] = file
    return tuple(file.relative_to(site).as_posix() for _, file in sorted(longest.items()))


def pick_article(site: Path, lang: str = "zh") -> str:
    """Pick the longest story, in a language."""
    articles = sorted((site / lang / "articles").glob("*.html"))
    return max(articles, key=lambda file: file.stat().st_size).relative_to(site).as_posix()
