"""By the numbers: tables of figures, sorted in advance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.config import Config
from generator.model import Quantity, Record, Region, Text
from generator.plan import plan_site, plan_texts
from generator.rankings import MOST
from generator.render import render_site
from generator.views.charts import LABEL, lay_bars, shorten
from generator.views.numbers import OF_EACH_KIND, ROWS
from generator.views.phrase import Phrase
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from generator.model import SitePage

LHASA = (Region("540100", ("西藏自治区", "拉萨市"), "body", primary=True),)
HENAN = (Region("410100", ("河南省", "郑州市"), "body", primary=True),)


def told(record_id: str, *figures: tuple[str, str], **changes: object) -> Record:
    numbers = tuple(Quantity(value, unit, f"今年一共有{value}{unit}") for value, unit in figures)
    return make_record(record_id, numbers=numbers, **changes)


STORIES = (
    told("a-01", ("1.5", "万元"), ("40", "人"), date="2026-01-05"),
    told("b-01", ("20000", "元"), ("97", "%"), date="2026-01-06", regions=LHASA),
    told("c-01", ("3", "亩"), ("9000", "元"), regions=HENAN),
    told("d-01", regions=()),
)


def pages_of(*records: Record, **settings: object) -> dict[str, SitePage]:
    config = Config(region="540000", **settings)
    return {page.path: page for page in plan_site(digest_of(*(records or STORIES)), config)}


def view(path: str, *records: Record, **settings: object) -> Any:  # noqa: ANN401 - a view
    return pages_of(*records, **settings)[path].view


def values(shown: Any) -> list[str]:  # noqa: ANN401 - a view
    return [row.amount.value for row in shown.rows]


def test_all_figures_stand_newest_first() -> None:
    shown = view("zh/numbers.html")
    assert values(shown) == ["20000", "97%", "1.5", "40", "3", "9000"]
    assert [row.again for row in shown.rows] == [False, True, False, True, False, True]
    assert shown.note == "共6个数字"


def test_figures_of_a_kind_are_compared_whatever_their_units_say() -> None:
    shown = view("zh/numbers/money.html")
    assert values(shown) == ["20000", "1.5", "9000"]
    assert [row.sorted_by for row in shown.rows] == ["20000", "15000", "9000"]
    assert [bar.length for bar in shown.chart.bars] == [100, 75, 45]
    assert [bar.value for bar in shown.chart.bars] == ["20000元", "1.5万元", "9000元"]


def test_by_kind_and_by_place_all_stand_in_one_table() -> None:
    assert values(view("zh/numbers/by-kind.html")) == ["20000", "1.5", "9000", "40", "97%", "3"]
    assert [row.card.id for row in view("zh/numbers/by-place.html").rows] == ["c-01"] * 2 + ["b-01"] * 2 + ["a-01"] * 2


@pytest.mark.parametrize(
    ("path", "found"),
    [("places/nagqu", ["1.5", "40"]), ("places/lhasa", ["20000", "97%"]), ("places/henan", ["9000", "3"])],
)
def test_a_place_has_a_table_of_its_own(path: str, found: list[str]) -> None:
    assert values(view(f"zh/numbers/{path}.html")) == found


def test_first_pages_lead_to_every_kind_and_place_with_counts() -> None:
    shown = view("en/numbers.html")
    assert [(entry.label.text, entry.count) for entry in shown.kinds] == [
        ("Money", 3),
        ("People", 1),
        ("Shares and rates", 1),
        ("Area", 1),
    ]
    assert [(entry.label.text, entry.count) for entry in shown.places] == [("Henan", 2), ("Lhasa", 2), ("Nagqu", 2)]
    assert {entry.path for entry in (*shown.kinds, *shown.places)} <= pages_of().keys()


def test_columns_lead_to_the_tables_that_are_sorted_by_them() -> None:
    def sorts(path: str) -> list[tuple[str, str | None]]:
        return [(sort.key, sort.direction) for sort in view(path).sorts if sort.direction]

    assert sorts("en/numbers.html") == [("date", "descending")]
    assert sorts("en/numbers/money.html") == [("value", "descending")]
    assert sorts("en/numbers/by-kind.html") == [("kind", "ascending")]
    assert sorts("en/numbers/by-place.html") == [("place", "ascending")]
    table = LexborHTMLParser(rendered()["en/numbers.html"]).css_first("table")
    assert table.css_first("caption") is not None
    assert [th.attributes["scope"] for th in table.css("thead th")] == ["col"] * 5
    assert {th.attributes["scope"] for th in table.css("tbody th")} == {"row"}
    assert [a.attributes["href"] for a in table.css("thead a")] == [
        f"../en/numbers/by-{order}.html" for order in ("kind", "kind", "place")
    ]


def rendered(*records: Record) -> dict[str, str]:
    config = Config(region="540000")
    pages = plan_site(digest_of(*(records or STORIES)), config)
    return {path: content.decode() for path, content in render_site(pages, config).items() if path.endswith("html")}


def test_no_table_grows_with_the_archive_and_each_says_of_how_many_it_has_the_largest() -> None:
    records = [told(f"p-{n:03}", *[(str(n * 4 + m + 1), "元") for m in range(4)]) for n in range(MOST // 2)]
    pages = pages_of(*records)
    tables = [path for path in pages if path.startswith("en/numbers/money")]
    assert len(tables) == MOST // ROWS
    shown = pages["en/numbers/money.html"].view
    assert shown.note == f"The {MOST} largest of {MOST * 2} figures"
    assert values(shown)[:2] == [str(MOST * 2), str(MOST * 2 - 1)]
    assert len(pages["en/numbers/by-kind.html"].view.rows) == OF_EACH_KIND


def test_an_excerpt_shows_its_figures_without_their_clause() -> None:
    [row] = view("zh/numbers.html", told("a-01", ("3", "万元"), rights="excerpt")).rows
    assert (row.amount.value, row.clause) == ("3", None)


def test_what_is_no_number_stands_in_the_first_table_only() -> None:
    pages = pages_of(told("a-01", ("若干", "元")))
    assert values(pages["zh/numbers.html"].view) == ["若干"]
    assert not [path for path in pages if path.startswith("zh/numbers/")]


def test_without_a_figure_there_is_one_page_that_says_so() -> None:
    assert "No figure yet." in rendered(told("a-01"))["en/numbers.html"]


def test_after_a_change_of_words_only_the_tables_that_show_them_are_planned() -> None:
    digest, config = digest_of(*STORIES), Config(region="540000")
    planned = {page.path for page in plan_texts(digest, config, {}, frozenset({"b-01"}))}
    assert {path for path in planned if path.startswith("en/numbers")} == {
        "en/numbers.html",
        *(f"en/numbers/{name}.html" for name in ("by-kind", "by-place", "money", "share", "places/lhasa")),
    }
    assert not {path for path in plan_texts(digest, config, {}, frozenset({"d-01"})) if "/numbers" in path.path}


def test_a_figure_that_changes_makes_its_tables_again() -> None:
    before, after = (pages_of(told("a-01", (value, "元"))) for value in ("3", "4"))
    for path in ("en/numbers.html", "en/numbers/money.html", "en/numbers/by-place.html", "en/index.html"):
        assert before[path].reads != after[path].reads, path


# ---------------------------------------------------------------- charts


def test_bars_are_as_long_as_their_values() -> None:
    chart = lay_bars(
        ("id", "title", "told"), [(Phrase("甲"), "8", 8.0), (Phrase("乙"), "2", 2.0), (Phrase("丙"), "-1", -1.0)]
    )
    assert [bar.length for bar in chart.bars] == [100, 25, 0]
    assert [bar.top for bar in chart.bars] == [0, 40, 80]
    assert lay_bars(("id", "title", "told"), []).height == 0


@pytest.mark.parametrize(
    ("text", "shown"), [("雪" * 17, "雪" * 17), ("雪" * 18, "雪" * 17 + "…"), ("a" * LABEL, "a" * LABEL)]
)
def test_a_label_that_is_too_long_is_cut(text: str, shown: str) -> None:
    assert shorten(Phrase(text, "zh-Hans")) == Phrase(shown, "zh-Hans")


def test_a_chart_names_itself_and_says_where_the_same_stands_in_words() -> None:
    for path in ("en/numbers/money.html", "en/months/index.html", "en/regions/index.html"):
        tree = LexborHTMLParser(rendered()[path])
        for svg in tree.css("svg.chart"):
            title, description = (svg.attributes["aria-labelledby"] or "").split()
            assert svg.attributes["role"] == "img"
            assert tree.css_first(f"#{title}").text(), path
            assert tree.css_first(f"#{description}").text(), path
        assert tree.css("svg.chart"), path


def test_one_value_is_no_comparison() -> None:
    assert view("en/numbers/money.html", told("a-01", ("3", "元"))).chart is None
    assert view("en/regions/index.html", make_record(headline=Text("雪停了"))).chart is None
