"""What a page weighs and asks for: a story's page is light, complete without scripts, and stays where it is."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import pick_pages
from tests.browser.visiting import HEIGHT, PHONE, WIDE
from tests.outside.sites import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

HEAVIEST = 40 * 1024
"""Bytes of a story's page and its style sheets for the screen, as they lie on the disk."""
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
UNSEEN = 0.01
"""A shift that no one sees, a tenth of what passes for good: tables that a script makes sortable had 0.005
on a busy machine."""
POLICY = "default-src 'self'"
KINDS = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SHIFT = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(moved), 250);
})"""
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
def strict(browser: Browser, site: Path) -> Iterator[tuple[Page, list[str]]]:
    """A window in which the site is served with a strict policy, and all that is complained of in it."""
    context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route: Route) -> None:
        file = site / route.request.url.partition("?")[0].removeprefix(ADDRESS)
        if not route.request.url.startswith(ADDRESS) or not file.is_file():
            complaints.append(f"asked for {route.request.url}")
            route.abort()
            return
        headers = {"Content-Security-Policy": POLICY, "Content-Type": KINDS.get(file.suffix[1:], "text/plain")}
        route.fulfill(status=HTTPStatus.OK, headers=headers, body=file.read_bytes())

    page.route("**/*", answer)
    yield page, complaints
    context.close()


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_every_kind_of_page_lives_under_a_strict_policy_and_nothing_moves(
    strict: tuple[Page, list[str]], site: Path, width: int
) -> None:
    page, complaints = strict
    page.set_viewport_size({"width": width, "height": HEIGHT})
    moved = {}
    for path in pick_pages(site):
        page.goto(ADDRESS + path)
        shift = page.evaluate(SHIFT)
        if shift > UNSEEN:
            moved[path] = shift
    assert complaints == []
    assert moved == {}
