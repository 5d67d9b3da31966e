"""What stands around a view on every page: title, addresses, language switcher, banner and foot.

A planned page goes in, a ``Frame`` comes out. Links on the site are relative to the root that the frame names;
absolute addresses are made here and only with ``site_url``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from generator.addresses import absolute as make_absolute
from generator.addresses import (
    byline_path,
    home_path,
    month_path,
    named_path,
    numbers_path,
    region_path,
    tag_path,
    volume_path,
)
from generator.interface import autonym, locale_of, message, read_interface
from generator.ondemand import OnDemand
from generator.views.edition import name_of, note_of
from generator.views.head import FRONT_DOOR, X_DEFAULT
from generator.views.lists import pages_path
from generator.views.search import search_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.config import Config
    from generator.interface import Interface
    from generator.model import SitePage
    from generator.views.head import Head, Twins

SECTIONS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("latest", message("Latest"), home_path),
    ("regions", message("Places"), lambda lang: region_path(lang, ())),
    ("tags", message("Tags"), tag_path),
    ("bylines", message("Bylines"), byline_path),
    ("numbers", message("Numbers"), numbers_path),
    ("months", message("Months"), month_path),
    ("pages", message("Pages"), pages_path),
)
"""The navigation: section, label, address."""
KINDS = {"pages": "prints"}
"""Kinds of pages by section, where they are named otherwise."""
SIDE_BY_SIDE = message("Side by side")


class Item(Struct, frozen=True):
    """An entry of the navigation."""

    label: str
    path: str
    current: str | None
    """For ``aria-current``: ``page`` on this very page, ``true`` on one of its section."""


class Banner(Struct, frozen=True):
    """Masthead and navigation: the same for all pages of a language and section."""

    title: str
    other_title: str | None
    """The digest's name in another language, where it has another."""
    other_lang: str | None
    home: str
    items: tuple[Item, ...]
    search: Item | None


class Foot(Struct, frozen=True):
    """The foot of every page of a language."""

    title: str
    about: str | None
    feed: str | None
    front_door: str
    volumes: tuple[tuple[str, str], ...]
    """(name, path) of the digests that stand below this one."""
    note: str | None = None
    """Who wrote the words of these pages, where no person did."""


class Tongue(Struct, frozen=True):
    """The same page in one of the site's languages, or in two of them side by side."""

    lang: str | None
    """``None`` for both."""
    name: str
    path: str
    here: bool


class Frame(OnDemand):
    """What a page template needs besides its view; what not every template shows is made when one asks for it."""

    def __init__(self, page: SitePage, head: Head, config: Config) -> None:
        super().__init__(MAKERS, page, head, config)
        name = name_of(config, head.lang)
        self.lang = head.lang
        self.spoken = read_interface(head.lang).lang
        self.root = root_of(page.path)
        self.title = head.title if name in head.title else f"{head.title} · {name}"

    lang: str
    spoken: str
    """The language of the words around the texts: the page's, or English where there is no catalogue in that."""
    root: str
    """From the page to the site's root: ``../../``; nothing at the root itself."""
    title: str
    address: str | None
    """The page's own absolute address, for readers on paper."""
    canonical: str | None
    locale: str
    """Of the language that the page is really in, as Open Graph writes it."""
    other_locales: tuple[str, ...]
    """Of its real translations."""
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, absolute address); nothing without ``site_url``."""
    picture: str | None
    """Absolute address of a picture for those who share the page."""
    feeds: tuple[tuple[str, str], ...]
    """(media type, path)."""
    tongues: tuple[Tongue, ...]
    jsonld: Markup | None
    """What the page is, for search engines."""


absolute = lru_cache(maxsize=4096)(make_absolute)
"""A page names its own address and its translations', and each of these names it again."""


def root_of(path: str) -> str:
    """``zh/articles/a.html`` → ``../../``."""
    return "../" * path.count("/")


def _address(page: SitePage, _head: Head, config: Config) -> str | None:
    return None if config.site_url is None else absolute(config.site_url, page.path)


def _canonical(page: SitePage, head: Head, config: Config) -> str | None:
    return None if config.site_url is None else absolute(config.site_url, head.repeats or page.path)


def _alternates(page: SitePage, _head: Head, config: Config) -> Twins:
    site_url = config.site_url
    return () if site_url is None else tuple([(lang, absolute(site_url, path)) for lang, path in page.alternates])


