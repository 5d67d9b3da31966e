"""The gettext PO format: text ↔ entries, with every comment, flag and header that a translator may have written.

Babel's reader and writer serve the interface's catalogues. Here they would lose too much: headers they don't know,
the previous text of a fuzzy entry, the flag of an obsolete one, the line breaks of a comment, and the last character
of a string without its closing quote; and they mark ``90%的`` as a format string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.errors import Location, TranslationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
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
    line: int | None = field(default=None, compare=False)

    @property
    def fuzzy(self) -> bool:
        """Whether a person must look at the translation again."""
        return "fuzzy" in self.flags


# ---------------------------------------------------------------- entries → text

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


def dumps_po(entries: Iterable[Entry]) -> str:
    """Write entries in their order, one blank line between two."""
    return "\n".join("".join(f"{line}\n" for line in _lines(entry)) for entry in entries)


def _lines(entry: Entry) -> Iterator[str]:
    old = "#~ " if entry.obsolete else ""
    yield from (f"# {comment}".rstrip() for comment in entry.comments)
    yield from (f"#. {note}" for note in entry.notes)
    yield from (f"#: {_isolate(location)}" for location in entry.locations)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    if entry.previous is not None:
        yield from _string("#~| msgid" if entry.obsolete else "#| msgid", entry.previous)
    if entry.context is not None:
        yield from _string(f"{old}msgctxt", entry.context)
    yield from _string(f"{old}msgid", entry.source)
    yield from _string(f"{old}msgstr", entry.target)


def _string(keyword: str, text: str) -> Iterator[str]:
    """``msgid "…"``; text of several lines on lines of its own, as gettext's own tools write it."""
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] or len(lines) == 1 else [])
    if len(pieces) == 1:
        yield f"{keyword} {_quote(pieces[0])}"
        return
    prefix = keyword.rpartition(" ")[0]
    yield f'{keyword} ""'
    yield from (f"{prefix} {_quote(piece)}".lstrip() for piece in pieces)


