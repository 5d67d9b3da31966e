"""Figures → SVG: bars and growth, drawn by hand so that they stay small, readable in light and dark, and read aloud.

Both scales are logarithmic, for what is compared differs by powers of ten. Each picture has a title and a
description with every figure in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 720
LEFT, RIGHT, TOP, ROW = 210, 60, 40, 30
STYLE = """<style>
svg { font: 14px/1.4 system-ui, sans-serif; }
text { fill: #1d2125; } .soft { fill: #5c6470; font-size: 12px; } .grid { stroke: #d5d9de; }
.other { fill: #9aa5b1; } .ours { fill: #b3261e; } .floor { fill: #5c6470; }
.line { fill: none; stroke: #b3261e; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
text { fill: #e6e8eb; } .soft { fill: #a3abb5; } .grid { stroke: #3a4048; }
.other { fill: #6b7683; } .ours { fill: #f2766b; } .floor { fill: #a3abb5; }
.line { stroke: #f2766b; }
}
</style>"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    value: float
    kind: str = "other"
    """``ours``, ``other`` or ``floor``."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How something grows: (stories, value)."""

    label: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic scale between two powers of ten."""

    low: int
    high: int
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.stop - self.start)

    def marks(self) -> Iterator[tuple[float, str]]:
        """Give the powers of ten and their places."""
        for power in range(self.low, self.high + 1):
            yield self.at(10.0**power), f"{10.0**power:,g}" if power < 3 else f"{10**power:,}"


def draw_bars(title: str, unit: str, bars: Sequence[Bar]) -> str:
    """Draw one bar a line from 1 to its figure, to the left for less and to the right for more."""
    scale = _scale([1.0, *(bar.value for bar in bars)], LEFT, WIDTH - RIGHT)
    height = TOP + ROW * len(bars) + 30
    pieces = [*_grid(scale, height)]
    for number, bar in enumerate(bars):
        y = TOP + ROW * number
        left, right = sorted((scale.at(1), scale.at(bar.value)))
        pieces += [
            f'<text x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect class="{bar.kind}" x="{left:.1f}" y="{y + 3}" width="{max(1, right - left):.1f}" height="18"/>',
            f'<text x="{right + 6:.1f}" y="{y + 16}">{short(bar.value)}</text>',
        ]
    told = ", ".join(f"{bar.label} {short(bar.value)}" for bar in bars)
    return _picture((title, unit, told), height, pieces)


def draw_curves(title: str, unit: str, curves: Sequence[Curve]) -> str:
    """Draw growth: stories to the right, what they cost upwards."""
    height = 400
    across = _scale([x for curve in curves for x, _ in curve.points], 70, WIDTH - 150)
    up = _scale([y for curve in curves for _, y in curve.points], height - 50, TOP)
    pieces = [
        *(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - 50}"/>' for x, _ in across.marks()),
        *(f'<line class="grid" x1="70" x2="{WIDTH - 150}" y1="{y:.1f}" y2="{y:.1f}"/>' for y, _ in up.marks()),
        *(
            f'<text class="soft" x="{x:.1f}" y="{height - 32}" text-anchor="middle">{m}</text>'
            for x, m in across.marks()
        ),
        *(f'<text class="soft" x="62" y="{y + 4:.1f}" text-anchor="end">{m}</text>' for y, m in up.marks()),
    ]
    for curve in curves:
        places = [(across.at(x), up.at(y)) for x, y in curve.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        pieces.append(f'<polyline class="line" points="{path}"/>')
        pieces += [f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places]
    ends = spread([up.at(curve.points[-1][1]) for curve in curves])
    for curve, y in zip(curves, ends, strict=True):
        x = across.at(curve.points[-1][0]) + 10
        pieces.append(f'<text x="{x:.1f}" y="{y + 5:.1f}">{escape(curve.label)}</text>')
    told = "; ".join(f"{c.label}: " + ", ".join(f"{x:,.0f} stories {short(y)}" for x, y in c.points) for c in curves)
    return _picture((title, unit, told), height, pieces)


def spread(places: Sequence[float], apart: float = 17) -> list[float]:
    """Move labels apart that would stand on each other: the upper one stays, the lower one goes down."""
    found: dict[int, float] = {}
    last = -apart
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        last = found[number] = max(places[number], last + apart)
    return [found[number] for number in range(len(places))]


def short(value: float) -> str:
    """``0.03124`` → ``0.0312``, ``1234.5`` → ``1,234``."""
    if value == 0:
        return "0"
    digits = max(0, 2 - floor(log10(abs(value))))
    return f"{value:,.{min(digits, 4)}f}"


def _scale(values: Iterable[float], start: float, stop: float) -> _Scale:
    found = [log10(value) for value in values if value > 0]
    low, high = floor(min(found, default=0)), ceil(max(found, default=1))
    return _Scale(low, max(high, low + 1), start, stop)


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    for x, mark in scale.marks():
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{height - 24}"/>'
        yield f'<text class="soft" x="{x:.1f}" y="{height - 8}" text-anchor="middle">{mark}</text>'


def _picture(words: tuple[str, str, str], height: int, pieces: Iterable[str]) -> str:
    title, unit, told = (escape(text) for text in words)
    head = f'<text x="0" y="18">{title} <tspan class="soft">{unit}</tspan></text>'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
            f'<title id="t">{title}</title>',
            f'<desc id="d">{unit}: {told}</desc>',
            STYLE,
            head,
            *pieces,
            "</svg>\n",
        )
    )