def _locale(_page: SitePage, head: Head, _config: Config) -> str:
    return locale_of(head.spoken)


def _other_locales(page: SitePage, head: Head, config: Config) -> tuple[str, ...]:
    if config.site_url is None:
        return ()
    return tuple([locale_of(lang) for lang, _ in page.alternates if lang not in {head.lang, X_DEFAULT}])


def _picture(_page: SitePage, head: Head, config: Config) -> str | None:
    return None if config.site_url is None or head.picture is None else absolute(config.site_url, head.picture)


def _feeds(_page: SitePage, head: Head, _config: Config) -> tuple[tuple[str, str], ...]:
    return tuple(zip(("application/atom+xml", "application/feed+json"), head.feeds, strict=False))


def _jsonld(_page: SitePage, head: Head, _config: Config) -> Markup | None:
    told = head.jsonld
    return None if told is None else Markup(told)  # noqa: S704 - made safe for script elements


def _tongues(page: SitePage, head: Head, config: Config) -> tuple[Tongue, ...]:
    there = _there(page, head, config)
    return tuple(_name_tongues(page.path, head, there)) if len(there) > 1 else ()


MAKERS: Mapping[str, Callable[[SitePage, Head, Config], object]] = {
    "address": _address,
    "canonical": _canonical,
    "alternates": _alternates,
    "locale": _locale,
    "other_locales": _other_locales,
    "picture": _picture,
    "feeds": _feeds,
    "tongues": _tongues,
    "jsonld": _jsonld,
}
"""How each part of a ``Frame`` is made that not all templates show."""


def _there(page: SitePage, head: Head, config: Config) -> Twins:
    """Name the languages that a page can be read in, where not every page is there in all of them."""
    if config.untranslated == "show":
        return head.tongues
    there = [page.path, *[path for _, path in page.alternates]]
    return tuple([twin for twin in head.tongues if head.singles or twin[1] in there])


def _name_tongues(path: str, head: Head, tongues: Twins) -> Iterator[Tongue]:
    """Name the languages of a page; the side-by-side page is one of the choices and not a language."""
    on_both = head.both == path
    for lang, twin in tongues:
        yield Tongue(lang, autonym(lang, dict(tongues)), twin, lang == head.lang and not on_both)
    if head.both is not None:
        yield Tongue(None, read_interface(head.lang)(SIDE_BY_SIDE), head.both, on_both)


def _differs(other: str, lang: str, config: Config) -> bool:
    """Whether the digest has another name in another language; another script of the same name is none."""
    return other.partition("-")[0] != lang.partition("-")[0] and name_of(config, other) != name_of(config, lang)


@lru_cache(maxsize=64)
def section_path(lang: str, section: str | None) -> str | None:
    """Give the page that the navigation's entry of a section leads to."""
    return next((address(lang) for name, _, address in SECTIONS if name == section), None)


def make_banner(lang: str, here: tuple[str | None, bool], config: Config, absent: tuple[str, ...] = ()) -> Banner:
    """Set masthead and navigation, but for what is ``absent``.

    ``here`` is a page's section, and whether it is that section's own page.
    """
    words, (section, exact) = read_interface(lang), here
    other = next((each for each in config.languages if _differs(each, lang, config)), None)
    return Banner(
        title=name_of(config, lang),
        other_title=None if other is None else name_of(config, other),
        other_lang=other,
        home=home_path(lang),
        items=tuple(
            Item(words(label), address(lang), ("page" if exact else "true") if name == section else None)
            for name, label, address in SECTIONS
            if name == "latest" or (KINDS.get(name, name) in config.pages and name not in absent)
        ),
        search=_search_item(lang, section, words) if "search" in config.pages else None,
    )


def _search_item(lang: str, section: str | None, words: Interface) -> Item:
    return Item(words("Search"), search_path(lang), "page" if section == "search" else None)


def make_foot(lang: str, config: Config) -> Foot:
    """Set the foot."""
    about, feed = (
        named_path(lang, name) if kind in config.pages else None
        for kind, name in (("about", "about.html"), ("feeds", "feed.xml"))
    )
    volumes = tuple((volume, volume_path(volume, lang)) for volume in config.volumes)
    return Foot(name_of(config, lang), about, feed, FRONT_DOOR, volumes, note_of(config, lang))
