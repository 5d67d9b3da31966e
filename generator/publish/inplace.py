"""A stage and a site that can't be exchanged → the files moved one by one, in an order without a dangling link.

First what is new, which nothing in the old site points at: whole folders at once where the site has none. Then what
is changed, which points at old and new files, all there: styles and pictures, pages, lists, the front door. Last,
what nothing points at any more goes. The manifest names all files of both sites before the first one moves, and
those of the new one after the last: a build that is killed between is mended by the next.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.manifest import MANIFEST, write_manifest
from generator.publish.staging import make_stage
from generator.publish.tree import FILE_MODE, above, make_folder, remove_empty, remove_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from generator.publish.change import Change
    from generator.publish.standing import Live


def place(source: Path, live: Live, change: Change, wanted: Mapping[str, str]) -> str:
    """Move what changed from ``source`` into the site, and remove what is stale; return the manifest's hash."""
    make_folder(live.root)
    with uninterrupted():
        near = _announce(source, live, change, wanted)
        try:
            _move_all(near, live, change)
            return put_manifest(near, live.root, wanted)
        finally:
            if near != source:
                shutil.rmtree(near, ignore_errors=True)


def put_manifest(near: Path, root: Path, hashes: Mapping[str, str]) -> str:
    """Write the manifest beside, then into its place; return the hash of its bytes."""
    digest = write_manifest(near, hashes)
    _move(near, root, MANIFEST)
    return digest


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, and a request to end, wait for the last move; only the main thread hears of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    before = {number: way for number, way in before.items() if way not in {None, signal.SIG_IGN}}
    for number in before:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number, way in before.items():
            signal.signal(number, way)
        if came:
            signal.raise_signal(came[0])


def _move_all(near: Path, live: Live, change: Change) -> None:
    blocking = _blocking(change)
    new = change.changed - live.tree.files.keys()
    for unit in _units(new, _clear_way(live, change, blocking)):
        if os.path.lexists(live.root / unit):  # someone made it since we looked
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(live.root / unit))
        _move(near, live.root, unit)
    for path in sorted(change.changed - new, key=pages_before_indexes):
        _move(near, live.root, path)
    remove_files(live.root, _from_the_door(_truly_stale(live.root, change, blocking)))


def _announce(source: Path, live: Live, change: Change, wanted: Mapping[str, str]) -> Path:
    """List the files of both sites as ours; where even that can't be moved, copy all to where it can."""
    both = {**live.ours, **wanted}
    try:
        put_manifest(source, live.root, both)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    else:
        return source
    near = make_stage(live.root)
    for path in sorted(change.changed):
        make_folder((near / path).parent)
        shutil.copyfile(source / path, near / path)
        (near / path).chmod(FILE_MODE)
    put_manifest(near, live.root, both)
    return near


def _clear_way(live: Live, change: Change, blocking: set[str]) -> set[str]:
    """Remove the files and empty folders that stand where something else must go; return the folders that stay."""
    empty = {folder for folder in live.tree.folders if not change.changed.isdisjoint({folder, *above([folder])})}
    if not blocking and not empty:
        return live.tree.folders
    remove_files(live.root, _from_the_door(blocking))
    remove_empty(live.root, empty)
    return {folder for folder in live.tree.folders if (live.root / folder).is_dir()}


def _units(new: Iterable[str], standing: set[str]) -> list[str]:
    """Gather new files into the folders that are new as a whole, in the order in which they should move."""
    units: dict[str, tuple[int, int, str]] = {}
    for path in new:
        parts = path.split("/")
        folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        unit = next((folder for folder in folders if folder not in standing), path)
        order = pages_before_indexes(path)
        units[unit] = min(units.get(unit, order), order)
    return sorted(units, key=lambda unit: (unit in new, units[unit]))


def pages_before_indexes(path: str) -> tuple[int, int, str]:
    """Order: styles and pictures, then pages, then the lists that link to them, the front door last."""
    if not path.endswith((".html", ".xml", ".json")):
        return (0, 0, path)
    depth = path.count("/")
    return (1, 0, path) if depth > 1 and not path.endswith("/index.html") else (2, -depth, path)


def _from_the_door(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=pages_before_indexes, reverse=True)


def _blocking(change: Change) -> set[str]:
    """Find the stale files that stand where a folder must go, or in a folder where a file must go."""
    if not change.stale:
        return set()
    folders = above(change.changed)
    return {path for path in change.stale if path in folders or not change.changed.isdisjoint(above([path]))}


def _truly_stale(root: Path, change: Change, blocking: set[str]) -> Iterator[str]:
    """Leave out a file that was written again under a name which differs by case only, on a disk that folds case."""
    stale = change.stale - blocking
    folded = {path.casefold(): path for path in (*change.changed, *change.kept)} if stale else {}
    for path in stale:
        other = folded.get(path.casefold())
        if other is None or not (root / path).exists() or not (root / path).samefile(root / other):
            yield path


def _move(near: Path, root: Path, path: str) -> None:
    os.rename(f"{near}/{path}", f"{root}/{path}")  # noqa: PTH104 - one of many thousand
