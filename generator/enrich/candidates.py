"""The words of one article that may become its tags, with how often and where they stand.

In come an Article, the lexicon and the cache folder; out go Candidates, frozen and fit to be pickled: they depend on
the article's text and on the lexicon alone. Never among them: persons, places, figures, stop words, pieces of words,
and common nouns between quotation marks (“绣花针” is a picture, not a subject). Choosing is the business of ``tags``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Literal

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
TOO_USUAL = 5.6
"""Nouns of the packaged list below this rarity are in every paper."""
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

OFFICES = ("局", "厅", "委", "委员会", "办公室", "领导小组", "政府")
"""A body acts in a story; it is seldom its subject."""

Kind = Literal["word", "pair", "noun"]
"""Out of the domain dictionary; two nouns that stand together again and again; out of the packaged nouns."""


@dataclass(frozen=True, slots=True)
class Candidate:
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


@dataclass(frozen=True, slots=True)
class Candidates:
    """What one article offers; ``length`` counts its characters."""

    found: tuple[Candidate, ...]
    length: int


@dataclass(frozen=True, slots=True)
class _Zone:
    text: str
    weight: float
    head: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class _Sighting:
    term: str
    kind: Kind
    listed: bool
    proper: bool = False
    """A piece of a proper name."""


def find_candidates(article: Article, lexicon: Lexicon, cache: Path) -> Candidates:
    """Count the words of one article that may become its tags."""
    segmenter = find_segmenter(lexicon, cache)
    persons = tuple(name for name in find_persons(article) if name not in lexicon.vocabulary.stops)
    zones = tuple(_zones(article))
    seen: dict[str, list[tuple[_Zone, int, _Sighting]]] = defaultdict(list)
    for number, zone in enumerate(zones):
        for sighting in _sightings(hide_persons(zone.text, persons), segmenter):
            seen[lexicon.vocabulary.merged(sighting.term)].append((zone, number, sighting))
    names = {term for term, sightings in seen.items() if any(sighting.proper for _, _, sighting in sightings)}
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


def _sightings(text: str, segmenter: Segmenter) -> Iterator[_Sighting]:
    pictures = [match.span() for match in PICTURE.finditer(text)]
    tokens = ["", *segmenter.cut(text), "", ""]
    at = 0
    for before, token, after, behind in zip(tokens, tokens[1:], tokens[2:], [*tokens[3:], ""], strict=False):
        kind = _kind(token, segmenter)
        if token in segmenter.lexicon.vocabulary.countries and after.startswith(NAMED):
            kind = None
        listed = before == "、" or after == "、"
        quoted = any(start <= at < end for start, end in pictures)
        if kind == "word" or (kind == "noun" and not quoted and _is_whole(token, before, after)):
            proper = kind == "noun" and (after in PROPER or (len(after) == 1 and behind in PROPER))
            yield _Sighting(token, kind, listed, proper)
        if kind == "noun" and not quoted and behind not in ENDINGS and _pairs_with(token, after, segmenter):
            yield _Sighting(token + after, "pair", listed)
        at += len(token)


def _kind(token: str, segmenter: Segmenter) -> Kind | None:
    vocabulary = segmenter.lexicon.vocabulary
    if len(token) < 2 or token in vocabulary.stops:
        return None
    if token in vocabulary.words or token in vocabulary.merges:
        return "word"
    rarity = vocabulary.rarity(token)
    if rarity is None or rarity < TOO_USUAL or token in segmenter.places:
        return None
    if token.endswith(OFFICES):
        return None
    empty = len(token) == 4 and {token[:2], token[2:]} <= vocabulary.stops  # 社区服务
    return None if empty else "noun"


def _is_whole(token: str, before: str, after: str) -> bool:
    return len(token) > 3 or (after not in ENDINGS and before not in STARTS)


def _pairs_with(token: str, after: str, segmenter: Segmenter) -> bool:
    return 4 <= len(token + after) <= 5 and _kind(after, segmenter) == "noun"


def _weigh(term: str, seen: Sequence[tuple[_Zone, int, _Sighting]]) -> Candidate:
    """Weigh a word; in one paragraph the second mention counts less than the first."""
    by_zone: dict[int, list[float]] = defaultdict(list)
    for zone, number, sighting in seen:
        by_zone[number].append(zone.weight * (LISTED if sighting.listed and not zone.head else 1.0))
    kinds = {sighting.kind for _, _, sighting in seen}
    return Candidate(
        term=term,
        kind="word" if "word" in kinds else "pair" if "pair" in kinds else "noun",
        weight=round(sum(max(weights) * (1 + log(len(weights)) / 2) for weights in by_zone.values()), 6),
        count=len(seen),
        in_head=any(zone.head for zone, _, _ in seen),
        early=any(zone.head or zone.first for zone, _, _ in seen),
        spread=len(by_zone),
    )
