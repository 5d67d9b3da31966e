"""Where in a story the printed text breaks off: before which blocks, and whether behind the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.units import block_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Flag, Record


class Gaps(Struct, frozen=True):
    """Unit ids of the blocks beside which text is missing."""

    before: frozenset[str] = frozenset()
    after: str | None = None


NONE = Gaps()


def find_gaps(record: Record) -> Gaps:
    """Read the gaps off a record's flags and status; one that is complete has none."""
    article = record.article
    if article.status == "complete" or not article.blocks:
        return NONE
    ids = block_ids(article.blocks)
    begins = {block.lines[0][0]: unit_id for unit_id, block in zip(ids, article.blocks, strict=True) if block.lines}
    before = {block for flag in article.flags if flag.code == "gap" for block in _block_of(flag, begins)}
    known = {article.status, *(flag.code for flag in article.flags)}
    if "head-missing" in known:
        before.add(ids[0])
    return Gaps(frozenset(before), ids[-1] if "tail-missing" in known else None)


def _block_of(flag: Flag, begins: Mapping[int, str]) -> list[str]:
    """Find the block that a gap stands before, if there is one: it begins on the last such line of the flag."""
    lines = (line for first, last in reversed(flag.lines) for line in (last, first))
    return [begins[line] for line in lines if line in begins][:1]
