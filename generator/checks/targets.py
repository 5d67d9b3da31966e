"""A page's folder and a link in it → the path of the site that it leads to, and the id there.

The site is opened from disk and served under any base path: a link that would not work in both is refused in words.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_PLAIN_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_PLAIN = re.compile(rf"((?:\.\./)*)({_PLAIN_PATH.pattern})(?:#([A-Za-z0-9_-]+))?")
"""A link that means what it says: ``../tags/a.html#b``."""
_PLAIN_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_.-]+)*/?")
_LOST_PAGE = "404.html"
"""Shown in place of any address: its links can't be relative, and are absolute under the base path."""


class Origin(NamedTuple):
    """Where links stand, as far as it matters for where they lead."""

    folder: str
    """With its slash: ``zh/tags/``; nothing at the root."""
    lost: bool
    """Whether the page is shown at any address."""
    base: str | None
    site_url: str | None


def origin_of(path: str, base: str | None, site_url: str | None) -> Origin:
    """Say where the links of a page stand."""
    folder = path[: path.rfind("/") + 1]
    return Origin(folder, path[len(folder) :] == _LOST_PAGE, base, site_url)


class Target(NamedTuple):
    """Where a link leads."""

    path: str | None
    """``None`` for another site; nothing for the page itself."""
    fragment: str = ""
    fault: str | None = None
    """Why the link can't be followed."""


ELSEWHERE = Target(None)


MARK = 4
"""Bytes that stand for a path: an archive has millions of links, and each is kept in mind."""


def hash_path(path: str) -> bytes:
    """Stand for a path in a few bytes; where two are alike, a page is looked at in vain."""
    return blake2b(path.encode(errors="surrogatepass"), digest_size=MARK).digest()


def is_plain(path: str) -> bool:
    """Whether a path means what it says where it stands in a link."""
    return _PLAIN_PATH.fullmatch(path) is not None


class Guide:
    """Follows the links of one origin."""

    starts: tuple[str, ...]
    """Before a plain path of the site these make a link to it."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        parts = origin.folder.split("/")[:-1]
        self._above = tuple("".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1))
        self._own = None if origin.site_url is None else f"{origin.site_url.rstrip('/')}/"
        self._plain = self._own if _PLAIN_SITE.fullmatch(origin.site_url or "") else None
        top = "../" * len(parts)
        self.starts = () if origin.base is not None else (top,) if self._plain is None else (self._plain, top)

    def follow(self, link: str) -> Target:
        """Say where a link leads."""
        return self._follow_plain(link) or self._follow(link)

    def _follow_plain(self, link: str) -> Target | None:
        home = self._plain is not None and link.startswith(self._plain)
        plain = _PLAIN.fullmatch(link, len(self._plain or "") if home else 0)
        if plain is None:
            return None
        up, below, fragment = plain.groups()
        if home:
            return None if up else Target(below, fragment or "")
        depth = len(up) // 3
        if self._origin.base is not None or depth >= len(self._above):
            return None
        return Target(self._above[depth] + below, fragment or "")

    def _follow(self, link: str) -> Target:
        try:
            return _resolve(link, self._origin, self._own)
        except ValueError as error:
            return Target(None, fault=str(error))


def _resolve(link: str, origin: Origin, own: str | None) -> Target:
    parts = urlsplit(link.strip())
    fragment = unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        if parts.netloc and not parts.scheme:
            raise ValueError("has no scheme, and leads nowhere from disk")
        leads_home = own is not None and link.startswith(own)
        return Target(_below(parts.path, origin.site_url), fragment) if leads_home else ELSEWHERE
    if not link.strip():
        raise ValueError("is empty")
    if not parts.path:
        return Target("", fragment)
    if parts.path.startswith("/"):
        if not origin.lost:
            raise ValueError("begins at the root of the host: only relative links work from disk and in a subfolder")
        return Target(_below(parts.path, origin.site_url), fragment)
    return Target(_join(origin, parts.path), fragment)


def _join(origin: Origin, path: str) -> str:
    base = origin.base
    start = origin.folder.rstrip("/") if base is None else dirname(_below(urlsplit(base).path, origin.site_url))
    target = normpath(f"{start}/{unquote(path)}" if start else unquote(path))
    if target == ".." or target.startswith(("../", "/")):
        raise ValueError("leads out of the site")
    return target + ("/" if path.endswith("/") else "") if target != "." else "."


def _below(path: str, site_url: str | None) -> str:
    """Cut the base path off an absolute one: ``/repo/zh/a.html`` → ``zh/a.html``; a folder is its index."""
    root = urlsplit(site_url or "").path.rstrip("/") + "/"
    if not path.startswith(root):
        raise ValueError("leads out of the site")
    below = unquote(path[len(root) :])
    return f"{below}index.html" if not below or below.endswith("/") else below
