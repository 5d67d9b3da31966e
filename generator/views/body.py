"""A record's words as HTML: paragraphs with their anchors, headlines, rows of two languages."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.escaping import escape_text, lang_attribute, mark_safe
from generator.markup import render_markup
from generator.model import Markup as MarkupBlock
from generator.model import Paragraph, Subhead
from generator.units import block_ids, find_units
from generator.views.gaps import find_gaps
from generator.views.phrase import Headline
from generator.views.story import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from generator.model import Block, Record
    from generator.units import Unit
    from generator.views.gaps import Gaps

    Say = Callable[[str, str], tuple[str, str | None]]
    """Gives the words of a unit, and their language where it isn't the page's; what it is given is the unit's id and
    its original."""

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
"""Most of a text, and never part of a word."""
WORD = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.,-][^\W_\u3400-\u9fff]+)*")
TYPESET = tuple(zip("’‘“”–—…", '\'""""""', strict=True))
"""Signs of set type, each with one of ASCII that means as much to ``WORD``."""
CLASSES = bytes(ord("a" if chr(sign).isalnum() else "." if chr(sign) in "'.,-" else " ") for sign in range(128)) * 2
"""What a byte of ASCII is to ``WORD``: part of a word, what may stand inside one, or neither."""
EDGES = ((b" a", 1), (b".a", 1), (b"a.", -1), (b"a. ", 1), (b"a..", 1))
"""Where letters begin, less where a sign stands behind one, but for where no letter follows it."""
HAN_A_MINUTE = 500
WORDS_A_MINUTE = 213

NONE: Mapping[str, str] = MappingProxyType({})
SUBHEAD, MARKUP = "h2", "div"
TAGS = {Paragraph: "p", Subhead: SUBHEAD, MarkupBlock: MARKUP}


def find_pieces(record: Record, say: Say) -> tuple[Piece, ...]:
    """Give the body, block by block; ``say`` gives the words of a unit."""
    blocks, gaps = record.article.blocks, find_gaps(record)
    ids = block_ids(blocks)
    return tuple([_piece(unit_id, block, say, gaps) for unit_id, block in zip(ids, blocks, strict=True)])


def _piece(unit_id: str, block: Block, say: Say, gaps: Gaps) -> Piece:
    tag = TAGS[type(block)]
    text, lang = say(unit_id, source_of(block))
    html = mark_safe(render_markup(text) if tag == MARKUP else escape_text(text))
    number = None if tag == SUBHEAD else unit_id[1:]
    return Piece(unit_id, number, tag, lang_attribute(lang), html, unit_id in gaps.before, unit_id == gaps.after)


def source_of(block: Block) -> str:
    """Give the text of a block, or its Markdown."""
    return block.source if isinstance(block, MarkupBlock) else block.text


def _html(block: Block, text: str) -> Markup:
    # render_markup escapes and sanitises what a person wrote.
    return mark_safe(render_markup(text) if isinstance(block, MarkupBlock) else escape_text(text))


def _say_nothing(_unit_id: str) -> None:
    """Leave an empty cell empty."""


def find_rows(
    record: Record,
    translated: Mapping[str, str],
    lack: Callable[[str], str | None] = _say_nothing,
    spelled: Mapping[str, str] = NONE,
) -> Iterator[Row]:
    """Pair every unit that is read in the story with its translation; ``lack`` says why one is missing.

    ``spelled`` is the original in another script, where the page is in that.
    """
    blocks = dict(zip(block_ids(record.article.blocks), record.article.blocks, strict=True))
    gaps = find_gaps(record)
    for unit in find_units(record):
        kind = _kind(unit, blocks)
        if kind is not None:
            found = translated.get(unit.id)
            yield Row(
                id=unit.id,
                kind=kind,
                original=_cell(unit, spelled.get(unit.id, unit.text), blocks),
                translation=None if found is None else _cell(unit, found, blocks),
                lacking=lack(unit.id) if found is None else None,
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
    han, words = _count("\n".join(texts))
    return ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE)


@lru_cache(maxsize=64)
def _count(text: str) -> tuple[int, int]:
    """Count Han characters and words; a story stands on the pages of all languages until it is translated."""
    for sign, plain in TYPESET:
        text = text.replace(sign, plain)
    if text.isascii():
        return 0, _count_words(text)
    rest, runs = HAN_RUN.subn(" ", text)
    return len(text) - len(rest) + runs + len(HAN.findall(rest)), len(WORD.findall(rest))


def _count_words(text: str) -> int:
    """Count what ``WORD`` finds in ASCII: where letters begin, but for those that a sign joins to letters before."""
    classes = f" {text} ".encode().translate(CLASSES)
    if b".." not in classes and b" . " not in classes:
        return len(classes.split())
    return sum(weight * classes.count(edge) for edge, weight in EDGES)
