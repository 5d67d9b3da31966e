"""axe-core finds no violation of WCAG 2.2 AA on any page, at 390 and 1280 px, light and dark.

What depends on colours alone is looked at again in the dark; everything else, at each width. ``make outside`` does so
with every page; beside the other tests one page of each kind is looked at so, and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.kinds import pick_pages
from tests.browser.serving import serve
from tests.browser.visiting import HEIGHT, PHONE, WIDE
from tests.outside.sites import ALL, pages_of, shards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHARDS = 4
STANDARD = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)))"""
WRONG = "<!doctype html><html><title>x</title><body style='color: #999'><h1>pale</h1><img src='data:,'></html>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


LOOKS = [(width, *look) for width in (PHONE, WIDE) for look in (("light", STANDARD), ("dark", COLOURS))]


def violations(page: Page, axe: str) -> Iterator[tuple[Any, ...]]:
    """Look at the open page in every way."""
    page.evaluate(axe)
    for width, scheme, only in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        yield from ((width, scheme, told) for told in page.evaluate(RUN, only))


def test_a_page_with_barriers_is_complained_of(page: Page, tool: Callable[[str], Path]) -> None:
    page.set_content(WRONG)
    told = {text.partition(":")[0] for _, _, text in violations(page, tool("axe-core/axe.min.js").read_text("utf-8"))}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= told


@pytest.mark.parametrize("shard", shards(SHARDS))
def test_no_page_has_a_barrier(site: Path, shard: int, page: Page, tool: Callable[[str], Path]) -> None:
    axe = tool("axe-core/axe.min.js").read_text("utf-8")
    found = {}
    every = [file.relative_to(site).as_posix() for file in pages_of(site)] if ALL else pick_pages(site)
    with serve(site) as address:
        for path in every[shard::SHARDS]:
            page.goto(f"{address}/{path}")
            told = list(violations(page, axe))
            if told:
                found[path] = told
    assert found == {}
