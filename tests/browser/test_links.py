"""Every link leads somewhere: under a base path as a server sees it, and from disk as a browser opens it."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.kinds import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.visiting import Seen


def links_of(html: str) -> set[str]:
    tree = LexborHTMLParser(html)
    return {
        node.attributes[name] or ""
        for name in ("href", "src")
        for node in tree.css(f"[{name}]")
        if (node.attributes[name] or "").split(":")[0] not in {"mailto", "data", "javascript"}
    }


def ids_of(html: str) -> set[str]:
    return {node.attributes["id"] or "" for node in LexborHTMLParser(html).css("[id]")}


class Crawl:
    """Everything that can be reached from the front door, fetched over HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.host = urlsplit(address).netloc
        self.bodies: dict[str, str] = {}
        self.wrong: list[str] = []
        self.external: set[str] = set()
        connection = HTTPConnection(self.host)
        waiting = [(f"{address}/", "the front door")]
        asked = {waiting[0][0]}
        fragments: list[tuple[str, str, str]] = []
        while waiting:
            url, origin = waiting.pop()
            connection.request("GET", urlsplit(url).path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                self.wrong.append(f"{origin} → {url}: {answer.status}")
                continue
            if "text/html" not in (answer.getheader("Content-Type") or ""):
                self.bodies[url] = ""
                continue
            self.bodies[url] = body.decode()
            for link in sorted(links_of(self.bodies[url])):
                target, fragment = urldefrag(urljoin(url, link))
                if urlsplit(target).netloc != self.host:
                    self.external.add(target)
                    continue
                if fragment:
                    fragments.append((url, target, unquote(fragment)))
                if target not in asked:
                    asked.add(target)
                    waiting.append((target, url))
        connection.close()
        self._check_fragments(fragments)

    def _check_fragments(self, fragments: list[tuple[str, str, str]]) -> None:
        ids: dict[str, set[str]] = {}
        for url, target, fragment in fragments:
            if target in self.bodies:
                found = ids.setdefault(target, ids_of(self.bodies[target]))
                if fragment not in found:
                    self.wrong.append(f"{url} → {target}#{fragment}: no such id")


@pytest.fixture(scope="module")
def crawl(address: str, served: Path) -> Crawl:
    assert (served / "index.html").is_file()
    return Crawl(address)


def test_every_link_resolves_under_the_base_path(crawl: Crawl) -> None:
    assert crawl.wrong == []


def test_no_link_leaves_the_base_path(crawl: Crawl) -> None:
    assert [url for url in crawl.bodies if not url.startswith(f"{crawl.address}/")] == []


def test_every_page_can_be_reached(crawl: Crawl, served: Path) -> None:
    reached = {url.removeprefix(f"{crawl.address}/") or "index.html" for url in crawl.bodies}
    pages = {file.relative_to(served).as_posix() for file in served.rglob("*.html")}
    lost = {page for page in pages - reached if not page.endswith("404.html")}
    assert sorted(lost) == []


def test_every_link_resolves_from_disk(disk: Path) -> None:
    wrong = []
    for file in sorted(disk.rglob("*.html")):
        for link in sorted(links_of(file.read_text("utf-8"))):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = file if not parts.path else (file.parent / unquote(parts.path)).resolve()
            if not target.is_relative_to(disk.resolve()) or not target.is_file():
                wrong.append(f"{file.relative_to(disk)} → {link}")
            elif parts.fragment and unquote(parts.fragment) not in ids_of(target.read_text("utf-8")):
                wrong.append(f"{file.relative_to(disk)} → {link}: no such id")
    assert wrong == []


def test_addresses_in_sitemap_feeds_and_data_resolve(address: str, served: Path) -> None:
    told = [file for file in sorted(served.rglob("*")) if file.suffix in {".xml", ".opml", ".json", ".csv", ".txt"}]
    named = {
        (file.relative_to(served).as_posix(), unquote(path.partition("#")[0]))
        for file in told
        for path in re.findall(rf"{re.escape(address)}/([^<>\"\s]*)", file.read_text("utf-8"))
    }
    assert sorted(f"{file} → {path}" for file, path in named if not (served / path).is_file()) == []
    assert {"sitemap.xml", "robots.txt", "feeds.opml", "zh/feed.json"} <= {file for file, _ in named}


def test_feeds_on_disk_lead_to_pages_beside_them(disk: Path) -> None:
    feeds = sorted(disk.rglob("*.xml"))
    assert feeds
    for file in feeds:
        for link in links_of(file.read_text("utf-8")):
            assert (file.parent / unquote(link)).is_file(), f"{file.relative_to(disk)} → {link}"


def test_what_the_browser_makes_of_links_on_disk_are_files(opened: tuple[Seen, ...], disk: Path) -> None:
    root = disk.as_uri()
    for seen in opened:
        assert seen.complaints == [], seen.path
        assert [url for url in seen.requests if not url.startswith(root)] == [], seen.path


def test_both_languages_have_the_same_pages(served: Path) -> None:
    pages = [
        {file.relative_to(served / folder).as_posix() for file in (served / folder).rglob("*.html")}
        for folder in LANGUAGES
    ]
    assert pages[0] == pages[1]
    assert pages[0]
