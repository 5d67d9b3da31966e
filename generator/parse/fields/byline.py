"""署名: who wrote it: ``本报记者 甲``, ``□本报记者甲本报通讯员乙丙``, ``记者 甲 通讯员 乙``, a bare name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import Byline
from generator.parse.fields.names import is_name, looks_like_names, split_names
from generator.parse.punctuation import HAN

if TYPE_CHECKING:
    from generator.model import Role, Spans

ROLES: dict[str, Role] = {
    "通讯员": "correspondent",
    "记者": "reporter",
    "评论员": "commentator",
    "实习生": "intern",
    "参与采写": "contributor",
    "参与采访": "contributor",
    "特派员": "correspondent",
    "特约撰稿人": "author",
    "撰稿人": "author",
    "撰稿": "author",
    "作者": "author",
    "采写": "reporter",
    "编辑": "editor",
    "整理": "editor",
    "摄影": "photographer",
}
_OUTLET = (
    r"(?:本报|本刊|本台|本网|新华社|中新社|人民日报"
    rf"|[{HAN}·]{{1,16}}?(?:日报|晚报|晨报|时报|周报|都市报|(?<!本)报|网|社|台|电讯|周刊|杂志|融媒体中心|融媒体|全媒体))"
)
_PREFIX = r"(?:首席|见习|实习|特约|特派|全媒体|融媒体|驻站|资深|高级|评论部)*"
ROLE = rf"(?:{_PREFIX}(?:{'|'.join(ROLES)}))"
ANY_ROLE = re.compile(ROLE)
HAN_NAME = re.compile(f"[{HAN}]{{2,6}}")
_SAID = re.compile(rf"{_OUTLET}\s*{ROLE}|{ROLE}\s")
_IN_BRACKETS = re.compile("（(.*)）")
_SENTENCE = re.compile("[。！？，]")
_ROLE_RUN = re.compile(rf"(?P<outlet>{_OUTLET})?\s*(?P<role>{ROLE})\s*[:：]?\s*")
_SIGNS = re.compile(r"^[^\w（《“]+")
_MARK = re.compile(r"^[^\w（《“]+|^[A-Za-z](?=本报|新华社)|^[文图]/[文图]\s*|\s*(?:文/图|图/文|文图|文并图|报道)$")
_WRITTEN = re.compile(
    rf"(?:文[/／](?!图)|作者[:：]|撰文[:：/])\s*(?P<names>[{HAN}· 、]{{2,24}})(?:[（(][^（）()]{{2,20}}[）)])?"
)
_GROUPS = "通讯组|报道组|采访组|编辑部|评论部|课题组|调研组|调查组"
_ORGANISATION = re.compile(rf"[{HAN}]{{2,16}}(?:{_GROUPS})(?:\s*[{HAN}]{{2,10}}记者)?")
_SIGN = re.compile(f"{'|'.join(ROLES)}|文[/／]|撰文|{_GROUPS}")
"""One of these stands in every byline."""
_PLAIN_NAMES = re.compile(r"[^\w（《“]*+[^。！？：“”（）《》\d]*")
"""Lines without these, but in front, may be nothing but names."""
_LONGEST = 60


def parse_people(text: str, lines: Spans = ()) -> tuple[Byline, ...]:
    """``记者 甲 乙 通讯员 丙`` → three bylines; ``甲 本报评论员`` gives the role to the name before it."""
    runs = list(_ROLE_RUN.finditer(text))
    if not runs:
        return tuple(Byline(name, None, None, lines) for name in split_names(text) if is_name(name))
    found: list[Byline] = []
    for index, run in enumerate(runs):
        end = runs[index + 1].start() if index + 1 < len(runs) else len(text)
        names = split_names(text[run.end() : end])
        if not names and index == 0:
            names = split_names(text[: run.start()])
        elif index == 0 and text[: run.start()].strip():
            found.extend(Byline(name, None, None, lines) for name in split_names(text[: run.start()]))
        role = _role(run["role"])
        found.extend(Byline(name, role, run["outlet"], lines) for name in names)
    if not found:
        run = runs[0]
        found.append(Byline(text.strip(), _role(run["role"]), run["outlet"], lines))
    return tuple(found)


def find_byline(text: str) -> tuple[Byline, ...]:
    """Read a line that is a byline and nothing else; () where it isn't one."""
    if len(text) > _LONGEST or not _SIGN.search(text) or text.endswith(("摄", "摄）")):
        return ()
    bare = _MARK.sub("", text)
    brackets = _IN_BRACKETS.fullmatch(bare)
    bare = (brackets[1] if brackets else bare).strip()
    written = _WRITTEN.fullmatch(_SIGNS.sub("", text))
    if written is not None:
        return tuple(Byline(name, "author") for name in split_names(written["names"]))
    if _ORGANISATION.fullmatch(bare):
        return (Byline(bare, "author"),)
    if not ANY_ROLE.search(bare) or _SENTENCE.search(bare):
        return ()
    people = parse_people(bare)
    rest = _ROLE_RUN.sub(" ", bare)
    fine = all(is_name(name) or _is_plausible(name, bare) for name in split_names(rest))
    return people if fine else ()


def find_bare_name(text: str) -> tuple[Byline, ...]:
    """Read a line that is nothing but one to four names: ``鹿 丽 娟``, ``□甲 乙``; () where it isn't."""
    if not _PLAIN_NAMES.fullmatch(text):
        return ()
    bare = _MARK.sub("", text).strip()
    if len(bare) > 24 or not looks_like_names(bare):
        return ()
    return tuple(Byline(name) for name in split_names(bare))


_AUTHOR = re.compile(r"^（(?:作者|撰稿人?|采写)[:：]\s*(?P<names>[^（）]{2,30})）$")
_NAMES_ALONE = re.compile(r"^（(?P<names>[^（）]{2,24})）$")


def find_author_note(text: str) -> tuple[Byline, ...]:
    """Read ``（作者：甲）`` or ``（甲 乙）`` at an article's end; ``（作者为…研究员）`` names no one and gives ()."""
    if not text.startswith("（"):
        return ()
    match = _AUTHOR.match(text)
    if match is not None:
        return tuple(Byline(name, "author") for name in split_names(match["names"]))
    alone = _NAMES_ALONE.match(text)
    return find_bare_name(alone["names"]) if alone else ()


_CLOSING_NAMES = re.compile(r"(?<=[。！？”…])\s*（(?P<people>[^（）]{2,40})）$")


def find_closing_people(text: str) -> tuple[str, tuple[Byline, ...]]:
    """Cut ``（本报记者 甲）`` or ``（甲 乙）`` off an article's end: the text left, and who it names."""
    match = _CLOSING_NAMES.search(text) if text.endswith("）") else None
    if match is None:
        return text, ()
    inner = match["people"]
    people = find_byline(inner) if ANY_ROLE.search(inner) else find_bare_name(inner)
    return (text[: match.start()].rstrip(), people) if people else (text, ())


def _role(printed: str) -> Role:
    return next(role for word, role in ROLES.items() if word in printed)


def _is_plausible(name: str, line: str) -> bool:
    """A name no list knows, in a line that says it is one: after 本报记者, or after 记者 and a space."""
    return _SAID.match(line) is not None and HAN_NAME.fullmatch(name) is not None
