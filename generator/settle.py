"""One printed page, all the way from the disk to its records: what one process does for a page without the others.

``read_seed_page`` parses a raw page and counts what the archive must know as a whole: the terms of its articles and the
provinces they tell of. ``settle_page`` lays the articles over the records on disk and finds out everything that later
stages need. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.briefs import Brief, make_row
from generator.checks import check_records
from generator.checks.wording import check_pairs, find_pairs, note_renderings
from generator.convert import convert_record
from generator.digest import mark_furniture, withhold_body, withhold_furniture
from generator.doubts import FIGURES, RENDERINGS, heed
from generator.enrich.home import count_provinces
from generator.enrich.record import enrich_record, make_record
from generator.enrich.tags import choose_article_tags, count_terms, find_candidates
from generator.errors import Location, Problem, RecordError, SeedError
from generator.files import read_plain
from generator.invocation import command
from generator.parse import parse_page
from generator.recall import flatten_problem
from generator.records import (
    Pages,
    Reconciled,
    decode_record,
    find_doubles,
    held_ids,
    match_ids,
    read_record,
    reconcile,
)
from generator.search.grams import find_keys
from generator.search.texts import say_all
from generator.seeds import read_seed, seed_path
from generator.shelf import dumps_furniture, dumps_text
from generator.slugs import slug
from generator.translate import Catalogue, decode_catalogue, find_unused, make_translations, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.config import Config
    from generator.enrich.tags import Candidates, Frequencies
    from generator.lexicon import Lexicon
    from generator.model import Article, ParsedPage, Record
    from generator.records import Kept
    from generator.seeds import Seed
    from generator.translate import Translations


class SeedPage(Struct, frozen=True):
    """A raw page as it was read, or why it could not be."""

    parsed: ParsedPage | None
    candidates: tuple[Candidates, ...] = ()
    """One an article."""
    problem: Problem | None = None

    @property
    def guarded(self) -> bool:
        """Whether excerpts only may be published of it, or nobody can tell."""
        if self.parsed is not None:
            return self.parsed.page.rights == "excerpt"
        return self.problem is not None and self.problem.code.startswith("seed-note")


class Counts(Struct, frozen=True):
    """What the archive must know of one raw page."""

    articles: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    """In how many of its articles each term stands."""
    provinces: Counter[str] = field(default_factory=Counter)
    """In how many of its articles something happens in each."""


class Folder(Struct, frozen=True):
    """What is on disk for one printed page."""

    id: str
    seed: Seed | None
    records: tuple[str, ...]
    """Paths of the files that are, or should be, its records."""
    catalogues: tuple[str, ...] = ()
    """Paths of its translations into the languages of the site."""


class Known(Struct, frozen=True):
    """What is the same for all printed pages."""

    config: Config
    lexicon: Lexicon
    home: str | None
    """Division code of the home region."""
    frequencies: Frequencies


class Settled(Struct, frozen=True):
    """One printed page with its articles laid over the records on disk."""

    id: str
    page: SeedPage | None
    fresh: tuple[Record, ...]
    """As the parser reads them now."""
    kept: tuple[Kept, ...]
    """As they stand on disk."""
    reconciled: Reconciled
    translations: Translations
    strays: tuple[tuple[str, str], ...]
    """Files that hold a record of another printed page, and its id."""
    problems: tuple[tuple[str, Problem], ...]
    """The stage that found it, and what it found."""
    renderings: bytes
    """How names and terms are said in its translations."""


# ---------------------------------------------------------------- a raw page


def read_seed_page(seed: Seed, config: Config, lexicon: Lexicon) -> tuple[SeedPage, Counts]:
    """Read and parse a raw page, and count what it holds."""
    try:
        parsed = parse_page(read_seed(seed, config))
    except SeedError as error:
        return SeedPage(None, (), error.problem), Counts()
    problem = None if parsed.articles else _nothing_found(seed.path.as_posix())
    candidates = tuple(find_candidates(article, lexicon, config.cache) for article in parsed.articles)
    terms = Counter(term for offered in candidates for term in count_terms(offered))
    provinces: Counter[str] = Counter()
    for article in parsed.articles if config.region is None else ():
        provinces += count_provinces(article, lexicon.gazetteer)
    return SeedPage(parsed, candidates, problem), Counts(len(parsed.articles), terms, provinces)


def _nothing_found(path: str) -> Problem:
    hint = f"every line was taken for furniture: see them with: {command('parse --explain')}"
    return Problem("page-without-articles", Location(path), "no article was found on this page", hint)


# ---------------------------------------------------------------- its records


def settle_page(known: Known, folder: Folder, page: SeedPage | None) -> Settled:
    """Give every article its id, enrich it, and lay it over what is on disk."""
    config = known.config
    folders: dict[str, bool] = {}
    kept, strays, unread = _read_records(folder, config, folders)
    parsed = None if page is None else page.parsed
    fresh, waiting = _name_articles(known, parsed, (kept, held_ids(unread, config.records)))
    fresh = _tag(known, fresh, page)
    read, failed = (frozenset({folder.id}) if each else frozenset() for each in (parsed, page and not parsed))
    reconciled = reconcile(fresh, kept, config.records, Pages(read, failed))
    if page is not None and page.guarded:
        reconciled = _guard(reconciled)
    records = reconciled.records
    catalogues = [_read_catalogue(path, config.records, folders) for path in folder.catalogues]
    translations = make_translations(catalogues)
    wording, renderings = _compare_wording(known, translations, records)
    untranslated = tuple(problem for catalogue in catalogues for problem in catalogue.problems)
    stages = {
        "seed": () if page is None or page.problem is None else (page.problem,),
        "records": unread,
        "wait": waiting,
        "reconcile": reconciled.problems,
        "translation": untranslated,
        "unused": find_unused(translations, records),
        "doubt": find_doubts(records, config),
        "wording": wording,
    }
    problems = tuple((stage, problem) for stage, found in stages.items() for problem in found)
    return Settled(folder.id, page, fresh, kept, reconciled, translations, strays, problems, renderings)


def find_doubts(records: Sequence[Record], config: Config) -> Iterator[Problem]:
    """Check the records of a printed page."""
    found = check_records(records, config.records)
    return (localise(doubt, config) for doubt in heed(found, config.ignore))


def _compare_wording(
    known: Known, translations: Translations, records: Sequence[Record]
) -> tuple[Iterator[Problem], bytes]:
    """Hold translations against their originals, and note how names and terms are said, unless left aside."""
    ignored = frozenset(known.config.ignore)
    noted = not ignored.issuperset(RENDERINGS)
    pairs = find_pairs(translations, records) if noted or not ignored.issuperset(FIGURES) else ()
    renderings = note_renderings(pairs, records, known.lexicon) if noted else b""
    return check_pairs(pairs, known.lexicon.glossary, ignored), renderings


def localise(doubt: Problem, config: Config) -> Problem:
    """Name the raw page of a doubt by a path that opens from where the command was run."""
    path = seed_path(doubt.location.path, config.seeds)
    return replace(doubt, location=replace(doubt.location, path=path))


def _read_records(
    folder: Folder, config: Config, folders: dict[str, bool]
) -> tuple[tuple[Kept, ...], tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    kept, strays, problems = [], [], []
    for path in folder.records:
        try:
            found = _read_record(path, config.records, folders)
        except RecordError as error:
            problems.append(error.problem)
            continue
        if found.record.page_id == folder.id:
            kept.append(found)
        else:
            strays.append((path, found.record.page_id))
    doubles = find_doubles([(item.record.id, item.path) for item in kept], config.records)
    if not doubles:
        return tuple(kept), tuple(strays), tuple(problems)
    twice = (doubles[item.path] for item in kept if item.path in doubles)
    return tuple(item for item in kept if item.path not in doubles), tuple(strays), (*problems, *twice)


def _read_record(path: str, root: Path, folders: dict[str, bool]) -> Kept:
    content = read_plain(path, folders)
    if content is None:
        _refuse_way_out(path, root)
        return read_record(Path(path))
    return decode_record(content, Path(path))


def _refuse_way_out(path: str, root: Path) -> None:
    """Refuse a link that would publish, or overwrite, what lies elsewhere on the disk."""
    at = Path(path)
    leads_out = at.is_symlink() or at.parent.is_symlink()
    if leads_out and not at.resolve().is_relative_to(root.resolve()):
        message = "a link that leads out of the records folder; nothing from elsewhere is published"
        raise RecordError("record-outside", Location(path), message, "copy the file here, or delete the link")
    if not at.is_file():
        raise RecordError("record-unreadable", Location(path), "not a file", "move it away")


def _read_catalogue(path: str, root: Path, folders: dict[str, bool]) -> Catalogue:
    place = Path(path)
    content = read_plain(path, folders)
    if content is not None:
        return decode_catalogue(content, place, place.stem)
    try:
        _refuse_way_out(path, root)
    except RecordError as error:
        return Catalogue(place.as_posix(), place.stem, problems=(error.problem,))
    return read_catalogue(place, place.stem)


def _name_articles(
    known: Known, parsed: ParsedPage | None, on_disk: tuple[Sequence[Kept], frozenset[str]]
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Give every article the id it has on disk, or a new one; what may be a record that can't be read must wait."""
    if parsed is None:
        return (), ()
    ids = match_ids(parsed, *on_disk)
    named = zip(ids, parsed.articles, strict=True)
    fresh = tuple(_enrich(known, record_id, article, parsed) for record_id, article in named if record_id is not None)
    waiting = ids.count(None)
    return fresh, (_waiting(known.config, parsed, waiting),) if waiting else ()


