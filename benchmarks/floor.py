"""The floor: what this disk and this interpreter need to read all inputs and to write as many files and bytes.

    python floor.py INPUTS LISTING OUTPUT [PROCESSES]

``LISTING`` has a line for each file of a site, its size and its path. Nothing is understood, made or checked: no
generator in this language can be faster on this machine.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

TEXT = "<p>本报讯（记者 林青禾）清早的云杉还罩着薄雾。</p>\n".encode() * 100


def list_site(site: Path, listing: Path) -> None:
    """Write down the files of a finished site."""
    names = sorted(os.path.join(top, name) for top, _, found in os.walk(site) for name in found)  # noqa: PTH118 - many
    lines = (f"{os.path.getsize(name)}\t{os.path.relpath(name, site)}\n" for name in names)  # noqa: PTH202 - as above
    listing.write_text("".join(lines), encoding="utf-8")


def touch_bottom(inputs: list[str], outputs: list[tuple[int, str]]) -> int:
    """Read some files and write some; return how much was read."""
    read = 0
    for name in inputs:
        with open(name, "rb") as file:  # noqa: PTH123 - the fewest calls there are
            read += len(file.read())
    text = memoryview(TEXT * (1 + max((size for size, _ in outputs), default=0) // len(TEXT)))
    for size, name in outputs:
        try:
            target = open(name, "wb", 0)  # noqa: PTH123, SIM115 - as above
        except FileNotFoundError:
            os.makedirs(os.path.dirname(name), exist_ok=True)  # noqa: PTH103, PTH120 - as above
            target = open(name, "wb", 0)  # noqa: PTH123, SIM115 - as above
        with target:
            target.write(text[:size])
    return read


def main(inputs: str, listing: str, output: str, processes: str = "1") -> None:
    """Part the work among processes, neighbours together, and do it."""
    names = [os.path.join(top, name) for top, _, found in os.walk(inputs) for name in found]  # noqa: PTH118 - many
    rows = [line.split("\t", 1) for line in Path(listing).read_text(encoding="utf-8").splitlines()]
    wanted = [(int(size), f"{output}/{name}") for size, name in rows]
    count = int(processes)
    if count == 1:
        touch_bottom(names, wanted)
        return
    parts = [(_part(names, number, count), _part(wanted, number, count)) for number in range(count)]
    with get_context("fork").Pool(count) as pool:
        pool.starmap(touch_bottom, parts)


def _part(items: list[Item], number: int, count: int) -> list[Item]:
    return items[len(items) * number // count : len(items) * (number + 1) // count]


if __name__ == "__main__":
    main(*sys.argv[1:])
