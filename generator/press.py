"""Planned pages → files: what changed since the last time is made, rendered, link-checked and put on the stage.

A page whose reads, template and place are what they were has the bytes that it had, and is not made again. Each process
of the crew takes runs of pages and keeps nothing but their fingerprints and links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field
from msgspec.structs import replace

from generator.checks.links import Reference, check_page, check_references
from generator.checks.scan import scan_page, scan_sheet
from generator.checks.targets import MARK, hash_path
from generator.config import packaged
from generator.fingerprints import fingerprint
from generator.publish import write_staged
from generator.render import Renderer, read_static, read_style
from generator.templating import make_environment
from generator.volumes import volume_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.checks.links import Blame
    from generator.checks.scan import PageLinks
    from generator.config import Config
    from generator.crew import Crew
    from generator.errors import Problem
    from generator.memory import Drawers, Printed
    from generator.model import SitePage
    from generator.progress import Progress

_Reads = Callable[[str], bytes]

PAGES_A_RUN = 64
"""Site pages that go to a process at once."""
_NAMED = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\b\s*"""
    r"""(?:(["'])([^"'%]+)\1\s*(?=[-+]?%\}|(?:ignore|with|without|as|import)\b))?"""
)
SHARED_PARTS = ("banner.html", "foot.html")
"""Templates that stand on every page."""


class Sheet(Struct, frozen=True):
    """A page that was rendered."""

    path: str
    content: str
    """SHA-256 of its bytes."""
    targets: bytes = b""
    """``hash_path`` of each page that it links to."""
    references: tuple[Reference, ...] = ()
    """Links to an id of another page."""
    broken: PageLinks | None = None
    """Its links, where one of them leads nowhere."""


class Run(Struct, frozen=True):
    """What is the same for all pages that are rendered now."""

    config: Config
    style: str
    pages: Sequence[SitePage]
    paths: frozenset[str]
    """Of the whole site."""
    folder: Path | None
    """The stage, ``None`` where nothing is to be written."""
    standing: Mapping[str, str]
    """Site path → SHA-256 of what stands already: the same bytes are not written again."""


class Before(Struct, frozen=True):
    """The site as it was published last."""

    standing: Mapping[str, str] = field(default_factory=dict)
    """Site path → SHA-256 of what stands in the output folder as we left it."""
    printed: Mapping[str, Printed] = field(default_factory=dict)
    targets: Drawers | None = None
    """Site path → ``Sheet.targets``."""
    references: Drawers | None = None
    """Site path → the fields of ``Sheet.references``, of pages that have some."""

    def stands(self, path: str) -> bool:
        """Whether a page stands just as it was published."""
        printed = self.printed.get(path)
        return printed is not None and self.standing.get(path) == printed.content


class Impression(Struct, frozen=True):
    """A whole site, whether rendered now or before."""

    wanted: Mapping[str, str]
    """Site path → SHA-256."""
    keys: Mapping[str, bytes]
    made: tuple[Sheet, ...]
    broken: tuple[Problem, ...]
    """Links that lead nowhere: such a site is not published."""


