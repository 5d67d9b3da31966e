"""The story: raw pages in, a digest site out, one line a stage.

    seeds ─read─▶ pages ─parse─▶ articles ─enrich─▶ records ─reconcile─▶ digest
                                     site/ ◀─publish─ files ◀─render─ site pages ◀─plan─┘

Only here is the order of the stages known. ``gather`` ends at the records, ``prepare`` at the rendered and
link-checked files in memory, ``build`` publishes them: nothing of ``site/`` changes before all else has worked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from generator.blame import Writers
from generator.checks import check_links, collapse_links
from generator.digest import Digest, make_digest
from generator.errors import Location, Problem
from generator.gather import Gathered, find_doubts, gather
from generator.overrides import find_strays
from generator.plan import plan_site
from generator.progress import silent
from generator.publish import Published, publish
from generator.records import apply
from generator.render import render_site
from generator.translate import find_orphans, find_unused, read_translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.config import Config
    from generator.model import Record
    from generator.progress import Progress

__all__ = ["Prepared", "Report", "build", "gather", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A whole site in memory."""

    gathered: Gathered
    digest: Digest
    files: Mapping[str, bytes]
    broken: tuple[Problem, ...]
    """Links that lead nowhere: such a site is not published."""
    problems: tuple[Problem, ...]
    """Everything that was found, the broken links included."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    articles: int
    files: int
    written: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float


def prepare(config: Config, progress: Progress = silent) -> Prepared:
    """Do everything but write: gather, translate, plan, render, check."""
    gathered = gather(config, progress)
    records = gathered.reconciled.records
    translations, untranslated = read_translations(config.records, config.languages[1:])
    furniture = {page.page.id: page.furniture for page in gathered.pages}
    digest = make_digest(records, gathered.lexicon, translations, furniture)
    planned = plan_site(digest, config if config.region else replace(config, region=gathered.home))
    files = render_site(planned, config)
    broken = tuple(find_broken(files, records, config))
    orphans = (
        *find_orphans(config.records, {record.page_id for record in records}),
        *find_unused(translations, records),
    )
    doubts = (*find_doubts(records, config), *find_strays(config))
    problems = (*gathered.problems, *untranslated, *orphans, *doubts, *broken)
    return Prepared(gathered, digest, files, broken, problems)


def build(config: Config, progress: Progress = silent) -> Report:
    """Build the site: write the records that are the parser's to write, then publish."""
    started = perf_counter()
    prepared = prepare(config, progress)
    problems = (*prepared.problems, *apply(prepared.gathered.reconciled))
    if prepared.broken:
        published = Published(0, 0)
        problems = (*problems, _unpublished(config, len(prepared.broken)))
    else:
        published = publish(prepared.files, config.output, config.sources)
    return Report(
        pages=len(prepared.gathered.pages),
        articles=len(prepared.digest.records),
        files=len(prepared.files),
        written=published.written,
        removed=published.removed,
        problems=problems,
        seconds=perf_counter() - started,
    )


def find_broken(files: Mapping[str, bytes], records: Sequence[Record], config: Config) -> Iterator[Problem]:
    """Yield the links of the site that lead nowhere, one that many pages repeat once, by its path in the output."""
    found = check_links(files, config.site_url, Writers(records, config).blame)
    for problem in collapse_links(found):
        yield replace(problem, location=Location((config.output / problem.location.path).as_posix()))


def _unpublished(config: Config, count: int) -> Problem:
    place = Location(config.output.as_posix())
    what = "a link of the new site leads" if count == 1 else f"{count} links of the new site lead"
    message = f"not published: {what} nowhere; the old site stands as it was"
    hint = "mend the template or the record that holds what is named above"
    return Problem("site-unpublished", place, message, hint, severity="error")
