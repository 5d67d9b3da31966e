"""The front page: what is new, numbers of the day, and stories in short; as long for many stories as for a few."""

from __future__ import annotations

from typing import Any

import pytest

from generator.config import PAGES, Config
from generator.model import Quantity, Record, Region, Text
from generator.plan import plan_site
from generator.views.daily import SHOWN
from generator.views.digested import HEADLINES
from generator.views.home import REST, SECONDS, find_leaves
from tests.invented import digest_of, make_record

LHASA = (Region("540100", ("西藏自治区", "拉萨市"), "body", primary=True),)
XIZANG = (Region("540000", ("西藏自治区",), "body", primary=True),)
HENAN = (Region("410100", ("河南省", "郑州市"), "body", primary=True),)


def front(*records: Record, lang: str = "en", **settings: object) -> Any:  # noqa: ANN401 - a view
    pages = plan_site(digest_of(*records), Config(region="540000", **settings))
    return next(page.view for page in pages if page.path == f"{lang}/index.html")


def told(*figures: tuple[str, str, str], **changes: object) -> Record:
    changes.setdefault("record_id", "p-02")
    return make_record(numbers=tuple(Quantity(*figure) for figure in figures), **changes)  # type: ignore[arg-type]


def sums(*ids: str, value: str = "3", text: str = "合作社今年分红3万元", **changes: object) -> list[Record]:
    return [told((value, "万元", text), record_id=record_id, **changes) for record_id in ids]


# ---------------------------------------------------------------- what is new


def test_the_latest_dates_are_new_and_lead_to_their_issue() -> None:
    days = [("p-01", "2026-01-05"), ("q-01", "2026-01-06"), ("r-01", "2026-01-06"), ("s-01", None)]
    news = front(*(make_record(record_id, paper="样张日报", date=date) for record_id, date in days)).news
    assert [(day.label.text, count) for day, count in news.days] == [
        ("6 January 2026", "2 stories"),
        ("5 January 2026", "1 story"),
        ("Undated", "1 story"),
    ]
    assert [day.path for day, _ in news.days] == [
        "en/issues/yang-zhang-ri-bao-2026-01-06.html",
        "en/issues/yang-zhang-ri-bao-2026-01-05.html",
        "en/months/undated.html",
    ]


def test_a_day_of_several_papers_leads_to_its_month() -> None:
    papers = [
        make_record(f"{page}-01", paper=paper, date="2026-01-06") for page, paper in (("p", "样张日报"), ("q", "晚报"))
    ]
    [(day, _)] = front(*papers).news.days
    assert day.path == "en/months/2026-01.html"
    [(day, _)] = front(*papers, pages=("regions",)).news.days
    assert day.path is None


def test_without_a_date_nothing_is_passed_off_as_new() -> None:
    shown = front(make_record())
    assert (shown.news.days, shown.all_months) == ((), None)
    assert shown.news.note.startswith("No page here says its date")
    assert shown.daily_title == "Numbers of this page"


# ---------------------------------------------------------------- numbers of the day


def test_numbers_of_the_day_are_of_the_newest_date_and_never_the_lead() -> None:
    old = sums("o-01", date="2026-01-05")
    new = sums("p-01", "p-02", date="2026-01-06")
    assert [daily.card.id for daily in front(*old, *new).daily] == ["p-02"]


def test_each_story_has_one_and_kinds_take_turns() -> None:
    stories = [
        make_record("p-01"),
        told(("5", "万元", "这个村今年进账5万元"), ("9", "人", "合作社今年招工9人")),
        told(("80", "万元", "这个村今年进账80万元"), record_id="p-03"),
        told(("97", "%", "牲畜成活率达到97%"), record_id="p-04"),
        told(("3000", "人次", "接待游客3000人次"), record_id="p-05"),
    ]
    daily = front(*stories).daily
    assert [each.card.id for each in daily] == ["p-03", "p-04", "p-05", "p-02"]
    assert daily[0].amount.value == "800,000"


