"""Print editions as they come out of the printer: numbered, with running heads, in both languages."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def printed(browser: Browser, address: str, served: Path) -> list[str]:
    """Print the longest one, and read each sheet of paper."""
    longest = max(sorted(served.glob("en/print/pages/*.html")), key=lambda path: path.stat().st_size)
    page = browser.new_page()
    page.goto(f"{address}/{longest.relative_to(served).as_posix()}", wait_until="load")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    return ["".join(sheet.extract_text().split()) for sheet in sheets]


def test_it_takes_more_than_one_sheet_and_each_is_numbered(printed: list[str]) -> None:
    assert len(printed) > 1
    assert all(f"{number}/{len(printed)}" in sheet for number, sheet in enumerate(printed, 1))


def test_each_sheet_after_the_first_has_a_running_head_in_both_languages(printed: list[str]) -> None:
    for sheet in printed[1:]:
        assert "年" in sheet[:60]
        assert "page" in sheet[:80]


def test_both_languages_are_there_and_the_source_closes_it(printed: list[str]) -> None:
    assert "Rawpage" in printed[-1]
    assert any("一" <= sign <= "鿿" for sign in printed[0])
    assert "the" in printed[0]


def test_nothing_is_printed_that_only_a_screen_needs(printed: list[str]) -> None:
    whole = "".join(printed)
    assert "Skiptothetext" not in whole
    assert "Tothestory" not in whole
    assert "Sidebyside" not in whole
