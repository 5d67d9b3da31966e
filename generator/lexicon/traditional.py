"""Simplified Chinese → Traditional: texts through OpenCC, names of people and places by tables of their own.

What comes in: the packaged ``traditional.tsv``, the user's file of the same name, and the places of the gazetteer. What
goes out: one frozen, picklable ``Traditional``. OpenCC chooses a character by the words around it, and names stand in
no dictionary: 范某 is not 範某, nor 帕里 帕裡. So names are cut out of a text first, and converted sign by sign. Which
names a story has is decided in ``generator.convert``, not here.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from generator.config import SETTINGS
from generator.errors import ConfigError, LexiconError, Location
from generator.lexicon.tables import packaged_rows, pairs, read_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Standard = Literal["tw", "hk"]
Spans = tuple[tuple[str, str], ...]
"""Names and what each becomes, the longest first."""

FILE = "traditional.tsv"
KINDS = ("text", "place", "name", "surname", "nobody")
COUNTED = re.compile(r"(?<=[0-9０-９十百千万亿几余多两])只(?![能有是要会为剩用见需在得好顾想管许不，。、；：！？])")
"""A measure word: 3只羊, 几十只牦牛; not 一年四十多人只有 …"""
STAYS = re.compile(
    r"((?<=[0-9０-９])里"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[的和与跟找请让给叫是了]))[于余范郁涂游岳]"
    r"(?=某(?![年月日天地个些种一])|老师|书记|主任|师傅|先生|女士|同志|医生|大夫|教授|经理|警官|大[爷妈娘]|阿姨|[村乡镇县市局厅部处科所站校院队组]长))"
)
"""A measure, 走了20里路, and a surname before a title: 范老师, and neither 示范老师 nor 属于书记."""
BODY = re.compile(r"...(?:部|社|局|办|站|中心|委|会|报|网|员|组|院|校|厅|台|队)$")
"""A byline that is no person's: 县委宣传部, 本报评论员."""
STRANGE = re.compile(r"([\0\ud800-\udfff]+)")
"""What no converter reads: half a surrogate pair, which YAML can write, and where a text ends in C."""
SHORT = 40
"""Characters of a text that is worth remembering."""
MOST = 65_536
"""Converted words that are kept: tags and names stand on many pages."""


class Rules(Struct, frozen=True):
    """The packaged tables, in the forms of one standard."""

    text: Mapping[str, str]
    """Words that OpenCC gets wrong."""
    place: Mapping[str, str]
    """Parts of places' names, the longer before the shorter."""
    name: Mapping[str, str]
    """Signs of people's names."""
    surname: Mapping[str, str]
    """Signs that are a name's first: the given name of 余庆余 may well be 慶餘."""
    nobody: Mapping[str, str]
    """Words that begin as a surname does: 干部 is nobody's name."""


class Traditional(Struct, frozen=True, dict=True):
    """What converts; without slots, so that an index is made once and kept."""

    standard: Standard
    places: tuple[str, ...] = ()
    """Full names of places that OpenCC may get wrong."""
    own: Mapping[str, str] = {}
    """The user's words: they win over everything."""

    def text(self, text: str, names: Spans = ()) -> str:
        """Convert a text, but for the names in it, of which it is told what they become."""
        if text.isascii():
            return text
        if STRANGE.search(text):
            return "".join([part if STRANGE.match(part) else self.text(part, names) for part in STRANGE.split(text)])
        known = dict(names)
        parts = [text] if not known else re.split(f"({'|'.join(map(re.escape, known))})", text)
        return "".join([known.get(part) or self._plain(part) for part in parts])

    def word(self, text: str) -> str:
        """Convert what many pages show, such as a tag, and remember it."""
        return _kept(self).word(text) if len(text) <= SHORT else self.text(text)

    def person(self, name: str) -> str:
        """Convert a person's name: 范余 stays as it is."""
        return _kept(self).person(name)

    def is_nobody(self, name: str) -> bool:
        """Whether what was taken for a name begins with a word."""
        return name[:2] in self._rules.nobody

    def place(self, name: str) -> str:
        """Convert a place's name: 帕里镇 → 帕里鎮, 湖里区 → 湖里區."""
        return _kept(self).place(name)

    def short_place(self, name: str, short: str) -> str:
        """Convert a place's short name as the full one has it: 新干县 holds 新干."""
        if short not in self.own and name.startswith(short):
            return self.place(name)[: len(short)]
        return self.place(short)

    def unit(self, text: str) -> str:
        """Convert what stands behind a figure: 只 → 隻."""
        return self.word(f"1{text}")[1:]

    def convert_place(self, name: str) -> str:
        """Do what ``place`` remembers."""
        if name in self.own:
            return self.own[name]
        rules = self._rules.place
        found = re.split(f"({'|'.join(rules)})", name) if rules else [name]
        whole = _convert(self.standard, name)
        if len(whole) != len(name):
            return "".join([rules.get(part) or _convert(self.standard, part) for part in found])
        # The word around a sign helps OpenCC with all the others: it is given the whole name.
        at, done = 0, []
        for part in found:
            done.append(rules.get(part) or whole[at : at + len(part)])
            at += len(part)
        return "".join(done)

    def convert_person(self, name: str) -> str:
        """Do what ``person`` remembers."""
        if name in self.own:
            return self.own[name]
        if BODY.search(name):
            return self.text(name)
        first = {**self._rules.name, **self._rules.surname}
        tables = (first, *[self._rules.name] * (len(name) - 1))
        return "".join([table.get(sign) or _convert(self.standard, sign) for sign, table in zip(name, tables)])  # noqa: B905 - as long as the name

    def _plain(self, text: str) -> str:
        """Convert what holds no name of the story's."""
        at, parts = 0, []
        names, index = self._index
        for number, start, end in index.find_matches_as_indexes(text):
            parts += [self._counted(text[at:start]), names[number]]
            at = end
        return "".join([*parts, self._counted(text[at:])])

    def _counted(self, text: str) -> str:
        """Set measure words and surnames right that only what stands beside them tells, and give all else to OpenCC."""
        if "只" in text:
            text = COUNTED.sub("隻", text)
        parts = STAYS.split(text)
        return "".join([part if number % 2 else _convert(self.standard, part) for number, part in enumerate(parts)])

    @cached_property
    def _index(self) -> tuple[tuple[str, ...], AhoCorasick]:
        """What the words become that are not OpenCC's, and where they are found: the user's before all others."""
        known = {place: self.place(place) for place in self.places} | dict(self._rules.text) | dict(self.own)
        found = AhoCorasick(tuple(known), matchkind=MatchKind.LeftmostLongest, store_patterns=False)
        return tuple(known.values()), found

    @cached_property
    def _rules(self) -> Rules:
        return _read_rules(self.standard)


