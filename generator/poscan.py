"""The text of a PO file → its entries, up to the first mistake.

Nearly every entry stands as we and gettext's tools write it: such a one is read at one glance. Anything else, and every
mistake, is read line by line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator.errors import Location, TranslationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Entry(Struct, frozen=True, eq=False):
    """One message. The header is the entry whose ``source`` is empty."""

    source: str
    """msgid: the text in the language of the records."""
    target: str = ""
    """msgstr: the translation; empty where there is none yet."""
    context: str | None = None
    """msgctxt: ``01/headline``."""
    comments: tuple[str, ...] = ()
    """The translator's own."""
    notes: tuple[str, ...] = ()
    """For the translator."""
    locations: tuple[str, ...] = ()
    """``seeds/city-daily-04.txt:7``."""
    flags: tuple[str, ...] = ()
    previous: str | None = None
    """The source as it was when ``target`` was written."""
    obsolete: bool = False
    line: int | None = None
    """Where it stands: two entries that say the same are equal wherever they stand."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        return hash(astuple(self)[:-1])

    @property
    def fuzzy(self) -> bool:
        """Whether a person must look at the translation again."""
        return "fuzzy" in self.flags


class Message(NamedTuple):
    """What of an entry makes a translation."""

    context: str | None
    source: str
    target: str
    fuzzy: bool
    obsolete: bool
    line: int | None
    outdated: bool = False
    """Whether the text it was made for stands beside it."""


_STRING = re.compile(r'(?:(msgctxt|msgid|msgstr)\s*)?"((?:[^"\\]|\\.)*)"')
_UNESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_MEANINGS = {
    "\\": "\\",
    '"': '"',
    "'": "'",
    "?": "?",
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_LOCATION = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|(\\S+)")


def scan_po(text: str, path: str) -> tuple[tuple[Entry, ...], TranslationError | None]:
    """Read the entries that stand before the first mistake, and name it, where there is one."""
    found, error = _scan(text, path, _regular_entry)
    return tuple(cast("list[Entry]", found)), error


def scan_messages(text: str, path: str) -> tuple[tuple[Message, ...], TranslationError | None]:
    """Read what ``scan_po`` reads, without what stands beside the messages."""
    found, error = _scan(text, path, _regular_message)
    return tuple(item if isinstance(item, Message) else _message(item) for item in found), error


def _message(entry: Entry) -> Message:
    outdated = entry.previous is not None
    return Message(entry.context, entry.source, entry.target, entry.fuzzy, entry.obsolete, entry.line, outdated)


def _scan(
    text: str, path: str, make: Callable[[_Regular, int], Entry | Message]
) -> tuple[list[Entry | Message], TranslationError | None]:
    reader = _Reader(path)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    at, number = 0, 1
    try:
        while at < len(text):
            regular = _find_regular(text, at) if reader.rests() else None
            if regular is not None:
                reader.finish_if_whole(number)
            while regular is not None:
                reader.entries.append(make(regular, number))
                number += text.count("\n", at, regular[-1])
                at = regular[-1]
                regular = _find_regular(text, at)
            end = text.find("\n", at) + 1 or len(text)
            reader.read(text[at:end].strip(" \t\n"), number)
            number += text.count("\n", at, end)
            at = end
        reader.finish(number)
    except TranslationError as error:
        return reader.entries, error
    return reader.entries, None


class _Beside:
    """What stands beside the strings of an entry; filled line by line."""

    __slots__ = ("comments", "flags", "locations", "notes", "obsolete")

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.notes: list[str] = []
        self.locations: list[str] = []
        self.flags: list[str] = []
        self.obsolete = False

    def add(self, line: str) -> None:
        """Add one line that begins with ``#``, free of blanks at its ends."""
        kind, rest = line[1:2], line[2:].strip()
        if kind == ".":
            self.notes.append(rest)
        elif kind == ":":
            self.locations += _locations(rest)
        elif kind == ",":
            self.flags += [word for flag in rest.split(",") if (word := flag.strip())]
        else:
            self.comments.append(line[1:].removeprefix(" "))


