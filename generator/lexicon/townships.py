"""Which counties have a town of this name, all over China: it finds the county that a story leaves out.

What comes in: the packaged ``townships.tsv`` (outside the provinces that the gazetteer knows to the township). What
goes out: county codes for a town's name. The table is read when the first town is looked up, and searched as text:
a page asks for a handful of towns, an index of all 38,000 would cost more than the rest of a build.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from generator.lexicon.tables import read_packaged

_KIND = re.compile(r"(?:[\u4e00-\u9fff]{1,4}族)?(?:街道办事处|街道|镇|乡|苏木|公社)$")
_KINDS = ("镇", "乡", "街道", "苏木")


def stem(name: str) -> str:
    """史口镇, 史口乡 → 史口: towns change their rank more often than their name."""
    return _KIND.sub("", name) or name


@lru_cache(maxsize=4096)
def find_counties(town: str, *, exact: bool = False) -> tuple[str, ...]:
    """Codes of the counties that have a town of this name; where none has, of those where only its rank differs."""
    found = _search(town)
    if found or exact:
        return found
    return tuple(sorted({code for kind in _KINDS for code in _search(stem(town) + kind)}))


def _search(name: str) -> tuple[str, ...]:
    table, needle, codes, at = _table(), f" {name} ", [], -1
    while (at := table.find(needle, at + 1)) >= 0:
        start = table.rfind("\n", 0, at) + 1
        codes.append(table[start : start + 6])
    return tuple(codes)


@cache
def _table() -> str:
    return read_packaged("townships.tsv").replace("\t", " ").replace("\n", " \n")
