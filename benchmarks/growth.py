"""How cost grows with the archive: straight lines through what was measured, and where they meet a limit.

The line goes through the two largest sizes; with one size alone, through it and nothing. What is read off beyond the
largest size is no measurement, and is named so where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.figures import Figures

    Ask = Callable[[Figures], float | None]

FAR = (100_000, 1_000_000, 10_000_000)
"""Articles to look ahead to."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Something that grows."""

    name: str
    unit: str
    ask: Ask


def _run(key: str) -> Ask:
    return lambda figures: figures.find("plain", "cold", key)


def _heap(key: str, share: float = 1) -> Ask:
    def ask(figures: Figures) -> float | None:
        heap = figures.heap("plain")
        return None if heap is None else heap[key] * share

    return ask


COSTS = (
    Cost("wall clock", "s", _run("wall")),
    Cost("CPU", "s", _run("cpu")),
    Cost("memory of the largest process", "MiB", _run("memory")),
    Cost("files", "", _heap("files")),
    Cost("size of the site", "MB", _heap("size", 1e-6)),
)
LIMITS = (
    ("wall clock", 600, "ten minutes for a cold build"),
    ("memory of the largest process", 1024, "1 GiB of memory in one process"),
    ("files", 1_000_000, "a million files, which copying tools and file systems begin to feel"),
    ("size of the site", 1000, "1 GB, which is what free hosts of static sites commonly take"),
)
"""Cost, how much of it, what that means."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: what there is at the start, and what each article adds."""

    start: float
    slope: float

    def at(self, size: int) -> float:
        """Read the line at a size."""
        return max(0.0, self.start + self.slope * size)

    def reach(self, value: float) -> float | None:
        """Say at which size the line comes to a value."""
        return (value - self.start) / self.slope if self.slope > 0 and value > self.start else None


def find_line(cost: Cost, every: Sequence[Figures]) -> Line | None:
    """Lay the line of one cost."""
    points = [(figures.size, value) for figures in every if (value := cost.ask(figures)) is not None]
    if not points:
        return None
    (x, y), (first_x, first_y) = points[-1], points[-2] if len(points) > 1 else (0, 0.0)
    slope = (y - first_y) / (x - first_x)
    return Line(y - slope * x, slope)
