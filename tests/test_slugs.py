"""Slugs: ASCII, never empty, the same wherever and whenever they are made."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from generator.lexicon import Lexicon, read_lexicon
from generator.lexicon.tables import read_packaged, rows
from generator.slugs import HAN_RUN, LONGEST, make_slug, slug, term

FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("集体经济", "ji-ti-jing-ji"),
        ("党建+AI", "dang-jian-ai"),
        ("5G基站", "5g-ji-zhan"),
        ("女子", "nv-zi"),
        ("Café 书屋", "cafe-shu-wu"),
        ("“饲草”", "si-cao"),
    ],
)
def test_slugs(text: str, wanted: str) -> None:
    assert slug(text) == wanted


@pytest.mark.parametrize("text", ["", "——", "བོད", "🎉", "\ud800"])
def test_what_has_nothing_to_write_is_a_hash(text: str) -> None:
    assert FORM.fullmatch(slug(text))


def test_what_is_read_is_what_pypinyin_reads() -> None:
    phrases = sorted(PHRASES_DICT)
    runs = [f"{phrase[1:]}{other}" for phrase, other in zip(phrases[::31], phrases[::-31], strict=True)]
    rare = ["㐀甲", "\ufa0e乙", "\U00020000丙", "\U0003ffff乙", "重庆\U0002f000重庆"]
    for text in (*phrases[::11], *runs, *rare):
        spoken = " ".join(lazy_pinyin(text, errors="ignore"))
        assert make_slug(text) == make_slug(spoken), text


def test_every_character_is_read_as_pypinyin_reads_it() -> None:
    han = [chr(code) for code in PINYIN_DICT if HAN_RUN.fullmatch(chr(code))]
    assert len(han) > 20_000
    for start in range(0, len(han), 24):
        text = "、".join(han[start : start + 8])
        assert make_slug(text) == make_slug(" ".join(lazy_pinyin(text, errors="ignore"))), text


def test_hashes_differ() -> None:
    assert slug("བོད") != slug("བོད་ལྗོངས")


@given(st.text(max_size=200))
def test_every_slug_is_ascii_and_short(text: str) -> None:
    assert FORM.fullmatch(slug(text))
    assert len(slug(text)) <= LONGEST


@given(st.text(alphabet=st.characters(min_codepoint=0x80, max_codepoint=0x2FFF), max_size=30))
def test_composed_and_decomposed_text_have_one_slug(text: str) -> None:
    assert slug(unicodedata.normalize("NFC", text)) == slug(unicodedata.normalize("NFD", text))


def test_long_texts_that_begin_alike_stay_apart() -> None:
    assert slug("高标准农田" * 10 + "甲") != slug("高标准农田" * 10 + "乙")


def test_the_words_of_the_domain_dictionary_have_addresses_of_their_own(lexicon: Lexicon) -> None:
    words = sorted(lexicon.vocabulary.words - lexicon.vocabulary.merges.keys())
    assert len({term(word, lexicon).slug for word in words}) == len(words)


def test_of_two_words_that_sound_alike_the_less_usual_is_marked(lexicon: Lexicon) -> None:
    alike = [word for word in ("权力", "权利", "全力") if not lexicon.vocabulary.homophone(word)]
    assert len(alike) == 1
    assert len({term(word, lexicon).slug for word in ("权力", "权利", "全力")}) == 3


def test_a_term_has_its_english_or_none(lexicon: Lexicon) -> None:
    assert term("乡村振兴", lexicon).english == "rural revitalisation"
    assert term("从未听说", lexicon).english is None


def test_every_dictionary_word_has_english(lexicon: Lexicon) -> None:
    for name in ("words.tsv", "countries.tsv", "glossary.tsv"):
        for line, columns in rows(read_packaged(name)):
            assert len(columns) > 1, f"{name}:{line}"
            assert lexicon.glossary.english(columns[0]), f"{name}:{line}"
