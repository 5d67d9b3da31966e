"""Where a story comes from, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import absolute, article_path, issue_path, print_page_path
from generator.citation import cite_bibtex, cite_gbt7714, work_of
from generator.slugs import slug
from generator.views.doubts import spans_of
from generator.views.phrase import Phrase
from generator.views.printed import name_paper, name_section
from generator.views.story import Citation, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Record
    from generator.views.edition import Edition


def find_facts(edition: Edition, record: Record) -> Iterator[Fact]:
    """Say where a story was printed, and what of that is not known."""
    words, lang = edition.words, edition.lang
    unknown = Phrase(words("not stated"))
    yield Fact(words("Paper"), unknown if record.paper is None else name_paper(edition, record.paper))
    yield Fact(
        words("Date"),
        Phrase(words("undated: the page does not say")) if record.date is None else Phrase(words.date(record.date)),
        # The records of one page may bear several dates; there are issues of those that the pages have.
        issue_path(lang, slug(record.paper), record.date)
        if record.paper
        and record.date
        and (record.paper, record.date) in edition.digest.issues
        and edition.has("issues")
        else None,
    )
    printed = words("number not stated") if record.page is None else words.fill("page %(page)s", page=record.page)
    yield Fact(
        words("Printed page"), Phrase(printed), print_page_path(lang, record.page_id) if edition.has("prints") else None
    )
    if record.section is not None:
        yield Fact(words("Print section"), name_section(edition, record.section))
    jump = record.article.jump
    if jump is not None and jump.back is not None:
        yield Fact(words("Continued from"), Phrase(words.fill("page %(page)s", page=jump.back)))
    if jump is not None and jump.to is not None:
        yield Fact(words("Continues on"), Phrase(words.fill("page %(page)s", page=jump.to)))
    source = record.article.source
    yield Fact(words("Raw page"), Phrase(source.file))
    if source.lines:
        yield Fact(words("Lines"), Phrase(spans_of(source.lines)))


def find_citations(edition: Edition, record: Record) -> Iterator[Citation]:
    """Cite a story in the styles that readers ask for."""
    site_url = edition.config.site_url
    url = None if site_url is None else absolute(site_url, article_path(edition.lang, record.id))
    work = work_of(record, url)
    yield Citation("GB/T 7714", cite_gbt7714(work))
    yield Citation("BibTeX", cite_bibtex(work))
