"""Rendering: everything escaped, nothing missing without a word, the user's own files first."""

from __future__ import annotations

import gc
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.config import Config, packaged
from generator.errors import Location, PublishError, TemplateError
from generator.model import Byline, Markup, Paragraph, Quantity, Text
from generator.overrides import find_strays
from generator.plan import plan_site
from generator.render import Renderer, read_static, read_style, render_site
from generator.templating import make_environment
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


def test_a_page_that_was_rendered_leaves_no_circle_of_objects() -> None:
    """What points at itself, and at the text of a story, stays in memory until Python looks for such things."""
    config = Config(site_url="https://example.org/")
    numbers = range(1, 31)
    records = [make_record(f"a-{number:02d}", tags=("公益",), summary=f"摘要{number}") for number in numbers]
    digest = digest_of(*records, said={("en", f"a-{number:02d}", "headline"): f"Story {number}" for number in numbers})
    renderer = Renderer(config, make_environment(config), read_style(read_static(config), config))
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):  # the first time, templates and languages are loaded
            pages = [page for page in plan_site(digest, config) if page.path.endswith(".html")]
            gc.collect()
            for page in pages:
                renderer.render(page)
            left = gc.collect()
    finally:
        gc.enable()
    assert len(pages) > 60
    assert left < len(numbers)


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
        # A script of the site's own comes from a file and holds nothing.
        scripts = [script for script in LexborHTMLParser(text).css("script") if "src" not in script.attributes]
        kinds = {"application/ld+json", "application/json"}  # the latter tells the search page what there is
        assert {script.attributes.get("type") for script in scripts} <= kinds, path
        assert "<script>alert" not in text, path


def test_two_renderings_are_the_same_bytes() -> None:
    assert rendered() == rendered()


