"""How far translations are: pages of records and their PO files in, counts by language, page and article out.

``render_table`` says it to people: the articles that want work, those with most to do first, and the sums last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.translate import Coverage, make_translations, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.errors import Problem
    from generator.model import Record
    from generator.records import PrintedPage

SHOWN = 30
"""Lines of a language: what one can sit down to; the sums tell of all."""
TITLE = 40
"""Characters of a title that are shown."""
_HEAD = "  translated  to look at  missing"


class ArticleCoverage(Struct, frozen=True):
    """One article in one language."""

    id: str
    title: str
    counts: Coverage


class PageCoverage(Struct, frozen=True):
    """One printed page in one language."""

    lang: str
    page: str
    articles: tuple[ArticleCoverage, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Coverage:
        """All its articles together."""
        return add_up(article.counts for article in self.articles)


def read_coverage(folder: Path, page: PrintedPage, languages: Iterable[str]) -> tuple[PageCoverage, ...]:
    """Count the units of a printed page in every language; records in the language itself have none."""
    return tuple(_count(folder, lang, page) for lang in languages)


def _count(folder: Path, lang: str, page: PrintedPage) -> PageCoverage:
    path = folder / page.id / f"{lang}.po"
    found = [read_catalogue(path, lang)] if path.exists() else []
    translations = make_translations(found)
    articles = tuple(
        ArticleCoverage(record.id, _title(record), translations.coverage(lang, record))
        for record in page.records
        if record.lang != lang
    )
    return PageCoverage(lang, page.id, articles, tuple(problem for one in found for problem in one.problems))


def _title(record: Record) -> str:
    article = record.article
    piece = article.headline or article.kicker or article.subtitle
    return piece.text if piece is not None else ""


def add_up(counts: Iterable[Coverage]) -> Coverage:
    """Add counts up."""
    every = list(counts)
    return Coverage(
        sum(one.translated for one in every), sum(one.fuzzy for one in every), sum(one.missing for one in every)
    )


# ---------------------------------------------------------------- for people


def render_table(pages: Sequence[PageCoverage], *, every: bool = False) -> str:
    """List what is left to do in each language, then the sums; ``every`` leaves nothing out."""
    by_language: dict[str, list[PageCoverage]] = {}
    for page in pages:
        by_language.setdefault(page.lang, []).append(page)
    lists = [line for lang, found in by_language.items() for line in _list(lang, found, every=every)]
    return "\n".join([*lists, *(_sum(lang, found) for lang, found in by_language.items())])


def _list(lang: str, pages: Sequence[PageCoverage], *, every: bool) -> list[str]:
    chosen = pages if every else _unfinished(pages)
    lines = [line for page in chosen for line in _page_lines(page, every=every)]
    shown = lines if every else lines[:SHOWN]
    left = len(lines) - len(shown)
    more = [f"{'':>{len(_HEAD)}}  and {left:,} more line{'' if left == 1 else 's'}: --all shows them"] if left else []
    return [f"{_HEAD}  {lang}", *shown, *more, ""] if shown else []


def _unfinished(pages: Iterable[PageCoverage]) -> list[PageCoverage]:
    """What is out of date first, then what was begun, the least left before the most, then the newest pages."""
    left = [page for page in pages if page.counts.translated < page.counts.total]
    return sorted(sorted(left, key=lambda page: page.page, reverse=True), key=_urgency)


def _urgency(page: PageCoverage) -> tuple[bool, int]:
    counts = page.counts
    begun = counts.missing < counts.total
    return not begun, -counts.fuzzy if counts.fuzzy else counts.missing if begun else 0


def _page_lines(page: PageCoverage, *, every: bool) -> list[str]:
    """One line for the page; below it one an article, but for those that are finished or of which nothing is begun."""
    counts = page.counts
    begun = counts.missing < counts.total
    articles = [
        f"{_numbers(article.counts)}    {article.id.rpartition('-')[2]}  {article.title[:TITLE]}".rstrip()
        for article in page.articles
        if every or (begun and article.counts.translated < article.counts.total)
    ]
    return [f"{_numbers(counts)}  {page.page}", *articles]


def _numbers(counts: Coverage) -> str:
    done = f"{counts.translated:,}/{counts.total:,}"
    return f"{done:>12}{counts.fuzzy:>12,}{counts.missing:>9,}"


def _sum(lang: str, pages: Sequence[PageCoverage]) -> str:
    counts = add_up(page.counts for page in pages)
    share = counts.translated * 100 // counts.total if counts.total else 100
    whole = sum(page.counts.translated == page.counts.total for page in pages)
    return (
        f"{lang}: {counts.translated:,} of {counts.total:,} units translated ({share}%), "
        f"{counts.fuzzy:,} to look at, {counts.missing:,} missing; {whole:,} of {len(pages):,} pages finished"
    )


# ---------------------------------------------------------------- for machines


def flatten(pages: Sequence[PageCoverage]) -> dict[str, object]:
    """Give all counts: of every page with its articles, and of every language."""
    sums: dict[str, list[Coverage]] = {}
    for page in pages:
        sums.setdefault(page.lang, []).append(page.counts)
    return {
        "languages": [{"lang": lang, "pages": len(counts), **_flat(add_up(counts))} for lang, counts in sums.items()],
        "pages": [
            {
                "lang": page.lang,
                "page": page.page,
                **_flat(page.counts),
                "articles": [{"id": each.id, "title": each.title, **_flat(each.counts)} for each in page.articles],
            }
            for page in pages
        ],
    }


def _flat(counts: Coverage) -> dict[str, int]:
    return {
        "translated": counts.translated,
        "fuzzy": counts.fuzzy,
        "missing": counts.missing,
        "units": counts.total,
    }
