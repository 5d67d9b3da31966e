"""A whole site in memory → every link in it that leads nowhere, or would not work everywhere.

The site is opened from disk and served under any base path. So every internal link is relative, ends in a file
that exists (never in a folder), stays inside the site, and its fragment is an id of the page it leads to. With
``site_url`` the absolute links to ourselves (canonical, hreflang) are followed too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from posixpath import dirname, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LINKS = "[href], [src], [srcset], [action], [poster], object[data]"
_ATTRIBUTES = ("href", "src", "action", "poster", "data")
_CSS_LINK = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)""")
_LOST_PAGE = re.compile(r"(^|/)404\.html$")
"""Shown in place of any address: its links can't be relative, and are absolute under the base path."""


@dataclass(frozen=True, slots=True)
class _Page:
    ids: frozenset[str]
    twice: tuple[str, ...]
    links: tuple[str, ...]
    base: str | None


Blame = Callable[[str, str], "str | None"]
"""A page's path and a link in it → a hint who wrote it, where that is known."""


def check_links(
    files: Mapping[str, bytes], site_url: str | None = None, blame: Blame = lambda _path, _link: None
) -> Iterator[Problem]:
    """Yield a problem for every link of ``files`` that fails, pages in order of their path, each link once."""
    pages = {path: _read_page(files[path]) for path in sorted(files) if path.endswith(".html")}
    for path, page in pages.items():
        for name in page.twice:
            yield _problem("id-twice", path, f"the id {name!r} stands more than once")
        for link in page.links:
            for problem in _check_link(path, link, pages=pages, files=files, site_url=site_url):
                yield replace(problem, hint=blame(path, link))
    for path in sorted(files):
        if path.endswith(".css"):
            for link in _css_links(files[path]):
                yield from _check_link(path, link, pages=pages, files=files, site_url=site_url)


def collapse_links(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Say once what many pages repeat, with the first of them and how many more there are."""
    groups: dict[tuple[str, str, str | None], list[Problem]] = {}
    for problem in problems:
        # A template's link begins with as many ../ as the page is deep.
        key = (problem.code, problem.message.replace("../", ""), problem.hint)
        groups.setdefault(key, []).append(problem)
    for first, *more in groups.values():
        count = f", and on {len(more)} more {'page' if len(more) == 1 else 'pages'}" if more else ""
        yield replace(first, message=first.message + count)


def _read_page(content: bytes) -> _Page:
    tree = LexborHTMLParser(content)
    named = Counter(node.attributes["id"] or "" for node in tree.css("[id]"))
    links: dict[str, None] = {}
    base = None
    for node in tree.css(_LINKS):
        attributes = node.attributes
        if node.tag == "base":
            base = attributes.get("href")
            continue
        found = [attributes[name] or "" for name in _ATTRIBUTES if name in attributes]
        found += [part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part.strip()]
        links.update(dict.fromkeys(found))
    twice = tuple(sorted(name for name, count in named.items() if count > 1))
    return _Page(frozenset(named), twice, tuple(links), base)


def _css_links(content: bytes) -> Iterator[str]:
    for match in _CSS_LINK.finditer(content.decode("utf-8", "replace")):
        yield next(group for group in match.groups() if group is not None)


def _check_link(
    path: str, link: str, *, pages: Mapping[str, _Page], files: Mapping[str, bytes], site_url: str | None
) -> Iterator[Problem]:
    try:
        target, fragment = _resolve(path, link, base=pages[path].base if path in pages else None, site_url=site_url)
    except ValueError as error:
        yield _problem("link-unsound", path, f"{link!r}: {error}")
        return
    if target is None:
        return
    if target not in files:
        is_folder = target == "." or any(name.startswith(f"{target.rstrip('/')}/") for name in files)
        reason = "leads to a folder, which shows nothing from disk" if is_folder else "leads to nothing"
        yield _problem("link-folder" if is_folder else "link-broken", path, f"{link!r} {reason}")
    elif fragment and target in pages and fragment not in pages[target].ids and fragment != "top":
        yield _problem("link-fragment", path, f"{link!r}: {target} has no id {fragment!r}")


def _resolve(path: str, link: str, *, base: str | None, site_url: str | None) -> tuple[str | None, str]:
    """Return the path of the site that ``link`` leads to, ``None`` for one that leads elsewhere, and its fragment."""
    parts = urlsplit(link.strip())
    fragment = unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        if parts.netloc and not parts.scheme:
            raise ValueError("has no scheme, and leads nowhere from disk")
        own = site_url is not None and link.startswith(site_url.rstrip("/") + "/")
        return (_below(parts.path, site_url) if own else None), fragment
    if not link.strip():
        raise ValueError("is empty")
    if not parts.path:
        return path, fragment
    if parts.path.startswith("/"):
        if not _LOST_PAGE.search(path):
            raise ValueError("begins at the root of the host: only relative links work from disk and in a subfolder")
        return _below(parts.path, site_url), fragment
    start = dirname(path if base is None else _below(urlsplit(base).path, site_url))
    target = normpath(f"{start}/{unquote(parts.path)}" if start else unquote(parts.path))
    if target == ".." or target.startswith(("../", "/")):
        raise ValueError("leads out of the site")
    return target + ("/" if parts.path.endswith("/") else "") if target != "." else ".", fragment


def _below(path: str, site_url: str | None) -> str:
    """Cut the base path off an absolute one: ``/repo/zh/a.html`` → ``zh/a.html``; a folder is its index."""
    root = urlsplit(site_url or "").path.rstrip("/") + "/"
    if not path.startswith(root):
        raise ValueError("leads out of the site")
    below = unquote(path[len(root) :])
    return f"{below}index.html" if not below or below.endswith("/") else below


def _problem(code: str, path: str, message: str) -> Problem:
    return Problem(code, Location(path), message, severity="error")
