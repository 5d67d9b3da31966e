"""A settings file as text → one mapping of plain values and the line each key stands on.

YAML written by a person, read so that nothing in it surprises: the safe loader only, no aliases (a few hundred
bytes of them unfold to millions of leaves), no tags (``!!timestamp`` makes what no one wrote), keys that are the text
that stands there, no key twice (the last would win unseen), no deep nesting (the C parser recurses), a small size.
Errors carry file and line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import yaml

from generator.errors import ConfigError, Location

if TYPE_CHECKING:
    from pathlib import Path

    from yaml import SafeLoader as SafeLoader  # noqa: PLC0414 - for others to import from here
else:
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, where PyYAML was built so: the same result

_TEXT, _NULL, _TRUTH, _NUMBER = (f"tag:yaml.org,2002:{name}" for name in ("str", "null", "bool", "int"))


QUOTING = "put a value with special characters, such as a colon and a blank, in double quotes"


class _Loader(SafeLoader):
    """The safe loader, but of all that YAML guesses only null, truth values and plain whole numbers.

    A date stays the text that was written: a day that no calendar has is ours to name. So do ``010``, which YAML reads
    as eight, ``1:30``, which it reads as ninety, and numbers of a thousand digits.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML declares it as the instance's
        first: [(tag, pattern) for tag, pattern in resolvers if tag in {_NULL, _TRUTH}]
        for first, resolvers in SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_NUMBER, re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})\Z"), list("-+0123456789"))

LIMIT = 64 * 1024
"""Bytes; what a person writes as settings is a hundredth of it."""
DEPTH = 8
_LONGEST_KEY = 60

Lines = dict[str, int]


def loads_settings(text: str, path: str) -> tuple[dict[str, object], Lines]:
    """Read ``text`` as one mapping; the second value says on which line each top key stands."""
    if len(text) > LIMIT:
        raise ConfigError("settings-large", Location(path), f"at most {LIMIT} characters are read")
    try:
        _refuse_traps(text, path)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}, {}
            if not isinstance(node, yaml.MappingNode):
                _refuse(path, node, "found no keys at the top, expected lines such as `title: …`")
            _read_keys(node, path)
            values = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        # What was opened and never closed is missed at the end of the file: the mistake is where it begins.
        left_open = error.context_mark is not None and any(each in (error.context or "") for each in ("flow", "quoted"))
        mark = error.context_mark if left_open else error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or error.context}"
        hint = "close the quote, bracket or brace that begins here" if left_open else QUOTING
        raise ConfigError("settings-yaml", Location(path, mark.line + 1 if mark else None), message, hint) from error
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError("settings-yaml", Location(path), f"not valid YAML: {error}") from error
    return values, {key.value: key.start_mark.line + 1 for key, _ in node.value}


def read_settings(path: Path) -> tuple[dict[str, object], Lines]:
    """Read a settings file."""
    where = path.as_posix()
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as error:
        raise ConfigError("settings-unreadable", Location(where), f"can't be read: {error.strerror}") from error
    if len(content) > LIMIT:
        raise ConfigError("settings-large", Location(where), f"at most {LIMIT} bytes are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(
            "settings-encoding", Location(where, line), "not UTF-8", "save the file in the encoding UTF-8"
        ) from error
    return loads_settings(text, where)


def _refuse_traps(text: str, path: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            _refuse(path, event, "found a YAML alias (`*name`); write the value out")
        if getattr(event, "tag", None):
            _refuse(path, event, "found a YAML tag (`!name`); put a value that begins with ! in quotes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH:
                _refuse(path, event, f"nested more than {DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _read_keys(node: yaml.Node, path: str) -> None:
    """Take every key as the text that stands there (``no`` is a language, ``null`` a word), and none twice."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _read_keys(item, path)
    if not isinstance(node, yaml.MappingNode):
        return
    first: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or len(key.value) > _LONGEST_KEY or not key.value.isprintable():
            _refuse(path, key, "a key must be a plain word")
        if key.value in first:
            _refuse(path, key, f"{key.value}: found twice, first on line {first[key.value]}; keep one")
        key.tag = _TEXT
        first[key.value] = key.start_mark.line + 1
        _read_keys(value, path)


def _refuse(path: str, place: yaml.Node | yaml.Event, message: str) -> NoReturn:
    mark = place.start_mark
    raise ConfigError("settings-yaml", Location(path, None if mark is None else mark.line + 1), message)
