"""Segments → Articles: every field read from the lines that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.model import Article, Byline, Dateline, Figure, Flag, Jump, Paragraph, Source, Subhead, Text
from generator.parse import marks, reasons
from generator.parse.features import find_rubric_end, page_words, strip_dress
from generator.parse.fields.byline import find_author_note, find_bare_name, find_byline, find_closing_people
from generator.parse.fields.caption import find_credit_line, find_credit_tail, find_marker
from generator.parse.fields.dateline import find_closing, find_opening
from generator.parse.fields.jump import cut_jump, find_jump
from generator.parse.join import Passage, can_join, spans_at
from generator.parse.segments import PICTURE, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Block, Genre, PrintPage, Span, Spans, Status
    from generator.parse.segments import Segment
    from generator.parse.split import Labelled

_WEAK = 0.5
"""Nats below which a role is worth a second look."""
_LAST = 2
"""Paragraphs from the end in which an article may be signed."""
_COMMENT = ("评论", "时评", "短评", "社论", "社评", "观察", "快评", "锐评", "论坛", "今日谈")
_ESSAY = ("随笔", "散文", "杂谈", "副刊", "文苑")


@dataclass(slots=True)
class _Body:
    """What is being read while a segment's lines go by; lives inside ``make_article`` only."""

    blocks: list[Passage | Subhead] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


def make_article(segment: Segment, page: PrintPage) -> Article:
    """Read one segment: title block, dateline, bylines, blocks and figures, with a flag for every join and guess."""
    titles = _read_titles(segment)
    body = _read_body(segment)
    opening = _read_opening(body)
    closing = _read_closing(body, has_dateline=opening.dateline is not None)
    jump = _read_jump(body)
    if not any(isinstance(block, Passage) for block in body.blocks):
        _tell_captions(body)
    status, doubts = _read_status(segment, body, jump)
    flags = tuple(
        sorted(
            (*body.flags, *doubts, *titles.flags, *_joins(body), *_moves(segment), *_strays(segment), *_wraps(segment)),
            key=lambda f: (f.lines, f.code),
        )
    )
    bylines = _unique((*_own_bylines(segment), *opening.bylines, *closing.bylines))
    return Article(
        source=Source(page.file, page.sha256, spans_of(segment.items)),
        genre=_read_genre(titles, segment, body, dated=opening.dateline is not None),
        kicker=titles.kicker,
        headline=titles.headline,
        subtitle=titles.subtitle,
        rubric=titles.rubric,
        dateline=opening.dateline or closing.dateline,
        bylines=bylines,
        abstract=_read_abstract(segment),
        blocks=tuple(_finish(block) for block in body.blocks),
        figures=tuple(body.figures),
        jump=jump,
        status=status,
        confidence=_confidence(flags),
        flags=flags,
    )


def spans_of(items: Iterable[Labelled]) -> Spans:
    """Merge the lines of some items into spans, in file order; blank lines between neighbours belong to them."""
    spans: list[Span] = []
    for line in sorted((item.line for item in items), key=lambda line: line.span):
        if spans and spans[-1][1] + line.blanks + 1 == line.span[0]:
            spans[-1] = (spans[-1][0], line.span[1])
        else:
            spans.append(line.span)
    return tuple(spans)


# ---------------------------------------------------------------- the title block


@dataclass(frozen=True, slots=True)
class _Titles:
    rubric: Text | None
    kicker: Text | None
    headline: Text | None
    subtitle: Text | None
    flags: tuple[Flag, ...]


def _read_titles(segment: Segment) -> _Titles:
    def read(role: str) -> Text | None:
        lines = [item for item in segment.own if item.role == role]
        return Text(" ".join(item.line.text for item in lines), spans_of(lines)) if lines else None

    rubric, headline = read("rubric"), read("headline")
    if rubric is not None:
        rubric = replace(rubric, text=strip_dress(rubric.text) or rubric.text)
    if headline is not None and (end := find_rubric_end(headline.text)) is not None:
        rubric = rubric or Text(end["word"], headline.lines)
        headline = Text(headline.text[: end.start()].rstrip(), headline.lines)
    return _Titles(rubric, read("kicker"), headline, read("subtitle"), tuple(_title_doubts(segment)))


def _title_doubts(segment: Segment) -> Iterable[Flag]:
    lines = [item for item in segment.own if item.role in ("kicker", "headline", "subtitle")]
    unmarked = [
        item for item in lines if not item.features & {"dash-start", "dash-end", "bullet", "couplet", "photo-headline"}
    ]
    if len(lines) > 1 and len(unmarked) == len(lines):
        yield Flag("title-guessed", spans_of(lines), 0.75, reasons.TITLE_ORDER)
    for item in segment.own:
        if item.role == "headline" and item.margin < _WEAK and len(lines) == 1 and item.index > 0:
            yield Flag("boundary-guessed", (item.line.span,), 0.7, reasons.WEAK_BOUNDARY)


# ---------------------------------------------------------------- the body


