"""Measure, and write down what was measured: ``make bench``, or ``python -m benchmarks`` with the options below.

Everything is made below one folder; figures go to ``benchmarks/results/``, tables and pictures into ``docs/``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.corpus import VERSION, write_corpus
from benchmarks.made_up import make_stories
from benchmarks.measure import CASES, Bench, time_stages
from benchmarks.neutral import read_neutral
from benchmarks.ours import CHECKOUT, prepare, with_processes
from benchmarks.peers import USUAL, Places, corpus_of, find_peers
from benchmarks.raw_pages import write_raw_pages
from benchmarks.report import RESULTS, write_report

QUICK = 1000
SCRIPTS = CHECKOUT.parent / "shared" / "peers"
RAW = 1200
"""Articles on the raw pages that are parsed and enriched, at the most."""


def make_parser() -> argparse.ArgumentParser:
    """All options."""
    parser = argparse.ArgumentParser(prog="make bench", description="Time our generator beside others.")
    scripts = os.environ.get("PEERS")
    temporary = Path(tempfile.gettempdir())
    parser.add_argument("sizes", nargs="*", type=int, default=[QUICK], help=f"stories (default: {QUICK})")
    parser.add_argument(
        "--peers",
        type=Path,
        default=Path(scripts) if scripts else SCRIPTS,
        help="folder of run.sh, bench.py and make_corpus.py; without it, our own figures only",
    )
    parser.add_argument(
        "--only",
        type=lambda text: tuple(filter(None, text.split(","))),
        default=USUAL,
        help=f"which peers, with commas (default: {','.join(USUAL)})",
    )
    looks = "plain,checked,full,whole"
    parser.add_argument("--looks", default=looks, help=f"our own themes and settings (default: {looks})")
    parser.add_argument("--work", type=Path, default=temporary / "peers", help="where the peers are installed")
    parser.add_argument(
        "--root",
        type=Path,
        default=temporary / "bench",
        help="where corpora and sites are made; /dev/shm/bench leaves the disk out",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=900, help="seconds for one run")
    parser.add_argument("--cases", default=",".join(CASES), help=f"which of {','.join(CASES)}")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the tables and pictures anew")
    return parser


def main(argv: list[str] | None = None) -> None:
    """Measure each size, then report on all."""
    args = make_parser().parse_args(argv)
    for size in () if args.report else args.sizes:
        figures = measure(size, args)
        RESULTS.mkdir(exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (RESULTS / f"{size}.json").write_text(f"{text}\n", encoding="utf-8")
    write_report(CHECKOUT / "docs")


def measure(size: int, args: argparse.Namespace) -> dict[str, object]:
    """Measure one size: make what is missing, go round, say what was found."""
    places = Places(args.peers.resolve(), args.work.resolve(), args.root.resolve())
    base = places.root / f"n{size}"
    base.mkdir(parents=True, exist_ok=True)
    peers = find_peers(places, size, args.only)
    corpus = make_corpus(base, corpus_of(places, size), size)
    looks = {name: look for name, look in prepare(corpus).items() if name in {"plain", *args.looks.split(",")}}
    looks |= {look.name: look for look in with_processes(looks["plain"])}
    raw = base / "raw" / "seeds"
    if not raw.exists():
        write_raw_pages(min(size, RAW), raw)
    bench = Bench(base, looks, peers, args.limit)
    bench.measure(args.rounds, args.cases.split(","))
    stages = time_stages(looks["plain"], raw, args.rounds)
    for folder in ("attic", "trash"):
        shutil.rmtree(base / folder, ignore_errors=True)
    return {
        "size": size,
        "rounds": args.rounds,
        "machine": describe_machine(places.root),
        "peers": list(peers),
        "expected": json.loads((corpus / "expected.json").read_text(encoding="utf-8")),
        "heaps": {name: asdict(heap) for name, heap in bench.heaps.items()},
        "rows": [rounded(row) for row in bench.rows],
        "stages": [rounded(row) for row in stages],
    }


def make_corpus(base: Path, neutral: Path, size: int) -> Path:
    """Write the records, of the peers' stories where they are at hand; a corpus that stands is used again."""
    known = neutral.is_dir()
    folder = base / ("ours" if known else "made-up")
    expected = folder / "expected.json"
    if expected.exists() and json.loads(expected.read_text(encoding="utf-8"))["version"] == VERSION:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_corpus(read_neutral(neutral) if known else make_stories(size), folder)
    return folder


def describe_machine(root: Path) -> dict[str, object]:
    """Say what the figures depend on, and nothing that tells whose machine it is."""
    return {
        "system": platform.system(),
        "python": platform.python_version(),
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": f"{root}".startswith("/dev/shm"),  # noqa: S108 - whether the disk was left out
    }


def rounded(row: dict[str, object]) -> dict[str, object]:
    """Keep what a clock can tell."""
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


if __name__ == "__main__":
    main()