def test_of_shares_those_below_all_come_first() -> None:
    stories = [
        make_record(),
        told(("100", "%", "保险做到了100%")),
        told(("97", "%", "成活率达到97%"), record_id="p-03"),
    ]
    assert [each.amount.value for each in front(*stories).daily] == ["97%", "100%"]


@pytest.mark.parametrize("clause", ["3万元", "收3万元", "合作社" * 20 + "3万元"])
def test_a_clause_that_does_not_read_by_itself_is_passed_over(clause: str) -> None:
    assert front(make_record(), *sums("p-02", text=clause)).daily == ()


def test_an_excerpt_has_no_clause_and_no_number_of_the_day() -> None:
    assert front(make_record(), *sums("p-02", rights="excerpt")).daily == ()


def test_no_more_than_a_handful() -> None:
    assert len(front(make_record(), *sums(*(f"p-{n:02}" for n in range(2, 20)))).daily) == SHOWN


def test_without_pages_of_numbers_there_are_none() -> None:
    kinds = tuple(kind for kind in PAGES if kind != "numbers")
    assert front(make_record(), *sums("p-02"), pages=kinds).daily == ()


# ---------------------------------------------------------------- in short


def test_stories_stand_under_their_places_from_home_outwards() -> None:
    above = [make_record(f"p-{n:02}", date="2026-01-06") for n in range(1, 2 + SECONDS)]
    below = [
        make_record("q-01", regions=()),
        make_record("q-02", regions=HENAN),
        make_record("q-03", regions=XIZANG),
        make_record("q-04"),
        make_record("q-05", regions=LHASA),
    ]
    groups = front(*above, *below).in_short
    assert [(group.place.label.text, [card.id for card in group.cards]) for group in groups] == [
        ("Lhasa", ["q-05"]),
        ("Nagqu", ["q-04"]),
        ("Xizang", ["q-03"]),
        ("Elsewhere", ["q-02"]),
        ("Unplaced", ["q-01"]),
    ]
    assert {card.id for group in groups for card in group.cards}.isdisjoint(record.id for record in above)


def test_a_place_has_a_few_of_its_newest_stories() -> None:
    [group] = front(*(make_record(f"p-{n:02}") for n in range(1, 20))).in_short
    assert [card.id for card in group.cards] == [f"p-{n:02}" for n in range(2 + SECONDS, 2 + SECONDS + HEADLINES)]
    assert group.place.count == 19


def test_where_no_place_parts_them_the_next_stories_stand_in_a_row() -> None:
    shown = front(*(make_record(f"p-{n:02}") for n in range(1, 30)), pages=("tags",))
    assert (shown.in_short, shown.grid) == ((), None)
    assert [card.id for card in shown.cards] == [f"p-{n:02}" for n in range(2 + SECONDS, 2 + SECONDS + REST)]


# ---------------------------------------------------------------- the whole page


def test_the_pages_behind_it_list_every_story_that_it_need_not_show() -> None:
    for length in (0, 1, 3, 4, 40):
        for size in (1, 2, 3, 30):
            leaves = list(find_leaves(length, size))
            assert [n for leaf in leaves for n in range(leaf.start, leaf.stop)] == list(range(length))
            assert all(leaf.stop - leaf.start <= size and leaf.total == len(leaves) for leaf in leaves)


def test_it_is_as_long_for_many_stories_as_for_a_few() -> None:
    def count(number: int) -> int:
        places = (LHASA, HENAN, (), make_record().regions)
        records = [
            make_record(f"p-{n:03}", regions=places[n % 4], headline=Text("雪停了"), tags=(f"签{n % 30}",))
            for n in range(number)
        ]
        shown = front(*records)
        return len(shown.seconds) + len(shown.cards) + len(shown.daily) + sum(len(g.cards) for g in shown.in_short)

    assert count(60) == count(240)
