"""YAML front matter as a tree whose every value knows its key and its line, and back to text.

In comes the text of a record; out come ``Node`` s that can say what was found and what was expected. Scalars stay
the text that a person wrote (``no``, ``006``, ``12:30``, ``2026-01-05``): what they mean is decided by the key, not
by YAML's guesses. Aliases, anchors, tags, duplicate keys, deep nesting and long front matter are refused.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import yaml
from msgspec import Struct

from generator.errors import Location, RecordError
from generator.yamltext import QUOTING, SafeLoader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8

Choice = TypeVar("Choice", bound=str)

SURROGATE = re.compile("[\ud800-\udfff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_INDENTED_BY_TAB = re.compile(r" *\t")
_QUOTED_VALUE = re.compile(r"""[ \t]*(?:- *)?(?:[\w.-]+:[ \t]+)?(["'])(.*)""")
_WHOLE = {
    '"': re.compile(r'(?:[^"\\]|\\.)*"[ \t]*(?:[:#].*)?'),
    "'": re.compile(r"(?:[^']|'')*'[ \t]*(?:[:#].*)?"),
}
"""What stands behind the opening quote of a value, or of a key, that ends where it should."""


class Node(Struct, frozen=True):
    """One value of the front matter."""

    key: str
    """As a person would say it: ``bylines[2].role``."""
    at: Location
    value: str | tuple[Node, ...] | dict[str, Node] | None

    def wrong(self, expected: str, hint: str | None = None) -> RecordError:
        """Say what was found here and what was expected."""
        message = f"{self.key or 'front matter'}: found {self._found()}, expected {expected}"
        return RecordError("record-wrong-value", self.at, message, hint)

    def _found(self) -> str:
        if self.value is None:
            return "nothing"
        if isinstance(self.value, str):
            return f'the text "{self.value if len(self.value) <= 40 else self.value[:39] + "…"}"'
        return "a list" if isinstance(self.value, tuple) else "a group of keys"

    def text(self) -> str:
        """Read text that must be there."""
        if isinstance(self.value, str) and self.value:
            return self.value
        hint = None if self.value in (None, "") else "put the value in quotes if it is meant to be text"
        raise self.wrong("text", hint)

    def maybe_text(self) -> str | None:
        """Read text that may be missing; empty is missing."""
        return None if self.value in (None, "") else self.text()

    def choice(self, options: Iterable[Choice]) -> Choice:
        """Read one of a few words."""
        known = {str(option): option for option in options}
        if isinstance(self.value, str) and self.value in known:
            return known[self.value]
        close = get_close_matches(str(self.value), known, 1)
        raise self.wrong(f"one of {', '.join(known)}", f"did you mean {close[0]}?" if close else None)

    def truth(self) -> bool:
        """Read ``true`` or ``false``."""
        return self.choice(("true", "false")) == "true"

    def fraction(self) -> float:
        """Read a number from 0 to 1."""
        try:
            number = float(self.text())
        except ValueError:
            raise self.wrong("a number from 0 to 1") from None
        if not 0 <= number <= 1:
            raise self.wrong("a number from 0 to 1")
        return number

    def count(self) -> int:
        """Read a whole number from 1 up."""
        if isinstance(self.value, str) and re.fullmatch(r"[1-9][0-9]{0,9}", self.value):
            return int(self.value)
        raise self.wrong("a whole number from 1 up")

    def items(self, expected: str = "a list") -> tuple[Node, ...]:
        """Read a list; a missing one is empty."""
        if self.value is None:
            return ()
        if not isinstance(self.value, tuple):
            raise self.wrong(expected)
        return self.value

    def group(self, keys: Iterable[str]) -> dict[str, Node]:
        """Read a group of keys, those that are missing with nothing as their value; refuse any other key."""
        keys = tuple(keys)
        if not isinstance(self.value, dict):
            raise self.wrong(f"the keys {', '.join(keys)}" if self.key else "lines such as headline: …")
        for key, node in self.value.items():
            if key not in keys:
                close = get_close_matches(key, keys, 1)
                hint = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(keys)}"
                raise RecordError("record-unknown-key", node.at, f"{node.key}: unknown key", hint)
        return {key: self.value.get(key) or Node(join_key(self.key, key), self.at, None) for key in keys}


def join_key(outer: str, inner: str) -> str:
    """``dateline``, ``place`` → ``dateline.place``."""
    return f"{outer}.{inner}" if outer else inner


# ---------------------------------------------------------------- text → tree


def split_front_matter(text: str, path: str) -> tuple[str, str]:
    """Cut a record's text, free of BOM and CR, at its two ``---`` lines: front matter, body."""
    opening = _CLOSING.match(text)
    if opening is None:
        raise _missing(path, 1, "the first line is not ---", "above the first key")
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise _missing(path, 1, "the front matter has no end", "below the last key")
    front = text[opening.end() + 1 : closing.start()]
    if len(front.encode()) > MAX_BYTES:
        message = f"front matter of {len(front.encode())} bytes, at most {MAX_BYTES} are read"
        raise RecordError("record-too-large", Location(path, 1), message, "move long text into the body")
    return front, text[closing.end() + 1 :]


