"""Tags: five to eight words that say what a story is about, fewer for a brief.

``find_candidates`` reads one article; ``choose_article_tags`` weighs what it offers against the frequencies of the
whole digest, which ``count_terms`` and ``Frequencies`` add up: a word of every story tells little about one. While the
digest is small the packaged frequencies lead. Longer words of the domain dictionary go before shorter and common ones.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.enrich.candidates import Candidate, Candidates, find_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.lexicon import Lexicon, Vocabulary
    from generator.model import Region

__all__ = [
    "Candidate",
    "Candidates",
    "Frequencies",
    "choose_article_tags",
    "choose_tags",
    "count_terms",
    "find_candidates",
]

MOST, FILL, FEW = 8, 5, 3
"""Tags of an article; weaker ones only fill up to the second number, those named but once to the third."""
BRIEF, SHORT, LONG = 200, 600, 1000
"""Characters of a brief, below which a word has less to prove, of a story and of a long one, where it has more."""
RARE = 9.0
"""A common noun that no headline names must be rarer than this."""
FULL = 3
"""A text that names a word in so many parts, and oftener than so many times, is full of it."""
PRIOR, CAP = 200, 8.0
"""The packaged frequencies weigh as much as 200 articles; nothing is rarer than the cap (as ln of documents)."""
WORD_TRUST, ONCE_TRUST, NOUN_TRUST = 1.5, 1.25, 1.0
LENGTH_WEIGHT = {2: 1.0, 3: 1.1, 4: 1.35}
LONG_WEIGHT = 1.4
SIDE = {1: 0.7, 2: 0.85}
"""A word of one or two later parts of a long story is beside its point."""
WEAK, STRONG = 0.2, 0.35
"""Share of the best word's score that a word must reach: to fill up, and to stand beside five others."""


class Frequencies(Struct, frozen=True):
    """In how many articles of the digest each word is offered, and how many articles there are."""

    documents: Mapping[str, int]
    total: int

    @classmethod
    def of(cls, counted: Iterable[Mapping[str, int]]) -> Frequencies:
        """Add up what ``count_terms`` found, article by article."""
        documents: Counter[str] = Counter()
        total = 0
        for terms in counted:
            documents.update(terms)
            total += 1
        return cls(documents, total)


def choose_tags(
    candidates: Mapping[str, Candidates], regions: Mapping[str, tuple[Region, ...]], lexicon: Lexicon
) -> dict[str, tuple[str, ...]]:
    """Choose the tags of every record, best first."""
    frequencies = Frequencies.of(map(count_terms, candidates.values()))
    return {
        record_id: choose_article_tags(offered, regions.get(record_id, ()), frequencies, lexicon)
        for record_id, offered in sorted(candidates.items())
    }


def count_terms(offered: Candidates) -> Counter[str]:
    """Count the words that one article offers, each once: what the whole digest must know of it."""
    return Counter(each.term for each in offered.found)


def choose_article_tags(
    offered: Candidates, regions: tuple[Region, ...], frequencies: Frequencies, lexicon: Lexicon
) -> tuple[str, ...]:
    """Choose the tags of one article, best first."""
    able = _able(offered, regions, lexicon)
    return _choose(able, offered, {each.term: _rarity(each.term, frequencies, lexicon) for each in able})


def _rarity(term: str, frequencies: Frequencies, lexicon: Lexicon) -> float:
    """Blend the share of the other articles that have the word with the packaged share of all documents."""
    packaged = lexicon.vocabulary.rarity(term)
    share = exp(-min(CAP if packaged is None else packaged, CAP))
    return -log((frequencies.documents[term] - 1 + PRIOR * share) / (frequencies.total - 1 + PRIOR))


def _able(offered: Candidates, regions: tuple[Region, ...], lexicon: Lexicon) -> tuple[Candidate, ...]:
    places = {name for region in regions for name in region.path}
    return tuple(
        each
        for each in offered.found
        if not any(each.term == place or (each.kind != "word" and each.term in place) for place in places)
        and _is_meant(each, offered.length, lexicon.vocabulary)
        and _is_supported(each, offered.length, lexicon.vocabulary)
    )


def _is_meant(each: Candidate, length: int, vocabulary: Vocabulary) -> bool:
    """Tell a story's subject from its setting and from what every speech says."""
    if each.in_head:
        return True
    if each.term in vocabulary.bland:
        return each.spread > 1 if length < BRIEF else each.count > FULL and each.spread >= FULL
    return each.term not in vocabulary.countries and (each.count > 1 or each.term not in vocabulary.slogans)


def _is_supported(each: Candidate, length: int, vocabulary: Vocabulary) -> bool:
    """Ask much of common nouns, something of short dictionary words, little of long ones."""
    if each.kind == "word":
        return _is_word_supported(each, length)
    if each.kind == "pair":
        return each.spread > 1 and each.count > (1 if each.in_head else 2)
    if each.in_head:
        return each.spread > 1 and each.count > (1 if len(each.term) > 2 or length < BRIEF else 2)
    return each.count > FULL and each.spread >= FULL and (vocabulary.rarity(each.term) or 0.0) >= RARE


def _is_word_supported(each: Candidate, length: int) -> bool:
    """Ask for a second mention; of a short word far down a story for one elsewhere, down a long story for two."""
    if each.in_head or length < BRIEF:
        return True
    short = len(each.term) < 3
    if length < SHORT or each.early:
        return each.count > 1 or len(each.term) > 3 or (not short and each.early)
    return each.count > 1 and (not short or each.spread > (2 if length >= LONG else 1))


def _choose(able: tuple[Candidate, ...], offered: Candidates, rarity: Mapping[str, float]) -> tuple[str, ...]:
    score = {each.term: _score(each, rarity[each.term], offered) for each in able}
    chosen: list[Candidate] = []
    for each in sorted(able, key=lambda each: (-score[each.term], each.term)):
        chosen = _with(each, chosen)
    best = max(score.values(), default=0.0)
    tags: list[str] = []
    for each in chosen:
        firm = each.in_head or each.count > 1
        room = MOST if score[each.term] >= best * STRONG else FILL if score[each.term] >= best * WEAK else 0
        if len(tags) < (room if firm or offered.length < BRIEF else min(room, FEW)):
            tags.append(each.term)
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
