"""What the link check reads of a page: by its tags the same as by a parser, or not at all."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import scan
from generator.checks.scan import HardToReadError, PageLinks, parse_page, scan_page, scan_sheet, scan_tags
from generator.config import Config
from generator.plan import plan_site
from generator.render import render_site
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from collections.abc import Mapping

GOLDEN = Path(__file__).parent / "golden_site"
PAGES = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN.rglob("*.html")) if path.name != "404.html"]
PARSED = re.compile(r"404\.html|(zh|en)/((numbers|search|index).*|(months|regions)/index\.html)")
"""Pages with tables, charts and forms: only a parser knows what those do, and there are few of them."""


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    config = Config(site_url="https://example.org/digest/", page_size=2)
    records = tuple(make_record(f"{page}-{number}") for page in "pqr" for number in ("01", "02"))
    said = {("en", "p-01", "headline"): "Barns & “Hearts”", ("en", "p-01", "p1"): "Snow < rain."}
    return render_site(plan_site(digest_of(*records, said=said), config), config)


def test_our_own_pages_are_read_by_their_tags(site: Mapping[str, bytes]) -> None:
    pages = {path: content for path, content in site.items() if path.endswith(".html") and not PARSED.fullmatch(path)}
    assert len(pages) > 40
    for path, content in pages.items():
        assert scan_tags(content) == parse_page(content), path


EASY = [
    ('<p id="a"><a href="b.html#c">x</a></p>', ["a"], ["b.html#c"]),
    ('<a href="a?b&amp;c=&#39;d&#34;">x</a>', [], ["a?b&c='d\""]),
    ('<a href="">x</a>', [], [""]),
    ('<p id="a">\n<p id="a">', ["a"], []),
    ('<title>a &gt; b</title>\n<p data-id="x" class="id href">href="no" id="no"</p>', [], []),
    ('<script type="application/ld+json">{"href": "<a>"}</script>'.replace("<a>", "x"), [], []),
    ("<p>1 > 0</p>", [], []),
    ('<p class="id" title="a" id="b" lang="zh">', ["b"], []),
    ('<link rel="x" href="a" type="b"><link href="c" rel="x" type="b">', [], ["a", "c"]),
    ('<p title="a\nb" id="c">', ["c"], []),
    ('<p title="a\rb\0" id="c">\r\n', ["c"], []),
    ('<title>a</title><title>b > c</title> <p id="a">', ["a"], []),
    ('</table></title></p></br></body><p id="a">', ["a"], []),
]


@pytest.mark.parametrize(("text", "ids", "links"), EASY)
def test_plain_tags_are_read(text: str, ids: list[str], links: list[str]) -> None:
    found = scan_tags(text.encode())
    assert (sorted(found.ids), list(found.links)) == (ids, links)
    assert found == parse_page(text.encode())


HARD = [
    ("<p id=a>", ["a"], []),
    ("<P ID='a'>", ["a"], []),
    ('<p\nid="a">', ["a"], []),
    ('<p id = "a">', ["a"], []),
    ('<p title="1>0" id="a">', ["a"], []),
    ('<p title="1<0" id="a">', ["a"], []),
    ('<p id="a" id="b">', ["a"], []),
    ('<p id="&copy;">', ["©"], []),
    ('<!-- <p id="a"> -->', [], []),
    ('<script>document.title = "<p id=1>"</script>', [], []),
    ('<style>/* <p id="a"> */</style>', [], []),
    ('<title><a href="a"></title>', [], []),
    ('<title>\n<a href="a"></title>', [], []),
    ('<textarea><a href="a"></textarea>', [], []),
    ('<template><p id="a"></p></template>', [], []),
    ('<p><tr id="a">', [], []),
    ('<b id="a"><p>x</b>y</p>', ["a"], []),
    ('<body id="a"><body id="b">', ["a"], []),
    ('<img src="a.png" srcset="b.png 1x, c.png 2x">', [], ["a.png", "b.png", "c.png"]),
    ('<base href="/x/"><a href="a">', [], ["a"]),
    ('<svg><a href="a"/></svg>', [], ["a"]),
    ('<p id="a\r\nb">', ["a\nb"], []),
    ('<p id="a\0">', ["a\ufffd"], []),
    ("1 < 2", [], []),
    ('<p id="a">x</p', ["a"], []),
    ('<p id="a', [], []),
    ('</p <p id="a">>', [], []),
    ('</p title="<p id="a">">', [], []),
    ('</ <a href="a">', [], []),
    ("<p title='<p id=\"a\">'>", [], []),
    ('<p title="a"id="b">', ["b"], []),
    ('<p title="a" "id="b">', [], []),
    ('<title></p><p id="a"></title>', [], []),
    ('<title>a</title><title><p id="a"></title>', [], []),
    ('<script type="application/ld+json">"</p>"<p id="a"></script>', [], []),
    ('<script type="module"></script>', [], []),
    ('<p id="a\xa0\r">', ["a\xa0\n"], []),
]


@pytest.mark.parametrize(("text", "ids", "links"), HARD)
def test_what_tags_alone_may_misread_goes_to_the_parser(text: str, ids: list[str], links: list[str]) -> None:
    with pytest.raises(HardToReadError):
        scan_tags(text.encode())
    found = scan_page(text.encode())
    assert (sorted(found.ids), list(found.links)) == (ids, links)


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", '<p id="p1">', '<a href="x">', '<a href="y" id="k">', "</a>", "<b>", "</b>", "<em>", "</em>"),
        *('<h1 id="h">', "</h1>", '<li id="l">', "<ul>", "</ul>", '<dd id="d">', "<dt>", "</div>", "<div>", "<body>"),
        *("<html>", "</head>", '<body id="b">', "</body>", "<br/>", "</br>", '<pre id="q">', '<rt id="r">', "<ruby>"),
        *('<link href="s">', '<meta id="m">', "<title>", "</title>", "<script>", "</script>", "<!--", "-->", "<table>"),
        *('<tr id="t">', "<svg>", "</svg>", "<select>", "<template>", '"', "<", ">", "&", "&copy", "\n", "\r", "x"),
        *('<script type="application/ld+json">', '<title></p><p id="z"></title>', "<!doctype html>", "</", "\0", "' "),
        *('<p id="a" id="b">', "<p id=x>", "<P ID='y'>", '<base href="/">', '<summary id="s">', '<form action="f">'),
    ]
)


@given(st.sampled_from(["", *PAGES]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), PIECES), max_size=6))
def test_a_page_read_by_its_tags_is_read_as_by_a_parser(page: str, edits: list[tuple[float, int, str]]) -> None:
    for place, length, piece in edits:
        start = page.find("<", int(place * len(page)))
        page = page[:start] + piece + page[start + (length if length > 50 else 0) :]
    try:
        found = scan_tags(page.encode())
    except HardToReadError:
        return
    assert found == parse_page(page.encode())


def test_no_more_is_remembered_than_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "KEPT", 5)
    for number in range(40):
        assert scan_tags(f'<p id="k{number}" data-{"k" * number}="">'.encode()).ids == {f"k{number}"}
        assert scan_tags(f'<p title="{"k" * scan.LONGEST}" id="k{number}">'.encode()).ids == {f"k{number}"}
    assert len(scan._tags) <= 5
    assert len(scan._shapes) <= 5


def test_what_is_read_of_a_page_is_small_and_can_be_sent() -> None:
    found = scan_page(PAGES[0].encode())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - dumped here
    assert len(pickle.dumps(found)) < len(PAGES[0]) / 2


def test_a_style_sheet_is_read() -> None:
    assert scan_sheet(b"a{b:url(x)} c{d:url('y z') url( \"x\" )}") == PageLinks(links=("x", "y z", "x"))
