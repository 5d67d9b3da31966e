"""Macros that know nothing but what they are given: which of a template's do, and how they remember what they said."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.meta import find_undeclared_variables
from jinja2.utils import missing

from generator.escaping import mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

MOST = 8192
"""What a macro remembers; then it begins anew."""
_FIXED = frozenset({str, bool, NoneType, type(missing)})
_ELSEWHERE: tuple[type[nodes.Node], ...] = (
    nodes.Filter,
    nodes.FilterBlock,
    nodes.Include,
    nodes.CallBlock,
    nodes.Import,
    nodes.FromImport,
)
"""What asks more than what a macro is given."""


@lru_cache(maxsize=1024)
def _last(kinds: tuple[type, ...]) -> bool:
    """Whether all these are kinds of values that never change and come again on other pages."""
    return all(kind in _FIXED or getattr(kind, "lasting", False) for kind in kinds)


def remember(macro: Callable[..., str]) -> Callable[..., Markup]:
    """Let a macro that knows nothing but what it is given say the same of the same without thinking again."""
    kept: dict[object, Markup] = {}

    def told(*given: object) -> Markup:
        kinds = tuple(map(type, given))
        if not _last(kinds):
            return mark_safe(macro(*given))
        key = given, kinds  # for True == 1, and neither looks like the other
        html = kept.get(key)
        if html is None:
            if len(kept) >= MOST:
                kept.clear()
            html = kept[key] = mark_safe(macro(*given))
        return html

    return told


def find_closed(template: nodes.Template) -> dict[str, nodes.Macro]:
    """Find the macros of a template that know nothing but what they are given, and others of this kind."""
    macros = {node.name: node for node in template.body if isinstance(node, nodes.Macro)}
    times = Counter(node.name for node in template.body if isinstance(node, nodes.Macro))
    others = nodes.Template([node for node in template.body if not isinstance(node, nodes.Macro)])
    taken = {node.name for node in others.find_all(nodes.Name) if node.ctx != "load"}
    taken |= {node.target for node in others.find_all(nodes.Import)}
    for node in others.find_all(nodes.FromImport):
        taken |= {name if isinstance(name, str) else name[1] for name in node.names}
    asked = {
        name: find_undeclared_variables(_alone(macro))
        for name, macro in macros.items()
        if times[name] == 1 and name not in taken and not _looks_elsewhere(macro)
    }
    while True:
        closed = {name: names for name, names in asked.items() if names <= asked.keys()}
        if len(closed) == len(asked):
            return {name: macros[name] for name in closed}
        asked = closed


def _looks_elsewhere(macro: nodes.Macro) -> bool:
    """Whether a macro asks more than what it is given and other macros."""
    known = {} if macro.environment is None else macro.environment.globals
    if any(next(macro.find_all(kind), None) is not None for kind in _ELSEWHERE):
        return True
    calls = any(not isinstance(call.node, nodes.Name) for call in macro.find_all(nodes.Call))
    return calls or any(name.name in known for name in macro.find_all(nodes.Name))


def _alone(macro: nodes.Macro) -> nodes.Template:
    template = nodes.Template([macro])
    if macro.environment is not None:
        template.set_environment(macro.environment)
    return template
