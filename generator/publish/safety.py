"""A folder that someone named → the same folder resolved, or a refusal where publishing could cost them their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ConfigError, Location, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable

# fmt: off
SYSTEM = (
    "bin", "boot", "dev", "etc", "home", "lib", "lib64", "opt", "proc", "root", "run", "sbin", "sys", "tmp", "usr",
    "var", "usr/bin", "usr/lib", "usr/lib64", "usr/local", "usr/sbin", "usr/share",
    "Applications", "Library", "System", "Users", "Volumes", "private/etc", "private/tmp", "private/var",
)
# fmt: on
"""Folders of Linux and macOS themselves, into which someone got by one ``..`` too many."""


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
    if root.as_posix().removeprefix("/") in SYSTEM:
        kept[root] = "a folder of the system"
    for own, name in kept.items():
        if own.is_relative_to(root):
            message = f"this folder {'is' if own == root else 'contains'} {name}: nothing is written or removed here"
            raise ConfigError("output-unsafe", Location(str(folder)), message, "choose a folder of its own: site")
    return root


def make_private(folder: Path, root: Path) -> Path:
    """Make the private folder, for its owner only; refuse a link, and a place in the site for all to see."""
    place = Location(str(folder))
    if folder.is_symlink():
        raise PublishError("private-unsafe", place, "the private folder is a link", "remove it; it is made again")
    private = folder.resolve()
    if private.is_relative_to(root) or root.is_relative_to(private):
        message = f"the private folder and the output folder {root} lie in each other"
        raise ConfigError("private-unsafe", place, message, "name another `cache` or another `output`")
    try:
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError("private-unwritable", place, f"can't be made: {error.strerror or error}") from error
    return private
