"""What the figures should be, and whether they are: one line a goal, as a ratio or a limit.

A new goal is one more line in ``GOALS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.figures import Figures

    Ask = Callable[[Figures], float | None]

LARGE, LARGER = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure that is wanted."""

    told: str
    most: float
    ask: Ask
    unit: str = "×"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal and what was measured."""

    goal: Goal
    found: float | None

    @property
    def met(self) -> bool | None:
        """Whether it is met, ``None`` where nothing was measured."""
        return None if self.found is None else self.found <= self.goal.most


def _against(tool: str, key: str = "wall", case: str = "cold") -> Ask:
    return lambda figures: figures.ratio(("plain", case), (tool, case), key)


def _of_cold(case: str) -> Ask:
    return lambda figures: figures.ratio(("plain", case), ("plain", "cold"), "wall")


def _stage(name: str) -> Ask:
    """Ask for the milliseconds of a stage on real pages, where they were at hand, on made-up ones else."""
    return lambda figures: figures.stage(f"{name}, real pages") or figures.stage(name)


def _over_floor(figures: Figures) -> float | None:
    floor = figures.floor()
    return None if floor is None else figures.ratio(("plain", "cold"), (floor, "cold"), "wall")


GOALS = (
    Goal("cold build, wall clock, against Hugo", 0.4, _against("hugo")),
    Goal("cold build, CPU, against Hugo", 0.4, _against("hugo", "cpu")),
    Goal("cold build, memory of the largest process, against Hugo", 0.2, _against("hugo", "memory")),
    Goal("after one edit, wall clock, against Hugo", 0.03, _against("hugo", case="record")),
    Goal("cold build, wall clock, against Pelican", 0.1, _against("pelican")),
    Goal("cold build, wall clock, against Eleventy", 0.25, _against("eleventy")),
    Goal("cold build, wall clock, against Jekyll", 0.05, _against("jekyll")),
    Goal("cold build, wall clock, against the floor", 4, _over_floor),
    Goal("own theme against plain theme, cold", 1.5, lambda f: f.ratio(("full", "cold"), ("plain", "cold"), "wall")),
    Goal("nothing changed, against our cold build", 0.03, _of_cold("unchanged")),
    Goal("after one edit, against our cold build", 0.06, _of_cold("record")),
    Goal("start of a command that builds nothing (--help)", 0.15, lambda f: f.find("--help", "start", "wall"), "s"),
    Goal("parsing a printed page, CPU", 5, _stage("parse"), "ms"),
    Goal("regions and figures of an article, CPU", 0.5, _stage("regions and figures"), "ms"),
    Goal("tags of an article, CPU", 2, _stage("tags"), "ms"),
)


def check_goals(figures: Figures) -> list[Outcome]:
    """Hold the figures of one size against the goals."""
    return [Outcome(goal, goal.ask(figures)) for goal in GOALS]


def check_growth(every: Sequence[Figures]) -> list[Outcome]:
    """Hold the growth from the large size to the larger one against its goals."""
    found = {figures.size: figures for figures in every}
    large, larger = found.get(LARGE), found.get(LARGER)
    return [
        Outcome(
            Goal(f"time per article at {LARGER:,} against {LARGE:,}", 1.2, lambda _: None),
            _growth(large, larger) if large and larger else None,
        ),
        Outcome(
            Goal(f"memory at {LARGER:,} articles", 1024, lambda _: None, "MiB"),
            larger.find("plain", "cold", "memory") if larger else None,
        ),
    ]


def _growth(one: Figures, other: Figures) -> float | None:
    before, after = one.find("plain", "cold", "wall"), other.find("plain", "cold", "wall")
    return None if before is None or after is None else (after / other.size) / (before / one.size)
