"""Glossary and vocabulary: what the user's files add, override and get wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import LexiconError
from generator.lexicon.glossary import LEAST, LEAST_OWN, Glossary, read_glossary
from generator.lexicon.vocabulary import Vocabulary, read_vocabulary
from generator.model import Quantity


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("记者", "reporter"),
        ("通讯员", "correspondent"),
        ("驻村工作队", "resident village work team"),
        ("亩", "mu"),
        ("万亩", "10,000 mu"),
        ("亿元", "100 million yuan"),
        ("头（只）", "head"),
        ("‰", "‰"),
        ("没有这个词", None),
        ("万", None),
        ("个", None),
    ],
)
def test_packaged_terms(term: str, english: str | None) -> None:
    assert read_glossary(None).english(term) == english


@pytest.mark.parametrize(
    ("value", "unit", "english"),
    [
        ("445", "万元", "4.45 million yuan"),
        ("3", "亿元", "300 million yuan"),
        ("1.6", "万头（只）", "16,000 head"),
        ("34.04", "吨", "34.04 tonnes"),
        ("90", "%", "90%"),
        ("1148", "个", "1,148"),
        ("1", "户", "1 household"),
        ("1.9", "万", "19,000"),
        ("15", "千瓦", "15 kilowatts"),
        ("2.5", "万亿元", "2.5 trillion yuan"),
        ("12", "丈", None),
        ("1000000", "元", "1 million yuan"),
        ("1234567", "元", "1,234,567 yuan"),
        ("-26", "摄氏度", "−26 degrees Celsius"),
        ("3.2", "万人次", "32,000"),
        ("1700", "只", "1,700"),
        ("276", "头", "276 head"),
        ("23", "家", "23"),
        ("40", "座", "40"),
        ("18", "处", "18"),
        ("1.1", "万册次", "11,000 loans"),
        ("62", "名", "62 people"),
    ],
)
def test_figures_in_english(value: str, unit: str, english: str | None) -> None:
    assert read_glossary(None).quantity(Quantity(value, unit, "…")) == english


def test_the_user_may_name_what_a_unit_counts(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text("人次: visits\n", encoding="utf-8")
    assert read_glossary(tmp_path).quantity(Quantity("4800", "人次", "…")) == "4,800 visits"


def test_the_users_terms_add_override_and_take_away(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text("书屋: reading room\n记者: journalist\n通讯员: null\n", encoding="utf-8")
    (tmp_path / "words.txt").write_text("# ours\n夜读课\tnight reading class\n河湾果园\n", encoding="utf-8")
    glossary = read_glossary(tmp_path)
    assert [glossary.english(term) for term in ("书屋", "记者", "通讯员", "夜读课", "河湾果园")] == [
        "reading room",
        "journalist",
        None,
        "night reading class",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("书屋: reading room\n果园: [a, b]\n", 2, "glossary-shape"),
        ("书屋: reading room\n果园: ''\n", 2, "glossary-english"),
        ("书屋: a\n\n书屋: b\n", 3, "glossary-twice"),
        ("书屋: &a x\n果园: *a\n", 2, "glossary-shape"),
        ("书屋: a: b\n", 1, "glossary-yaml"),
        ("- 书屋\n", 1, "glossary-shape"),
        ("'': empty\n", 1, "glossary-term"),
        ("书屋: a\x07\n", None, "glossary-yaml"),
        ("[" * 2000, 1, "glossary-shape"),
    ],
)
def test_a_wrong_glossary_says_where(tmp_path: Path, text: str, line: int | None, code: str) -> None:
    (tmp_path / "glossary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_glossary(tmp_path)
    assert (caught.value.problem.code, caught.value.problem.location.line) == (code, line)


@pytest.mark.parametrize(
    ("name", "text", "line", "code"),
    [
        ("words.txt", "果园\n桑\n", 2, "words-word"),
        ("words.txt", "果园 书屋\n", 1, "words-word"),
        ("merges.tsv", "果园\n", 1, "lexicon-columns"),
        ("merges.txt", "果园 = 果园\n", 1, "merges-circle"),
        ("merges.tsv", "果园 = 林果\n林果 = 果园\n", 2, "merges-circle"),
    ],
)
def test_wrong_word_files_say_where(tmp_path: Path, name: str, text: str, line: int, code: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_vocabulary(tmp_path)
    assert (caught.value.problem.code, caught.value.problem.location.line) == (code, line)


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    (tmp_path / "stopwords.txt").write_bytes("果园\n书屋\n".encode("gb18030"))
    with pytest.raises(LexiconError) as caught:
        read_vocabulary(tmp_path)
    assert caught.value.problem.location.line == 1


def test_the_users_words_win(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("社区\n光伏电站\n", encoding="utf-8")
    (tmp_path / "stopwords.txt").write_text("果园 饲草\n", encoding="utf-8")
    (tmp_path / "merges.tsv").write_text("夜读课\t书屋夜校\n", encoding="utf-8")
    vocabulary = read_vocabulary(tmp_path)
    assert {"社区", "光伏电站", "书屋夜校"} <= vocabulary.words
    assert "社区" not in vocabulary.stops
    assert {"果园", "饲草"} <= vocabulary.stops
    assert "饲草" not in vocabulary.words
    assert vocabulary.merged("夜读课") == "书屋夜校"


def test_packaged_merges_lead_to_words_that_are_tags() -> None:
    vocabulary = read_vocabulary(None)
    for variant, tag in vocabulary.merges.items():
        assert tag in vocabulary.words, variant
        assert tag not in vocabulary.merges, variant
        assert tag not in vocabulary.stops, variant


def test_no_dictionary_word_is_a_stop_word_and_slogans_and_bland_words_are_dictionary_words() -> None:
    vocabulary = read_vocabulary(None)
    assert vocabulary.words & vocabulary.stops == frozenset()
    assert vocabulary.slogans <= vocabulary.words
    assert vocabulary.bland <= vocabulary.words


def test_an_empty_vocabulary_still_knows_nouns() -> None:
    assert Vocabulary().rarity("口琴") is not None
    assert Vocabulary().rarity("的") is None


def test_the_nouns_are_what_the_script_makes() -> None:
    root = Path(__file__).resolve().parents[1]
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "tools/make_nouns.py"],
        cwd=root,
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(root), "PYTHONUTF8": "1", "PATH": ""},
    )
    assert made.stdout == (root / "generator/data/nouns.txt").read_bytes(), "remake it: see tools/make_nouns.py"


SIGNS = "甲乙丙丁-]^"


@given(
    st.sets(st.text(SIGNS, min_size=1, max_size=5), max_size=12),
    st.sets(st.text(SIGNS, min_size=1, max_size=5), max_size=4),
    st.text(SIGNS + "戊", max_size=30),
)
def test_the_longest_terms_of_a_text_are_found_from_left_to_right(ours: set[str], own: set[str], text: str) -> None:
    glossary = Glossary(dict.fromkeys(ours | own, "word"), frozenset(own))
    found: dict[str, None] = {}
    at = 0
    while at < len(text):
        term = max((term for term in ours | own if len(term) > 1 and text.startswith(term, at)), key=len, default="")
        if term:
            found[term] = None
        at += len(term) or 1
    assert glossary.find_terms(text) == tuple(found)
    if not glossary.may_name_own(text):
        assert not any(term in own and len(term) >= LEAST_OWN for term in found)
    if not glossary.may_name_ours(text):
        assert not any(term not in own and len(term) >= LEAST for term in found)
