"""``feeds.opml``: every Atom feed of the site in one list, for a feed reader to import.

In comes the digest, out comes OPML 2.0: a folder a language, in it the whole digest, its
regions and its tags. Addresses are absolute where the site has one, else relative to the list itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import absolute, feed_path
from generator.model import SitePage
from generator.views.edition import name_of
from generator.views.feeds import plan_followed
from generator.views.xmltext import DECLARATION, branch, leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.config import Config
    from generator.digest import Digest
    from generator.views.feeds import Followed

PATH = "feeds.opml"


def plan_opml(digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan the list of feeds."""
    yield SitePage(PATH, None, render_opml(digest, config), origin="list of feeds", listed=False)


def render_opml(digest: Digest, config: Config) -> str:
    """Write the list."""
    head = branch("head", [leaf("title", name_of(config, config.languages[0]))])
    body = branch("body", (_folder(digest, config, lang) for lang in config.languages))
    return DECLARATION + branch("opml", [head, body], {"version": "2.0"})


def _folder(digest: Digest, config: Config, lang: str) -> str:
    name = name_of(config, lang)
    outlines = (_outline(followed, config, lang) for followed in plan_followed(digest, lang))
    return branch("outline", outlines, {"text": name, "language": lang})


def _outline(followed: Followed, config: Config, lang: str) -> str:
    title = followed.title(name_of(config, lang))
    attributes = {
        "type": "rss",  # what OPML calls every kind of feed
        "text": title,
        "title": title,
        "xmlUrl": _address(config, feed_path(followed.page)),
        "htmlUrl": _address(config, followed.page),
        "language": lang,
    }
    return leaf("outline", attributes=attributes)


def _address(config: Config, path: str) -> str:
    return path if config.site_url is None else absolute(config.site_url, path)
