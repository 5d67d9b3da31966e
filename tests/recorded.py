"""Records to tell apart: two or three stories in a few words."""

from __future__ import annotations

from msgspec.structs import replace

from generator.model import (
    Article,
    Paragraph,
    Record,
    Source,
    Text,
)

OLD, NEW = "a" * 64, "b" * 64
"""Hashes of a raw page, before and after it was read anew."""


def article(*texts: str, headline: str | None = None, lines: tuple[int, int] = (1, 9), sha: str = OLD) -> Article:
    blocks = tuple(Paragraph(text, ((lines[0] + n, lines[0] + n),)) for n, text in enumerate(texts, 1))
    title = None if headline is None else Text(headline, ((lines[0], lines[0]),))
    return Article(Source("seeds/page.txt", sha, (lines,)), headline=title, blocks=blocks)


def record(number: int = 1, *texts: str, **about: object) -> Record:
    given = about.pop("article", None)
    story = (
        given
        if isinstance(given, Article)
        else article(*(texts or ("雪化了，草场返青。",)), headline=f"第{number}件事")
    )
    return replace(Record(f"page-{number:02d}", "zh-Hans", story), **about)  # type: ignore[arg-type] # any fields
