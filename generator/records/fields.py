"""Every key of a record's front matter, in the order in which it is written: tree → Record.

``KEYS`` is the reference page of the format. A key that is missing takes its default, so that ``id``, ``headline``
and a body are a whole record.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from msgspec.structs import replace

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
    Quantity,
    Record,
    Region,
    Rights,
    Role,
    Source,
    Status,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model import Block, Spans
    from generator.records.frontmatter import Node

SCHEMA = 1
KEYS = (
    "schema",
    "id",
    "lang",
    "genre",
    "kicker",
    "headline",
    "subtitle",
    "rubric",
    "abstract",
    "dateline",
    "bylines",
    "figures",
    "regions",
    "tags",
    "numbers",
    "summary",
    "paper",
    "date",
    "date_source",
    "page",
    "section",
    "jump",
    "source",
    "status",
    "confidence",
    "flags",
    "rights",
    "draft",
    "parsed",
)

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}-[0-9]{2,9}")
"""Part of the name of a file, of which a disk takes 255 characters."""
LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HASH = re.compile(r"sha256:[0-9a-f]{64}")
HEX = re.compile(r"[0-9a-f]{64}")

Kind = Literal["讯", "电"]

_Value = TypeVar("_Value")
_Placed = TypeVar("_Placed", Byline, Figure, "Block")


def read_fields(top: Node, blocks: tuple[Block, ...], default: Source) -> Record:
    """Read the front matter of a record; ``default`` is its source where it names none."""
    keys = top.group(KEYS)
    if keys["schema"].value not in (None, str(SCHEMA)):
        raise keys["schema"].wrong(str(SCHEMA), "a newer version of Baozhai wrote this record")
    return Record(
        id=_matching(keys["id"], ID, "an id such as city-daily-04-01: the printed page and a number"),
        lang=_or(keys["lang"], "zh-Hans", lambda node: _matching(node, LANG, "a language tag such as zh-Hans")),
        article=_article(keys, blocks, default),
        regions=tuple(_region(node) for node in keys["regions"].items("a list of places")),
        tags=_words(keys["tags"]),
        numbers=tuple(_quantity(node) for node in keys["numbers"].items("a list of figures")),
        summary=keys["summary"].maybe_text(),
        paper=keys["paper"].maybe_text(),
        date=_or(keys["date"], None, _date),
        date_source=_or(keys["date_source"], None, lambda node: node.choice(get_args(DateSource))),
        page=keys["page"].maybe_text(),
        section=keys["section"].maybe_text(),
        rights=_or(keys["rights"], "full", lambda node: node.choice(get_args(Rights))),
        draft=_or(keys["draft"], False, lambda node: node.truth()),  # noqa: FBT003 - the default
        parsed=_or(keys["parsed"], None, lambda node: _matching(node, HASH, "sha256: and 64 hexadecimal digits")),
    )


def _article(keys: Mapping[str, Node], blocks: tuple[Block, ...], default: Source) -> Article:
    source, units = _source(keys["source"], default)
    bylines = tuple(_byline(node) for node in keys["bylines"].items("a list of names"))
    figures = tuple(_figure(node) for node in keys["figures"].items("a list of pictures"))
    return Article(
        source=source,
        genre=_or(keys["genre"], "news", lambda node: node.choice(get_args(Genre))),
        kicker=_text(keys["kicker"], units),
        headline=_text(keys["headline"], units),
        subtitle=_text(keys["subtitle"], units),
        rubric=_text(keys["rubric"], units),
        dateline=_or(keys["dateline"], None, lambda node: _dateline(node, units.get("dateline", ()))),
        bylines=_place(bylines, _spans_of(units, "b")),
        abstract=_text(keys["abstract"], units),
        blocks=_place(blocks, _spans_of(units, "ps")),
        figures=_place(figures, _spans_of(units, "c")),
        jump=_or(keys["jump"], None, lambda node: _jump(node, units.get("jump", ()))),
        status=_or(keys["status"], "complete", lambda node: node.choice(get_args(Status))),
        confidence=_or(keys["confidence"], 1.0, lambda node: node.fraction()),
        flags=tuple(_flag(node) for node in keys["flags"].items("a list of flags")),
    )


def _or(node: Node, default: _Value, read: Callable[[Node], _Value]) -> _Value:
    return default if node.value is None else read(node)


# ---------------------------------------------------------------- single values


def _matching(node: Node, pattern: re.Pattern[str], expected: str) -> str:
    if isinstance(node.value, str) and pattern.fullmatch(node.value):
        return node.value
    raise node.wrong(expected)


def _date(node: Node) -> str | None:
    text = _matching(node, DATE, "a date such as 2026-01-05")
    try:
        date.fromisoformat(text)
    except ValueError as err:
        raise node.wrong("a day that the calendar has") from err
    return text


def _words(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items("a list of words"))


def _text(node: Node, units: Mapping[str, Spans]) -> Text | None:
    text = node.maybe_text()
    return None if text is None else Text(text, units.get(node.key, ()))


def _spans(node: Node) -> Spans:
    return tuple(_span(item) for item in node.items("a list of line spans such as [[3, 11]]"))


def _span(node: Node) -> tuple[int, int]:
    ends = tuple(item.count() for item in node.items("a span of lines such as [3, 11]"))
    if len(ends) != 2 or ends[0] > ends[1]:
        raise node.wrong("the first and the last line, such as [3, 11]")
    return ends[0], ends[1]


# ---------------------------------------------------------------- groups


def _dateline(node: Node, lines: Spans) -> Dateline:
    keys = node.group(("raw", "outlet", "place", "kind"))
    return Dateline(
        keys["raw"].text(),
        keys["outlet"].maybe_text(),
        keys["place"].maybe_text(),
        _or(keys["kind"], None, lambda kind: kind.choice(get_args(Kind))),
        lines,
    )


def _byline(node: Node) -> Byline:
    return Byline(*_person(node))


def _credit(node: Node) -> Credit:
    return Credit(*_person(node))


def _person(node: Node) -> tuple[str, Role | None, str | None]:
    keys = node.group(("name", "role", "outlet"))
    role = _or(keys["role"], None, lambda word: word.choice(get_args(Role)))
    return keys["name"].text(), role, keys["outlet"].maybe_text()


def _figure(node: Node) -> Figure:
    keys = node.group(("caption", "credits", "marker"))
    credits_ = tuple(_credit(item) for item in keys["credits"].items("a list of names"))
    return Figure(keys["caption"].maybe_text(), credits_, keys["marker"].maybe_text())


def _jump(node: Node, lines: Spans) -> Jump:
    keys = node.group(("to", "back"))
    return Jump(keys["to"].maybe_text(), keys["back"].maybe_text(), lines)


def _flag(node: Node) -> Flag:
    keys = node.group(("code", "lines", "confidence", "reason"))
    return Flag(keys["code"].text(), _spans(keys["lines"]), keys["confidence"].fraction(), keys["reason"].text())


def _region(node: Node) -> Region:
    keys = node.group(("code", "path", "basis", "primary"))
    basis: Basis = _or(keys["basis"], "editor", lambda word: word.choice(get_args(Basis)))
    primary = _or(keys["primary"], False, lambda word: word.truth())  # noqa: FBT003 - the default
    return Region(keys["code"].text(), _words(keys["path"]), basis, primary)


def _quantity(node: Node) -> Quantity:
    keys = node.group(("value", "unit", "text"))
    return Quantity(keys["value"].text(), keys["unit"].maybe_text() or "", keys["text"].text())


# ---------------------------------------------------------------- where it was printed


def _source(node: Node, default: Source) -> tuple[Source, dict[str, Spans]]:
    if node.value is None:
        return default, {}
    keys = node.group(("file", "sha256", "lines", "units"))
    digest = _matching(keys["sha256"], HEX, "the file's SHA-256, 64 hexadecimal digits")
    units = keys["units"].value
    if units is not None and not isinstance(units, dict):
        raise keys["units"].wrong("a group of units and their lines")
    spans = {name: _spans(item) for name, item in (units or {}).items()}
    return Source(keys["file"].text(), digest, _spans(keys["lines"])), spans


def _spans_of(units: Mapping[str, Spans], letters: str) -> tuple[Spans, ...]:
    """Pick the spans of numbered units, ``p1``, ``s1``, ``p2``, in the order in which they stand."""
    return tuple(spans for name, spans in units.items() if name[0:1] in tuple(letters) and name[1:].isdecimal())


def _place(things: tuple[_Placed, ...], spans: tuple[Spans, ...]) -> tuple[_Placed, ...]:
    """Give each thing its lines, or none any where a person added or took one: half-right lines would mislead."""
    if len(things) != len(spans):
        return things
    return tuple(replace(thing, lines=lines) for thing, lines in zip(things, spans, strict=True))
