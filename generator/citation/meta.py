"""What a page tells reference managers in its head: the tags that Zotero and Google Scholar read.

``DC.type`` says that it is a newspaper's: by the other tags alone Zotero takes it for an article in a journal. For the
name of a newspaper it knows no tag but that of a journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.citation.work import keep_whole, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.citation.work import Work


def find_meta(work: Work) -> Iterator[tuple[str, str]]:
    """Yield names and contents of ``<meta>`` elements; what is unknown has none."""
    yield "DC.type", "newspaperArticle"
    if work.title:
        yield "citation_title", one_line(work.title)
    for author in work.authors:
        yield "citation_author", ", ".join(author.parts) if author.parts else keep_whole(author.name)
    if work.paper:
        yield "citation_journal_title", one_line(work.paper)
    if work.day:
        yield "citation_publication_date", "/".join(work.day)
    if work.page:
        yield "citation_firstpage", one_line(work.page)
    yield "citation_language", work.lang
