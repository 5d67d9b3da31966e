"""What search engines and hosts read: ``sitemap.xml``, ``robots.txt`` and ``.nojekyll``.

In come the planned pages of the whole site, out come files without a template. Sitemaps must be absolute, so there
is none without ``site_url``. One file holds at most 50,000 addresses and 50 MB: beyond, ``sitemap.xml`` is an index.
No date of change stands in it, for a rebuilt page has none that is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import absolute
from generator.model import SitePage
from generator.views.xmltext import DECLARATION, branch, leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config import Config
    from generator.digest import Digest

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""A little under the 52,428,800 that the protocol allows, for the frame around the addresses."""

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def plan_sitemap(pages: Iterable[SitePage], config: Config) -> Iterator[SitePage]:
    """Plan the sitemap of every listed HTML page, each with its other languages."""
    site_url = config.site_url
    if site_url is None:
        return
    wanted = sorted((page for page in pages if page.listed and page.path.endswith(".html")), key=lambda page: page.path)
    maps = [_urlset(chunk) for chunk in split_urls(_url(page, site_url) for page in wanted)]
    if len(maps) == 1:
        yield _planned("sitemap.xml", maps[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(maps) + 1)]
    yield _planned("sitemap.xml", _index(absolute(site_url, name) for name in names))
    yield from map(_planned, names, maps)


def plan_robots(_digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan ``robots.txt``, which bars nobody, and ``.nojekyll``, without which GitHub Pages leaves files out."""
    lines = ["User-agent: *", "Disallow:"]
    if config.site_url is not None:
        lines += ["", f"Sitemap: {absolute(config.site_url, 'sitemap.xml')}"]
    yield _planned("robots.txt", "\n".join(lines) + "\n")
    yield _planned(".nojekyll", "")


def split_urls(urls: Iterable[str], most_urls: int = MOST_URLS, most_bytes: int = MOST_BYTES) -> list[list[str]]:
    """Part the entries into files that a search engine accepts; at least one, if need be empty."""
    chunks: list[list[str]] = [[]]
    size = 0
    for url in urls:
        length = len(url.encode())
        if chunks[-1] and (len(chunks[-1]) == most_urls or size + length > most_bytes):
            chunks.append([])
            size = 0
        chunks[-1].append(url)
        size += length
    return chunks


def _url(page: SitePage, site_url: str) -> str:
    """Write one entry; a page without another language has no alternates."""
    loc = leaf("loc", absolute(site_url, page.path))
    if len({lang for lang, _ in page.alternates} - {"x-default"}) < 2:
        return branch("url", [loc])
    links = (
        leaf("xhtml:link", None, {"rel": "alternate", "hreflang": lang, "href": absolute(site_url, path)})
        for lang, path in page.alternates
    )
    return branch("url", [loc, *links])


def _urlset(urls: Iterable[str]) -> str:
    return DECLARATION + branch("urlset", urls, {"xmlns": SITEMAPS, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"})


def _index(addresses: Iterable[str]) -> str:
    maps = (branch("sitemap", [leaf("loc", address)]) for address in addresses)
    return DECLARATION + branch("sitemapindex", maps, {"xmlns": SITEMAPS})


def _planned(path: str, text: str) -> SitePage:
    return SitePage(path, None, text, origin=path, listed=False)