def _quote(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\{ord(found[0]):03o}"


def _isolate(location: str) -> str:
    """A file's name with blanks stands between isolates, as gettext has it."""
    file, colon, line = location.rpartition(":")
    name = file if colon else location
    return f"\u2068{name}\u2069{colon}{line if colon else ''}" if re.search(r"\s", name) else location


# ---------------------------------------------------------------- text → entries

_STRING = re.compile(r'(?:(msgctxt|msgid|msgstr)\s*)?"((?:[^"\\]|\\.)*)"')
_UNESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LOCATION = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|(\\S+)")


def loads_po(text: str, path: str = "messages.po") -> tuple[Entry, ...]:
    """Read the entries of a PO file in their order; raise ``TranslationError`` with file and line."""
    entries, error = scan_po(text, path)
    if error is not None:
        raise error
    for entry, line in find_doubles(entries, lambda entry: (entry.context, entry.source)):
        message = f"the message stands twice, first on line {line}"
        raise TranslationError("translation-twice", Location(path, entry.line), message, "keep one of the two")
    return entries


def scan_po(text: str, path: str) -> tuple[tuple[Entry, ...], TranslationError | None]:
    """Read the entries that stand before the first mistake, and name it, where there is one."""
    reader = _Reader(path)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        for number, line in enumerate(lines, 1):
            reader.read(line.strip(" \t"), number)
        reader.finish(len(lines))
    except TranslationError as error:
        return tuple(reader.entries), error
    return tuple(reader.entries), None


class _Reader:
    """Reads line by line; a class because an entry is spread over lines."""

    def __init__(self, path: str) -> None:
        self.entries: list[Entry] = []
        self._path = path
        self._strings: dict[str, str] = {}
        self._last: str | None = None
        self._entry = Entry("")

    def read(self, line: str, number: int) -> None:
        """Read one line, free of blanks at its ends."""
        if line.startswith(("#~", "#|")):
            self._read_marked(line, number)
        elif line.startswith("#"):
            self._read_comment(line, number)
        elif line:
            self._read_string(line, number)

    def _read_marked(self, line: str, number: int) -> None:
        old = line.startswith("#~")
        rest = line[2:] if old else line[1:]
        if rest.startswith("|"):
            self._finish_if_whole(number)
            self._read_string(rest[1:].lstrip(), number, "previous ")
        elif rest.strip():
            self._read_string(rest.lstrip(), number)
        if old:
            self._entry = replace(self._entry, obsolete=True)

    def _read_comment(self, line: str, number: int) -> None:
        self._finish_if_whole(number)
        entry, rest = self._entry, line[2:].strip()
        if line.startswith("#."):
            self._entry = replace(entry, notes=(*entry.notes, rest))
        elif line.startswith("#:"):
            self._entry = replace(entry, locations=(*entry.locations, *_locations(rest)))
        elif line.startswith("#,"):
            flags = (flag.strip() for flag in rest.split(","))
            self._entry = replace(entry, flags=(*entry.flags, *(flag for flag in flags if flag)))
        else:
            self._entry = replace(entry, comments=(*entry.comments, line[1:].removeprefix(" ")))

    def _read_string(self, line: str, number: int, prefix: str = "") -> None:
        found = _STRING.fullmatch(line)
        if found is None:
            raise self._error(number, f'found "{line[:40]}", expected msgctxt, msgid or msgstr and a quoted string')
        if found[1] is not None:
            self._begin(prefix + found[1], number)
        if self._last is None or not self._last.startswith(prefix):
            raise self._error(number, "a string that belongs to no msgid or msgstr")
        self._strings[self._last] += self._unescape(found[2], number)

    def _begin(self, name: str, number: int) -> None:
        if name != "msgstr":
            self._finish_if_whole(number)
        if name in self._strings or (name == "msgstr" and "msgid" not in self._strings):
            raise self._error(number, f"{name} in the wrong place")
        if name == "msgid":
            self._entry = replace(self._entry, line=number)
        self._last = name
        self._strings[name] = ""

    def _unescape(self, text: str, number: int) -> str:
        return _UNESCAPE.sub(lambda found: self._character(found, number), text)

    def _character(self, found: re.Match[str], number: int) -> str:
        if found[1] or found[2]:
            return chr(int(found[1], 8) if found[1] else int(found[2], 16))
        if found[3] in "\\\"'?":
            return str(found[3])
        if found[3] not in _MEANINGS:
            raise self._error(number, f"unknown escape {found[0]}")
        return _MEANINGS[found[3]]

    def _finish_if_whole(self, number: int) -> None:
        if "msgstr" in self._strings:
            self.finish(number)

    def finish(self, number: int) -> None:
        """Close the entry that is being read, if there is one; comments behind the last belong to it."""
        strings, entry = self._strings, self._entry
        if strings and "msgstr" not in strings:
            raise self._error(number, "the string before this line has no msgstr")
        if strings:
            context, previous = strings.get("msgctxt"), strings.get("previous msgid")
            entry = replace(entry, source=strings["msgid"], target=strings["msgstr"])
            self.entries.append(replace(entry, context=context, previous=previous))
        elif entry.comments and self.entries:
            last = self.entries[-1]
            self.entries[-1] = replace(last, comments=(*last.comments, *entry.comments))
        self._strings, self._last, self._entry = {}, None, Entry("")

    def _error(self, number: int, message: str) -> TranslationError:
        hint = "correct the line, or open the file in a gettext editor"
        return TranslationError("translation-syntax", Location(self._path, number), message, hint)


def _locations(text: str) -> Iterator[str]:
    for isolated, line, plain in _LOCATION.findall(text):
        yield plain or f"{isolated}{line}"


def find_doubles(entries: Iterable[Entry], key: Callable[[Entry], object]) -> Iterator[tuple[Entry, int | None]]:
    """Yield entries in use whose key an earlier one has, with the line of that one."""
    seen: dict[object, int | None] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        if key(entry) in seen:
            yield entry, seen[key(entry)]
        seen.setdefault(key(entry), entry.line)


def read_po(path: Path) -> tuple[Entry, ...]:
    """Read a PO file; raise ``TranslationError``."""
    return loads_po(read_text(path), path.as_posix())


def read_text(path: Path) -> str:
    """Read a PO file's text; raise ``TranslationError``."""
    try:
        content = path.read_bytes()
    except OSError as err:
        message = f"can't be read: {err.strerror}"
        raise TranslationError("translation-unreadable", Location(path.as_posix()), message) from err
    try:
        return content.decode()
    except UnicodeDecodeError as err:
        place = Location(path.as_posix(), content.count(b"\n", 0, err.start) + 1)
        raise TranslationError("translation-undecodable", place, "not UTF-8", "save the file as UTF-8") from err
