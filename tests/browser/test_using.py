"""What a reader does: reads without JavaScript, follows an anchor, changes the language, gets lost."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.kinds import LANGUAGES, pick_article, pick_pages
from tests.browser.visiting import HEIGHT, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.visiting import Seen


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A phone that runs no scripts."""
    size = {"width": PHONE, "height": HEIGHT}
    context = browser.new_context(java_script_enabled=False, viewport=size, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_without_javascript_every_page_says_the_same(page: Page, address: str, seen: tuple[Seen, ...]) -> None:
    for known in seen:
        page.goto(f"{address}/{known.path}", wait_until="load")
        text = page.locator("main").inner_text() if page.locator("main").count() else page.locator("body").inner_text()
        for without in page.locator("main noscript").all():  # what needs a script says so
            text = text.replace(without.inner_text(), "")
        assert text.split() == known.measured[PHONE, "light"]["text"].split(), known.path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_anchor_brings_its_paragraph_into_view(page: Page, address: str, served: Path, lang: str) -> None:
    # The longest Chinese story in both languages: a citation of a paragraph serves both.
    path = pick_article(served).replace("zh/", f"{lang}/", 1)
    page.goto(f"{address}/{path}#p2", wait_until="load")
    box = page.locator("#p2:target").bounding_box()
    assert box is not None
    assert -1 <= box["y"] < HEIGHT, "above or below the window"


@pytest.mark.parametrize("place", ["served", "disk"])
def test_the_language_switcher_leads_to_the_same_page(
    page: Page, request: pytest.FixtureRequest, address: str, place: str
) -> None:
    folder: Path = request.getfixturevalue(place)
    base = address if place == "served" else folder.as_uri()
    for path in pick_pages(folder):
        if path.startswith("zh/"):
            page.goto(f"{base}/{path}", wait_until="load")
            page.locator("a[hreflang=en]").first.click()
            assert page.url == f"{base}/{path.replace('zh/', 'en/', 1)}"
            page.locator("a[hreflang=zh-Hans]").first.click()
            assert page.url == f"{base}/{path}"


def test_alternates_are_mutual_and_name_the_page_itself(address: str, served: Path) -> None:
    named = {page.relative_to(served).as_posix(): alternates_of(page) for page in served.rglob("*.html")}
    assert sum(len(alternates) > 1 for alternates in named.values()) > 10
    for path, alternates in named.items():
        if alternates and path != "index.html":
            assert f"{address}/{path}" in alternates.values(), path
            for url in alternates.values():
                other = url.removeprefix(f"{address}/")
                assert other == "index.html" or named[other] == alternates, f"{path} ↔ {other}"


def alternates_of(page: Path) -> dict[str, str]:
    links = LexborHTMLParser(page.read_text("utf-8")).css("link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"] or "": link.attributes["href"] or "" for link in links}


@pytest.mark.parametrize("lost", ["nowhere.html", "zh/nowhere.html", "en/articles/deep/nowhere.html"])
def test_who_is_lost_is_told_so_in_both_languages(page: Page, address: str, served: Path, lost: str) -> None:
    assert not (served / lost).exists()
    answer = page.goto(f"{address}/{lost}", wait_until="load")
    assert answer is not None
    assert answer.status == 404
    for lang in LANGUAGES.values():
        said = page.locator(f"[lang={lang}]")
        assert any(part.inner_text().strip() for part in said.all()), lang
    for link in page.locator("a[href]").all():
        url = link.evaluate("a => a.href")
        assert status_of(url) == 200, url
    assert page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)")


def status_of(url: str) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc)
    connection.request("HEAD", parts.path)
    status = connection.getresponse().status
    connection.close()
    return status
