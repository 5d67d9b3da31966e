"""What one build remembers for the next: raw pages and printed pages as they were read, and the pages of the site.

Light rows of plain values are kept in mind for all of an archive; what is heavy (parsed pages, the text of records)
stays in the cache and is fetched one by one. Rows are stored in drawers, so that a small change writes little.
"""

from __future__ import annotations

import marshal
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zlib import crc32

from msgspec.structs import astuple

from generator.briefs import share
from generator.cache import Cache, Damaged, freeze, thaw
from generator.enrich.tags import Frequencies
from generator.fingerprints import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.press import Sheet
    from generator.settle import Counts, Folder, SeedPage, Shelved
    from generator.survey import Survey
    from generator.views.related import Relations

DRAWERS = 64


class SeedRow(NamedTuple):
    """A raw page that was read."""

    key: bytes
    """Fingerprint of what it was read from."""
    readable: bool
    articles: int
    provinces: tuple[tuple[str, int], ...]


class Row(NamedTuple):
    """A printed page that was settled."""

    basis: bytes
    """Fingerprint of what it was settled with, its files apart."""
    files: tuple[tuple[str, object], ...]
    """Its files and their signatures."""
    briefs: tuple[tuple[object, ...], ...]
    furniture: bytes
    articles: int
    problems: tuple[tuple[object, ...], ...]
    renderings: bytes
    """How names and terms are said in its translations."""
    strays: tuple[tuple[str, str], ...]
    writes: tuple[str, ...]
    removals: tuple[str, ...]


class Printed(NamedTuple):
    """A page of the site that was published."""

    key: bytes
    """Fingerprint of what it was made from."""
    content: str
    """SHA-256 of its bytes."""


class Drawers:
    """A large mapping of plain values, stored in parts of which only those that changed are written."""

    def __init__(self, cache: Cache, kind: str) -> None:
        self._cache = cache
        self._kind = kind
        self._changed: set[int] = set()
        self._parts: dict[int, dict[str, object]] = {}

    def part(self, name: str) -> dict[str, object]:
        """Open the drawer that a name belongs in."""
        return self._open(crc32(name.encode(errors="surrogatepass")) % DRAWERS)

    def put(self, name: str, value: object) -> None:
        """Lay a value in."""
        self.part(name)[name] = value
        self._changed.add(crc32(name.encode(errors="surrogatepass")) % DRAWERS)

    def drop(self, names: Iterable[str]) -> None:
        """Take values out."""
        for name in names:
            if self.part(name).pop(name, None) is not None:
                self._changed.add(crc32(name.encode(errors="surrogatepass")) % DRAWERS)

    def items(self) -> Iterator[tuple[str, object]]:
        """Give everything."""
        for number in range(DRAWERS):
            yield from self._open(number).items()

    def save(self) -> None:
        """Write what changed."""
        changed = sorted(self._changed) if self._cache.is_begun else range(DRAWERS)
        self._cache.put(self._kind, ((str(n), marshal.dumps(self._open(n))) for n in changed))
        self._changed.clear()

    def _open(self, number: int) -> dict[str, object]:
        if number not in self._parts:
            content = _demand(self._cache, self._kind, str(number))
            self._parts[number] = {} if content is None else _load(content)
        return self._parts[number]


def _demand(cache: Cache, kind: str, name: str) -> bytes | None:
    """Fetch what every cache has in which anything stands."""
    content = cache.get(kind, name)
    if content is None and cache.is_begun:
        raise Damaged(f"{kind} {name} is missing")
    return content


def _load(content: bytes) -> Any:  # noqa: ANN401 - whatever was laid in
    try:
        return marshal.loads(content)  # noqa: S302 - our own private file, checked
    except (ValueError, EOFError, TypeError) as error:
        raise Damaged from error


