"""The words of one article that may become its tags, with how often and where they stand.

In come an Article, the lexicon and the cache folder; out go Candidates, frozen and fit to be pickled: they depend on
the article's text and on the lexicon alone. Never among them: persons, places, figures, stop words, pieces of words,
and common nouns between quotation marks (“绣花针” is a picture, not a subject). Choosing is the business of ``tags``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.enrich.kinds import OFFICES, Kind
from generator.enrich.persons import find_persons, hide_persons
from generator.enrich.segment import find_segmenter
from generator.model import Markup, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.enrich.segment import Segmenter
    from generator.lexicon import Lexicon
    from generator.model import Article

HEAD, FIRST, LABEL, PLAIN = 3.0, 1.5, 1.5, 1.0
"""Weights: headline block, first paragraph, subheads and abstract, the rest."""
LISTED = 0.5
"""A word between 、 is one of many."""
PICTURE = re.compile(r"[“‘][^”’“‘]{1,8}[”’]")
ENDINGS = frozenset(
    "员者家性化率店站柜机器室所局院厅部队团会节奖杯村镇乡县市区路街桥河江湖山寺法费税证卡板层线网馆厂场户品业学级型式力度量点面期们界"
    "地人客商师生手工民族群类种体物感观论课台园圃树苗草花果肉菌药病症"
)
"""Behind a short noun these make another word, which we don't know: 羊肚|菌."""
NAMED = ("中学", "小学", "学校", "大学", "医院", "自治", "民族")
"""Behind a people or a country these make a name: 回族中学."""
PROPER = (
    "村",
    "镇",
    "乡",
    "社区",
    "街道",
    "小区",
    "苑",
    "派出所",
    "小学",
    "中学",
    "学校",
    "医院",
    "公司",
    "集团",
    "路",
    "街",
    "巷",
    "山",
    "河",
    "县",
    "市",
    "区",
    "州",
    "屯",
    "寨",
    "组",
    "沟",
    "湾",
    "坪",
    "村委会",
    "村民",
    "警务室",
)
"""Behind a common noun, or one sign behind it, these show that it belongs to a proper name: 大屋|冲|村, 靠山|派出所."""
STARTS = frozenset("总副大小老新非超单双半准亚原前后各每某该本此第")

BODIES = frozenset((*OFFICES, "公司", "集团", "协会", "学会", "研究所", "研究院"))
"""Behind a word, or behind it and a second one, these show that it is a piece of a body's name: 林业和草原局."""


class Candidate(Struct, frozen=True):
    """A word that may become a tag of one article."""

    term: str
    kind: Kind
    weight: float
    count: int
    in_head: bool
    early: bool
    """In the headline block or in the first paragraph."""
    spread: int
    """Paragraphs, captions and heads with it."""


class Candidates(Struct, frozen=True):
    """What one article offers; ``length`` counts its characters."""

    found: tuple[Candidate, ...]
    length: int


class _Zone(Struct, frozen=True):
    text: str
    weight: float
    head: bool = False
    first: bool = False


Seen = tuple[str, Kind, bool, bool]
"""A word of one zone: the term, its kind, whether it is one of a list, whether it is a piece of a proper name."""


def find_candidates(article: Article, lexicon: Lexicon, cache: Path) -> Candidates:
    """Count the words of one article that may become its tags."""
    segmenter = find_segmenter(lexicon, cache)
    persons = tuple(name for name in find_persons(article) if name not in lexicon.vocabulary.stops)
    zones = tuple(_zones(article))
    seen: dict[str, list[tuple[_Zone, int, Seen]]] = defaultdict(list)
    for number, zone in enumerate(zones):
        for each in _sightings(hide_persons(zone.text, persons), segmenter):
            seen[lexicon.vocabulary.merged(each[0])].append((zone, number, each))
    names = {term for term, sightings in seen.items() if any(proper for _, _, (_, _, _, proper) in sightings)}
    return Candidates(
        tuple(_weigh(term, seen[term]) for term in sorted(seen.keys() - names)),
        sum(len(zone.text) for zone in zones),
    )


def _zones(article: Article) -> Iterator[_Zone]:
    for piece in (article.kicker, article.headline, article.subtitle):
        if piece is not None:
            yield _Zone(piece.text, HEAD, head=True)
    if article.abstract is not None:
        yield _Zone(article.abstract.text, LABEL)
    first = True
    for block in article.blocks:
        if isinstance(block, Paragraph):
            yield _Zone(block.text, FIRST if first else PLAIN, first=first)
            first = False
        else:
            yield _Zone(block.source if isinstance(block, Markup) else block.text, LABEL)
    for figure in article.figures:
        if figure.caption is not None:
            yield _Zone(figure.caption, FIRST if first else PLAIN, first=first)


def _sightings(text: str, segmenter: Segmenter) -> Iterator[Seen]:
    tokens = ["", *segmenter.cut(text), "", "", ""]
    kinds = [segmenter.kind(token) for token in tokens]
    quoted = _quoted(text, tokens) if "“" in text or "‘" in text else frozenset[int]()
    for at, kind in enumerate(kinds):
        if kind is None:
            continue
        before, token, after, behind = tokens[at - 1 : at + 3]
        listed = before == "、" or after == "、"
        if kind == "word":
            if not _is_body(after, behind, tokens[at + 3]) and not _is_named(token, after, segmenter):
                yield token, kind, listed, False
        elif at not in quoted:
            if _is_whole(token, before, after):
                proper = after in PROPER or (len(after) == 1 and behind in PROPER)
                yield token, kind, listed, proper
            if kinds[at + 1] == "noun" and behind not in ENDINGS and 4 <= len(token + after) <= 5:
                yield token + after, "pair", listed, False


def _quoted(text: str, tokens: Sequence[str]) -> frozenset[int]:
    """The tokens of pictures between quotation marks, by number."""
    pictures = [match.span() for match in PICTURE.finditer(text)]
    starts = accumulate(map(len, tokens), initial=0)
    return frozenset(
        number
        for number, (start, _) in enumerate(zip(starts, tokens, strict=False))
        if any(first <= start < end for first, end in pictures)
    )


def _is_body(after: str, behind: str, last: str) -> bool:
    return after in BODIES or (after in {"和", "与", "、"} and last in BODIES and bool(behind))


def _is_named(token: str, after: str, segmenter: Segmenter) -> bool:
    return token in segmenter.lexicon.vocabulary.countries and after.startswith(NAMED)


def _is_whole(token: str, before: str, after: str) -> bool:
    return len(token) > 3 or (after not in ENDINGS and before not in STARTS)


def _weigh(term: str, seen: Sequence[tuple[_Zone, int, Seen]]) -> Candidate:
    """Weigh a word; in one paragraph the second mention counts less than the first."""
    by_zone: dict[int, list[float]] = defaultdict(list)
    for zone, number, (_, _, listed, _) in seen:
        by_zone[number].append(zone.weight * (LISTED if listed and not zone.head else 1.0))
    kinds = {kind for _, _, (_, kind, _, _) in seen}
    return Candidate(
        term=term,
        kind="word" if "word" in kinds else "pair" if "pair" in kinds else "noun",
        weight=round(sum(max(weights) * (1 + log(len(weights)) / 2) for weights in by_zone.values()), 6),
        count=len(seen),
        in_head=any(zone.head for zone, _, _ in seen),
        early=any(zone.head or zone.first for zone, _, _ in seen),
        spread=len(by_zone),
    )
