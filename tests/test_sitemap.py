"""Sitemap, robots.txt and .nojekyll."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from generator.config import Config
from generator.model import SitePage
from generator.views.sitemap import MOST_URLS, plan_robots, plan_sitemap, split_urls
from tests.invented import digest_of, read_xml

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PUBLISHED = Config(site_url="https://example.org/repo/")


def page(path: str, alternates: tuple[tuple[str, str], ...] = (), *, listed: bool = True) -> SitePage:
    return SitePage(path, "article.html", None, alternates=alternates, listed=listed)


def sitemap(*pages: SitePage, config: Config = PUBLISHED) -> dict[str, str]:
    return {planned.path: planned.view for planned in plan_sitemap(pages, config)}


def test_without_an_address_there_is_no_sitemap_and_robots_names_none() -> None:
    assert sitemap(page("zh/index.html"), config=Config()) == {}
    robots = {planned.path: planned.view for planned in plan_robots(digest_of(), Config())}
    assert "Sitemap" not in robots["robots.txt"]
    assert robots[".nojekyll"] == ""


def test_robots_names_the_sitemap_by_its_address() -> None:
    robots = {planned.path: planned.view for planned in plan_robots(digest_of(), PUBLISHED)}
    assert "Sitemap: https://example.org/repo/sitemap.xml\n" in robots["robots.txt"]
    assert robots["robots.txt"].startswith("User-agent: *\nDisallow:\n")


def test_listed_html_pages_are_in_it_sorted_and_nothing_else() -> None:
    pages = (page("zh/b.html"), page("zh/a.html"), page("zh/404.html", listed=False), page("zh/feed.xml"))
    found = read_xml(sitemap(*pages)["sitemap.xml"]).iter(f"{MAP}loc")
    assert [node.text for node in found] == ["https://example.org/repo/zh/a.html", "https://example.org/repo/zh/b.html"]


def test_each_page_names_every_language_it_exists_in_itself_included() -> None:
    both = (("zh-Hans", "zh/a.html"), ("en", "en/a.html"))
    root = read_xml(sitemap(page("zh/a.html", alternates=both), page("en/a.html", alternates=both))["sitemap.xml"])
    for url in root.iter(f"{MAP}url"):
        named = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        assert named == {"zh-Hans": "https://example.org/repo/zh/a.html", "en": "https://example.org/repo/en/a.html"}
        assert url.findtext(f"{MAP}loc") in named.values()


def test_a_page_in_one_language_only_names_no_alternate() -> None:
    alone = (("zh-Hans", "zh/a.html"), ("x-default", "zh/a.html"))
    text = sitemap(page("zh/a.html", alternates=alone))["sitemap.xml"]
    assert "hreflang" not in text


def test_signs_that_xml_knows_are_escaped() -> None:
    config = Config(site_url="https://example.org/a&b")
    text = sitemap(page("zh/a.html"), config=config)["sitemap.xml"]
    assert next(read_xml(text).iter(f"{MAP}loc")).text == "https://example.org/a&b/zh/a.html"


def test_more_than_fit_one_file_are_split_under_an_index() -> None:
    pages = [page(f"zh/{number:06}.html") for number in range(MOST_URLS + 1)]
    written = sitemap(*pages)
    assert list(written) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    named = [node.text for node in read_xml(written["sitemap.xml"]).iter(f"{MAP}loc")]
    assert [urlsplit(url).path for url in named] == ["/repo/sitemap-1.xml", "/repo/sitemap-2.xml"]
    counts = [written[f"sitemap-{number}.xml"].count("<loc>") for number in (1, 2)]
    assert counts == [MOST_URLS, 1]


@pytest.mark.parametrize(
    ("urls", "sizes"),
    [
        ([], [0]),
        (["a"], [1]),
        (["a"] * 3, [3]),
        (["a"] * 4, [3, 1]),
        (["中" * 3] * 3, [1, 1, 1]),
        (["x" * 40, "a"], [1, 1]),
    ],
)
def test_files_are_cut_by_count_and_by_bytes(urls: list[str], sizes: list[int]) -> None:
    chunks = split_urls(urls, lambda url: len(url.encode()), most_urls=3, most_bytes=10)
    assert [len(chunk) for chunk in chunks] == sizes
    assert [url for chunk in chunks for url in chunk] == urls
