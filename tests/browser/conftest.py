"""A site built from the repository's own specimen, served under ``/repo/`` and lying on disk, and what a browser sees.

``BAOZHAI_SEEDS`` names a folder of raw pages to build from in place of the specimen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.building import build_site
from tests.browser.kinds import pick_pages
from tests.browser.serving import Strict, serve
from tests.browser.visiting import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.visiting import Seen


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of a site that knows its address, served under it by a careful server."""
    folder = tmp_path_factory.mktemp("published")
    with serve(folder / "site", Strict) as address:
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
