"""Every link of the site that leads nowhere, or would not work everywhere.

The site is opened from disk and served under any base path. So every internal link is relative, ends in a file
that exists (never in a folder), stays inside the site, and its fragment is an id of the page it leads to. With
``site_url`` the absolute links to ourselves (canonical, hreflang) are followed too.

A page is judged by itself, in any process, as soon as it is rendered: ``check_page`` needs no more than the paths of
all files that are planned. Only the ids of other pages wait for ``check_references``. ``check_links`` does it all for
a site in memory. Pages of one folder make mostly the same links, and what was found of a link there is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.checks.scan import scan_page, scan_sheet
from generator.checks.targets import Guide, hash_path, is_plain, origin_of
from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from generator.checks.scan import PageLinks
    from generator.checks.targets import Origin, Target

Blame = Callable[[str, str], "str | None"]
"""A page's path and a link in it → a hint who wrote it, where that is known."""


def _nobody(_path: str, _link: str) -> None:
    return None


class Reference(Struct, frozen=True):
    """A link to an id of another page, which may not be rendered yet."""

    path: str
    """Of the page that it stands on."""
    link: str
    target: str
    fragment: str
    place: int
    """How many problems of its page stand before it."""


class Judged(NamedTuple):
    """What was found of the links of one page."""

    problems: list[Problem]
    references: list[Reference]
    """What has to wait until the ids of other pages are known."""
    targets: bytes
    """``hash_path`` of each file of the site that it links to, one after the other."""


def check_page(
    path: str, page: PageLinks, paths: frozenset[str], site_url: str | None = None, *, blame: Blame = _nobody
) -> Judged:
    """Judge the links of one page or style sheet; ``paths`` are those of all files of the site."""
    marks = set()
    unsure = []
    verdicts = _origins_in(paths)[origin_of(path, page.base, site_url)]
    for link in page.links:
        verdict = verdicts[link]
        if isinstance(verdict, bytes):
            marks.add(verdict)
        else:
            unsure.append((link, verdict))
    problems = [_problem("id-twice", path, f"the id {name!r} stands more than once") for name in page.twice]
    references = []
    for link, target in unsure:
        if target.path:
            marks.add(hash_path(target.path))
        if target.path is None:
            found = _problem("link-unsound", path, f"{link!r}: {target.fault}")
        elif target.path and target.path not in paths:
            found = _astray(path, link, target.path, paths)
        elif target.path and target.path != path:
            references.append(Reference(path, link, target.path, target.fragment, len(problems)))
            continue
        elif target.fragment in _ALWAYS or target.fragment in page.ids or not path.endswith(".html"):
            continue
        else:
            found = _lacking(path, link, path, target.fragment)
        problems.append(replace(found, hint=blame(path, link)))
    return Judged(problems, references, b"".join(sorted(marks)))


class _Verdicts(dict[str, "bytes | Target"]):
    """The links of one origin that were looked at before.

    One that is sound on any page is no more than the hash of the file that it leads to, or nothing where it leaves us.
    """

    LIMIT = 20_000

    def __init__(self, origin: Origin, sound: _Sound) -> None:
        super().__init__()
        self._guide = Guide(origin)
        self._sound = sound

    def __missing__(self, link: str) -> bytes | Target:
        if len(self) >= self.LIMIT:
            self.clear()
        verdict: bytes | Target | None = None
        for start in self._guide.starts:
            if link.startswith(start):
                verdict = self._sound.get(link[len(start) :])
                break
        self[link] = verdict = verdict or self._judge(self._guide.follow(link))
        return verdict

    def _judge(self, target: Target) -> bytes | Target:
        path = target.path
        if path is None and not target.fault:
            return b""
        if path and path in self._sound.paths and (target.fragment in _ALWAYS or not path.endswith(".html")):
            return self._sound.add(path)
        return target


