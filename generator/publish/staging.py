"""One rendered file → a file in the stage, from any process; and the stage's folder, made and cleared away."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Location, PublishError
from generator.manifest import MANIFEST, is_site_path
from generator.publish.tree import (
    FILE_MODE,
    FOLDER_MODE,
    PLAIN,
    STAGING,
    Tree,
    above,
    make_folder,
    make_stamp,
    remove_empty,
    remove_files,
    stamp_tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def write_staged(folder: Path, path: str, content: bytes) -> None:
    """Write one file of the site into the stage, in three system calls.

    A mode that the umask cut is mended when all is published, and not for each file here.
    """
    check_path(path)
    target = f"{folder}/{path}"
    try:
        handle = os.open(target, _FLAGS, FILE_MODE)
    except FileNotFoundError:
        _make_parents(folder, path)
        handle = os.open(target, _FLAGS, FILE_MODE)
    try:
        done = os.write(handle, content)
        while done < len(content):
            done += os.write(handle, content[done:])
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error
    finally:
        os.close(handle)


def check_path(path: str) -> None:
    """Refuse a path that leaves the site, is ours for other ends, or that some host or disk would write otherwise."""
    if not is_site_path(path):
        raise PublishError("output-escape", Location(path), "lies outside the output folder, or is no path of a site")
    if not path.isascii() or not path.isprintable():
        hint = "rename the file: letters of English, digits, - and _"
        raise PublishError("output-name", Location(path), "an address of the site has ASCII characters only", hint)
    if path == MANIFEST or path.startswith(STAGING):
        raise PublishError("output-name", Location(path), "this name is kept for the list of published files")


def make_stage(near: Path) -> Path:
    """Make an empty folder for a build, with a name that no build before had: its workers may still be writing."""
    return Path(tempfile.mkdtemp(prefix=STAGING, dir=near))


def clear_stages(near: Path) -> None:
    """Clear away what killed builds left."""
    for left in near.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def settle(folder: Path, wanted: Iterable[str]) -> Tree:
    """Look at every staged file once: all that are wanted must be there, with the right mode; others go."""
    tree = stamp_tree(folder)
    paths = set(wanted)
    for path in sorted(paths):
        stamp = tree.files.get(path)
        if stamp is None:
            hint = "build again; names that differ only by case are one name on some disks"
            raise PublishError("output-incomplete", Location(path), "is neither staged nor standing in the site", hint)
        if not stamp.endswith(PLAIN):
            file = folder / path
            file.chmod(FILE_MODE)
            tree.files[path] = make_stamp(file.lstat())
    extra = tree.files.keys() - paths
    remove_files(folder, extra)
    for path in extra:
        del tree.files[path]
    idle = tree.folders - above(paths)
    remove_empty(folder, idle)
    tree.folders.difference_update(idle)
    for path in tree.folders:
        if (folder / path).stat().st_mode & 0o7777 != FOLDER_MODE:
            (folder / path).chmod(FOLDER_MODE)
    return tree


def _make_parents(folder: Path, path: str) -> None:
    """Make the folders of a path, but never the stage again: a build that ended takes nothing more."""
    folder.stat()
    make_folder((folder / path).parent)
