"""A feed as an Atom document (RFC 4287); see ``feeds`` for what stands in it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import feed_path, relative
from generator.reading import label_of
from generator.views.xmltext import DECLARATION, branch, leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.reading import Words
    from generator.views.feeds import Entry, Feed

UNDATED = "1970-01-01T00:00:00Z"
"""``updated`` of a story whose date nobody knows."""


TYPES = {"self": "application/atom+xml", "alternate": "text/html"}


def render_atom(feed: Feed) -> str:
    """Write the feed; without an address of the site, links are relative to the feed's own place."""
    return DECLARATION + branch("feed", _feed(feed), {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.lang})


def _feed(feed: Feed) -> Iterator[str]:
    yield leaf("id", feed.id)
    yield leaf("title", feed.title)
    if feed.description is not None:
        yield leaf("subtitle", feed.description)
    yield leaf("updated", max((_updated(entry) for entry in feed.entries), default=UNDATED))
    yield branch("author", [leaf("name", feed.author)])
    yield leaf("generator", "Baozhai")
    yield _link(feed, feed_path(feed.page), "self")
    yield _link(feed, feed.page, "alternate", feed.lang)
    for entry in feed.entries:
        yield branch("entry", _entry(feed, entry))


def _entry(feed: Feed, entry: Entry) -> Iterator[str]:
    yield leaf("id", entry.id)
    yield _words("title", entry.title, feed.lang)
    yield leaf("updated", _updated(entry))
    if entry.date is not None:
        yield leaf("published", _updated(entry))
    for author in entry.authors:
        # RFC 4287 lets no attribute stand on the name itself.
        yield branch("author", [leaf("name", author.text)], _language(author, feed.lang))
    for tag in entry.tags:
        yield leaf("category", attributes={"term": tag.slug, "label": label_of(tag, feed.lang)})
    yield _link(feed, entry.path, "alternate", entry.lang)
    if entry.summary is not None:
        yield _words("summary", entry.summary, feed.lang)


def _words(tag: str, words: Words, lang: str) -> str:
    return leaf(tag, words.text, _language(words, lang))


def _language(words: Words, lang: str) -> dict[str, str | None]:
    return {"xml:lang": None if words.lang == lang else words.lang}


def _link(feed: Feed, path: str, rel: str, lang: str | None = None) -> str:
    href = feed.address(path) or relative(feed_path(feed.page), path)
    return leaf("link", attributes={"rel": rel, "type": TYPES[rel], "hreflang": lang, "href": href})


def _updated(entry: Entry) -> str:
    return UNDATED if entry.date is None else f"{entry.date}T00:00:00+08:00"
