"""The time line: months with counts, a list a month, and what has no date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.config import Config
from generator.plan import plan_site
from generator.render import render_site
from generator.views.months import YEARS
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from generator.model import SitePage

DATES = ("2025-11-03", "2026-01-05", "2026-01-05", "2026-01-06", None)


def pages_of(*dates: str | None, **settings: object) -> dict[str, SitePage]:
    records = [make_record(f"{chr(97 + n)}-01", date=date) for n, date in enumerate(dates)]
    return {page.path: page for page in plan_site(digest_of(*records), Config(**settings))}


def view(path: str, *dates: str | None, **settings: object) -> Any:  # noqa: ANN401 - a view of the kind that the path has
    return pages_of(*(dates or DATES), **settings)[path].view


def test_years_have_their_months_with_counts_newest_year_first() -> None:
    years = view("en/months/index.html").years
    assert [(year.name, year.count, [(m.label.text, m.count) for m in year.months]) for year in years] == [
        ("2026", "3 stories", [("Jan", 3)]),
        ("2025", "1 story", [("Nov", 1)]),
    ]
    assert years[0].months[0].path == "en/months/2026-01.html"
    assert view("zh/months/index.html").years[0].months[0].label.text == "1月"


def test_the_chart_of_a_year_has_twelve_columns_on_one_scale_with_all_years() -> None:
    new, old = (year.chart for year in view("en/months/index.html").years)
    assert [column.value for column in new.columns] == ["3", *[""] * 11]
    assert [column.value for column in old.columns] == [*[""] * 10, "1", ""]
    assert new.columns[0].height == 3 * old.columns[10].height
    assert all(column.left >= 0 and column.left + column.width <= 100 for column in new.columns)


def test_a_month_lists_its_days() -> None:
    shown = view("en/months/2026-01.html")
    assert [(group.title.label.text, [card.id for card in group.cards]) for group in shown.groups] == [
        ("6 January 2026", ["d-01"]),
        ("5 January 2026", ["b-01", "c-01"]),
    ]
    subject = shown.subject
    assert (subject.title.text, subject.count) == ("January 2026", "3 stories")
    assert (subject.newer, subject.older.path) == (None, "en/months/2025-11.html")
    assert view("en/months/2025-11.html").subject.newer.path == "en/months/2026-01.html"


def test_a_long_month_is_parted_and_its_pages_are_no_other_months() -> None:
    assert {"en/months/2026-01.html", "en/months/2026-01/2.html"} <= pages_of(*DATES, page_size=2).keys()


def test_stories_without_a_date_are_counted_and_listed_apart() -> None:
    undated = view("en/months/index.html").undated
    assert (undated.count, undated.path) == (1, "en/months/undated.html")
    assert [card.id for group in view("en/months/undated.html").groups for card in group.cards] == ["e-01"]
    assert view("en/months/index.html", "2026-01-05").undated is None


def test_without_a_date_there_is_no_time_line_and_nothing_leads_to_one() -> None:
    records = [make_record(), make_record("p-02")]
    config = Config()
    files = render_site(plan_site(digest_of(*records), config), config)
    assert not [path for path in files if "/months/" in path]
    assert not [path for path, content in files.items() if b"months/" in content and path.endswith(".html")]


def test_many_years_are_parted_into_pages() -> None:
    dates = [f"{year}-05-01" for year in range(2000, 2001 + YEARS)]
    pages = pages_of(*dates)
    assert [year.name for year in pages["en/months/index/2.html"].view.years] == ["2000"]
    assert len(pages["en/months/index.html"].view.years) == YEARS


def test_a_page_is_made_again_when_the_first_or_the_last_date_comes_and_goes() -> None:
    dated, undated = pages_of("2026-01-05"), pages_of(None)
    assert dated["en/about.html"].reads != undated["en/about.html"].reads
