"""Lists: places, tags, names, numbers, and the turning of pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.digest import make_digest
from generator.model import Figure, Furniture, Paragraph, Quantity, Record, Region, Subhead, Text
from generator.plan import plan_site
from generator.translate import Translations
from generator.views.clouds import SIZES, TIMES, most_told, size_words
from generator.views.edition import make_edition
from generator.views.entries import Entry
from generator.views.home import SECONDS_OF_A_SHORT_LEAD
from generator.views.listing import turn
from generator.views.phrase import Phrase
from generator.views.regions import STEPS, shade
from tests.invented import digest_of, lexicon, make_record

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
    assert sized[0][1] == 1
    assert [size for _, size in sized] == sorted(size for _, size in sized)
    assert (sized[-1][1] == SIZES) is (max(counts) / min(counts) >= TIMES ** (1 - 0.5 / (SIZES - 1)))


@pytest.mark.parametrize(
    ("counts", "sizes"), [((3, 3), [1, 1]), ((1, 2), [1, 2]), ((1, 4, 16), [1, 3, 5]), ((2, 100), [1, 5])]
)
def test_tags_differ_in_size_as_far_as_their_counts_differ(counts: tuple[int, ...], sizes: list[int]) -> None:
    assert [word.size for word in size_words([Entry(Phrase("签"), count=count) for count in counts])] == sizes


def test_home_shows_the_most_used_tags_first() -> None:
    stories = (("p-01", ("糌粑", "青稞")), ("p-02", ("茶", "糌粑")), ("p-03", ("糌粑", "茶")))
    home = view("zh/index.html", *(make_record(record_id, tags=tags) for record_id, tags in stories))
    assert [(entry.label.text, entry.count) for entry in home.tags] == [("糌粑", 3), ("茶", 2), ("青稞", 1)]


PHOTO = Figure("▲图为雪后初晴，牧民把羊群赶上云杉坡的冬季草场，孩子们跟在后面数羊。")


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"figures": (PHOTO,)}, f"{(PHOTO.caption or '')[3:30]}…"),
        ({"figures": (), "summary": "牧民转场。"}, "牧民转场"),
        ({"figures": (), "summary": None}, "图片新闻"),
    ],
)
def test_a_headline_that_many_stories_share_gives_way_in_lists(changes: dict[str, Any], shown: str) -> None:
    record = make_record(headline=Text("图片新闻"), kicker=None, subtitle=None, **changes)
    card = view("zh/pages/p.html", record).groups[0].cards[0]
    assert card.headline.text == shown
    assert card.label == (None if shown == "图片新闻" else Phrase("图片新闻"))
    assert view("zh/articles/p-01.html", record).headline.text == "图片新闻"


def test_the_most_frequent_tags_are_taken_and_stand_in_alphabetical_order() -> None:
    stories = (("p-01", ("糌粑", "青稞", "茶")), ("p-02", ("雪", "青稞")), ("p-03", ("安", "八")))
    digest = digest_of(*(make_record(record_id, tags=tags) for record_id, tags in stories))
    edition = make_edition(digest, Config(), "zh-Hans")
    # 青稞 has two stories; the rest has one each, and each story's first tag says most of it.
    taken = [[entry.label.text for entry in most_told(edition, number)] for number in (1, 3, 5)]
    assert taken == [["青稞"], ["青稞", "雪", "糌粑"], ["安", "八", "青稞", "雪", "糌粑"]]


def test_tags_that_sound_alike_have_pages_of_their_own() -> None:
    digest = digest_of(make_record("a-01", tags=("嘎玛站",)), make_record("a-02", tags=("嘎码站", "青稞")))
    paths = {page.path for page in plan_site(digest, Config()) if page.path.startswith("zh/tags/ga-ma-zhan")}
    assert len([path for path in paths if path.endswith(".html")]) == 2
    assert digest.terms["青稞"].slug == "qing-ke"


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
    assert [(group.title.label.text, [card.id for card in group.cards]) for group in groups] == [
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


def test_a_printed_page_is_named_by_what_is_known_of_it() -> None:
    assert view("zh/pages/p.html").subject.title.text == "p.txt"
    known = make_record(paper="高原日报", date="2026-01-05", page="4")
    assert view("zh/pages/p.html", known).subject.title.text == "高原日报 · 2026年1月5日 · 第4版"


def test_the_name_of_a_paper_is_marked_with_its_language() -> None:
    title = view("en/pages/p.html", make_record(paper="高原日报", page="4")).subject.title
    assert title.text == "高原日报 · page 4"
    assert title.inner == (
        '<span><span class="whole" lang="zh-Hans">高原日报</span>&nbsp;· <span class="whole">page 4</span></span>'
    )


def test_an_issue_lists_its_printed_pages() -> None:
    printed = {"paper": "高原日报", "date": "2026-01-05"}
    records = [make_record("p-01", page="1", **printed), make_record("q-01", page="4", **printed)]
    issue = view("en/issues/gao-yuan-ri-bao-2026-01-05.html", *records)
    assert [group.title.path for group in issue.groups] == ["en/pages/p.html", "en/pages/q.html"]
    assert not issue.subject.parts
    assert issue.subject.of_one_day
    assert [len(group.cards) for group in issue.groups] == [1, 1]
    assert [group.title.label.text for group in issue.groups] == ["Page 1", "Page 4"]


def test_what_else_stands_on_a_printed_page_is_listed() -> None:
    furniture = (Furniture("weather", "今天白天晴", ((9, 10),)), Furniture("folio", "高原日报 第4版", ((1, 1),)))
    for rights, kinds in (("full", "folio, weather"), ("excerpt", "folio")):
        digest = make_digest([make_record(rights=rights)], lexicon(), Translations(), {"p": furniture})
        pages = plan_site(digest, Config())
        listed = next(page.view for page in pages if page.path == "en/pages/p.html").subject.furniture
        assert listed.summary == f"Also on the page: {kinds}"
        assert (listed.pieces[0].text, listed.pieces[0].lines) == (Phrase("高原日报 第4版", "zh-Hans"), "line 1")


def test_a_printed_page_without_furniture_lists_none() -> None:
    assert view("zh/pages/p.html").subject.furniture is None


def test_home_leads_with_the_newest() -> None:
    records = [make_record("p-01", date="2026-01-05"), make_record("q-01", date="2026-01-06"), make_record("r-01")]
    shown = view("zh/index.html", *records)
    assert [shown.lead.id, *(card.id for card in shown.seconds)] == ["q-01", "p-01", "r-01"]
    assert [[amount.value for amount in number.amounts] for number in shown.numbers] == [["445"]]


LEAD = (Paragraph("山上下了一场雪。"), Subhead("开仓"), Paragraph("青稞站今年收粮多。"), Paragraph("家家有粮。"))


@pytest.mark.parametrize(
    ("summary", "opening"),
    [
        ("青稞站今年收粮多。", ["青稞站今年收粮多。", "家家有粮。"]),
        ("编者的话。", ["编者的话。", "山上下了一场雪。", "青稞站今年收粮多。", "家家有粮。"]),
        (None, ["山上下了一场雪。", "青稞站今年收粮多。", "家家有粮。"]),
    ],
)
def test_the_lead_opens_where_its_summary_stands(summary: str | None, opening: list[str]) -> None:
    shown = view("zh/index.html", make_record(blocks=LEAD, summary=summary))
    assert [phrase.text for phrase in shown.opening] == opening


def test_a_lead_that_may_only_be_excerpted_shows_its_summary_and_fewer_stories_beside_it() -> None:
    records = [make_record(f"p-0{number}", rights="excerpt") for number in range(1, 6)]
    shown = view("zh/index.html", *records)
    assert (shown.opening, len(shown.seconds)) == ((), SECONDS_OF_A_SHORT_LEAD)


def test_each_key_figure_of_the_lead_comes_from_another_clause() -> None:
    clause = "种了3亩青稞、2亩豌豆"
    numbers = (Quantity("3", "亩", clause), Quantity("2", "亩", clause), Quantity("9", "户", "9户人家"))
    shown = view("zh/index.html", make_record(numbers=numbers))
    assert [[amount.value for amount in number.amounts] for number in shown.numbers] == [["3"], ["9"]]


def test_a_tag_without_english_shows_in_chinese_and_says_so() -> None:
    labels = {word.entry.label for word in view("en/tags/index.html", make_record(tags=("雪灯节", "乡村振兴"))).words}
    assert Phrase("雪灯节", "zh-Hans") in labels
    assert all(label.lang is None for label in labels if label.text != "雪灯节")


def test_names_stand_by_pinyin_in_chinese_and_by_their_words_in_english() -> None:
    tags = make_record(tags=("乡村振兴", "青稞", "雪灯节"))
    assert [word.entry.label.text for word in view("zh/tags/index.html", tags).words] == ["青稞", "乡村振兴", "雪灯节"]
    english = [word.entry.label.text for word in view("en/tags/index.html", tags).words]
    assert english == ["highland barley", "rural revitalisation", "雪灯节"]
