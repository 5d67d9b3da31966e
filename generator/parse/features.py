"""What can be seen of one line: a set of named features, each true whichever page the line stands on.

A feature is computed from the line and, where its name says so, from the line below. Nothing here knows of roles:
what a feature speaks for is written in ``grammar.py``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct

from generator.parse import marks
from generator.parse.fields.byline import find_author_note, find_bare_name, find_byline
from generator.parse.fields.caption import find_credit_line, find_credit_tail, opens_caption
from generator.parse.fields.dateline import find_opening
from generator.parse.fields.jump import find_jump
from generator.parse.punctuation import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.parse.lines import Line

Features = frozenset[str]

_COUPLET = re.compile(r"\S{3,18}(?: \S{3,18}){1,3}")
_PLACE = re.compile(
    rf"[{HAN}]{{2,18}}(?:村|社区|镇|乡|县|市|区|州|旗|街道|公司|集团|局|委|厅|院|学校|中学|小学|医院|银行|支队|大队|工作队|站|所|中心|协会|妇联|团委|联合会)"
)
_PLACE_ENDS = "村区镇乡县市州旗道司团局委厅院校学行队站所心会联"
_VERBS = re.compile(
    "开展|举行|举办|召开|启动|推进|提升|打造|服务|帮扶|守护|建设|助力|推动|开启|成立|获|迎|送|让|为|在|到|办|建|完成|实现|走进|激活|赋能|奖励|整治|发展|撤|设|施|织|绘"
)
_SQUARE = re.compile(r"[□■◆●◇▶]\s?\S{3,18}")
_RUBRIC_END = re.compile(r"[（【〔](?P<word>[^（）【】〔〕]{2,10})[）】〕]$")
_DRESS, _UNDRESSED = "【〔[《·■□◆●▲☆★◇— ", "】〕]》·■□◆●▲☆★◇— :："
"""What stands around a label, in front of it and behind."""
_BULLET = re.compile("[◎○●★☆]")
_LIST_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑩]|\d{1,2}[.．、])\s?\S"
)
_DIALOGUE = re.compile(rf"(?:问|答|记者|[{HAN}]{{1,4}})[:：]")
_STORY = ("综述", "纪实", "侧记", "纪事", "札记", "启示录", "速写", "掠影", "巡礼", "访谈录", "的故事", "特写")
_STORY_PART = re.compile("[①-⑳]$")
_STORY_START = re.compile("(?:——|―|—)?(?:记|访|追记|写在|来自|聚焦|走进)")
_BRACKETED = re.compile(r"（[^（）]{2,60}）|\([^()]{2,60}\)")
_QUOTED = re.compile("“[^“”]{12,}”")
_BRACKET_END = re.compile(r"[^（）]{4,}（[^（）。！？]{2,14}）")
_SAYS_QUOTE = re.compile(rf"[{HAN}]{{2,12}}：“[^“”]+”(?:[^。！？]{{2,12}}“[^“”]+”)?")
_LENTICULAR = re.compile("【[^】]{2,20}】")
_NAMES_WHO = re.compile(rf"[{HAN}]{{2,6}}：\S")
_NOTES = ("（作者", "（完", "（本系列", "（摘自", "（来源", "（原载", "（据", "（新华社")
_SERIES = re.compile("(?:征文|专栏|特稿|选登|选刊|专版)$")
_DATED = re.compile(r"\d{1,2}月\d{1,2}日，")
_GOES_ON = re.compile("[和及与或并的地得而]")
_SAYS = (
    *("提出", "重申", "强调", "指出", "要求", "表示", "透露", "呼吁", "号召", "宣布", "认为", "指示", "批示", "决议"),
    *("谈话", "答记者问"),
)
_SIZES = (("tiny", 4), ("short", 14), ("medium", 24), ("wide", 34), ("broad", 45))
_DASHED_LABEL = 9
"""Characters of ``水源保护——``, a subhead's first line; a kicker says more."""


class PageWords(Struct, frozen=True):
    """The fixed words of newspapers, from ``data/rubrics.yaml``."""

    rubrics: frozenset[str]
    notes: frozenset[str]
    photo_headlines: frozenset[str]


@cache
def page_words() -> PageWords:
    """Read ``data/rubrics.yaml`` once."""
    known = yaml.safe_load(files("generator").joinpath("data/rubrics.yaml").read_text(encoding="utf-8"))
    return PageWords(frozenset(known["rubrics"]), frozenset(known["notes"]), frozenset(known["photo_headlines"]))


def find_features(line: Line, below: Line | None) -> Features:
    """Name everything that can be seen of a line."""
    found = _ending(line.text)
    found.add(_length(line.text))
    below_text = below.text if below else ""
    if len(line.text) <= 120:
        found |= _shape(line.text)
        found |= _words(line.text)
    found |= _openings(line.text)
    if _stands_on_credit(line.text, found) and find_credit_line(below_text):
        found.add("credit-below")
    if "finished" not in found and _GOES_ON.match(below_text):
        found.add("bound-below")
    if found & {"byline", "bare-name"}:
        found.discard("bullet")
    if "finished" not in found and marks.cuts_word(line.text, below_text) and not _opens_anew(below_text):
        found.add("cuts-word-below")
    return frozenset(found)


def strip_dress(text: str) -> str:
    """``【图片新闻】`` → ``图片新闻``: a label without its brackets and signs."""
    return text.lstrip(_DRESS).rstrip(_UNDRESSED)


