"""Names of towns and villages that no gazetteer lists, read off their endings: …镇, …乡, …街道, …村, …社区.

Two ways: right behind a known place (安多县措玛乡云杉村 → 云杉村), and free in the sentence, where the name needs a
clear left edge (在协雄乡的田野里，夏拉村 → 夏拉村). Words such as 乡村, 各村, 驻村 are not names:
``generator/data/not_hamlets.txt`` lists them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.lexicon.tables import read_packaged, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "\u4e00-\u9fff"
_TOWN_END = (
    r"街道|苏木|镇(?![定静江压守痛]|乡(?!村))"
    r"|乡(?![亲愁情贤音土友镇里下间野]|村(?!民(?!宿)|干部|支书|支部|党支部|“?两委|组|委|里|上))"
)
_NOT_VILLAGE = r"(?![庄落级组际子容寨史务风貌口头道情官运规晚超歌网办企])"
_TOWN = re.compile(rf"([{_HAN}]{{1,6}}?(?:{_TOWN_END}))")
_VILLAGE = re.compile(rf"([{_HAN}·]{{1,8}}?(?:社区|村|嘎查|屯|居委会)){_NOT_VILLAGE}")
_SURE_LEFT = re.compile(r".*(?:[在驻赴]|走进|来到|位于|前往|奔赴|地处|走访)$")
_SURE_RIGHT = re.compile(
    r"村民|居民|牧民|党支部|党总支|党委|政府|村委|“?两委|第一书记|党员|工作队|驻村|位于|地处|干部|群众|的?[^，。]{0,6}家[中里]"
)
_FREE = re.compile(
    rf"(?P<town>{_TOWN_END})|(?P<village>社区|(?<!江)村(?![民里委支干医]|$)|(?<!江)村(?=村民|党支部)|嘎查|居委会){_NOT_VILLAGE}"
)
_FREE_BEGINS = re.compile("[街苏镇乡社村嘎居]")
_TRAILING = re.compile(rf"[{_HAN}]*$")
_EDGE = re.compile(
    r".*(?:的|在|到|了|是|驻|把|被|将|从|至|为|与|及|给|让|使|由|走进|来到|前往|位于|奔赴|深入|赶赴|书记|主任|村民|居民|群众|干部|"
    r"老人|支书|一个|称|说|叫|个|名|里|后|时|，)"
)


class Hamlet(Struct, frozen=True):
    """A town, a village, or a town and its village, and where the name stands."""

    start: int
    end: int
    town: str | None = None
    village: str | None = None
    sure: bool = True
    """The words around it say that it is a place; otherwise the name must come back in the article."""


def find_below(text: str, at: int, *, town: bool = True) -> Hamlet | None:
    """Read the names that stand right behind a known place; ``town`` says whether a town may come first."""
    found_town = _match(_TOWN, text, at) if town else None
    end = at if found_town is None else at + len(found_town)
    village = _match(_VILLAGE, text, end)
    if found_town is None and village is None:
        return None
    return Hamlet(at, end + len(village or ""), found_town, village)


def find_free(text: str, taken: list[tuple[int, int]]) -> Iterator[Hamlet]:
    """Read the names that stand by themselves, outside the spans already taken (in order)."""
    done, spans = 0, iter([*taken, (len(text) + 1, len(text) + 1)])
    span = next(spans)
    for ending in _endings(text):
        while span[1] <= ending.start():
            done = max(done, span[1])
            span = next(spans)
        if span[0] < ending.end() or ending.start() < done:
            continue
        name = _name_before(text, done, ending)
        if name is not None:
            hamlet = _free_hamlet(text, name, ending)
            done = hamlet.end
            yield hamlet


def _endings(text: str) -> Iterator[re.Match[str]]:
    """Find the endings where one can begin: to try them at every sign would take four times as long."""
    at = 0
    while (first := _FREE_BEGINS.search(text, at)) is not None:
        ending = _FREE.match(text, first.start())
        at = first.end() if ending is None else ending.end()
        if ending is not None:
            yield ending


def _free_hamlet(text: str, name: str, ending: re.Match[str]) -> Hamlet:
    start, end = ending.end() - len(name), ending.end()
    below = find_below(text, end, town=False) if ending["town"] else None
    sure = (
        below is not None
        or bool(_SURE_RIGHT.match(text, end))
        or bool(_SURE_LEFT.match(text, max(0, start - 4), start))
    )
    if below is not None:
        return Hamlet(start, below.end, name, below.village)
    return Hamlet(start, end, name, sure=sure) if ending["town"] else Hamlet(start, end, village=name, sure=sure)


def _match(pattern: re.Pattern[str], text: str, at: int) -> str | None:
    found = pattern.match(text, at)
    return found[1] if found is not None and _is_name(found[1]) else None


def _name_before(text: str, floor: int, ending: re.Match[str]) -> str | None:
    """Read leftwards to a clear edge: punctuation, the start, or a word such as 在, 的, 走进."""
    window = max(floor, ending.start() - 8)
    run = _TRAILING.search(text, window, ending.start())
    left = run[0] if run is not None else ""
    edge = _EDGE.match(left)
    if edge is not None:
        left = left[edge.end() :]
    elif len(left) == ending.start() - window and window > 0:
        return None
    name = left + ending[0]
    return name if 2 <= len(left) <= 5 and _is_name(name, free=True) else None


def _is_name(name: str, *, free: bool = False) -> bool:
    never, before = _read_words()
    return never.search(name) is None and not (free and name.startswith(before))


@cache
def _read_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Read the packaged words that are no names: what shows it, and what stands before 村 in a sentence."""
    words: dict[str, list[str]] = {}
    for _, (key, listed) in rows(read_packaged("not_hamlets.txt")):
        words.setdefault(key, []).extend(listed.split())
    shapes = (f"^[{''.join(words['first'])}]", f"^(?:{'|'.join(words['whole'])})$", *words["inside"])
    return re.compile("|".join(shapes)), tuple(words["before"])
