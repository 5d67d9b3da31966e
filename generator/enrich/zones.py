"""The parts of an article in which places are looked for, in reading order, each with its weight as evidence.

The dateline is not among them: it says where a story was filed, not where it happened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Markup, Subhead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article, Basis, Text

LEAD = 3.0
"""What the opening weighs, where a later paragraph weighs 1."""

LARGEST = 100_000
"""Characters in which places are looked for: no story is longer, and a broken dump shall not cost minutes."""

_FILED = re.compile(
    r"(?:本报|据?新华社|中新社|中国新闻网)[\u4e00-\u9fff]{0,8}?(?:\d+月)?(?:\d+日)?[讯电](?![视力台影话])"
)
"""A dateline that was left in the text: （据新华社郑州9月9日电）."""


class Zone(Struct, frozen=True):
    """A piece of the article's text."""

    basis: Basis
    text: str
    weight: float
    block: bool = False
    """Part of the headline block."""
    lead: bool = False
    """The opening of the story."""


def find_zones(article: Article) -> tuple[Zone, ...]:
    """List headline block, body and captions in reading order."""
    return tuple(_zones(article))


def _zones(article: Article) -> Iterator[Zone]:
    heading: tuple[tuple[Basis, Text | None], ...] = (
        ("kicker", article.kicker),
        ("headline", article.headline),
        ("subtitle", article.subtitle),
    )
    for basis, piece in heading:
        if piece is not None:
            yield Zone(basis, piece.text, weight=5, block=True)
    if article.abstract is not None:
        yield Zone("body", article.abstract.text, weight=2)
    opened, left = False, LARGEST
    for block in article.blocks:
        if left <= 0:
            break
        if isinstance(block, Subhead):
            yield Zone("body", block.text, weight=1.5)
            continue
        text = _without_filing((block.source if isinstance(block, Markup) else block.text)[:left])
        left -= len(text)
        yield Zone("body", text, weight=1) if opened else Zone("body", text, weight=LEAD, lead=True)
        opened = True
    for figure in article.figures:
        if figure.caption is not None:
            text = _without_filing(figure.caption)
            opens = not opened or article.genre == "photo"
            yield Zone("caption", text, weight=LEAD, lead=True) if opens else Zone("caption", text, weight=2)


def _without_filing(text: str) -> str:
    return _FILED.sub("", text) if "讯" in text or "电" in text else text


def move_lead(zones: tuple[Zone, ...], placed: frozenset[int]) -> tuple[Zone, ...]:
    """Let the second paragraph open the story where the first names no place: a scene, a quotation."""
    body = [number for number, zone in enumerate(zones) if zone.basis == "body" and zone.weight in {1, LEAD}]
    if len(body) < 2 or body[0] in placed or body[1] not in placed:
        return zones
    return (*zones[: body[1]], replace(zones[body[1]], weight=LEAD, lead=True), *zones[body[1] + 1 :])
