"""The story of a build's last step: look at what stands, take in what is rendered, put the new site in its place.

Which way it goes depends on where the site stands:

- there is no site yet, or it is empty: the stage becomes the site, one rename;
- the disk can exchange two folders: the stage or the spare is made whole and exchanged (``swap``);
- it can't: the site is on another file system than our private folder, is a mount, a repository, holds folders or
  links of someone's: the files move one by one in a safe order (``inplace``).

A build that fails, is interrupted or killed leaves the old site or the new one; only of the third way a mixture,
without a dangling link, which the next build mends. What is not done: telling the disk to write everything now. A
power cut may cost files of the last seconds, which the next build sees and writes again.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, PublishError
from generator.manifest import MANIFEST, dumps_manifest, write_manifest
from generator.publish.change import Change, plan_change
from generator.publish.disk import IMPOSSIBLE, exchange, find_near
from generator.publish.inplace import place, put_manifest
from generator.publish.lock import PATIENCE, Locks, hold, take_both
from generator.publish.memory import SETTLED, Known, make_memo, read_known, write_known
from generator.publish.safety import check_output, make_private
from generator.publish.staging import check_path, clear_stages, make_stage, settle, write_staged
from generator.publish.standing import Live, read_live
from generator.publish.swap import SPARE, can_swap, carry_strays, discard, make_whole, open_spare, take_back
from generator.publish.tree import FOLDER_MODE, Tree, make_folder, remove_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WHOLE = "the site stands as it was; mend this and build again"
_PART = "the site is newer in part, without a dangling link; mend this and build again"


class Published(Struct, frozen=True):
    """How many files were written, and how many went."""

    written: int
    removed: int


class Stage(Struct, frozen=True):
    """Where the files of a build wait, and what need not be rendered at all."""

    folder: Path
    """Empty at first; a file of the site goes to its site path below it (``write_staged``)."""
    standing: Mapping[str, str]
    """Site path → SHA-256 of every file of ours that stands in the output just as we left it."""
    _live: Live
    _known: Known
    _private: Path
    _locks: Locks

    def publish(self, wanted: Mapping[str, str]) -> Published:
        """Make the site hold just ``wanted`` {site path: hash}, each staged, or standing with that very hash.

        Once only: the stage may be the site thereafter.
        """
        with _saying(self._locks.name):
            change = plan_change(self._live, wanted)
            coming = _Coming(wanted, change, settle(self.folder, change.changed))
            if change.changed or change.stale:
                self._move(coming)
            else:
                self._keep(coming)
        return Published(len(change.changed), len(change.stale))

    # ------------------------------------------------------------ the three ways, and none

    def _move(self, coming: _Coming) -> None:
        near = self.folder.parent == self._private
        try:
            if near and self._live.tree.empty:
                return self._fill(coming)
            if near and can_swap(self._live, coming.wanted, self._private):
                return self._swap(coming)
        except OSError as error:
            if error.errno not in IMPOSSIBLE:
                raise
            take_back(self._spare, self.folder, coming.change.changed)
        return self._place(coming)

    def _fill(self, coming: _Coming) -> None:
        """The stage becomes the site."""
        root = self._live.root
        discard(self._spare)
        self._complete(self.folder, coming)
        make_folder(root.parent)
        self._locks.take_folder(self.folder)
        self.folder.rename(root)

    def _swap(self, coming: _Coming) -> None:
        """The spare, or where most is new the stage, becomes the site, and the site the spare."""
        few = len(coming.change.changed) * 2 <= len(coming.wanted)
        tree = open_spare(self._spare, self._live, self._known.foreign, coming.change)
        source = (self._live, coming.change)
        if tree.folders | tree.files.keys() and few:
            make_whole(self._spare, tree, (self.folder, coming.staged), source)
        else:
            discard(self._spare)
            make_whole(self.folder, coming.staged, (self.folder, coming.staged), source)
            self.folder.rename(self._spare)
        self._complete(self._spare, coming)
        self._locks.take_folder(self._spare)
        exchange(self._spare, self._live.root)
        carry_strays(self._spare, self._live.root, self._live.tree, self._live.clock - SETTLED)
        if not few:
            discard(self._spare)

    def _place(self, coming: _Coming) -> None:
        """The files move one by one."""
        discard(self._spare)
        try:
            manifest = place(self.folder, self._live, coming.change, coming.wanted)
        except OSError as error:
            raise _unwritable(error, self._locks.name, _PART) from error
        self._remember(self._live.root, coming, manifest)

    def _keep(self, coming: _Coming) -> None:
        """Nothing moves; the manifest is mended if it needs it, and what was learned is remembered."""
        live, known = self._live, self._known
        manifest = live.manifest
        if manifest is None or manifest != known.manifest or live.ours != coming.wanted:
            manifest = sha256(dumps_manifest(coming.wanted)).hexdigest()
            if manifest != live.manifest:
                make_folder(live.root)
                put_manifest(self.folder, live.root, coming.wanted)
        learned = Known(str(live.root), manifest, known.foreign, coming.change.kept)
        if learned != known:
            write_known(self._private, learned)

    # ------------------------------------------------------------ what stands beside the files

    @property
    def _spare(self) -> Path:
        return self._private / SPARE

    def _complete(self, folder: Path, coming: _Coming) -> None:
        """Add the manifest and the site's own mode; remember what is in it before it is seen.

        What is remembered is true of the files, wherever they are: a build may be killed before or after.
        """
        root = self._live.root
        manifest = write_manifest(folder, coming.wanted)
        folder.chmod(stat.S_IMODE(root.stat().st_mode) if root.exists() else FOLDER_MODE)
        self._remember(folder, coming, manifest)

    def _remember(self, folder: Path, coming: _Coming, manifest: str) -> None:
        clock = (folder / MANIFEST).lstat().st_mtime_ns
        change, files = coming.change, coming.staged.files
        memos = dict(change.kept)
        memos |= {path: make_memo(coming.wanted[path], files[path], clock) for path in change.changed}
        write_known(self._private, Known(str(self._live.root), manifest, change.foreign, memos))


class _Coming(Struct, frozen=True):
    """The site to come."""

    wanted: Mapping[str, str]
    change: Change
    staged: Tree


@contextmanager
def open_stage(output: Path, sources: Iterable[Path], private: Path, patience: float = PATIENCE) -> Iterator[Stage]:
    """Take the output folder for one build: refuse, lock, mend what a killed build left, look at what stands.

    ``private`` is a folder of ours, best on the disk of ``output``. On leaving, however that comes about, all that is
    temporary is gone and the locks are released.
    """
    root = check_output(output, sources)
    own = make_private(private, root)
    process, absent = os.getpid(), not root.exists()
    with hold(output, patience) as locks:
        with _saying(str(output)):
            take_both(locks, root, own)
            stage = _open(root, own, locks)
        try:
            yield stage
        except OSError as error:
            if str(error.filename or "").startswith((str(root), str(own))):
                raise _unwritable(error, str(output), _WHOLE) from error
            raise
        finally:
            if os.getpid() == process:  # and not a worker that was forked from us: here nothing is its own
                discard(stage.folder)
                if absent:
                    remove_empty(root.parent, [root.name])


def publish(
    files: Mapping[str, bytes], output: Path, sources: Iterable[Path] = (), private: Path | None = None
) -> Published:
    """Make ``output`` hold ``files``; without a private folder, nothing is remembered for the next time."""
    if private is None:
        with TemporaryDirectory() as made:
            return publish(files, output, sources, Path(made) / "publish")
    with open_stage(output, sources, private) as stage:
        wanted = {}
        for path, content in files.items():
            check_path(path)
            wanted[path] = sha256(content).hexdigest()
            if stage.standing.get(path) != wanted[path]:
                write_staged(stage.folder, path, content)
        return stage.publish(wanted)


def _open(root: Path, private: Path, locks: Locks) -> Stage:
    known = read_known(private)
    if known.output != str(root):
        known = Known(files=known.files)
        discard(private / SPARE)
    for folder in (private, root):
        clear_stages(folder)
    near = find_near(root, private)
    if near == root:
        make_folder(root)
    folder = make_stage(near)
    try:
        live = read_live(root, known, folder.stat().st_mtime_ns)
    except BaseException:
        discard(folder)
        raise
    return Stage(folder, live.standing, live, known, private, locks)


@contextmanager
def _saying(output: str) -> Iterator[None]:
    """Say what the disk refuses as an error of publishing."""
    try:
        yield
    except OSError as error:
        raise _unwritable(error, output, _WHOLE) from error


def _unwritable(error: OSError, output: str, hint: str) -> PublishError:
    place = Location(str(error.filename or output))
    return PublishError("output-unwritable", place, f"can't be written: {error.strerror or error}", hint)
