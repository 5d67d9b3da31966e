"""What of a story can be found: everything that its own page shows of the printed text, unit by unit."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from generator.markup import render_markup
from generator.model import Markup
from generator.search.fold import BREAK, join_units
from generator.units import block_ids, find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.briefs import Finds
    from generator.model import Record
    from generator.units import Unit

Said = tuple[tuple[str, str], ...]
"""Texts of a story in reading order, each with the id of its unit."""

_APART = re.compile(r"</?(?:p|li|h[2-6]|t[dhr]|pre|blockquote|br|hr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def say_all(record: Record, translations: Finds, langs: Iterable[str]) -> str:
    """Say everything that a story says, in its own language and in others."""
    told = (find_translated(record, translations, lang) for lang in langs if lang != record.lang)
    return BREAK.join(map(join_units, (find_original(record), *told)))


def find_original(record: Record) -> Said:
    """Give the texts of a record in its own language; a summary that the text has anyway is not said twice."""
    return tuple(_find_original(record))


def find_translated(record: Record, translations: Finds, lang: str) -> Said:
    """Give the texts that have a finished translation."""
    marked = _find_marked(record)
    found = ((unit, translations.find(lang, record.id, unit)) for unit in _told(record))
    return tuple((unit.id, _read(unit.id, text, marked)) for unit, text in found if text is not None)


def _find_original(record: Record) -> Iterator[tuple[str, str]]:
    article, marked = record.article, _find_marked(record)
    units = {unit.id: _read(unit.id, unit.text, marked) for unit in _told(record)}
    summary = units.pop("summary", None)
    yield from units.items()
    if article.dateline is not None:
        yield "dateline", article.dateline.raw
    named = {byline.name for byline in article.bylines}
    credited = dict.fromkeys(credit.name for figure in article.figures for credit in figure.credits)
    yield from (("credit", name) for name in credited if name not in named)
    if summary is not None and not any(summary.rstrip("…。") in text for text in units.values()):
        yield "summary", summary


def _told(record: Record) -> Iterator[Unit]:
    """Leave out the clauses of figures, which are pieces of the text."""
    return (unit for unit in find_units(record) if unit.id[0] != "n" or not unit.id[1:].isdigit())


def _find_marked(record: Record) -> frozenset[str]:
    blocks = record.article.blocks
    ids = zip(block_ids(blocks), blocks, strict=True) if any(type(block) is Markup for block in blocks) else ()
    return frozenset(unit_id for unit_id, block in ids if type(block) is Markup)


def _read(unit_id: str, text: str, marked: frozenset[str]) -> str:
    return read_markup(text) if unit_id in marked else text


def read_markup(source: str) -> str:
    """Give the words that a reader sees of a block of Markdown: ``**保饲草**`` → ``保饲草``."""
    return html.unescape(_TAG.sub("", _APART.sub("\n", render_markup(source)))).strip()
