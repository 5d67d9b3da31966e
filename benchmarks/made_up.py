"""Our own stories, made up from a fixed seed: what is measured where the peers' corpus is not at hand.

A number goes in, that many stories come out, the same each time; story ``i`` depends on ``i`` alone. In shape they are
like the peers': 6 to 10 paragraphs, up to three subheads, 5 to 8 tags, a prefecture and a county, half of them
translated, now and then a bold run or a link.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

from benchmarks.stories import Story, Words

FIRST_DAY, DAYS, PAGES = date(2020, 1, 1), 2100, 8
TRANSLATED, BOLD, LINK = 0.5, 0.12, 0.05

_Pairs = tuple[tuple[str, str], ...]
"""Chinese and English."""


def _pairs(*lines: str) -> _Pairs:
    """``"水渠 canal, 电站 power station"`` → pairs."""
    cut = (pair.strip().partition(" ") for line in lines for pair in line.split(","))
    return tuple((chinese, english) for chinese, _, english in cut)


_QUALITIES = _pairs(
    "高寒 highland, 集体 shared, 老 old, 流动 mobile, 冬季 winter, 村办 village",
    "智能 smart, 应急 emergency, 青年 youth, 河谷 valley, 第一 first, 夜间 night",
)
_THINGS = _pairs(
    "水渠 canal, 磨坊 mill, 果园 orchard, 学校 school, 卫生室 clinic, 大棚 greenhouse, 便民桥 footbridge, 书屋 library",
    "电站 power station, 合作社 cooperative, 供水点 water point, 牧道 herding track, 邮路 post road, 苗圃 nursery",
    "集市 market",
)
_PLACES = _pairs(
    "云杉 Yunshan, 青石 Qingshi, 白水 Baishui, 落雁 Luoyan, 河湾 Hewan",
    "松烟 Songyan, 霜降 Shuangjiang, 麦垛 Maiduo, 星桥 Xingqiao, 鹿鸣 Luming",
)
_NAMES = _pairs(
    "林青禾 Lin Qinghe, 顾南舟 Gu Nanzhou, 岑若溪 Cen Ruoxi, 卓玛央宗 Zhuoma Yangzong",
    "达瓦次仁 Dawa Ciren, 陆知秋 Lu Zhiqiu, 沈拾光 Shen Shiguang, 白玛旺堆 Baima Wangdui",
)
_CLAUSES = (
    ("清早的{place}还罩着薄雾，{name}已经走到了{thing}边上", "{name} was at the {thing} before {place} was awake"),
    (
        "去年{n}家作坊凑钱修起来的{thing}，今年头一回派上了用场",
        "the {thing} of {n} workshops was used for the first time",
    ),
    (
        "“{thing}好了，心里就踏实。”{name}数着{n}笔进项说",
        "“a good {thing} puts minds at rest,” said {name} over {n} accounts",
    ),
    ("村里又有{n}户人家签了名，说好轮流看护{thing}", "another {n} families will look after the {thing} in turn"),
    (
        "从{place}到镇上只要{n}分钟，路通了什么都好办",
        "{place} is {n} minutes from town, and a road helps with everything",
    ),
    ("工作队挨户走访，把{thing}的难处一条一条记下来", "the team went from door to door to hear about the {thing}"),
)
TAGS = tuple((zh + thing, f"{en} {english}") for (zh, en), (thing, english) in product(_QUALITIES, _THINGS))
REGIONS = tuple(
    ((f"{prefecture}州", f"{english} Prefecture"), (f"{prefecture}{county}县", f"{english} {other} County"))
    for (prefecture, english), (county, other) in product(_PLACES[:7], _PLACES)
    if prefecture != county
)


def make_stories(count: int) -> list[Story]:
    """Make up stories, in the order of their printed pages."""
    return sorted(map(make_story, range(count)), key=lambda story: story.page_id)


def make_story(number: int) -> Story:
    """Make up one story."""
    chance = random.Random(f"story {number}")  # noqa: S311 - a story, not a secret
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    plan = _Plan(chance)
    page = chance.randint(1, PAGES)
    translation = plan.words(1) if chance.random() < TRANSLATED else None
    return Story(day.isoformat(), page, plan.words(0), translation)


class _Plan:
    """What a story is about: drawn once, said in either language (0 Chinese, 1 English)."""

    def __init__(self, chance: random.Random) -> None:
        self.tags = chance.sample(TAGS, chance.randint(5, 8))
        self.regions = chance.choice(REGIONS)
        self.name = chance.choice(_NAMES)
        self.title = (chance.choice(_CLAUSES), self._fill(chance))
        self.kicker, self.subtitle = self.tags[0], (chance.choice(_CLAUSES), self._fill(chance))
        self.blocks = [self._block(chance, number) for number in range(chance.randint(6, 10))]

    def words(self, lang: int) -> Words:
        """Say it all in one language."""
        blocks = [text for block in self.blocks for text in _say_block(block, lang)]
        return Words(
            kicker=self.kicker[lang],
            headline=_say(self.title, lang),
            subtitle=_say(self.subtitle, lang),
            byline=self.name[lang],
            regions=tuple(place[lang] for place in self.regions),
            tags=tuple(tag[lang] for tag in self.tags),
            summary=_sentence(self.blocks[0][1], lang),
            body="\n\n".join(blocks) + "\n",
        )

    def _fill(self, chance: random.Random) -> dict[str, tuple[str, str]]:
        number = str(chance.randint(3, 980))
        place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
        return {"place": place, "thing": thing, "name": self.name, "n": (number, number)}

    def _block(self, chance: random.Random, number: int) -> _Block:
        clauses = [(chance.choice(_CLAUSES), self._fill(chance)) for _ in range(chance.randint(4, 6))]
        subhead = chance.choice(_THINGS) if number and chance.random() < 0.2 else None
        mark = chance.choices(("bold", "link", None), (BOLD, LINK, 1 - BOLD - LINK))[0]
        return subhead, clauses, mark


_Clause = tuple[tuple[str, str], dict[str, tuple[str, str]]]
_Block = tuple[tuple[str, str] | None, list[_Clause], str | None]


def _say(clause: _Clause, lang: int) -> str:
    text = clause[0][lang].format(**{key: said[lang] for key, said in clause[1].items()})
    return text[0].upper() + text[1:]


def _sentence(clauses: list[_Clause], lang: int) -> str:
    said = [_say(clause, lang) for clause in clauses]
    return "".join(f"{text}。" for text in said) if lang == 0 else " ".join(f"{text}." for text in said)


def _say_block(block: _Block, lang: int) -> list[str]:
    subhead, clauses, mark = block
    text = _sentence(clauses, lang)
    if mark == "bold":
        first = _say(clauses[0], lang)
        text = f"**{first}**{text.removeprefix(first)}"
    elif mark == "link":
        text += f" [{('原文', 'source')[lang]}](https://example.org/{len(text)}.html)"
    return [text] if subhead is None else [f"## {subhead[lang][0].upper()}{subhead[lang][1:]}", text]
