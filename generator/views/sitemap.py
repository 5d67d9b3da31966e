"""What search engines and hosts read: ``sitemap.xml``, ``robots.txt`` and ``.nojekyll``.

In come the planned pages of the whole site, out come files without a template. Sitemaps must be absolute, so there
is none without ``site_url``. One file holds at most 50,000 addresses and 50 MB: beyond, ``sitemap.xml`` is an index.
No date of change stands in it, for a rebuilt page has none that is true.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from generator.addresses import absolute
from generator.model import SitePage
from generator.views.head import X_DEFAULT
from generator.views.xmltext import DECLARATION, branch, clean, leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Reads


MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""A little under the 52,428,800 that the protocol allows, for the frame around the addresses."""

FRAME = 110
"""Bytes of markup around an address, at most."""
Listed = tuple[str, tuple[tuple[str, str], ...]]
"""Path of a page, and (language, path) of its alternates."""
Item = TypeVar("Item")

_clean = lru_cache(maxsize=64)(clean)
"""Of a few languages."""

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def plan_sitemap(pages: Iterable[SitePage], config: Config) -> Iterator[SitePage]:
    """Plan the sitemap of every listed HTML page, each with its other languages."""
    site_url = config.site_url
    if site_url is None:
        return
    wanted = sorted((page for page in pages if page.listed and page.path.endswith(".html")), key=lambda page: page.path)
    parts = split_urls([(page.path, page.alternates) for page in wanted], partial(_measure, site_url))
    if len(parts) == 1:
        yield _planned("sitemap.xml", partial(_urlset, parts[0], site_url), parts[0])
        return
    names = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    yield _planned("sitemap.xml", partial(_index, names, site_url), names)
    for name, part in zip(names, parts, strict=True):
        yield _planned(name, partial(_urlset, part, site_url), part)


def plan_robots(_digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan ``robots.txt``, which bars nobody, and ``.nojekyll``, without which GitHub Pages leaves files out."""
    lines = ["User-agent: *", "Disallow:"]
    if config.site_url is not None and "sitemap" in config.pages:
        # An index of sitemaps may not name another, which that of a volume can be: so robots.txt names them all.
        maps = ("sitemap.xml", *(f"{volume}/sitemap.xml" for volume in config.volumes))
        lines += ["", *(f"Sitemap: {absolute(config.site_url, name)}" for name in maps)]
    yield _planned("robots.txt", "\n".join(lines) + "\n")
    yield _planned(".nojekyll", "")


def split_urls(
    entries: Sequence[Item], measure: Callable[[Item], int], most_urls: int = MOST_URLS, most_bytes: int = MOST_BYTES
) -> list[tuple[Item, ...]]:
    """Part the entries into files that a search engine accepts; at least one, if need be empty."""
    starts, size = [0], 0
    for number, entry in enumerate(entries):
        length = measure(entry)
        if number > starts[-1] and (number - starts[-1] == most_urls or size + length > most_bytes):
            starts.append(number)
            size = 0
        size += length
    return [tuple(entries[start:stop]) for start, stop in zip(starts, [*starts[1:], None], strict=True)]


def _measure(site_url: str, entry: Listed) -> int:
    """Give at least the bytes that an entry takes: paths are ASCII."""
    path, alternates = entry
    return FRAME + len(path) + len(site_url) + sum(FRAME + len(other) + len(site_url) for _, other in alternates)


def _url(entry: Listed, addresses: _Addresses) -> str:
    """Write one entry; a page without another language has no alternates."""
    path, alternates = entry
    start = f"<url>\n<loc>{addresses[path]}</loc>\n"
    if len({lang for lang, _ in alternates} - {X_DEFAULT}) < 2:
        return f"{start}</url>\n"
    links = [
        f'<xhtml:link rel="alternate" hreflang="{_clean(lang)}" href="{addresses[other]}"/>\n'
        for lang, other in alternates
    ]
    return f"{start}{''.join(links)}</url>\n"


class _Addresses(dict[str, str]):
    """Absolute addresses by path, ready for XML: each stands in the entries of all its translations."""

    def __init__(self, site_url: str) -> None:
        super().__init__()
        self._site_url = site_url

    def __missing__(self, path: str) -> str:
        made = self[path] = clean(absolute(self._site_url, path))
        return made


def _urlset(part: Sequence[Listed], site_url: str) -> str:
    addresses = _Addresses(site_url)
    urls = [_url(entry, addresses) for entry in part]
    return DECLARATION + branch("urlset", urls, {"xmlns": SITEMAPS, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"})


def _index(names: Iterable[str], site_url: str) -> str:
    maps = (branch("sitemap", [leaf("loc", absolute(site_url, name))]) for name in names)
    return DECLARATION + branch("sitemapindex", maps, {"xmlns": SITEMAPS})


def _planned(path: str, made: object, reads: Reads = ()) -> SitePage:
    return SitePage(path, None, made, origin=path, listed=False, reads=reads)