def _read_body(segment: Segment) -> _Body:
    body = _Body()
    waiting: list[Labelled] = []
    for item in segment.items:
        if waiting and (item.role not in PICTURE or _continues(body, item)):
            _add_figures(body, waiting)
            waiting = []
        if item.role in TEXT or _continues(body, item):
            _add_paragraph(body, item)
        elif item.role in PICTURE:
            if waiting and waiting[-1].role == "credit" and item.role == "caption":
                _add_figures(body, waiting)
                waiting = []
            waiting.append(item)
        elif item.role in ("subhead", "label"):
            body.blocks.append(
                Subhead(strip_dress(item.line.text) if item.role == "label" else item.line.text, (item.line.span,))
            )
        elif item.role == "note" and not find_author_note(item.line.text):
            body.blocks.append(Passage(item.line.text, (item.line.span,)))
    _add_figures(body, waiting)
    return body


def _add_paragraph(body: _Body, item: Labelled) -> None:
    text, tail = item.line.text, find_credit_tail(item.line.text) if item.role == "caption" else None
    if tail is not None:
        text = text[: -len(tail.raw)].rstrip()
        body.figures.append(Figure(None, tail.credits, None, (item.line.span,)))
    below = Passage(text, (item.line.span,))
    above = body.blocks[-1] if body.blocks else None
    if isinstance(above, Passage) and can_join(above.text, below.text):
        body.blocks[-1] = above.joined(below)
        return
    if isinstance(above, Passage) and not marks.is_finished(above.text):
        lines = spans_at(*sorted((above.lines[-1][1], item.line.span[0])))
        body.flags.append(Flag("gap", lines, 0.6, reasons.GAP_INSIDE))
    body.blocks.append(below)


def _continues(body: _Body, item: Labelled) -> bool:
    """Whether an unmarked caption is the second half of a paragraph that a column break cut."""
    above = body.blocks[-1] if body.blocks else None
    unmarked = item.role == "caption" and "caption" not in item.features
    return unmarked and isinstance(above, Passage) and can_join(above.text, item.line.text)


def _add_figures(body: _Body, items: list[Labelled]) -> None:
    """Read a run of captions and the credits below them; a credit line speaks for every caption above it."""
    captions = [item for item in items if item.role == "caption"]
    lines = [(item, find_credit_line(item.line.text)) for item in items if item.role == "credit"]
    shared = tuple(credit for _, line in lines if line for credit in line.credits)
    below = tuple(item.line.span for item, _ in lines)
    for number, item in enumerate(captions):
        tail = find_credit_tail(item.line.text)
        text = item.line.text[: -len(tail.raw)].rstrip() if tail else item.line.text
        spans = (item.line.span, *(below if number == len(captions) - 1 else ()))
        body.figures.append(
            Figure(text or None, (*(tail.credits if tail else ()), *shared), find_marker(item.line.text), spans)
        )
    if lines and not captions:
        body.figures.append(Figure(None, shared, None, below))


def _tell_captions(body: _Body) -> None:
    """Make the unmarked caption of a photo item without other text its paragraph: it is what the item tells."""
    if len(body.figures) == 1 and (caption := body.figures[0].caption) and body.figures[0].marker is None:
        figure = body.figures[0]
        body.blocks.append(Passage(caption, figure.lines[:1]))
        body.figures[0] = replace(figure, caption=None)


def _finish(block: Passage | Subhead) -> Block:
    return block if isinstance(block, Subhead) else Paragraph(block.text, block.lines)


# ---------------------------------------------------------------- datelines, bylines, jumps


@dataclass(frozen=True, slots=True)
class _Filed:
    dateline: Dateline | None = None
    bylines: tuple[Byline, ...] = ()


def _read_opening(body: _Body) -> _Filed:
    """Cut the dateline and its names off the first paragraph; those further down stay in the text, their names count."""
    filed = _Filed()
    passages = [index for index, block in enumerate(body.blocks) if isinstance(block, Passage)]
    for index in passages:
        block = body.blocks[index]
        opening = find_opening(block.text)
        if opening is None or (index != passages[0] and opening.dateline is None):
            continue
        people = tuple(replace(b, lines=block.lines[:1]) for b in opening.bylines)
        if index != passages[0]:
            filed = _Filed(filed.dateline, filed.bylines + people)
            continue
        body.blocks[index] = replace(block, text=block.text[opening.length :].strip() or block.text)
        dateline = opening.dateline or Dateline(block.text[: opening.length].strip())
        filed = _Filed(replace(dateline, lines=block.lines[:1]), people)
    return filed


def _read_closing(body: _Body, *, has_dateline: bool) -> _Filed:
    """Cut a dateline or names in brackets off the end of one of the last paragraphs."""
    passages = [index for index, block in enumerate(body.blocks) if isinstance(block, Passage)]
    for index in passages[-_LAST:][::-1]:
        block = body.blocks[index]
        text, dateline = (block.text, None) if has_dateline else find_closing(block.text)
        text, people = find_closing_people(text)
        if text and text != block.text:
            body.blocks[index] = replace(block, text=text)
            lines = block.lines[-1:]
            return _Filed(
                replace(dateline, lines=lines) if dateline else None, tuple(replace(p, lines=lines) for p in people)
            )
    return _Filed()


