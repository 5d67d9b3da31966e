"""What a strict content policy forbids stands on no page: styles and scripts of its own, and handlers of events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.config import Config, packaged
from generator.plan import plan_site
from generator.render import render_site
from generator.tiles import find_cells
from tests.invented import digest_of, lexicon, make_record

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(packaged("templates").glob("*.html"))
FORBIDDEN = re.compile(r"""\s(?:style|on[a-z]+)\s*=|<style|javascript:|<script(?![^>]*\b(?:src=|type="application/))""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_what_the_policy_forbids(path: Path) -> None:
    found = FORBIDDEN.findall(path.read_text(encoding="utf-8"))
    # The page for wrong addresses brings its style with it only where the site does not know where its style lies.
    assert found == (["<style"] if path.name == "404.html" else [])


def test_every_cell_of_every_province_has_its_classes() -> None:
    css = (packaged("static") / "charts.css").read_text(encoding="utf-8")
    gazetteer = lexicon().gazetteer
    wanted = set()
    for province in gazetteer.children(None):
        for row, column in find_cells(
            province.code, [place.code for place in gazetteer.children(province.code)]
        ).values():
            wanted |= {f".row-{row} ", f".column-{column} ", f".wide-{column} "}
    assert {name for name in wanted if name not in css} == set()
    assert {".row-1 ", ".column-1 ", ".wide-4 "} <= wanted


@pytest.mark.parametrize("path", ["zh/index.html", "zh/regions/index.html"])
def test_pages_with_tiles_link_the_sheet_that_places_them(path: str) -> None:
    config = Config(region="540000")
    page = render_site(plan_site(digest_of(make_record()), config), config)[path].decode()
    assert 'class="tiles ui wide-3"' in page
    assert "static/charts.css" in page
