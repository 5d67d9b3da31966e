"""The finished site, path by path in memory → the output folder, changed as little as can be.

A manifest in the output folder lists what is ours. Only bytes that changed are written, beside and then moved
into place; what is ours and no longer wanted goes; what is not ours stays. Everything that can be refused is
refused before the first file moves, and what changed is staged whole before that: a build that fails, or a disk
that is full, leaves the old site as it was. Not here: what the files say.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.errors import ConfigError, Location, PublishError
from generator.manifest import MANIFEST, dumps_manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE_MODE, FOLDER_MODE = 0o644, 0o755
STAGING = ".baozhai-staging-"
"""Inside the output folder, so that a move never crosses file systems; the number of the process follows."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, and how many went."""

    written: int
    removed: int


def publish(files: Mapping[str, bytes], output: Path, sources: Iterable[Path] = ()) -> Published:
    """Make ``output`` hold ``files``; ``sources`` are the folders it must not lie over."""
    root = check_output(output, sources)
    try:
        return _publish(files, root)
    except OSError as error:
        place = Location(str(error.filename or output))
        hint = "the site stands as it was, or newer in part; mend this and build again"
        raise PublishError("output-unwritable", place, f"can't be written: {error.strerror or error}", hint) from error


def unpublish(output: Path, sources: Iterable[Path] = ()) -> int:
    """Remove what is ours from ``output``, and nothing else; return how many files went."""
    root = check_output(output, sources)
    ours = read_manifest(root)
    removed = _remove(root, sorted(ours))
    (root / MANIFEST).unlink(missing_ok=True)
    return removed


def check_output(output: Path, sources: Iterable[Path] = ()) -> Path:
    """Resolve the output folder, and refuse one in which publishing could cost someone their own files."""
    folders = tuple(sources)
    root = refuse_over(output, folders)
    for source in folders:
        if root.is_relative_to(source.resolve()):
            message = f"the output folder lies in the folder {source}: what is published would be read again"
            raise ConfigError("output-unsafe", Location(str(output)), message, "choose a folder beside it: site")
    if root.exists() and not root.is_dir():
        raise ConfigError("output-unsafe", Location(str(output)), "this is a file", "name a folder of its own: site")
    return root


def refuse_over(folder: Path, sources: Iterable[Path] = ()) -> Path:
    """Resolve a folder of ours, and refuse one that is, or contains, a folder of someone's own work."""
    root = folder.resolve()
    kept = {Path("~").expanduser().resolve(): "the home folder", Path.cwd(): "the folder you are in"}
    kept |= {source.resolve(): f"the folder {source}" for source in sources}
    for own, name in kept.items():
        if own.is_relative_to(root):
            message = f"this folder {'is' if own == root else 'contains'} {name}: nothing is written or removed here"
            raise ConfigError("output-unsafe", Location(str(folder)), message, "choose a folder of its own: site")
    return root


# ---------------------------------------------------------------- the steps


def _publish(files: Mapping[str, bytes], root: Path) -> Published:
    ours = read_manifest(root)
    hashes = {path: sha256(content).hexdigest() for path, content in files.items()}
    wanted = {path: _contain(root, path) for path in sorted(files, key=_pages_before_indexes)}
    changed = [path for path, target in wanted.items() if not _stands(target, files[path])]
    stale = sorted(set(ours) - set(files))
    for path in changed:
        _refuse_foreign(root, path, files[path], ours=set(ours), stale=set(stale))
    removed = 0
    if changed or stale or ours != hashes:
        with _staging(root) as staging:
            for number, path in enumerate(changed):
                _write(staging / str(number), files[path])
            # From here on a crash leaves new files behind: the next build must know them for ours.
            _put_manifest(root, staging, ours | hashes)
            blocking = _blocking(changed, stale)
            removed += _remove(root, blocking)
            for number, path in enumerate(changed):
                _make_folder(wanted[path].parent)
                (staging / str(number)).replace(wanted[path])
            removed += _remove(root, sorted(set(stale) - set(blocking)))
            _put_manifest(root, staging, hashes)
    return Published(len(changed), removed)


