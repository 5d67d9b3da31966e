"""Two sites, the specimen's and that of the two real pages, and the tools of others that they are held against.

The tools are what ``make test`` fetched with npm, in the folder ``BAOZHAI_OUTSIDE`` or ``.venv/outside``. Where a
tool, Java or the real pages are absent, the tests that need them are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.outside.sites import ADDRESS, REAL_PAGES, SITES, build_real_pages, build_specimen

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """Find a file of a fetched package: ``tool("axe-core/axe.min.js")``."""
    folder = Path(os.environ.get("BAOZHAI_OUTSIDE", ROOT / ".venv" / "outside")) / "node_modules"

    def find(name: str) -> Path:
        if not (folder / name).is_file():
            pytest.skip(f"{name.partition('/')[0]} is not here: `make test` fetches it where npm is installed")
        return folder / name

    return find


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Find a program on this machine."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed")
        return found

    return find


@pytest.fixture(scope="session", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a site that knows its address, ``ADDRESS``."""
    folder = tmp_path_factory.mktemp("outside")
    if request.param == "specimen":
        return build_specimen(folder, ADDRESS)
    if not REAL_PAGES.is_dir():
        pytest.skip("the real pages are not beside this checkout")
    return build_real_pages(folder, ADDRESS)
