"""Print editions: what stands in them, in which column, and what never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.config import Config
from generator.model import Markup, Paragraph, Text
from generator.plan import plan_site, plan_texts
from generator.views.printouts import Printout
from tests.invented import BODY, CAPTION, digest_of, make_record

if TYPE_CHECKING:
    from generator.model import Record, SitePage
    from generator.views.printouts import Told
    from tests.invented import Table

PRINTED = {"paper": "青稞日报", "date": "2031-02-03"}


def pages(*records: Record, said: Table | None = None, **settings: object) -> dict[str, SitePage]:
    terms = {"青稞日报": "Barley Daily"}
    return {page.path: page for page in plan_site(digest_of(*records, said=said, terms=terms), Config(**settings))}


def printout(*records: Record, path: str = "en/print/pages/p.html", said: Table | None = None) -> Printout:
    view = pages(*records, said=said)[path].view
    assert isinstance(view, Printout)
    return view


def story(record: Record, said: Table | None = None) -> Told:
    return printout(record, said=said).parts[0].stories[0]


def test_each_column_is_headed_in_its_own_language() -> None:
    columns = printout(make_record(page="4", **PRINTED)).columns
    assert [(column.lang, column.title.text) for column in columns] == [
        ("zh-Hans", "青稞日报 · 2031年2月3日 · 第4版"),
        ("en", "Barley Daily · 3 February 2031 · page 4"),
    ]


def test_both_pages_have_the_same_columns() -> None:
    found = pages(make_record())
    zh, en = (found[f"{folder}/print/pages/p.html"].view for folder in ("zh", "en"))
    assert zh.columns == en.columns
    assert zh.parts[0].stories[0].rows == en.parts[0].stories[0].rows


def test_a_story_stands_in_rows_with_a_gap_where_nobody_translated_it() -> None:
    record = make_record(blocks=(Paragraph("青稞入仓。"), Paragraph("群众过冬不愁。")))
    told = story(record, {("en", "p-01", "p1"): "The barley is in.", ("en", "p-01", "b1"): "Lin Qinghe"})
    assert told.translated
    rows = {row.id: (row.original, row.translation) for row in (*told.heads, *told.rows)}
    assert rows["names"] == ("林青禾 · 达瓦", "Lin Qinghe · 达瓦")
    assert rows["p1"] == ("青稞入仓。", "The barley is in.")
    assert rows["p2"] == ("群众过冬不愁。", None)


def test_a_story_of_which_nothing_is_translated_is_told_as_such() -> None:
    told = story(make_record())
    assert not told.translated
    assert all(row.translation is None for row in (*told.heads, *told.rows))


def test_an_excerpt_has_its_summary_and_nothing_of_the_text() -> None:
    told = story(make_record(rights="excerpt"))
    said = "".join(row.original for row in (*told.heads, *told.rows))
    assert "群众过冬不愁" in said
    assert BODY not in said
    assert CAPTION not in said
    assert told.notes


def test_a_story_without_a_headline_is_named_by_what_lists_call_it() -> None:
    told = story(make_record(headline=None))
    assert told.title is not None
    assert told.title.text == "那曲市安多县青稞站——"


def test_an_issue_of_several_pages_has_an_edition_with_all_of_them() -> None:
    records = [make_record(f"{name}-01", page=number, **PRINTED) for name, number in (("p", "1"), ("q", "2"))]
    found = pages(*records)
    (path,) = [path for path in found if path.startswith("en/print/issues/")]
    assert [part.title.text for part in found[path].view.parts] == ["Page 1", "Page 2"]
    (listing,) = [page for page in found.values() if page.path.startswith("en/issues/")]
    assert listing.view.subject.printout == path


def test_an_issue_of_one_page_shares_the_page_s() -> None:
    found = pages(make_record(page="1", **PRINTED))
    assert not any("print/issues/" in path for path in found)
    (listing,) = [page for page in found.values() if page.path.startswith("en/issues/")]
    assert listing.view.subject.printout == "en/print/pages/p.html"


def test_it_is_canonical_to_the_list_and_in_no_sitemap() -> None:
    page = pages(make_record(), site_url="https://example.org/")["en/print/pages/p.html"]
    assert not page.listed
    assert page.view.head.repeats == "en/pages/p.html"


def test_what_it_reads_changes_with_every_text_on_it() -> None:
    one = make_record(), make_record("p-02")
    other = make_record(), make_record("p-02", blocks=(Paragraph("改过的正文。"),))
    first, second = (pages(*records)["zh/print/pages/p.html"].reads for records in (one, other))
    assert first != second


def test_an_edited_text_has_its_page_and_its_issue_planned_anew() -> None:
    records = [make_record(f"{name}-01", page=number, **PRINTED) for name, number in (("p", "1"), ("q", "2"))]
    records.append(make_record("z-01", headline=Text("另一天")))
    planned = {page.path for page in plan_texts(digest_of(*records), Config(), {}, frozenset({"p-01"}))}
    assert {path for path in planned if path.startswith("zh/print/")} == {
        "zh/print/pages/p.html",
        next(path for path in planned if path.startswith("zh/print/issues/")),
    }


def test_a_site_in_one_language_has_one_column() -> None:
    found = pages(make_record(), languages=("zh-Hans",))
    assert [column.lang for column in found["zh/print/pages/p.html"].view.columns] == ["zh-Hans"]


def test_links_in_a_text_are_not_printed_but_their_words() -> None:
    told = story(make_record(blocks=(Markup('见[开**仓**](p-02.html "甲>乙")一篇。'),)))
    assert told.rows[-2].original == "<p>见开<strong>仓</strong>一篇。</p>"