FAILING = [
    ("<p>\n{{ view.nothing }}\n</p>\n", 2, "has no attribute 'nothing'", "the packaged template"),
    ("<p>\n\n{% if %}\n</p>\n", 3, "Expected an expression", "the packaged template"),
    ("<p>\n{{ 1 / 0 }}\n</p>\n", 2, "ZeroDivisionError: division by zero", "the packaged template"),
    ("<p>\n{{ 'a' + 1 }}\n", 2, "TypeError: ", "the packaged template"),
    ('\n{% from "parts.html" import story %}\n{{ story(1) }}', 3, "", "the packaged template"),
    ('\n{% extends "bsae.html" %}\n', 2, "template bsae.html is missing", "did you mean base.html?"),
    ('<p>{% include "nowhere/at/all" %}', 1, "template nowhere/at/all is missing", "put it among your templates"),
    ("<p>\n\u4e2d\n\udce9</p>", 3, "not UTF-8", "save the file as UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), FAILING)
def test_a_template_that_fails_is_named_with_its_line(
    text: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    folder = own(tmp_path / "templates", "about.html", "")
    (folder / "about.html").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(TemplateError) as failed:
        rendered(templates=folder)
    problem = failed.value.problem
    assert problem.location == Location((folder / "about.html").as_posix(), line)
    assert message in problem.message
    assert hint in (problem.hint or "")


def test_a_style_sheet_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = own(tmp_path / "static", "style.css", "")
    (folder / "style.css").write_bytes(b"p {}\n/* \xd6\xd0 */")
    with pytest.raises(PublishError, match=r"style\.css:2: not UTF-8"):
        rendered(static=folder)


def test_a_file_that_was_meant_to_stand_before_ours_is_doubted(tmp_path: Path) -> None:
    templates = own(tmp_path / "templates", "artcle.html", "")
    own(templates, "about.html", '{% include "aboot.html" %}')
    own(templates, "aboot.html", "")
    own(templates, "colophon.html", "")
    static = own(tmp_path / "static", "styles.css", "")
    own(static, "logo.svg", "")
    found = [str(problem) for problem in find_strays(Config(templates=templates, static=static))]
    assert found == [
        f"{templates}/artcle.html: overrides nothing [overrides-nothing]\n  hint: did you mean article.html?",
        f"{static}/styles.css: overrides nothing [overrides-nothing]\n  hint: did you mean style.css?",
    ]


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


def test_missing_text_is_marked_in_words_and_takes_no_cell() -> None:
    record = make_record(status="head-missing")
    files = rendered(record, said={("en", "p-01", "p1"): "Snow."})
    for path, said in (("zh/articles/p-01", "此处有缺文"), ("en/articles/p-01", "Text is missing here")):
        for page in (f"{path}.html", f"{path}.both.html"):
            tree = LexborHTMLParser(files[page])
            (mark,) = tree.css("p.gap")
            assert (mark.attributes["title"], mark.text()) == (said, f"[…]{said}")
            assert mark.next is not None
            assert not tree.css(".pair .gap")


@pytest.mark.parametrize(
    ("path", "section", "current"),
    [
        ("en/index.html", "Latest", "page"),
        ("en/latest/2.html", "Latest", "true"),
        ("en/tags/index.html", "Tags", "page"),
        ("en/tags/qing-ke.html", "Tags", "true"),
        ("en/articles/p-01.html", None, None),
        ("en/about.html", None, None),
    ],
)
def test_the_navigation_says_where_a_reader_is(path: str, section: str | None, current: str | None) -> None:
    files = rendered(make_record(), make_record("p-02"), page_size=1)
    marked = LexborHTMLParser(files[path]).css(".sections [aria-current]")
    assert [(node.text(), node.attributes["aria-current"]) for node in marked] == (
        [(section, current)] if section else []
    )


def test_what_is_earlier_lies_to_the_left() -> None:
    records = [make_record(f"{page}-01", date=f"2026-01-0{day}") for page, day in (("o", 4), ("p", 5), ("q", 6))]
    files = rendered(*records, page_size=1)
    left, right = '<a href="{}" rel="{}">← {}</a>', '<a href="{}" rel="{}">{} →</a>'
    assert left.format("../../en/latest/3.html", "next", "Older") in files["en/latest/2.html"]
    assert right.format("../../en/index.html", "prev", "Newer") in files["en/latest/2.html"]
    assert 'pages/p.html" rel="prev">← ' in files["en/pages/q.html"]
    assert 'pages/q.html" rel="next">' in files["en/pages/p.html"]


def test_the_wrong_door_has_absolute_links() -> None:
    tree = LexborHTMLParser(rendered(site_url="https://example.org/repo/")["404.html"])
    links = [node.attributes["href"] for node in tree.css("a, link[rel=stylesheet]")]
    home = [f"https://example.org/repo/{lang}/index.html" for lang in ("zh", "en")]
    assert links == ["/repo/static/style.css", "/repo/static/sides.css", *home]
    assert not tree.css("style")


def test_the_wrong_door_brings_its_own_style_where_the_site_has_no_address() -> None:
    text = rendered()["404.html"]
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
    assert style < 17_000
    assert style + len(files["zh/articles/p-01.html"].encode()) < 40_000


def test_the_style_sheet_asks_for_nothing() -> None:
    style = (packaged("static") / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|italic", style)
    assert "keep-all" not in style
    assert "auto-phrase" not in style


def test_a_template_speaks_as_before_to_whoever_asks(tmp_path: Path) -> None:
    text = "{{ _('Tags') }} {{ _('<b>') }} {{ _('<b>'|safe) }} {{ _('<b>') }} {{ _.count('%(n)s x', '%(n)s y', 2) }}"
    text += " {{ _.date('2026-01-05') }} {{ _.lang }}"
    files = rendered(templates=own(tmp_path / "templates", "about.html", text))
    assert files["en/about.html"] == "Tags &lt;b&gt; <b> &lt;b&gt; 2 y 5 January 2026 en"
