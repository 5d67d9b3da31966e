"""What looks like a figure and is none: dates, times of day, ordinals, ratios, names of models, numbers of documents.

In comes a text; out goes the same text, at the same length, with all that blanked out.
"""

from __future__ import annotations

import re

from generator.enrich.numerals import HAN_NUMERAL

SAYING = 14
"""Characters between quotation marks: what is no longer is a name or a saying, not a report."""
QUOTED = re.compile(rf"“[^“”]{{1,{SAYING}}}”")
NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
FRAMES = (
    # date
    ("年", re.compile(r"二〇[〇一二三四五六七八九]{2}年|公元前?\d{1,4}年")),
    ("年", re.compile(r"(?<!\d)[12]\d{3}年(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}[日号])?)?")),
    ("月", re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?(?:至\d{1,2}[日号])?")),
    ("日号", re.compile(r"(?<!\d)\d{1,2}[日号](?=[^\d]|$)")),
    # time of day
    ("时点:：", re.compile(r"(?<!\d)\d{1,2}(?:时|点|:|：)(?:\d{1,2}分?|许|半|左右|多|整)?(?:\d{1,2}秒)?")),
    # ratio, fraction
    ("∶:：比", re.compile(rf"(?<![\d.]){NUMBER}\s?[∶:：比]\s?{NUMBER}(?![\d.])")),
    ("之", re.compile(rf"(?!百分之)(?<![百{HAN_NUMERAL}\d])[{HAN_NUMERAL}\d]{{1,6}}分之[{HAN_NUMERAL}\d]{{1,6}}")),
    # ordinal, rank
    ("第", re.compile(rf"第[\d{HAN_NUMERAL}]+(?:[-—–~至到]{{1,2}}第?[\d{HAN_NUMERAL}]+|(?:、第?\d{{1,2}}(?!\d))+)?")),
    ("前", re.compile(rf"(?<![目之以当此日年先生眼提])前(?:\d{{1,4}}|[{HAN_NUMERAL}]{{1,4}})[名位]")),
    ("位", re.compile(r"(?:上升|提升|跃升|攀升|下降|下滑|前移|后移|前进|后退)了?\d{1,3}个?位")),
    # page mark, document, place on a road, flat
    ("①②③④⑤⑥⑦⑧⑨⑩", re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]\s{0,3}\d+")),
    ("号", re.compile(r"[〔\[［【(（]\d{4}[〕\]］】)）]\s*第?\s*\d+\s*号")),
    ("处", re.compile(r"[线道Kk]\s?\d{1,5}(?:\+\d{1,4})?(?:公里|米)处")),
    ("单室号", re.compile(r"\d{1,4}[栋幢](?=\d{1,5}(?:单元|号|室))")),
    # name of a model, number of a site
    ("a", re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z\-—–]{0,12}\d{1,12}(?:\.\d{1,6}){0,3}")),
    ("a", re.compile(r"(?<![\d.])\d{1,12}(?:\.\d{1,6}){0,3}[A-Za-z](?![A-Za-z%])(?=[\u4e00-\u9fff\W])")),
    ("-—–－", re.compile(r"(?<!\d)\d{1,12}(?:[—–\-－]{1,2}\d{1,12}){2,6}")),
    # round about a place, race
    ("圈", re.compile(r"\d{1,3}(?:分钟|小时)[\u4e00-\u9fff]{0,6}圈")),
    ("米公", re.compile(r"\d{2,5}(?:米|公里)(?=跑|栏|接力|短跑|长跑|赛跑|障碍|自由泳|蛙泳|仰泳|蝶泳)")),
)
"""The signs of which one must be there (``a`` for any letter), and the pattern."""
GUARDED = tuple((frozenset(signs), frame) for signs, frame in FRAMES)
SIGNS = re.compile(f"[{re.escape(''.join(signs for signs, _ in FRAMES if signs != 'a'))}“]")
LATIN = re.compile(r"[A-Za-z]")


def hide_frames(text: str) -> str:
    """Blank out what looks like a figure and is none."""
    present = {*SIGNS.findall(text)}
    if LATIN.search(text) is not None:
        present.add("a")
    for signs, frame in GUARDED:
        if not signs.isdisjoint(present):
            text = frame.sub(_blank, text)
    return QUOTED.sub(_blank_saying, text) if "“" in present else text


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _blank_saying(match: re.Match[str]) -> str:
    return match[0] if "%" in match[0] else _blank(match)