def print_site(  # noqa: PLR0913 - the last two have names
    pages: Sequence[SitePage],
    job: tuple[Config, Path | None, bytes],
    before: Before,
    hands: tuple[Crew, Progress],
    *,
    blame: Blame,
    kept: Iterable[str] = (),
) -> Impression:
    """Render what changed, check every link, and say what the whole site should be.

    Paths that are ``kept`` are pages that are not planned anew, and stand as they should.

    A job is the settings, the stage or ``None`` to write nothing, and a fingerprint of all that pages are made with;
    ``blame`` says who wrote a link.
    """
    config, folder, base = job
    static = read_static(config)
    keys = {path: before.printed[path].key for path in kept}
    style = read_style(static, config)
    keys |= find_keys(pages, config, fingerprint((base, style)))
    paths = frozenset([*keys, *static, *volume_paths(config)])
    todo = [page for page in pages if not _stands(page.path, keys[page.path], before)]
    # The pages of one record in several languages one after the other: its text is fetched once.
    todo.sort(key=lambda page: page.path.rpartition("/")[2])
    run = Run(config, style, todo, paths, folder, before.standing)
    made = _render_all(run, hands)
    wanted = {path: before.printed[path].content for path in keys if path in before.printed}
    wanted |= {sheet.path: sheet.content for sheet in made}
    wanted |= {path: sha256(content).hexdigest() for path, content in static.items()}
    if folder is not None:
        for path, content in static.items():
            if before.standing.get(path) != wanted[path]:
                write_staged(folder, path, content)
    read = partial(_read_page, {page.path: page for page in todo}, run)
    broken = (*_check(made, paths, before, (config, blame, read)), *_check_styles(static, paths, config))
    return Impression(wanted, keys, made, broken)


def _read_page(todo: Mapping[str, SitePage], run: Run, path: str) -> bytes:
    """Read a page of the site that is coming: from the stage, from what stands, or by making it once more."""
    for folder in (run.folder, run.config.output):
        if folder is not None and (folder / path).is_file():
            return (folder / path).read_bytes()
    return _find_renderer(_Once(run)).render(todo[path])


def _stands(path: str, key: bytes, before: Before) -> bool:
    return before.stands(path) and before.printed[path].key == key


def fingerprint_look(config: Config) -> bytes:
    """Fingerprint all that pages are rendered with: templates, style, pictures."""
    return fingerprint((tuple(_read_templates(config).items()), tuple(read_static(config).items())))


# ---------------------------------------------------------------- what a page is made from


def find_keys(pages: Iterable[SitePage], config: Config, base: bytes) -> dict[str, bytes]:
    """Fingerprint what each page is made from: what it reads, its template with all that it uses, and ``base``."""
    templates = _mark_templates(config)
    return {
        page.path: fingerprint(
            (page.path, page.lang, page.alternates, page.template and templates[page.template], page.reads), key=base
        )
        for page in pages
    }


class _Marks(dict[str, bytes]):
    """Fingerprints of templates; one that is missing has that of nothing, and fails when it is filled in."""

    def __missing__(self, name: str) -> bytes:
        return b""


def _mark_templates(config: Config) -> _Marks:
    sources = _read_templates(config)
    uses = {name: _find_uses(source) for name, source in sources.items()}
    return _Marks(
        {
            name: fingerprint(tuple((each, sources[each]) for each in sorted(_close(name, uses)) if each in sources))
            for name in sources
        }
    )


def _read_templates(config: Config) -> dict[str, bytes]:
    """Read the packaged templates and the user's over them."""
    found: dict[str, bytes] = {}
    for folder in (packaged("templates"), config.templates):
        if folder.is_dir():
            paths = sorted(path for path in folder.rglob("*") if path.is_file())
            found |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return found


def _find_uses(source: bytes) -> frozenset[str] | None:
    """Name the templates that one names; ``None`` where a name is worked out only when it is filled in."""
    named = [match[2] for match in _NAMED.finditer(source.decode("utf-8", "replace"))]
    return None if None in named else frozenset(named)


def _close(name: str, uses: Mapping[str, frozenset[str] | None]) -> set[str]:
    """Give a template, all that it uses, and what that uses; where that can't be told, all there are."""
    found: set[str] = set()
    todo = [name, *SHARED_PARTS]
    while todo:
        each = todo.pop()
        if each in found:
            continue
        found.add(each)
        used = uses.get(each, frozenset())
        if used is None:
            return set(uses)
        todo += used
    return found


# ---------------------------------------------------------------- rendering


