"""What a page weighs and asks for: a story's page is light, complete without scripts, and stays where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import pick_pages
from tests.browser.serving import StrictAndSlow, serve
from tests.browser.visiting import HEIGHT, PHONE, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

HEAVIEST = 40 * 1024
"""Bytes of a story's page and its style sheets for the screen, as they lie on the disk."""
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SHIFT = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(moved), 100);
})"""
TABS = 6
"""Pages that are looked at side by side: most of the time they wait."""
LOOKS = 3
"""A browser that is kept waiting in the middle of a line of links shows half of it, which no page can help and which
seldom happens. What moves a page by itself does so each time."""
INLINE = re.compile(r"<style|<[^>]+\s(?:style|on\w+)=|<script(?![^>]*(?:\bsrc=|json\"))", re.IGNORECASE)


def test_a_story_and_its_style_sheets_weigh_little(site: Path) -> None:
    weights = {}
    for page in sorted(site.glob("*/articles/*.html")):
        sheets = [(page.parent / href).resolve() for href in SHEET.findall(page.read_text("utf-8"))]
        assert sheets
        weights[page.relative_to(site).as_posix()] = sum(file.stat().st_size for file in (page, *sheets))
    assert weights
    assert {path: weight for path, weight in weights.items() if weight > HEAVIEST} == {}


def test_nothing_stands_in_a_page_that_a_strict_policy_forbids(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        assert INLINE.search(page.read_text("utf-8")) is None, page


@pytest.fixture
def slow(site: Path) -> Iterator[str]:
    """The address under which the site is served with a strict policy, each page in pieces."""
    with serve(site, StrictAndSlow) as address:
        yield f"{address}/"


def find_moves(tabs: list[Page], address: str, paths: tuple[str, ...]) -> dict[str, float]:
    """Open pages, some side by side, and give those of which anything moved, and how much."""
    moved = {}
    for start in range(0, len(paths), TABS):
        opened = dict(zip(paths[start : start + TABS], tabs, strict=False))
        for path, tab in opened.items():
            tab.goto(address + path, wait_until="commit")
        for path, tab in opened.items():
            tab.wait_for_load_state()
            if shift := tab.evaluate(SHIFT):
                moved[path] = shift
    return moved


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_every_kind_of_page_lives_under_a_strict_policy_and_nothing_moves(
    browser: Browser, slow: str, site: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})
    complaints: list[str] = []
    context.on("console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(slow) else None)
    tabs = [context.new_page() for _ in range(TABS)]
    moved = dict.fromkeys(pick_pages(site), 1.0)
    for _ in range(LOOKS):
        moved = find_moves(tabs, slow, tuple(moved))
    context.close()
    assert complaints == []
    assert moved == {}
