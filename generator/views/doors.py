"""The two pages that speak every language at once: the front door, and what a reader meets at a wrong address."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from generator.addresses import absolute, home_path
from generator.interface import autonym, read_interface
from generator.model import SitePage
from generator.views.edition import DESCRIPTION, name_of
from generator.views.head import FRONT_DOOR, Head, with_default
from generator.views.home import count_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.config import Config
    from generator.views.edition import Card, Edition

Names = tuple[tuple[str, str], ...]
"""(name of the digest, language), each name once."""
SHOWN = 12
"""Stories on the front door."""


class Door(Struct, frozen=True):
    """One language's way in."""

    lang: str
    spoken: str
    """The language of the words here: the same, or English where there is no catalogue in it."""
    name: str
    """Of the language, in itself."""
    title: str
    description: str
    enter: str
    """Label of the link to the language's home page."""
    path: str
    counts: tuple[str, ...] = ()
    converted: bool = False
    """Whether its words are those of another door, in another script."""


class FrontDoor(Struct, frozen=True):
    """The front door: every story in every language, a row a story."""

    head: Head
    names: Names
    doors: tuple[Door, ...]
    """What is only another script of another one comes last, and has no column of stories."""
    rows: tuple[tuple[Card, ...], ...]


class NotFound(Struct, frozen=True):
    """A wrong address, in every language."""

    head: Head
    names: Names
    messages: tuple[tuple[Door, str, str], ...]
    """Door, heading and a sentence."""
    base: str | None
    """Path of the site on its host, where it knows its address: the page then takes its style from there."""


def plan_front_door(editions: Mapping[str, Edition]) -> Iterator[SitePage]:
    """Plan ``index.html``, the site's ``x-default``."""
    homes = tuple((lang, home_path(lang)) for lang in editions)
    first = next(iter(editions.values()))
    shown = _find_shown(tuple(editions.values()))
    yield SitePage(
        FRONT_DOOR,
        "front.html",
        partial(_front_door, tuple(editions.values())),
        lang=first.lang,
        alternates=with_default(homes),
        origin="front door",
        reads=(first.totals, first.home, first.marks(shown)),
    )


def _find_shown(editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """Name the newest stories that every language tells."""
    first, *others = (edition.digest for edition in editions)
    told = (record_id for record_id in first.order if all(record_id in other.records for other in others))
    return tuple(islice(told, SHOWN))


def _front_door(editions: tuple[Edition, ...]) -> FrontDoor:
    first = editions[0]
    config = first.config
    tongues = [edition for edition in editions if edition.lang not in config.converted]
    rows = tuple(tuple(edition.card(record_id) for edition in tongues) for record_id in _find_shown(editions))
    head = Head(
        lang=first.lang,
        title=" · ".join(name for name, _ in _names(config)),
        origin="front door",
        twins=((first.lang, FRONT_DOOR),),
        description=_description(config, first.lang),
    )
    doors = (_door(config, edition.lang, home_path(edition.lang), count_digest(edition)) for edition in editions)
    return FrontDoor(head, _names(config), tuple(sorted(doors, key=lambda door: door.converted)), rows)


def plan_not_found(config: Config) -> Iterator[SitePage]:
    """Plan ``404.html``: served at any address, so its links are absolute, or it brings its own style."""
    lang = config.languages[0]
    names = _names(config)
    title = " · ".join(("404", *(name for name, _ in names)))
    head = Head(lang, title, "page not found", ((lang, "404.html"),))
    messages = []
    for each in config.languages:
        words = read_interface(each)
        path = home_path(each) if config.site_url is None else absolute(config.site_url, home_path(each))
        message = words("This page is not here. It may have moved, or the address may be mistyped.")
        messages.append((_door(config, each, path), words("Page not found"), message))
    base = None if config.site_url is None else urlsplit(config.site_url).path
    view = NotFound(head, names, tuple(messages), base)
    yield SitePage("404.html", "404.html", view, lang=lang, origin=head.origin, listed=False)


def _names(config: Config) -> Names:
    found: dict[str, str] = {}
    for lang in config.languages:
        if lang not in config.converted:
            found.setdefault(name_of(config, lang), lang)
    return tuple(found.items())


def _door(config: Config, lang: str, path: str, counts: tuple[str, ...] = ()) -> Door:
    words = read_interface(lang)
    return Door(
        lang=lang,
        spoken=words.lang,
        name=autonym(lang, config.languages),
        title=name_of(config, lang),
        description=_description(config, lang),
        enter=words("Read the digest"),
        path=path,
        counts=counts,
        converted=lang in config.converted,
    )


def _description(config: Config, lang: str) -> str:
    return config.description.get(lang) or read_interface(lang)(DESCRIPTION)