def _enrich(known: Known, record_id: str, article: Article, parsed: ParsedPage) -> Record:
    record = make_record(record_id, known.config.languages[0], article, parsed)
    record = replace(record, paper=record.paper or known.config.paper)
    return enrich_record(record, known.lexicon, known.home)


def _waiting(config: Config, parsed: ParsedPage, count: int) -> Problem:
    place = Location((config.records / parsed.page.id).as_posix())
    message = f"{count} {'article waits' if count == 1 else 'articles wait'}, neither parsed anew nor published"
    return Problem(
        "record-waits", place, message, "mend the record of this folder that can't be read, then build again"
    )


def _tag(known: Known, fresh: tuple[Record, ...], page: SeedPage | None) -> tuple[Record, ...]:
    """Add tags, each article's words weighed against the whole archive."""
    if page is None or page.parsed is None:
        return ()
    offered = dict(zip((id(article) for article in page.parsed.articles), page.candidates, strict=True))
    return tuple(
        replace(
            record,
            tags=choose_article_tags(offered[id(record.article)], record.regions, known.frequencies, known.lexicon),
        )
        for record in fresh
    )


def _guard(reconciled: Reconciled) -> Reconciled:
    """Publish only excerpts, also where a record was edited before its page said so."""
    return replace(reconciled, records=tuple(replace(record, rights="excerpt") for record in reconciled.records))


