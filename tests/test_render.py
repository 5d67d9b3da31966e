"""Rendering: everything escaped, nothing missing without a word, the user's own files first."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.config import Config, packaged
from generator.errors import TemplateError
from generator.model import Byline, Markup, Paragraph, Quantity, Text
from generator.plan import plan_site
from generator.render import render_site
from tests.invented import BODY, CAPTION, NOTE, digest_of, make_record

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Record
    from tests.invented import Table

HOSTILE = '<script>alert("x")</script>&amp;"\'>'


def rendered(*records: Record, said: Table | None = None, **settings: object) -> dict[str, str]:
    config = Config(**settings)
    files = render_site(plan_site(digest_of(*(records or (make_record(),)), said=said), config), config)
    return {path: content.decode() for path, content in files.items()}


def own(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_whatever_a_paper_prints_is_text() -> None:
    record = make_record(
        headline=Text(HOSTILE),
        kicker=Text(HOSTILE),
        blocks=(Paragraph(HOSTILE), Markup(HOSTILE)),
        bylines=(Byline(HOSTILE),),
        tags=(HOSTILE,),
        summary=HOSTILE,
        numbers=(Quantity("1", HOSTILE, HOSTILE),),
        paper=HOSTILE,
    )
    files = rendered(record, site_url="https://example.org/", title={"zh-Hans": HOSTILE, "en": HOSTILE})
    pages = {path: text for path, text in files.items() if path.endswith(".html")}
    assert len(pages) > 20
    for path, text in pages.items():
        scripts = LexborHTMLParser(text).css("script")
        assert all(script.attributes.get("type") == "application/ld+json" for script in scripts), path
        assert "<script>alert" not in text, path


def test_two_renderings_are_the_same_bytes() -> None:
    assert rendered() == rendered()


def test_a_template_that_asks_for_what_is_not_there_fails_with_file_and_line(tmp_path: Path) -> None:
    folder = own(tmp_path / "templates", "about.html", "<p>\n{{ view.nothing }}\n</p>\n")
    with pytest.raises(TemplateError) as failed:
        rendered(templates=folder)
    assert failed.value.problem.location.path.endswith("about.html")
    assert failed.value.problem.location.line == 2


def test_a_broken_template_fails_with_file_and_line(tmp_path: Path) -> None:
    folder = own(tmp_path / "templates", "about.html", "<p>\n\n{% if %}\n</p>\n")
    with pytest.raises(TemplateError) as failed:
        rendered(templates=folder)
    assert failed.value.problem.location.path.endswith("about.html")
    assert failed.value.problem.location.line == 3


def test_a_template_that_extends_what_is_not_there_is_named(tmp_path: Path) -> None:
    folder = own(tmp_path / "templates", "about.html", '{% extends "nowhere.html" %}')
    with pytest.raises(TemplateError, match="nowhere"):
        rendered(templates=folder)


def test_the_users_template_stands_before_ours(tmp_path: Path) -> None:
    folder = own(tmp_path / "templates", "about.html", "<p>own words</p>\n")
    files = rendered(templates=folder)
    assert files["zh/about.html"] == "<p>own words</p>\n"
    assert "own words" not in files["zh/index.html"]


def test_the_users_static_file_stands_before_ours_and_more_may_be_added(tmp_path: Path) -> None:
    own(tmp_path / "static", "style.css", "p { color: red }")
    own(tmp_path / "static", ".hidden", "x")
    files = rendered(static=own(tmp_path / "static", "extra.txt", "more"))
    assert files["static/style.css"] == "p { color: red }"
    assert files["static/extra.txt"] == "more"
    assert "static/favicon.svg" in files
    assert not any("hidden" in path for path in files)


def test_the_wrong_door_brings_its_own_style_and_absolute_links() -> None:
    text = rendered(site_url="https://example.org/repo/")["404.html"]
    links = [node.attributes["href"] for node in LexborHTMLParser(text).css("a")]
    assert links == ["https://example.org/repo/zh/index.html", "https://example.org/repo/en/index.html"]
    assert "@font-face" in text
    assert "stylesheet" not in text


def test_without_an_address_of_the_site_nothing_is_absolute() -> None:
    for path, text in rendered().items():
        if path.endswith(".html"):
            tree = LexborHTMLParser(text)
            assert not tree.css('link[rel="canonical"], link[rel="alternate"][hreflang]'), path
            assert not any("://" in (node.attributes.get("href") or "") for node in tree.css("a, link")), path


def test_hreflang_names_real_translations_only() -> None:
    files = rendered(
        make_record(),
        make_record("p-02"),
        said={("en", "p-01", "headline"): "Barns"},
        site_url="https://example.org/r/",
    )

    def alternates(path: str) -> dict[str, str]:
        nodes = LexborHTMLParser(files[path]).css("link[hreflang]")
        return {node.attributes["hreflang"]: node.attributes["href"] for node in nodes}

    zh, en = "https://example.org/r/zh/articles/p-01.html", "https://example.org/r/en/articles/p-01.html"
    assert alternates("zh/articles/p-01.html") == {"zh-Hans": zh, "en": en, "x-default": zh}
    assert alternates("en/articles/p-01.html") == {"zh-Hans": zh, "en": en, "x-default": zh}
    assert alternates("en/articles/p-02.html") == {}
    assert 'rel="canonical" href="https://example.org/r/zh/articles/p-02.html"' in files["en/articles/p-02.html"]


def test_no_page_repeats_an_id_or_skips_a_heading() -> None:
    said = {("en", "p-01", "headline"): "Barns", ("en", "p-01", "p1"): "A paragraph."}
    for path, text in rendered(said=said).items():
        if path.endswith(".html"):
            tree = LexborHTMLParser(text)
            ids = [node.attributes["id"] for node in tree.css("[id]")]
            assert len(ids) == len(set(ids)), path
            levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
            assert levels[0] == 1, path
            assert levels.count(1) == 1, path
            assert all(after - before <= 1 for before, after in pairwise(levels)), path


@pytest.mark.parametrize("hidden", [BODY, CAPTION, NOTE, "全年收入445万元"])
def test_nothing_of_a_withheld_body_is_anywhere_on_the_site(hidden: str) -> None:
    record = make_record(rights="excerpt", blocks=(Paragraph(BODY), Paragraph("青稞站全年收入445万元。")))
    files = rendered(record, said={("en", "p-01", "p1"): "translated body"}, site_url="https://example.org/")
    assert not [path for path, text in files.items() if hidden in text]
    assert not [path for path, text in files.items() if "translated body" in text]
    assert any(record.summary in text for text in files.values())


def test_page_and_style_stay_small() -> None:
    files = rendered(make_record(blocks=tuple(Paragraph("青稞熟了，" * 24) for _ in range(10))))
    style = len(files["static/style.css"].encode())
    assert style < 25_000
    assert style + len(files["zh/articles/p-01.html"].encode()) < 40_000


def test_the_style_sheet_asks_for_nothing() -> None:
    style = (packaged("static") / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|italic", style)
    assert "keep-all" not in style
    assert "auto-phrase" not in style
