"""``translate status``: counts by language, page and article, and what a translator sees of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.coverage import SHOWN, ArticleCoverage, PageCoverage, flatten, read_coverage, render_table
from generator.records import PrintedPage
from generator.translate import Coverage
from tests.po_pages import FLOOD, SCHOOL, record, translated

if TYPE_CHECKING:
    from pathlib import Path


def page(name: str, *counts: tuple[int, int, int], lang: str = "en") -> PageCoverage:
    articles = [
        ArticleCoverage(f"{name}-{number:02d}", f"第{number}篇", Coverage(*each))
        for number, each in enumerate(counts, 1)
    ]
    return PageCoverage(lang, name, tuple(articles))


def shown(*pages: PageCoverage, every: bool = False) -> list[str]:
    return render_table(pages, every=every).splitlines()


def test_counts_are_those_of_the_page_s_own_file(tmp_path: Path) -> None:
    first, second = record(FLOOD, SCHOOL), record(FLOOD, number=2)
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "en.po").write_text(translated(first, fuzzy=SCHOOL), "utf-8")
    printed = PrintedPage("page", (first, second, replace(record(number=3), lang="en")))
    english, french = read_coverage(tmp_path, printed, ["en", "fr"])
    assert [(each.id, each.title, each.counts) for each in english.articles] == [
        ("page-01", "河水过桥", Coverage(2, 1, 0)),
        ("page-02", "河水过桥", Coverage(0, 0, 2)),
    ]
    assert english.counts == Coverage(2, 1, 2)
    assert [each.counts for each in french.articles] == [Coverage(0, 0, 3), Coverage(0, 0, 2), Coverage(0, 0, 1)]


def test_a_table_shows_what_is_left_to_do_and_the_sums_last() -> None:
    assert shown(page("a", (3, 0, 0)), page("b", (4, 0, 0), (1, 2, 3)), page("a", (0, 0, 3), lang="fr")) == [
        "  translated  to look at  missing  en",
        "        5/10           2        3  b",
        "         1/6           2        3    02  第2篇",
        "",
        "  translated  to look at  missing  fr",
        "         0/3           0        3  a",
        "",
        "en: 8 of 13 units translated (61%), 2 to look at, 3 missing; 1 of 2 pages finished",
        "fr: 0 of 3 units translated (0%), 0 to look at, 3 missing; 0 of 1 pages finished",
    ]


def test_what_is_out_of_date_comes_first_then_what_was_begun_then_the_newest() -> None:
    pages = [
        page("2026-01-01", (0, 0, 4)),
        page("2026-01-02", (1, 0, 9)),
        page("2026-01-03", (4, 1, 0)),
        page("2026-01-04", (3, 0, 2)),
        page("2026-01-05", (0, 7, 1)),
        page("2026-01-06", (0, 0, 4)),
    ]
    lines = [line for line in shown(*pages) if "2026" in line]
    assert [line.split()[-1][-2:] for line in lines] == ["05", "03", "04", "02", "06", "01"]


def test_a_long_list_is_cut_and_says_how_to_see_the_rest() -> None:
    pages = [page(f"p{number:03d}", (0, 0, 3)) for number in range(300)]
    lines = shown(*pages)
    assert len(lines) == 1 + SHOWN + 1 + 1 + 1
    assert lines[-3].strip() == "and 270 more lines: --all shows them"
    everything = shown(*pages, every=True)
    assert everything[1:4] == [
        "         0/3           0        3  p000",
        "         0/3           0        3    01  第1篇",
        "         0/3           0        3  p001",
    ]
    assert len(everything) == 1 + 600 + 1 + 1


def test_a_page_that_is_almost_done_is_not_said_to_be_done() -> None:
    assert "(99%)" in shown(page("a", (9999, 0, 1)))[-1]


def test_where_nothing_is_left_there_are_only_the_sums() -> None:
    assert shown(page("a", (3, 0, 0))) == [
        "en: 3 of 3 units translated (100%), 0 to look at, 0 missing; 1 of 1 pages finished"
    ]
    assert shown() == []


def test_machines_get_every_article_and_the_sums() -> None:
    counts = {"translated": 1, "fuzzy": 2, "missing": 3, "units": 6}
    assert flatten([page("a", (1, 2, 3)), page("b", (1, 2, 3))]) == {
        "languages": [{"lang": "en", "pages": 2, "translated": 2, "fuzzy": 4, "missing": 6, "units": 12}],
        "pages": [
            {"lang": "en", "page": name, **counts, "articles": [{"id": f"{name}-01", "title": "第1篇", **counts}]}
            for name in ("a", "b")
        ],
    }
