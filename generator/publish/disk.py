"""What the disk can do: where files may wait so that one rename brings them home, and two folders change places."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from generator.manifest import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

IMPOSSIBLE = frozenset(
    (
        *(errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EBUSY, errno.EPERM, errno.EACCES),
        *(errno.EOPNOTSUPP, errno.EMLINK, errno.EROFS),
    )
)
"""What a system says that can't link or exchange here; a full disk is not among them."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_PROBE = "probe"


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step; OSError where the system or the disk can't (NFS, macOS)."""
    import ctypes  # noqa: PLC0415 - most builds change nothing, and need not load it

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))


def find_near(root: Path, private: Path) -> Path:
    """Choose where files wait: in the private folder if they can move from there into ``root``, else in ``root``.

    They can't if it is another disk or mount, and should not if files are marked by the folder they are made in
    (SELinux, access control lists) and the two folders differ in that.
    """
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    one_disk = there.stat().st_dev == private.stat().st_dev
    return private if one_disk and _marks(there) == _marks(private) and _can_link(root, private) else root


def _can_link(root: Path, private: Path) -> bool:
    """Try it with the manifest: two mounts of one disk look the same, but nothing moves between them."""
    probe = private / _PROBE
    probe.unlink(missing_ok=True)
    try:
        os.link(root / MANIFEST, probe, follow_symlinks=False)
    except OSError as error:
        return error.errno == errno.ENOENT
    probe.unlink()
    return True


def _marks(folder: Path) -> dict[str, bytes]:
    if not hasattr(os, "listxattr"):  # macOS
        return {}
    try:
        return {name: os.getxattr(folder, name) for name in os.listxattr(folder)}
    except OSError:  # the disk knows none
        return {}
