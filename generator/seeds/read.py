"""Find the raw pages of a folder and read each as a PrintPage."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.errors import Location, Problem, SeedError
from generator.invocation import command
from generator.model import PrintPage
from generator.seeds.decode import decode, split_lines
from generator.seeds.notes import merge, parse_name, read_sidecar, split_front_matter
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.config import Config


@dataclass(frozen=True, slots=True)
class Seed:
    """One raw page on disk."""

    path: Path
    id: str
    """The id of its printed page: ASCII, from its path below the folder."""
    file: str
    """The folder's name and the path below it: what stands on records, the same wherever the command is run."""


def find_seeds(folder: Path) -> tuple[tuple[Seed, ...], tuple[Problem, ...]]:
    """Find all ``*.txt`` below a folder, in order of path; of two that would share an id the first counts.

    Names that begin with ``.`` or ``_`` are left out. Raise ``SeedError`` where there is no such folder.
    """
    if not folder.is_dir():
        hint = f"name the folder with the raw pages: --seeds FOLDER, or make one here with: {command('init')}"
        raise SeedError("seeds-missing", Location(folder.as_posix()), "there is no such folder", hint)
    seeds: dict[str, Seed] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.txt")):
        below = path.relative_to(folder)
        if any(part.startswith((".", "_")) for part in below.parts) or not path.is_file():
            continue
        try:
            seed = Seed(path, slug(below.with_suffix("").as_posix()), _name(path, folder))
        except SeedError as error:
            problems.append(error.problem)
            continue
        other = seeds.setdefault(seed.id, seed)
        if other is not seed:
            message = f"would have the same id as {other.path.as_posix()} ({seed.id}) and is left out"
            problems.append(SeedError("seed-twin", Location(path.as_posix()), message, "rename one of the two").problem)
    problems += _lone_sidecars(folder)
    return tuple(seeds.values()), tuple(problems)


def _lone_sidecars(folder: Path) -> Iterator[Problem]:
    """Name notes that no raw page reads: what they say of rights would be lost unseen."""
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if path.suffix == ".yml" or not path.with_suffix(".txt").is_file():
            message = "notes that belong to no raw page; nothing of them is used"
            hint = "a page's notes have its name and the ending .yaml: page-4.txt, page-4.yaml"
            yield Problem("seed-note-alone", Location(path.as_posix()), message, hint, severity="error")


def seed_path(file: str, folder: Path) -> str:
    """The path of a raw page as the user would type it, from the name that stands on its records."""
    first, _, below = file.partition("/")
    return (folder / below).as_posix() if first == folder.resolve().name else file


def _name(path: Path, folder: Path) -> str:
    """Name a raw page by its folder and the path below it; refuse what lies elsewhere or can't be written down."""
    where = Location(path.as_posix().encode("utf-8", "backslashreplace").decode())
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SeedError("seed-outside", where, "a link that leads out of the seeds folder", "copy the file here")
    name = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise SeedError("seed-name", where, "the file's name is not valid text", "give it a name in UTF-8") from error
    return name


def read_seed(seed: Seed, config: Config) -> PrintPage:
    """Read one raw page; raise ``SeedError`` with file and line."""
    where = seed.path.as_posix()
    try:
        content = seed.path.read_bytes()
    except OSError as error:
        raise SeedError("seed-unreadable", Location(where), f"can't be read: {error.strerror}") from error
    lines = split_lines(decode(content, where))
    front, taken = split_front_matter(lines, where)
    sidecar = read_sidecar(seed.path)
    return PrintPage(
        id=seed.id,
        file=seed.file,
        sha256=sha256(content).hexdigest(),
        lines=lines[taken:],
        first_line=taken + 1,
        folio=merge(merge(sidecar.folio, front.folio), parse_name(seed.path.stem)),
        rights=sidecar.rights or front.rights or config.rights,
    )