class _Sound(dict[str, bytes]):
    """Paths of files that are there, and mean what they say in a link from wherever → their hashes."""

    LIMIT = 100_000

    def __init__(self, paths: frozenset[str]) -> None:
        super().__init__()
        self.paths = paths

    def add(self, path: str) -> bytes:
        """Remember one of ``paths``."""
        mark = hash_path(path)
        if is_plain(path):
            if len(self) >= self.LIMIT:
                self.clear()
            self[path] = mark
        return mark


class _Origins(dict["Origin", _Verdicts]):
    """The folders of one site whose links were looked at."""

    LIMIT = 256

    def __init__(self, paths: frozenset[str]) -> None:
        super().__init__()
        self._sound = _Sound(paths)

    def __missing__(self, origin: Origin) -> _Verdicts:
        if len(self) >= self.LIMIT:
            self.clear()
        self[origin] = verdicts = _Verdicts(origin, self._sound)
        return verdicts


_origins_in = lru_cache(maxsize=1)(_Origins)


def check_references(
    references: Iterable[Reference], ids: Mapping[str, Container[str]], *, blame: Blame = _nobody
) -> Iterator[tuple[Reference, Problem]]:
    """Yield a problem for every reference to an id that isn't there; ``ids`` are those of the pages they lead to."""
    for reference in references:
        if reference.fragment not in ids[reference.target]:
            lacking = _lacking(reference.path, reference.link, reference.target, reference.fragment)
            yield reference, replace(lacking, hint=blame(reference.path, reference.link))


def check_links(files: Mapping[str, bytes], site_url: str | None = None, blame: Blame = _nobody) -> Iterator[Problem]:
    """Yield a problem for every link of ``files`` that fails, pages in order of their path, each link once."""
    paths = frozenset(files)
    pages = {path: scan_page(files[path]) for path in sorted(files) if path.endswith(".html")}
    ids = {path: page.ids for path, page in pages.items()}
    for path, page in pages.items():
        problems, references, _ = check_page(path, page, paths, site_url, blame=blame)
        yield from put_in_place(problems, check_references(references, ids, blame=blame))
    for path in sorted(files):
        if path.endswith(".css"):
            problems, references, _ = check_page(path, scan_sheet(files[path]), paths, site_url)
            yield from put_in_place(problems, check_references(references, ids))


def put_in_place(problems: Iterable[Problem], late: Iterable[tuple[Reference, Problem]]) -> list[Problem]:
    """Join the problems of one page, in the order of its links."""
    whole = list(problems)
    for after, (reference, problem) in enumerate(late):
        whole.insert(reference.place + after, problem)
    return whole


def collapse_links(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Say once what many pages repeat, with the first of them and how many more there are."""
    groups: dict[tuple[str, str, str | None], list[Problem]] = {}
    for problem in problems:
        # A template's link begins with as many ../ as the page is deep.
        key = (problem.code, problem.message.replace("../", ""), problem.hint)
        groups.setdefault(key, []).append(problem)
    for first, *more in groups.values():
        count = f", and on {len(more)} more {'page' if len(more) == 1 else 'pages'}" if more else ""
        yield replace(first, message=first.message + count)


_ALWAYS = frozenset(("", "top"))
"""Every page has a top."""


def _astray(path: str, link: str, target: str, paths: frozenset[str]) -> Problem:
    if target == "." or target.rstrip("/") in _folders(paths):
        return _problem("link-folder", path, f"{link!r} leads to a folder, which shows nothing from disk")
    return _problem("link-broken", path, f"{link!r} leads to nothing")


@lru_cache(maxsize=1)
def _folders(paths: frozenset[str]) -> frozenset[str]:
    return frozenset(path[:end] for path in paths for end, sign in enumerate(path) if sign == "/")


def _lacking(path: str, link: str, target: str, fragment: str) -> Problem:
    return _problem("link-fragment", path, f"{link!r}: {target} has no id {fragment!r}")


def _problem(code: str, path: str, message: str) -> Problem:
    return Problem(code, Location(path), message, severity="error")
