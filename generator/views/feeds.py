"""Feeds: the newest stories of each language, region and tag, as Atom (RFC 4287) and JSON Feed 1.1.

In comes the digest, out come two files beside every page that they follow (``zh/tags/cao.html`` has
``zh/tags/cao.xml`` and ``zh/tags/cao.json``). An entry carries headline, summary and link, never the body.

- Addresses are absolute where the site has an address, and then they are the ids too. Without one, ids are
  ``urn:uuid:`` made from the entry's path (the same in every build), Atom links are relative to the feed itself,
  and JSON Feed, which knows no relative addresses, has none.
- Atom requires a date. An undated story carries ``atom.UNDATED``, which nobody can take for a newspaper's date, and
  no ``published``; a dated one carries midnight in China. The clock is never asked.
- Words are in the feed's language where a finished translation exists, else in the original and marked so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from generator.addresses import absolute, article_path, feed_path, home_path, region_path, tag_path
from generator.model import SitePage
from generator.reading import Reading, label_of
from generator.slugs import term
from generator.views.atom import render_atom
from generator.views.edition import name_of
from generator.views.jsonfeed import render_jsonfeed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Term
    from generator.reading import Words

NEWEST = 20
"""Stories in a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One story as a feed shows it."""

    id: str
    """An absolute IRI that is no other story's."""
    path: str
    """Of its page on the site."""
    title: Words
    summary: Words | None = None
    authors: tuple[Words, ...] = ()
    date: str | None = None
    """ISO 8601 day."""
    tags: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A list that someone follows."""

    id: str
    page: str
    """Path of the HTML page that shows the same stories."""
    lang: str
    title: str
    author: str
    """Whose digest it is."""
    description: str | None = None
    site_url: str | None = None
    entries: tuple[Entry, ...] = ()

    def address(self, path: str) -> str | None:
        """Give the absolute address of a path, ``None`` where the site has none."""
        return None if self.site_url is None else absolute(self.site_url, path)


@dataclass(frozen=True, slots=True)
class Followed:
    """A page that has feeds."""

    page: str
    label: str | None
    """The region or tag, ``None`` for the whole digest."""
    ids: Iterable[str]
    """Its stories, newest first."""

    def title(self, name: str) -> str:
        """Title the feed, under the name of the digest."""
        return name if self.label is None else f"{name} · {self.label}"


def plan_feeds(digest: Digest, config: Config) -> Iterator[SitePage]:
    """Plan two files for every list that can be followed."""
    for lang in config.languages:
        name = name_of(config, lang)
        entry = cache(partial(_entry, digest, config, lang))
        for followed in plan_followed(digest, lang):
            feed = Feed(
                id=identify(followed.page, config),
                page=followed.page,
                lang=lang,
                title=followed.title(name),
                author=name,
                description=config.description.get(lang),
                site_url=config.site_url,
                entries=tuple(entry(record_id) for record_id in islice(followed.ids, NEWEST)),
            )
            yield _site_page(feed, "xml", render_atom(feed))
            yield _site_page(feed, "json", render_jsonfeed(feed))


def plan_followed(digest: Digest, lang: str) -> Iterator[Followed]:
    """Name what can be followed: the home page, every region and every tag."""
    yield Followed(home_path(lang), None, digest.records)
    gazetteer = digest.lexicon.gazetteer
    position = {record_id: number for number, record_id in enumerate(digest.records)}
    for code, told in digest.regions.items():
        # Who follows a place wants what happened there and what names it, in one list.
        both = merge(told.primary, told.mentions, key=position.__getitem__)
        yield Followed(region_path(lang, gazetteer.slugs(code)), gazetteer.label(code, lang)[0], both)
    for tag, ids in sorted(digest.tags.items()):
        named = term(tag, digest.lexicon)
        yield Followed(tag_path(lang, named.slug), label_of(named, lang), ids)


def identify(path: str, config: Config) -> str:
    """Name a path for ever: its address, else a UUID made of the path."""
    if config.site_url is not None:
        return absolute(config.site_url, path)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'baozhai:{path}')}"


def _entry(digest: Digest, config: Config, lang: str, record_id: str) -> Entry:
    record = digest.records[record_id]
    reading = Reading(record, lang, digest.translations)
    path = article_path(lang, record.id)
    return Entry(
        id=identify(path, config),
        path=path,
        title=reading.title(),
        summary=reading.find("summary"),
        authors=reading.authors(),
        date=record.date,
        tags=tuple(term(tag, digest.lexicon) for tag in record.tags),
    )


def _site_page(feed: Feed, form: str, text: str) -> SitePage:
    path = feed_path(feed.page, form)
    return SitePage(path, None, text, lang=feed.lang, origin=f"feed of {feed.page}", listed=False)
