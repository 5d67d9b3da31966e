"""Templates compiled for speed, with what only plain Jinja does left out.

A template's syntax tree goes in, Python source comes out; what it renders equals what plain Jinja renders, or it
raises. Left out are the second looks that Jinja takes: an attribute is an attribute and never an item, a function is
called as it is, a macro is a function, a loop knows its place and its length and nothing more. What a template
inherits and imports is looked up once, and what a macro says of things that stand on many pages is remembered. Where
that is not enough an exception says so, and ``templating.fill`` asks plain Jinja, which also words every complaint.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, LoopContext
from jinja2.utils import missing
from msgspec import Struct

from generator.escaping import escape_text, mark_safe, to_html
from generator.lasting import find_closed, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping

    from jinja2.compiler import Frame, MacroRef


class TooPlainError(Exception):
    """A template does what only plain Jinja can."""


class Loop:
    """What ``loop`` tells in a template."""

    __slots__ = ("first", "index0", "last", "length")
    first: bool
    last: bool
    index0: int

    def __init__(self, length: int) -> None:
        self.length = length

    @property
    def index(self) -> int:
        """The item's number, from 1."""
        return self.index0 + 1

    @property
    def revindex(self) -> int:
        """Its number from the end."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """How many items are left."""
        return self.length - self.index0 - 1


def walk(items: Iterable[object], undefined: object, *recursion: Any) -> Iterable[tuple[object, object]]:  # noqa: ANN401
    """Pair each item with the loop, as ``LoopContext`` does."""
    return LoopContext(items, undefined, *recursion) if recursion else _walk(tuple(items))  # type: ignore[arg-type]


def _walk(items: tuple[object, ...]) -> Iterator[tuple[object, Loop]]:
    last = len(items) - 1
    loop = Loop(last + 1)
    for number, item in enumerate(items):
        loop.index0 = number
        loop.first = number == 0
        loop.last = number == last
        yield item, loop


# ---------------------------------------------------------------- the compiler


class QuickGenerator(CodeGenerator):
    """Jinja's compiler with shorter words for what templates do most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Jinja calls it
        super().__init__(*args, **kwargs)
        self._held: list[Frame] = []
        self._closed: dict[str, nodes.Macro] = {}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Refuse what changes the rules midway, then compile."""
        switches = node.find(nodes.EvalContextModifier) or node.find(nodes.ScopedEvalContextModifier)
        if switches is not None or any(not include.with_context for include in node.find_all(nodes.Include)):
            raise TooPlainError(self.name)
        self._closed = find_closed(node)
        super().visit_Template(node, frame)
        self.writeline(f"heir_of = {_find_parent(node)!r}")

    def write_commons(self) -> None:
        """Put our functions before Jinja's of the same names."""
        super().write_commons()
        self.writeline("escape, escape_text, LoopContext, mark_safe, remember = environment.quick")

    def enter_frame(self, frame: Frame) -> None:
        """Collect what the root or a block writes: a list is faster than handing each piece from generator up."""
        if frame.buffer is None:
            self.buffer(frame)
            self._held.append(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """Hand over what was collected, in one piece."""
        if frame in self._held:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        """Take in a block whole."""
        if frame.buffer is None or node.scoped or node.required or (frame.toplevel and self.extends_so_far > 0):
            super().visit_Block(node, frame)
            return
        block = f"context.blocks[{node.name!r}][0]({self.get_context_ref()})"
        self.writeline(f"{frame.buffer}.extend({block})", node)

    def _output_child_pre(self, *_node_frame_finalize: object) -> None:
        """Escape text on the spot, and HTML not at all."""
        self.write("(escape_text(shown) if type(shown := (")

    def _output_child_post(self, *_node_frame_finalize: object) -> None:
        self.write(")) is str else shown if type(shown) is Markup else escape(shown))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Read an attribute; one that isn't there raises."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Call a function; none that our templates can reach wants to know the context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(given.key) for given in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro as a function."""
        names = [arg.name for arg in macro_ref.node.args]
        special = macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        odd = any(iskeyword(name) or name.startswith("_") or name == "caller" for name in names)
        if special or odd or not isinstance(macro_ref.node, nodes.Macro):
            super().macro_def(macro_ref, frame)
            return
        parameters = ", ".join(f"{name}=missing" for name in names)
        given = ", ".join(names)
        if self._closed.get(macro_ref.node.name) is macro_ref.node:
            self.write(f"(lambda _macro: lambda {parameters}: _macro({given}))(remember(macro))")
        else:
            self.write(f"(lambda _macro, _safe: lambda {parameters}: _safe(_macro({given})))(macro, mark_safe)")


ASKS_MORE = False


def _find_parent(template: nodes.Template) -> str | bool | None:
    """Name the template that one extends; it ``ASKS_MORE`` if it does more outside of blocks than import macros."""
    extends = [*template.find_all(nodes.Extends)]
    if not extends:
        return None
    parent = extends[0].template
    if len(extends) > 1 or not isinstance(parent, nodes.Const) or not all(map(_is_same_for_all, template.body)):
        return ASKS_MORE
    return str(parent.value)


def _is_same_for_all(node: nodes.Node) -> bool:
    """Whether a piece of a template that extends another does the same on every page."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    if isinstance(node, (nodes.Import, nodes.FromImport)):
        return not node.with_context and isinstance(node.template, nodes.Const)
    return isinstance(node, (nodes.Extends, nodes.Block))


# ---------------------------------------------------------------- filling in


class Names(dict[str, Any]):
    """What a template can name; of all else, what Jinja says of it."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - a sentinel
        """Say that there is no such name."""
        return missing


class QuickContext(Context):
    """A context in one dict, of a template that is set up already."""

    def get_all(self) -> dict[str, Any]:
        """Give all names."""
        return self.parent if self.vars is self.parent else super().get_all()


class SetUp(Struct, frozen=True):
    """A template that found what it inherits and imports, so that it need not look for it on each page."""

    environment: QuickEnvironment
    name: str
    render: Callable[[Context], Iterator[str]]
    """Of the outermost template."""
    known: Mapping[str, object]
    """Names that every template knows."""
    context: Context
    """What all pages begin with."""

    def fill(self, given: Mapping[str, object]) -> str:
        """Fill the template in."""
        names, begun = Names(self.known), self.context
        names.update(given)
        names.update(begun.vars)
        context = QuickContext.__new__(QuickContext)
        context.__dict__ = {
            "parent": names,
            "vars": names,
            "environment": self.environment,
            "eval_ctx": begun.eval_ctx,
            "exported_vars": {*begun.exported_vars},
            "name": self.name,
            "globals_keys": begun.globals_keys,
            "blocks": begun.blocks,
            "resolve_or_missing": names.__getitem__,
        }
        return "".join(self.render(context))


class QuickEnvironment(Environment):
    """Jinja with our compiler, and plain Jinja beside it."""

    code_generator_class = QuickGenerator
    quick: tuple[Callable[..., object], ...] = (to_html, escape_text, walk, mark_safe, remember)
    """For the compiled code, which knows nothing but its environment."""
    plain: Environment

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - those of Environment
        super().__init__(**settings)
        self.slow: set[str] = set()
        """Templates that once needed plain Jinja."""
        self._ready: dict[str, Callable[[Mapping[str, object]], str]] = {}

    def fill(self, name: str, given: Mapping[str, object]) -> str:
        """Fill in a template."""
        ready = self._ready.get(name)
        if ready is None:
            ready = self._ready[name] = self._set_up(name)
        return ready(given)

    def _set_up(self, name: str) -> Callable[[Mapping[str, object]], str]:
        """Let a template, and what it extends, say what they inherit and import, and nothing else."""
        template = outer = self.get_template(name)
        context = template.new_context()
        while (parent := outer.root_render_func.__globals__["heir_of"]) is not None:
            beginning = outer.root_render_func(context)
            if parent is ASKS_MORE or next(beginning) != "":
                return template.render
            outer = self.get_template(parent, outer.name)
        return SetUp(self, name, outer.root_render_func, template.globals, context).fill

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the names that every template knows: one dict, not a chain that each page unrolls."""
        return {**self.globals, **(d or {})}
