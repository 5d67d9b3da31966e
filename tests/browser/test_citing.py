"""Citing in a browser: a paragraph's own citation, what can be copied and saved, under a strict policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import pick_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open pages in a browser that lets them copy."""
    context = browser.new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def story(page: Page, address: str, served: Path) -> Page:
    page.goto(f"{address}/{pick_article(served, 'en')}", wait_until="load")
    return page


def test_a_paragraph_in_the_address_has_its_citation(story: Page) -> None:
    assert story.locator(".point").is_hidden()
    story.evaluate("location.hash = '#p2'")
    story.locator(".point > summary").click()
    said = story.locator(".point pre").all_inner_texts()
    assert "第2段" in said[0]
    assert said[0].split()[-1].endswith(".html#p2")
    assert said[1].endswith("para. 2)")
    story.evaluate("location.hash = '#headline'")
    assert story.locator(".point").is_hidden()


def test_an_entry_can_be_copied_and_saved(story: Page) -> None:
    entry = story.locator("pre[data-file$='.json']")
    story.get_by_text("CSL-JSON", exact=True).click()
    entry.locator("~ button").first.click()
    assert json.loads(story.evaluate("navigator.clipboard.readText()")) == json.loads(entry.inner_text())
    with story.expect_download() as saving:
        entry.locator("~ button").last.click()
    assert saving.value.suggested_filename.endswith(".json")
    assert json.loads(saving.value.path().read_text("utf-8"))[0]["type"] == "article-newspaper"


def test_a_reference_manager_is_told_what_the_page_is(story: Page) -> None:
    told = dict(story.eval_on_selector_all("meta[name]", "all => all.map(each => [each.name, each.content])"))
    assert told["DC.type"] == "newspaperArticle"
    assert told["citation_title"]
    assert told["citation_language"] == "zh-Hans"
