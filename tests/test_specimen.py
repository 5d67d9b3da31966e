"""The specimen edition: its careful reading covers every line, and its words are nobody else's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.lexicon import read_lexicon

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLD = sorted((ROOT / "tests" / "gold").glob("*.yaml"))
LONGEST_SHARED = 11


def read_gold(path: Path) -> tuple[dict[str, Any], list[str]]:
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    return gold, (ROOT / "seeds" / gold["page"]).read_text(encoding="utf-8").split("\n")


def han_runs(text: str) -> set[str]:
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    size = LONGEST_SHARED + 1
    return {han[start : start + size] for start in range(len(han) - size + 1)}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_specimen_is_two_pages_of_twelve_stories() -> None:
    assert [len(read_gold(path)[0]["articles"]) for path in GOLD] == [6, 6]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_printed_line_lies_in_one_story_or_in_furniture(path: Path) -> None:
    gold, lines = read_gold(path)
    printed = [number for number, line in enumerate(lines, 1) if line.strip()]
    claimed = [
        number for article in gold["articles"] for first, last in article["lines"] for number in range(first, last + 1)
    ]
    claimed = [number for number in claimed if lines[number - 1].strip()]
    assert sorted(claimed + gold["noise_lines"]) == printed


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_gold_quotes_the_page(path: Path) -> None:
    gold, lines = read_gold(path)
    for article in gold["articles"]:
        printed = [squeezed("".join(lines[number - 1] for number in numbers)) for numbers in article["para_lines"]]
        assert printed[0].startswith(article["first20"])
        assert printed[-1].endswith(article["last20"])
        for join in article["joins"]:
            first, second = join["lines"]
            assert lines[first - 1].endswith(join["before"])
            assert lines[second - 1].startswith(join["after"])
        own = [lines[number - 1] for first, last in article["lines"] for number in range(first, last + 1)]
        titles = [article[key] for key in ("kicker", "headline", "subtitle") if article[key]]
        assert set(titles + article["subheads"]) <= set(own)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_phrase_is_taken_from_a_real_page(path: Path) -> None:
    real = [*SHARED.glob("seeds/*.txt"), *SHARED.glob("pages/*.txt")]
    if not real:
        pytest.skip("the real pages are not here to compare with")
    taken = set().union(*(han_runs(page.read_text(encoding="utf-8")) for page in real))
    assert not taken & han_runs("\n".join(read_gold(path)[1]))


def test_the_specimen_names_its_villages_and_its_paper_in_english() -> None:
    lexicon = read_lexicon(ROOT / "lexicon")
    assert lexicon.glossary.english("样张日报") == "Specimen Daily"
    for village, english, above in (("拉宗村", "Lazong Village", "色庆乡"), ("曲措村", "Qucuo Village", "古乡")):
        [place] = lexicon.gazetteer.find(village)
        assert place.english == english
        assert [each.name for each in lexicon.gazetteer.chain(place.code)][-2:] == [above, village]