class Memory:
    """All that is remembered; what is put stands in the cache after ``save``."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._seed_rows = Drawers(cache, "seeds")
        self._page_rows = Drawers(cache, "pages")
        self.seeds = {name: SeedRow._make(cast("SeedRow", row)) for name, row in self._seed_rows.items()}
        self.pages = {name: Row._make(cast("Row", row)) for name, row in self._page_rows.items()}
        self._printed_rows = Drawers(cache, "printed")
        self.targets = Drawers(cache, "targets")
        """Site path → hashes of the pages that it links to."""
        self.references = Drawers(cache, "references")
        """Site path → its links to ids of other pages, where it has some."""
        self._pool: dict[object, object] = {}
        """What rows put now have in common, so that it is kept and written once."""
        self._overview: tuple[bytes, dict[str, bytes]] | None = None
        self._documents: Counter[str] | None = None
        self._weighed: bytes | None = cache.get("archive", "weighed")

    # ------------------------------------------------------------ raw pages

    def put_seed(self, seed_id: str, key: bytes, page: SeedPage, counts: Counts) -> None:
        """Remember a raw page."""
        self._uncount(seed_id)
        self._count(counts.terms, 1)
        self.cache.put("seed", [(seed_id, freeze(page))])
        self.cache.put("terms", [(seed_id, marshal.dumps(dict(counts.terms)))])
        row = SeedRow(key, page.parsed is not None, counts.articles, tuple(counts.provinces.items()))
        self.seeds[seed_id] = row
        self._seed_rows.put(seed_id, tuple(row))

    def forget_seeds(self, seed_ids: Iterable[str]) -> None:
        """Forget raw pages that are gone."""
        for seed_id in sorted(seed_ids):
            self._uncount(seed_id)
            del self.seeds[seed_id]
            self._seed_rows.drop([seed_id])
            self.cache.drop("seed", [seed_id])
            self.cache.drop("terms", [seed_id])

    def find_seed(self, seed_id: str) -> SeedPage | None:
        """Fetch a raw page as it was read."""
        if seed_id not in self.seeds:
            return None
        content = self.cache.get("seed", seed_id)
        if content is None:
            raise Damaged
        return cast("SeedPage", thaw(content))

    def frequencies(self) -> Frequencies:
        """Give what the whole archive says of each term."""
        return Frequencies(self._all_documents(), sum(row.articles for row in self.seeds.values()))

    def weigh(self) -> bytes:
        """Fingerprint the frequencies."""
        if self._weighed is None:
            told = self.frequencies()
            self._weighed = fingerprint((told.total, tuple(sorted(told.documents.items()))))
        return self._weighed

    def _all_documents(self) -> Counter[str]:
        if self._documents is None:
            content = _demand(self.cache, "archive", "documents")
            self._documents = Counter(cast("dict[str, int]", {} if content is None else _load(content)))
        return self._documents

    def _count(self, terms: Mapping[str, int], sign: int) -> None:
        documents = self._all_documents()
        for term, count in terms.items():
            documents[term] += sign * count
            if not documents[term]:
                del documents[term]
        self._weighed = None

    def _uncount(self, seed_id: str) -> None:
        if seed_id not in self.seeds:
            return
        content = self.cache.get("terms", seed_id)
        if content is None:
            raise Damaged
        self._count(cast("dict[str, int]", _load(content)), -1)

    # ------------------------------------------------------------ printed pages

    def holds(self, folder: Folder, basis: bytes, files: Survey) -> bool:
        """Whether a printed page is as it was."""
        row = self.pages.get(folder.id)
        if row is None or row.basis != basis:
            return False
        signed = sign(folder, files)
        return row.files == signed and all(signature is not None for _, signature in signed)

    def put_page(self, folder: Folder, basis: bytes, shelved: Shelved, files: Survey) -> None:
        """Remember a printed page, and put its texts on the shelf."""
        old = self.pages.get(folder.id)
        if old is not None:
            shown = {row[0] for row in shelved.rows}
            self._clear([cast("str", row[0]) for row in old.briefs if row[0] not in shown])
        self.cache.put("text", shelved.texts)
        self.cache.put("keys", shelved.keys)
        self.cache.put("write", ((path, text.encode()) for path, text in shelved.writes))
        self.cache.put("beside", [(folder.id, shelved.beside or b"")])
        row = Row(
            basis,
            sign(folder, files),
            tuple(share(row, self._pool) for row in shelved.rows),
            shelved.furniture,
            shelved.articles,
            shelved.problems,
            shelved.renderings,
            shelved.strays,
            tuple(path for path, _ in shelved.writes),
            shelved.removals,
        )
        self._lay(folder.id, row)

    def forget_pages(self, page_ids: Iterable[str]) -> None:
        """Forget printed pages of which nothing is left on disk."""
        for page_id in sorted(page_ids):
            self._clear([cast("str", row[0]) for row in self.pages[page_id].briefs])
            self.cache.drop("beside", [page_id])
            del self.pages[page_id]
            self._page_rows.drop([page_id])

    def _clear(self, record_ids: Sequence[str]) -> None:
        """Take records off the shelf."""
        for kind in ("text", "keys"):
            self.cache.drop(kind, record_ids)

    def settle_writes(self, page_id: str, files: tuple[tuple[str, object], ...]) -> None:
        """Remember that the records of a printed page were written and removed as they should be."""
        row = self.pages[page_id]
        self.cache.drop("write", row.writes)
        self._lay(page_id, row._replace(files=files, writes=(), removals=()))

    def unsettle(self, page_id: str) -> None:
        """Forget with what a printed page was settled, so that it is settled again."""
        self._lay(page_id, self.pages[page_id]._replace(basis=b""))

    def signatures(self) -> dict[str, object]:
        """Give the signatures of all records as they were read or written."""
        signed: dict[str, object] = {}
        for row in self.pages.values():
            for path, signature in row.files:
                if signed.setdefault(path, signature) != signature:  # two pages that don't agree on a file of theirs
                    signed[path] = None
        return {path: signature for path, signature in signed.items() if signature is not None}

    def find_wording(self, mark: bytes) -> tuple[tuple[object, ...], ...] | None:
        """Give what was found when names and terms of all pages were compared, if they are said as they were then."""
        content = self.cache.get("archive", "wording")
        known = None if content is None else _load(content)
        return cast("tuple[tuple[object, ...], ...]", known[1]) if known is not None and known[0] == mark else None

    def put_wording(self, mark: bytes, problems: tuple[tuple[object, ...], ...]) -> None:
        """Remember what was found when names and terms of all pages were compared."""
        self.cache.put("archive", [("wording", marshal.dumps(cast("tuple[bytes, ...]", (mark, problems))))])

    def find_write(self, path: str) -> str:
        """Fetch the text of a record that is to be written."""
        content = self.cache.get("write", path)
        if content is None:
            raise Damaged
        return content.decode()

    def _lay(self, page_id: str, row: Row) -> None:
        self.pages[page_id] = row
        self._page_rows.put(page_id, tuple(row))

    # ------------------------------------------------------------ site pages

    def printed(self) -> dict[str, Printed]:
        """Give the pages of the site that was published last."""
        return {path: Printed._make(cast("Printed", row)) for path, row in self._printed_rows.items()}

    def relations(self) -> Relations:
        """Give the related stories that were found last."""
        content = self.cache.get("archive", "relations")
        return cast("Relations", {} if content is None else _load(content))

    def put_relations(self, relations: Relations) -> None:
        """Remember the related stories of every record."""
        self.cache.put("archive", [("relations", marshal.dumps(dict(relations)))])

    def overview(self) -> tuple[bytes, dict[str, bytes]] | None:
        """Give the fingerprint of all that was published last but the texts, and those of the texts."""
        content = self.cache.get("archive", "overview")
        return None if content is None else cast("tuple[bytes, dict[str, bytes]]", _load(content))

    def put_overview(self, whole: bytes, texts: Mapping[str, bytes]) -> None:
        """Remember what a site is made from; it counts once the site is published."""
        self._overview = (whole, dict(texts))

    def slugs(self) -> dict[str, str]:
        """Give the addresses that names were given."""
        content = self.cache.get("archive", "slugs")
        return cast("dict[str, str]", {} if content is None else _load(content))

    def put_slugs(self, slugs: Mapping[str, str]) -> None:
        """Remember the addresses that names were given."""
        self.cache.put("archive", [("slugs", marshal.dumps(dict(slugs)))])

    def put_printed(self, keys: Mapping[str, bytes], wanted: Mapping[str, str], made: Iterable[Sheet]) -> None:
        """Remember a site that is about to be published: its pages, and by their bytes alone its other files."""
        if self._overview is not None:
            self.cache.put("archive", [("overview", marshal.dumps(self._overview))])
        gone = [path for path, _ in self._printed_rows.items() if path not in wanted]
        self._printed_rows.drop(gone)
        self.targets.drop(gone)
        self.references.drop(gone)
        for sheet in made:
            self._printed_rows.put(sheet.path, (keys[sheet.path], wanted[sheet.path]))
            self.targets.put(sheet.path, sheet.targets)
            if sheet.references:
                self.references.put(sheet.path, tuple(map(astuple, sheet.references)))
            else:
                self.references.drop([sheet.path])
        for path in wanted.keys() - keys.keys():
            row = (b"", wanted[path])
            if self._printed_rows.part(path).get(path) != row:
                self._printed_rows.put(path, row)

    # ------------------------------------------------------------ the whole

    def save(self) -> None:
        """Make all of it stand."""
        self._seed_rows.save()
        self._page_rows.save()
        self._printed_rows.save()
        self.targets.save()
        self.references.save()
        if self._documents is not None or not self.cache.is_begun:
            self.cache.put("archive", [("documents", marshal.dumps(dict(self._all_documents())))])
        self.cache.put("archive", [("weighed", self.weigh())])
        self.cache.begin()
        self.cache.commit()


def sign(folder: Folder, files: Survey) -> tuple[tuple[str, object], ...]:
    """Give the files of a printed page with their signatures."""
    return tuple((path, files.get(path)) for path in (*folder.records, *folder.catalogues))
