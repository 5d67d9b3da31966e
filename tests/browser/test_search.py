"""The search page in a browser, served and opened from disk: it finds what a plain look through the texts finds."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from generator.cli import main
from generator.search.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SHARED = Path(__file__).resolve().parents[3] / "shared"
QUERIES = ["牧民", "饲草", "光伏", "乡村振兴", "驻村工作队", "集体经济收入", "谢通门县", "洛桑旦增", "党建+AI", "70天"]
TEXTS = ("rubric", "kicker", "headline", "subtitle", "dateline", "abstract", "summary")
SETTLED = "!/^$|…$/.test(document.getElementById('status').textContent)"
READY = f"document.getElementById('status') && {SETTLED} && !document.getElementById('more').disabled"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the shared real pages."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the shared real pages are not beside this checkout")
    folder = tmp_path_factory.mktemp("real")
    (folder / "seeds").mkdir()
    for page in sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("pages/*.txt")]):
        shutil.copyfile(page, folder / "seeds" / page.name)
    with chdir(folder):
        assert main(["build"]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    assert complaints == []


def look_through(site: Path, query: str) -> set[str]:
    """Look through all that is published, as ``grep`` would, but for blanks and the ends of paragraphs."""
    articles = json.loads((site / "data/articles.json").read_text("utf-8"))["articles"]
    return {article["id"] for article in articles if any(query in re.sub(r"\s", "", text) for text in _texts(article))}


def _texts(article: dict) -> Iterator[str]:
    yield from (article[name] for name in TEXTS if article.get(name))
    yield from (byline["name"] for byline in article["bylines"])
    yield from (figure["caption"] or "" for figure in article.get("figures", ()))
    yield "".join(piece["text"] for piece in article.get("body", ()))


def search(page: Page, base: str, query: str, lang: str = "zh", more: str = "") -> set[str]:
    """Search, ask for more until there is none, and name the stories."""
    page.goto(f"{base}/{lang}/search.html?q={quote(query)}{more}", wait_until="load")
    page.wait_for_function(READY)
    while page.locator("#more").is_visible():
        page.locator("#more").click()
        page.wait_for_function(READY)
    links = page.locator("#results h3 a").evaluate_all("all => all.map((each) => each.href)")
    return {re.search(r"articles/([^/]+?)\.html", link)[1] for link in links}  # type: ignore[index]


@pytest.mark.parametrize("query", QUERIES)
def test_real_pages_are_searched_as_grep_does(page: Page, real: Path, query: str) -> None:
    expected = look_through(real, query)
    assert expected
    for lang in ("zh", "en"):
        assert search(page, real.as_uri(), query, lang) == expected
        assert str(len(expected)) in page.locator("#status").inner_text()


@pytest.mark.parametrize("place", ["served", "disk"])
def test_any_piece_of_a_headline_or_a_text_is_found_and_marked(
    page: Page, request: pytest.FixtureRequest, address: str, place: str
) -> None:
    site: Path = request.getfixturevalue(place)
    base = address if place == "served" else site.as_uri()
    articles = json.loads((site / "data/articles.json").read_text("utf-8"))["articles"]
    for number, article in enumerate(articles[:6]):
        said = max(re.findall(r"[\u4e00-\u9fff]{2,}", " ".join(_texts(article))), key=len)
        query = said[number : number + 2 + number]
        found = search(page, base, query, ("zh", "en")[number % 2])
        assert found == look_through(site, query), query
        marked = page.locator("#results mark").all_inner_texts()
        assert {fold(each) for each in marked} == {fold(query)}
        assert len(marked) >= len(found)


def test_width_case_and_blanks_make_no_difference(page: Page, real: Path) -> None:
    expected = search(page, real.as_uri(), "党建+AI")
    assert expected
    assert search(page, real.as_uri(), "党建＋ai") == expected
    assert search(page, real.as_uri(), '"党建 + Ａi"') == expected


def test_several_words_must_all_be_there_and_what_is_too_short_is_said(page: Page, real: Path) -> None:
    both = look_through(real, "牧民") & look_through(real, "乡村振兴")
    assert search(page, real.as_uri(), "牧民 乡村振兴") == both
    assert search(page, real.as_uri(), "牧", "en") == set()
    assert "two Chinese characters" in page.locator("#status").inner_text()
    assert search(page, real.as_uri(), "没有人写过的话", "en") == set()
    assert page.locator("#status").inner_text() == "Nothing found."


def test_results_are_grouped_by_place_and_filtered_by_it(page: Page, real: Path) -> None:
    everything = search(page, real.as_uri(), "工作", "en")
    counts = [int(each.replace(",", "")) for each in page.locator("#results h2 .count").all_inner_texts()]
    assert sum(counts) == len(everything)
    choices = page.locator("select[name=place] option").evaluate_all("all => all.map((each) => each.value)")
    page.locator("select[name=place]").select_option(choices[1])
    page.wait_for_function(READY)
    assert f"place={choices[1]}" in page.url
    assert 0 < page.locator("#results li").count() < len(everything)
    page.go_back()
    page.wait_for_function(READY)
    assert page.locator("#results li").count() == min(10, len(everything))


def test_results_are_filtered_by_tag_and_byline(page: Page, real: Path) -> None:
    everything = search(page, real.as_uri(), "工作")
    page.locator("#terms summary").click()
    for kind in ("tag", "byline"):
        page.wait_for_function(f"document.querySelector('select[name={kind}]').options.length > 1")
        name = page.locator(f"select[name={kind}] option").nth(1).get_attribute("value") or ""
        found = search(page, real.as_uri(), "工作", more=f"&{kind}={quote(name)}")
        articles = json.loads((real / "data/articles.json").read_text("utf-8"))["articles"]
        having = {each["id"] for each in articles if name in (*each["tags"], *(by["name"] for by in each["bylines"]))}
        assert found == everything & having
        assert found


def test_the_keyboard_is_enough(page: Page, disk: Path) -> None:
    page.goto(f"{disk.as_uri()}/en/search.html")
    page.keyboard.press("/")
    page.keyboard.type("草场")
    page.keyboard.press("Enter")
    page.wait_for_function(READY)
    assert "q=" in page.url
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""


def test_the_front_page_leads_to_the_search_page(page: Page, disk: Path) -> None:
    page.goto(f"{disk.as_uri()}/zh/index.html")
    page.locator("#q").fill("草场")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/search.html?q=*")
    page.wait_for_function(READY)
    assert page.locator("#q").input_value() == "草场"


def test_each_page_of_results_leads_to_the_paragraph(page: Page, disk: Path) -> None:
    articles = json.loads((disk / "data/articles.json").read_text("utf-8"))["articles"]
    piece = next(each for article in articles for each in article.get("body", ()) if each["id"] == "p2")
    query = max(re.findall(r"[\u4e00-\u9fff]+", piece["text"]), key=len)
    search(page, disk.as_uri(), query)
    page.locator("#results h3 a").first.click()
    assert page.url.endswith("#p2")
    assert query in re.sub(r"\s", "", page.locator("#p2").inner_text())