def _pages_before_indexes(path: str) -> tuple[int, int, str]:
    """Order: styles and pictures, then pages, then the lists that link to them, the front door last."""
    if not path.endswith((".html", ".xml", ".json")):
        return (0, 0, path)
    depth = path.count("/")
    return (1, 0, path) if depth > 1 and not path.endswith("/index.html") else (2, -depth, path)


def _contain(root: Path, path: str) -> Path:
    """Return the file of a site path; refuse one that would lie outside the output folder."""
    target = root / path
    if path.startswith("/") or ".." in target.parts or not target.parent.resolve().is_relative_to(root):
        raise PublishError("output-escape", Location(path), f"lies outside the output folder {root}")
    return target


def _stands(target: Path, content: bytes) -> bool:
    if target.is_symlink() or not target.is_file():
        return False
    status = target.stat()
    return status.st_size == len(content) and status.st_mode & 0o777 == FILE_MODE and target.read_bytes() == content


def _refuse_foreign(root: Path, path: str, content: bytes, *, ours: set[str], stale: set[str]) -> None:
    """Refuse to write where a file, folder or link stands that is not ours."""
    target = root / path
    for folder in _above(path):
        there = root / folder
        if there.is_symlink() or (there.exists() and not there.is_dir() and folder not in stale):
            raise _in_the_way(there, f"no folder can be made for {path}")
    if target.is_symlink():
        raise _in_the_way(target, "a link that is not ours stands there")
    if target.is_dir() and not all(name in stale for name in _files_below(root, target)):
        raise _in_the_way(target, "a folder stands there")
    if target.is_file() and path not in ours and target.read_bytes() != content:
        raise _in_the_way(target, "a file that is not ours stands there")


def _in_the_way(there: Path, message: str) -> PublishError:
    hint = "move it away, or choose another output folder; files that are not ours are never overwritten"
    return PublishError("output-foreign", Location(str(there)), message, hint)


def _above(path: str) -> list[str]:
    return [folder.as_posix() for folder in PurePosixPath(path).parents][:-1]


def _files_below(root: Path, folder: Path) -> Iterator[str]:
    return (
        there.relative_to(root).as_posix() for there in folder.rglob("*") if there.is_symlink() or not there.is_dir()
    )


def _blocking(changed: list[str], stale: list[str]) -> list[str]:
    """Find the stale files that stand where a folder must go, or in a folder where a file must go."""
    folders = {folder for path in changed for folder in _above(path)}
    return [path for path in stale if path in folders or not set(changed).isdisjoint(_above(path))]


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """Make a folder beside the files to be, and clear it and those of builds that were killed."""
    _make_folder(root)
    for left in root.glob(f"{STAGING}*"):
        if not _runs(left.name.removeprefix(STAGING)):
            shutil.rmtree(left, ignore_errors=True)
    folder = root / f"{STAGING}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return int(process) != os.getpid()


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)
    target.chmod(FILE_MODE)


def _put_manifest(root: Path, staging: Path, hashes: Mapping[str, str]) -> None:
    _write(staging / MANIFEST, dumps_manifest(hashes))
    (staging / MANIFEST).replace(root / MANIFEST)


def _make_folder(folder: Path) -> None:
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(FOLDER_MODE)


def _remove(root: Path, paths: Iterable[str]) -> int:
    """Remove files of ours, and the folders that become empty with them."""
    removed = 0
    for path in paths:
        target = root / path
        if not target.parent.resolve().is_relative_to(root) or (target.is_dir() and not target.is_symlink()):
            continue
        if not os.path.lexists(target):
            continue
        target.unlink()
        removed += 1
        for folder in _above(path):
            if not (root / folder).is_dir() or any((root / folder).iterdir()):
                break
            (root / folder).rmdir()
    return removed
