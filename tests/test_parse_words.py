"""What two stretches of a page share is counted on bits; here it is counted once more, one pair after the other."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.parse.cohesion import Cohesion, measure_page
from generator.parse.lines import Line
from generator.parse.segments import Segment
from generator.parse.split import Labelled
from generator.parse.votes import NEIGHBOURS, Polls

ROOT = Path(__file__).parent.parent
LINES = st.lists(st.text("甲乙丙丁戊，a1𠀀", max_size=14), max_size=12)


def pairs_of(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text) if "，" not in (a, b)}


def recurring(texts: list[str]) -> list[set[str]]:
    """Pairs of every line that another line within sixty has too."""
    pairs = [pairs_of(text) for text in texts]
    return [
        {pair for pair in found if any(pair in pairs[j] for j in range(len(pairs)) if j != i and abs(j - i) <= 60)}
        for i, found in enumerate(pairs)
    ]


def vector(texts: list[str], lines: range) -> dict[str, float]:
    every = Counter(pair for text in texts for pair in pairs_of(text))
    counts = Counter(pair for index in lines for pair in recurring(texts)[index])
    return {pair: math.log(max(60 / every[pair], 1.1)) * (1 + math.log(n)) for pair, n in counts.items()}


def length(one: dict[str, float]) -> float:
    return math.sqrt(sum(weight**2 for weight in one.values()))


def segments_of(sizes: list[int]) -> list[Segment]:
    lines = iter(range(sum(sizes)))
    return [Segment(tuple(_labelled(next(lines)) for _ in range(size))) for size in sizes]


def _labelled(index: int) -> Labelled:
    return Labelled(Line(f"line {index}", (1, 1), 0, 0), index, frozenset(), "paragraph", opens=False, margin=0.0)


@given(LINES)
@example(["甲乙"] * 2 + ["，"] * 70 + ["甲乙，丙丁", "丙丁"])
def test_a_line_has_the_pairs_that_a_line_near_it_has_too(texts: list[str]) -> None:
    assert [len(found) for found in measure_page(texts).pairs] == [len(found) for found in recurring(texts)]


@given(LINES, st.data())
def test_likeness_is_the_cosine_of_what_both_speak_of(texts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    above, below = range(cut), range(cut, len(texts))
    stretch = measure_page(texts).stretch(range(len(texts)))
    one, other = vector(texts, above), vector(texts, below)
    shared = sum(weight * other.get(pair, 0.0) for pair, weight in one.items())
    wanted = shared / (length(one) * length(other)) if shared else 0.0
    assert stretch.similarity(stretch.planes(above), stretch.planes(below)) == pytest.approx(wanted)


@given(st.lists(st.frozensets(st.integers(0, 9), max_size=5), min_size=1, max_size=60), st.data())
def test_a_vote_is_a_pair_that_stands_in_one_other_article_near(
    lines: list[frozenset[int]], data: st.DataObject
) -> None:
    sizes: list[int] = []
    while sum(sizes) < len(lines):
        sizes.append(data.draw(st.integers(1, min(3, len(lines) - sum(sizes)))))
    segments = segments_of(sizes)
    polls = Polls(segments, Cohesion(lines, Counter(pair for found in lines for pair in found)))
    words = [set().union(*(lines[item.index] for item in segment.own)) for segment in segments]
    homes = Counter(pair for found in words for pair in found)
    for giver, segment in enumerate(segments):
        others = {
            pair: [
                number
                for number, found in enumerate(words)
                if number != giver and abs(number - giver) <= NEIGHBOURS and pair in found
            ]
            for pair in words[giver]
        }
        for cut in range(len(segment.own) + 1):
            above = set().union(*(lines[item.index] for item in segment.own[:cut]))
            below = set().union(*(lines[item.index] for item in segment.own[cut:]))
            own = {pair for pair in above & below if not others[pair] and homes[pair] <= 40}
            votes = Counter(others[pair][0] for pair in below - above if len(others[pair]) == 1 and homes[pair] <= 40)
            ballot = polls.ballots[giver]
            assert ballot.before[cut] == len(above)
            assert ballot.own[cut] == len(own)
            assert {taker: counts[cut] for taker, counts in ballot.others.items() if counts[cut]} == votes


def test_a_monster_of_a_page_is_bounded() -> None:
    texts = [chr(0x4E00 + n // 200) + chr(0x5E00 + n % 200) for n in range(20_000)]
    cohesion = measure_page([*texts, "".join(texts[:2000]), *texts])
    stretch = cohesion.stretch(range(len(cohesion.pairs)))
    assert max(mask.bit_length() for mask in stretch.masks) <= 1 << 14
    assert stretch.similarity(stretch.planes(range(500)), stretch.planes(range(500, 900))) >= 0.0


def test_a_hash_seed_changes_nothing() -> None:
    program = (
        "import hashlib, pathlib, sys\n"
        "from generator.model import PrintPage\n"
        "from generator.parse import parse_page\n"
        "pages = [PrintPage('p', 'p.txt', '', tuple(path.read_text(encoding='utf-8').splitlines()))\n"
        "         for path in sorted(pathlib.Path('seeds').glob('*.txt'))]\n"
        "print(hashlib.sha256(repr([parse_page(page) for page in pages]).encode()).hexdigest(), len(pages))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert not said.pop().endswith(" 0\n")


def test_what_parses_is_loaded_when_the_first_page_comes() -> None:
    program = (
        "import sys, generator.parse, generator.enrich.record, generator.enrich.home\n"
        "heavy = {'generator.parse.page', 'generator.enrich.regions', 'generator.enrich.numbers', 'jieba', 'rjieba'}\n"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
