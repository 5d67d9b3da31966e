"""A record in the form in which we write it → Record, without a YAML reader: many times faster, and never different.

An archive has tens of thousands of records, and nearly all stand as ``dumps`` wrote them, or with a word changed. Of
such a text ``find_record`` makes the record itself. It takes only what it understands whole: keys in the order of
``KEYS``, scalars that are plain beyond doubt or quoted without an escape, groups and lists with the blanks that our
writer sets. For anything else, and for every mistake, its answer is ``None``, and the YAML reader says what is right
and what is wrong. ``tests/test_records_canonical.py`` changes records in every way and holds that where there is an
answer, the YAML reader's is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeVar, get_args

from generator.model import (
    Article,
    Basis,
    Byline,
    Credit,
    Dateline,
    DateSource,
    Figure,
    Flag,
    Genre,
    Jump,
    Markup,
    Paragraph,
    Quantity,
    Record,
    Region,
    Rights,
    Role,
    Source,
    Status,
    Subhead,
    Text,
)
from generator.records.body import loads_body
from generator.records.fields import DATE, HASH, HEX, ID, LANG, Kind
from generator.records.form import (
    ALONE,
    BYLINE,
    CREDIT,
    DATELINE,
    FIGURE,
    FLAG,
    JUMP,
    LONE_KEYS,
    QUANTITY,
    RECORD,
    REGION,
    SPAN,
    UNIT,
    WORD,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from generator.model import Block, Spans

LONGEST = 16 * 1024
"""Characters of front matter: in UTF-8 never more than the bytes that are read at all."""

_NULLS = frozenset(("null", "Null", "NULL"))
"""Plain words that are no text; the other ways to say so begin with a sign that is not read here."""
_MARKED = frozenset("\"'nN")
"""How a scalar begins that may not stand for itself."""
_GENRES: dict[str, Genre] = {word: word for word in get_args(Genre)}
_ROLES: dict[str, Role] = {word: word for word in get_args(Role)}
_BASES: dict[str, Basis] = {word: word for word in get_args(Basis)}
_KINDS: dict[str, Kind] = {word: word for word in get_args(Kind)}
_DATE_SOURCES: dict[str, DateSource] = {word: word for word in get_args(DateSource)}
_STATUSES: dict[str, Status] = {word: word for word in get_args(Status)}
_RIGHTS: dict[str, Rights] = {word: word for word in get_args(Rights)}

_Word = TypeVar("_Word", bound=str)
_Found = Mapping[str, str | None]


class _UnsureError(Exception):
    """Not right beyond doubt: the YAML reader decides."""


def find_record(text: str) -> Record | None:
    r"""Read a record's text, in NFC and with ``\n`` for line ends; ``None`` where only the YAML reader can tell."""
    found = RECORD.match(text)
    if found is None or found.end() > LONGEST or not _is_printable(found[0]):
        return None
    lone = found.group(*LONE_KEYS)
    if not ALONE.fullmatch("\n".join([value for value in lone if value is not None])):
        return None
    try:
        return _record(found.groupdict(), text[found.end() :])
    except _UnsureError:
        return None


def _is_printable(front: str) -> bool:
    """Whether no character is one that YAML refuses, passes over or takes for the end of a line."""
    return front.replace("\n", "").replace("\u3000", "").isprintable()


# ---------------------------------------------------------------- single values


def _read(raw: str) -> str | None:
    mark = raw[0]
    if mark == '"':
        return raw[1:-1]
    if mark == "'":
        return raw[1:-1].replace("''", "'")
    return None if raw in _NULLS else raw


def _maybe(raw: str | None) -> str | None:
    return (_read(raw) or None) if raw else None


def _text(raw: str) -> str:
    return _read(raw) or _unsure() if raw[0] in _MARKED else raw


def _unsure() -> NoReturn:
    raise _UnsureError


def _fitting(raw: str | None, pattern: re.Pattern[str]) -> str | None:
    """Read text of a form, or nothing."""
    value = _read(raw) if raw else None
    if value is None or pattern.fullmatch(value):
        return value
    _unsure()


def _word(raw: str | None, options: Mapping[str, _Word]) -> _Word | None:
    """Read one of a few words, or nothing."""
    value = _read(raw) if raw else None
    if value is None:
        return None
    return options.get(value) or _unsure()


def _fraction(raw: str) -> float:
    number = float(raw)
    return number if number <= 1 else _unsure()


@lru_cache(4096)
def _date(raw: str | None) -> str | None:
    day = _fitting(raw, DATE)
    if day is not None:
        try:
            date.fromisoformat(day)
        except ValueError:
            _unsure()
    return day


def _words(listed: str) -> tuple[str, ...]:
    found: list[str] = WORD.findall(listed)
    return tuple([_text(raw) for raw in found]) if ", ".join(found) == listed else _unsure()


def _each(pattern: re.Pattern[str], listed: str) -> Iterator[re.Match[str]]:
    """Match one after the other; nothing may be left over."""
    at = 0
    while at < len(listed):
        found = pattern.match(listed, at) or _unsure()
        yield found
        at = found.end()


@lru_cache(4096)
def _spans(listed: str) -> Spans:
    spans = tuple((int(first), int(last)) for first, last in SPAN.findall(listed))
    return spans if all(first <= last for first, last in spans) else _unsure()


# ---------------------------------------------------------------- groups


def _groups(pattern: re.Pattern[str], items: str | None) -> Sequence[tuple[str, ...]]:
    """Read the parts of each item, one a line; a part that is not there is empty."""
    if items is None:
        return ()
    found = pattern.findall(items)
    return found if len(found) == items.count("\n") + 1 else _unsure()


