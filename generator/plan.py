"""The plan of the site: a digest goes in, every page of the site comes out, each at an address of its own.

A new kind of page is one module in ``generator.views`` and one line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from generator.views.numbers import plan_numbers
from generator.views.opml import plan_opml
from generator.views.regions import plan_region_index, plan_region_pages, plan_unplaced
from generator.views.sitemap import plan_robots, plan_sitemap
from generator.views.withhold import withhold_bodies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.config import Config
    from generator.digest import Digest
    from generator.model import SitePage
    from generator.views.edition import Edition

IN_EACH_LANGUAGE: tuple[Callable[[Edition], Iterator[SitePage]], ...] = (
    plan_home,
    plan_articles,
    plan_print_pages,
    plan_issues,
    plan_region_index,
    plan_region_pages,
    plan_unplaced,
    plan_tags,
    plan_tag_pages,
    plan_bylines,
    plan_byline_pages,
    plan_pages,
    plan_numbers,
    plan_about,
)
"""HTML pages; each view gets the digest in one language."""

ONCE: tuple[Callable[[Digest, Config], Iterator[SitePage]], ...] = (plan_feeds, plan_opml, plan_robots, plan_export)
"""Files for machines."""


def plan_site(digest: Digest, config: Config) -> tuple[SitePage, ...]:
    """Plan all pages; refuse two that want one address, and name who asked for them."""
    pages = tuple(_plan(withhold_bodies(digest), config))
    pages += tuple(plan_sitemap(pages, config))
    check_addresses(pages)
    return pages


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


def _plan(digest: Digest, config: Config) -> Iterator[SitePage]:
    editions = {lang: make_edition(digest, config, lang) for lang in config.languages}
    yield from plan_front_door(editions, config)
    yield from plan_not_found(config)
    for edition in editions.values():
        for plan in IN_EACH_LANGUAGE:
            yield from plan(edition)
    for plan_once in ONCE:
        yield from plan_once(digest, config)
