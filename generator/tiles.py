"""Where the prefectures of a province stand on the tile grid of the places' index: ``data/tiles.yaml`` → cells."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = 4
"""Of the plain grid of a province that the table doesn't know."""


def find_cells(province: str, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give each division code of a province its row and column; what the table leaves out stands below in order."""
    table = _read_table().get(province, [])
    cells = {code: (y, x) for y, row in enumerate(table, 1) for x, code in enumerate(row, 1) if code is not None}
    below = len(table) + 1
    for number, code in enumerate(code for code in codes if code not in cells):
        cells[code] = (below + number // COLUMNS, 1 + number % COLUMNS)
    return cells


@cache
def _read_table() -> dict[str, list[list[str | None]]]:
    text = (Path(__file__).parent / "data" / "tiles.yaml").read_text(encoding="utf-8")
    found: dict[str, list[list[str | None]]] = yaml.safe_load(text)
    return found
