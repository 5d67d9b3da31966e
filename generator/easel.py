"""What pictures are painted with: a Chinese font that is found on the machine, and whether the library is there.

Settings go in; out comes an ``Easel``, nothing where no pictures are wanted, or a notice that says what is missing.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import Location, Problem
from generator.fingerprints import fingerprint

if TYPE_CHECKING:
    from generator.config import Config

LIBRARY = "resvg_py"
FOLDERS = (
    *("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
    *("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
)
FONTS = (
    ("Noto Serif CJK SC", ("NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc")),
    ("Noto Serif CJK SC", ("NotoSerifCJKsc-Bold.otf", "NotoSerifCJKsc-Regular.otf")),
    ("Source Han Serif SC", ("SourceHanSerifSC-Bold.otf", "SourceHanSerifSC-Regular.otf")),
    ("Source Han Serif SC", ("SourceHanSerif-Bold.ttc", "SourceHanSerif-Regular.ttc")),
    ("Noto Serif SC", ("NotoSerifSC-Bold.otf", "NotoSerifSC-Regular.otf")),
    ("Songti SC", ("Songti.ttc",)),
    ("Noto Sans CJK SC", ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")),
    ("Noto Sans CJK SC", ("NotoSansCJKsc-Bold.otf", "NotoSansCJKsc-Regular.otf")),
    ("Source Han Sans SC", ("SourceHanSansSC-Bold.otf", "SourceHanSansSC-Regular.otf")),
    ("Noto Sans SC", ("NotoSansSC-Bold.otf", "NotoSansSC-Regular.otf")),
    ("PingFang SC", ("PingFang.ttc",)),
    ("Hiragino Sans GB", ("Hiragino Sans GB.ttc",)),
    ("WenQuanYi Zen Hei", ("wqy-zenhei.ttc",)),
    ("WenQuanYi Micro Hei", ("wqy-microhei.ttc",)),
)
"""Families that have the characters of our newspapers, the finest first, with the files that they come in."""


class Easel(Struct, frozen=True):
    """A font to paint with."""

    family: str
    files: tuple[str, ...]
    mark: bytes
    """Fingerprint of the files as they stand."""


def find_easel(config: Config) -> Easel | Problem | None:
    """Find what pictures are painted with, where the settings want some."""
    if not config.pictures:
        return None
    if config.site_url is None:
        return _notice("there is no site_url", "a page names its picture by its whole address: set site_url")
    if find_spec(LIBRARY) is None:
        return _notice(f"{LIBRARY} is not installed", f"install it with: pip install {LIBRARY}")
    found = find_font(tuple(str(Path(folder).expanduser()) for folder in FOLDERS))
    return _notice("no Chinese font was found", "install one, such as Noto Serif CJK") if found is None else found


def find_font(folders: tuple[str, ...]) -> Easel | None:
    """Find the first of the fonts that we know, in these folders and all below them."""
    there = _list_files(folders)
    for family, names in FONTS:
        files = tuple(there[name] for name in names if name in there)
        if files:
            return Easel(family, files, fingerprint(tuple(_sign(path) for path in files)))
    return None


@cache
def _list_files(folders: tuple[str, ...]) -> dict[str, str]:
    """Find where each file lies that may be a font of ours, once a run: there are hundreds."""
    wanted = {name for _, names in FONTS for name in names}
    found: dict[str, str] = {}
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(wanted.intersection(names)):
                found.setdefault(name, str(Path(place, name)))
    return found


def _sign(path: str) -> tuple[str, int, int]:
    known = Path(path).stat()
    return (path, known.st_size, known.st_mtime_ns)


def _notice(message: str, hint: str) -> Problem:
    place = Location("pictures")
    return Problem("pictures-none", place, f"no pictures are made: {message}", hint, severity="notice")
