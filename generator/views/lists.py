"""The plain lists of stories: of every tag, byline, printed page and issue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import byline_path, issue_path, print_page_path, tag_path
from generator.slugs import slug
from generator.views.entries import Entry
from generator.views.furniture import find_furniture
from generator.views.listing import Subject, plan_list, stories
from generator.views.phrase import Phrase
from generator.views.printed import issue_entry, name_issue, page_entry, page_of_issue

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    entries = [page_entry(edition, page) for page in edition.digest.pages]
    index = Entry(Phrase(edition.words("Printed pages")), pages_path(edition.lang))
    for number, page in enumerate(edition.digest.pages):
        subject = Subject(
            kind=edition.words("Printed page"),
            title=entries[number].label,
            origin=page.file,
            section="pages",
            count=stories(edition.words, len(page.records)),
            crumbs=(index, *issue_entry(edition, page)),
            note=edition.words.fill("Raw page: %(file)s", file=page.file),
            furniture=find_furniture(edition, page),
            of_one_day=page.records[0].date is not None,
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
            (page_of_issue(edition, pages[page_id]), [record.id for record in pages[page_id].records])
            for page_id in page_ids
        ]
        subject = Subject(
            kind=edition.words("Issue"),
            title=name_issue(edition, paper, date),
            origin=f"issue {paper} {date}",
            section="pages",
            count=stories(edition.words, sum(len(ids) for _, ids in groups)),
            crumbs=(index,),
            of_one_day=True,
        )
        yield from plan_list(edition, subject, partial(_issue_address, slug(paper), date), groups)


def pages_path(lang: str, number: int = 1) -> str:
    """The list of printed pages."""
    return _further(print_page_path(lang, "index"), number)


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
