"""A small site, page by page as it was last looked at: ``ACCEPT=1 pytest tests/test_golden_site.py`` takes what is."""

from __future__ import annotations

import os
from pathlib import Path

from generator.config import Config
from generator.model import Flag, Markup, Paragraph, Subhead
from generator.plan import plan_site
from generator.render import render_site
from tests.invented import digest_of, make_record

GOLDEN = Path(__file__).parent / "golden_site"
KEPT = (
    "index.html",
    "404.html",
    "zh/index.html",
    "zh/articles/p-01.html",
    "en/articles/p-01.html",
    "en/articles/p-01.both.html",
    "en/articles/p-02.html",
    "zh/regions/index.html",
    "en/regions/nagqu.html",
    "en/tags/index.html",
    "zh/bylines/index.html",
    "en/numbers.html",
    "zh/pages/p.html",
)
SAID = {
    "headline": "Full Barns, Warm Hearts",
    "subtitle": "A winter at a grain station",
    "b1": "Lin Qinghe",
    "p1": "It snowed all night.",
    "s1": "The barns open",
    "summary": "The grain station took in more this year than ever.",
}


def small_site() -> dict[str, str]:
    """Render two stories of one printed page: one whole and half translated, one an excerpt with its opening lost."""
    whole = make_record(
        blocks=(Paragraph("雪下了一夜。"), Subhead("开仓"), Markup("粮站**一早**开门。")),
        flags=(Flag("joined", ((6, 8),), 0.9, "a word runs over the break"),),
    )
    excerpt = make_record("p-02", rights="excerpt", status="head-missing", regions=(), tags=("青稞", "雪灯节"))
    said = {("en", "p-01", unit): text for unit, text in SAID.items()}
    config = Config(site_url="https://example.org/digest/", region="540000")
    files = render_site(plan_site(digest_of(whole, excerpt, said=said), config), config)
    return {path: files[path].decode() for path in KEPT}


def test_the_small_site_is_as_it_was_looked_at() -> None:
    found = small_site()
    if os.environ.get("ACCEPT"):
        write(found)
    kept = {path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in GOLDEN.rglob("*.html")}
    assert found == kept


def write(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        target = GOLDEN / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
