"""The plain lists of stories: of every tag, byline, printed page and issue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import byline_path, issue_path, print_page_path, tag_path
from generator.slugs import slug
from generator.views.entries import Entry
from generator.views.listing import Subject, plan_list, stories
from generator.views.phrase import Phrase, join_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import PageRecords
    from generator.model import SitePage
    from generator.views.edition import Edition


def plan_tag_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a tag."""
    index = Entry(Phrase(edition.words("Tags")), tag_path(edition.lang))
    for label, entry in edition.tags.items():
        subject = Subject(
            kind=edition.words("Tag"),
            title=entry.label,
            origin=f"tag {label}",
            section="tags",
            count=stories(edition.words, entry.count),
            crumbs=(index,),
            followed=True,
        )
        yield from plan_list(edition, subject, partial(_tag_address, entry.slug), [(None, edition.digest.tags[label])])


def plan_byline_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a byline."""
    index = Entry(Phrase(edition.words("Bylines")), byline_path(edition.lang))
    for name, entry in edition.bylines.items():
        subject = Subject(
            kind=edition.words("Byline"),
            title=entry.label,
            origin=f"byline {name}",
            section="bylines",
            count=stories(edition.words, entry.count),
            crumbs=(index,),
        )
        ids = edition.digest.bylines[name]
        yield from plan_list(edition, subject, partial(_byline_address, entry.slug), [(None, ids)])


def plan_print_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a printed page, with its neighbours."""
    entries = [print_page_entry(edition, page) for page in edition.digest.pages]
    index = Entry(Phrase(edition.words("Printed pages")), pages_path(edition.lang))
    for number, page in enumerate(edition.digest.pages):
        subject = Subject(
            kind=edition.words("Printed page"),
            title=entries[number].label,
            origin=page.file,
            section="pages",
            count=stories(edition.words, len(page.records)),
            crumbs=(index, *_issue_entry(edition, page)),
            note=edition.words.fill("Raw page: %(file)s", file=page.file),
            newer=entries[number - 1] if number else None,
            older=entries[number + 1] if number + 1 < len(entries) else None,
        )
        ids = [record.id for record in page.records]
        yield from plan_list(edition, subject, partial(_print_page_address, page.id), [(None, ids)])


def plan_issues(edition: Edition) -> Iterator[SitePage]:
    """Plan a list an issue, where paper and date are known."""
    index = Entry(Phrase(edition.words("Printed pages")), pages_path(edition.lang))
    pages = {page.id: page for page in edition.digest.pages}
    for (paper, date), page_ids in edition.digest.issues.items():
        groups = [
            (print_page_entry(edition, pages[page_id]).label.text, [record.id for record in pages[page_id].records])
            for page_id in page_ids
        ]
        subject = Subject(
            kind=edition.words("Issue"),
            title=_issue_name(edition, paper, date),
            origin=f"issue {paper} {date}",
            section="pages",
            count=stories(edition.words, sum(len(ids) for _, ids in groups)),
            crumbs=(index,),
            parts_title=edition.words("Printed pages"),
            parts=tuple(print_page_entry(edition, pages[page_id]) for page_id in page_ids),
        )
        yield from plan_list(edition, subject, partial(_issue_address, slug(paper), date), groups)


def print_page_entry(edition: Edition, page: PageRecords) -> Entry:
    """Name a printed page: by paper, date and number as far as they are known, else by its raw file."""
    first = page.records[0]
    words = edition.words
    known = [
        None if first.paper is None else edition.paper(first.paper),
        None if first.date is None else Phrase(words.date(first.date)),
        None if first.page is None else Phrase(words.fill("page %(page)s", page=first.page)),
    ]
    named = [part for part in known if part is not None] or [Phrase(page.file.rpartition("/")[2])]
    return Entry(join_phrases(named), print_page_path(edition.lang, page.id), len(page.records), slug=page.id)


def pages_path(lang: str, number: int = 1) -> str:
    """The list of printed pages."""
    return _further(print_page_path(lang, "index"), number)


def _issue_entry(edition: Edition, page: PageRecords) -> tuple[Entry, ...]:
    first = page.records[0]
    if first.paper is None or first.date is None:
        return ()
    label = _issue_name(edition, first.paper, first.date)
    return (Entry(label, issue_path(edition.lang, slug(first.paper), first.date)),)


def _issue_name(edition: Edition, paper: str, date: str) -> Phrase:
    return join_phrases((edition.paper(paper), Phrase(edition.words.date(date))))


def _tag_address(name: str, lang: str, number: int = 1) -> str:
    return tag_path(lang, name, number)


def _byline_address(name: str, lang: str, number: int = 1) -> str:
    return byline_path(lang, name, number)


def _print_page_address(page_id: str, lang: str, number: int = 1) -> str:
    return _further(print_page_path(lang, page_id), number)


def _issue_address(name: str, date: str, lang: str, number: int = 1) -> str:
    return _further(issue_path(lang, name, date), number)


def _further(path: str, number: int) -> str:
    """``zh/pages/a.html`` → ``zh/pages/a/2.html``: ``a-2.html`` may well be another printed page."""
    return path if number == 1 else f"{path.removesuffix('.html')}/{number}.html"
