"""What was printed where: papers, issues, printed pages and their sections, named in one language.

In all languages but Chinese, papers and sections go by the English of the glossary; a name without an entry stands as
it was printed, marked with its language. Citations and JSON-LD keep the printed names, whatever the page is in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.addresses import issue_path, print_page_path
from generator.interface import PLAIN
from generator.reading import takes_english
from generator.slugs import slug
from generator.views.entries import ORIGINAL, Entry
from generator.views.phrase import Phrase, join_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.briefs import Brief
    from generator.digest import PageRecords
    from generator.lexicon import Glossary
    from generator.views.edition import Edition

APART = re.compile(r"[·・、/／|｜\s]+")
"""Between the parts of a section's name: 文化·副刊."""
SMALL = frozenset({"a", "an", "and", "for", "from", "in", "of", "on", "the", "to"})


def name_paper(edition: Edition, name: str) -> Phrase:
    """Name a paper: 样张日报 → Specimen Daily."""
    english = edition.digest.lexicon.glossary.english(name) if takes_english(edition.lang) else None
    return edition.phrase(name, ORIGINAL) if english is None else edition.phrase(english, PLAIN)


def name_section(edition: Edition, name: str) -> Phrase:
    """Name a print section: 要闻 → Main News."""
    glossary = edition.digest.lexicon.glossary
    parts = [_section(part, glossary) for part in APART.split(name)] if takes_english(edition.lang) else []
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return edition.phrase(name, ORIGINAL)
    return edition.phrase(" · ".join(known), PLAIN)


def name_issue(edition: Edition, paper: str, date: str) -> Phrase:
    """Name an issue: ``Specimen Daily · 5 January 2026``."""
    return join_phrases((name_paper(edition, paper), Phrase(edition.words.date(date))))


def issue_entry(edition: Edition, page: PageRecords) -> tuple[Entry, ...]:
    """Give the issue that a printed page belongs to, where paper and date are known."""
    first = page.records[0]
    if first.paper is None or first.date is None or not edition.has("issues"):
        return ()
    label = name_issue(edition, first.paper, first.date)
    return (Entry(label, issue_path(edition.lang, slug(first.paper), first.date)),)


def page_entry(edition: Edition, page: PageRecords) -> Entry:
    """Name a printed page: by paper, date, number and section as far as they are known, else by its raw file."""
    first = page.records[0]
    named = [
        *([] if first.paper is None else [name_paper(edition, first.paper)]),
        *([] if first.date is None else [Phrase(edition.words.date(first.date))]),
        *_within(edition, first, edition.words.fill("page %(page)s", page=first.page)),
    ]
    return _entry(edition, page, named)


def page_of_issue(edition: Edition, page: PageRecords) -> Entry:
    """Name a printed page among those of its issue: ``Page 4 · Countryside``."""
    first = page.records[0]
    return _entry(edition, page, [*_within(edition, first, edition.words.fill("Page %(page)s", page=first.page))])


def _within(edition: Edition, record: Brief, number: str) -> Iterator[Phrase]:
    if record.page is not None:
        yield Phrase(number)
    if record.section is not None:
        yield name_section(edition, record.section)


def _entry(edition: Edition, page: PageRecords, named: list[Phrase]) -> Entry:
    label = join_phrases(named or [Phrase(page.file.rpartition("/")[2])])
    path = print_page_path(edition.lang, page.id) if edition.has("prints") else None
    return Entry(label, path, len(page.records), slug=page.id)


def _section(name: str, glossary: Glossary) -> str | None:
    """Look a section up with 版 behind it first: 综合版 is General News, 综合 alone means other things."""
    english = glossary.english(f"{name.removesuffix('版')}版") or glossary.english(name)
    return None if english is None else _titled(english)


def _titled(text: str) -> str:
    first, *others = text.split(" ")
    return " ".join((_capital(first), *(word if word in SMALL else _capital(word) for word in others)))


def _capital(word: str) -> str:
    return f"{word[:1].upper()}{word[1:]}"
