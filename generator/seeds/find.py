"""What lies below the seeds folder → the raw pages to read, and what is wrong with the rest.

The folder is walked once. Nothing is left out unseen but what is hidden: a name that can't be written down, a link that
leads elsewhere, two names that would share one id, a folder that can't be listed are each a problem of their own.
"""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, Problem, SeedError
from generator.invocation import command
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

PAGE = ".txt"
NOTES = (".yaml", ".yml")

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a file's name may hold on some disks and no list, PO file or terminal can show: line breaks, control characters,
marks that turn the reading direction, bytes that are not UTF-8."""


class Seed(Struct, frozen=True):
    """One raw page on disk."""

    path: Path
    id: str
    """The id of its printed page: ASCII, from its path below the folder."""
    file: str
    """The folder's name and the path below it: what stands on records, the same wherever the command is run."""


def check_folder(folder: Path) -> None:
    """Raise ``SeedError`` where there is no folder with raw pages."""
    if not folder.is_dir():
        hint = f"name the folder with the raw pages: --seeds FOLDER, or make one here with: {command('init')}"
        raise SeedError("seeds-missing", Location(folder.as_posix()), "there is no such folder", hint)


def find_seeds(folder: Path) -> tuple[tuple[Seed, ...], tuple[Problem, ...]]:
    """Find all ``*.txt`` below a folder, in order of path; of two that would share an id the first counts.

    Names that begin with ``.`` or ``_`` are left out. Raise ``SeedError`` where there is no such folder.
    """
    check_folder(folder)
    root = folder.resolve()
    below, problems = _walk(folder)
    seeds: dict[str, Seed] = {}
    for parts in below:
        if parts[-1].endswith(PAGE):
            try:
                seed = _make_seed(folder, root, parts)
                _refuse_twin(seed, seeds.setdefault(seed.id, seed))
            except SeedError as error:
                problems.append(error.problem)
    problems += _lone_notes(folder, below)
    return tuple(seeds.values()), tuple(problems)


def _walk(folder: Path) -> tuple[Sequence[tuple[str, ...]], list[Problem]]:
    """List the raw pages and notes below a folder, each by the parts of its path, sorted; and what can't be listed."""
    found: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        try:
            with os.scandir(folder.joinpath(*parts)) as entries:
                for entry in entries:
                    below = (*parts, entry.name)
                    if entry.name.startswith((".", "_")):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(below)
                    elif entry.is_dir():
                        problems.append(_linked_folder(folder, below))
                    elif entry.name.endswith((PAGE, *NOTES)) and entry.is_file():
                        found.append(below)
        except OSError as error:
            place = Location(_shown(folder.joinpath(*parts)))
            problems.append(SeedError("seed-unreadable", place, f"can't be listed: {error.strerror}").problem)
    return sorted(found), sorted(problems, key=lambda problem: problem.location)


def _make_seed(folder: Path, root: Path, parts: tuple[str, ...]) -> Seed:
    """Name a raw page by its folder and the path below it; refuse what lies elsewhere or can't be written down."""
    path = folder.joinpath(*parts)
    unseen = _UNSEEN.search("/".join(parts))
    if unseen is not None:
        message = f"the file's name is not valid text: it holds {unseen[0]!a}"
        hint = "give it a name in UTF-8, without characters that can't be seen"
        raise SeedError("seed-name", Location(_shown(path)), message, hint)
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        message = "a link that leads out of the seeds folder"
        raise SeedError("seed-outside", Location(path.as_posix()), message, "copy the file here")
    name = unicodedata.normalize("NFC", "/".join(parts))  # as records hold it: some disks take names apart
    return Seed(path, slug(name.removesuffix(PAGE)), f"{unicodedata.normalize('NFC', root.name)}/{name}")


def _refuse_twin(seed: Seed, first: Seed) -> None:
    if first is not seed:
        message = f"would have the same id as {first.path.as_posix()} ({seed.id}) and is left out"
        raise SeedError("seed-twin", Location(seed.path.as_posix()), message, "rename one of the two")


def _lone_notes(folder: Path, below: Iterable[tuple[str, ...]]) -> Iterator[Problem]:
    """Name notes that no raw page reads: what they say of rights would be lost unseen."""
    known = set(below)
    for parts in below:
        stem, dot, ending = parts[-1].rpartition(".")
        if dot + ending in NOTES and (dot + ending != NOTES[0] or (*parts[:-1], stem + PAGE) not in known):
            message = "notes that belong to no raw page; nothing of them is used"
            hint = "a page's notes have its name and the ending .yaml: page-4.txt, page-4.yaml"
            place = Location(_shown(folder.joinpath(*parts)))
            yield Problem("seed-note-alone", place, message, hint, severity="error")


def _linked_folder(folder: Path, parts: tuple[str, ...]) -> Problem:
    place = Location(_shown(folder.joinpath(*parts)))
    message = "a link to a folder; it is not followed, and nothing in it is read"
    return SeedError("seed-outside", place, message, "copy the folder here").problem


def _shown(path: Path) -> str:
    r"""The path, with what can't be seen written out: ``a\u202e.txt``."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], path.as_posix())


def seed_path(file: str, folder: Path) -> str:
    """The path of a raw page as the user would type it, from the name that stands on its records."""
    first, _, below = file.partition("/")
    return (folder / below).as_posix() if first == unicodedata.normalize("NFC", folder.resolve().name) else file
