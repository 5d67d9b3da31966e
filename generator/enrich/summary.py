"""Summary: the one to three sentences that tell a story best, whole and as printed.

In comes an Article; out goes an exact piece of one of its paragraphs or captions, or None. Where a story begins
with its news, that is its beginning; a feature that paints a scene first is looked through for what it is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import Paragraph

if TYPE_CHECKING:
    from generator.model import Article

IDEAL, MOST, LONGEST, SHORT = 120, 160, 220, 45
"""Characters: sentences are added up to the ideal, a lead-up up to the most; a short one gets company up to the
longest."""
ENDLESS = 400
"""Characters of what is no sentence, and no summary."""
SEARCHED = 4
"""Paragraphs of the opening in which the story's point is looked for."""
SENTENCE = re.compile(r".+?(?:[。！？!?]+[”’）》】」』)]*|…+[”’」』]+|$)", re.DOTALL)
OPENERS, CLOSERS = "“‘（《【「『(", "”’）》】」』)"
FINAL = "。！？”’）…!?"
HAN = re.compile(r"[\u4e00-\u9fff]")
POINT = re.compile(
    r"近日|日前|近年来|今年以来|目前|为[了充深进推加切]|以来|截至|记者从|\d+月\d+日|昨日|今日|正是|成为|如今"
)
SCENE = re.compile(
    r"^[“‘]|^(?:[他她它你我]们?|这[是里一]|那[是里一]|而|但|可|走进|清晨|傍晚|冬日|夏日|春日|秋日|初[春夏秋冬]|深夜|午后)"
)
SPEECH = re.compile(r"(?:说|说道|笑道|坦言|感慨|感叹|介绍|表示|回忆|告诉记者)[道着]?[。！]?$")
UNSAID = re.compile(r"[？?]|……")


def find_summary(article: Article) -> str | None:
    """Find the story's best sentences."""
    paragraphs = [block.text for block in article.blocks if isinstance(block, Paragraph) and HAN.search(block.text)]
    captions = [figure.caption for figure in article.figures if figure.caption and HAN.search(figure.caption)]
    texts = paragraphs or captions
    if not texts:
        return None
    title = _pairs("".join(piece.text for piece in (article.kicker, article.headline, article.subtitle) if piece))
    if article.status == "head-missing" and len(texts) > 1:
        texts = texts[1:]
    best = max(
        (
            (_worth(sentence, title) - 1.2 * number - 0.35 * place, -number, -place)
            for number, text in enumerate(texts[:SEARCHED])
            for place, sentence in enumerate(split_sentences(text))
            if len(sentence) <= ENDLESS
        ),
        default=None,
    )
    if best is None:
        return None
    sentences = split_sentences(texts[-best[1]])
    return _grow(sentences, _lead(sentences, -best[2]) if best[1] == 0 else -best[2])


def split_sentences(text: str) -> tuple[str, ...]:
    """Cut a paragraph behind its final marks, never inside quotes or brackets; the pieces are the paragraph."""
    sentences, open_marks, pending = [], 0, ""
    for match in SENTENCE.finditer(text):
        pending += match[0]
        open_marks += sum(map(match[0].count, OPENERS)) - sum(map(match[0].count, CLOSERS))
        if open_marks <= 0:
            sentences.append(pending)
            open_marks, pending = 0, ""
    if open_marks > 0:  # a quotation mark was lost: what stands behind it is cut as it comes
        return (*sentences, *(match[0] for match in SENTENCE.finditer(pending)))
    return (*sentences, pending) if pending else tuple(sentences)


def _worth(sentence: str, title: frozenset[str]) -> float:
    shared = len(title & _pairs(sentence)) / max(6, min(len(title), 16))
    worth = 2.0 * min(shared, 1.0) + 0.6 * bool(POINT.search(sentence))
    worth -= 0.9 * bool(SCENE.search(sentence)) + 1.2 * bool(UNSAID.search(sentence))
    worth -= 1.2 * bool(SPEECH.search(sentence.strip())) + 0.8 * (sentence.strip()[-1:] not in FINAL)
    length = len(sentence.strip())
    return worth - 0.8 * (length < 18) - 0.8 * (length > LONGEST)


def _lead(sentences: tuple[str, ...], best: int) -> int:
    """Begin with the news, where the opening leads up to the best sentence without a scene."""
    opening = sentences[: best + 1]
    plain = POINT.search(opening[0]) and not any(
        SCENE.search(each) or SPEECH.search(each) or UNSAID.search(each) for each in opening[:-1]
    )
    return 0 if len(opening) <= 3 and plain and sum(map(len, opening)) <= MOST else best


def _grow(sentences: tuple[str, ...], start: int) -> str:
    chosen = sentences[start]
    for sentence in sentences[start + 1 : start + 3]:
        room = LONGEST if len(chosen) < SHORT else IDEAL
        if len(chosen) + len(sentence) > room or sentence.startswith(("“", "‘")) or SPEECH.search(sentence.strip()):
            break
        chosen += sentence
    return chosen.strip()


def _pairs(text: str) -> frozenset[str]:
    han = "".join(HAN.findall(text))
    return frozenset(han[at : at + 2] for at in range(len(han) - 1))
