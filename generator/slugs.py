"""Slugs: text → ASCII by pinyin, joined by ``-``; and tags as the site shows them.

pypinyin is imported when the first slug is asked for. A slug depends on its own text alone, never on what else
is in the digest, so that an address stays when the digest grows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from hashlib import sha256
from operator import add
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.model import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.lexicon import Lexicon

LONGEST = 60
"""Characters of a slug; longer ones are cut at a syllable and end in four digits of their hash."""
TAKEN = frozenset({"index"})
"""The list itself lives there, beside what it lists."""
PIECE = re.compile(r"[a-z0-9]+")
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that Windows keeps for itself, whatever the ending: a site with ``nul.html`` can't be copied there."""
_RARE = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff]")
"""Han that pypinyin may not take for Han, and would cut a run at."""
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


_known: dict[str, str] = {}
"""What was written before, in this process or in one that handed it on."""


def slug(text: str) -> str:
    """Write text in ASCII: ``党建+AI`` → ``dang-jian-ai``; what has nothing to write is a hash, never nothing."""
    found = _known.get(text)
    if found is None:
        found = _known[text] = make_slug(text)
    return found


def recall_slugs(known: Mapping[str, str]) -> None:
    """Take up what was written before, with the same libraries."""
    _known.update(known)


def known_slugs() -> Mapping[str, str]:
    """Hand on what was written."""
    return _known


def make_slug(text: str) -> str:
    """Write text in ASCII, whether or not it was written before."""
    normal = unicodedata.normalize("NFC", text)
    syllables = PIECE.findall(_ascii(HAN_RUN.sub(lambda match: f" {_pinyin(match[0])} ", normal)))
    full = "-".join(syllables)
    if not full:
        return f"x-{_hash(normal)}"
    if full in TAKEN:
        return f"{full}-{_hash(normal)[:4]}"
    if len(full) <= LONGEST:
        return f"{full}-x" if _DEVICES.fullmatch(full) else full
    head = full[: LONGEST - 5]
    return f"{head[: head.rfind('-')] if '-' in head else head}-{_hash(normal)[:4]}"


def term(label: str, lexicon: Lexicon) -> Term:
    """Make the site's term of a tag; of words that sound alike the less usual one gets a mark."""
    vocabulary = lexicon.vocabulary
    own = vocabulary.slugs.get(label, slug(label))
    marked = f"{own}-{_hash(label)[:4]}" if vocabulary.homophone(label) else own
    script = lexicon.script
    return Term(label, marked, lexicon.glossary.english(label), None if script is None else script.word(label))


def make_terms(labels: Iterable[str], lexicon: Lexicon) -> dict[str, Term]:
    """Make the terms of all tags, each with an address of its own."""
    terms = {label: term(label, lexicon) for label in labels}
    slugs = distinguish({label: made.slug for label, made in terms.items()})
    return {
        label: made if made.slug == slugs[label] else replace(made, slug=slugs[label]) for label, made in terms.items()
    }


def distinguish(slugs: Mapping[str, str]) -> dict[str, str]:
    """Let names that would have one address (张伟, 章伟) tell their characters in it, too."""
    shared = Counter(slugs.values())
    return {name: own if shared[own] == 1 else f"{own}-{_spell(name)}" for name, own in slugs.items()}


def _spell(name: str) -> str:
    return "-".join(f"{ord(character):x}" for character in name)


def _pinyin(han: str) -> str:
    """Write a run of Han characters as ``lazy_pinyin(han, errors="ignore")`` does, each phrase and syllable once."""
    if _RARE.search(han):
        return _read_aloud(han)
    return " ".join(map(_syllables, _cut(han)))


def _cut(han: str) -> Iterable[str]:
    """Cut a run into phrases of pypinyin's and characters that stand in none; nearly all names are made of these."""
    beginnings, cut = _phrases()
    return cut(han) if any(map(beginnings, map(add, han, han[1:]))) else han


@cache
def _phrases() -> tuple[Callable[[str], bool], Callable[[str], Iterable[str]]]:
    """Load what tells whether a phrase begins so, and what cuts a run into phrases."""
    from pypinyin.seg import mmseg  # noqa: PLC0415 - 0.2 s, only for those who need it

    return mmseg.p_set.__contains__, mmseg.seg.cut


@lru_cache(8192)
def _syllables(word: str) -> str:
    """Write a phrase of pypinyin's, or a character that stands in none."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 - as above

    if word in PHRASES_DICT:
        return " ".join(_plain(readings[0]) for readings in PHRASES_DICT[word])
    return " ".join(_plain(PINYIN_DICT.get(ord(character), "").partition(",")[0]) for character in word)


@cache
def _plain(syllable: str) -> str:
    """Take the tone from a syllable: there are some 1,500."""
    from pypinyin.constants import Style  # noqa: PLC0415 - as above
    from pypinyin.style import convert  # noqa: PLC0415 - as above

    return convert(syllable, Style.NORMAL, strict=True)


def _read_aloud(han: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    return " ".join(lazy_pinyin(han, errors="ignore"))


def _ascii(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _hash(text: str) -> str:
    return sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
