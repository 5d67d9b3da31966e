"""The output folder and what we remember of it → which files of ours stand there as we left them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.manifest import MANIFEST, loads_manifest
from generator.publish.memory import digest_of, make_memo, stamp_of
from generator.publish.tree import PLAIN, Tree, hash_file, stamp_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.memory import Known


class Live(Struct, frozen=True):
    """The output folder as a build found it."""

    root: Path
    tree: Tree
    ours: Mapping[str, str]
    """What the manifest says is ours, with the hash of what was written."""
    memos: Mapping[str, str]
    """What was found of that, every regular file with the right mode, with the hash of what it holds."""
    manifest: str | None
    """The hash of the manifest itself, where there is one."""
    clock: int
    """The file system's own time before the first look, in nanoseconds."""

    @property
    def standing(self) -> dict[str, str]:
        """Site path → hash of every file that is just as it was left."""
        return {path: digest for path, memo in self.memos.items() if (digest := digest_of(memo)) == self.ours[path]}

    @property
    def foreign(self) -> set[str]:
        """Regular files that are not ours."""
        return {path for path in self.tree.files.keys() - self.ours.keys() if path != MANIFEST}


def read_live(root: Path, known: Known, clock: int) -> Live:
    """Look at every file once, and read those of which nothing is known."""
    tree = stamp_tree(root)
    content = (root / MANIFEST).read_bytes() if MANIFEST in tree.files else None
    manifest = None if content is None else sha256(content).hexdigest()
    if content is None:
        ours: Mapping[str, str] = {}
    elif manifest == known.manifest:
        ours = {path: digest_of(memo) for path, memo in known.files.items()}
    else:
        ours = loads_manifest(content, str(root / MANIFEST))
    memos = {}
    for path in ours:
        stamp = tree.files.get(path)
        if stamp is None or not stamp.endswith(PLAIN):
            continue
        memo = known.files.get(path, "")
        memos[path] = memo if stamp_of(memo) == stamp else make_memo(hash_file(root / path), stamp, clock)
    return Live(root, tree, ours, memos, manifest, clock)
