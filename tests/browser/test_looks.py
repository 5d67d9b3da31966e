"""How every kind of page looks: phone and wide, light and dark, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.kinds import LANGUAGES
from tests.browser.visiting import LOOKS, PHONE

if TYPE_CHECKING:
    from tests.browser.visiting import Look, Seen

Pages = tuple["Seen", ...]
EVERY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")


def found(pages: Pages, look: Look, what: str) -> dict[str, list[str]]:
    """Name what was found, page by page; a page without a find is left out."""
    return {seen.path: seen.measured[look][what] for seen in pages if seen.measured[look][what]}


def test_every_kind_of_page_is_there(seen: Pages) -> None:
    kinds = {page.path.split("/")[1].removesuffix(".html") for page in seen if "/" in page.path}
    expected = {"index", "articles", "pages", "regions", "tags", "bylines", "numbers", "months", "about"}
    assert expected <= kinds


def test_nothing_complains(seen: Pages) -> None:
    assert {page.path: page.complaints for page in seen if page.complaints} == {}


def test_nothing_is_asked_of_another_host(seen: Pages, address: str) -> None:
    hosts = {urlsplit(url).netloc for page in seen for url in page.requests if not url.startswith("data:")}
    assert hosts == {urlsplit(address).netloc}


@EVERY_LOOK
def test_nothing_is_wider_than_the_window(seen: Pages, look: Look) -> None:
    assert found(seen, look, "wide") == {}


@EVERY_LOOK
def test_text_stands_out_from_its_background(seen: Pages, look: Look) -> None:
    assert all(page.measured[look]["texts"] for page in seen)
    assert found(seen, look, "faint") == {}


def test_dark_is_dark_and_light_is_light(seen: Pages) -> None:
    for page in seen:
        assert min(page.measured[PHONE, "light"]["background"]) > 200, page.path
        assert max(page.measured[PHONE, "dark"]["background"]) < 60, page.path


def test_a_thumb_can_hit_the_navigation(seen: Pages) -> None:
    assert any(page.measured[PHONE, "light"]["navigation"] for page in seen)
    assert found(seen, (PHONE, "light"), "small") == {}


def test_chinese_paragraphs_are_indented_two_characters(seen: Pages) -> None:
    articles = [page for page in seen if page.path.startswith("zh/articles/")]
    assert any(page.measured[PHONE, "light"]["indented"] for page in articles)
    assert found(seen, (PHONE, "light"), "unindented") == {}


def test_pages_say_their_language_and_have_one_heading_and_a_title(seen: Pages) -> None:
    for page in seen:
        told = page.measured[PHONE, "light"]
        assert told["lang"] == LANGUAGES.get(page.path.split("/")[0], told["lang"]), page.path
        assert told["lang"], page.path
        assert told["title"], page.path
        assert told["headings"] == 1, page.path


def test_titles_tell_pages_of_one_language_apart(seen: Pages) -> None:
    for folder in LANGUAGES:
        titles = [p.measured[PHONE, "light"]["title"] for p in seen if p.path.startswith(f"{folder}/")]
        assert len(titles) == len(set(titles))


def test_navigation_is_not_printed(seen: Pages) -> None:
    assert {page.path: page.printed["navigation"] for page in seen if page.printed["navigation"]} == {}
    assert all(page.printed["text"].strip() for page in seen if "404" not in page.path)


def test_paper_is_white_and_readable(seen: Pages) -> None:
    assert {page.path: page.printed["faint"] for page in seen if page.printed["faint"]} == {}
    assert all(min(page.printed["background"]) > 240 for page in seen)


def test_a_printed_story_says_where_it_came_from(seen: Pages, address: str) -> None:
    printed = [page for page in seen if page.path.startswith("zh/articles/") and not page.path.endswith("index.html")]
    assert printed
    for page in printed:
        assert f"{address}/{page.path}" in page.printed["text"], page.path
