"""Labelled lines → segments: the lines of one article each, in printed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.parse.grammar import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Span, Spans
    from generator.parse.split import Labelled

TEXT = frozenset({"opening", "paragraph"})
PICTURE = frozenset({"caption", "credit"})


class Segment(Struct, frozen=True):
    """The lines of one article in reading order: its own, then what was moved here from elsewhere."""

    own: tuple[Labelled, ...]
    moved: tuple[Labelled, ...] = ()
    """Its end, found under another article."""
    pictures: tuple[Labelled, ...] = ()
    """Captions and credits found under another article."""
    astray: Labelled | None = None
    """Where the text may no longer belong to what stands above it."""

    @property
    def items(self) -> tuple[Labelled, ...]:
        """All lines in reading order."""
        return self.own + self.moved + self.pictures

    @property
    def has_headline(self) -> bool:
        """Whether a headline stands above the text."""
        return any(item.role in TITLES for item in self.own)

    @property
    def last_text(self) -> Labelled | None:
        """The last paragraph."""
        return next((item for item in reversed(self.own + self.moved) if item.role in TEXT), None)

    @property
    def is_open(self) -> bool:
        """Whether the last paragraph has no final mark."""
        last = self.last_text
        return last is not None and "finished" not in last.features

    def without(self, items: Iterable[Labelled]) -> Segment:
        """The segment less some of its own lines."""
        gone = {item.index for item in items}
        return replace(self, own=tuple(item for item in self.own if item.index not in gone))


def group_lines(labelled: Iterable[Labelled]) -> tuple[Segment, ...]:
    """Cut the labelled lines where an article begins."""
    return tuple(Segment(tuple(items)) for items in _runs(labelled))


def _runs(labelled: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    run: list[Labelled] = []
    for item in labelled:
        if item.opens and run:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def spans_of(items: Iterable[Labelled]) -> Spans:
    """Merge the lines of some items into spans, in file order; blank lines between neighbours belong to them."""
    spans: list[Span] = []
    for line in sorted((item.line for item in items), key=lambda line: line.span):
        if spans and spans[-1][1] + line.blanks + 1 == line.span[0]:
            spans[-1] = (spans[-1][0], line.span[1])
        else:
            spans.append(line.span)
    return tuple(spans)