def _render_all(run: Run, hands: tuple[Crew, Progress]) -> tuple[Sheet, ...]:
    crew, progress = hands
    runs = list(cut_runs(run.pages))
    made: list[Sheet] = []
    for span, sheets in zip(runs, crew.run(render_run, run, runs), strict=True):
        # What comes from another process has a path of its own; for very many pages one is enough.
        made += [replace(sheet, path=page.path) for sheet, page in zip(sheets, run.pages[slice(*span)], strict=True)]
        progress("render", len(made), len(run.pages))
    return tuple(made)


def cut_runs(pages: Sequence[SitePage]) -> Iterator[tuple[int, int]]:
    """Cut pages into runs; a batch is never cut."""
    start = 0
    for stop in range(1, len(pages) + 1):
        whole = stop == len(pages) or not pages[stop].batch or pages[stop].batch != pages[stop - 1].batch
        if whole and (stop - start >= PAGES_A_RUN or stop == len(pages)):
            yield start, stop
            start = stop


def render_run(run: Run, span: tuple[int, int]) -> list[Sheet]:
    """Render some pages in a row."""
    renderer = _find_renderer(_Once(run))
    return [_render(renderer, run, page) for page in run.pages[slice(*span)]]


class _Once(Struct, frozen=True, eq=False):
    """A run by its identity, so that each process sets up one renderer for it."""

    run: Run

    def __hash__(self) -> int:
        return id(self.run)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.run is self.run


@lru_cache(maxsize=1)
def _find_renderer(once: _Once) -> Renderer:
    config = once.run.config
    return Renderer(config, make_environment(config), once.run.style)


def _render(renderer: Renderer, run: Run, page: SitePage) -> Sheet:
    content = renderer.render(page)
    digest = sha256(content).hexdigest()
    if run.folder is not None and run.standing.get(page.path) != digest:
        write_staged(run.folder, page.path, content)
    if not page.path.endswith(".html"):
        return Sheet(page.path, digest)
    links = scan_page(content)
    problems, references, targets = check_page(page.path, links, run.paths, run.config.site_url)
    return Sheet(page.path, digest, targets, tuple(references), links if problems else None)


# ---------------------------------------------------------------- links


def _check(
    made: Sequence[Sheet], paths: frozenset[str], before: Before, how: tuple[Config, Blame, _Reads]
) -> Iterator[Problem]:
    """Yield the broken links of the pages made now, and of those that lead to what is no longer there."""
    config, blame, read = how
    for sheet in made:
        if sheet.broken is not None:
            yield from check_page(sheet.path, sheet.broken, paths, config.site_url, blame=blame).problems
    anew = {sheet.path for sheet in made}
    for path in _find_bereft(anew, paths, before):
        yield from check_page(path, scan_page(read(path)), paths, config.site_url, blame=blame).problems
    references = [reference for sheet in made for reference in sheet.references]
    if before.references is not None:
        kept = (item for path, stored in before.references.items() if path in paths - anew for item in stored)  # type: ignore[attr-defined]
        references += [reference for reference in (Reference(*item) for item in kept) if reference.target in anew]
    ids = {path: scan_page(read(path)).ids for path in {reference.target for reference in references}}
    for _, problem in check_references(references, ids, blame=blame):
        yield problem


def _find_bereft(anew: set[str], paths: frozenset[str], before: Before) -> Iterator[str]:
    """Name the pages not made now that link to one that is gone."""
    gone = {hash_path(path) for path in before.printed.keys() - paths}
    if gone and before.targets is not None:
        for path, stored in before.targets.items():
            targets = cast("bytes", stored)
            if path in paths and path not in anew:
                found = {targets[start : start + MARK] for start in range(0, len(targets), MARK)}
                if not found.isdisjoint(gone):
                    yield path


def _check_styles(static: Mapping[str, bytes], paths: frozenset[str], config: Config) -> Iterator[Problem]:
    for path, content in static.items():
        if path.endswith(".css"):
            yield from check_page(path, scan_sheet(content), paths, config.site_url).problems