def _read_jump(body: _Body) -> Jump | None:
    found: Jump | None = None
    for index, block in enumerate(body.blocks):
        if isinstance(block, Passage) and (jump := find_jump(block.text)) is not None:
            lines = (block.lines[0] if jump.back else block.lines[-1],)
            found = Jump(jump.to or (found.to if found else None), jump.back or (found.back if found else None), lines)
            body.blocks[index] = replace(block, text=cut_jump(block.text) or block.text)
    return found


def _own_bylines(segment: Segment) -> Iterable[Byline]:
    for item in segment.items:
        if item.role == "byline":
            people = find_byline(item.line.text) or find_bare_name(item.line.text)
        elif item.role == "note":
            people = find_author_note(item.line.text)
        else:
            continue
        yield from (replace(person, lines=(item.line.span,)) for person in people)


def _unique(bylines: Iterable[Byline]) -> tuple[Byline, ...]:
    found: dict[str, Byline] = {}
    for byline in bylines:
        found.setdefault(byline.name, byline)
    return tuple(found.values())


def _read_abstract(segment: Segment) -> Text | None:
    lines = [item for item in segment.own if item.role == "abstract"]
    return Text("".join(item.line.text for item in lines), spans_of(lines)) if lines else None


# ---------------------------------------------------------------- what is known, and how well


def _read_genre(titles: _Titles, segment: Segment, body: _Body, *, dated: bool) -> Genre:
    rubric = titles.rubric.text if titles.rubric else ""
    label = strip_dress(titles.headline.text) if titles.headline else ""
    passages = sum(isinstance(block, Passage) for block in body.blocks)
    if label in page_words().photo_headlines or (body.figures and passages <= 1 and not dated):
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


def _read_status(segment: Segment, body: _Body, jump: Jump | None) -> tuple[Status, list[Flag]]:
    passages = [block for block in body.blocks if isinstance(block, Passage)]
    doubts: list[Flag] = []
    if jump is not None:
        doubts.append(Flag("jump", jump.lines, 1.0, reasons.JUMP))
    if not segment.has_headline:
        reason = reasons.NO_HOME if segment.astray is not None else reasons.NO_HEADLINE
        doubts.append(Flag("fragment", spans_of(segment.own), 0.5, reason))
        return "fragment", doubts
    headless = bool(passages) and marks.starts_bound(passages[0].text)
    endless = bool(passages) and not marks.is_finished(passages[-1].text) and not (jump and jump.to)
    gap = bool(segment.moved) and not any(segment.moved[0].line.span[0] in flag.lines[0] for flag in _joins(body))
    if headless:
        doubts.append(Flag("head-missing", passages[0].lines[:1], 0.8, reasons.HEAD_MISSING))
    if gap:
        doubts.append(Flag("gap", (segment.moved[0].line.span,), 0.7, reasons.GAP_BEFORE_TAIL))
    if endless:
        doubts.append(Flag("tail-missing", passages[-1].lines[-1:], 0.8, reasons.TAIL_MISSING))
    inner = gap or any(flag.code == "gap" for flag in body.flags)
    if headless:
        return "head-missing", doubts
    return ("middle-missing" if inner else "tail-missing" if endless else "complete"), doubts


def _joins(body: _Body) -> tuple[Flag, ...]:
    return tuple(flag for block in body.blocks if isinstance(block, Passage) for flag in block.joins)


def _moves(segment: Segment) -> Iterable[Flag]:
    if segment.moved:
        open_end = next((i for i in reversed(segment.own) if i.role in TEXT), None)
        continues = open_end is not None and "finished" not in open_end.features
        reason = reasons.TAIL_CONTINUES if continues else reasons.TAIL_COHERES
        yield Flag("tail-moved", spans_of(segment.moved), 0.9 if continues else 0.75, reason)
    if segment.pictures:
        yield Flag("caption-moved", spans_of(segment.pictures), 0.7, reasons.CAPTION_COHERES)


def _strays(segment: Segment) -> Iterable[Flag]:
    if segment.astray is not None and segment.has_headline:
        yield Flag("astray", (segment.astray.line.span,), 0.6, reasons.ASTRAY)


def _wraps(segment: Segment) -> Iterable[Flag]:
    wrapped = tuple(sorted(item.line.span for item in segment.items if item.line.span[0] != item.line.span[1]))
    if wrapped:
        yield Flag("unwrapped", wrapped, 0.95, reasons.HARD_WRAP)


def _confidence(flags: Iterable[Flag]) -> float:
    """The chance that every guess is right, were they independent; hard wraps, undone all alike, count once."""
    product = 1.0
    for flag in flags:
        product *= flag.confidence
    return round(max(product, 0.05), 2)