def find_rubric_end(text: str) -> re.Match[str] | None:
    """The ``（人民时评）`` at a headline's end."""
    match = _RUBRIC_END.search(text) if text.endswith(("）", "】", "〕")) else None
    if match is None or match.start() == 0:
        return None
    word = match["word"]
    known = word in page_words().rubrics or any(word.endswith(r) for r in page_words().rubrics if len(r) >= 2)
    return match if known else None


def _stands_on_credit(text: str, found: set[str]) -> bool:
    """Whether a line could be a caption above its credit: one sentence, a dated one, or words without a final mark."""
    if "finished" not in found:
        return not found & {"long", "couplet", "byline", "rubric", "photo-headline"}
    return "full-stop" in found and (
        ("inner-stop" not in found and "long" not in found) or _DATED.match(text) is not None
    )


def _opens_anew(text: str) -> bool:
    """Whether a line begins something of its own, so that a word over the break is chance: 开课 / 本报拉萨讯."""
    return bool(marks.is_list_item(text) or find_opening(text) or find_byline(text) or find_credit_line(text))


def _length(text: str) -> str:
    size = len(text) - text.count(" ")
    return next((name for name, most in _SIZES if size <= most), "long")


def _ending(text: str) -> set[str]:
    found = set()
    if marks.is_finished(text):
        found.add("finished")
    if text.endswith(("。", "。”", "。）", "……", "。’”")):
        found.add("full-stop")
    if text.endswith(("？", "！", "？”", "！”")):
        found.add("asks")
    if text.endswith(("——", "—", "―")):
        found.add("dash-end")
    if "finished" not in found and marks.ends_bound(text):
        found.add("ends-bound")
    return found


def _openings(text: str) -> set[str]:
    found = set()
    if find_opening(text):
        found.add("dateline")
    if opens_caption(text):
        found.add("caption")
    if find_credit_tail(text):
        found.add("credit-tail")
    if marks.starts_fresh(text):
        found.add("starts-fresh")
    if marks.starts_bound(text):
        found.add("starts-bound")
    if _LIST_HEAD.match(text):
        found.add("list")
    if len(text) > 20 and _DIALOGUE.match(text):
        found.add("dialogue")
    jump = find_jump(text)
    if jump and jump.back:
        found.add("jump-back")
    return found


def _shape(text: str) -> set[str]:
    found = {name for name, sees in _SHAPES if sees(text)}
    for sign in _SIGNED.keys() & set(text):
        found.update([name for name, sees in _SIGNED[sign] if sees(text)])
    if "comma" in found and not _is_even(text):
        found.add("uneven")
    return found


Shape = tuple[str, "Callable[[str], object]"]

_SHAPES: tuple[Shape, ...] = (
    ("bullet", _BULLET.match),
    ("place-only", lambda text: text[-1] in _PLACE_ENDS and _PLACE.fullmatch(text) and not _VERBS.search(text)),
    ("story-word", lambda text: _STORY_START.match(text) or _STORY_PART.sub("", text).endswith(_STORY)),
    ("says", lambda text: text.endswith(_SAYS)),
)
_DASHES: tuple[Shape, ...] = (
    ("dash-start", lambda text: text.startswith(("——", "—", "―"))),
    ("inner-dash", lambda text: "——" in text[2:-2]),
    ("dashed-label", lambda text: text.endswith("——") and len(text) <= _DASHED_LABEL),
)
_SIGNED: dict[str, tuple[Shape, ...]] = {
    "—": _DASHES,
    "―": _DASHES,
    " ": (("couplet", lambda text: "。" not in text and _COUPLET.fullmatch(text)),),
    "，": (("comma", bool),),
    "；": (("comma", bool),),
    "。": (("inner-stop", lambda text: "。" in text[:-1]),),
    "：": (("names-who", _NAMES_WHO.match), ("colon-end", lambda text: text.endswith("："))),
    ":": (("colon-end", lambda text: text.endswith(":")),),
    "）": (
        ("bracketed", lambda text: text.endswith("）") and _BRACKETED.fullmatch(text)),
        ("bracket-end", lambda text: text.endswith("）") and _BRACKET_END.fullmatch(text)),
    ),
    ")": (("bracketed", lambda text: text.endswith(")") and _BRACKETED.fullmatch(text)),),
    "“": (("open-quote", lambda text: text.startswith("“") and text.count("“") > text.count("”")),),
    "”": (
        ("quoted", lambda text: text.endswith("”") and _QUOTED.fullmatch(text)),
        ("says-quote", lambda text: text.endswith("”") and _SAYS_QUOTE.fullmatch(text)),
    ),
    "】": (("lenticular", lambda text: text.endswith("】") and _LENTICULAR.fullmatch(text)),),
}
"""By a sign that stands in every line of that shape."""


def _is_even(text: str) -> bool:
    """Whether the clauses of a line balance, as those of a headline do: ``脚底沾泥，心中有底``."""
    sizes = [len(clause) for clause in re.split("[，；]", text)]
    return max(sizes) - min(sizes) <= 2


def _words(text: str) -> set[str]:
    found = set()
    label = strip_dress(text)
    if label in page_words().photo_headlines:
        found.add("photo-headline")
    elif label in page_words().notes:
        found.add("note-label")
    elif label in page_words().rubrics or _SERIES.sub("", label) in page_words().rubrics:
        found.add("rubric")
    if find_rubric_end(text):
        found.add("rubric-end")
    if find_byline(text) and not text.endswith(("摄", "摄影报道", "摄）", "供图")):
        found.add("note" if find_author_note(text) else "byline")
    elif find_credit_line(text):
        found.add("credit")
    elif find_author_note(text) or text.startswith(_NOTES):
        found.add("note")
    elif find_bare_name(text):
        found.add("bare-name")
    elif _SQUARE.fullmatch(text):
        found.add("square-label")
    return found
