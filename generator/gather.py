"""The first half of the story: raw pages on disk and the records beside them → what the digest is made of.

Printed pages are worked on one by one, by whatever crew there is, and only those of which a file changed. What can't be
read never takes the rest with it, and never lets anything out: a page whose notes are broken publishes excerpts only,
and while a record is broken, the article that may be its own waits.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.briefs import Brief
from generator.checks import check_doubles
from generator.checks.wording import check_renderings
from generator.doubts import heed
from generator.enrich.home import settle_home
from generator.errors import Location, Problem
from generator.fingerprints import fingerprint
from generator.recall import flatten_problem, unflatten_problems
from generator.records import is_record_path
from generator.seeds import find_seeds, seed_key
from generator.settle import Folder, Known, group_by_page, localise, read_seed_page, settle_page, shelve
from generator.slugs import recall_slugs
from generator.translate import find_orphans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.config import Config
    from generator.crew import Crew
    from generator.lexicon import Lexicon
    from generator.memory import Memory
    from generator.progress import Progress
    from generator.seeds import Seed
    from generator.settle import Counts, SeedPage, Shelved
    from generator.survey import Survey

_Item = TypeVar("_Item")

PAGES_A_BATCH = 24
"""Printed pages that go to a process at once."""
STAGES = ("seed", "records", "wait", "reconcile", "translation", "unused", "doubt", "wording")
"""In the order in which problems are told."""


class Gathered(Struct, frozen=True):
    """What is known of all printed pages."""

    pages: int
    """Raw pages that could be read."""
    articles: int
    """Records, drafts with them."""
    briefs: tuple[Brief, ...]
    furniture: Mapping[str, bytes]
    """By page id, fingerprint of what stands beside the stories."""
    home: str | None
    """Division code of the digest's home region."""
    writes: tuple[str, ...]
    """Paths of records to be written."""
    removals: tuple[str, ...]
    problems: tuple[Problem, ...]


class Sources(Struct, frozen=True):
    """What a build starts from."""

    config: Config
    lexicon: Lexicon
    files: Survey
    """Of the records folder."""
    base: bytes
    """Fingerprint of settings and lexicon."""


def gather(sources: Sources, crew: Crew, memory: Memory, progress: Progress) -> Gathered:
    """Read and parse every raw page, enrich its articles, and lay them over the records on disk."""
    config = sources.config
    seeds, problems = find_seeds(config.seeds)
    if not seeds:
        hint = "put raw pages there as .txt files, one printed page a file"
        problems = (*problems, Problem("seeds-none", Location(config.seeds.as_posix()), "no raw pages", hint))
    _read_seeds(sources, seeds, (crew, memory), progress)
    known = know(sources, memory)
    _settle_all(known, (sources, seeds), (crew, memory), progress)
    return _sum_up(sources, problems, memory, known.home)


def know(sources: Sources, memory: Memory) -> Known:
    """Say what is the same for all printed pages, as soon as all raw pages were read."""
    told: Counter[str] = Counter()
    for row in memory.seeds.values():
        told.update(dict(row.provinces))
    home = settle_home([told], sources.lexicon.gazetteer, sources.config.region)
    return Known(sources.config, sources.lexicon, home, memory.frequencies())


# ---------------------------------------------------------------- raw pages


def _read_seeds(sources: Sources, seeds: Sequence[Seed], hands: tuple[Crew, Memory], progress: Progress) -> None:
    """Read the raw pages that changed; of the others what was counted is remembered."""
    crew, memory = hands
    keys = {seed.id: fingerprint((sources.base, seed_key(seed))) for seed in seeds}
    changed = [seed for seed in seeds if seed.id not in memory.seeds or memory.seeds[seed.id].key != keys[seed.id]]
    shared = (sources.config, sources.lexicon)
    done = 0
    for batch in crew.run(_read_batch, shared, _cut(changed, PAGES_A_BATCH)):
        for seed_id, page, counts in batch:
            memory.put_seed(seed_id, keys[seed_id], page, counts)
            done += 1
        progress("parse", done, len(changed))
    memory.forget_seeds({*memory.seeds} - {*keys})


def _read_batch(shared: tuple[Config, Lexicon], seeds: Sequence[Seed]) -> list[tuple[str, SeedPage, Counts]]:
    return [(seed.id, *read_seed_page(seed, *shared)) for seed in seeds]


# ---------------------------------------------------------------- records


def _settle_all(
    known: Known, given: tuple[Sources, Sequence[Seed]], hands: tuple[Crew, Memory], progress: Progress
) -> None:
    """Settle every printed page of which something changed, and those that a misplaced file belongs to once more."""
    sources, seeds = given
    memory = hands[1]
    own = _group_files(sources, seeds)
    basis = {
        page_id: fingerprint(
            (sources.base, known.home, (memory.seeds[page_id].key, memory.weigh()) if folder.seed is not None else None)
        )
        for page_id, folder in own.items()
    }
    nowhere = fingerprint((sources.base, known.home, None))
    folders: dict[str, Folder] = {}
    for _ in range(2):
        before, folders = folders, _with_strays(own, memory)
        todo = [
            folder
            for page_id, folder in folders.items()
            if folder != before.get(page_id) and not memory.holds(folder, basis.get(page_id, nowhere), sources.files)
        ]
        _settle(known, todo, (hands, basis, nowhere, sources.files), progress)
    memory.forget_pages({*memory.pages} - {*folders})


