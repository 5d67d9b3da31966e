"""RIS, which reference managers read: a line a field, its name first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.citation.bibtex import key_of
from generator.citation.work import keep_whole, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.citation.work import Author, Work


def cite_ris(work: Work) -> str:
    """Write a newspaper article (``NEWS``); what is unknown has no line."""
    return "".join(f"{name}  - {one_line(value)}\n" for name, value in _lines(work)) + "ER  - \n"


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", key_of(work)
    for author in work.authors:
        yield "AU", _name(author)
    if work.title:
        yield "TI", work.title
    if work.translated:
        yield "TT", work.translated
    if work.paper:
        yield "T2", work.paper
    if work.day:
        yield "PY", work.day[0]
        yield "DA", f"{'/'.join(work.day)}/"
    if work.section:
        yield "SE", work.section
    if work.page:
        yield "SP", work.page
    yield "LA", work.lang
    if work.url:
        yield "UR", work.url


def _name(author: Author) -> str:
    """``林,青禾`` where the surname is known; a comma in any other name would part it."""
    return ",".join(author.parts) if author.parts else keep_whole(author.name)
