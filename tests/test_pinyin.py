"""Pinyin above names: the table of cases, the markup, and that it stands nowhere but where it is wanted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.model import Byline, Credit, Figure, Region, Text
from generator.pinyin import _words, read_person, read_place, read_text
from generator.plan import plan_site
from generator.render import render_site
from generator.views.edition import make_edition
from generator.views.phrase import Headline, Phrase
from generator.views.ruby import Spoken, speak_headline
from tests.invented import digest_of, lexicon, make_record

if TYPE_CHECKING:
    from generator.model import Record
    from generator.pinyin import Piece

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "pinyin.yaml").read_text("utf-8"))
READING = re.compile(r"<ruby>(.*?)<rp>\(</rp><rt>(.*?)</rt><rp>\)</rp></ruby>")


def said(pieces: tuple[Piece, ...]) -> str:
    return " ".join((syllable or text).strip() for text, syllable in pieces)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['text']}")
def test_a_case(case: dict) -> None:
    text, kind = case["text"], case["kind"]
    if kind == "headline":
        shown = speak_headline(
            make_edition(digest_of(), Config(), "zh-Hans"),
            Headline(text),
            case.get("names", ()),
            case.get("places", ()),
        )
        assert isinstance(shown, Spoken)
        assert " / ".join(map(said, shown.halves)) == case["read"]
        return
    if kind == "place":
        [place, *_] = lexicon().gazetteer.find(text)
        assert said(read_place(place)) == case["read"]
        return
    assert said((read_person if kind == "person" else read_text)(text)) == case["read"]


def test_every_place_can_be_read_and_keeps_its_characters() -> None:
    for place in lexicon().gazetteer.places.values():
        pieces = read_place(place)
        assert "".join(text for text, _ in pieces) == place.name
        assert all(syllable for _, syllable in pieces), place.name


@given(st.text(st.sampled_from("单青都长昌重行\U00020000\ufa0ea1 ，<&”’\n")))
def test_reading_changes_no_text(text: str) -> None:
    for pieces in (read_text(text), read_person(text)):
        assert "".join(piece for piece, _ in pieces) == text


def test_the_halves_of_a_headline_stay_whole_and_markup_is_escaped() -> None:
    shown = speak_headline(make_edition(digest_of(), Config(), "zh-Hans"), Headline("仓廪实 人<心>暖"), (), ())
    assert READING.findall(shown.inner)[0] == ("仓", "cāng")
    assert shown.inner.startswith('<span class="halves"><span><ruby>仓<rp>(</rp><rt>cāng</rt><rp>)</rp></ruby>')
    assert "&lt;" in shown.inner
    assert READING.sub(r"\1", shown.inner) == Headline("仓廪实 人<心>暖").inner


def test_what_is_not_chinese_stays_as_it_is() -> None:
    edition = make_edition(digest_of(), Config(), "en")
    for phrase in (Headline("Full Barns"), Phrase("བོད་ཡིག", "bo")):
        assert speak_headline(edition, phrase, (), ()) is phrase


def site(record: Record, **settings: object) -> dict[str, str]:
    config = Config(site_url="https://example.org/", **settings)
    digest = digest_of(record, said={("en", "p-01", "headline"): "Full Barns", ("en", "p-01", "b1"): "Lin Qinghe"})
    return {path: content.decode() for path, content in render_site(plan_site(digest, config), config).items()}


RECORD = make_record(
    headline=Text("昌都的仓 曾经满过"),
    bylines=(Byline("林青禾", "reporter"), Byline("单雪", "reporter")),
    figures=(Figure("图为粮站。", (Credit("曾山"),)),),
    regions=(
        Region("540300", ("西藏自治区", "昌都市"), "body", primary=True),
        Region("540624", ("西藏自治区", "那曲市", "安多县", "青稞镇", "雪村"), "body"),
    ),
)


def readings(page: str, part: str) -> list[str]:
    found = re.search(part, page, re.DOTALL)
    assert found is not None, part
    return [syllable for _, syllable in READING.findall(found[0])]


def test_it_stands_above_headline_names_and_places_in_the_language_that_shows_them_in_chinese() -> None:
    files = site(RECORD, pinyin=True, region="540000")
    zh, en = files["zh/articles/p-01.html"], files["en/articles/p-01.html"]
    assert readings(zh, "<h1.*?</h1>") == ["chāng", "dū", "de", "cāng", "céng", "jīng", "mǎn", "guò"]
    assert readings(zh, '<p class="signed ui">.*?</p>') == ["lín", "qīng", "hé", "shàn", "xuě"]
    assert readings(zh, '<span class="credit ui">.*?</li>') == ["zēng", "shān"]
    assert readings(zh, '<ol class="trail">.*?</ol>') == ["chāng", "dū", "shì"]
    assert "xuě" in readings(zh, "<h3>.*?</ol>")
    assert "<ruby>" not in re.search("<h1.*?</h1>", en)[0]
    assert readings(en, '<p class="signed ui">.*?</p>') == ["shàn", "xuě"], (
        "who has an English name is named in English"
    )


def test_titles_and_what_machines_read_stay_plain() -> None:
    for path, content in site(RECORD, pinyin=True).items():
        if not path.endswith(".html"):
            assert "<ruby>" not in content or path.startswith("static/"), path
            continue
        head = content.partition("</head>")[0]
        assert "ruby" not in head, path
        assert "<ruby>" not in content or "/articles/" in path, path


def test_off_is_the_default_and_reads_nothing_aloud() -> None:
    before = _words.cache_info()
    assert not any("<ruby>" in content for content in site(RECORD).values())
    assert _words.cache_info() == before
    site(RECORD, pinyin=True)
    assert _words.cache_info() != before
