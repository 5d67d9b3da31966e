"""A stage and a site → the whole new site beside the old one, then both exchanged in one step.

The new tree shares every unchanged file with the old one (hard links: the same bytes, inode and time stamps). After
the exchange the old tree stays in the private folder as the *spare*; the next build brings it up to date with the
few files that changed since, so that only the first change after a clean build links every file. Nothing is believed
of the spare: a file in it is right if it is the very inode that was found sound in the site, and is replaced if not.

Who stands in the site while it is exchanged (a shell, a server that opened the folder, a container that mounts it)
goes on standing in the old tree: whole and out of date, until they open the path again; a server that asks by path,
as all common ones do, is never out of date. A container should mount the folder above the site. What someone saves
in the old tree is carried over to the site, so that nothing is lost. To go file by file instead would show everyone
a mixture of two sites; that is worse, and done only where the disk can't exchange.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from generator.errors import PublishError
from generator.manifest import MANIFEST, read_manifest
from generator.publish.tree import FOLDER_MODE, REPOSITORY, Tree, above, inode_of, list_tree, make_folder, remove_empty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.publish.change import Change
    from generator.publish.standing import Live

SPARE = "spare"


def can_swap(live: Live, wanted: Iterable[str], private: Path) -> bool:
    """Tell whether all that stands in the site can stand in another tree also: our folders, and regular files."""
    status, own = live.root.stat(), private.stat()
    return (
        not live.tree.others
        and REPOSITORY not in live.tree.files  # as a worktree has it
        and live.tree.folders <= above([*live.ours, *wanted])
        and (status.st_uid, status.st_gid) == (own.st_uid, own.st_gid)
        and not status.st_mode & 0o7000
    )


def open_spare(spare: Path, live: Live, foreign: frozenset[str], change: Change) -> Tree:
    """List the spare, give back what someone put there, and take its manifest away: now it is no site.

    Without a manifest it was being changed when a build was killed, and all in it is ours.
    """
    tree = list_tree(spare)
    if MANIFEST not in tree.files:
        return tree
    unknown = tree.files.keys() - change.kept.keys() - change.changed - foreign
    if unknown != {MANIFEST} or tree.others:
        try:
            ours = read_manifest(spare)
        except PublishError:
            ours = {}
        known = {*ours, *foreign, *change.kept, *change.changed}
        carry_strays(spare, live.root, Tree(dict.fromkeys(known, ""), above([*ours, *foreign])), since=0)
        tree = list_tree(spare)
    (spare / MANIFEST).unlink()
    del tree.files[MANIFEST]
    return tree


def carry_strays(old: Path, root: Path, known: Tree, since: int) -> None:
    """Move into the site what someone put in a tree that is the site no longer, where the name is free.

    Only folders are looked into that changed ``since``, by the file system's clock. The site is in place already:
    what can't be moved now is no reason to fail, and is tried again by the next build.
    """
    names = known.files.keys() | known.folders | known.others | {MANIFEST}
    for folder in ("", *sorted(known.folders)):
        try:
            if (old / folder).stat().st_mtime_ns < since:
                continue
            there = {f"{folder}/{entry.name}".lstrip("/") for entry in (old / folder).iterdir()}
            for path in sorted(there - names):
                _carry(old / path, root / path)
        except OSError:
            continue


def make_whole(base: Path, tree: Tree, staged: tuple[Path, Tree], source: tuple[Live, Change]) -> None:
    """Bring a tree, the stage itself or the spare, to hold just the site to come, but for its manifest.

    What is taken away goes first: on a disk where names differ by case only, a new name may be an old one.
    """
    stage, stamps = staged
    live, change = source
    wanted = {path: live.tree.files[path] for path in change.kept}
    wanted |= {path: live.tree.files[path] for path in change.foreign}
    wanted |= {path: stamps.files[path] for path in change.changed}
    right = {path for path, stamp in tree.files.items() if wanted.get(path, "").startswith(inode_of(stamp))}
    for path in tree.files.keys() - right:
        (base / path).unlink()
    for path in tree.others:
        _drop(base / path)
    folders = above(wanted)
    remove_empty(base, tree.folders - folders)
    for folder in sorted(folders - tree.folders):
        (base / folder).mkdir()
        (base / folder).chmod(FOLDER_MODE)
    for path in wanted.keys() - right:
        if path in change.changed:
            os.rename(f"{stage}/{path}", f"{base}/{path}")  # noqa: PTH104 - one of many thousand
        else:
            _link(f"{live.root}/{path}", f"{base}/{path}")


def take_back(spare: Path, stage: Path, changed: Iterable[str]) -> None:
    """Bring staged files that went into the spare back to the stage, as no exchange was possible."""
    make_folder(stage)
    for path in changed:
        if not os.path.lexists(stage / path):
            make_folder((stage / path).parent)
            (spare / path).rename(stage / path)


def discard(folder: Path) -> None:
    """Remove a tree of ours; what can't be removed now, the next build removes."""
    shutil.rmtree(folder, ignore_errors=True)


def _carry(stray: Path, there: Path) -> None:
    if os.path.lexists(there):
        return
    if not os.path.lexists(there.parent):
        make_folder(there.parent)
    if there.parent.is_dir():
        stray.rename(there)


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _link(there: str, here: str) -> None:
    try:
        os.link(there, here, follow_symlinks=False)
    except FileNotFoundError:  # someone took it away while we built: theirs to do, and the next build sees it
        return
