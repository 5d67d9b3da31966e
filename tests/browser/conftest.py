"""A site built from the repository's own specimen, served under ``/repo/`` and lying on disk, and a real browser.

The browser is ``BAOZHAI_CHROMIUM``, else an installed Chromium or Chrome, else playwright's own. Where there is none
the tests are skipped, under ``CI=true`` they fail. ``BAOZHAI_SEEDS`` names a folder of raw pages to build from in place
of the specimen.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.building import build_site
from tests.browser.kinds import pick_pages
from tests.browser.serving import serve
from tests.browser.visiting import FLAGS, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

    from tests.browser.visiting import Seen

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(reason: str) -> None:
    """Skip at home, fail where a browser is promised."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the rest of the tests does without
    except ImportError:
        missing("playwright is not installed: pip install playwright")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    named = os.environ.get("BAOZHAI_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
    if not Path(found).is_file():
        missing("no browser: install Chromium, set BAOZHAI_CHROMIUM, or run: playwright install chromium")
    launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of a site that knows its address, served under it."""
    folder = tmp_path_factory.mktemp("published")
    with serve(folder / "site") as address:
        yield address, build_site(folder, site_url=address)


@pytest.fixture(scope="session")
def address(published: tuple[str, Path]) -> str:
    return published[0]


@pytest.fixture(scope="session")
def served(published: tuple[str, Path]) -> Path:
    return published[1]


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a site that has no address, as it is opened from disk."""
    return build_site(tmp_path_factory.mktemp("disk"))


@pytest.fixture(scope="session")
def seen(browser: Browser, address: str, served: Path) -> tuple[Seen, ...]:
    """What one page of every kind looks like, phone and wide, light and dark, printed."""
    return visit(browser, address, pick_pages(served))


@pytest.fixture(scope="session")
def opened(browser: Browser, disk: Path) -> tuple[Seen, ...]:
    """The same pages, opened as files."""
    return visit(browser, disk.as_uri(), pick_pages(disk), looks=())
