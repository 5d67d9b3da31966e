"""One module a command: ``run(config, args, progress)`` does the work and returns an Outcome; ``cli`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct, field

if TYPE_CHECKING:
    from generator.errors import Problem


class Outcome(Struct, frozen=True):
    """What a command found out."""

    text: str | None = None
    """For people, on stdout."""
    result: dict[str, object] = field(default_factory=dict)
    """For machines, on stdout with ``--json``."""
    problems: tuple[Problem, ...] = ()
    """On stderr, and they decide the exit status."""
    content: BinaryIO | None = None
    """An open file, for stdout instead of either, byte for byte; it goes when it is closed."""


def plural(count: int, noun: str) -> str:
    """``1 page``, ``2 pages``; a noun in -y is given whole: ``plural(2, "copy|copies")``."""
    one, _, many = noun.partition("|")
    return f"{count} {one if count == 1 else many or f'{one}s'}"
