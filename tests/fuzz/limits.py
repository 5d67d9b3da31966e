"""How much memory an input may cost: a floor that no page reaches, and fifty times the input above it."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FLOOR = 32 * 1024 * 1024
"""Bytes that any input may cost: word lists that a first call loads, caches of bounded size."""
TIMES = 50


def check_memory(reader: Callable[[bytes], None], data: bytes) -> None:
    """Run a reader, and hold the peak of what Python allocated meanwhile to the bound."""
    tracemalloc.start()
    try:
        reader(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= FLOOR + TIMES * len(data), f"{peak} bytes for an input of {len(data)}"
