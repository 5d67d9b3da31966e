"""Bytes of a raw page → its text, whatever a newspaper's system or a text editor saved it in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from generator.errors import Location, SeedError

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 64 * 1024 * 1024
"""Bytes; a printed page has some tens of thousands."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MOST_CONTROL = 0.01
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def decode(content: bytes, path: str) -> str:
    """Find the encoding that reads the whole file: by its mark, else UTF-8, UTF-16, GB18030, in this order."""
    where = Location(path)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise SeedError("seed-empty", where, "the file is empty", "delete it, or paste the page's text into it")
    if len(content) > LIMIT:
        raise SeedError("seed-large", where, f"more than {LIMIT} bytes", "one file, one printed page")
    for encoding, skip in _encodings(content):
        try:
            text = content[skip:].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text):
            return text
    raise _unreadable(content, where)


def split_lines(text: str) -> tuple[str, ...]:
    """Cut a text into lines as an editor numbers them; a form feed or Unicode's line separator ends one too."""
    lines = _LINE_END.split(text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


def _encodings(content: bytes) -> Iterator[tuple[str, int]]:
    """Yield encodings worth trying and the bytes of their mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield encoding, len(mark)
            return
    yield "utf-8", 0
    sample = content[:_SAMPLE]
    if b"\x00" in sample or b"\n" not in sample:
        yield ("utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"), 0
    yield "gb18030", 0


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample)


def _unreadable(content: bytes, where: Location) -> SeedError:
    if b"\x00" in content[:_SAMPLE] or _is_binary(content[:_SAMPLE].decode("latin-1")):
        return SeedError(
            "seed-binary", where, "the file is not text", "save the page as plain text, or move the file away"
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02x} fits neither UTF-8 nor GB18030 nor UTF-16"
        return SeedError("seed-undecodable", Location(where.path, line), message, "save the file as UTF-8")
    return SeedError("seed-binary", where, "the file is not text", "save the page as plain text, or move the file away")
