"""Feeds as a feed reader and RFC 4287 see them, the sitemap as the sitemaps protocol does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # comes without types
import pytest
from lxml import etree

from tests.outside.sites import ADDRESS

HERE = Path(__file__).parent
ATOM = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
SITEMAP = etree.XMLSchema(etree.parse(HERE / "sitemap.xsd"))

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>Title</title>
<updated>2026-01-05T00:00:00+08:00</updated><author><name>Name</name></author></feed>"""
BROKEN = {
    "no id": ("<id>urn:x:1</id>", ""),
    "an id that is no address": ("urn:x:1", "1"),
    "two titles": ("<title>Title</title>", "<title>Title</title><title>Title</title>"),
    "a date without a zone": ("+08:00", ""),
    "an author without a name": ("<name>Name</name>", ""),
    "an element of no vocabulary": ("<author>", "<headline/><author>"),
}
PLACE = "<url><loc>https://example.org/a</loc></url>"
JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
JSON_ITEM = {"id", "url", "title", "content_html", "content_text", "summary", "date_published", "authors", "tags"}
URLSET = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{PLACE}</urlset>'


def test_a_feed_that_is_one_passes() -> None:
    assert ATOM.validate(etree.fromstring(FEED))


@pytest.mark.parametrize("fault", BROKEN)
def test_a_feed_that_is_none_fails(fault: str) -> None:
    broken = FEED.replace(*BROKEN[fault])
    assert broken != FEED
    assert not ATOM.validate(etree.fromstring(broken))


@pytest.mark.parametrize("loc", ["/a", "https://example.org/报", ""])
def test_a_sitemap_with_an_address_that_is_none_fails(loc: str) -> None:
    assert SITEMAP.validate(etree.fromstring(URLSET))
    assert not SITEMAP.validate(etree.fromstring(URLSET.replace("https://example.org/a", loc)))


def test_every_feed_is_valid(site: Path) -> None:
    feeds = [path for path in sorted(site.rglob("*.xml")) if path.name != "sitemap.xml"]
    assert feeds
    for path in feeds:
        assert ATOM.validate(etree.parse(path)), (path, ATOM.error_log)
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert all(entry.link and entry.title for entry in read.entries), path


def test_every_json_feed_has_what_its_standard_requires(site: Path) -> None:
    feeds = [path for path in sorted(site.rglob("*.json")) if '"https://jsonfeed.org/' in path.read_text("utf-8")]
    assert feeds
    for path in feeds:
        read = json.loads(path.read_text("utf-8"))
        assert read["version"] == "https://jsonfeed.org/version/1.1"
        assert set(read) <= JSON_FEED, path
        assert read["title"], path
        for item in read["items"]:
            assert set(item) <= {*JSON_ITEM, "language"}, path
            assert item["id"], path
            assert item.get("content_text") or item.get("content_html"), path


def test_the_sitemap_is_valid(site: Path) -> None:
    sitemaps = sorted(site.glob("sitemap*.xml"))
    assert sitemaps
    for path in sitemaps:
        assert SITEMAP.validate(etree.parse(path)), (path, SITEMAP.error_log)


def test_robots_leads_to_the_sitemap(site: Path) -> None:
    named = re.findall(rf"(?m)^Sitemap: {re.escape(ADDRESS)}(\S+)$", (site / "robots.txt").read_text("ascii"))
    assert named
    assert all((site / name).is_file() for name in named)
