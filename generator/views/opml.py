"""``feeds.opml``: every Atom feed of the site in one list, for a feed reader to import.

In comes the digest as each language tells it, out comes OPML 2.0: a folder a language, in it the whole digest, its
regions and its tags. Addresses are absolute where the site has one, else relative to the list itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.addresses import absolute, feed_path
from generator.model import SitePage
from generator.views.edition import name_of
from generator.views.feeds import plan_followed
from generator.views.xmltext import DECLARATION, branch, leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Reads
    from generator.views.feeds import Followed

PATH = "feeds.opml"
MOST_TAGS = 150
"""Tags that are listed, the most frequent: nobody follows thousands, and the list must not grow with the archive."""


def plan_opml(digests: Mapping[str, Digest], config: Config) -> Iterator[SitePage]:
    """Plan the list of feeds."""
    made = partial(render_opml, digests, config)
    yield SitePage(PATH, None, made, origin="list of feeds", listed=False, reads=_reads(digests))


def _reads(digests: Mapping[str, Digest]) -> Reads:
    return tuple(
        (lang, tuple(digest.regions), tuple((tag, len(ids)) for tag, ids in digest.tags.items()))
        for lang, digest in digests.items()
    )


def render_opml(digests: Mapping[str, Digest], config: Config) -> str:
    """Write the list."""
    head = branch("head", [leaf("title", name_of(config, config.languages[0]))])
    body = branch("body", (_folder(digest, config, lang) for lang, digest in digests.items()))
    return DECLARATION + branch("opml", [head, body], {"version": "2.0"})


def _folder(digest: Digest, config: Config, lang: str) -> str:
    name = name_of(config, lang)
    outlines = (_outline(followed, config, lang) for followed in plan_followed(digest, lang, config, MOST_TAGS))
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
