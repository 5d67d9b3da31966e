"""The form in which we write a record's front matter, as patterns: what ``canonical.py`` understands whole.

No pattern goes back on a choice (``*+``, ``?+``) over more than a line: a text that is not in this form is found out in
one pass, however long it is.
"""

from __future__ import annotations

import re

_QUOTED = r"""(?:"[^"\\\n]*+"|'[^'\n]*+(?:''[^'\n]*+)*+')"""
_VALUE = rf"({_QUOTED}|[^\x00-/:-@\[-`{{-\x7f][^,?:#\[\]{{}}\n]*+(?<! ))"
"""In a group or a list, where ``,`` and brackets end a plain scalar."""
_ALONE = rf"(?:{_QUOTED}|[^\x00-/:-@\[-`{{-\x7f][^:#\n]*+(?:(?::(?! )|(?<! )#)[^:#\n]*+)*+(?<![ :]))"
"""On the line of its key, where only ``: `` and `` #`` end a plain scalar."""
_NEXT = r"(?:, (?![\]}]|\Z)|(?=[\]}])|\Z)"
"""Behind one of several: a comma and one more, or the end."""
_SPANS = rf"\[(?:\[[1-9][0-9]{{0,9}}, [1-9][0-9]{{0,9}}\]{_NEXT})*+\]"
_FRACTION = r"[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?"
_PERSON = rf"\{{name: {_VALUE}(?:, role: {_VALUE})?+(?:, outlet: {_VALUE})?+\}}"


def _line(key: str, value: str = ".+") -> str:
    return rf"(?:{key}: (?P<{key}>{value})\n)?+"


def _group(key: str) -> str:
    return rf"(?:{key}: (?:null|\{{(?P<{key}>.*)\}})\n)?+"


def _items(key: str) -> str:
    return rf"(?:{key}:(?: \[\]|\n(?P<{key}>- .*+(?:\n- .*+)*+))\n)?+"


RECORD = re.compile(
    "".join(
        (
            r"---\n(?:schema: 1\n)?+",
            *map(_line, ("id", "lang", "genre", "kicker", "headline", "subtitle", "rubric", "abstract")),
            _group("dateline"),
            *map(_items, ("bylines", "figures", "regions")),
            r"(?:tags: \[(?P<tags>.*)\]\n)?+",
            _items("numbers"),
            *map(_line, ("summary", "paper", "date", "date_source", "page", "section")),
            _group("jump"),
            r"source:\n  file: (?P<file>.+)\n  sha256: (?P<sha256>.+)\n",
            rf"  lines: (?P<lines>{_SPANS})\n  units: \{{(?P<units>.*)\}}\n",
            _line("status"),
            _line("confidence", _FRACTION),
            _items("flags"),
            _line("rights"),
            _line("draft", "true|false"),
            _line("parsed"),
            r"---(?:\n|\Z)",
        )
    )
)
"""What stands alone on its line may be anything yet: one look at ``ALONE`` is sooner taken than twenty."""
ALONE = re.compile(rf"(?:{_ALONE}(?:\n|\Z))*+")
LONE_KEYS = (
    *("id", "lang", "genre", "kicker", "headline", "subtitle", "rubric", "abstract", "summary", "paper", "date"),
    *("date_source", "page", "section", "file", "sha256", "status", "rights", "parsed"),
)
DATELINE = re.compile(rf"raw: {_VALUE}(?:, outlet: {_VALUE})?+(?:, place: {_VALUE})?+(?:, kind: {_VALUE})?+")
BYLINE = re.compile(rf"^- {_PERSON}$", re.MULTILINE)
CREDIT = re.compile(_PERSON + _NEXT)
FIGURE = re.compile(
    rf"^- \{{(?:caption: {_VALUE}{_NEXT})?+(?:credits: \[(.*?)\]{_NEXT})?+(?:marker: {_VALUE})?+\}}$", re.MULTILINE
)
REGION = re.compile(
    rf"^- \{{code: {_VALUE}, path: \[(.*?)\], basis: {_VALUE}(?:, primary: (true|false))?+\}}$", re.MULTILINE
)
QUANTITY = re.compile(rf"^- \{{value: {_VALUE}, unit: {_VALUE}, text: {_VALUE}\}}$", re.MULTILINE)
JUMP = re.compile(rf"(?:to: {_VALUE}{_NEXT})?+(?:back: {_VALUE})?+")
FLAG = re.compile(
    rf"^- \{{code: {_VALUE}, lines: ({_SPANS}), confidence: ({_FRACTION}), reason: {_VALUE}\}}$", re.MULTILINE
)
WORD = re.compile(_VALUE + _NEXT)
UNIT = re.compile(rf"([a-z]+[0-9]*): ({_SPANS}){_NEXT}")
SPAN = re.compile(r"\[([0-9]+), ([0-9]+)\]")
