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

from generator.checks import check_links, check_records
from generator.digest import Digest, make_digest
from generator.enrich.home import choose_home
from generator.enrich.record import enrich_record, make_record, tag_records
from generator.errors import Location, Problem, SeedError
from generator.lexicon import Lexicon, read_lexicon
from generator.parse import parse_page
from generator.plan import plan_site
from generator.progress import silent
from generator.publish import Published, publish
from generator.records import Kept, Pages, Reconciled, apply, match_ids, read_records, reconcile
from generator.render import render_site
from generator.seeds import find_seeds, read_seed
from generator.translate import read_translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.config import Config
    from generator.model import ParsedPage, Record
    from generator.progress import Progress


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records of all printed pages, and what that means for the files on disk."""

    pages: tuple[ParsedPage, ...]
    fresh: tuple[Record, ...]
    """As the parser reads them now."""
    kept: tuple[Kept, ...]
    """As they stand on disk."""
    reconciled: Reconciled
    lexicon: Lexicon
    home: str | None
    """Division code of the digest's home region."""
    problems: tuple[Problem, ...]


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


def gather(config: Config, progress: Progress = silent) -> Gathered:
    """Read and parse every raw page, enrich its articles, and lay them over the records on disk."""
    pages, failed, problems = _parse_seeds(config, progress)
    lexicon = read_lexicon(config.lexicon)
    kept, unread = read_records(config.records)
    home = choose_home((article for page in pages for article in page.articles), lexicon.gazetteer, config.region)
    fresh = _enrich(_identify(pages, kept, config), (lexicon, home), config, progress)
    known = Pages(frozenset(page.page.id for page in pages), failed)
    reconciled = reconcile(fresh, kept, config.records, known)
    return Gathered(pages, fresh, kept, reconciled, lexicon, home, (*problems, *unread, *reconciled.problems))


def prepare(config: Config, progress: Progress = silent) -> Prepared:
    """Do everything but write: gather, translate, plan, render, check."""
    gathered = gather(config, progress)
    records = gathered.reconciled.records
    translations, untranslated = read_translations(config.records, config.languages[1:])
    furniture = {page.page.id: page.furniture for page in gathered.pages}
    digest = make_digest(records, gathered.lexicon, translations, furniture)
    planned = plan_site(digest, config if config.region else replace(config, region=gathered.home))
    files = render_site(planned, config)
    broken = tuple(check_links(files, config.site_url))
    problems = (*gathered.problems, *untranslated, *check_records(records), *broken)
    return Prepared(gathered, digest, files, broken, problems)


def build(config: Config, progress: Progress = silent) -> Report:
    """Build the site: write the records that are the parser's to write, then publish."""
    started = perf_counter()
    prepared = prepare(config, progress)
    problems = (*prepared.problems, *apply(prepared.gathered.reconciled))
    if prepared.broken:
        published = Published(0, 0, 0)
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


def _parse_seeds(
    config: Config, progress: Progress
) -> tuple[tuple[ParsedPage, ...], frozenset[str], tuple[Problem, ...]]:
    """Parse what can be read; also the ids of the pages that can't, and why."""
    seeds, twins = find_seeds(config.seeds)
    pages, failed, problems = [], set(), list(twins)
    for number, seed in enumerate(seeds):
        progress("parse", number, len(seeds))
        try:
            parsed = parse_page(read_seed(seed, config))
        except SeedError as error:
            failed.add(seed.id)
            problems.append(error.problem)
        else:
            pages.append(parsed)
            problems += _find_nothing(parsed, seed.path.as_posix())
    progress("parse", len(seeds), len(seeds))
    if not seeds:
        hint = "put raw pages there as .txt files, one printed page a file"
        problems.append(Problem("seeds-none", Location(config.seeds.as_posix()), "no raw pages", hint))
    return tuple(pages), frozenset(failed), tuple(problems)


def _find_nothing(parsed: ParsedPage, path: str) -> Iterable[Problem]:
    if not parsed.articles:
        hint = "every line was taken for furniture: see them with: python -m generator parse --explain"
        yield Problem("page-without-articles", Location(path), "no article was found on this page", hint)


def _identify(pages: Sequence[ParsedPage], kept: Sequence[Kept], config: Config) -> Iterable[Record]:
    """Give every article the id it has on disk, or a new one."""
    by_page: dict[str, list[Kept]] = {}
    for item in kept:
        by_page.setdefault(item.record.page_id, []).append(item)
    for page in pages:
        ids = match_ids(page, by_page.get(page.page.id, ()))
        for record_id, article in zip(ids, page.articles, strict=True):
            record = make_record(record_id, config.languages[0], article, page)
            yield replace(record, paper=record.paper or config.paper)


def _enrich(
    records: Iterable[Record], known: tuple[Lexicon, str | None], config: Config, progress: Progress
) -> tuple[Record, ...]:
    lexicon, home = known
    found = tuple(records)
    enriched = []
    for number, record in enumerate(found):
        progress("enrich", number, len(found))
        enriched.append(enrich_record(record, lexicon, home))
    progress("enrich", len(found), len(found))
    return tag_records(enriched, lexicon, config.cache)


def _unpublished(config: Config, count: int) -> Problem:
    place = Location(config.output.as_posix())
    message = f"not published: {count} links of the new site lead nowhere; the old site stands as it was"
    return Problem(
        "site-unpublished", place, message, "mend the template or the record that holds them", severity="error"
    )
