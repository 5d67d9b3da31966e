"""Write one text file so that no reader ever sees half of it.

The text goes to a file beside its place, which then takes the place in one step.
"""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o644
"""Temporary files are private by default; what is published must be readable."""


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
