"""Where everything lives on the site: one function a kind of address, and how one page points at another.

Addresses are paths below the output folder with forward slashes. Links are relative, so that the site works
under any base path and opened from disk; only what must be absolute goes through ``absolute``.
"""

from __future__ import annotations

from posixpath import dirname, relpath
from urllib.parse import quote

FOLDERS = {"zh-Hans": "zh", "zh-Hant": "zh-hant", "en": "en"}
"""The site's folder for a BCP 47 language; any other language uses its own tag in lower case."""


def folder_of(lang: str) -> str:
    """``zh-Hans`` → ``zh``."""
    return FOLDERS.get(lang, lang.lower())


def home_path(lang: str, number: int = 1) -> str:
    """Home and its further pages: ``zh/index.html``, ``zh/latest/2.html``."""
    return f"{folder_of(lang)}/index.html" if number == 1 else f"{folder_of(lang)}/latest/{number}.html"


def volume_path(volume: str, lang: str) -> str:
    """The home page of another digest that stands below this one: ``2024/zh/index.html``."""
    return f"{volume}/{home_path(lang)}"


def article_path(lang: str, record_id: str) -> str:
    """``zh/articles/000-4e7b1795fd41bbfd-01.html``."""
    return f"{folder_of(lang)}/articles/{record_id}.html"


def print_page_path(lang: str, page_id: str) -> str:
    """The site page of a printed page."""
    return f"{folder_of(lang)}/pages/{page_id}.html"


def issue_path(lang: str, paper_slug: str, date: str) -> str:
    """The site page of one issue of a paper; ``date`` is ISO."""
    return f"{folder_of(lang)}/issues/{paper_slug}-{date}.html"


def picture_path(record_id: str) -> str:
    """The picture of a story, the same for all languages."""
    return f"pictures/{record_id}.png"


def page_printout_path(lang: str, page_id: str) -> str:
    """The print edition of a printed page."""
    return f"{folder_of(lang)}/print/pages/{page_id}.html"


def issue_printout_path(lang: str, paper_slug: str, date: str) -> str:
    """The print edition of an issue."""
    return f"{folder_of(lang)}/print/issues/{paper_slug}-{date}.html"


def region_path(lang: str, slugs: tuple[str, ...], number: int = 1) -> str:
    """``("nagqu", "amdo")`` → ``zh/regions/nagqu/amdo.html``; no slugs is the index, further pages get ``-2``."""
    name = "/".join(slugs) if slugs else "index"
    return f"{folder_of(lang)}/regions/{name}{_suffix(number)}.html"


def tag_path(lang: str, slug: str | None = None, number: int = 1) -> str:
    """A tag's page, or the cloud."""
    return f"{folder_of(lang)}/tags/{slug or 'index'}{_suffix(number)}.html"


def byline_path(lang: str, slug: str | None = None, number: int = 1) -> str:
    """A byline's page, or the list of bylines."""
    return f"{folder_of(lang)}/bylines/{slug or 'index'}{_suffix(number)}.html"


def month_path(lang: str, name: str = "index", number: int = 1) -> str:
    """The time line, a month of it, or what has no date: ``zh/months/index.html``, ``zh/months/2026-01.html``.

    Further pages stand in a folder: ``zh/months/2026-01/2.html``.
    """
    path = f"{folder_of(lang)}/months/{name}"
    return f"{path}.html" if number == 1 else f"{path}/{number}.html"


def numbers_path(lang: str, name: str | None = None, number: int = 1) -> str:
    """The figures: ``zh/numbers.html``, ``zh/numbers-2.html``, and in another order ``zh/numbers/money.html``."""
    order = "" if name is None else f"/{name}"
    return f"{folder_of(lang)}/numbers{order}{_suffix(number)}.html"


def named_path(lang: str, name: str) -> str:
    """A page that stands alone: ``zh/numbers.html``, ``en/about.html``, ``zh/feed.xml``."""
    return f"{folder_of(lang)}/{name}"


def feed_path(page: str, form: str = "xml") -> str:
    """Beside the page that it follows: ``zh/tags/cao.html`` → ``zh/tags/cao.xml``, ``zh/index.html`` → ``zh/feed.xml``.

    ``form`` is ``xml`` for Atom and ``json`` for JSON Feed.
    """
    folder, _, name = page.rpartition("/")
    stem = "feed" if name == "index.html" else name.removesuffix(".html")
    return f"{folder}/{stem}.{form}" if folder else f"{stem}.{form}"


def relative(start: str, target: str) -> str:
    """Link from one path of the site to another: ``zh/index.html``, ``zh/tags/a.html`` → ``tags/a.html``."""
    return relpath(target, dirname(start) or ".")


def absolute(site_url: str, path: str) -> str:
    """Join the site's address and a path: ``https://example.org/repo/`` + ``zh/index.html``."""
    return f"{site_url.rstrip('/')}/{quote(path)}"


def _suffix(number: int) -> str:
    return "" if number == 1 else f"-{number}"
