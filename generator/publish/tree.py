"""A folder on the disk → its files, folders and whatever else stands in it, by site path."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o644, 0o755
PLAIN = f" {0o100000 | FILE_MODE}"
"""How the stamp of a regular file ends that everyone may read."""
STAGING = ".baozhai-staging-"
"""How a folder's name begins in which files wait; one of ours in the site is no part of it."""
REPOSITORY = ".git"
"""Never looked into: it is someone's, and may hold more files than the site."""


class Tree(Struct, frozen=True):
    """What stands in a folder; every path is relative to it, with ``/``."""

    files: dict[str, str] = field(default_factory=dict)
    """Regular files, each with its stamp, or only the stamp's beginning: the inode and a blank."""
    folders: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    """Links, sockets, repositories, folders that can't be read."""

    @property
    def empty(self) -> bool:
        """Nothing at all is there."""
        return not (self.files or self.folders or self.others)


def list_tree(root: Path) -> Tree:
    """List a folder: names and inodes, which cost no system call a file. An absent folder is empty."""
    tree = Tree()
    for path, entry in _walk(root, tree):
        tree.files[path] = f"{entry.inode()} "
    return tree


def stamp_tree(root: Path) -> Tree:
    """List a folder with the stamp of each file. An absent folder is empty."""
    tree = Tree()
    for path, entry in _walk(root, tree):
        try:
            tree.files[path] = make_stamp(entry.stat(follow_symlinks=False))
        except FileNotFoundError:  # gone since it was listed
            continue
    return tree


def make_stamp(status: os.stat_result) -> str:
    """Write what changes when someone changes a file: inode, time of its content, size and mode.

    >>> make_stamp(os.stat_result((33188, 7, 0, 1, 0, 0, 5, 0, 9, 0)))
    '7 9000000000 5 33188'
    """
    return f"{status.st_ino} {status.st_mtime_ns} {status.st_size} {status.st_mode}"


def inode_of(stamp: str) -> str:
    """Cut the inode from a stamp, with the blank behind it: all stamps of one inode begin with that."""
    return stamp[: stamp.index(" ") + 1]


def time_of(stamp: str) -> int:
    """Cut the time from a stamp, in nanoseconds."""
    return int(stamp.split(" ", 2)[1])


def hash_file(path: Path) -> str:
    """Hash what a file holds; a link is not followed."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        return sha256(file.read()).hexdigest()


def above(paths: Iterable[str]) -> set[str]:
    """All folders in which the paths lie, the root itself left out: ``a/b/c.html`` → ``a``, ``a/b``."""
    found: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in paths}:
        part = folder
        while part and part not in found:
            found.add(part)
            part = part.rpartition("/")[0]
    return found


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, open to everyone."""
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(FOLDER_MODE)


def remove_files(root: Path, paths: Iterable[str]) -> int:
    """Remove files, and the folders that become empty with them; count the files."""
    removed = 0
    folders = set()
    for path in paths:
        try:
            os.unlink(f"{root}/{path}")  # noqa: PTH108 - a Path for each of 20,000 costs more than the call
        except FileNotFoundError:
            continue
        removed += 1
        folders.add(path)
    remove_empty(root, above(folders))
    return removed


def remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove those of the folders that are empty, or become so."""
    for folder in sorted(folders, key=lambda path: -path.count("/")):
        try:
            (root / folder).rmdir()
        except OSError:  # not empty, or gone: both are as they should be
            continue


def _walk(root: Path, tree: Tree) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the regular files, and note all else in the tree."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    path = folder + entry.name
                    if entry.is_file(follow_symlinks=False):
                        yield path, entry
                    elif entry.name == REPOSITORY or not entry.is_dir(follow_symlinks=False):
                        tree.others.add(path)
                    elif folder or not entry.name.startswith(STAGING):
                        tree.folders.add(path)
                        waiting.append(f"{path}/")
        except PermissionError:
            if not folder:
                raise
            tree.others.add(folder[:-1])
        except (FileNotFoundError, NotADirectoryError):
            tree.folders.discard(folder[:-1])