# ---------------------------------------------------------------- an entry as we write it, at one glance

_PLAIN = r"""[^"\\\n]*+(?:\\[ntrabfv"\\'?][^"\\\n]*+)*+"""
_BESIDE = r"((?:#(?:[.:, ].*+)?\n)*+)"
BEGINNINGS = ("msgctxt ", "msgid ")
"""Whatever a line goes on with that begins so, the entry before it is whole."""
_BEHIND = r"\n*+(?=#[.:, \n]|msgctxt |msgid |\Z)"
"""Blank lines, and nothing that may still belong to the entry."""
_REGULAR = re.compile(
    _BESIDE
    + rf'(?:msgctxt "({_PLAIN})"\n)?+'
    + rf'msgid "({_PLAIN})"\n((?:"{_PLAIN}"\n)*+)'
    + rf'msgstr "({_PLAIN})"\n((?:"{_PLAIN}"\n)*+)'
    + _BEHIND
)
"""A whole entry. ``_Reader`` would read the same, six times slower; what looks otherwise it reads line by line."""
_SHORT = re.compile(_BESIDE + r'(?:msgctxt "([^"]*+)"\n)?+msgid "([^"]*+)"\nmsgstr "([^"]*+)"\n' + _BEHIND)
"""The same, of strings without an escape on one line each, for which a search for the next quote is enough."""


_Regular = tuple[str, "str | None", str, str, int]
"""An entry that was read at one glance: the lines that begin with ``#``, context, source, target, and where the next
begins."""


def _find_regular(text: str, at: int) -> _Regular | None:
    found = _SHORT.match(text, at)
    if found is not None:
        beside, context, source, target = found.groups()
        strings = f"{context}{source}{target}"
        if "\n" not in strings and "\\" not in strings:
            return beside, context, source, target, found.end()
    found = _REGULAR.match(text, at)
    if found is None:
        return None
    beside, context, source, sources, target, targets = found.groups()
    named = None if context is None else _joined(context, "")
    return beside, named, _joined(source, sources), _joined(target, targets), found.end()


def _regular_entry(found: _Regular, number: int) -> Entry:
    """Make the entry whose first line is ``number``."""
    comments, context, source, target, _ = found
    beside = _read_beside(comments)
    return Entry(
        source,
        target,
        context,
        tuple(beside.comments),
        tuple(beside.notes),
        tuple(beside.locations),
        tuple(beside.flags),
        line=number + comments.count("\n") + (context is not None),
    )


def _regular_message(found: _Regular, number: int) -> Message:
    """Make the message whose first line is ``number``."""
    beside, context, source, target, _ = found
    fuzzy = "#," in beside and "fuzzy" in _read_beside(beside).flags
    line = number + beside.count("\n") + (context is not None)
    return Message(context, source, target, fuzzy, False, line)  # noqa: FBT003 - an obsolete entry is not regular


def _read_beside(comments: str) -> _Beside:
    beside = _Beside()
    for comment in comments.split("\n")[:-1]:
        beside.add(comment.rstrip(" \t"))
    return beside


def _joined(first: str, others: str) -> str:
    r"""Join ``a`` and the lines ``"b"\n"c"\n``; no escape goes over the end of one."""
    text = first + others[1:-2].replace('"\n"', "") if others else first
    if "\\" not in text:
        return text
    if text.count("\\") == text.count("\\n") and "\\\\" not in text:
        return text.replace("\\n", "\n")
    return _UNESCAPE.sub(_meaning, text)


def _meaning(found: re.Match[str]) -> str:
    return _MEANINGS[found[3]]


# ---------------------------------------------------------------- any entry, line by line


