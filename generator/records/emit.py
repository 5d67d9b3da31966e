"""Front matter out of plain values, in the one form that records have.

Every top-level key on its own line; small lists and groups in flow style; lists of groups one item a line. Nothing
is folded, nothing is an alias, and every text that some reader of YAML would take for anything else is quoted. What
needs no escape is written here, as PyYAML would write it, only faster; a tree that holds anything else is PyYAML's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Plain = str | float | bool | None
"""A scalar; ``int`` counts as ``float``."""


class Block(dict[str, "Value"]):
    """A group that gives each key a line of its own, those without a value too."""

    __slots__ = ()


Value = Plain | tuple["Value", ...] | list["Value"] | dict[str, "Value"]
"""A ``tuple`` is a list on one line, a ``list`` gives each item a line; a ``dict`` is a group on one line, without the
keys whose value is missing."""

_NUMBERLIKE = re.compile(
    r"[-+.]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[box][0-9A-Fa-f_]+|[0-9]+(?::[0-9.]+)+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+.].*"
)
"""``006``, ``12:30``, ``0x1F``, ``1e3``, ``2026-01-05``, ``-``: some reader or other makes numbers or dates of them."""
_ORDINARY = re.compile(r"(?:[A-Za-z]|[0-9]++[A-Za-z]*+[^\x00-\x7f]|[^\x00-\x7f])[^,?:#\[\]{}]*+(?<! )")
"""Plain wherever it stands, if it is none of the words that YAML knows: no number, and no sign with a meaning."""
_SIGNS_IN_FLOW = re.compile(r"\A[#&*!|>'\"%@` ]|[,?\[\]{}:]| #| \Z|\A\Z")
_SIGNS_ALONE = re.compile(r"\A[#,\[\]{}&*!|>'\"%@` ]|\A[?:-](?: |\Z)|:(?: |\Z)| #| \Z|\A\Z")
_KNOWN = frozenset(
    spelled
    for word in ("yes", "no", "true", "false", "on", "off", "null", "~", "<<", "=")
    for spelled in (word, word.capitalize(), word.upper())
)
"""Words that PyYAML reads as something else than text."""
_PARTED = re.compile(r"[0-9][0-9_]*[_:].*")
"""Maybe a number to PyYAML, such as ``1_0:30.``."""


_RARE = re.compile("[\U00010000-\U0010ffff]")
"""Han beyond U+FFFF, for which PyYAML has two emitters."""


class _EscapeNeededError(Exception):
    """A text that PyYAML may write with an escape."""


def needs_quotes(text: str) -> bool:
    """Whether a text stands in double quotes, whatever YAML would allow."""
    if _NUMBERLIKE.fullmatch(text):
        return True
    return not text.isprintable() and not text.replace("\u3000", "").isprintable()


def decimal(value: float) -> str:
    """Write a fraction so that every reader of YAML knows it for one."""
    text = repr(value)
    return text if "." in text or "e" not in text else text.replace("e", ".0e")


def emit(top: Block) -> str:
    """Write a tree as YAML text that ends with a newline."""
    try:
        text = "".join(_lines(top, ""))
    except _EscapeNeededError:
        text = None
    if text is None or _RARE.search(text):
        from generator.records.yamltree import emit_tree  # noqa: PLC0415 - PyYAML is loaded with the first escape

        return emit_tree(top)
    return text


def _lines(block: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in block.items():
        if isinstance(value, Block):
            yield f"{indent}{key}:\n"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value:
            yield f"{indent}{key}:\n"
            yield from [f"{indent}- {_alone(item)}\n" for item in value]
        else:
            yield f"{indent}{key}: {_alone(value)}\n"


def _alone(value: Value) -> str:
    return _scalar(value, _SIGNS_ALONE) if type(value) is str else _flow(value)


def _flow(value: Value) -> str:
    if type(value) is str:
        return _scalar(value, _SIGNS_IN_FLOW)
    if type(value) is int:
        return str(value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join([_flow(item) for item in value])}]"
    if isinstance(value, dict):
        return f"{{{', '.join([f'{key}: {_flow(item)}' for key, item in value.items() if item is not None])}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return decimal(value) if isinstance(value, float) else "null"


def _scalar(text: str, signs: re.Pattern[str]) -> str:
    if not text.isprintable() and not text.replace("\u3000", "").isprintable():
        raise _EscapeNeededError
    return text if _ORDINARY.fullmatch(text) and text not in _KNOWN else _with_signs(text, signs)


def _with_signs(text: str, signs: re.Pattern[str]) -> str:
    if _NUMBERLIKE.fullmatch(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if text.isascii() and _PARTED.fullmatch(text):
        raise _EscapeNeededError
    if text in _KNOWN or signs.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text
