"""A record's words as HTML: paragraphs with their anchors, headlines, rows of two languages."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from generator.escaping import escape_text, mark_safe
from generator.markup import render_markup
from generator.model import Markup as MarkupBlock
from generator.model import Paragraph, Subhead
from generator.units import block_ids, find_units
from generator.views.gaps import find_gaps
from generator.views.phrase import Headline, Phrase
from generator.views.story import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from generator.model import Block, Record
    from generator.units import Unit
    from generator.views.gaps import Gaps

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
"""Most of a text, and never part of a word."""
WORD = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.,-][^\W_\u3400-\u9fff]+)*")
HAN_A_MINUTE = 500
WORDS_A_MINUTE = 213

TAGS = {Paragraph: "p", Subhead: "h2", MarkupBlock: "div"}


def find_pieces(record: Record, said: Mapping[str, Phrase]) -> tuple[Piece, ...]:
    """Give the body, block by block; ``said`` holds the words of each unit."""
    blocks = record.article.blocks
    named = zip(block_ids(blocks), blocks, strict=True)
    gaps = find_gaps(record)
    return tuple(_piece(unit_id, block, said[unit_id], gaps) for unit_id, block in named)


def _piece(unit_id: str, block: Block, words: Phrase, gaps: Gaps) -> Piece:
    return Piece(
        id=unit_id,
        number=None if isinstance(block, Subhead) else unit_id[1:],
        tag=TAGS[type(block)],
        attr=words.attr,
        html=_html(block, words.text),
        gap_before=unit_id in gaps.before,
        gap_after=unit_id == gaps.after,
    )


def _html(block: Block, text: str) -> Markup:
    # render_markup escapes and sanitises what a person wrote.
    return mark_safe(render_markup(text) if isinstance(block, MarkupBlock) else escape_text(text))


def find_rows(record: Record, translated: Mapping[str, str]) -> Iterator[Row]:
    """Pair every unit that is read in the story with its translation; a missing one leaves its cell empty."""
    blocks = dict(zip(block_ids(record.article.blocks), record.article.blocks, strict=True))
    gaps = find_gaps(record)
    for unit in find_units(record):
        kind = _kind(unit, blocks)
        if kind is not None:
            found = translated.get(unit.id)
            yield Row(
                id=unit.id,
                kind=kind,
                original=_cell(unit, unit.text, blocks),
                translation=None if found is None else _cell(unit, found, blocks),
                gap_before=unit.id in gaps.before,
                gap_after=unit.id == gaps.after,
            )


def _kind(unit: Unit, blocks: Mapping[str, Block]) -> str | None:
    if unit.id in blocks:
        return {"p": "paragraph", "h2": "subhead", "div": "markup"}[TAGS[type(blocks[unit.id])]]
    if unit.id[0] == "c" and unit.id[1:].isdigit():
        return "caption"
    return unit.id if unit.id in {"rubric", "kicker", "headline", "subtitle", "abstract"} else None


def _cell(unit: Unit, text: str, blocks: Mapping[str, Block]) -> Markup:
    if unit.id == "headline":
        return Headline(text).inner
    block = blocks.get(unit.id)
    return mark_safe(escape_text(text)) if block is None else _html(block, text)


def reading_minutes(texts: Iterator[str]) -> int:
    """Count the minutes that texts take to read, Han characters and words each at their own pace."""
    counts = [_count(text) for text in texts]
    han, words = sum(han for han, _ in counts), sum(words for _, words in counts)
    return ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE)


@lru_cache(maxsize=1024)
def _count(text: str) -> tuple[int, int]:
    """Count Han characters and words; the same text stands on the pages of all languages until it is translated."""
    rest, runs = HAN_RUN.subn(" ", text)
    return len(text) - len(rest) + runs + len(HAN.findall(rest)), len(WORD.findall(rest))
