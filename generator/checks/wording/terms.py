"""Terms of the glossary: one that the project named itself, and a translation that says something else for it.

A term of the user's own is asked for wherever it stands. One that comes with the program is a proposal: it is
asked for only where the project itself has taken it up (``note_terms``, judged in ``renderings.py``), and a translation
that at least says its last word (the team, for the resident village work team) is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.checks.wording.spelling import fold
from generator.errors import Problem
from generator.lexicon.glossary import LEAST, LEAST_OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.wording.pairs import Pair
    from generator.lexicon import Glossary

PROSE = re.compile(r"[pc]\d+")
"""Units in which a term is said in full; headlines play with words, and the rest repeats these."""
_HEAD_ENDS = re.compile(r"\s(?:of|for|in|to|on|with|from|at|and|by|under)\s")
_BETWEEN = r"[\s-]+(?:the\s|a\s|an\s)?"
_NAME = re.compile(r"[^()]+")
_SPELLED = (
    (re.compile(r"is(?=e|ation|ing)|iz(?=e|ation|ing)"), "i[sz]"),
    (re.compile(r"our(?=\b|s\b|ed|al)"), "ou?r"),
    (re.compile(r"centre"), "cent(?:re|er)"),
    (re.compile(r"programme"), "programm?e?"),
)
"""What is spelled in two ways on both sides of an ocean."""
_SPELLING = re.compile("is|iz|our|cent|prog")
SUFFIX = 3
"""Letters at the end of a word that its plural may lack."""


def check_terms(pair: Pair, glossary: Glossary) -> Iterator[Problem]:
    """Doubt a translation that doesn't say a term of the user's own glossary as this has it."""
    if not glossary.own or pair.lang.partition("-")[0] != "en" or not glossary.may_name_own(pair.source):
        return
    for term in glossary.find_terms(pair.source):
        if term in glossary.own and len(term) >= LEAST_OWN and not says(pair.target, glossary.terms[term]):
            message = f"{pair.context}: {term} is “{glossary.terms[term]}” in your glossary, and not in the translation"
            yield Problem("term-ignored", pair.place, message, "say it so, or mend the term in your lexicon folder")


def note_terms(pair: Pair, glossary: Glossary) -> Iterator[tuple[str, bool]]:
    """Yield each longer term of a text, and whether the translation follows the glossary, where that is clear."""
    if pair.lang.partition("-")[0] != "en" or PROSE.fullmatch(pair.unit) is None:
        return
    if not glossary.may_name_ours(pair.source):
        return
    for term in glossary.find_terms(pair.source):
        if len(term) < LEAST or term in glossary.own:
            continue
        english = glossary.terms[term]
        if says(pair.target, english):
            yield term, True
        elif not says(pair.target, _head(english)):
            yield term, False


def says(target: str, english: str) -> bool:
    """Whether a translation says a term, whatever its case, number, hyphens and articles."""
    if _stands(english.lower(), target.lower()):  # most often so, and a pattern takes long to make
        return True
    folded = fold(target)
    if folded.isascii() and not _may_stand(english, folded.lower()):
        return False
    pattern = _pattern(english)
    return pattern.search(target) is not None or pattern.search(folded) is not None


def _stands(english: str, target: str) -> bool:
    at = target.find(english)
    return at >= 0 and not target[at - 1 : at].isalnum() and not target[at + len(english) :][:1].isalnum()


def _head(english: str) -> str:
    """The word that a term goes down to when it is told again: resident village work team → team."""
    return _HEAD_ENDS.split(english)[0].split()[-1]


def _may_stand(english: str, target: str) -> bool:
    """Whether all words of a term may be there: to make its pattern takes a hundred times as long."""
    return all(beginning in target for beginning in _beginnings(english))


@lru_cache(maxsize=4096)
def _beginnings(english: str) -> tuple[str, ...]:
    """Give of each word the letters that it has in every number and spelling."""
    return tuple(_SPELLING.split(word.lower()[:-SUFFIX])[0] for word in _words(english) if word.isascii())


@lru_cache(maxsize=4096)
def _pattern(english: str) -> re.Pattern[str]:
    phrase = _BETWEEN.join(map(_any_number, _words(english)))
    return re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE)


def _words(english: str) -> list[str]:
    plain = _NAME.search(english)
    words = [word for word in re.split(r"[\s-]+", fold(plain[0] if plain else english).strip()) if word]
    return words[1:] if words and words[0].lower() in {"the", "a", "an"} else words


def _any_number(word: str) -> str:
    """Match a word in the singular and in the plural, as the British and the Americans spell it."""
    if word.endswith("ies") and len(word) > 4:
        spelled = f"{re.escape(word[:-3])}(?:y|ies)"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        spelled = f"{re.escape(word[:-1])}(?:y|ies)"
    elif word.endswith("s") and not word.endswith(("ss", "'s")):
        spelled = f"{re.escape(word[:-1])}s?"
    else:
        spelled = f"{re.escape(word)}(?:s|es)?"
    for pattern, both in _SPELLED:
        spelled = pattern.sub(lambda _, both=both: both, spelled)  # type: ignore[misc]
    return spelled
