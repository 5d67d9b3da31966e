"""Persons: the names that a story names, so that none of them, and no piece of one, becomes a tag.

In comes an Article; out go its names: bylines and credits as they are, and what stands behind a role
(村民 …, 驻村工作队队长 …) or before a verb of saying and looks like a Chinese or a Tibetan name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from generator.lexicon.tables import read_packaged
from generator.model import Markup
from generator.yamltext import SafeLoader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article

ROLES = (
    "书记|主任|村民|居民|牧民|农民|农户|队长|队员|组长|站长|所长|校长|院长|局长|厅长|处长|科长|镇长|乡长"
    "|县长|市长|区长|省长|部长|行长|会长|班长|片长|网格长|委员|常委|主席|总理|总统|董事长|总经理|经理|负责人"
    "|技术员|农技员|网格员|防疫员|护林员|医生|护士|教师|老师|学生|学员|选手|教授|研究员|工程师|专家|党员|老人"
    "|阿妈|阿爸|大娘|大爷|青年|小伙|姑娘|家属|患者|司机|店主|老板|传承人|艺人|演员|导演|作家|同志|户主|户"
    "|职工|工人|战士|民警|记者|代表"
)
SAYING = "说|表示|介绍|告诉|坦言|感慨|回忆|笑着|感叹|直言|认为|强调|指出|激动|高兴|欣慰|动情|解释|透露"
BEHIND = (
    r"(?=[，。、；：！？“”（）()\s]|$|"
    rf"{SAYING}|正|在|这|那|的|和|与|是|今|家|一|也|都|就|从|为|有|已|还|将|用|把|对|刚|又|却|则"
    "|老人|坚持|刻苦|由衷|坚定|主持|参加|出席|率|等|同志|带|来|当|每)"
)
CLOSE = r"[，。、；：！？”（）(\s]"


def find_persons(article: Article) -> tuple[str, ...]:
    """Find the names in an article, longest first."""
    names = {byline.name for byline in article.bylines}
    names |= {credit.name for figure in article.figures for credit in figure.credits}
    for text in _texts(article):
        names.update(name for pattern in _patterns() for name in pattern.findall(f"，{text}"))
    names -= {""}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def hide_persons(text: str, names: tuple[str, ...]) -> str:
    """Put a full stop in the place of every name: what stands around it does not meet."""
    return re.sub("|".join(map(re.escape, names)), "。", text) if names else text


def _texts(article: Article) -> Iterator[str]:
    for piece in (article.kicker, article.headline, article.subtitle, article.abstract):
        if piece is not None:
            yield piece.text
    for block in article.blocks:
        yield block.source if isinstance(block, Markup) else block.text
    for figure in article.figures:
        if figure.caption is not None:
            yield figure.caption


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    known = yaml.load(read_packaged("names.yaml"), SafeLoader)  # noqa: S506 - it is the safe one
    syllables = "|".join(sorted(known["tibetan"], key=lambda name: (-len(name), name)))
    surname = f"(?:{'|'.join(known['compound_surnames'])}|[{''.join(known['surnames'].split())}])"
    tibetan = rf"(?:{syllables})(?:{syllables}|[一-龥])?(?:{syllables}|[一-龥]{{0,2}}?)"
    chinese = rf"{surname}[一-龥]{{1,2}}?"
    return (
        re.compile(rf"(?:{ROLES})({tibetan}){BEHIND}"),
        re.compile(rf"(?:{ROLES})({chinese}){BEHIND}"),
        re.compile(rf"{CLOSE}({tibetan})(?={SAYING})"),
        re.compile(rf"{CLOSE}({chinese})(?={SAYING})"),
        re.compile(rf"((?:{syllables})(?:{syllables}){{1,2}})"),
    )
