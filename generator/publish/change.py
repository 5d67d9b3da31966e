"""What stands and what is wanted → what comes, what goes, and a refusal where someone's file is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, PublishError
from generator.publish.memory import digest_of, make_memo
from generator.publish.tree import PLAIN, above, hash_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.standing import Live


class Change(Struct, frozen=True):
    """The difference between the site that stands and the one to come."""

    changed: frozenset[str]
    """Comes from the stage."""
    kept: Mapping[str, str]
    """Stands already, with the bytes that are wanted: site path → memo."""
    stale: frozenset[str]
    """Ours, there, and no longer wanted."""
    foreign: frozenset[str]
    """Regular files that are not ours."""


def plan_change(live: Live, wanted: Mapping[str, str]) -> Change:
    """Compare by hash; refuse where a file, folder or link stands that is not ours."""
    memos, files = live.memos, live.tree.files
    kept = {path: memo for path, digest in wanted.items() if digest_of(memo := memos.get(path, "")) == digest}
    changed = wanted.keys() - kept.keys()
    stale = {path for path in live.ours.keys() - wanted.keys() if path in files}
    foreign = live.foreign
    # A file of someone else's with our bytes becomes ours, as where the manifest was lost.
    taken = {path for path in changed & foreign if hash_file(live.root / path) == wanted[path]}
    _refuse_foreign(live, changed - taken, stale)
    sound = {path for path in taken if files[path].endswith(PLAIN)}
    kept |= {path: make_memo(wanted[path], files[path], live.clock) for path in sound}
    return Change(frozenset(changed - sound), kept, frozenset(stale), frozenset(foreign - wanted.keys()))


def _refuse_foreign(live: Live, changed: set[str], stale: set[str]) -> None:
    for folder in sorted(above(changed)):
        if folder in live.tree.others:
            _refuse_way_out(live.root, folder)
            raise _in_the_way(live.root / folder, "no folder can be made: a link that is not ours stands there")
        if folder in live.tree.files and folder not in stale:
            raise _in_the_way(live.root / folder, f"no folder can be made for {folder}/: a file stands there")
    for path in sorted(changed & live.tree.others):
        raise _in_the_way(live.root / path, "a link that is not ours stands there")
    for path in sorted(changed & live.tree.folders):
        below = {name for name in live.tree.files.keys() | live.tree.others if name.startswith(f"{path}/")}
        if not below <= stale:
            raise _in_the_way(live.root / path, "a folder stands there")
    for path in sorted(changed & live.foreign):
        raise _in_the_way(live.root / path, "a file that is not ours stands there")


def _refuse_way_out(root: Path, folder: str) -> None:
    if not (root / folder).resolve().is_relative_to(root):
        raise PublishError("output-escape", Location(folder), f"lies outside the output folder {root}: it is a link")


def _in_the_way(there: Path, message: str) -> PublishError:
    hint = "move it away, or choose another output folder; files that are not ours are never overwritten"
    return PublishError("output-foreign", Location(str(there)), message, hint)
