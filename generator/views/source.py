"""Where a story comes from, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import absolute, article_path, issue_path, print_page_path
from generator.citation import cite_apa, cite_bibtex, cite_csl, cite_gbt7714, cite_ris, find_meta, point_apa, work_of
from generator.escaping import escape_text, mark_safe
from generator.slugs import slug
from generator.views.doubts import spans_of
from generator.views.phrase import Phrase
from generator.views.printed import name_paper, name_section
from generator.views.story import Citation, Citing, Fact, Point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from generator.citation import Work
    from generator.model import Record
    from generator.views.edition import Edition

NUMBER = "\0"
"""Stands for the number of a paragraph; no text has it."""


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


def _show(text: str) -> Markup:
    return mark_safe(escape_text(text).replace("&#34;", '"'))


def cite_story(edition: Edition, record: Record) -> Citing:
    """Cite a story in the styles that readers ask for, and for machines."""
    work = _work(edition, record)
    return Citing(
        metas=tuple(find_meta(work)),
        citations=(
            Citation("GB/T 7714-2015", _show(cite_gbt7714(work)), record.lang),
            Citation("APA 7", _show(cite_apa(work)), record.lang),
            Citation("BibTeX", _show(cite_bibtex(work)), record.lang, f"{record.id}.bib"),
            Citation("RIS", _show(cite_ris(work)), record.lang, f"{record.id}.ris"),
            Citation("CSL-JSON", _show(cite_csl(work)), record.lang, f"{record.id}.json"),
        ),
        points=(
            Point(record.lang, tuple(cite_gbt7714(work, NUMBER).split(NUMBER))),
            Point(record.lang, tuple(point_apa(work, NUMBER).split(NUMBER))),
        ),
    )


def _work(edition: Edition, record: Record) -> Work:
    site_url, brief = edition.config.site_url, edition.digest.records[record.id]
    english = brief.wording("en") if any(lang == "en" for lang, _ in brief.said) else None
    url = None if site_url is None else absolute(site_url, article_path(edition.lang, record.id))
    return work_of(record, english, url)
