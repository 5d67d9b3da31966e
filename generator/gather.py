"""The first half of the story: raw pages on disk and the records beside them → the records that the digest is made of.

What can't be read never takes the rest with it, and never lets anything out: a page whose notes are broken publishes
excerpts only, and while a record is broken, the article that may be its own waits.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.cachefolder import make_cache
from generator.checks import check_records
from generator.enrich.home import choose_home
from generator.enrich.record import enrich_record, make_record, tag_records
from generator.errors import Location, Problem, SeedError
from generator.invocation import command
from generator.lexicon import Lexicon, read_lexicon
from generator.parse import parse_page
from generator.records import Kept, Pages, Reconciled, held_ids, match_ids, read_records, reconcile
from generator.seeds import find_seeds, read_seed, seed_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


@dataclass(slots=True)
class _Seeds:
    """What the seeds folder holds; filled while it is read."""

    pages: list[ParsedPage] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    """Ids of printed pages that can't be read."""
    guarded: set[str] = field(default_factory=set)
    """Ids of printed pages of which excerpts only may be published, or whose rights can't be read."""
    problems: list[Problem] = field(default_factory=list)


def gather(config: Config, progress: Progress) -> Gathered:
    """Read and parse every raw page, enrich its articles, and lay them over the records on disk."""
    seeds = _parse_seeds(config, progress)
    make_cache(config.cache)
    lexicon = read_lexicon(config.lexicon)
    kept, unread = read_records(config.records)
    home = choose_home((article for page in seeds.pages for article in page.articles), lexicon.gazetteer, config.region)
    named, waiting = _name_articles(seeds.pages, (kept, held_ids(unread, config.records)), config)
    fresh = tag_records(_enrich(named, (lexicon, home), progress), lexicon, config.cache)
    known = Pages(frozenset(page.page.id for page in seeds.pages), frozenset(seeds.failed))
    reconciled = _guard(reconcile(fresh, kept, config.records, known), seeds.guarded)
    problems = (*seeds.problems, *unread, *waiting, *reconciled.problems)
    return Gathered(tuple(seeds.pages), fresh, kept, reconciled, lexicon, home, problems)


def find_doubts(records: Sequence[Record], config: Config) -> Iterator[Problem]:
    """Check records; raw pages are named by a path that opens from where the command was run."""
    for doubt in check_records(records, config.records):
        path = seed_path(doubt.location.path, config.seeds)
        yield replace(doubt, location=replace(doubt.location, path=path))


def _parse_seeds(config: Config, progress: Progress) -> _Seeds:
    found, problems = find_seeds(config.seeds)
    seeds = _Seeds(problems=list(problems))
    for number, seed in enumerate(found):
        progress("parse", number, len(found))
        try:
            parsed = parse_page(read_seed(seed, config))
        except SeedError as error:
            seeds.failed.add(seed.id)
            seeds.problems.append(error.problem)
            if error.problem.code.startswith("seed-note"):
                seeds.guarded.add(seed.id)
            continue
        seeds.pages.append(parsed)
        if parsed.page.rights == "excerpt":
            seeds.guarded.add(seed.id)
        if not parsed.articles:
            seeds.problems.append(_nothing_found(seed.path.as_posix()))
    progress("parse", len(found), len(found))
    if not found:
        hint = "put raw pages there as .txt files, one printed page a file"
        seeds.problems.append(Problem("seeds-none", Location(config.seeds.as_posix()), "no raw pages", hint))
    return seeds


def _nothing_found(path: str) -> Problem:
    hint = f"every line was taken for furniture: see them with: {command('parse --explain')}"
    return Problem("page-without-articles", Location(path), "no article was found on this page", hint)


def _name_articles(
    pages: Sequence[ParsedPage], on_disk: tuple[Sequence[Kept], frozenset[str]], config: Config
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Give every article the id it has on disk, or a new one; what may be a record that can't be read must wait."""
    kept, held = on_disk
    by_page: dict[str, list[Kept]] = defaultdict(list)
    for item in kept:
        by_page[item.record.page_id].append(item)
    records, problems = [], []
    for page in pages:
        ids = match_ids(page, by_page[page.page.id], held)
        for record_id, article in zip(ids, page.articles, strict=True):
            if record_id is not None:
                record = make_record(record_id, config.languages[0], article, page)
                records.append(replace(record, paper=record.paper or config.paper))
        if None in ids:
            problems.append(_waiting(config, page, ids.count(None)))
    return tuple(records), tuple(problems)


def _waiting(config: Config, page: ParsedPage, count: int) -> Problem:
    place = Location((config.records / page.page.id).as_posix())
    message = f"{count} {'article waits' if count == 1 else 'articles wait'}, neither parsed anew nor published"
    return Problem(
        "record-waits", place, message, "mend the record of this folder that can't be read, then build again"
    )


def _enrich(records: Sequence[Record], known: tuple[Lexicon, str | None], progress: Progress) -> Iterable[Record]:
    lexicon, home = known
    for number, record in enumerate(records):
        progress("enrich", number, len(records))
        yield enrich_record(record, lexicon, home)
    progress("enrich", len(records), len(records))


def _guard(reconciled: Reconciled, guarded: set[str]) -> Reconciled:
    """Publish only excerpts of guarded pages, also where a record was edited before its page said so."""
    records = (
        replace(record, rights="excerpt") if record.page_id in guarded else record for record in reconciled.records
    )
    return replace(reconciled, records=tuple(records))
