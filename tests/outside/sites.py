"""The sites that are held against outside measures, built as a user builds them."""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from pathlib import Path

from generator.cli import main

ROOT = Path(__file__).parents[2]
REAL_PAGES = ROOT.parent / "shared" / "seeds"
ADDRESS = "https://example.org/repo/"
"""Its path is that under which ``serve`` serves a folder."""
SITES = ("specimen", "real pages")
ALL = os.environ.get("BAOZHAI_OUTSIDE_ALL") == "1"
"""Whether to take the time for every page in every look, as ``make outside`` does."""


def build_specimen(folder: Path, address: str) -> Path:
    """Build the repository's own specimen, with its translations."""
    for name in ("seeds", "records", "lexicon"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    return _build(folder, address)


def build_real_pages(folder: Path, address: str) -> Path:
    """Build the two real pages, untranslated as they are."""
    shutil.copytree(REAL_PAGES, folder / "seeds")
    return _build(folder, address)


def _build(folder: Path, address: str) -> Path:
    with chdir(folder):
        assert main(["--site-url", address, "build"]) == 0
    return folder / "site"


def pages_of(site: Path) -> list[Path]:
    """Every HTML page, in order."""
    return sorted(site.rglob("*.html"))


def shards(count: int) -> list[int]:
    """Numbers of the parts in which a long check runs, so that several workers share it."""
    return list(range(count))
