"""Words that know their language, and headlines that know where they may break.

A phrase prints itself in a template: plain where its language is the page's, else in a ``<span lang>``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.escaping import escape_text, lang_attribute, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

HALVES = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")
"""The space of a paired headline: 保饲草 稳牲畜; not the one in ``PC 端`` or between English words."""


SHORT = 18
"""Letters, of which a Han character takes two, that fit on one line of the smallest screen, also in a headline."""


class Phrase(Struct, frozen=True):
    """A piece of text in the page's language, or in another one."""

    text: str
    lang: str | None = None
    """``None`` is the page's own language."""

    @property
    def attr(self) -> Markup:
        """The ``lang`` attribute of an element that holds nothing but this phrase."""
        return lang_attribute(self.lang)

    @property
    def inner(self) -> Markup:
        """The text as HTML, without its language."""
        return mark_safe(escape_text(self.text))

    def __html__(self) -> str:
        if self.lang is None:
            return escape_text(self.text)
        return f"<span{lang_attribute(self.lang)}>{escape_text(self.text)}</span>"


class Headline(Phrase, frozen=True):
    """A phrase whose halves, 对仗 对仗, stay whole while there is room."""

    @property
    def inner(self) -> Markup:
        """The halves, each in a ``<span>`` with a space between; one piece stays plain."""
        return _halve(self.text)

    def __html__(self) -> str:
        halves = _halve(self.text)
        return halves if self.lang is None else f"<span{lang_attribute(self.lang)}>{halves}</span>"


@lru_cache(maxsize=16384)
def _halve(text: str) -> Markup:
    """Part a headline; a story's stands in a dozen lists."""
    halves = HALVES.split(text.strip())
    if len(halves) == 1:
        return mark_safe(escape_text(text))
    spans = " ".join(f"<span>{escape_text(half)}</span>" for half in halves)
    return mark_safe(f'<span class="halves">{spans}</span>')


class Joined(Phrase, frozen=True):
    """Several phrases in a row, each in its language: a paper's name, a date, a page."""

    pieces: tuple[Phrase, ...] = ()

    @property
    def inner(self) -> Markup:
        """The pieces as HTML, each marked with its language; no line begins with a dot or breaks a date."""
        row = "&nbsp;· ".join(_keep_whole(piece) for piece in self.pieces)
        # One element: in a link that is a flex box, pieces of their own would lose the space between them.
        return mark_safe(f"<span>{row}</span>" if len(self.pieces) > 1 else row)

    def __html__(self) -> str:
        return self.inner


def _keep_whole(piece: Phrase) -> str:
    """Keep a short piece on one line: a date, a page."""
    width = sum(1 if character.isascii() else 2 for character in piece.text)
    return f'<span class="whole"{piece.attr}>{piece.inner}</span>' if width <= SHORT else piece.__html__()


def join_phrases(pieces: Iterable[Phrase]) -> Joined:
    """Set phrases in a row with middle dots between them."""
    row = tuple(pieces)
    return Joined(" · ".join(piece.text for piece in row), None, row)
