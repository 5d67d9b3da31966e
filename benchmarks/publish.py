"""How long a site of many files takes to be put in place: cold, unchanged, one page changed, all changed.

``python benchmarks/publish.py [FILES] [FOLDER]``: CPU and wall seconds of each step on the disk of FOLDER, both ways:
the site exchanged as a whole, and file by file. The first line is what this disk and interpreter allow: as many
files of the same size, written by a plain loop.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.publish import open_stage, write_staged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZE = 8_000


def main(count: int, folder: str | None) -> None:
    """Run all steps and print a table."""
    print(f"{'':34}{'open CPU':>10}{'wall':>8}{'stage CPU':>11}{'wall':>8}{'publish CPU':>13}{'wall':>8}")
    for way in ("exchanged", "file by file"):
        with TemporaryDirectory(dir=folder) as made:
            measure(Path(made), count, way)


def measure(room: Path, count: int, way: str) -> None:
    """Build the same site again and again, changed in the way that each line says."""
    pages = make_pages(count)
    first, last = min(pages), max(pages)
    write_floor(room / "floor", pages)
    if way == "file by file":
        (room / "site" / ".git").mkdir(parents=True)
    steps = {
        "cold": {},
        "unchanged": {},
        "unchanged again": {},
        "one page, the first time": {first: b"1" * SIZE},
        "one page": {first: b"2" * SIZE},
        "one page again": {last: b"3" * SIZE},
        "unchanged then": {},
        "every page": dict.fromkeys(pages, b"4" * SIZE),
        "one page thereafter": {last: b"5" * SIZE},
    }
    known: dict[str, str] = {}
    for step, changed in steps.items():
        pages |= changed
        known = build(room, pages, {path: digest for path, digest in known.items() if path not in changed}, (way, step))


def build(room: Path, pages: Mapping[str, bytes], known: Mapping[str, str], name: tuple[str, str]) -> dict[str, str]:
    """Build once, as a build does that knows which pages it need not render; print the line."""
    gc.collect()
    watch = [(time.process_time(), time.perf_counter())]
    with open_stage(room / "site", (), room / "private") as stage:
        watch.append((time.process_time(), time.perf_counter()))
        wanted = {path: known.get(path) or sha256(content).hexdigest() for path, content in pages.items()}
        for path, content in pages.items():
            if stage.standing.get(path) != wanted[path]:
                write_staged(stage.folder, path, content)
        watch.append((time.process_time(), time.perf_counter()))
        stage.publish(wanted)
    watch.append((time.process_time(), time.perf_counter()))
    times = "".join(
        f"{after[0] - before[0]:{width}.3f}{after[1] - before[1]:8.3f}"
        for before, after, width in zip(watch, watch[1:], (10, 11, 13), strict=False)
    )
    print(f"{': '.join(name):34}{times}", flush=True)
    return wanted


def make_pages(count: int) -> dict[str, bytes]:
    """Make a site of as many pages, in the folders of a real one."""
    rooms = ("zh/articles", "en/articles", "zh/pages", "en/pages")
    return {f"{rooms[n % 4]}/{n:06d}-4e7b1795fd41bbfd.html": b"%08d" % n * (SIZE // 8) for n in range(count)}


def write_floor(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Write the pages with nothing around it."""
    for room in {path.rpartition("/")[0] for path in pages}:
        (folder / room).mkdir(parents=True)
    with told("floor: write only"):
        for path, content in pages.items():
            with open(f"{folder}/{path}", "wb", buffering=0) as file:  # noqa: PTH123 - the floor has no Path
                file.write(content)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Print how long the block took."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    print(f"{name:52}{time.process_time() - cpu:11.3f}{time.perf_counter() - wall:8.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, sys.argv[2] if len(sys.argv) > 2 else None)
