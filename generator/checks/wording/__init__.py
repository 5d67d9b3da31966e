"""Originals and their translations → doubts: figures that differ, terms and names that are not said as elsewhere.

A check of one entry is a function of a ``Pair`` that yields Problems, and one line in ``CHECKS``. What can only be seen
across the project is noted page by page (``note_renderings``), as little as is needed, and judged when all
pages are known (``check_renderings``). Doubts never stop a build, and few are better than many: what may be right
is left alone.
"""

from __future__ import annotations

from generator.checks.wording.pairs import Pair, check_pairs, find_pairs
from generator.checks.wording.renderings import check_renderings, note_renderings

__all__ = ["Pair", "check_pairs", "check_renderings", "find_pairs", "note_renderings"]
