"""Print editions: a printed page or an issue with all its texts, two languages in two columns, for paper.

They stand beside the lists of the same stories and are canonical to these. What may not be published in full stands
here, too, as headline and summary.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import article_path, issue_path, issue_printout_path, page_printout_path, print_page_path
from generator.escaping import escape_text, mark_safe
from generator.interface import autonym, read_interface
from generator.reading import Words, spell_name
from generator.slugs import slug
from generator.views.body import find_rows
from generator.views.doubts import STATUSES
from generator.views.entries import Entry
from generator.views.listing import stories
from generator.views.printed import name_issue, page_entry, page_of_issue
from generator.views.story import Row
from generator.views.telling import translated_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.model import Reads, Record, SitePage
    from generator.views.edition import Edition
    from generator.views.head import Head
    from generator.views.phrase import Phrase

    Name = Callable[[Edition], Phrase]
    """Names what is printed, in the language of an edition."""


ANCHOR = re.compile(r"</?a\b[^>]*>")
"""As nh3 writes it: no attribute holds a bare ``>``."""
ABOVE = frozenset({"rubric", "kicker", "headline", "subtitle"})


class Column(Struct, frozen=True):
    """One of the two languages."""

    lang: str
    name: str
    """Of the language, in itself."""
    title: Phrase
    """What is printed, in this language: the running head above the column."""


class Printed(Struct, frozen=True):
    """A story in two columns."""

    id: str
    path: str
    """Of the story's own page."""
    title: Phrase | None
    """What names it, where it has no headline."""
    heads: tuple[Row, ...]
    """What stands above the text: kicker, headline, names."""
    rows: tuple[Row, ...]
    translated: bool
    """Whether any of it is; where nothing is, the original takes both columns."""
    notes: tuple[str, ...]


class Part(Struct, frozen=True):
    """The stories of one printed page."""

    title: Phrase | None
    """``None`` where there is one part alone."""
    file: str
    """The raw page."""
    stories: tuple[Printed, ...]


class Printout(Struct, frozen=True):
    """A print edition."""

    head: Head
    kind: str
    count: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    back: Entry


class Plan(Struct, frozen=True):
    """A print edition to be."""

    origin: str
    name: Name
    kind: str
    address: Callable[[str], str]
    list: Callable[[str], str]
    """The address of the list of the same stories."""
    listed: bool
    """Whether there is such a list."""
    pages: Sequence[PageRecords]


def plan_printouts(edition: Edition) -> Iterator[SitePage]:
    """Plan the print edition of every printed page, and of every issue of several."""
    pages = edition.digest.pages
    for page in pages:
        yield from _plan(edition, _of_page(edition, page))
    by_id = {page.id: page for page in pages}
    for issue, page_ids in edition.digest.issues.items():
        if len(page_ids) > 1:
            yield from _plan(edition, _of_issue(edition, issue, [by_id[page_id] for page_id in page_ids]))


def issue_printout(edition: Edition, issue: tuple[str, str], page_ids: Sequence[str]) -> str | None:
    """Give the print edition of an issue: of one page alone, that page's."""
    if not edition.has("printouts"):
        return None
    if len(page_ids) == 1:
        return page_printout_path(edition.lang, page_ids[0])
    return issue_printout_path(edition.lang, slug(issue[0]), issue[1])


def page_printout(edition: Edition, page_id: str) -> str | None:
    """Give the print edition of a printed page."""
    return page_printout_path(edition.lang, page_id) if edition.has("printouts") else None


def _of_page(edition: Edition, page: PageRecords) -> Plan:
    return Plan(
        origin=f"{page.file}, for print",
        name=partial(_name_page, page),
        kind="Printed page",
        address=partial(_page_address, page.id),
        list=partial(_list_address, page.id),
        listed=edition.has("prints"),
        pages=(page,),
    )


def _of_issue(edition: Edition, issue: tuple[str, str], pages: Sequence[PageRecords]) -> Plan:
    paper, date = issue
    return Plan(
        origin=f"issue {paper} {date}, for print",
        name=partial(_name_issue, issue),
        kind="Issue",
        address=partial(_issue_address, slug(paper), date),
        list=partial(_issue_list_address, slug(paper), date),
        listed=edition.has("issues"),
        pages=pages,
    )


def _name_page(page: PageRecords, told: Edition) -> Phrase:
    return page_entry(told, page).label


def _name_issue(issue: tuple[str, str], told: Edition) -> Phrase:
    return name_issue(told, *issue)


def _plan(edition: Edition, plan: Plan) -> Iterator[SitePage]:
    briefs = [brief for page in plan.pages for brief in page.records]
    if not edition.wants(brief.id for brief in briefs):
        return
    reads: Reads = (plan.origin, tuple((page.id, page.file, _texts(page.records)) for page in plan.pages))
    yield edition.page(
        "printout.html",
        plan.address,
        partial(_printout, edition, plan),
        reads,
        origin=plan.origin,
        canonical=plan.list(edition.lang) if plan.listed else None,
    )


