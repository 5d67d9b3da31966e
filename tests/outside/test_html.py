"""The Nu HTML checker finds nothing in any page or style sheet, neither error nor warning."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

from tests.outside.sites import pages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DESCRIBED = re.compile(r'<meta name="description" content="[^"]+">')


def complaints(java: str, jar: Path, files: Iterable[Path], *options: str) -> list[str]:
    """Run the checker over files and give each thing it says."""
    command = [java, "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "json", *options]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)["messages"]
    return [f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in told]


def test_a_page_with_a_mistake_is_complained_of(
    tmp_path: Path, tool: Callable[[str], Path], program: Callable[[str], str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a><b></i>", encoding="utf-8")
    assert complaints(program("java"), tool("vnu-jar/build/dist/vnu.jar"), [page])


def test_every_page_is_valid(site: Path, tool: Callable[[str], Path], program: Callable[[str], str]) -> None:
    pages = sorted(site.rglob("*.html"))
    assert pages
    assert complaints(program("java"), tool("vnu-jar/build/dist/vnu.jar"), pages) == []


def test_every_style_sheet_is_valid(site: Path, tool: Callable[[str], Path], program: Callable[[str], str]) -> None:
    sheets = sorted((site / "static").glob("*.css"))
    assert sheets
    assert complaints(program("java"), tool("vnu-jar/build/dist/vnu.jar"), sheets, "--skip-non-css") == []


def test_every_page_that_can_be_found_says_what_it_is(site: Path) -> None:
    for page in pages_of(site):
        assert page.name == "404.html" or DESCRIBED.search(page.read_text("utf-8")), page
