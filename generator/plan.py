"""The plan of the site: a digest goes in, every page of the site comes out, each at an address of its own.

A new kind of page is one module in ``generator.views`` and one line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.digest import index_briefs
from generator.errors import Location, PlanError
from generator.views.about import plan_about
from generator.views.article import plan_articles
from generator.views.clouds import plan_bylines, plan_pages, plan_tags
from generator.views.doors import plan_front_door, plan_not_found
from generator.views.edition import make_edition
from generator.views.export import plan_export
from generator.views.feeds import plan_feeds
from generator.views.home import plan_home
from generator.views.lists import plan_byline_pages, plan_issues, plan_print_pages, plan_tag_pages
from generator.views.months import plan_months
from generator.views.numbers import plan_numbers
from generator.views.opml import plan_opml
from generator.views.pictures import plan_pictures
from generator.views.printouts import plan_printouts
from generator.views.regions import plan_region_index, plan_region_pages, plan_unplaced
from generator.views.related import find_ids, relate
from generator.views.search import plan_search
from generator.views.searchindex import make_index, plan_search_index
from generator.views.sitemap import plan_robots, plan_sitemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.config import Config
    from generator.digest import Digest
    from generator.easel import Easel
    from generator.model import SitePage
    from generator.views.edition import Edition
    from generator.views.related import Relations

IN_EACH_LANGUAGE: tuple[tuple[str | None, Callable[[Edition], Iterator[SitePage]]], ...] = (
    (None, plan_home),
    (None, plan_articles),
    ("prints", plan_print_pages),
    ("issues", plan_issues),
    ("printouts", plan_printouts),
    ("regions", plan_region_index),
    ("regions", plan_region_pages),
    ("regions", plan_unplaced),
    ("tags", plan_tags),
    ("tags", plan_tag_pages),
    ("bylines", plan_bylines),
    ("bylines", plan_byline_pages),
    ("prints", plan_pages),
    ("numbers", plan_numbers),
    ("months", plan_months),
    ("about", plan_about),
)
"""HTML pages, each with the kind by which the settings may leave it out; each view gets the digest in one language."""


OF_TEXTS = (
    (None, plan_home),
    (None, plan_articles),
    ("printouts", plan_printouts),
    ("numbers", plan_numbers),
)
"""Those of them that show more of a record than its brief has."""


def plan_site(
    digest: Digest, config: Config, relations: Relations | None = None, easel: Easel | None = None
) -> tuple[SitePage, ...]:
    """Plan all pages; refuse two that want one address, and name who asked for them.

    ``easel`` is what pictures are painted with, where stories have some.
    """
    related = find_ids(relate(digest, {}) if relations is None else relations)
    pages = tuple(_plan(digest, config, related, easel))
    if config.untranslated == "skip":
        pages = _leave_out_absent(pages)
    if "sitemap" in config.pages:
        pages += tuple(plan_sitemap(pages, config))
    check_addresses(pages)
    check_volumes(pages, config)
    return pages


def plan_texts(
    digest: Digest,
    config: Config,
    related: Mapping[str, tuple[str, ...]],
    record_ids: frozenset[str],
    *,
    pictured: bool = False,
) -> tuple[SitePage, ...]:
    """Plan only the pages that show the text of some records, everything else about which is as it was."""
    pages: list[SitePage] = []
    editions = {
        lang: make_edition(_tell(digest, config, lang), config, lang, related, only=record_ids, pictured=pictured)
        for lang in config.languages
    }
    for edition in editions.values():
        pages += (page for kind, plan in OF_TEXTS if kind is None or kind in config.pages for page in plan(edition))
    if "search" in config.pages:
        pages += plan_search_index(make_index(digest, editions), record_ids)
    if "export" in config.pages:
        pages += plan_export(digest, config)
    return tuple(pages)


def check_addresses(pages: Iterable[SitePage]) -> None:
    """Refuse two pages at one address; addresses that differ by case alone are one on some disks."""
    taken: dict[str, SitePage] = {}
    for page in pages:
        other = taken.setdefault(page.path.casefold(), page)
        if other is not page:
            raise PlanError(
                "address-taken",
                Location(page.path),
                f"wanted by {other.origin or other.path} and by {page.origin or page.path}",
                "rename one of the two, or give it a slug of its own in lexicon/",
            )


def check_volumes(pages: Iterable[SitePage], config: Config) -> None:
    """Refuse a page in the folder of another digest."""
    taken = {volume.casefold() for volume in config.volumes}
    for page in pages if taken else ():
        if page.path.partition("/")[0].casefold() in taken:
            message = f"wanted by {page.origin or page.path} and by the volume of that name"
            raise PlanError("address-taken", Location(page.path), message, "give the volume's folder another name")


def _plan(
    digest: Digest, config: Config, related: Mapping[str, tuple[str, ...]], easel: Easel | None
) -> Iterator[SitePage]:
    editions = {
        lang: make_edition(_tell(digest, config, lang), config, lang, related, pictured=easel is not None)
        for lang in config.languages
    }
    yield from plan_front_door(editions)
    yield from plan_not_found(config)
    for edition in editions.values():
        for kind, plan in IN_EACH_LANGUAGE:
            if kind is None or kind in config.pages:
                yield from plan(edition)
    yield from plan_pictures(editions, easel)
    if "search" in config.pages:
        index = make_index(digest, editions)
        for edition in editions.values():
            yield from plan_search(edition, index)
        yield from plan_search_index(index)
    yield from _plan_for_machines(digest, config, {lang: edition.digest for lang, edition in editions.items()})


def _plan_for_machines(digest: Digest, config: Config, told: Mapping[str, Digest]) -> Iterator[SitePage]:
    """Plan what no person reads; ``told`` is the digest as far as each language tells it."""
    if "feeds" in config.pages:
        for lang, spoken in told.items():
            yield from plan_feeds(spoken, replace(config, languages=(lang,)))
    if {"opml", "feeds"} <= {*config.pages}:  # a list of feeds where there are none would lead nowhere
        yield from plan_opml(told, config)
    yield from plan_robots(digest, config)
    if "export" in config.pages:
        yield from plan_export(digest, config)


def _tell(digest: Digest, config: Config, lang: str) -> Digest:
    """Leave out of the digest what has no words in a language, where the settings say so."""
    if config.untranslated == "show" or all(lang in brief.langs for brief in digest.records.values()):
        return digest
    told = (brief for brief in digest.records.values() if lang in brief.langs)
    furniture = {page.id: page.furniture for page in digest.pages}
    return index_briefs(told, furniture, digest.lexicon, digest.shelf)


def _leave_out_absent(pages: tuple[SitePage, ...]) -> tuple[SitePage, ...]:
    """Take from each page the languages in which it was not planned."""
    paths = {page.path for page in pages}
    return tuple(
        page
        if paths.issuperset([path for _, path in page.alternates])
        else replace(page, alternates=tuple(twin for twin in page.alternates if twin[1] in paths))
        for page in pages
    )
