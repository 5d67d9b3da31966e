"""What was measured, asked by tool and case: medians over the rounds, and ratios taken inside each round.

One file of ``results/`` comes in; numbers come out, ``None`` where a tool was not run or did not get through.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

OURS = ("plain", "plain, 1 process", "plain, 2 processes", "checked", "full", "whole")
FLOOR = ("floor, 1 process", "floor, 2 processes")
NAMES = {
    "plain": "Baozhai, plain theme",
    "plain, 1 process": "… with 1 process",
    "plain, 2 processes": "… with 2 processes",
    "checked": "… translations compared",
    "full": "Baozhai, own theme",
    "whole": "… and all pages",
    "hugo": "Hugo",
    "eleventy": "Eleventy",
    "pelican": "Pelican",
    "jekyll": "Jekyll",
    "handmade": "handmade script",
    "handmade-2p": "handmade script, 2 processes",
    "floor, 1 process": "the floor, 1 process",
    "floor, 2 processes": "the floor, 2 processes",
}
"""How tools are called where people read."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one size."""

    told: dict[str, Any]

    @property
    def size(self) -> int:
        """How many stories."""
        return int(self.told["size"])

    @property
    def peers(self) -> tuple[str, ...]:
        """The other generators, in the order in which they ran."""
        return tuple(self.told["peers"])

    @property
    def tools(self) -> tuple[str, ...]:
        """All that were run, ours first and the floor last."""
        ran = {row["tool"] for row in self.told["rows"]}
        return tuple(tool for tool in (*OURS, *self.peers, *FLOOR) if tool in ran)

    def each(self, tool: str, case: str, key: str) -> dict[int, float]:
        """Give a figure round by round, runs of one round as their median."""
        rounds: dict[int, list[float]] = {}
        for row in self.told["rows"]:
            if (row["tool"], row["case"]) == (tool, case) and _counts(row, key) and row[key] is not None:
                rounds.setdefault(row["round"], []).append(row[key])
        return {number: median(values) for number, values in rounds.items()}

    def stopped(self, tool: str, case: str) -> bool:
        """Say whether its time was up: then its figures are the least that it takes."""
        return any(row["stopped"] for row in self.told["rows"] if (row["tool"], row["case"]) == (tool, case))

    def find(self, tool: str, case: str, key: str) -> float | None:
        """Give a figure: the median of the rounds."""
        return _median(self.each(tool, case, key).values())

    def ratio(self, one: tuple[str, str], other: tuple[str, str], key: str) -> float | None:
        """Hold (tool, case) against another, round by round; the median of the ratios."""
        over, under = self.each(*one, key), self.each(*other, key)
        return _median(over[number] / under[number] for number in over if under.get(number))

    def heap(self, tool: str) -> dict[str, int] | None:
        """Say what the tool's site is made of."""
        found: dict[str, int] | None = self.told["heaps"].get(tool)
        return found

    def floor(self) -> str | None:
        """Give the floor that is lower by the clock."""
        known = {tool: self.find(tool, "cold", "wall") for tool in FLOOR}
        return min((tool for tool in FLOOR if known[tool] is not None), key=lambda tool: known[tool] or 0, default=None)

    def stages(self) -> list[dict[str, Any]]:
        """Give the stages in their order, each the median of its rounds."""
        names = dict.fromkeys(row["name"] for row in self.told["stages"])
        return [self._stage(name) for name in names]

    def stage(self, name: str) -> float | None:
        """Give the milliseconds of CPU that a stage takes for one thing."""
        found = next((stage for stage in self.stages() if stage["name"] == name), None)
        return None if found is None else float(found["each"])

    def _stage(self, name: str) -> dict[str, Any]:
        rows = [row for row in self.told["stages"] if row["name"] == name]
        middle = {key: median(row[key] for row in rows) for key in ("things", "wall", "cpu", "memory")}
        return {"name": name, **middle, "each": 1000 * middle["cpu"] / max(1, middle["things"])}


def read_figures(folder: Path) -> tuple[Figures, ...]:
    """Read all results, the smallest size first."""
    found = (Figures(json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.json"))
    return tuple(sorted(found, key=lambda figures: figures.size))


def choose(every: Sequence[Figures]) -> Figures:
    """Choose the size to compare at: the largest that peers were measured on, else the largest."""
    return next((figures for figures in reversed(every) if figures.peers), every[-1])


def _counts(row: dict[str, Any], key: str) -> bool:
    """A run that was stopped took at least that long; one that failed says nothing."""
    return not row["failed"] or (row["stopped"] and key in {"wall", "cpu"})


def _median(values: Iterable[float]) -> float | None:
    known = list(values)
    return median(known) if known else None
