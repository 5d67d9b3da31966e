"""Where stories happen: a table of made-up cases, and the floors that the real pages must not fall below."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.enrich.home import choose_home, count_provinces, settle_home
from generator.enrich.regions import find_regions
from generator.lexicon.gazetteer import Gazetteer, read_gazetteer
from generator.model import Article, Dateline, Figure, Paragraph, Region, Source, Text
from tests.shared_articles import SHARED, read_articles

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "regions.yaml").read_text(encoding="utf-8"))
LEVELS = ("prefecture", "county", "township", "village")


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(None)


def make_article(case: dict[str, Any]) -> Article:
    def text(key: str) -> Text | None:
        return Text(case[key]) if key in case else None

    return Article(
        source=Source("seeds/made-up.txt", "0" * 64, ()),
        kicker=text("kicker"),
        headline=text("headline"),
        subtitle=text("subtitle"),
        dateline=Dateline(f"本报{case['dateline']}讯", "本报", case["dateline"], "讯") if "dateline" in case else None,
        blocks=tuple(Paragraph(paragraph) for paragraph in case.get("body", ())),
        figures=(Figure(case["caption"]),) if "caption" in case else (),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_careful_reader_sees_the_same_places(case: dict[str, Any]) -> None:
    regions = find_regions(make_article(case), gazetteer(), case.get("home"))
    assert ["/".join(r.path) for r in regions if r.primary] == ([case["primary"]] if case["primary"] else [])
    if "mentions" in case:
        assert sorted("/".join(r.path) for r in regions if not r.primary) == sorted(case["mentions"])
    if "basis" in case:
        assert regions[0].basis == case["basis"]


def test_the_code_is_that_of_the_deepest_known_place() -> None:
    article = make_article({"headline": "新桥通车", "body": ["安多县扎仁镇云杉村的新桥通车了。"]})
    (region,) = find_regions(article, gazetteer())
    assert region == Region("540624102", ("西藏自治区", "那曲市", "安多县", "扎仁镇", "云杉村"), "body", primary=True)


def test_no_text_no_place() -> None:
    assert find_regions(make_article({}), gazetteer()) == ()


def test_the_primary_stands_first_and_alone() -> None:
    for case in CASES:
        regions = find_regions(make_article(case), gazetteer(), case.get("home"))
        assert [r.primary for r in regions[1:]] == [False] * len(regions[1:])


def test_the_users_village_is_a_place_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text("- {name: 云杉村, level: village, parent: 扎仁镇}\n", encoding="utf-8")
    own = read_gazetteer(tmp_path)
    article = make_article({"headline": "新桥通车", "body": ["安多县扎仁镇云杉村的新桥通车了。"]})
    (region,) = find_regions(article, own)
    assert region.code == "540624102-yunshancun"
    assert region.path[-1] == "云杉村"


# ---------------------------------------------------------------- the real pages, read only


needs_pages = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the real pages are not beside this checkout")


@cache
def marked() -> dict[str, dict[str, Any]]:
    """What a careful reader marked, by the article's id."""
    pages = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "gold").glob("*.yaml"))]
    return {each["id"]: each for page in pages for each in page["articles"]}


@cache
def found() -> dict[str, tuple[Region, ...]]:
    return {key: find_regions(article, gazetteer()) for key, article in read_articles().items()}


def names(key: str) -> list[str]:
    return [name for region in found()[key] for name in region.path]


def placed(*, xizang: bool) -> dict[str, dict[str, Any]]:
    with_place = {key: each for key, each in marked().items() if each["regions"]}
    return {k: each for k, each in with_place.items() if (each["regions"][0]["province"] == "西藏自治区") == xizang}


@needs_pages
@pytest.mark.parametrize(("scope", "floor"), [("Xizang", 0.97), ("other", 0.94)])
def test_the_places_of_real_stories_are_found(scope: str, floor: float) -> None:
    stories = placed(xizang=scope == "Xizang")
    wanted = [(key, each["regions"][0].get(level)) for key, each in stories.items() for level in LEVELS]
    hits = [any(place in name for name in names(key)) for key, place in wanted if place]
    assert sum(hits) / len(hits) >= floor


@needs_pages
def test_real_stories_of_xizang_name_no_other_places() -> None:
    hits = []
    for key, each in placed(xizang=True).items():
        allowed = {name for region in (*each["regions"], *each.get("regions_also", ())) for name in region.values()}
        hits += [any(name in place or place in name for place in allowed) for name in names(key)]
    assert sum(hits) / len(hits) >= 0.97


@needs_pages
@pytest.mark.parametrize("key", ["m41", "m15", "m34", "c5", "c1"])
def test_real_stories_without_a_place_stay_unplaced(key: str) -> None:
    assert marked()[key]["regions"] == []
    assert not any(region.primary for region in found()[key])


def test_home_is_settled_from_what_was_counted_in_each_article() -> None:
    bodies = (["安多县扎仁镇的新桥通车了。"], ["聂荣县下雪了。"], ["洛阳市的牡丹开了。"], ["无名的小河涨水了。"])
    articles = [make_article({"headline": "新事", "body": list(body)}) for body in bodies]
    counted = [pickle.loads(pickle.dumps(count_provinces(each, gazetteer()))) for each in articles]  # noqa: S301 - ours
    assert counted == [{"540000": 1}, {"540000": 1}, {"410000": 1}, {}]
    assert settle_home(counted, gazetteer(), None) == choose_home(articles, gazetteer(), None) == "540000"
    assert settle_home(counted[2:], gazetteer(), None) == "410000"
    assert settle_home([counted[0], counted[2], {"110000": 1}], gazetteer(), None) is None
    assert settle_home((), gazetteer(), "那曲市") == "540600"
