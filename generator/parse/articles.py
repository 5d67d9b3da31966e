"""Segments → Articles: every field read from the lines that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Article, Paragraph, Source, Subhead
from generator.parse.body import read_body, tell_captions
from generator.parse.doubts import confidence_of, find_guesses, read_status
from generator.parse.features import page_words, strip_dress
from generator.parse.segments import spans_of
from generator.parse.signed import read_bylines, read_closing, read_jump, read_opening
from generator.parse.titles import read_abstract, read_titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Block, Byline, Genre, PrintPage
    from generator.parse.body import Body
    from generator.parse.join import Passage
    from generator.parse.segments import Segment
    from generator.parse.titles import Titles

_COMMENT = ("评论", "时评", "短评", "社论", "社评", "观察", "快评", "锐评", "论坛", "今日谈")
_ESSAY = ("随笔", "散文", "杂谈", "副刊", "文苑")


def make_article(segment: Segment, page: PrintPage) -> Article:
    """Read one segment: title block, dateline, bylines, blocks and figures, with a flag for every join and guess."""
    titles = read_titles(segment)
    body = read_body(segment)
    opening = read_opening(body)
    closing = read_closing(body, has_dateline=opening.dateline is not None)
    jump = read_jump(body)
    tell_captions(body)
    status, doubts = read_status(segment, body, jump)
    guesses = (*body.flags, *doubts, *titles.flags, *body.joins, *find_guesses(segment))
    flags = tuple(sorted(guesses, key=lambda flag: (flag.lines, flag.code)))
    return Article(
        source=Source(page.file, page.sha256, spans_of(segment.items)),
        genre=_read_genre(titles, segment, body, dated=opening.dateline is not None),
        kicker=titles.kicker,
        headline=titles.headline,
        subtitle=titles.subtitle,
        rubric=titles.rubric,
        dateline=opening.dateline or closing.dateline,
        bylines=_unique((*read_bylines(segment), *opening.bylines, *closing.bylines)),
        abstract=read_abstract(segment),
        blocks=tuple(_finish(block) for block in body.blocks),
        figures=tuple(body.figures),
        jump=jump,
        status=status,
        confidence=confidence_of(flags),
        flags=flags,
    )


def _read_genre(titles: Titles, segment: Segment, body: Body, *, dated: bool) -> Genre:
    rubric = titles.rubric.text if titles.rubric else ""
    label = strip_dress(titles.headline.text) if titles.headline else ""
    if label in page_words().photo_headlines or (body.figures and len(body.passages) <= 1 and not dated):
        return "photo"
    if rubric.endswith(_COMMENT):
        return "comment"
    if rubric.endswith(_ESSAY):
        return "essay"
    if titles.subtitle and "综述" in titles.subtitle.text:
        return "roundup"
    dashed = any(
        item.features & {"dash-start", "dash-end"} for item in segment.own if item.role in ("kicker", "subtitle")
    )
    return "feature" if dashed and not dated else "news"


def _unique(bylines: Iterable[Byline]) -> tuple[Byline, ...]:
    found: dict[str, Byline] = {}
    for byline in bylines:
        found.setdefault(byline.name, byline)
    return tuple(found.values())


def _finish(block: Passage | Subhead) -> Block:
    return block if isinstance(block, Subhead) else Paragraph(block.text, block.lines)
