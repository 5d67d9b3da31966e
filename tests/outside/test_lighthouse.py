"""Lighthouse gives each kind of page at least 0.98 in performance, accessibility, best practices and SEO.

A page takes ten seconds and more: here two, and all kinds with ``make outside``. Only there is performance asked for,
which beside other tests is the machine's and not the page's.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import pick_article, pick_pages
from tests.browser.serving import serve
from tests.browser.visiting import FLAGS
from tests.outside.sites import ALL, build_specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENOUGH = 0.98
CATEGORIES = ["accessibility", "best-practices", "seo", *(["performance"] if ALL else [])]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of the specimen's site, served."""
    folder = tmp_path_factory.mktemp("lighthouse")
    with serve(folder / "site") as address:
        yield address, build_specimen(folder, address)


def looked_at(site: Path) -> tuple[str, ...]:
    """Home and the longest story, or a page of every kind that a search engine may find."""
    if ALL:
        return tuple(path for path in pick_pages(site) if path != "404.html")
    return ("zh/index.html", pick_article(site, "en"))


def test_a_page_of_each_kind_scores(
    published: tuple[str, Path],
    tmp_path: Path,
    tool: Callable[[str], Path],
    program: Callable[[str], str],
    chromium: str,
) -> None:
    address, site = published
    command = [program("node"), str(tool("lighthouse/cli/index.js"))]
    flags = ["--quiet", "--output=json", f"--chrome-flags={' '.join(['--headless', *FLAGS])}"]
    scores = {}
    for path in looked_at(site):
        report = tmp_path / "report.json"
        done = subprocess.run(
            [*command, f"{address}/{path}", *flags, f"--output-path={report}"],
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(report.read_text("utf-8"))["categories"]
        scores[path] = {name: told[name]["score"] for name in CATEGORIES}
    assert scores
    assert {path: found for path, found in scores.items() if min(found.values()) < ENOUGH} == {}
