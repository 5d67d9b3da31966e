"""Templates compiled for speed, with what only plain Jinja does left out.

A template's syntax tree goes in, Python source comes out; what it renders equals what plain Jinja renders, or it
raises. Left out are the second looks that Jinja takes: an attribute is an attribute and never an item, a function is
called as it is, a macro is a function, a loop knows its place and its length and nothing more. Where that is not
enough an exception says so, and ``templating.fill`` asks plain Jinja, which also words every complaint.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import LoopContext

from generator.escaping import escape_text, mark_safe, to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping

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


class QuickGenerator(CodeGenerator):
    """Jinja's compiler with shorter words for what templates do most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Jinja calls it
        super().__init__(*args, **kwargs)
        self._held: list[Frame] = []

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Refuse what changes the rules midway, then compile."""
        switches = node.find(nodes.EvalContextModifier) or node.find(nodes.ScopedEvalContextModifier)
        if switches is not None or any(not include.with_context for include in node.find_all(nodes.Include)):
            raise TooPlainError(self.name)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Put our functions before Jinja's of the same names."""
        super().write_commons()
        self.writeline("escape, escape_text, LoopContext, mark_safe = environment.quick")

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
        called = f"_safe(_macro({', '.join(names)}))"
        self.write(f"(lambda _macro, _safe: lambda {parameters}: {called})(macro, mark_safe)")


class QuickEnvironment(Environment):
    """Jinja with our compiler, and plain Jinja beside it."""

    code_generator_class = QuickGenerator
    quick: tuple[Callable[..., object], ...] = (to_html, escape_text, walk, mark_safe)
    """For the compiled code, which knows nothing but its environment."""
    plain: Environment

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - those of Environment
        super().__init__(**settings)
        self.slow: set[str] = set()
        """Templates that once needed plain Jinja."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the names that every template knows: one dict, not a chain that each page unrolls."""
        return {**self.globals, **(d or {})}