def find_folders(sources: Sources, seeds: Sequence[Seed], memory: Memory) -> dict[str, Folder]:
    """Say what is on disk for each printed page."""
    return _with_strays(_group_files(sources, seeds), memory)


def _group_files(sources: Sources, seeds: Sequence[Seed]) -> dict[str, Folder]:
    """Group what is on disk by printed page; what lies elsewhere below the records folder stands under no id."""
    start = len(str(sources.config.records)) + 1
    wanted = {f"{lang}.po" for lang in sources.config.languages[1:]}
    records: dict[str, list[str]] = {}
    catalogues: dict[str, list[str]] = {}
    for path in sources.files:
        parts = tuple(path[start:].split(os.sep))  # noqa: PTH206 - a Path for each of very many takes as long as all else
        page_id = parts[0] if len(parts) == 2 else ""
        if is_record_path(parts):
            records.setdefault(page_id, []).append(path)
        elif parts[-1] in wanted and page_id:
            catalogues.setdefault(page_id, []).append(path)
    by_id = {seed.id: seed for seed in seeds}
    return {
        page_id: Folder(
            page_id, by_id.get(page_id), tuple(records.get(page_id, ())), tuple(catalogues.get(page_id, ()))
        )
        for page_id in sorted({*by_id, *records, *catalogues})
    }


def _with_strays(own: Mapping[str, Folder], memory: Memory) -> dict[str, Folder]:
    """Give each page the files that hold its records and lie elsewhere."""
    strays = group_by_page(
        (path, page_id)
        for folder_id, row in memory.pages.items()
        if folder_id in own
        for path, page_id in row.strays
        if path in own[folder_id].records
    )
    folders = dict(own)
    for page_id, paths in sorted(strays.items()):
        folder = own.get(page_id) or Folder(page_id, None, ())
        folders[page_id] = Folder(page_id, folder.seed, (*folder.records, *sorted(paths)), folder.catalogues)
    return folders


_Settling = tuple[tuple["Crew", "Memory"], "Mapping[str, bytes]", bytes, "Survey"]


def _settle(known: Known, todo: Sequence[Folder], how: _Settling, progress: Progress) -> None:
    (crew, memory), basis, nowhere, files = how
    pieces = [[(folder, memory.find_seed(folder.id)) for folder in batch] for batch in _cut(todo, PAGES_A_BATCH)]
    waiting = {folder.id: folder for folder in todo}
    done = 0
    for batch in crew.run(_settle_batch, known, pieces):
        for shelved in batch:
            folder = waiting[shelved.id]
            recall_slugs(dict(shelved.slugs))
            memory.put_page(folder, basis.get(folder.id, nowhere), shelved, files)
            done += 1
        progress("enrich", done, len(todo))


def _settle_batch(known: Known, batch: Sequence[tuple[Folder, SeedPage | None]]) -> list[Shelved]:
    return shelve([settle_page(known, folder, page) for folder, page in batch], known)


def _cut(items: Sequence[_Item], size: int) -> list[Sequence[_Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


# ---------------------------------------------------------------- all of it


def _sum_up(sources: Sources, problems: tuple[Problem, ...], memory: Memory, home: str | None) -> Gathered:
    pages = memory.pages
    told: dict[str, list[Problem]] = {stage: [] for stage in STAGES}
    for page_id in sorted(pages):
        for stage, *flat in pages[page_id].problems:
            told[str(stage)] += unflatten_problems([tuple(flat)])
    briefs = tuple(Brief(*row) for page_id in sorted(pages) for row in pages[page_id].briefs)  # type: ignore[arg-type]
    doubles = heed(check_doubles(briefs, sources.config.records), sources.config.ignore)
    told["doubt"] = sorted({*told["doubt"], *(localise(doubt, sources.config) for doubt in doubles)}, key=_place)
    with_records = {page_id for page_id, row in pages.items() if row.articles}
    orphans = find_orphans(sources.files, sources.config.records, with_records)
    wording = sorted({*told["wording"], *_check_renderings(sources, memory)}, key=_place)
    first = tuple(problem for stage in STAGES[: STAGES.index("unused")] for problem in told[stage])
    rest = (*orphans, *told["unused"], *told["doubt"], *wording)
    return Gathered(
        pages=sum(row.readable for row in memory.seeds.values()),
        articles=sum(row.articles for row in pages.values()),
        briefs=briefs,
        furniture={page_id: row.furniture for page_id, row in pages.items()},
        home=home,
        writes=tuple(path for row in pages.values() for path in row.writes),
        removals=tuple(sorted(path for row in pages.values() for path in row.removals)),
        problems=(*problems, *first, *rest),
    )


def _check_renderings(sources: Sources, memory: Memory) -> tuple[Problem, ...]:
    """Compare how names and terms are said on all pages; if no page says anything new, what was found is remembered."""
    noted = tuple((page_id, memory.pages[page_id].renderings) for page_id in sorted(memory.pages))
    mark = fingerprint((sources.base, noted))
    known = memory.find_wording(mark)
    if known is not None:
        return tuple(unflatten_problems(known))
    folder = sources.config.records.as_posix()
    doubts = check_renderings((f"{folder}/{page_id}", notes) for page_id, notes in noted)
    found = tuple(heed(doubts, sources.config.ignore))
    memory.put_wording(mark, tuple(map(flatten_problem, found)))
    return found


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.location.path, problem.location.line or 0, problem.code, problem.message)
