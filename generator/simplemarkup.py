"""Markdown of the simplest kind → the HTML that Python-Markdown and the sanitiser would make of it, many times as fast.

One line of text with nothing in it but bold type, links and pictures, such as people write most. Anything that could
mean something else (``None``) is for ``markup``; a test compares the two over whatever hypothesis thinks of.
"""

from __future__ import annotations

import re

_TEXT = r"[^\\`*_\[\]<>&~!\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060-\u206f\ufeff\ud800-\udfff]"
_BEGIN = r"[A-Za-z\u3001-\u9fff\uac00-\ud7a3\uff01-\uff5e“‘「『]"
"""What no block of another kind begins with."""
_ADDRESS = (
    r"(?:https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:\.\./)*|/)(?:[A-Za-z0-9-]+/)*[A-Za-z0-9-]+(?:\.[A-Za-z0-9]+)?"
)
_PIECE = re.compile(
    rf"(?P<text>{_TEXT}+)|\*\*(?P<bold>{_TEXT}+)\*\*(?!\*)"
    rf"|(?P<picture>!?)\[(?P<words>{_TEXT}+)\]\((?P<address>{_ADDRESS})\)"
)
_START = re.compile(rf"{_BEGIN}|\*\*{_BEGIN}|!?\[{_BEGIN}")


def render_simple(source: str) -> str | None:
    """Render one line, or say that it isn't simple."""
    if _START.match(source) is None or source[-1] == " ":
        return None
    made, end = [], 0
    while end < len(source):
        piece = _PIECE.match(source, end)
        if piece is None:
            return None
        shown = _show(piece)
        if shown is None:
            return None
        made.append(shown)
        end = piece.end()
    return f"<p>{''.join(made)}</p>"


def _show(piece: re.Match[str]) -> str | None:
    if piece["text"] is not None:
        return piece["text"]
    words = piece["bold"] or piece["words"]
    if words != words.strip():
        return None
    if piece["bold"] is not None:
        return f"<strong>{words}</strong>"
    return words if piece["picture"] else f'<a href="{piece["address"]}" rel="noopener">{words}</a>'
