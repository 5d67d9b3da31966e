"""Find a printed page's articles again among the records it already has, so that ids stay.

In come the articles of a parsed page and the records on disk; out comes one id per article. Evidence, strongest
first: the same lines of the same file, the same text, clauses in common. Every step is linear in the page's length.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.model import Markup

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

    from generator.model import Article, ParsedPage, Record

ENOUGH_LINES = 0.5
"""Share of lines in common, of all lines that either has, from which two are the same article of the same file."""
ENOUGH_TEXT = 0.3
"""Share of clauses in common, weighed by length, from which two are the same article of another dump."""
LONG_HEADLINE = 8
"""Characters from which one headline alone tells an article; 图片新闻 does not."""
MANY = 20
"""A clause or line that more records share says nothing."""

_CLAUSES = re.compile(r"[^\w]+")


class HasRecord(Protocol):
    """A record that is on disk."""

    @property
    def record(self) -> Record:
        """The record."""
        ...


def match_ids(
    parsed: ParsedPage, kept: Sequence[HasRecord], held: Collection[str] = frozenset()
) -> tuple[str | None, ...]:
    """Give each article its id: that of the record it is, or its place on the page, or the ordinal after the last.

    ``held`` are ids of records that are on disk but can't be read. While a page has one, an article that no readable
    record claims may be that record's, and gets ``None``: it must wait.
    """
    page_id = parsed.page.id
    records = [item.record for item in kept if item.record.page_id == page_id]
    found = _pairs(parsed.articles, records)
    waits = any(record_id.rpartition("-")[0] == page_id for record_id in held)
    taken = {int(record.ordinal) for record in records}
    ids: list[str | None] = []
    for number in range(len(parsed.articles)):
        if number in found:
            ids.append(records[found[number]].id)
        elif waits:
            ids.append(None)
        else:
            ordinal = number + 1 if number + 1 not in taken else max(taken) + 1
            taken.add(ordinal)
            ids.append(f"{page_id}-{ordinal:02d}")
    return tuple(ids)


def _pairs(articles: Sequence[Article], records: Sequence[Record]) -> dict[int, int]:
    """Pair the numbers of articles and of records, each at most once."""
    pairing = _Pairing(
        [_traits(article) for article in articles], [_traits(record.article) for record in records], {}, set()
    )
    pairing.take(_by_share(pairing, "lines", ENOUGH_LINES))
    pairing.take(_in_order(pairing, "whole"))
    pairing.take(_by_share(pairing, "clauses", ENOUGH_TEXT))
    pairing.take(_in_order(pairing, "headline"))
    return pairing.found


class _Traits(Struct, frozen=True):
    """What an article can be known by."""

    lines: Counter[Hashable]
    """Lines of a file with this content."""
    whole: Hashable
    """Everything a reader sees."""
    clauses: Counter[Hashable]
    """Of the body and the captions: 图片新闻 stands above many."""
    headline: Hashable


def _traits(article: Article) -> _Traits:
    title, body = tuple(_title(article)), tuple(_body(article))
    headline = article.headline.text if article.headline else ""
    digest = article.source.sha256
    return _Traits(
        lines=Counter({(digest, n): 1 for first, last in article.source.lines for n in range(first, last + 1)}),
        whole=title + body,
        clauses=Counter({c: len(c) for text in body for c in _CLAUSES.split(text) if len(c) > 1}),
        headline=headline if len(headline) >= LONG_HEADLINE else None,
    )


def _title(article: Article) -> Iterator[str]:
    for piece in (article.kicker, article.headline, article.subtitle, article.abstract):
        if piece is not None:
            yield piece.text


def _body(article: Article) -> Iterator[str]:
    for block in article.blocks:
        yield block.source if isinstance(block, Markup) else block.text
    for figure in article.figures:
        if figure.caption is not None:
            yield figure.caption


class _Pairing(Struct, frozen=True):
    """Pairs found so far."""

    articles: Sequence[_Traits]
    records: Sequence[_Traits]
    found: dict[int, int]
    taken: set[int]

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Accept pairs, the best first, where neither side has one yet."""
        for article, record in pairs:
            if article not in self.found and record not in self.taken:
                self.found[article] = record
                self.taken.add(record)

    def free(self) -> tuple[list[int], list[int]]:
        """List the articles and the records that have no pair yet."""
        articles = [number for number in range(len(self.articles)) if number not in self.found]
        return articles, [number for number in range(len(self.records)) if number not in self.taken]


def _in_order(pairing: _Pairing, trait: str) -> list[tuple[int, int]]:
    """Pair equal ones, the first with the first: two identical articles of a page stay two."""
    articles, records = pairing.free()
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for number in reversed(records):
        waiting[getattr(pairing.records[number], trait)].append(number)
    pairs = []
    for number in articles:
        key = getattr(pairing.articles[number], trait)
        if key and waiting[key]:
            pairs.append((number, waiting[key].pop()))
    return pairs


def _by_share(pairing: _Pairing, trait: str, enough: float) -> list[tuple[int, int]]:
    """Pair those that have enough in common, the most alike first, then in order."""
    articles, records = pairing.free()
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number in records:
        for feature in getattr(pairing.records[number], trait):
            holders[feature].append(number)
    sizes = {number: getattr(pairing.records[number], trait).total() for number in records}
    scored = []
    for number in articles:
        features: Counter[Hashable] = getattr(pairing.articles[number], trait)
        for other, common in _common(features, holders).items():
            share = common / (features.total() + sizes[other] - common)
            if share >= enough:
                scored.append((-share, number, other))
    return [(number, other) for _, number, other in sorted(scored)]


def _common(features: Counter[Hashable], holders: dict[Hashable, list[int]]) -> Counter[int]:
    common: Counter[int] = Counter()
    for feature, weight in features.items():
        holding = holders.get(feature, ())
        if len(holding) <= MANY:
            for number in holding:
                common[number] += weight
    return common
