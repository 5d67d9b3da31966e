"""The plain lists of stories: of every tag, byline, printed page and issue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import byline_path, issue_path, print_page_path, tag_path
from generator.slugs import slug
from generator.views.entries import Entry
from generator.views.furniture import find_furniture
from generator.views.listing import Subject, Topic, plan_list, stories
from generator.views.phrase import Phrase
from generator.views.printed import issue_entry, name_issue, page_entry, page_of_issue
from generator.views.printouts import issue_printout, page_printout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.edition import Edition


def plan_tag_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a tag."""
    for label, entry in edition.tags.items():
        topic = Topic(f"tag {label}", partial(_tag, edition, label), entry.counted)
        yield from plan_list(edition, topic, partial(_tag_address, entry.slug), [(None, edition.digest.tags[label])])


def _tag(edition: Edition, label: str) -> Subject:
    entry = edition.tags[label]
    return Subject(
        kind=edition.words("Tag"),
        title=entry.label,
        section="tags",
        count=stories(edition.words, entry.count),
        crumbs=(Entry(Phrase(edition.words("Tags")), tag_path(edition.lang)),),
        followed=edition.followed,
    )


def plan_byline_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a byline."""
    for name, entry in edition.bylines.items():
        topic = Topic(f"byline {name}", partial(_byline, edition, name), entry.counted)
        ids = edition.digest.bylines[name]
        yield from plan_list(edition, topic, partial(_byline_address, entry.slug), [(None, ids)])


def _byline(edition: Edition, name: str) -> Subject:
    entry = edition.bylines[name]
    return Subject(
        kind=edition.words("Byline"),
        title=entry.label,
        section="bylines",
        count=stories(edition.words, entry.count),
        crumbs=(Entry(Phrase(edition.words("Bylines")), byline_path(edition.lang)),),
    )


def plan_print_pages(edition: Edition) -> Iterator[SitePage]:
    """Plan a list a printed page, with its neighbours."""
    pages = edition.digest.pages
    for number, page in enumerate(pages):
        around = pages[max(0, number - 1) : number + 2]
        reads = (page.furniture, tuple((each.id, len(each.records), each.records[0].mark) for each in around))
        topic = Topic(page.file, partial(_print_page, edition, number), reads)
        ids = [record.id for record in page.records]
        yield from plan_list(edition, topic, partial(_print_page_address, page.id), [(None, ids)])


def _print_page(edition: Edition, number: int) -> Subject:
    pages = edition.digest.pages
    page = pages[number]
    return Subject(
        kind=edition.words("Printed page"),
        title=page_entry(edition, page).label,
        section="pages",
        count=stories(edition.words, len(page.records)),
        crumbs=(*_above(edition), *issue_entry(edition, page)),
        note=edition.words.fill("Raw page: %(file)s", file=page.file),
        furniture=find_furniture(edition, page),
        of_one_day=page.records[0].date is not None,
        printout=page_printout(edition, page.id),
        newer=page_entry(edition, pages[number - 1]) if number else None,
        older=page_entry(edition, pages[number + 1]) if number + 1 < len(pages) else None,
    )


def _above(edition: Edition) -> tuple[Entry, ...]:
    return (Entry(Phrase(edition.words("Printed pages")), pages_path(edition.lang) if edition.has("prints") else None),)


def plan_issues(edition: Edition) -> Iterator[SitePage]:
    """Plan a list an issue, where paper and date are known."""
    pages = {page.id: page for page in edition.digest.pages}
    for (paper, date), page_ids in edition.digest.issues.items():
        groups = [
            (page_of_issue(edition, pages[page_id]), [record.id for record in pages[page_id].records])
            for page_id in page_ids
        ]
        reads = (paper, date, tuple((page_id, len(ids)) for page_id, (_, ids) in zip(page_ids, groups, strict=True)))
        number = sum(len(ids) for _, ids in groups)
        firsts = edition.marks(ids[0] for _, ids in groups)
        subject = partial(_issue, edition, (paper, date), (number, page_ids))
        topic = Topic(f"issue {paper} {date}", subject, (reads, firsts))
        yield from plan_list(edition, topic, partial(_issue_address, slug(paper), date), groups)


def _issue(edition: Edition, issue: tuple[str, str], pages: tuple[int, tuple[str, ...]]) -> Subject:
    number, page_ids = pages
    return Subject(
        kind=edition.words("Issue"),
        title=name_issue(edition, *issue),
        section="pages",
        count=stories(edition.words, number),
        crumbs=_above(edition),
        of_one_day=True,
        printout=issue_printout(edition, issue, page_ids),
    )


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
