"""What a build is made from, as the disk tells it: every file of the sources with its signature.

Two surveys that are equal mean that no file changed in between; which one did is seen without opening it. A file that
was changed so recently that another change might leave the same time stamp has no signature, and counts as changed.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import packaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Signature = tuple[int, int, int, int]
"""Time of the last change of content and of the file, in nanoseconds, size in bytes, inode."""
Survey = dict[str, Signature | None]
"""By path; ``None`` where a time stamp can't be trusted yet."""

TICK = 50_000_000
"""Nanoseconds within which a file system may give two changes the same time stamp."""
HIDDEN = (".", "__pycache__")


def survey_folder(folder: Path, now: int) -> Survey:
    """Look at every file below a folder; ``now`` is the time of the folder's file system in nanoseconds."""
    return dict(_walk(str(folder), now)) if folder.is_dir() else {}


def survey_file(path: str, now: int) -> Signature | None:
    """Look at one file."""
    return _sign(os.stat(path), now)  # noqa: PTH116 - one of very many


def confirm(before: Survey, after: Survey, since: int, own: Mapping[str, object]) -> Survey:
    """Keep of a survey made after some work the signatures of what can't have changed since the work began.

    ``since`` is the time at which it began, ``own`` the signatures under which it read or wrote files itself. What
    changed, came or went meanwhile has none: the work may have seen another content.
    """
    found: Survey = {path: None for path in before if path not in after and path not in own}
    for path, signature in after.items():
        known = signature is not None and (
            own.get(path) == signature or (path in before and max(signature[:2]) < since)
        )
        found[path] = signature if known else None
    return found


def _walk(folder: str, now: int) -> Iterator[tuple[str, Signature | None]]:
    with os.scandir(folder) as found:
        for entry in sorted(found, key=_name):
            if entry.name.startswith(HIDDEN):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, now)
                continue
            try:
                yield entry.path, _sign(entry.stat(), now)
            except OSError:  # gone meanwhile, or a link to nothing
                yield entry.path, None


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _sign(status: os.stat_result, now: int) -> Signature | None:
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if changed > now - TICK:
        return None
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def tell_time(folder: Path) -> int:
    """Ask the file system of a folder of ours what time it is, in nanoseconds: its clock may not be the machine's."""
    probe = folder / ".clock"
    probe.write_bytes(b"")
    os.utime(probe)
    return probe.stat().st_mtime_ns


@cache
def stamp_program() -> bytes:
    """Fingerprint what a page is made with and is not the user's: this program, its data, its libraries."""
    made = blake2b(sys.version.encode(), digest_size=16)
    here = Path(__file__).parent
    for path in sorted(path for path in here.rglob("*") if path.suffix != ".pyc" and path.is_file()):
        made.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    # A folder of metadata beside every library carries its version in its name.
    for folder in sorted({*sys.path, *map(str, _libraries())}):
        names = sorted(_names(folder))
        made.update("\0".join(names).encode(errors="surrogatepass"))
    return made.digest()


def _libraries() -> Iterable[Path]:
    return (packaged("templates").parent,)


def _names(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names only
    except OSError:
        return
    yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))
