"""A printed page → its articles, from one room to the next.

    PrintPage ─lines─▶ lines of print ─folio─▶ furniture aside ─split─▶ labelled lines
              Articles ◀─articles─ segments ◀─pictures, tails, strays─ segments ◀─┘

Every non-blank line ends up in exactly one article or piece of furniture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Flag, Folio, Furniture, Paragraph, ParsedPage
from generator.parse import reasons
from generator.parse.articles import make_article
from generator.parse.cohesion import measure_page
from generator.parse.fields.folio import find_furniture, read_folio
from generator.parse.lines import read_lines
from generator.parse.pictures import give_back_pictures
from generator.parse.segments import group_lines
from generator.parse.split import label_lines
from generator.parse.strays import set_strays_apart
from generator.parse.tails import give_back_tails
from generator.parse.votes import Polls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model import Article, PrintPage
    from generator.parse.cohesion import Cohesion
    from generator.parse.lines import Line
    from generator.parse.segments import Segment
    from generator.parse.split import Labelled


def parse(page: PrintPage) -> ParsedPage:
    """Take a printed page apart: articles in printed order, the furniture, and what the folio says."""
    reading = _read(page)
    articles = _mark_doubles([make_article(segment, page) for segment in reading.segments])
    return ParsedPage(page, _merge_folio(page.folio, reading.furniture), tuple(articles), reading.furniture)


def tell(page: PrintPage) -> str:
    """Tell the role of every line, how sure it is (nats above the next best) and what was seen of it, one line each."""
    reading = _read(page)
    rows = [(item.line.span[0], _explain_line(item)) for item in reading.labelled]
    rows += [(p.lines[0][0], f"{p.lines[0][0]}\t· {p.kind:<10}\t     \t{_clip(p.text)}") for p in reading.furniture]
    return "\n".join(text for _, text in sorted(rows))


def _explain_line(item: Labelled) -> str:
    mark = "┌" if item.opens else "│"
    seen = " ".join(sorted(item.features))
    return f"{_span(item.line)}\t{mark} {item.role:<10}\t{item.margin:+5.1f}\t{_clip(item.line.text)}\t{seen}"


class _Reading(Struct, frozen=True):
    labelled: tuple[Labelled, ...]
    segments: tuple[Segment, ...]
    furniture: tuple[Furniture, ...]


def _read(page: PrintPage) -> _Reading:
    lines: list[Line] = []
    furniture: list[Furniture] = []
    for line in read_lines(page):
        kind = find_furniture(line.text)
        if kind is None:
            lines.append(line)
        else:
            furniture.append(Furniture(kind, line.text, (line.span,)))
    cohesion = measure_page([line.text for line in lines])
    labelled = label_lines(lines, cohesion)
    segments = _put_in_place(group_lines(labelled), cohesion)
    return _Reading(labelled, segments, tuple(furniture))


def _put_in_place(segments: tuple[Segment, ...], cohesion: Cohesion) -> tuple[Segment, ...]:
    """Give captions and tails back to their articles, and set apart what belongs to none."""
    polls = Polls(segments, cohesion)
    pictured = give_back_pictures(segments, polls)
    if pictured != segments:
        pictured = tuple(segment for segment in pictured if segment.items)
        polls = Polls(pictured, cohesion)
    return set_strays_apart(give_back_tails(pictured, polls), polls)


def _merge_folio(told: Folio, furniture: Iterable[Furniture]) -> Folio:
    """What sidecar, front matter or file name say goes before what the dump's own folio says."""
    for piece in furniture:
        if piece.kind == "folio":
            seen = read_folio(piece.text)
            told = Folio(
                paper=told.paper or seen.paper,
                date=told.date or seen.date,
                date_source=told.date_source or seen.date_source,
                page=told.page or seen.page,
                section=told.section or seen.section,
            )
    return told


def _mark_doubles(articles: Sequence[Article]) -> Iterable[Article]:
    """Flag an article whose text stands on the page already."""
    seen: set[tuple[str, ...]] = set()
    for article in articles:
        texts = tuple(block.text for block in article.blocks if isinstance(block, Paragraph))
        if texts and texts in seen:
            doubt = Flag("duplicate", article.source.lines, 0.95, reasons.DUPLICATE)
            yield replace(article, flags=(*article.flags, doubt))
        else:
            yield article
        seen.add(texts)


def _span(line: Line) -> str:
    first, last = line.span
    return str(first) if first == last else f"{first}-{last}"


def _clip(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:14]}…{text[-8:]}"
