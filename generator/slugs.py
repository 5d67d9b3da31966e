"""Slugs: text → ASCII by pinyin, joined by ``-``; and tags as the site shows them.

pypinyin is imported when the first slug is asked for. A slug depends on its own text alone, never on what else
is in the digest, so that an address stays when the digest grows.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.model import Term

if TYPE_CHECKING:
    from generator.lexicon import Lexicon

LONGEST = 60
"""Characters of a slug; longer ones are cut at a syllable and end in four digits of their hash."""
PIECE = re.compile(r"[a-z0-9]+")
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Write text in ASCII: ``党建+AI`` → ``dang-jian-ai``; what has nothing to write is a hash, never nothing."""
    normal = unicodedata.normalize("NFC", text)
    syllables = PIECE.findall(_ascii(HAN_RUN.sub(lambda match: f" {_pinyin(match[0])} ", normal)))
    full = "-".join(syllables)
    if not full:
        return f"x-{_hash(normal)}"
    if len(full) <= LONGEST:
        return full
    head = full[: LONGEST - 5]
    return f"{head[: head.rfind('-')] if '-' in head else head}-{_hash(normal)[:4]}"


def term(label: str, lexicon: Lexicon) -> Term:
    """Make the site's term of a tag; of words that sound alike the less usual one gets a mark."""
    vocabulary = lexicon.vocabulary
    own = vocabulary.slugs.get(label, slug(label))
    marked = f"{own}-{_hash(label)[:4]}" if vocabulary.homophone(label) else own
    return Term(label, marked, lexicon.glossary.english(label))


def _pinyin(han: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 0.2 s, only for those who need it

    return " ".join(lazy_pinyin(han, errors="ignore"))


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _hash(text: str) -> str:
    return sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
