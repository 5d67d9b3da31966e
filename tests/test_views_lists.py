"""Lists: places, tags, names, numbers, and the turning of pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.model import Record, Region
from generator.plan import plan_site
from generator.views.clouds import SIZES, most_told, size_words
from generator.views.entries import Entry
from generator.views.listing import turn
from generator.views.phrase import Phrase
from generator.views.regions import STEPS, shade
from tests.invented import digest_of, make_record

NAGQU, LHASA = ("西藏自治区", "那曲市", "安多县"), ("西藏自治区", "拉萨市")


def view(path: str, *records: Record, **settings: object) -> Any:  # noqa: ANN401 - a view of the kind that the path has
    pages = plan_site(digest_of(*(records or (make_record(),))), Config(**settings))
    return next(page.view for page in pages if page.path == path)


@given(st.integers(0, 500), st.integers(1, 50))
def test_pages_of_a_list_hold_everything_once(length: int, size: int) -> None:
    leaves = list(turn(length, size))
    assert [i for leaf in leaves for i in range(leaf.start, leaf.stop)] == list(range(length))
    assert all(leaf.total == len(leaves) for leaf in leaves)
    assert all(leaf.stop - leaf.start <= size for leaf in leaves)


@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_tags_grow_with_their_counts_on_a_log_scale(counts: list[int]) -> None:
    words = size_words([Entry(Phrase("签"), count=count) for count in counts])
    sized = sorted((word.entry.count, word.size) for word in words)
    assert all(1 <= size <= SIZES for _, size in sized)
    assert [size for _, size in sized] == sorted(size for _, size in sized)
    if len(set(counts)) > 1:
        assert (sized[0][1], sized[-1][1]) == (1, SIZES)


def test_tags_that_are_equally_frequent_are_equally_large() -> None:
    words = size_words([Entry(Phrase("甲"), count=3), Entry(Phrase("乙"), count=3)])
    assert {word.size for word in words} == {3}


def test_the_cloud_takes_the_most_frequent_in_alphabetical_order() -> None:
    entries = [Entry(Phrase(s), count=n, order=s) for s, n in (("c", 9), ("a", 1), ("b", 5))]
    assert [entry.order for entry in most_told(entries, 2)] == ["b", "c"]


@pytest.mark.parametrize(("count", "most", "step"), [(0, 9, 0), (1, 1, 1), (1, 100, 1), (8, 100, 2), (100, 100, STEPS)])
def test_tiles_are_shaded_on_a_log_scale(count: int, most: int, step: int) -> None:
    assert shade(count, most, STEPS) == step


def test_the_tile_grid_has_every_prefecture_of_the_home_region_once() -> None:
    grid = view("zh/regions/index.html", region="西藏自治区").grid
    assert len(grid.tiles) == 7
    assert len({(tile.row, tile.column) for tile in grid.tiles}) == 7
    told = {tile.name.text: (tile.entry.count, tile.step > 0) for tile in grid.tiles}
    assert told["那曲"] == (1, True)
    assert told["阿里"] == (0, False)


def test_a_province_that_the_table_does_not_know_gets_a_plain_grid() -> None:
    grid = view(
        "zh/regions/index.html", make_record(regions=(Region("510100", ("四川省", "成都市"), "body", primary=True),))
    ).grid
    assert len({(tile.row, tile.column) for tile in grid.tiles}) == len(grid.tiles) > 7


def test_without_a_place_there_is_no_grid() -> None:
    index = view("en/regions/index.html", make_record(regions=()))
    assert (index.grid, index.here, index.elsewhere) == (None, (), ())
    assert index.unplaced.count == 1


def test_the_tree_leads_from_prefecture_to_county_with_counts() -> None:
    here = view("zh/regions/index.html").here
    told = [(b.entry.label.text, b.entry.count, b.entry.mentions, [p.entry.label.text for p in b.parts]) for b in here]
    assert told == [("拉萨市", 0, 1, []), ("那曲市", 1, 0, ["安多县"])]


def test_other_provinces_stand_apart() -> None:
    far = make_record("p-02", regions=(Region("410100", ("河南省", "郑州市"), "body", primary=True),))
    index = view("zh/regions/index.html", make_record(), far, region="540000")
    assert [branch.entry.label.text for branch in index.elsewhere] == ["河南省"]


def test_what_happened_in_a_place_and_what_names_it_stand_apart() -> None:
    records = [
        make_record("p-01", regions=(Region("540100", LHASA, "body", primary=True),)),
        make_record("p-02", regions=(Region("540624", NAGQU, "body", primary=True), Region("540100", LHASA, "body"))),
    ]
    groups = view("en/regions/lhasa.html", *records).groups
    assert [(group.title, [card.id for card in group.cards]) for group in groups] == [
        ("Happened here", ["p-01"]),
        ("Named in passing", ["p-02"]),
    ]


def test_a_place_names_what_it_is_part_of_and_its_parts() -> None:
    subject = view("en/regions/nagqu.html").subject
    assert [entry.label.text for entry in subject.crumbs] == ["Places", "Xizang"]
    assert [entry.path for entry in subject.parts] == ["en/regions/nagqu/amdo.html"]


def test_stories_without_a_place_have_a_bucket_of_their_own() -> None:
    bucket = view("zh/regions/unplaced.html", make_record(), make_record("p-02", regions=()))
    assert [card.id for group in bucket.groups for card in group.cards] == ["p-02"]


def test_numbers_are_grouped_by_story() -> None:
    shown = view("zh/numbers.html", make_record(), make_record("p-02", numbers=())).stories
    assert [(story.card.id, [number.value for number in story.numbers]) for story in shown] == [("p-01", ["445"])]


def test_a_printed_page_is_named_by_what_is_known_of_it() -> None:
    assert view("zh/pages/p.html").subject.title.text == "p.txt"
    known = make_record(paper="高原日报", date="2026-01-05", page="4")
    assert view("zh/pages/p.html", known).subject.title.text == "高原日报 · 2026年1月5日 · 第4版"


def test_the_name_of_a_paper_is_marked_with_its_language() -> None:
    title = view("en/pages/p.html", make_record(paper="高原日报", page="4")).subject.title
    assert title.text == "高原日报 · page 4"
    assert title.inner == '<span lang="zh-Hans">高原日报</span> · page 4'


def test_an_issue_lists_its_printed_pages() -> None:
    printed = {"paper": "高原日报", "date": "2026-01-05"}
    records = [make_record("p-01", page="1", **printed), make_record("q-01", page="4", **printed)]
    issue = view("en/issues/gao-yuan-ri-bao-2026-01-05.html", *records)
    assert [entry.path for entry in issue.subject.parts] == ["en/pages/p.html", "en/pages/q.html"]
    assert [len(group.cards) for group in issue.groups] == [1, 1]


def test_home_leads_with_the_newest() -> None:
    records = [make_record("p-01", date="2026-01-05"), make_record("q-01", date="2026-01-06"), make_record("r-01")]
    shown = view("zh/index.html", *records)
    assert [shown.lead.id, *(card.id for card in shown.seconds)] == ["q-01", "p-01", "r-01"]
    assert [number.value for number in shown.numbers] == ["445"]


def test_a_tag_without_english_shows_in_chinese_and_says_so() -> None:
    labels = {word.entry.label for word in view("en/tags/index.html", make_record(tags=("雪灯节", "乡村振兴"))).words}
    assert Phrase("雪灯节", "zh-Hans") in labels
    assert all(label.lang is None for label in labels if label.text != "雪灯节")


def test_names_stand_by_pinyin_in_chinese_and_by_their_words_in_english() -> None:
    tags = make_record(tags=("乡村振兴", "青稞", "雪灯节"))
    assert [word.entry.label.text for word in view("zh/tags/index.html", tags).words] == ["青稞", "乡村振兴", "雪灯节"]
    english = [word.entry.label.text for word in view("en/tags/index.html", tags).words]
    assert english == ["highland barley", "rural revitalisation", "雪灯节"]
