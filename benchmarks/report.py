"""Results → ``docs/performance.md``, ``docs/scaling.md`` and their pictures.

The words stand in ``frames/``, written by hand; tables and single figures are filled in here. Nothing is measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.charts import Bar, Curve, draw_bars, draw_curves, short
from benchmarks.figures import FLOOR, NAMES, OURS, choose, read_figures
from benchmarks.goals import check_goals, check_growth
from benchmarks.growth import COSTS, FAR, LIMITS, find_line
from benchmarks.measure import CASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.figures import Figures
    from benchmarks.goals import Outcome
    from benchmarks.growth import Cost

HERE = Path(__file__).resolve().parent
RESULTS, FRAMES = HERE / "results", HERE / "frames"
NOTHING = "–"
KEYS = ("wall", "cpu", "memory")


def write_report(docs: Path, results: Path = RESULTS) -> None:
    """Fill in both pages and draw the pictures; without results nothing is touched."""
    every = read_figures(results)
    if not every:
        return
    (docs / "images").mkdir(parents=True, exist_ok=True)
    texts = {**write_pages(every), **{f"images/{name}": text for name, text in draw(every).items()}}
    for name, text in texts.items():
        (docs / name).write_text(text, encoding="utf-8")


def write_pages(every: Sequence[Figures]) -> dict[str, str]:
    """Fill in both frames."""
    figures = choose(every)
    frames = Environment(
        loader=FileSystemLoader(FRAMES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    known = {
        "told": figures.told,
        "sizes": [f"{one.size:,}" for one in every],
        "ours": figures.heap("plain"),
        "reference": NAMES[reference(figures)],
        "cold": table_cold(figures),
        "edits": table_edits(figures),
        "stages": table_stages(figures),
        "starts": table_starts(figures),
        "goals": table_goals([*check_goals(figures), *check_growth(every)]),
        "measured": table_measured(every),
        "ahead": table_ahead(every),
        "limits": table_limits(every),
    }
    return {name: frames.get_template(name).render(known) for name in ("performance.md", "scaling.md")}


def reference(figures: Figures) -> str:
    """Name the tool that the others are held against: Hugo, where it ran."""
    return "hugo" if figures.find("hugo", "cold", "wall") is not None else "plain"


# ---------------------------------------------------------------- tables


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Set a table, the first column to the left and figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def said(value: float | None, unit: str = "", least: str = "") -> str:
    """Write a figure, or that there is none."""
    return NOTHING if value is None else f"{least}{short(value)}{unit}"


def table_cold(figures: Figures) -> str:
    """Set the whole build with nothing there."""
    name = NAMES[reference(figures)]
    head = ("", "wall s", "CPU s", "memory MiB", "all processes MiB", *(f"{key} ÷ {name}" for key in KEYS))
    return table((*head, "files", "HTML", "MB"), (_cold(figures, tool) for tool in figures.tools))


def _cold(figures: Figures, tool: str) -> Iterator[str]:
    yield NAMES[tool]
    least = "> " if figures.stopped(tool, "cold") else ""
    yield from (said(figures.find(tool, "cold", key), least=least) for key in (*KEYS, "together"))
    yield from (said(figures.ratio((tool, "cold"), (reference(figures), "cold"), key), least=least) for key in KEYS)
    heap = figures.heap(tool)
    if heap is None:
        yield from [NOTHING] * 3
    else:
        yield from (f"{heap['files']:,}", f"{heap['html']:,}", f"{heap['size'] / 1e6:,.1f}")


def table_edits(figures: Figures) -> str:
    """Set what a second build takes, in seconds and as a share of the tool's own cold build."""
    head = ("", *(f"{case}{what}" for case in CASES[1:] for what in (" s", " ÷ cold")))
    tools = [tool for tool in figures.tools if tool not in FLOOR]
    return table(head, ([NAMES[tool], *_edits(figures, tool)] for tool in tools))


def _edits(figures: Figures, tool: str) -> Iterator[str]:
    for case in CASES[1:]:
        yield said(figures.find(tool, case, "wall"))
        yield said(figures.ratio((tool, case), (tool, "cold"), "wall"))


def table_stages(figures: Figures) -> str:
    """Set the stages of our own build."""
    rows = (
        (s["name"], f"{s['things']:,.0f}", said(s["wall"]), said(s["cpu"]), said(s["each"]), said(s["memory"]))
        for s in figures.stages()
    )
    return table(("stage", "things", "wall s", "CPU s", "CPU ms a thing", "memory MiB so far"), rows)