class _Kept:
    """Conversions of one ``Traditional``, remembered."""

    def __init__(self, script: Traditional) -> None:
        self.word: Callable[[str], str] = lru_cache(MOST)(script.text)
        self.person: Callable[[str], str] = lru_cache(MOST)(script.convert_person)
        self.place: Callable[[str], str] = lru_cache(MOST)(script.convert_place)


def _kept(script: Traditional) -> _Kept:
    kept = script.__dict__.get("kept")
    if kept is None:
        kept = script.__dict__["kept"] = _Kept(script)
    return kept


def read_traditional(folder: Path | None, standard: Standard, places: Iterable[str]) -> Traditional:
    """Read the user's ``traditional.tsv`` over our tables; ``places`` are full names of all places there are."""
    _engine(f"s2{standard}")
    rules = _read_rules(standard)
    signs = re.compile("|".join(rules.place))
    return Traditional(
        standard,
        tuple(dict.fromkeys(name for name in places if len(name) > 1 and signs.search(name))),
        {} if folder is None else dict(_read_words(folder / FILE)),
    )


def _read_words(path: Path) -> Iterator[tuple[str, str]]:
    for number, simplified, traditional in pairs(read_own(path), str(path), "Simplified and Traditional"):
        if len(simplified) < 2:
            place, message = Location(str(path), number), f"{simplified} alone would be changed in every word"
            raise LexiconError("lexicon-short", place, message, "write a word of two signs or more")
        yield simplified, traditional


@cache
def _read_rules(standard: Standard) -> Rules:
    """Read our tables; they are written in OpenCC's own forms, which become those of Taiwan or Hong Kong."""
    tables: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    engine = _engine(f"t2{standard}")
    for kind, simplified, traditional in packaged_rows(FILE):
        tables[kind][simplified] = engine(traditional)
    tables["place"] = dict(sorted(tables["place"].items(), key=lambda item: -len(item[0])))
    return Rules(*(tables[kind] for kind in KINDS))


def _convert(standard: Standard, text: str) -> str:
    """Give a text to OpenCC."""
    if text.isascii():
        return text
    engine = _engine(f"s2{standard}")
    if STRANGE.search(text):
        return "".join([part if STRANGE.match(part) else engine(part) for part in STRANGE.split(text)])
    return engine(text)


@cache
def _engine(name: str) -> Callable[[str], str]:
    """Load OpenCC."""
    try:
        from opencc import OpenCC  # noqa: PLC0415 - only where Traditional Chinese is wanted
    except ImportError as error:
        message = "traditional: this needs OpenCC, which is not installed"
        hint = "install it with: pip install opencc, or take `traditional` out of the settings"
        raise ConfigError("config-opencc", Location(SETTINGS), message, hint) from error
    convert: Callable[[str], str] = OpenCC(name).convert
    return convert
