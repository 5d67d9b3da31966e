"""A record as the text of its file: ``loads`` and ``dumps``, and the seal that tells a person's hand from the parser's.

What a record can hold: every text is at least one character long and has no lone surrogate; everything else, control
characters and blanks at the ends included, comes back as it was. ``Markup`` must be one block that is not plain text.
What can't be held is refused by ``dumps``, so that ``loads(dumps(record)) == record`` for every record it writes.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.errors import Location, RecordError
from generator.model import Source
from generator.records.body import dumps_body, loads_body
from generator.records.canonical import find_record
from generator.records.fields import read_fields
from generator.records.layout import dumps_fields

if TYPE_CHECKING:
    from generator.model import Article, Record

_SEAL = "parsed:"
_DIGEST = "sha256:"


def loads(text: str, path: str = "record.md") -> Record:
    """Read a record from the text of its file; raise ``RecordError`` with file, line, key, found and expected.

    A BOM and any line ends are read. A record that names no source is its own: its file, no lines.
    """
    normal = normalise(_whole(text, path))
    return find_record(normal) or loads_yaml(normal, path)


def loads_yaml(text: str, path: str) -> Record:
    """Read a record from normalised text, in whatever form it stands; raise ``RecordError``."""
    from generator.records.frontmatter import (  # noqa: PLC0415 - PyYAML is loaded with the first record that needs it
        parse_front_matter,
        split_front_matter,
    )

    front, body = split_front_matter(text, path)
    default = Source(path, hashlib.sha256(text.encode()).hexdigest(), ())
    return read_fields(parse_front_matter(front, path), loads_body(body), default)


def _whole(text: str, path: str) -> str:
    """Refuse half a character: it has no place in a file."""
    try:
        text.encode()
    except UnicodeEncodeError as err:
        line = text.count("\n", 0, err.start) + 1
        raise RecordError(
            "record-undecodable", Location(path, line), "half of a UTF-16 character", "delete it"
        ) from err
    return text


def dumps(record: Record) -> str:
    """Write a record as the text of its file; raise ``RecordError`` for what a file can't hold."""
    try:
        text = f"---\n{dumps_fields(record)}---\n{dumps_body(record.article.blocks)}"
    except UnicodeEncodeError as err:
        message = "half of a UTF-16 character in a text"
        raise RecordError("record-unwritable", Location(record.id), message, "delete it") from err
    again = loads(text, record.id)
    if again != record:
        message = f"{_difference(record, again)}: can't be written so that it reads back the same"
        raise RecordError("record-unwritable", Location(record.id), message, "a text is empty, or markup is no markup")
    return text


def _difference(record: Record | Article, again: Record | Article) -> str:
    changed = (name for name in record.__struct_fields__ if getattr(record, name) != getattr(again, name))
    name = next(changed, "record")
    if name != "article":
        return name
    return _difference(record.article, again.article)  # type: ignore[union-attr] # only a Record has an article


def normalise(text: str) -> str:
    r"""Take away the BOM, bring line ends to ``\n`` and characters to NFC, so that one name is written one way."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


# ---------------------------------------------------------------- the seal


def seal(record: Record) -> tuple[Record, str]:
    """Set ``parsed`` to what the parser writes now; return the record and its text."""
    text = dumps(replace(record, parsed=None))
    before, _, after = _cut_seal(normalise(text))
    parsed = _digest(before + after)
    return replace(record, parsed=parsed), text.replace("\nparsed: null\n", f"\nparsed: {parsed}\n", 1)


def fingerprint(text: str) -> str:
    """Hash a record's text without its ``parsed`` line; BOM, line ends and blank lines at the end don't count."""
    before, _, after = _cut_seal(normalise(text))
    return _digest(before + after)


def is_edited(text: str) -> bool:
    """Whether a person wrote or changed this text: it doesn't carry the parser's seal, or the seal is broken."""
    return is_edited_normal(normalise(text))


def is_edited_normal(text: str) -> bool:
    """Whether a person wrote or changed this normalised text."""
    before, parsed, after = _cut_seal(text)
    return parsed is None or not parsed.strip().startswith(_DIGEST) or parsed.strip() != _digest(before + after)


def _cut_seal(text: str) -> tuple[str, str | None, str]:
    """Cut normalised text around its first ``parsed`` line: before, value, behind; without such a line it is whole."""
    start = 0 if text.startswith(_SEAL) else text.find(f"\n{_SEAL}") + 1
    end = text.find("\n", start)
    if end < 0 or not text.startswith(_SEAL, start):
        return text, None, ""
    return text[:start], text[start + len(_SEAL) : end], text[end + 1 :]


def _digest(text: str) -> str:
    content = text.rstrip("\n").encode(errors="surrogatepass")
    return f"{_DIGEST}{hashlib.sha256(content).hexdigest()}"
