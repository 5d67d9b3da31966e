"""Names of places in a row: 那曲市安多县措玛乡云杉村 read as one chain, before it is known which places it means.

What comes in: a text and the gazetteer. What goes out: chains and free-standing towns and villages, in reading order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.enrich.hamlets import Hamlet, find_below, find_free

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.lexicon.gazetteer import Gazetteer
    from generator.lexicon.spellings import Hit, Spelling

_RANK = re.compile(r"[县市区旗](?![域划间别块长])|地区")
_OTHER_THING = re.compile(
    r"(?:[镇村路河湖寺](?![镇村]|民委|委会|级|庄)|乡(?!村|镇|亲|愁|音)|街道|社区|大道|大街|水库|大学|学院|银行|日报|晚报|卫视|电视台|机场路)"
)
_ORGANISATION = re.compile(
    r"(?:(?![的在是有为等和与了])[\u4e00-\u9fffA-Za-z“”]){0,10}?(?:公司|集团|(?<![学医法两])院(?!士)|[委局厅署处所站](?![员里内外])|政府|妇联|工会|"
    r"团委|党校|支队|总队|协会|联合会|中心|机关|检察|公安|法院|部门|书记|市长|县长|主席)"
    r"|(?:第[一二三四五六七八九十\d]{1,3}批|对口|组团式)?(?:援[藏疆青]|支援|医疗队|考察团|代表团|客商|商会)"
)
_RIVERS = frozenset("江河湖海溪川水")
_WATER = re.compile(
    r"[两沿南北东西左右江河湖]?[岸畔]|边(?![境防界检陲])|江畔|流域|[上中下]游|河谷|谷地|源头|水系|干流|支流|大拐弯|沿线|上空|水[面位域]"
)
"""Behind a name that ends like a river's these show that it is the river's: 雅江岸边."""
_STARTS_HERE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在到赴往从和与及是对据为])$")
_LEADS_ON = re.compile(r"$|[，。、；：！？“”‘’（）《》\s]|的|县|等地|境内|草原|全|牧|[两三四五六七八九]县")
_JOINTS = frozenset(("", "原", "所属", "下辖", " ", "·"))


class Chain(Struct, frozen=True):
    """Names in a row, before it is known which places they mean."""

    start: int
    end: int
    choices: tuple[Spelling, ...]
    former: tuple[tuple[str, str], ...]
    length: int
    hamlet: Hamlet | None
    organisation: bool
    starts: bool
    """What stands before it ends there, so that it can't be the tail of another word."""
    framed: bool
    """Set off on both sides."""
    labelled: bool
    """Set before a headline with a colon."""


Found = Chain | Hamlet


def find_names(text: str, gazetteer: Gazetteer) -> list[Found]:
    """Read the chains and the free-standing towns and villages of a text, in reading order."""
    chains = [_with_hamlet(chain, text, gazetteer) for chain in _chains(text, gazetteer)]
    free = find_free(text, [(chain.start, chain.end) for chain in chains])
    return sorted([*chains, *free], key=lambda each: each.start)


def _chains(text: str, gazetteer: Gazetteer) -> Iterator[Chain]:
    current: Chain | None = None
    for hit in gazetteer.spellings.find(text):
        choices, end = _written_rank(hit, text, gazetteer)
        if not choices:
            continue
        if current is not None and text[current.end : hit.start] in _JOINTS:
            below = tuple(s for s in choices if _is_below(s.code, current.choices, gazetteer))
            if below:
                current = _lengthen(current, below, end)
                continue
        touches = current is not None and current.end == hit.start
        if current is not None:
            yield current
        starts = touches or bool(_STARTS_HERE.search(text, max(0, hit.start - 1), hit.start))
        framed = starts and bool(_LEADS_ON.match(text, end))
        current = Chain(
            hit.start,
            end,
            choices,
            _formers(choices),
            1,
            None,
            organisation=False,
            starts=starts,
            framed=framed,
            labelled=hit.start == 0 and text.startswith(("：", ":"), end),
        )
    if current is not None:
        yield current


def _written_rank(hit: Hit, text: str, gazetteer: Gazetteer) -> tuple[tuple[Spelling, ...], int]:
    """Read a rank behind a short name: 长垣 + 县 is a county's former name, 龙泉 + 镇 another place, not 龙泉."""
    spellings = hit.spellings
    if all(spelling.full for spelling in spellings):
        return spellings, hit.end
    rank = _RANK.match(text, hit.end)
    if rank is not None:
        name = text[hit.start : rank.end()]
        counties = tuple(
            replace(s, full=gazetteer.caution(s.code) != "?", former=name)
            for s in spellings
            if gazetteer.places[s.code].level == "county"
        )
        return (counties, rank.end()) if counties else (spellings, hit.end)
    river = text[hit.end - 1] in _RIVERS and _WATER.match(text, hit.end) is not None
    if river or _OTHER_THING.match(text, hit.end):
        return tuple(s for s in spellings if s.full), hit.end
    return spellings, hit.end


def _is_below(code: str, above: Iterable[Spelling], gazetteer: Gazetteer) -> bool:
    chain = {place.code for place in gazetteer.chain(code)[:-1]}
    return any(spelling.code in chain for spelling in above)


def _lengthen(chain: Chain, below: tuple[Spelling, ...], end: int) -> Chain:
    return replace(chain, end=end, choices=below, former=(*chain.former, *_formers(below)), length=chain.length + 1)


def _formers(choices: tuple[Spelling, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((s.code, s.former) for s in choices if s.former is not None)


def _with_hamlet(chain: Chain, text: str, gazetteer: Gazetteer) -> Chain:
    level = gazetteer.places[chain.choices[0].code].level
    hamlet = None
    if level not in {"province", "village"} and (chain.length > 1 or any(s.full for s in chain.choices)):
        hamlet = find_below(text, chain.end, town=level != "township")
    end = hamlet.end if hamlet is not None else chain.end
    organisation = _ORGANISATION.match(text, end) is not None
    if hamlet is None and not organisation:
        return chain
    return replace(chain, end=end, hamlet=hamlet, organisation=organisation)
