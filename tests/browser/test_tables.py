"""Tables of figures in a browser: sorted and filtered where they stand, and complete without JavaScript.

All of it happens under a strict content policy, as some servers send it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NUMBERS = "en/numbers.html"
VALUES = """() => [...document.querySelectorAll("tbody tr:not([hidden])")].map(
    (row) => [Number(row.cells[2].dataset.sort), Number(row.cells[0].dataset.sort)])"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    opened = context.new_page()
    opened.goto(f"{address}/{NUMBERS}")
    yield opened
    context.close()


def test_a_click_sorts_by_value_within_each_kind(page: Page) -> None:
    before = page.evaluate(VALUES)
    head = page.get_by_role("columnheader", name="Figure")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(VALUES) == sorted(before, key=lambda row: (row[0], -row[1]))
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(VALUES) == sorted(before)
    assert page.locator("thead [aria-sort]").count() == 1


def test_the_list_of_columns_does_the_same(page: Page) -> None:
    page.get_by_label("Sort these rows by").select_option("kind")
    kinds = [kind for kind, _ in page.evaluate(VALUES)]
    assert kinds == sorted(kinds)


def test_rows_are_filtered_and_counted_aloud(page: Page) -> None:
    rows = page.locator("tbody tr").count()
    page.get_by_label("Filter these rows").fill("MILLION yuan")
    shown = page.locator("tbody tr:visible")
    assert 0 < shown.count() < rows
    assert all("million" in text.lower() for text in shown.all_text_contents())
    assert page.get_by_role("status").text_content() == f"{shown.count()} of {rows} rows"


def test_without_javascript_columns_are_links_and_no_tool_is_promised(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/{NUMBERS}")
    assert opened.get_by_role("searchbox").count() == 0
    opened.get_by_role("columnheader", name="Kind").get_by_role("link").click()
    assert opened.url == f"{address}/en/numbers/by-kind.html"
    assert opened.get_by_role("columnheader", name="Kind").get_attribute("aria-sort") == "ascending"
    context.close()
