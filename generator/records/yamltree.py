"""Front matter by PyYAML's own emitter: the tree of ``emit`` as text, whatever characters it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from generator.records.emit import Block, decimal, needs_quotes

if TYPE_CHECKING:
    from generator.records.emit import Plain, Value

try:
    from yaml import CSafeDumper
except ImportError:  # PyYAML was built without libyaml: slower, same result
    CSafeDumper = yaml.SafeDumper  # type: ignore[misc,assignment]  # the same interface

_TAG = "tag:yaml.org,2002:"
_WIDTH = 2**30


def emit_tree(top: Block) -> str:
    """Write a tree as YAML text that ends with a newline."""
    node = _node(top)
    text = _serialize(node, CSafeDumper)
    # libyaml writes every character beyond U+FFFF as an escape, PyYAML's own emitter as itself: rare Han stay readable
    return _serialize(node, yaml.SafeDumper) if "\\U" in text else text


def _serialize(top: yaml.Node, dumper: type[yaml.SafeDumper | CSafeDumper]) -> str:
    return str(yaml.serialize(top, Dumper=dumper, allow_unicode=True, width=_WIDTH))


def _node(value: Value) -> yaml.Node:
    if isinstance(value, (tuple, list)):
        on_lines = isinstance(value, list) and bool(value)
        return yaml.SequenceNode(_TAG + "seq", [_node(item) for item in value], flow_style=not on_lines)
    if isinstance(value, dict):
        on_lines = isinstance(value, Block)
        items = [(_scalar(key), _node(item)) for key, item in value.items() if on_lines or item is not None]
        return yaml.MappingNode(_TAG + "map", items, flow_style=not on_lines)
    return _scalar(value)


def _scalar(value: Plain) -> yaml.ScalarNode:
    if value is None:
        return yaml.ScalarNode(_TAG + "null", "null")
    if isinstance(value, bool):
        return yaml.ScalarNode(_TAG + "bool", "true" if value else "false")
    if isinstance(value, int):
        return yaml.ScalarNode(_TAG + "int", str(value))
    if isinstance(value, float):
        return yaml.ScalarNode(_TAG + "float", decimal(value))
    return yaml.ScalarNode(_TAG + "str", value, style='"' if needs_quotes(value) else None)
