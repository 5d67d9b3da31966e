"""Read one small file, and write one text file so that no reader ever sees half of it.

What is written goes to a file beside its place, which then takes the place in one step.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o644
"""Temporary files are private by default; what is published must be readable."""


_PLAIN = None if sys.platform == "win32" else os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""No link, and no waiting at the end of a pipe; where links can't be told while opening, nothing is plain."""


def read_plain(path: str, folders: dict[str, bool]) -> bytes | None:
    """Read a file, if neither it nor its folder is a link and nothing is wrong with it; else ``None``.

    ``folders`` keeps for a piece of work which folders are no links.
    """
    folder = path.rpartition(os.sep)[0]
    try:
        if folder not in folders:
            folders[folder] = stat.S_ISDIR(os.lstat(folder).st_mode)
        return _read_at_once(path, _PLAIN) if _PLAIN is not None and folders[folder] else None
    except OSError:
        return None


def _read_at_once(path: str, how: int) -> bytes | None:
    handle = os.open(path, how)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None
        content = os.read(handle, status.st_size + 1)
        return content if len(content) == status.st_size else None
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> bool:
    r"""Write UTF-8 text with ``\n`` line ends; say whether the file changed. Raise ``OSError``."""
    wanted = text.encode()
    if path.is_file() and path.read_bytes() == wanted:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(wanted)
        os.chmod(beside, MODE)  # noqa: PTH101 - mkstemp gives a name, not a Path
        os.replace(beside, path)  # noqa: PTH105 - as above
    except OSError:
        os.unlink(beside)  # noqa: PTH108 - as above
        raise
    return True
