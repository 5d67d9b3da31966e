"""Everything but writing: what changed is read and rendered, by whatever crew there is, onto a stage or nowhere."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.blame import Writers
from generator.cache import with_cache
from generator.checks import collapse_links
from generator.config import Config
from generator.convert import convert_settings
from generator.crew import open_crew
from generator.digest import index_briefs
from generator.easel import find_easel
from generator.errors import Location, Problem
from generator.fingerprints import fingerprint
from generator.gather import Sources, find_folders, gather, know
from generator.lexicon import read_lexicon
from generator.memory import Memory, sign
from generator.overrides import find_strays
from generator.plan import plan_site, plan_texts
from generator.press import Before, fingerprint_look, print_site
from generator.recall import survey_sources
from generator.records import Reconciled, apply
from generator.seeds import check_folder, find_seeds
from generator.settle import settle_page
from generator.shelf import Shelf
from generator.slugs import known_slugs, recall_slugs
from generator.survey import TICK, survey_file, survey_folder, tell_time
from generator.views.related import find_ids, relate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.cache import Cache
    from generator.crew import Crew
    from generator.digest import Digest
    from generator.easel import Easel
    from generator.gather import Gathered
    from generator.model import SitePage
    from generator.press import Impression
    from generator.progress import Progress
    from generator.settle import Settled
    from generator.survey import Survey


Done = TypeVar("Done")
BESIDE = frozenset({"output", "cache", "executor", "strict", "json"})
"""Settings that change no byte of what is made."""


class Desk(Struct, frozen=True):
    """What lies ready for a piece of work."""

    config: Config
    memory: Memory
    crew: Crew
    sources: Sources
    progress: Progress


class Prepared(Struct, frozen=True):
    """A whole site, rendered as far as it had to be."""

    gathered: Gathered
    digest: Digest
    site: Impression
    problems: tuple[Problem, ...]
    """Everything that was found, the broken links included."""


@contextmanager
def open_desk(config: Config, cache: Cache, look: Survey, progress: Progress) -> Iterator[Desk]:
    """Lay ready what a build needs; what it will remember stands in the cache as soon as it is known."""
    told = repr(tuple((name, getattr(config, name)) for name in Config.__struct_fields__ if name not in BESIDE))
    base = fingerprint((told, _read_all(config.lexicon)))
    below = f"{config.records}{os.sep}"
    records = {path: signature for path, signature in look.items() if path.startswith(below)}
    lexicon = read_lexicon(config.lexicon, config.traditional)
    config = convert_settings(config, lexicon)
    sources = Sources(config, lexicon, records, base)
    memory = Memory(cache)
    recall_slugs(memory.slugs())
    with open_crew(config.executor, config.cache) as crew:
        yield Desk(config, memory, crew, sources, progress)


def with_desk(config: Config, progress: Progress, work: Callable[[Desk], Done]) -> Done:
    """Do a piece of work that writes no site."""
    check_folder(config.seeds)

    def at_desk(cache: Cache) -> Done:
        with open_desk(config, cache, survey_sources(config), progress) as desk:
            return work(desk)

    return with_cache(config, at_desk)


def _read_all(folder: Path) -> tuple[tuple[str, bytes], ...]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def gather_records(desk: Desk) -> Gathered:
    """Read what changed, and remember it."""
    gathered = gather(desk.sources, desk.crew, desk.memory, desk.progress)
    desk.memory.save()
    return gathered


def settle_in_full(desk: Desk) -> Iterator[Settled]:
    """Lay the articles of every printed page that has records over them once more; all must have been gathered."""
    known = know(desk.sources, desk.memory)
    seeds, _ = find_seeds(desk.config.seeds)
    for folder in find_folders(desk.sources, seeds, desk.memory).values():
        if folder.records:
            yield settle_page(known, folder, desk.memory.find_seed(folder.id))


def make_digest(desk: Desk, gathered: Gathered) -> Digest:
    """Index what was gathered; the texts stay on the shelf."""
    return index_briefs(
        gathered.briefs, gathered.furniture, desk.sources.lexicon, Shelf(desk.memory.cache.path.resolve())
    )


def make_site(desk: Desk, gathered: Gathered, stage: tuple[Path, Mapping[str, str]] | None) -> Prepared:
    """Plan the whole site and render what changed, onto a stage beside what stands, or nowhere."""
    config, memory = desk.config, desk.memory
    digest = make_digest(desk, gathered)
    found = find_easel(config)
    easel, missing = (None, (found,)) if isinstance(found, Problem) else (found, ())
    before = Before() if stage is None else Before(stage[1], memory.printed(), memory.targets, memory.references)
    planned = _plan(desk, (digest, gathered.home, easel), before)
    memory.put_slugs(known_slugs())
    memory.cache.commit()
    job = (config, None if stage is None else stage[0], desk.sources.base)
    writers = Writers(digest, config)
    hands = (desk.crew, desk.progress)
    site = print_site(planned.pages, job, before, hands, blame=writers.blame, kept=planned.kept)
    broken = tuple(_locate(site.broken, config))
    doubts = (*gathered.problems, *find_strays(config), *missing)
    return Prepared(gathered, digest, replace(site, broken=broken), (*doubts, *broken))


class _Planned(Struct, frozen=True):
    """What is planned anew, and which pages stand as they should."""

    pages: tuple[SitePage, ...]
    kept: frozenset[str] = frozenset()


def _plan(desk: Desk, made_from: tuple[Digest, str | None, Easel | None], before: Before) -> _Planned:
    """Plan the whole site; where nothing but texts of records changed, only the pages that show these."""
    digest, home, easel = made_from
    memory = desk.memory
    config = desk.config if desk.config.region else replace(desk.config, region=home)
    texts = {record_id: brief.text for record_id, brief in digest.records.items()}
    told = tuple((page.id, page.furniture) for page in digest.pages)
    whole = fingerprint((desk.sources.base, home, digest.mark, told, fingerprint_look(config), easel and easel.mark))
    old, relations = memory.overview(), memory.relations()
    if old is not None and old[0] == whole:
        changed = frozenset(record_id for record_id, text in texts.items() if old[1].get(record_id) != text)
        pages = plan_texts(digest, config, find_ids(relations), changed, pictured=easel is not None)
        kept = {path for path, row in before.printed.items() if row.key} - {page.path for page in pages}
        if kept and all(map(before.stands, kept)):
            memory.put_overview(whole, texts)
            return _Planned(pages, frozenset(kept))
    found = relate(digest, relations)
    memory.put_relations(found)
    memory.put_overview(whole, texts)
    return _Planned(plan_site(digest, config, found, easel))


def _locate(broken: Iterable[Problem], config: Config) -> Iterator[Problem]:
    """Yield the broken links, one that many pages repeat once, by its path in the output."""
    for problem in collapse_links(sorted(broken, key=lambda problem: problem.location.path)):
        yield replace(problem, location=Location((config.output / problem.location.path).as_posix()))


# ---------------------------------------------------------------- records


def settle_records(desk: Desk) -> tuple[Problem, ...]:
    """Write and remove the records that are the parser's to write and remove, and remember them as they stand then."""
    memory = desk.memory
    due = {page_id: row for page_id, row in memory.pages.items() if row.writes or row.removals}
    problems: list[Problem] = []
    clean = []
    written: Survey = {}
    for page_id, row in due.items():
        writes = {Path(path): memory.find_write(path) for path in row.writes}
        found = apply(Reconciled((), writes, tuple(map(Path, row.removals)), ()))
        problems += found
        if row.removals:  # what stays may mean something else now: a copy of what went, for one
            memory.unsettle(page_id)
        elif not found:
            clean.append(page_id)
            written |= {path: survey_file(path, sys.maxsize) for path in row.writes}
    if clean:
        _remember_written(desk, clean, written)
    elif due:
        memory.save()
    return tuple(problems)


def _remember_written(desk: Desk, page_ids: list[str], written: Survey) -> None:
    """Remember how the files of these pages stand now; one that a person changed meanwhile is not what was read."""
    # A file that is changed again within a tick might keep its time stamp: wait until it could not.
    time.sleep(TICK / 1e9)
    config, memory = desk.config, desk.memory
    found = survey_folder(config.records, tell_time(config.cache))
    known = {**desk.sources.files, **written}
    files = {path: signature if signature == known.get(path) else None for path, signature in found.items()}
    folders = find_folders(replace(desk.sources, files=files), find_seeds(config.seeds)[0], memory)
    for page_id in page_ids:
        if page_id in folders:
            memory.settle_writes(page_id, sign(folders[page_id], files))
    memory.save()
