"""What holds for all tests: properties that take as long as they need, and one browser for all pages.

The browser is ``BAOZHAI_CHROMIUM``, else an installed Chromium or Chrome, else playwright's own. Where there is none
the tests are skipped, under ``CI=true`` they fail.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.browser.visiting import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

    from generator.digest import Digest
    from tests.hostile import Hostile

# A shared machine is slow at times: time is measured by benchmarks, not by properties. In CI the same examples each
# time, so that a red run means a change.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Keep the browser's tests in one worker, for they share built sites and visits, and deal out the others."""
    # Not xdist_group: pytest 9.2 made names of tests fixed, and xdist 3.8 groups by writing into them, to no effect.
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - where xdist is absent, so is this hook

    class Dealing(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else nodeid

    return Dealing(config, log)


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """A site whose stories, translations, raw pages and lexicon are attacks."""
    from tests.hostile import build_stories  # noqa: PLC0415 - the rest of the tests does without

    return build_stories(tmp_path_factory.mktemp("stories") / "work")


@pytest.fixture(scope="session")
def names(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """A site whose settings are attacks."""
    from tests.hostile import build_names  # noqa: PLC0415 - the rest of the tests does without

    return build_names(tmp_path_factory.mktemp("names") / "work")


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """The digest of the specimen edition, as its export reads it."""
    from tests.exported import ROOT, read_digest  # noqa: PLC0415 - the rest of the tests does without

    return read_digest(ROOT, tmp_path_factory.mktemp("specimen"))


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
def chromium(playwright: Playwright) -> str:
    """Find the browser's program."""
    named = os.environ.get("BAOZHAI_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
    if not Path(found).is_file():
        missing("no browser: install Chromium, set BAOZHAI_CHROMIUM, or run: playwright install chromium")
    return found


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield launched
    launched.close()
