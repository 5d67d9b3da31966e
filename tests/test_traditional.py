"""Simplified → Traditional: a table of cases, names that are safe, and what of a text is never touched."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config import Config
from generator.convert import convert_record, convert_settings
from generator.errors import ConfigError, LexiconError
from generator.lexicon import Lexicon, read_lexicon
from generator.lexicon import traditional as room
from generator.lexicon.tables import packaged_rows
from generator.lexicon.traditional import KINDS, Traditional
from generator.model import Byline, Markup, Paragraph, Region
from generator.translate import Finished
from generator.units import find_units
from tests.invented import make_record

if TYPE_CHECKING:
    from generator.lexicon.traditional import Standard

CASES = Path(__file__).parent / "cases" / "traditional.tsv"


@cache
def lexicon(standard: Standard = "tw") -> Lexicon:
    return read_lexicon(None, standard)


def script(standard: Standard = "tw") -> Traditional:
    found = lexicon(standard).script
    assert found is not None
    return found


def cases() -> list[tuple[str, ...]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and line[0] != "#"]


@pytest.mark.parametrize("case", cases(), ids="-".join)
def test_cases(case: tuple[str, ...]) -> None:
    kind, simplified, wanted, *names = case
    found = {
        "text": lambda: script().text(simplified),
        "hk": lambda: script("hk").text(simplified),
        "place": lambda: script().place(simplified),
        "person": lambda: script().person(simplified),
        "names": lambda: script().text(simplified, tuple((name, script().person(name)) for name in names)),
    }[kind]()
    assert found == wanted


def test_there_are_cases_of_every_kind() -> None:
    assert {kind for kind, *_ in cases()} == {"text", "names", "place", "person", "hk"}
    assert len(cases()) > 100


def test_every_line_of_the_table_says_what_opencc_would_not() -> None:
    for kind, simplified, traditional in packaged_rows("traditional.tsv"):
        assert kind in KINDS
        alone = room._convert("tw", simplified)
        assert kind in {"place", "nobody"} or traditional != alone or len(simplified) > 1, simplified
        assert kind != "text" or len(simplified) > 1, simplified


# ---------------------------------------------------------------- what may stand in a text


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    found = script().text(text)
    assert script().text(found.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")) is not None
    assert [sign for sign in found if sign.isascii()] == [sign for sign in text if sign.isascii()]


@pytest.mark.parametrize("text", ["\ud83d里面", "牧民\0里面", "里面" * 20_000, "", "\u202e里面\u2028"])
def test_what_is_no_han_stays(text: str) -> None:
    for convert in (script().text, script().person, script().place, script().word):
        assert "".join(filter(str.isascii, convert(text))) == "".join(filter(str.isascii, text))
    assert len(script().text(text)) == len(text)


def test_it_crosses_to_another_process() -> None:
    import pickle  # noqa: PLC0415 - one test of many

    script().text("帕里镇")
    other = pickle.loads(pickle.dumps(lexicon()))  # noqa: S301 - our own
    assert other.script.text("帕里镇和里面") == "帕里鎮和裡面"
    assert other.gazetteer.label("540000", "zh-Hant") == ("西藏自治區", "zh-Hant")


# ---------------------------------------------------------------- names of the gazetteer


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [("新干县", "新干縣", "新干"), ("湖里区", "湖里區", "湖里"), ("沈阳市", "瀋陽市", "瀋陽")],
)
def test_a_short_name_is_written_as_the_full_one(name: str, full: str, short: str) -> None:
    gazetteer = lexicon().gazetteer
    code = gazetteer.find(name)[0].code
    assert gazetteer.label(code, "zh-Hant") == (full, "zh-Hant")
    assert gazetteer.short_label(code, "zh-Hant") == (short, "zh-Hant")
    assert gazetteer.label(code, "zh-Hans") == (name, "zh-Hans")


def test_no_place_is_written_with_a_sign_that_stands_in_no_name() -> None:
    wrong = {code: lexicon().gazetteer.label(code, "zh-Hant")[0] for code in lexicon().gazetteer.places}
    assert [name for name in wrong.values() if set(name) & set("裡裏範幹鬥於淩柺麵麪祇隻甦")] == []


# ---------------------------------------------------------------- a record


def converted(by_hand: dict[str, str] | None = None, **changes: object) -> Finished:
    record = make_record(**changes)
    return convert_record(record, Finished(record.id, {"zh-Hant": by_hand} if by_hand else {}), lexicon())


def test_every_unit_of_a_record_is_converted() -> None:
    record = make_record()
    said = converted()
    assert list(said.said["zh-Hant"]) == [unit.id for unit in find_units(record)]
    assert said.said["zh-Hant"]["headline"] == "倉廩實 人心暖"
    assert said.converted == ("zh-Hant",)


def test_what_a_person_finished_stands_as_it_is() -> None:
    said = converted({"headline": "倉廩實而人心暖"})
    assert said.said["zh-Hant"]["headline"] == "倉廩實而人心暖"
    assert said.converted == ("zh-Hant",)
    by_hand = {unit.id: "甲" for unit in find_units(make_record())}
    assert converted(by_hand) == Finished("p-01", {"zh-Hant": by_hand})


def test_a_record_in_another_language_is_not_converted() -> None:
    assert converted(lang="zh-Hant") == Finished("p-01", {})
    assert converted(lang="en") == Finished("p-01", {})


def test_people_and_places_of_a_record_are_safe_in_all_of_it() -> None:
    said = converted(
        bylines=(Byline("范里云", "reporter"), Byline("余后", None)),
        blocks=(Paragraph("范里云和余后在后里村里里外外走，剩余的路有范围。村民游松说：“先后干完。”"),),
        regions=(Region("540624", ("西藏自治区", "那曲市", "安多县", "帮爱乡", "后里村"), "body", primary=True),),
    )
    names = said.said["zh-Hant"]
    assert (names["b1"], names["b2"]) == ("范里雲", "余后")
    assert names["p1"] == "范里雲和余后在后里村裡裡外外走，剩餘的路有範圍。村民游松說：“先後幹完。”"


def test_a_word_behind_a_role_is_nobody_s_name() -> None:
    said = converted(bylines=(), blocks=(Paragraph("党员干部带头，村民余下说，队员干部长说，村民干将说："),))
    assert said.said["zh-Hant"]["p1"] == "黨員幹部帶頭，村民餘下說，隊員幹部長說，村民干將說："


def test_addresses_in_markdown_are_no_text() -> None:
    source = "看[里面](里面.html)和 <a href='里面'>里面</a>\n\n[里]: 后面.html\n\nhttps://例子.cn/后 后面"
    said = converted(blocks=(Markup(source),))
    assert said.said["zh-Hant"]["p1"] == (
        "看[裡面](里面.html)和 <a href='里面'>裡面</a>\n\n[裡]: 后面.html\n\nhttps://例子.cn/后 後面"
    )


def test_settings_are_converted_where_they_do_not_say_it_themselves() -> None:
    config = Config(description={"zh-Hans": "县里的后勤"}, languages=("zh-Hans", "zh-Hant"), traditional="tw")
    found = convert_settings(config, lexicon())
    assert found.title == {"zh-Hans": "报摘", "en": "Baozhai", "zh-Hant": "報摘"}
    assert found.description["zh-Hant"] == "縣裡的後勤"
    own = replace(config, title={"zh-Hans": "报摘", "zh-Hant": "報紙文摘"})
    assert convert_settings(own, lexicon()).title == own.title
    assert convert_settings(config, read_lexicon(None)) is config


# ---------------------------------------------------------------- the user's own words, and trouble


def test_own_words_win_over_everything(tmp_path: Path) -> None:
    text = "# ours\n云杉台\t雲杉台\n帕里镇 = 帕裏鎮\n范大志\t范大誌\n只有\t祇有\n"
    (tmp_path / "traditional.tsv").write_text(text, encoding="utf-8")
    own = read_lexicon(tmp_path, "tw").script
    assert own is not None
    assert own.text("云杉台上只有台阶，帕里镇的范大志") == "雲杉台上祇有臺階，帕裏鎮的范大誌"
    assert (own.place("帕里镇"), own.person("范大志"), own.person("范大")) == ("帕裏鎮", "范大誌", "范大")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [("干\t乾\n", 1, "干 alone would be changed in every word"), ("\n范围\n", 2, "1 column found, two expected")],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "traditional.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(tmp_path, "tw")
    assert (caught.value.problem.location.line, caught.value.problem.message) == (line, message)


def test_without_opencc_there_is_one_line_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    room._engine.cache_clear()
    try:
        with pytest.raises(ConfigError, match="needs OpenCC") as caught:
            read_lexicon(None, "tw")
    finally:
        room._engine.cache_clear()
    assert "pip install opencc" in (caught.value.problem.hint or "")


def test_who_does_not_ask_for_it_does_not_load_it() -> None:
    import subprocess  # noqa: PLC0415 - one test of many

    work = "from generator.lexicon import read_lexicon; import generator.prepare, sys; read_lexicon(None)"
    told = "print('opencc' in sys.modules, 'generator.lexicon.traditional' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{work}; {told}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout == "False False\n"
