"""Bylines that are hardly names, and tags that are hardly one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.doubt import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Record

_LISTED = re.compile(r"[，、；,;]")
_ODD = re.compile(r"[0-9，。；：！？,;:!?（）()《》“”]|记者|通讯员")


def check_names(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt names with punctuation, digits or a role inside: 李四通讯员王五 is two people."""
    for record in records:
        for byline in record.article.bylines:
            if _ODD.search(byline.name):
                yield Doubt(record, "byline-odd", f"{byline.name!r} is hardly one name", byline.lines)


def check_tags(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt tags with a comma inside: YAML parts a list at the comma of ASCII alone."""
    for record in records:
        for tag in record.tags:
            if _LISTED.search(tag):
                yield Doubt(record, "tag-odd", f"{tag!r} is hardly one tag: between two stands the comma of ASCII, “,”")