def _missing(path: str, line: int, message: str, where: str) -> RecordError:
    hint = f"did you forget the --- line {where}?"
    return RecordError("record-front-matter-missing", Location(path, line), message, hint)


def parse_front_matter(front: str, path: str) -> Node:
    """Read front matter, which begins on the file's second line, into a tree."""
    composer = _Composer(path, _events(front, path))
    try:
        return composer.document()
    except yaml.MarkedYAMLError as err:
        raise _not_yaml(err, front, path) from err
    except yaml.reader.ReaderError as err:
        line = front.count("\n", 0, err.position) + 2
        message = f"not YAML: the character U+{_code_point(err.character):04X} is not allowed"
        raise RecordError("record-yaml", Location(path, line), message, "delete it") from err


def _not_yaml(err: yaml.MarkedYAMLError, front: str, path: str) -> RecordError:
    """Say where to look: at a quote that was opened, not where the search for its end came to grief."""
    reached = err.problem_mark.line if err.problem_mark else None
    lines = front.split("\n")[: None if reached is None else reached + 1]
    opened = next((number for number in reversed(range(len(lines))) if _is_left_open(lines[number])), None)
    if opened is not None:
        hint = 'close the quote at the end of the value; inside the value write \\" or, between single quotes, two'
        message = "not YAML: the quote that this value begins with does not end with it"
        return RecordError("record-yaml", Location(path, opened + 2), message, hint)
    tabbed = next((number for number, line in enumerate(lines) if _INDENTED_BY_TAB.match(line)), None)
    hint = QUOTING
    if tabbed is not None:
        hint = f"line {tabbed + 2} is indented with a tab: use blanks"
    where = Location(path, None if reached is None else reached + 2)
    return RecordError("record-yaml", where, f"not YAML: {err.problem}", hint)


def _is_left_open(line: str) -> bool:
    value = _QUOTED_VALUE.match(line)
    return value is not None and _WHOLE[value[1]].fullmatch(value[2]) is None


def _code_point(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def _events(front: str, path: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(front, Loader=SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            hint = "put a value that begins with & or * in quotes"
            raise RecordError("record-alias", _place(path, event), "anchors and aliases are not read", hint)
        if getattr(event, "tag", None):
            hint = "put a value that begins with ! in quotes"
            raise RecordError("record-tag", _place(path, event), "YAML tags are not read", hint)
        yield event


def _place(path: str, event: yaml.Event) -> Location:
    return Location(path, event.start_mark.line + 2 if event.start_mark else None)


class _Composer:
    """Walks the events of one document; a small class because a tree needs a place to read from."""

    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self._path = path
        self._events = events

    def document(self) -> Node:
        """Compose the one document there may be."""
        top: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and top is not None:
                raise RecordError("record-yaml", _place(self._path, event), "a second YAML document", "remove it")
            if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
                top = self._node(event, "", _place(self._path, event))
        return top or Node("", Location(self._path, 1), {})

    def _node(self, event: yaml.Event, key: str, at: Location, depth: int = 0) -> Node:
        if depth > MAX_DEPTH:
            raise RecordError("record-too-deep", at, f"{key}: nested more than {MAX_DEPTH} deep", None)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(key, at, tuple(self._sequence(key, depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Node(key, at, self._mapping(key, depth))
        value = _scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if value is not None and not value.isascii() and SURROGATE.search(value):
            raise RecordError("record-undecodable", at, f"{key}: half of a UTF-16 character", "delete it")
        return Node(key, at, value)

    def _sequence(self, key: str, depth: int) -> Iterator[Node]:
        for number, event in enumerate(self._events, 1):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, f"{key}[{number}]", _place(self._path, event), depth + 1)

    def _mapping(self, key: str, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            at = _place(self._path, event)
            if not isinstance(event, yaml.ScalarEvent):
                raise RecordError("record-wrong-value", at, f"{key or 'front matter'}: a key that is not text", None)
            name = join_key(key, event.value)
            if event.value in found:
                message = f"{name}: the key stands twice, first on line {found[event.value].at.line}"
                raise RecordError("record-duplicate-key", at, message, "keep one of the two")
            found[event.value] = self._node(next(self._events), name, at, depth + 1)
        return found


def _scalar(event: yaml.ScalarEvent) -> str | None:
    if event.style in ("|", ">"):
        return str(event.value).removesuffix("\n")
    if event.style in ("'", '"'):
        return str(event.value)
    return None if event.value in _NULLS else str(event.value)
