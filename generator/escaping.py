"""Text into HTML and no more: what ``markupsafe`` does, without the questions that it asks of every value.

Plain text or a value goes in, HTML comes out; ``mark_safe`` alone trusts what it is given.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

try:
    from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]  # its C function, under no name
except ImportError:  # of its own: a MarkupSafe that keeps it elsewhere

    def escape_text(text: str, /) -> str:
        """Escape plain text."""
        return str(escape(text))


__all__ = ["escape_text", "lang_attribute", "mark_safe", "to_html"]


def to_html(value: object) -> str:
    """Escape any value, unless it is HTML or knows how to become it."""
    kind = type(value)
    if kind is str:
        return escape_text(value)  # type: ignore[arg-type]  # is a str
    if kind is Markup:
        return value  # type: ignore[return-value]  # is a Markup
    known = getattr(value, "__html__", None)
    if known is None:
        return escape_text(str(value))
    html = known()
    return html if type(html) is str or type(html) is Markup else str(html)


def mark_safe(html: str) -> Markup:
    """Mark finished HTML as such."""
    return str.__new__(Markup, html)


@lru_cache(maxsize=64)
def lang_attribute(lang: str | None) -> Markup:
    """Give the ``lang`` attribute with a space before it; nothing for the page's own language."""
    return mark_safe("" if lang is None else f' lang="{escape_text(lang)}"')
