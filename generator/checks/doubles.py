"""The same story, told twice in one digest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.doubt import Doubt
from generator.model import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Record

_SIGN = re.compile(r"\W+")
_ENOUGH = 60
"""Characters of the text; a shorter one may well be said twice."""


def check_doubles(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt a story whose text was already printed, but for punctuation and space, by a record before it."""
    first: dict[str, Record] = {}
    for record in records:
        text = _text(record)
        if len(text) < _ENOUGH:
            continue
        earlier = first.setdefault(text, record)
        if earlier is not record:
            yield Doubt(record, "told-twice", f"the same text as {earlier.id}: mark one of the two as a draft")


def _text(record: Record) -> str:
    blocks = record.article.blocks
    return _SIGN.sub("", "".join(block.source if isinstance(block, Markup) else block.text for block in blocks))
