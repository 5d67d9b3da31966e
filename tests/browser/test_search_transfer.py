"""What a first search moves, the page and its script with it: little, however large the archive is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.transfer import Archive, make_archive
from generator.model import Paragraph, Text
from tests.invented import Said, make_record
from tests.tables import read_cases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORIES, LARGE = 700, 10_000
MOST = 300_000
"""Bytes, as they are."""
SCRIPT = 12_000
QUERIES = ["2024", "4.45", "445万元", "合作社", "基层党建和乡村振兴", "party"]


@pytest.fixture(scope="module")
def archive() -> Archive:
    return make_archive(STORIES)


@pytest.mark.parametrize("query", QUERIES)
def test_a_first_search_of_ten_thousand_stories_moves_little(browser: Browser, archive: Archive, query: str) -> None:
    _, moved = archive.ask(browser, query)
    assert moved["index"] > 0
    assert moved["page"] + moved["results"] + moved["index"] * LARGE / STORIES < MOST


def test_what_a_search_loads_is_small_before_there_is_anything_to_show(browser: Browser, archive: Archive) -> None:
    said, moved = archive.ask(browser, "龘龘")
    assert said == "没有找到。"
    assert moved["results"] == 0
    for name in ("search.js", "results.js"):
        assert len(archive.static[f"static/{name}"]) < SCRIPT


def test_the_browser_takes_the_same_texts_for_the_same(browser: Browser) -> None:
    cases = read_cases("folding.md")
    records = [
        make_record(f"p-{number:02d}", headline=Text(f"第{number}题"), blocks=(Paragraph(case.text),))
        for number, case in enumerate(cases)
    ]
    archive = Archive(records, Said())
    for case in cases:
        query = max(case.found[0].split("|"), key=len)
        said, _ = archive.ask(browser, f'"{query}"')
        assert said == f"{sum(query in other.found[0] for other in cases)}篇", query
    for absent in ("第3节", "newbarns", "户15", "arns"):
        said, _ = archive.ask(browser, absent)
        assert said == "没有找到。", absent
