"""GB/T 7714-2015, the Chinese standard for references, for an article in a newspaper.

What is not known is named as unknown in square brackets, as the standard does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.citation.work import one_line

if TYPE_CHECKING:
    from generator.citation.work import Work

NAMED_AUTHORS = 3
"""The standard names three authors and calls the others 等."""


def cite_gbt7714(work: Work, paragraph: str | None = None) -> str:
    """Write a reference: ``甲, 乙. 题名[N]. 某报, 2026-01-05(4).``; ``[N/OL]`` and the address where there is one.

    A paragraph stands where the standard has the pages that are quoted: ``2026-01-05(4): 第7段``.
    """
    kind = "[N]" if work.url is None else "[N/OL]"
    page = "" if work.page is None else f"({one_line(work.page)})"
    place = "" if paragraph is None else f": 第{paragraph}段"
    parts = [
        *([_name(tuple(author.name for author in work.authors))] if work.authors else []),
        f"{one_line(work.title or '[题名不详]')}{kind}",
        f"{one_line(work.paper or '[报纸名不详]')}, {work.date or '[出版日期不详]'}{page}{place}",
        *([work.url if paragraph is None else f"{work.url}#p{paragraph}"] if work.url else []),
    ]
    return ". ".join(parts) + ("" if work.url else ".")


def _name(authors: tuple[str, ...]) -> str:
    named = [one_line(name) for name in authors[:NAMED_AUTHORS]]
    return ", ".join([*named, "等"] if len(authors) > NAMED_AUTHORS else named)
