"""The picture that stands beside a story's address where someone shares it: words go in, an SVG and a PNG come out.

It is set like a newspaper's page: paper, one spot colour, the headline as large as it fits. No photographs: a dump
has none.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.easel import Easel

WIDTH, HEIGHT = 1200, 630
"""Pixels; what the networks ask for."""
MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
TOP = 140
"""Where the headline's first line begins, below the two rules."""
PAPER, INK, SOFT, ACCENT = "#fdfdfb", "#1a1a19", "#5c5954", "#a3171c"
SIZES = (84, 72, 62, 54, 46)
"""Of the headline, the largest that fits."""
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
NARROW, BROAD = frozenset("iljtfrI.,:;!|'’‘()[]- "), frozenset("mwMW—…%@&")


class Card(Struct, frozen=True):
    """The words of a picture."""

    digest: str
    """Who publishes it: ``报摘 · Baozhai``."""
    headline: tuple[str, ...]
    """In parts that stay whole while there is room."""
    second: str | None = None
    """The headline in the other language."""
    foot: tuple[str, ...] = ()
    """Place, paper, date: a line each."""


@lru_cache(maxsize=64)
def paint(card: Card, easel: Easel) -> bytes:
    """Paint a picture as PNG; the same words and fonts give the same bytes."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - only sites with pictures need it

    for path in easel.files:
        if not Path(path).is_file():  # it would be painted without a word on it
            hint = "install it, or leave `pictures` out of digest.yaml"
            raise PublishError("picture-font", Location(path), "the font is not on this machine", hint)
    return bytes(svg_to_bytes(draw(card, easel.family), skip_system_fonts=True, font_files=list(easel.files)))


def draw(card: Card, family: str) -> str:
    """Draw a picture as SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<g font-family="{escape(family)}">{"".join(_draw(card))}</g></svg>'
    )


def _draw(card: Card) -> Iterator[str]:
    yield _text(92, clip(card.digest, 34, ROOM), f'font-size="34" font-weight="700" fill="{ACCENT}"')
    yield f'<rect x="{MARGIN}" y="116" width="{ROOM}" height="5" fill="{INK}"/>'
    yield f'<rect x="{MARGIN}" y="126" width="{ROOM}" height="1.5" fill="{INK}"/>'
    foot = [clip(line, 26, ROOM) for line in card.foot]
    second = [] if card.second is None else cap(wrap([_plain_quotes(card.second)], 34), 2, 34)
    bottom = HEIGHT - 52 - 38 * len(foot) - (46 * len(second) + 30 if second else 0)
    size, lines = fit(card.headline, bottom - TOP)
    y = TOP
    for line in lines:
        y += round(size * 1.3)
        yield _text(y, line, f'font-size="{size}" font-weight="700" fill="{INK}"')
    y += 20
    for line in second:
        y += 46
        yield _text(y, line, f'font-size="34" fill="{SOFT}"')
    for number, line in enumerate(reversed(foot)):
        yield _text(HEIGHT - 52 - 38 * number, line, f'font-size="26" fill="{SOFT}"')


def _plain_quotes(text: str) -> str:
    """Give text without Han characters plain quotes: a Chinese font's curly ones are as wide as a Han character."""
    return text if any(ord(sign) >= 0x2E80 for sign in text) else text.translate(QUOTES)


def _text(y: int, text: str, look: str) -> str:
    return f'<text x="{MARGIN}" y="{y}" {look} xml:space="preserve">{escape(_writable(text))}</text>'


def _writable(text: str) -> str:
    """Leave out what XML can't hold."""
    return "".join(sign for sign in text if sign.isprintable())


# ---------------------------------------------------------------- lines


def width_of(text: str, size: int) -> float:
    """Tell about how wide a text is, in pixels: a Han character is as wide as high."""
    return sum(_width(sign) for sign in text) * size


def _width(sign: str) -> float:
    if ord(sign) >= 0x2E80 or sign in "“”‘’…—":
        return 1.0
    if sign in NARROW:
        return 0.36
    return 0.95 if sign in BROAD else 0.74 if sign.isupper() else 0.58


def fit(parts: Iterable[str], height: int) -> tuple[int, list[str]]:
    """Find the largest size in which a headline fits, and its lines; what does not fit in the smallest is cut."""
    parts = [part for part in parts if part]
    for size in SIZES:
        lines = wrap(parts, size)
        if len(lines) * size * 1.3 <= height:
            return size, lines
    return SIZES[-1], cap(lines, max(1, int(height / SIZES[-1] / 1.3)), SIZES[-1])


def wrap(parts: Iterable[str], size: int) -> list[str]:
    """Break each part into lines: between words, and between Han characters but for signs that open no line."""
    lines: list[str] = []
    for part in parts:
        line = ""
        for piece in _pieces(part):
            if line and width_of((line + piece).rstrip(), size) > ROOM:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines += [line.rstrip()] if line.strip() else []
    return lines


def cap(lines: list[str], most: int, size: int) -> list[str]:
    """Keep the first lines, and say with an ellipsis that there were more."""
    return lines if len(lines) <= most else [*lines[: most - 1], clip(f"{lines[most - 1]}……", size, ROOM)]


def clip(text: str, size: int, room: int) -> str:
    """Cut a line that is too long."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _pieces(text: str) -> Iterator[str]:
    """Part a text where a line may end: Latin words with the space behind them, Han characters one by one."""
    piece = ""
    for sign in text:
        whole = piece and (sign in "，。、；：！？”’）》」…—·" or piece[-1] in "“‘（《「")
        latin = piece and ord(sign) < 0x2E80 and ord(piece[-1]) < 0x2E80 and not piece[-1].isspace()
        if piece and not whole and not latin:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece
