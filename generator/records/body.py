"""The body of a record: paragraphs and subheads as Markdown, and back.

Blocks are separated by blank lines. A block is a ``Paragraph`` or a ``Subhead`` exactly when it is what we would have
written for some plain text; any other block is ``Markup``, which a person wrote. Fenced code, and what is indented
below a list, keeps its blank lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from generator.markup import escape, escape_inline, unescape
from generator.model import Markup, Paragraph, Subhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Block

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_BLANKS = " \t\u3000"
_LIST = re.compile(r" {0,3}(?:[-+*]|[0-9]{1,9}[.)])\s")
_INDENTED = re.compile(r"(?: {2,}|\t)\s*\S")
_CLOSING_MARKS = re.compile(r"#(?=#*$)")
_SUBHEAD = "## "
_TELLING = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\\\\`*_\\[\\]<~&]")
"""What may mean anything but itself wherever it stands."""
_BARE = re.compile(r"(?<!\\)[`*_\[\]<~]")
"""A mark that ``escape`` never leaves as it is: a block with one is Markdown that a person wrote."""
_NUMBERED = re.compile(r"[0-9]+[.)](?:\s|$)")


def dumps_body(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown that ends with a newline; no blocks are no text."""
    return "".join(f"{text}\n" for text in _between_blanks(_write(block) for block in blocks))


def _between_blanks(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f"\n{text}" if number else text


def _write(block: Block) -> str:
    if isinstance(block, Markup):
        return block.source
    return _write_subhead(block.text) if isinstance(block, Subhead) else escape(block.text)


def _write_subhead(text: str) -> str:
    return _SUBHEAD + _CLOSING_MARKS.sub(r"\\#", escape_inline(text))


def loads_body(text: str) -> tuple[Block, ...]:
    r"""Read the blocks of a body whose lines end with ``\n``; no block has lines of a raw page yet."""
    chunks = text.strip("\n").split("\n\n")
    blocks = [None if _is_loose(chunk) else _find_sure(chunk) for chunk in chunks]
    if all(blocks):
        return tuple(cast("list[Block]", blocks))
    if any(map(_is_loose, chunks)):
        return tuple(map(_read, _split(text)))
    return tuple([block or _read(chunk.rstrip(_BLANKS)) for block, chunk in zip(blocks, chunks, strict=True)])


def _is_loose(chunk: str) -> bool:
    """Whether what stands between two blank lines may be more or less than a block: not one line, indented, a fence."""
    return not chunk or "\n" in chunk or chunk[0] in _BLANKS or chunk.startswith(("```", "~~~"))


def _find_sure(chunk: str) -> Block | None:
    """Read a line that is a block of one kind at sight; else nothing."""
    if chunk[-1].isspace():
        return None
    if _TELLING.search(chunk) is None:
        return _find_ordinary(chunk)
    return Markup(chunk) if _BARE.search(chunk) else None


def _find_ordinary(chunk: str) -> Paragraph | Subhead | None:
    """Read a line of plain text, free of ``_TELLING``, whose beginning leaves no doubt; else nothing."""
    first = chunk[0]
    if first.isspace():
        return None
    if first in "#>+-":
        text = chunk[len(_SUBHEAD) :]
        plain = chunk.startswith(_SUBHEAD) and text.strip() == text and not text.endswith("#")
        return Subhead(text) if plain else None
    return None if first in "0123456789" and _NUMBERED.match(chunk) else Paragraph(chunk)


def _read(chunk: str) -> Block:
    if chunk.startswith(_SUBHEAD):
        subhead = unescape(chunk[len(_SUBHEAD) :])
        if _write_subhead(subhead) == chunk:
            return Subhead(subhead)
    plain = chunk.lstrip("\u3000 ") if _is_one_line(chunk) else chunk
    paragraph = unescape(plain)
    return Paragraph(paragraph) if plain and escape(paragraph) == plain else Markup(chunk)


def _is_one_line(chunk: str) -> bool:
    """A person may begin a paragraph with the two blanks of Chinese typography; four ASCII blanks would be code."""
    return "\n" not in chunk and not chunk.startswith(("    ", "\t"))


def _split(text: str) -> Iterator[str]:
    chunk: list[str] = []
    fence: str | None = None
    for line in text.split("\n"):
        if fence is None and not line.strip(_BLANKS):
            if chunk and chunk[-1]:
                chunk.append("")
            continue
        if fence is None and chunk and not chunk[-1] and not _goes_on(chunk[0], line):
            yield _joined(chunk)
            chunk = []
        chunk.append(line)
        fence = _fence_after(line, fence)
    if chunk:
        yield _joined(chunk)


def _goes_on(first: str, line: str) -> bool:
    return bool(_LIST.match(first) and _INDENTED.match(line))


def _fence_after(line: str, fence: str | None) -> str | None:
    found = _FENCE.match(line)
    if fence is None:
        return found[1] if found else None
    closes = found is not None and found[1].startswith(fence) and not line[found.end() :].strip()
    return None if closes else fence


def _joined(chunk: list[str]) -> str:
    return "\n".join(chunk).rstrip("\n" + _BLANKS)