def table_starts(figures: Figures) -> str:
    """Set how long the program takes to begin."""
    names = {"python": "an empty Python program", "--help": "`baozhai --help`"}
    return table(
        ("", "wall s", "CPU s", "memory MiB"),
        ([name, *(said(figures.find(tool, "start", key)) for key in KEYS)] for tool, name in names.items()),
    )


def table_goals(outcomes: Iterable[Outcome]) -> str:
    """Set what was wanted beside what is."""
    words = {True: "yes", False: "no", None: "not measured"}
    rows = (
        (o.goal.told, f"≤ {o.goal.most:g} {o.goal.unit}", said(o.found, f" {o.goal.unit}"), words[o.met])
        for o in outcomes
    )
    return table(("goal", "wanted", "measured", "met"), rows)


def table_measured(every: Sequence[Figures]) -> str:
    """Set every size that was measured."""
    head = ("articles", *(_titled(cost.name, cost.unit) for cost in COSTS), "CPU ms an article", "KB an article")
    return table(head, (_measured(figures) for figures in every))


def _measured(figures: Figures) -> Iterator[str]:
    found = {cost.name: cost.ask(figures) for cost in COSTS}
    yield f"{figures.size:,}"
    yield from (said(value) for value in found.values())
    for name in ("CPU", "size of the site"):
        value = found[name]
        yield said(None if value is None else 1000 * value / figures.size)


def table_ahead(every: Sequence[Figures]) -> str:
    """Set what the straight lines say of sizes that were not measured, and mark those that were."""
    lines = {cost: find_line(cost, every) for cost in COSTS}
    known = {figures.size: figures for figures in every}
    rows = []
    for size in FAR:
        row = [f"{size:,}{' (measured)' if size in known else ''}"]
        for cost, line in lines.items():
            row.append(said(cost.ask(known[size]) if size in known else None if line is None else line.at(size)))
        rows.append(row)
    return table(("articles", *(_titled(cost.name, cost.unit) for cost in COSTS)), rows)


def table_limits(every: Sequence[Figures]) -> str:
    """Set at which size a limit is met."""
    lines = {cost.name: find_line(cost, every) for cost in COSTS}
    rows = []
    for name, limit, meaning in LIMITS:
        line = lines[name]
        reached = None if line is None else line.reach(limit)
        rows.append((meaning, NOTHING if reached is None else f"{_round(reached):,}"))
    return table(("limit", "met at about (articles)"), rows)


def _round(value: float) -> int:
    """Two digits are more than a straight line knows."""
    return int(float(f"{value:.2g}"))


def _titled(name: str, unit: str) -> str:
    return f"{name} {unit}".rstrip()


# ---------------------------------------------------------------- pictures


def draw(every: Sequence[Figures]) -> dict[str, str]:
    """Draw the cold build, the build after one edit and the growth."""
    figures = choose(every)
    name = NAMES[reference(figures)]
    size = f"{figures.size:,} articles"
    known = [(cost, drawn) for cost in COSTS[1:] if (drawn := _points(cost, every))]
    return {
        "performance-cold.svg": draw_bars(
            f"Cold build of {size}", f"wall clock, {name} = 1, logarithmic", list(_bars(figures, "cold", "wall"))
        ),
        "performance-memory.svg": draw_bars(
            f"Memory for {size}", f"largest process, {name} = 1, logarithmic", list(_bars(figures, "cold", "memory"))
        ),
        "performance-edit.svg": draw_bars(
            f"One record edited, of {size}",
            f"wall clock, {name} = 1, logarithmic",
            list(_bars(figures, "record", "wall")),
        ),
        "scaling.svg": draw_curves(
            "What a cold build costs as the archive grows",
            "plain theme, both scales logarithmic",
            [Curve(_titled(cost.name.split(" of ")[0], cost.unit), drawn) for cost, drawn in known],
        ),
    }


def _bars(figures: Figures, case: str, key: str) -> Iterator[Bar]:
    for tool in figures.tools:
        ratio = figures.ratio((tool, case), (reference(figures), case), key)
        if ratio:
            yield Bar(NAMES[tool], ratio, "ours" if tool in OURS else "floor" if tool in FLOOR else "other")


def _points(cost: Cost, every: Sequence[Figures]) -> list[tuple[float, float]]:
    return [(figures.size, value) for figures in every if (value := cost.ask(figures))]
