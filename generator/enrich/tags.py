"""Tags: five to eight words that say what a story is about, fewer for a brief.

``find_candidates`` reads one article; ``choose_tags`` weighs the candidates of all articles against each other: a
word that stands in every story of the digest tells little about one of them. While the digest is small the packaged
frequencies lead. Longer words of the domain dictionary go before shorter and common ones.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING

from generator.enrich.candidates import Candidate, Candidates, find_candidates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.lexicon import Lexicon, Vocabulary
    from generator.model import Region

__all__ = ["Candidate", "Candidates", "choose_tags", "find_candidates"]

MOST, FILL, LEAST = 8, 5, 4
"""Tags of an article; weak ones only fill up to the second number, and likely nouns are asked below the last."""
BRIEF, SHORT = 200, 600
"""Characters of a brief and of a short story: in them a word has less to prove."""
PRIOR, CAP = 200, 8.0
"""The packaged frequencies weigh as much as 200 articles; nothing is rarer than the cap (as ln of documents)."""
WORD_TRUST, ONCE_TRUST, NOUN_TRUST = 1.5, 1.25, 1.0
LENGTH_WEIGHT = {2: 1.0, 3: 1.1, 4: 1.35}
LONG_WEIGHT = 1.4
SIDE = {1: 0.7, 2: 0.85}
"""A word of one or two later parts of a long story is beside its point."""
WEAK, STRONG = 0.2, 0.35
"""Share of the best word's score that a word must reach: to fill up, and to stand beside five others."""


def choose_tags(
    candidates: Mapping[str, Candidates], regions: Mapping[str, tuple[Region, ...]], lexicon: Lexicon
) -> dict[str, tuple[str, ...]]:
    """Choose the tags of every record, best first."""
    documents = Counter(each.term for offered in candidates.values() for each in offered.found)
    rarity = {term: _rarity(term, count, len(candidates), lexicon) for term, count in documents.items()}
    tags = {}
    for record_id, offered in sorted(candidates.items()):
        able = _able(offered, regions.get(record_id, ()), lexicon)
        firm = tuple(each for each in able if _is_supported(each, offered.length))
        likely = tuple(each for each in able if each not in firm and each.kind == "noun" and each.count > 1)
        tags[record_id] = _choose(firm if len(firm) >= LEAST else firm + likely, offered, rarity)
    return tags


def _rarity(term: str, documents: int, total: int, lexicon: Lexicon) -> float:
    """Blend the share of the other articles that have the word with the packaged share of all documents."""
    packaged = lexicon.vocabulary.rarity(term)
    share = exp(-min(CAP if packaged is None else packaged, CAP))
    return -log((documents - 1 + PRIOR * share) / (total - 1 + PRIOR))


def _able(offered: Candidates, regions: tuple[Region, ...], lexicon: Lexicon) -> tuple[Candidate, ...]:
    places = {name for region in regions for name in region.path}
    return tuple(
        each
        for each in offered.found
        if not any(each.term == place or (each.kind != "word" and each.term in place) for place in places)
        and _is_meant(each, offered.length, lexicon.vocabulary)
    )


def _is_meant(each: Candidate, length: int, vocabulary: Vocabulary) -> bool:
    """Tell a story's subject from its setting and from what every speech says."""
    if each.in_head:
        return True
    return each.term not in vocabulary.countries and (
        each.count > 1 or length < BRIEF or each.term not in vocabulary.slogans
    )


def _is_supported(each: Candidate, length: int) -> bool:
    """Ask more of common nouns than of dictionary words, of short words than of long."""
    if each.in_head and (length < BRIEF or each.kind == "word"):
        return True
    if each.kind == "word":
        return each.count > 1 or length < BRIEF or len(each.term) > 3 or (len(each.term) == 3 and each.early)
    if each.kind == "pair":
        return each.count >= (2 if each.in_head else 3)
    if length < SHORT:
        return each.count > (1 if length < BRIEF or (each.early and each.spread > 1) else 2)
    return each.count > 3 or (each.spread > 1 and each.count > (1 if each.in_head else 2))


def _choose(able: tuple[Candidate, ...], offered: Candidates, rarity: Mapping[str, float]) -> tuple[str, ...]:
    score = {each.term: _score(each, rarity[each.term], offered) for each in able}
    chosen: list[Candidate] = []
    for each in sorted(able, key=lambda each: (-score[each.term], each.term)):
        chosen = _with(each, chosen)
    best = max(score.values(), default=0.0)
    tags: list[str] = []
    for each in chosen:
        firm = each.in_head or each.count > 1
        if len(tags) < MOST and score[each.term] >= best * (STRONG if len(tags) >= FILL else WEAK):
            tags += [each.term] if firm or len(tags) < FILL else []
    return tuple(tags)


def _score(each: Candidate, rarity: float, offered: Candidates) -> float:
    aside = SIDE.get(each.spread, 1.0) if offered.length > SHORT and not each.early else 1.0
    wordy = LENGTH_WEIGHT.get(len(each.term), LONG_WEIGHT)
    return max(0.5, 1 + log(each.weight)) * rarity * wordy * _trust(each) * aside


def _trust(each: Candidate) -> float:
    """Trust a dictionary word more when the text comes back to it, a common noun the more the oftener it stands."""
    if each.kind == "word":
        return WORD_TRUST if each.in_head or each.count > 1 else ONCE_TRUST
    return NOUN_TRUST + 0.1 * min(each.count - 1, 5)


def _with(each: Candidate, chosen: list[Candidate]) -> list[Candidate]:
    """Take a word in, unless a chosen one says it already; a longer one takes the place of its own piece."""
    if any(each.term in other.term for other in chosen):
        return chosen
    pieces = [other for other in chosen if other.term in each.term]
    if not pieces:
        return [*chosen, each]
    if each.weight * 2 < max(other.weight for other in pieces):
        return chosen
    first = chosen.index(pieces[0])
    return [
        each if other is chosen[first] else other for other in chosen if other is chosen[first] or other not in pieces
    ]
