"""The fast tokenizer cuts as jieba does: same words, same tags. Without it jieba does the work."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich import candidates, segment
from generator.enrich.tags import choose_tags, find_candidates
from generator.enrich.tokenizers import load_jieba, load_rjieba
from generator.lexicon import read_lexicon
from generator.parse import parse_page
from tests.careful import ROOT, SHARED, read_page
from tests.shared_articles import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.enrich.tokenizers import Cut
    from generator.lexicon import Lexicon
    from generator.model import Article

Both = tuple["Cut", "Cut"]
PIECES = [
    "驻村工作队",
    "党建+AI",
    "那曲市",
    "2025-03-01",
    "3.5万",
    "snake_case",
    "C++",
    "AT&T",
    "光伏",
    "㐀",
    "𠀀",
    "〇",
]
SIGNS = st.sampled_from([*PIECES, *"的一村镇，。“”、（）：·—-_.+#&%@/ 　aZ09０é٣\u200b"])


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(None)


@pytest.fixture(scope="module")
def both(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Both:
    pytest.importorskip("rjieba", reason="the extra baozhai[fast] is not installed")
    lessons = segment.lessons_of(lexicon)
    return load_jieba(lessons, tmp_path_factory.mktemp("cache")), load_rjieba(lessons)


def specimen() -> Iterator[str]:
    for path in (*sorted((ROOT / "seeds").glob("*.txt")), *sorted(SHARED.glob("seeds/*.txt")), *SHARED.glob("pages/*")):
        yield from path.read_text(encoding="utf-8").splitlines()


def test_both_cut_every_line_alike(both: Both) -> None:
    jieba, rjieba = both
    lines = list(specimen())
    assert len(lines) > 100
    assert [line for line in lines if jieba(line) != rjieba(line)] == []


@given(text=st.lists(SIGNS, max_size=24).map("".join))
def test_both_cut_whatever_comes_alike(both: Both, text: str) -> None:
    jieba, rjieba = both
    assert rjieba(text) == jieba(text)
    assert "".join(rjieba(text)) == text


def articles() -> dict[str, Article]:
    pages = [parse_page(read_page(path)) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    own = {f"{number}-{at}": each for number, page in enumerate(pages) for at, each in enumerate(page.articles)}
    return own | (read_articles() if SHARED.is_dir() else {})


def test_both_lead_to_the_same_tags(
    both: Both, lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = articles()
    chosen = []
    for cut in both:
        one = segment.Segmenter(lexicon, tmp_path, cut, frozenset(lexicon.gazetteer.names))
        monkeypatch.setattr(candidates, "find_segmenter", partial(_always, one))
        found = {key: find_candidates(story, lexicon, tmp_path) for key, story in stories.items()}
        chosen.append((found, choose_tags(found, {}, lexicon)))
    assert chosen[0] == chosen[1]
    assert any(chosen[0][1].values())


def _always(one: segment.Segmenter, *_: object) -> segment.Segmenter:
    return one


@pytest.mark.parametrize("fast", [True, False], ids=["with rjieba", "without"])
def test_the_fast_one_is_taken_where_it_is(fast: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case of a table
    if fast:
        pytest.importorskip("rjieba", reason="the extra baozhai[fast] is not installed")
    program = (
        f"import sys{'' if fast else '; sys.modules.update(rjieba=None)'}\n"
        "from pathlib import Path\n"
        "from generator.enrich.tokenizers import load_tokenizer\n"
        "print(load_tokenizer([('石榴籽讲堂', 3000)], Path(sys.argv[1]))('石榴籽讲堂开课了'))\n"
        "print({'jieba', 'rjieba'} & {name for name, module in sys.modules.items() if module})"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    words, loaded = done.stdout.splitlines()
    assert words == "['石榴籽讲堂', '开课', '了']"
    assert re.findall(r"\w+", loaded) == (["rjieba"] if fast else ["jieba"])
    assert any(tmp_path.iterdir()) is not fast