def _dateline(listed: str | None, lines: Spans) -> Dateline | None:
    if listed is None:
        return None
    raw, outlet, place, kind = (DATELINE.fullmatch(listed) or _unsure()).groups()
    return Dateline(_text(raw), _maybe(outlet), _maybe(place), _word(kind, _KINDS), lines)


def _jump(listed: str | None, lines: Spans) -> Jump | None:
    if listed is None:
        return None
    to, back = (JUMP.fullmatch(listed) or _unsure()).groups()
    return Jump(_maybe(to), _maybe(back), lines)


def _byline(person: tuple[str, ...], lines: Spans) -> Byline:
    name, role, outlet = person
    return Byline(_text(name), _word(role, _ROLES), _maybe(outlet), lines)


def _figure(figure: tuple[str, ...], lines: Spans) -> Figure:
    caption, people, marker = figure
    credits_ = tuple(
        Credit(_text(found[1]), _word(found[2], _ROLES), _maybe(found[3])) for found in _each(CREDIT, people)
    )
    return Figure(_maybe(caption), credits_, _maybe(marker), lines)


@lru_cache(4096)
def _region(code: str, path: str, basis: str, primary: str) -> Region:
    """Make a place; an archive names the same few again and again."""
    return Region(_text(code), _words(path), _word(basis, _BASES) or _unsure(), primary == "true")


def _quantity(value: str, unit: str, text: str) -> Quantity:
    return Quantity(_text(value), _maybe(unit) or "", _text(text))


def _flag(code: str, lines: str, confidence: str, reason: str) -> Flag:
    return Flag(_text(code), _spans(lines), _fraction(confidence), _text(reason))


# ---------------------------------------------------------------- the whole


class _Lines:
    """The lines of each unit, and of the numbered ones in their order."""

    def __init__(self, listed: str) -> None:
        self.units: dict[str, Spans] = {}
        self.bylines: list[Spans] = []
        self.blocks: list[Spans] = []
        self.figures: list[Spans] = []
        numbered = {"b": self.bylines, "p": self.blocks, "s": self.blocks, "c": self.figures}
        found: list[tuple[str, str]] = UNIT.findall(listed)
        if ", ".join([f"{name}: {spans}" for name, spans in found]) != listed:
            _unsure()
        for name, spans in found:
            if name in self.units:
                _unsure()
            self.units[name] = lines = _spans(spans)
            if name[0] in numbered and name[1:].isdecimal():
                numbered[name[0]].append(lines)

    def text(self, key: str, raw: str | None) -> Text | None:
        """Read a piece of text that has a key of its own."""
        text = _maybe(raw)
        return None if text is None else Text(text, self.units.get(key, ()))


def _for_each(things: Sequence[object], lines: Sequence[Spans]) -> Sequence[Spans]:
    """Give each thing its lines; none has any where a person added or took one."""
    return lines if len(things) == len(lines) else ((),) * len(things)


def _record(found: _Found, body: str) -> Record:
    return Record(
        id=_fitting(found["id"], ID) or _unsure(),
        lang=_fitting(found["lang"], LANG) or "zh-Hans",
        article=_article(found, loads_body(body)),
        regions=tuple(_region(*parts) for parts in _groups(REGION, found["regions"])),
        tags=_words(found["tags"] or ""),
        numbers=tuple(_quantity(*parts) for parts in _groups(QUANTITY, found["numbers"])),
        summary=_maybe(found["summary"]),
        paper=_maybe(found["paper"]),
        date=_date(found["date"]),
        date_source=_word(found["date_source"], _DATE_SOURCES),
        page=_maybe(found["page"]),
        section=_maybe(found["section"]),
        rights=_word(found["rights"], _RIGHTS) or "full",
        draft=found["draft"] == "true",
        parsed=_fitting(found["parsed"], HASH),
    )


def _article(found: _Found, blocks: tuple[Block, ...]) -> Article:
    lines = _Lines(found["units"] or "")
    bylines = _groups(BYLINE, found["bylines"])
    figures = _groups(FIGURE, found["figures"])
    return Article(
        source=Source(
            _text(found["file"] or _unsure()), _fitting(found["sha256"], HEX) or _unsure(), _spans(found["lines"])
        ),
        genre=_word(found["genre"], _GENRES) or "news",
        kicker=lines.text("kicker", found["kicker"]),
        headline=lines.text("headline", found["headline"]),
        subtitle=lines.text("subtitle", found["subtitle"]),
        rubric=lines.text("rubric", found["rubric"]),
        dateline=_dateline(found["dateline"], lines.units.get("dateline", ())),
        bylines=tuple(map(_byline, bylines, _for_each(bylines, lines.bylines))),
        abstract=lines.text("abstract", found["abstract"]),
        blocks=tuple(map(_placed, blocks, lines.blocks)) if len(blocks) == len(lines.blocks) else blocks,
        figures=tuple(map(_figure, figures, _for_each(figures, lines.figures))),
        jump=_jump(found["jump"], lines.units.get("jump", ())),
        status=_word(found["status"], _STATUSES) or "complete",
        confidence=1.0 if found["confidence"] is None else _fraction(found["confidence"]),
        flags=tuple(_flag(*parts) for parts in _groups(FLAG, found["flags"])),
    )


def _placed(block: Block, lines: Spans) -> Block:
    if not lines:
        return block
    if isinstance(block, Paragraph):
        return Paragraph(block.text, lines)
    return Subhead(block.text, lines) if isinstance(block, Subhead) else Markup(block.source, lines)
