"""Whole pages: the specimen is read without a fault, and on the real pages quality never drops unseen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.careful import REAL, SHARED, SPECIMEN, compare

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {
    "article": 1.0,
    "title block": 1.0,
    "bylines": 1.0,
    "dateline": 1.0,
    "paragraphs": 0.99,
    "joins": 1.0,
    "subheads": 1.0,
    "captions": 1.0,
}
"""Reached today; a change that falls below one of them has lost something."""


@pytest.mark.parametrize("gold", SPECIMEN, ids=lambda path: path.stem)
def test_the_specimen_is_read_as_a_careful_person_reads_it(gold: Path) -> None:
    counts = compare(gold)
    missed = {name: counts[name] for name in FLOORS if counts[name] != counts[f"{name} of"]}
    assert not missed
    assert counts["articles found"] == counts["article of"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real pages are not beside this checkout")
def test_the_real_pages_are_read_as_well_as_before() -> None:
    counts: Counter[str] = sum((compare(gold) for gold in REAL), Counter())
    shares = {name: counts[name] / counts[f"{name} of"] for name in FLOORS}
    assert all(shares[name] >= floor for name, floor in FLOORS.items()), shares
    assert counts["articles found"] == counts["article of"]
