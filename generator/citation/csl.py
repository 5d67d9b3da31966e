"""CSL-JSON, which citation processors read: Zotero, Pandoc, citeproc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.json import encode

from generator.citation.bibtex import key_of
from generator.citation.work import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.citation.work import Author, Work


def cite_csl(work: Work) -> str:
    """Write a list of one ``article-newspaper``, a line a key; what is unknown has no key."""
    members = ",\n".join([f'  "{key}": {encode(value).decode()}' for key, value in _members(work)])
    return f"[{{\n{members}\n}}]\n"


def _members(work: Work) -> Iterator[tuple[str, object]]:
    yield "id", key_of(work)
    yield "type", "article-newspaper"
    if work.title:
        yield "title", one_line(work.title)
    if work.authors:
        yield "author", [_name(author) for author in work.authors]
    if work.paper:
        yield "container-title", one_line(work.paper)
    if work.day:
        yield "issued", {"date-parts": [[int(part) for part in work.day]]}
    if work.section:
        yield "section", one_line(work.section)
    if work.page:
        yield "page", one_line(work.page)
    yield "language", work.lang
    if work.url:
        yield "URL", work.url


def _name(author: Author) -> dict[str, str]:
    """Part a name where its surname is known; any other is taken as it stands."""
    if author.parts is None:
        return {"literal": one_line(author.name)}
    family, given = author.parts
    return {"family": family, "given": given}