class _Reader:
    """Reads line by line; a class because an entry is spread over lines."""

    def __init__(self, path: str) -> None:
        self.entries: list[Entry | Message] = []
        self._path = path
        self._strings: dict[str, str] = {}
        self._last: str | None = None
        self._line: int | None = None
        self._beside: _Beside | None = None

    def rests(self) -> bool:
        """Whether an entry may begin here: the last is whole, and nothing is read that belongs to the next."""
        return "msgstr" in self._strings or (not self._strings and self._beside is None)

    def read(self, line: str, number: int) -> None:
        """Read one line, free of blanks at its ends."""
        if line.startswith(("#~", "#|")):
            self._read_marked(line, number)
        elif line.startswith("#"):
            self.finish_if_whole(number)
            self._here().add(line)
        elif line:
            self._read_string(line, number)

    def _here(self) -> _Beside:
        if self._beside is None:
            self._beside = _Beside()
        return self._beside

    def _read_marked(self, line: str, number: int) -> None:
        old = line.startswith("#~")
        rest = line[2:] if old else line[1:]
        if rest.startswith("|"):
            self.finish_if_whole(number)
            self._read_string(rest[1:].lstrip(), number, "previous ")
        elif rest.strip():
            self._read_string(rest.lstrip(), number)
        if old:
            self._here().obsolete = True

    def _read_string(self, line: str, number: int, prefix: str = "") -> None:
        found = _STRING.fullmatch(line)
        if found is None:
            if line.startswith(BEGINNINGS):
                self.finish_if_whole(number)
            raise self._error(number, f'found "{line[:40]}", expected msgctxt, msgid or msgstr and a quoted string')
        if found[1] is not None:
            self._begin(prefix + found[1], number)
        if self._last is None or not self._last.startswith(prefix):
            raise self._error(number, "a string that belongs to no msgid or msgstr")
        self._strings[self._last] += self._unescape(found[2], number)

    def _begin(self, name: str, number: int) -> None:
        if name != "msgstr":
            self.finish_if_whole(number)
        if name in self._strings or (name == "msgstr" and "msgid" not in self._strings):
            raise self._error(number, f"{name} in the wrong place")
        if name == "msgid":
            self._line = number
        self._last = name
        self._strings[name] = ""

    def _unescape(self, text: str, number: int) -> str:
        return _UNESCAPE.sub(lambda found: self._character(found, number), text)

    def _character(self, found: re.Match[str], number: int) -> str:
        if found[1] or found[2]:
            return chr(int(found[1], 8) if found[1] else int(found[2], 16))
        if found[3] not in _MEANINGS:
            raise self._error(number, f"unknown escape {found[0]}")
        return _MEANINGS[found[3]]

    def finish_if_whole(self, number: int) -> None:
        """Close the entry that is being read, if nothing of it is missing."""
        if "msgstr" in self._strings:
            self.finish(number)

    def finish(self, number: int) -> None:
        """Close the entry that is being read, if there is one; comments behind the last belong to it."""
        strings, beside = self._strings, self._beside or _Beside()
        if strings and "msgstr" not in strings:
            raise self._error(number, "the string before this line has no msgstr")
        if strings:
            self.entries.append(
                Entry(
                    strings["msgid"],
                    strings["msgstr"],
                    strings.get("msgctxt"),
                    tuple(beside.comments),
                    tuple(beside.notes),
                    tuple(beside.locations),
                    tuple(beside.flags),
                    strings.get("previous msgid"),
                    beside.obsolete,
                    self._line,
                )
            )
        elif beside.comments and self.entries:
            last = self.entries[-1]
            if isinstance(last, Entry):
                self.entries[-1] = replace(last, comments=(*last.comments, *beside.comments))
        self._strings, self._last, self._line, self._beside = {}, None, None, None

    def _error(self, number: int, message: str) -> TranslationError:
        hint = "correct the line, or open the file in a gettext editor"
        return TranslationError("translation-syntax", Location(self._path, number), message, hint)


def _locations(text: str) -> Iterable[str]:
    if "\u2068" not in text:
        return text.split()
    return (plain or f"{isolated}{line}" for isolated, line, plain in _LOCATION.findall(text))
