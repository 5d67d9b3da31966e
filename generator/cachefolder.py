"""The private folder for what can be made again: made with a tag, and removed only where the tag stands."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from generator.errors import Location, PublishError
from generator.publish.safety import refuse_over

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TAG = "CACHEDIR.TAG"
"""Backup programs skip a folder with this file, and the first line is theirs to prescribe."""
_IGNORED = ".gitignore"
_OURS = {TAG, _IGNORED}
"""What a build that was killed here, or that begins at this moment, has made before the tag stands."""
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by baozhai; `baozhai clean` removes the folder.\n"


def make_cache(folder: Path) -> None:
    """Make the cache folder, for its owner only, with the tag and kept out of git."""
    if (folder / TAG).exists():
        return
    if folder.exists() and any(path.name not in _OURS for path in folder.iterdir()):
        hint = "name an empty or a new folder as `cache`"
        raise PublishError("cache-foreign", Location(str(folder)), "the cache folder holds something else", hint)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / _IGNORED).write_text("*\n", encoding="utf-8")
    (folder / TAG).write_text(_TAG_TEXT, encoding="utf-8")


def remove_cache(folder: Path, sources: Iterable[Path] = ()) -> bool:
    """Remove the cache folder; say whether there was one. One without our tag is not ours and stays."""
    refuse_over(folder, sources)
    tag = folder / TAG
    if folder.is_symlink() or not tag.is_file() or "baozhai" not in tag.read_text(encoding="utf-8", errors="replace"):
        return False
    shutil.rmtree(folder)
    return True