def _texts(briefs: Sequence[Brief]) -> Reads:
    return tuple([(brief.mark, brief.text) for brief in briefs])


def _printout(edition: Edition, plan: Plan) -> Printout:
    columns = tuple(_column(edition, plan, lang) for lang in _languages(edition))
    title = plan.name(edition)
    several = len(plan.pages) > 1
    return Printout(
        head=edition.head(
            plan.address,
            f"{title.text} · {edition.words('Print edition')}",
            plan.origin,
            section="pages",
            canonical=plan.list(edition.lang) if plan.listed else None,
        ),
        kind=edition.words(plan.kind),
        count=stories(edition.words, sum(len(page.records) for page in plan.pages)),
        columns=columns,
        parts=tuple(_part(edition, page, several=several) for page in plan.pages),
        back=Entry(title, plan.list(edition.lang) if plan.listed else None),
    )


def _languages(edition: Edition) -> tuple[str, ...]:
    """Name the language of the records, and the page's own or else the first of the others."""
    original, *all_others = edition.config.languages
    converted = edition.config.converted
    others = [lang for lang in all_others if lang not in converted]
    own = edition.lang if edition.lang in converted else original
    return (own, edition.lang if edition.lang in others else others[0]) if others else (own,)


def _column(edition: Edition, plan: Plan, lang: str) -> Column:
    # What a printed page is called in another language: names and dates are all that is asked of this edition.
    named = plan.name(replace(edition, lang=lang, words=read_interface(lang)))
    return Column(lang, autonym(lang), named)


def _part(edition: Edition, page: PageRecords, *, several: bool) -> Part:
    title = page_of_issue(edition, page).label if several else None
    return Part(title, page.file, tuple(_tell(edition, brief) for brief in page.records))


def _tell(edition: Edition, brief: Brief) -> Printed:
    record = edition.digest.shelf.record(brief.id)
    own, other = _languages(edition)[0], _languages(edition)[-1]
    found = translated_units(edition, record, other)
    spelled = translated_units(edition, record, own)
    paired = find_rows(record, found, spelled=spelled)
    rows = tuple(_unlink(row) if row.kind == "markup" else row for row in paired)
    heads = tuple(row for row in rows if row.kind in ABOVE)
    return Printed(
        id=brief.id,
        path=article_path(edition.lang, brief.id),
        title=None if any(row.kind == "headline" for row in heads) else edition.card(brief.id).headline,
        heads=(*heads, *_names(edition, record, brief, other if found else None)),
        rows=(*_summary(record, found, spelled), *rows[len(heads) :]),
        translated=bool(found),
        notes=tuple(_notes(edition, brief)),
    )


def _names(edition: Edition, record: Record, brief: Brief, other: str | None) -> Iterator[Row]:
    own, lexicon = _languages(edition)[0], edition.digest.lexicon
    said = (Words(byline.name, record.lang) for byline in record.article.bylines)
    names = [spell_name(name, own, lexicon).text for name in said]
    if names:
        spelled = None if other is None else _join([words.text for words in brief.wording(other).names])
        yield Row("names", "names", _join(names), spelled)


def _summary(record: Record, found: Mapping[str, str], spelled: Mapping[str, str]) -> Iterator[Row]:
    """Give the summary in place of a text that is withheld."""
    if record.rights == "excerpt" and record.summary is not None:
        said = found.get("summary")
        own = spelled.get("summary", record.summary)
        yield Row("summary", "abstract", _join([own]), None if said is None else _join([said]))


def _unlink(row: Row) -> Row:
    """Take out the links that a person wrote: they lead from the story's own page, and from paper nowhere."""
    original, translation = (
        None if html is None else mark_safe(ANCHOR.sub("", html)) for html in (row.original, row.translation)
    )
    return replace(row, original=original, translation=translation)


def _join(names: Sequence[str]) -> Markup:
    return mark_safe(escape_text(" · ".join(names)))


def _notes(edition: Edition, brief: Brief) -> Iterator[str]:
    words = edition.words
    if brief.status in STATUSES:
        yield words(STATUSES[brief.status])
    if brief.rights == "excerpt":
        yield words("Only a summary may be published here; the story itself is in the paper.")


def _page_address(page_id: str, lang: str) -> str:
    return page_printout_path(lang, page_id)


def _list_address(page_id: str, lang: str) -> str:
    return print_page_path(lang, page_id)


def _issue_address(name: str, date: str, lang: str) -> str:
    return issue_printout_path(lang, name, date)


def _issue_list_address(name: str, date: str, lang: str) -> str:
    return issue_path(lang, name, date)
