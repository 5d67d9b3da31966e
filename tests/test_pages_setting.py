"""The settings that leave pages out: whatever goes, no link, feed, list or map of what stays leads to it."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from generator.cachefolder import make_cache
from generator.checks import check_links
from generator.config import PAGES, Config
from generator.digest import make_digest
from generator.model import Credit, Figure, Furniture, Subhead, Text
from generator.plan import plan_site
from generator.render import render_site
from tests.invented import Said, lexicon, make_record

if TYPE_CHECKING:
    from pathlib import Path

    from generator.digest import Digest

SITE = "https://example.org/digest/"
OWN = re.compile(re.escape(SITE) + r"""[^\s"'<>,#}\\]*""")
FILES = {
    "both": r"(zh|en)/articles/.+\.both\.html",
    "prints": r"(zh|en)/pages/.+",
    "issues": r"(zh|en)/issues/.+",
    "printouts": r"(zh|en)/print/.+",
    "regions": r"(zh|en)/regions/.+",
    "tags": r"(zh|en)/tags/.+",
    "bylines": r"(zh|en)/bylines/.+",
    "numbers": r"(zh|en)/numbers(-\d+|/.+)?\.html",
    "months": r"(zh|en)/months/.+",
    "search": r"(zh|en)/search\.html|search/.+",
    "about": r"(zh|en)/about\.html",
    "feeds": r"(zh|en)/(feed|(regions|tags)/.+)\.(xml|json)",
    "opml": r"feeds\.opml",
    "sitemap": r"sitemap(-\d+)?\.xml",
    "export": r"data/.+",
}
"""What a kind of pages is made of."""
ALWAYS = {"index.html", "404.html", "robots.txt", "zh/index.html", "en/index.html", "zh/articles/p-01.html"}


@cache
def digest(languages: tuple[str, ...]) -> Digest:
    """Make a digest in which every kind of page is made and linked to."""
    printed = {"paper": "样张日报", "date": "2026-01-05", "page": "4", "section": "乡村"}
    blocks = (Subhead("开仓"), *make_record().article.blocks)
    picture = Figure("图为粮站的清晨。", (Credit("白桦", "photographer"),), "▲")
    whole = make_record("p-01", **printed, blocks=blocks, figures=(picture,))
    half = make_record("p-02", **printed, headline=Text("路通了"), tags=("青稞", "公路"), rights="excerpt")
    alone = make_record("q-01", headline=Text("雪停了"), bylines=(), tags=("雪灯节",), regions=())
    said = {("en", "p-01", unit): "Full Barns" for unit in ("headline", "p1", "s1")}
    said |= {("en", "p-02", "headline"): "The Road Is Open"}
    beside = {"p": (Furniture("advertisement", "供暖设备展销", ((20, 20),)),)}
    return make_digest((whole, half, alone), lexicon(), Said(said), beside, languages)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep compiled templates from one site to the next."""
    folder = tmp_path_factory.mktemp("pages") / "cache"
    make_cache(folder)
    return folder


def _build(cached: Path, **settings: object) -> dict[str, bytes]:
    config = Config(site_url=SITE, page_size=1, cache=cached, **settings)
    return render_site(plan_site(digest(config.languages), config), config)


def _astray(files: dict[str, bytes]) -> list[str]:
    """Name the links that lead nowhere, and the addresses of the site that any file names and that are not there."""
    found = [f"{problem.location.path}: {problem.message}" for problem in check_links(files, SITE)]
    for path, content in files.items():
        for address in OWN.findall(unescape(content.decode())):
            target = address.removeprefix(SITE)
            if target and target not in files:
                found.append(f"{path} names {target}")
    return found


def _without(*left_out: str) -> tuple[str, ...]:
    return tuple(kind for kind in PAGES if kind not in left_out)


def _made(files: dict[str, bytes]) -> list[str]:
    return [kind for kind, pattern in FILES.items() if any(re.fullmatch(pattern, path) for path in files)]


def test_the_table_has_every_kind() -> None:
    assert list(FILES) == list(PAGES)


@pytest.mark.parametrize("kind", [None, *PAGES])
def test_a_kind_left_out_is_gone_and_nothing_leads_to_it(cached: Path, kind: str | None) -> None:
    files = _build(cached, pages=_without(kind or ""))
    gone = {kind} | ({"opml"} if kind == "feeds" else set())  # a list of feeds without feeds is none
    assert _made(files) == [each for each in PAGES if each not in gone]
    assert files.keys() >= ALWAYS
    assert _astray(files) == []


@pytest.mark.parametrize(("one", "other"), list(combinations(PAGES, 2)))
def test_any_two_kinds_may_be_left_out(cached: Path, one: str, other: str) -> None:
    assert _astray(_build(cached, pages=_without(one, other))) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"pages": ()},
        {"feeds": "home"},
        {"untranslated": "skip"},
        {"untranslated": "skip", "feeds": "home"},
        {"untranslated": "skip", "pages": _without("both")},
        {"untranslated": "skip", "pages": _without("regions", "tags")},
        {"untranslated": "skip", "pages": ("sitemap",)},
        {"languages": ("zh-Hans",)},
        {"languages": ("zh-Hans",), "untranslated": "skip"},
    ],
    ids=str,
)
def test_no_other_setting_leaves_a_link_that_leads_nowhere(cached: Path, settings: dict[str, object]) -> None:
    assert _astray(_build(cached, **settings)) == []


def test_feeds_of_the_home_page_alone_are_two_a_language(cached: Path) -> None:
    files = _build(cached, feeds="home")
    feeds = [path for path in files if re.fullmatch(FILES["feeds"], path)]
    assert sorted(feeds) == ["en/feed.json", "en/feed.xml", "zh/feed.json", "zh/feed.xml"]
    assert b"regions/" not in files["feeds.opml"]


def test_a_story_without_a_translation_is_skipped_in_the_other_language(cached: Path) -> None:
    shown, skipped = _build(cached), _build(cached, untranslated="skip")
    assert {"en/articles/q-01.html", "en/tags/xue-deng-jie.html", "en/pages/q.html"} <= shown.keys() - skipped.keys()
    assert {"zh/articles/q-01.html", "en/articles/p-01.html", "en/articles/p-02.html"} <= skipped.keys()
    assert "雪停了".encode() not in b"".join(content for path, content in skipped.items() if path.startswith("en/"))
