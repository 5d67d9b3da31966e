"""People's names as newspapers print them: with spaces, inner spaces, commas or nothing between."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct

from generator.parse.punctuation import HAN

_SEPARATOR = re.compile(r"[、，,;；/／]|\s+")
_SEPARATORS = "、，,;；/／ "
_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}·]{{5,12}}|[A-Za-z][A-Za-z .'-]{{1,40}}")


class NameLore(Struct, frozen=True):
    """What is known of names."""

    surnames: frozenset[str]
    compound: frozenset[str]
    tibetan: frozenset[str]
    starts: frozenset[str]
    """First signs of surnames."""
    tibetan_starts: frozenset[str]


@cache
def name_lore() -> NameLore:
    """Read ``data/names.yaml`` once."""
    known = yaml.safe_load(files("generator").joinpath("data/names.yaml").read_text(encoding="utf-8"))
    surnames = frozenset(known["surnames"].replace(" ", ""))
    compound, tibetan = frozenset(known["compound_surnames"]), frozenset(known["tibetan"])
    return NameLore(
        surnames, compound, tibetan, surnames | {name[0] for name in compound}, frozenset(name[0] for name in tibetan)
    )


def split_names(text: str) -> tuple[str, ...]:
    """``苏晓岚 高远`` → two names; ``何 川`` → 何川; ``王飞李永`` → two; ``尼玛扎西`` → one."""
    names: list[str] = []
    single = ""
    for token in _SEPARATOR.split(text.strip()):
        if len(token) == 1:
            single += token
            if len(single) >= 2:
                names.append(single)
                single = ""
        elif token:
            names.extend(_cut_run(token))
    if single:
        names.append(single)
    return tuple(names)


def looks_like_names(text: str) -> bool:
    """Whether a text is nothing but names: Chinese with a known surname, Tibetan, or Latin."""
    if not _may_begin_name(text):
        return False
    names = split_names(text)
    return bool(names) and all(is_name(name) for name in names)


def _may_begin_name(text: str) -> bool:
    """Whether the first sign could begin a name, or a Tibetan or foreign name may stand there: most lines stop here."""
    first = text.lstrip(_SEPARATORS)[:1]
    lore = name_lore()
    return first in lore.starts or first.isascii() or "·" in text or not lore.tibetan_starts.isdisjoint(text)


def is_name(text: str) -> bool:
    """``苏晓岚``, ``格桑多吉``, ``安娜·贝克``; not ``图片新闻``."""
    lore = name_lore()
    if not _NAME.fullmatch(text):
        return False
    if "·" in text or text.isascii():
        return True
    if _is_tibetan(text):
        return True
    if text[:2] in lore.compound:
        return 3 <= len(text) <= 4
    return text[0] in lore.surnames and 2 <= len(text) <= 3


def _cut_run(run: str) -> list[str]:
    """Cut a run without separators where every part then begins with a surname; else leave it whole."""
    if len(run) <= 3 or "·" in run or run.isascii() or (len(run) <= 5 and _is_tibetan(run)):
        return [run]
    parts = _cut_from(run, {})
    return parts if parts is not None else [run]


def _cut_from(run: str, known: dict[str, list[str] | None]) -> list[str] | None:
    if len(run) > 40:
        return None
    if run not in known:
        known[run] = None
        if is_name(run):
            known[run] = [run]
        else:
            for size in (3, 2, 4):
                head, rest = run[:size], run[size:]
                if rest and is_name(head) and (tail := _cut_from(rest, known)) is not None:
                    known[run] = [head, *tail]
                    break
    return known[run]


def _is_tibetan(text: str) -> bool:
    return 2 <= len(text) <= 6 and any(text[i : i + 2] in name_lore().tibetan for i in range(len(text) - 1))