# ---------------------------------------------------------------- what stays of it


class Shelved(Struct, frozen=True):
    """What the archive keeps in mind of a printed page, and the texts that go on the shelf."""

    id: str
    rows: tuple[tuple[object, ...], ...]
    """Its briefs, drafts left out."""
    furniture: bytes
    """Fingerprint of what stands beside the stories."""
    articles: int
    """Its records, drafts with them."""
    problems: tuple[tuple[object, ...], ...]
    renderings: bytes
    strays: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]
    writes: tuple[tuple[str, str], ...]
    """Path and text of the records to be written."""
    texts: tuple[tuple[str, bytes], ...]
    """Id and bytes of a record and its translations, as its own pages show them."""
    beside: bytes | None
    """Bytes of the furniture."""
    slugs: tuple[tuple[str, str], ...]
    """Addresses of its tags and bylines: so that one process need not load pinyin for all of them."""
    keys: tuple[tuple[str, bytes], ...] = ()
    """Id, and what the search page finds a record by."""


def shelve(pages: Sequence[Settled], known: Known) -> list[Shelved]:
    """Sum pages up; what their stories are found by is noted for all of them at once, which takes half as long."""
    if "search" not in known.config.pages:
        return [_shelve(page, known)[0] for page in pages]
    shelved, told = zip(*(_shelve(page, known) for page in pages), strict=True)
    keys = find_keys([text for each in told for text in each])
    return [replace(each, keys=tuple((row[0], next(keys)) for row in each.rows)) for each in shelved]


def _shelve(settled: Settled, known: Known) -> tuple[Shelved, list[str]]:
    """Sum a page up, and give what each of its stories says."""
    config = known.config
    records = settled.reconciled.records
    shown = [withhold_body(record) for record in records if not record.draft]
    parsed = None if settled.page is None else settled.page.parsed
    beside = () if parsed is None else parsed.furniture
    if any(record.rights != "full" for record in shown):
        beside = withhold_furniture(beside)
    said = {record.id: convert_record(record, settled.translations.of(record), known.lexicon) for record in shown}
    texts = {record.id: dumps_text(record, said[record.id]) for record in shown}
    rows = tuple(make_row(record, said[record.id], config.languages, texts[record.id]) for record in shown)
    shelved = Shelved(
        id=settled.id,
        rows=rows,
        furniture=mark_furniture(beside),
        articles=len(records),
        problems=tuple((stage, *flatten_problem(problem)) for stage, problem in settled.problems),
        renderings=settled.renderings,
        strays=settled.strays,
        removals=tuple(path.as_posix() for path in settled.reconciled.removals),
        writes=tuple((path.as_posix(), text) for path, text in settled.reconciled.writes.items()),
        texts=tuple(texts.items()),
        beside=dumps_furniture(beside) if beside else None,
        slugs=tuple((name, slug(name)) for name in dict.fromkeys(name for record in shown for name in _named(record))),
    )
    wanted = zip(shown, rows, strict=True) if "search" in config.pages else ()
    return shelved, [say_all(record, said[record.id], Brief(*row).langs) for record, row in wanted]  # type: ignore[arg-type]


def _named(record: Record) -> Iterator[str]:
    yield from record.tags
    yield from (byline.name for byline in record.article.bylines)


def group_by_page(paths: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Group stray files by the page that they belong to."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path, page_id in paths:
        groups[page_id].append(path)
    return groups
