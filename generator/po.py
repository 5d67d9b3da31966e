"""The gettext PO format: text ↔ entries, with every comment, flag and header that a translator may have written.

Babel's reader and writer serve the interface's catalogues. Here they would lose too much: headers they don't know,
the previous text of a fuzzy entry, the flag of an obsolete one, the line breaks of a comment, and the last character
of a string without its closing quote; and they mark ``90%的`` as a format string.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from generator.errors import Location, TranslationError
from generator.poscan import Entry, Message, scan_po

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Entry", "decode_text", "dumps_po", "find_doubles", "loads_po", "read_content", "read_po", "read_text"]


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


_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u2066-\u2069]")
"""What would end a comment's line, or the isolates around a name, and let a name write entries of its own."""


def _isolate(location: str) -> str:
    """A file's name with blanks stands between isolates, as gettext has it."""
    file, colon, line = location.rpartition(":")
    name = _UNWRITABLE.sub("", file if colon else location)
    shown = f"\u2068{name}\u2069" if re.search(r"\s", name) else name
    return f"{shown}{colon}{line if colon else ''}"


# ---------------------------------------------------------------- text → entries

_Read = TypeVar("_Read", Entry, Message)


def loads_po(text: str, path: str = "messages.po") -> tuple[Entry, ...]:
    """Read the entries of a PO file in their order; raise ``TranslationError`` with file and line."""
    entries, error = scan_po(text, path)
    if error is not None:
        raise error
    for entry, line in find_doubles(entries, lambda entry: (entry.context, entry.source)):
        message = f"the message stands twice, first on line {line}"
        raise TranslationError("translation-twice", Location(path, entry.line), message, "keep one of the two")
    return entries


def find_doubles(entries: Iterable[_Read], key: Callable[[_Read], object]) -> Iterator[tuple[_Read, int | None]]:
    """Yield entries in use whose key an earlier one has, with the line of that one."""
    seen: dict[object, int | None] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        mark = key(entry)
        if mark in seen:
            yield entry, seen[mark]
        else:
            seen[mark] = entry.line


def read_po(path: Path) -> tuple[Entry, ...]:
    """Read a PO file; raise ``TranslationError``."""
    return loads_po(read_text(path), path.as_posix())


def read_text(path: Path) -> str:
    """Read a PO file's text; raise ``TranslationError``."""
    return decode_text(read_content(path), path.as_posix())


def read_content(path: Path) -> bytes:
    """Read a PO file's bytes; raise ``TranslationError``."""
    try:
        return path.read_bytes()
    except OSError as err:
        message = f"can't be read: {err.strerror}"
        raise TranslationError("translation-unreadable", Location(path.as_posix()), message) from err


def decode_text(content: bytes, path: str) -> str:
    """Read a PO file's bytes as text; raise ``TranslationError``."""
    try:
        return content.decode()
    except UnicodeDecodeError as err:
        place = Location(path, content.count(b"\n", 0, err.start) + 1)
        raise TranslationError("translation-undecodable", place, "not UTF-8", "save the file as UTF-8") from err
