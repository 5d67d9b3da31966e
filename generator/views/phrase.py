"""Words that know their language, and headlines that know where they may break.

A phrase prints itself in a template: plain where its language is the page's, else in a ``<span lang>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

HALVES = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")
"""The space of a paired headline: 保饲草 稳牲畜; not the one in ``PC 端`` or between English words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of text in the page's language, or in another one."""

    text: str
    lang: str | None = None
    """``None`` is the page's own language."""

    @property
    def attr(self) -> Markup:
        """The ``lang`` attribute of an element that holds nothing but this phrase."""
        return Markup("") if self.lang is None else Markup(' lang="{}"').format(self.lang)

    @property
    def inner(self) -> Markup:
        """The text as HTML, without its language."""
        return escape(self.text)

    def __html__(self) -> str:
        return str(self.inner if self.lang is None else Markup("<span{}>{}</span>").format(self.attr, self.inner))


@dataclass(frozen=True, slots=True)
class Headline(Phrase):
    """A phrase whose halves, 对仗 对仗, stay whole while there is room."""

    @property
    def inner(self) -> Markup:
        """The halves, each in a ``<span>`` with a space between; one piece stays plain."""
        halves = HALVES.split(self.text.strip())
        if len(halves) == 1:
            return escape(self.text)
        spans = Markup(" ").join(Markup("<span>{}</span>").format(half) for half in halves)
        return Markup('<span class="halves">{}</span>').format(spans)

    def __html__(self) -> str:
        return str(self.inner if self.lang is None else Markup("<span{}>{}</span>").format(self.attr, self.inner))


@dataclass(frozen=True, slots=True)
class Joined(Phrase):
    """Several phrases in a row, each in its language: a paper's name, a date, a page."""

    pieces: tuple[Phrase, ...] = ()

    @property
    def inner(self) -> Markup:
        """The pieces as HTML, each marked with its language; no line begins with a dot."""
        return Markup("&nbsp;· ").join(self.pieces)

    def __html__(self) -> str:
        return str(self.inner)


def join_phrases(pieces: Iterable[Phrase]) -> Joined:
    """Set phrases in a row with middle dots between them."""
    row = tuple(pieces)
    return Joined(" · ".join(piece.text for piece in row), None, row)
