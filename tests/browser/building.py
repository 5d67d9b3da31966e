"""A site, built as a user builds it: in a folder of its own, by the command line."""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from pathlib import Path

from generator.cli import main

ROOT = Path(__file__).parents[2]


def build_site(folder: Path, site_url: str | None = None) -> Path:
    """Copy the specimen's seeds, records and lexicon into a folder, build there, and give the site's folder."""
    seeds = Path(os.environ.get("BAOZHAI_SEEDS", ROOT / "seeds")).resolve()
    shutil.copytree(seeds, folder / "seeds", copy_function=shutil.copyfile)
    for name in ("records", "lexicon") if seeds == ROOT / "seeds" else ():
        shutil.copytree(ROOT / name, folder / name)
    with chdir(folder):
        assert main(["build", *([] if site_url is None else ["--site-url", site_url])]) == 0
    return folder / "site"
