"""The keys of a part's stories → its drawers: which stories have which key.

A drawer is a row of numbers: for each key how far it is from the one before, how many stories have it, and these, each
by how far it is from the one before.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.search.coding import encode_all
from generator.search.grams import BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.search.coding import Numbers

_CHESTS = 3
"""Bits: the drawers are filled in eight turns, so that little memory is new at a time."""


def fill_drawers(given: Sequence[bytes], bits: int) -> list[str]:
    """Lay the keys of stories, in their order, into ``2 ** bits`` drawers."""
    import numpy as np  # noqa: PLC0415 - as in ``coding``

    keys = np.frombuffer(b"".join(given), "<u4")
    stories = np.repeat(np.arange(len(given), dtype=np.int32), [len(each) // 4 for each in given])
    some = min(bits, _CHESTS)
    chests = (keys >> np.uint32(BITS - _CHESTS) >> np.uint32(_CHESTS - some)).astype(np.uint8)
    drawers: list[str] = []
    for chest in range(1 << some):
        inside = np.flatnonzero(chests == chest)
        edges = (np.arange((1 << (bits - some)) + 1) << (BITS - bits)) + (chest << (BITS - some))
        drawers += _fill(*_sort(keys[inside], stories[inside]), edges)
    return drawers


def _sort(keys: Numbers, stories: Numbers) -> tuple[Numbers, Numbers]:
    """Put keys in order, and beside each its story; sixteen bits at a time, which takes half as long."""
    import numpy as np  # noqa: PLC0415

    order = np.argsort(keys.astype(np.uint16), kind="stable")
    order = order[np.argsort((keys >> np.uint32(16)).astype(np.uint16)[order], kind="stable")]
    return keys[order], stories[order]


def _fill(keys: Numbers, stories: Numbers, edges: Numbers) -> list[str]:
    """Write drawers; ``edges`` has the first key that may lie in each, and the first that lies in none."""
    import numpy as np  # noqa: PLC0415

    first = np.flatnonzero(np.r_[np.ones(min(1, len(keys)), bool), keys[1:] != keys[:-1]])
    heads = keys[first].astype(np.int64)
    bounds: Numbers = np.searchsorted(heads, edges)
    opened = np.unique(bounds[:-1][bounds[:-1] < bounds[1:]])
    places = first + 2 * np.arange(len(first))
    row = np.empty(len(keys) + 2 * len(first), np.uint32)
    inside = np.ones(len(row), bool)
    inside[places] = inside[places + 1] = False
    row[places] = _gaps(heads % (edges[1] - edges[0]), opened)
    row[places + 1] = np.diff(np.r_[first, len(keys)]) - 1
    row[inside] = _gaps(stories, first)
    written, starts = encode_all(row)
    cuts = np.append(starts[places], len(written))[bounds].tolist()
    text = written.decode("ascii")
    return [text[start:stop] for start, stop in pairwise(cuts)]


def _gaps(rising: Numbers, starts: Numbers) -> Numbers:
    """How far each number is from the one before it; at each start, from -1."""
    import numpy as np  # noqa: PLC0415

    gaps = np.empty_like(rising)
    gaps[1:] = rising[1:] - rising[:-1] - 1
    gaps[starts] = rising[starts]
    return gaps
