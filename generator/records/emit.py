"""YAML front matter out of plain values, by PyYAML's own emitter, in the one form that records have.

Every top-level key on its own line; small lists and groups in flow style; lists of groups one item a line. Nothing
is folded, nothing is an alias, and every text that some reader of YAML would take for anything else is quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

try:
    from yaml import CSafeDumper
except ImportError:  # PyYAML was built without libyaml: slower, same result
    CSafeDumper = yaml.SafeDumper  # type: ignore[misc,assignment]  # the same interface

Plain = str | float | bool | None
"""A scalar; ``int`` counts as ``float``."""

_TAG = "tag:yaml.org,2002:"
_WIDTH = 2**30
_NUMBERLIKE = re.compile(
    r"[-+.]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[box][0-9A-Fa-f_]+|[0-9]+(?::[0-9.]+)+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+.].*"
)
"""``006``, ``12:30``, ``0x1F``, ``1e3``, ``2026-01-05``, ``-``: some reader or other makes numbers or dates of them."""


def scalar(value: Plain) -> yaml.ScalarNode:
    """Represent one value."""
    if value is None:
        return yaml.ScalarNode(_TAG + "null", "null")
    if isinstance(value, bool):
        return yaml.ScalarNode(_TAG + "bool", "true" if value else "false")
    if isinstance(value, int):
        return yaml.ScalarNode(_TAG + "int", str(value))
    if isinstance(value, float):
        return yaml.ScalarNode(_TAG + "float", _decimal(value))
    return yaml.ScalarNode(_TAG + "str", value, style='"' if _needs_quotes(value) else None)


def _decimal(value: float) -> str:
    text = repr(value)
    return text if "." in text or "e" not in text else text.replace("e", ".0e")


def _needs_quotes(text: str) -> bool:
    if _NUMBERLIKE.fullmatch(text):
        return True
    return not text.isprintable() and not text.replace("\u3000", "").isprintable()


def flow_list(values: Iterable[Plain | yaml.Node]) -> yaml.Node:
    """``[饲草, 光伏]``."""
    return yaml.SequenceNode(_TAG + "seq", [_node(value) for value in values], flow_style=True)


def flow_group(pairs: Mapping[str, Plain | yaml.Node]) -> yaml.Node:
    """``{name: 扎西, role: reporter}``; keys whose value is missing are left out."""
    items = [(scalar(key), _node(value)) for key, value in pairs.items() if value is not None]
    return yaml.MappingNode(_TAG + "map", items, flow_style=True)


def block_list(values: Iterable[yaml.Node]) -> yaml.Node:
    """Give each item a line of its own."""
    items = list(values)
    return yaml.SequenceNode(_TAG + "seq", items, flow_style=not items)


def block_group(pairs: Mapping[str, Plain | yaml.Node]) -> yaml.Node:
    """Give each key a line of its own, those without a value too."""
    items = [(scalar(key), _node(value)) for key, value in pairs.items()]
    return yaml.MappingNode(_TAG + "map", items, flow_style=False)


def _node(value: Plain | yaml.Node) -> yaml.Node:
    return value if isinstance(value, yaml.Node) else scalar(value)


def emit(top: yaml.Node) -> str:
    """Write a tree as YAML text that ends with a newline."""
    text = _serialize(top, CSafeDumper)
    # libyaml writes every character beyond U+FFFF as an escape, PyYAML's own emitter as itself: rare Han stay readable
    return _serialize(top, yaml.SafeDumper) if "\\U" in text else text


def _serialize(top: yaml.Node, dumper: type[yaml.SafeDumper | CSafeDumper]) -> str:
    return str(yaml.serialize(top, Dumper=dumper, allow_unicode=True, width=_WIDTH))
