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

from functools import partial
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from generator.addresses import absolute, article_path, feed_path, home_path, region_path, tag_path
from generator.model import SitePage
from generator.reading import label_of, spell_name
from generator.views.atom import render_atom
from generator.views.edition import name_of, note_of
from generator.views.jsonfeed import render_jsonfeed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import Term
    from generator.reading import Words

NEWEST = 20
"""Stories in a feed."""


class Entry(Struct, frozen=True):
    """One story as a feed shows it."""

    id: str
    """An absolute IRI that is no other story's."""
    path: str
    """Of its page on the site."""
    title: Words
    lang: str
    """What its page is really in."""
    summary: Words | None = None
    authors: tuple[Words, ...] = ()
    date: str | None = None
    """ISO 8601 day."""
    tags: tuple[Term, ...] = ()


class Feed(Struct, frozen=True):
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


class Followed(Struct, frozen=True):
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
        for followed in plan_followed(digest, lang, config):
            ids = tuple(islice(followed.ids, NEWEST))
            briefs = [digest.records[record_id] for record_id in ids]
            slugs = tuple(tuple(digest.terms[tag].slug for tag in brief.tags) for brief in briefs)
            reads = (lang, followed.label, tuple(brief.mark for brief in briefs), slugs)
            for form, render in (("xml", render_atom), ("json", render_jsonfeed)):
                yield SitePage(
                    feed_path(followed.page, form),
                    None,
                    partial(_render, render, (digest, config, lang), (followed.page, followed.title(name)), ids),
                    lang=lang,
                    origin=f"feed of {followed.page}",
                    listed=False,
                    reads=reads,
                )


def _render(
    render: Callable[[Feed], str], where: tuple[Digest, Config, str], what: tuple[str, str], ids: tuple[str, ...]
) -> str:
    digest, config, lang = where
    page, title = what
    return render(
        Feed(
            id=identify(page, config),
            page=page,
            lang=lang,
            title=title,
            author=name_of(config, lang),
            description=" ".join(filter(None, (config.description.get(lang), note_of(config, lang)))) or None,
            site_url=config.site_url,
            entries=tuple(_entry(digest, config, lang, record_id) for record_id in ids),
        )
    )


def plan_followed(digest: Digest, lang: str, config: Config, most: int | None = None) -> Iterator[Followed]:
    """Name what can be followed: the home page, every region, and every tag or the ``most`` frequent ones."""
    yield Followed(home_path(lang), None, digest.records)
    if config.feeds == "all" and "regions" in config.pages:
        yield from _follow_regions(digest, lang)
    if config.feeds == "all" and "tags" in config.pages:
        yield from _follow_tags(digest, lang, most)


def _follow_regions(digest: Digest, lang: str) -> Iterator[Followed]:
    gazetteer = digest.lexicon.gazetteer
    position = {record_id: number for number, record_id in enumerate(digest.records)}
    for code, told in digest.regions.items():
        # Who follows a place wants what happened there and what names it, in one list.
        both = merge(told.primary, told.mentions, key=position.__getitem__)
        yield Followed(region_path(lang, gazetteer.slugs(code)), gazetteer.label(code, lang)[0], both)


def _follow_tags(digest: Digest, lang: str, most: int | None) -> Iterator[Followed]:
    frequent = sorted(digest.tags, key=lambda tag: (-len(digest.tags[tag]), tag))[:most]
    for tag in sorted(frequent):
        ids = digest.tags[tag]
        named = digest.terms[tag]
        yield Followed(tag_path(lang, named.slug), label_of(named, lang), ids)


def identify(path: str, config: Config) -> str:
    """Name a path for ever: its address, else a UUID made of the path."""
    if config.site_url is not None:
        return absolute(config.site_url, path)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'baozhai:{path}')}"


def _entry(digest: Digest, config: Config, lang: str, record_id: str) -> Entry:
    brief = digest.records[record_id]
    wording = brief.wording(lang)
    path = article_path(lang, brief.id)
    return Entry(
        id=identify(path, config),
        path=path,
        title=wording.title,
        lang=brief.spoken(lang),
        summary=wording.summary,
        authors=tuple(spell_name(author, lang, digest.lexicon) for author in wording.authors),
        date=brief.date,
        tags=tuple(map(digest.terms.__getitem__, brief.tags)),
    )
