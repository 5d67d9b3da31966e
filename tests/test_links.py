"""Links: each leads to a file and an id that exist, from disk and under any base path."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.checks import check_links, collapse_links, links
from generator.checks.links import check_page, check_references, put_in_place
from generator.checks.scan import PageLinks, scan_page
from generator.checks.targets import hash_path

PAGES = {
    "index.html": '<a href="zh/index.html">甲</a><link rel="stylesheet" href="static/site.css">',
    "zh/index.html": '<a href="articles/a.html#p7">乙</a> <a href="../index.html">丙</a>',
    "zh/articles/a.html": '<p id="p7">文</p><a href="#p7">己</a><a href="#top">丁</a><a href="#">戊</a>',
    "zh/feed.xml": "",
    "static/site.css": "a { background: url(pic.svg) } b { src: local('x'), url('data:font/woff2;base64,AA') }",
    "static/pic.svg": "",
}


def _check(extra: dict[str, str], site_url: str | None = None) -> list[tuple[str, str]]:
    files = {path: text.encode() for path, text in (PAGES | extra).items()}
    return [(problem.code, problem.location.path) for problem in check_links(files, site_url)]


def test_a_sound_site_has_no_problem() -> None:
    assert _check({}) == []


GOOD = [
    '<a href="articles/a.html?from=home#p7">查询</a>',
    '<a href="%61rticles/a.html">转义</a>',
    '<a href="https://example.org/">外</a>',
    '<a href="mailto:a@example.org">信</a>',
    '<img src="data:image/gif;base64,R0lGOD">',
    '<img src="../static/pic.svg" srcset="../static/pic.svg 1x, ../static/pic.svg 2x">',
    '<a href=" articles/a.html ">空白</a>',
    '<form action="index.html"></form>',
]


@pytest.mark.parametrize("markup", GOOD)
def test_a_sound_link_is_no_problem(markup: str) -> None:
    assert _check({"zh/x.html": markup}) == []


BAD = [
    ('<a href="articles/b.html">没有</a>', "link-broken"),
    ('<a href="Articles/a.html">大小写</a>', "link-broken"),
    ('<a href="articles/a.html#p8">没有此段</a>', "link-fragment"),
    ('<a href="#p1">没有此段</a>', "link-fragment"),
    ('<a href="articles/">文件夹</a>', "link-folder"),
    ('<a href="articles">文件夹</a>', "link-folder"),
    ('<a href="..">首页</a>', "link-folder"),
    ('<a href="../../etc/passwd">出界</a>', "link-unsound"),
    ('<a href="/zh/index.html">根</a>', "link-unsound"),
    ('<a href="//example.org/a">无协议</a>', "link-unsound"),
    ('<a href="">空</a>', "link-unsound"),
    ('<a href="http://[bad/">坏</a>', "link-unsound"),
    ('<img src="pic.svg">', "link-broken"),
    ('<img srcset="../static/pic.svg 1x, two.svg 2x">', "link-broken"),
    ('<script src="a.js"></script>', "link-broken"),
    ('<p id="a"></p><p id="a"></p>', "id-twice"),
]


@pytest.mark.parametrize(("markup", "code"), BAD)
def test_a_bad_link_is_named(markup: str, code: str) -> None:
    assert _check({"zh/x.html": markup}) == [(code, "zh/x.html")]


def test_a_link_of_a_style_sheet_is_followed() -> None:
    assert _check({"static/b.css": 'a { background: url("lost.png") }'}) == [("link-broken", "static/b.css")]


def test_the_same_link_is_named_once_a_page() -> None:
    assert len(_check({"zh/x.html": '<a href="b">一</a><a href="b">二</a>'})) == 1


OWN = [
    ('<link rel="canonical" href="https://example.org/repo/zh/index.html">', []),
    ('<link rel="canonical" href="https://example.org/repo/">', []),
    ('<link rel="canonical" href="https://example.org/repo/zh/gone.html">', [("link-broken", "zh/x.html")]),
    ('<link rel="canonical" href="https://example.org/other/">', []),
]


@pytest.mark.parametrize(("markup", "problems"), OWN)
def test_absolute_links_to_ourselves_are_followed(markup: str, problems: list[tuple[str, str]]) -> None:
    assert _check({"zh/x.html": markup}, "https://example.org/repo/") == problems


def test_the_page_for_lost_readers_may_link_from_the_base_path() -> None:
    assert _check({"404.html": '<a href="/repo/zh/index.html">首页</a>'}, "https://example.org/repo/") == []
    assert _check({"404.html": '<a href="/zh/index.html">首页</a>'}, "https://example.org/repo/") == [
        ("link-unsound", "404.html")
    ]


def test_a_page_with_a_base_is_read_from_there() -> None:
    markup = '<base href="/repo/"><a href="zh/index.html">首页</a>'
    assert _check({"404.html": markup}, "https://example.org/repo/") == []


def test_what_a_template_repeats_is_said_once() -> None:
    pages = {
        f"zh/{'x/' * depth}a{depth}.html": f'<a href="{"../" * (depth + 1)}no.html">没有</a>' for depth in range(3)
    }
    files = {path: text.encode() for path, text in (PAGES | pages | {"zh/z.html": '<a href="b.html">没有</a>'}).items()}
    found = [(p.location.path, p.message) for p in collapse_links(check_links(files))]
    assert found == [
        ("zh/a0.html", "'../no.html' leads to nothing, and on 2 more pages"),
        ("zh/z.html", "'b.html' leads to nothing"),
    ]


def test_who_wrote_a_link_is_told() -> None:
    files = {"a.html": b'<a href="b.html">x</a>', "c.html": b'<a href="b.html">x</a>'}
    found = check_links(files, blame=lambda path, _link: "mend it in 01.md" if path == "a.html" else None)
    assert [problem.hint for problem in collapse_links(found)] == ["mend it in 01.md", None]


def test_a_page_is_judged_before_the_pages_that_it_leads_to_are_there() -> None:
    links = ["gone.html", "b.html#x", "b.html#y", "c.html#x", "#x", "#top", "lost.html", "b.html"]
    content = "".join(f'<a href="{link}">文</a>' for link in links).encode()
    paths = frozenset(("zh/a.html", "zh/b.html", "zh/c.html"))
    problems, references, _ = check_page("zh/a.html", scan_page(content), paths)
    assert [problem.message.split("'")[1] for problem in problems] == ["gone.html", "#x", "lost.html"]
    assert [(found.target, found.fragment) for found in references] == [
        ("zh/b.html", "x"),
        ("zh/b.html", "y"),
        ("zh/c.html", "x"),
    ]
    late = check_references(references, {"zh/b.html": {"y"}, "zh/c.html": frozenset()})
    whole = [problem.message.split("'")[1] for problem in put_in_place(problems, late)]
    assert whole == ["gone.html", "b.html#x", "c.html#x", "#x", "lost.html"]


def test_folders_are_told_from_nothing_in_a_large_site() -> None:
    paths = frozenset(f"zh/{number // 100}/{number}.html" for number in range(30_000))
    page = scan_page(b'<a href="7">x</a><a href="7/">x</a><a href="300">x</a><a href="7/701.html">x</a>')
    for number in range(2_000):
        problems, *_ = check_page(f"zh/{number}.html", page, paths)
        assert [problem.code for problem in problems] == ["link-folder", "link-folder", "link-broken"]


@pytest.mark.parametrize("site_url", ["https://example.org", "https://example.org/", "https://example.org/repo"])
@pytest.mark.parametrize("link", ["zh/a.html", "zh/%61.html"])
def test_absolute_and_relative_links_lead_to_the_same(link: str, site_url: str) -> None:
    page = scan_page(f'<a href="{link}#k">文</a><a href="{site_url.rstrip("/")}/{link}#k">文</a>'.encode())
    problems, references, _ = check_page("x.html", page, frozenset(("x.html", "zh/a.html")), site_url)
    assert problems == []
    assert [(found.target, found.fragment) for found in references] == [("zh/a.html", "k")] * 2


def test_a_page_tells_which_files_it_leads_to() -> None:
    page = PageLinks(links=("b.html#x", "../zh/b.html", "gone.html", "#x", "https://example.org/", "/", "../pic.svg"))
    _, _, targets = check_page("zh/a.html", page, frozenset(("zh/a.html", "zh/b.html", "pic.svg")))
    assert targets == b"".join(sorted(map(hash_path, ("zh/b.html", "zh/gone.html", "pic.svg"))))


STRANGE = [
    "index.html",
    "zh/a.html",
    "zh/b.html",
    "zh/x/a.html",
    "a.css",
    "a%61.html",
    "aa.html",
    "a:b.html",
    "zh/404.html",
]
STRANGE_LINKS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "../", "../../", "../zh/", "./", "/", "https://example.org/", "https://example.org/r/", " "]),
    st.sampled_from([*STRANGE, "zh", "zh/", "", "gone.html", "x/a.html"]),
    st.sampled_from(["", "", "#", "#x", "#top", "?q", "/"]),
)
VISITS = st.tuples(
    st.sampled_from(STRANGE),
    st.lists(STRANGE_LINKS, max_size=6).map(tuple),
    st.sampled_from([None, None, "/r/zh/", "https://example.org/"]),
    st.sampled_from([None, "https://example.org", "https://example.org/r/", "https://example.org/%72"]),
)


@example([("zh/a.html", ("../a:b.html",), None, None), ("index.html", ("a:b.html",), None, None)], 8)
@example([("aa.html", ("aa.html",), None, None), ("zh/404.html", ("../aa.html",), "https://a.b/", "https://a.b")], 8)
@given(st.lists(VISITS, min_size=1, max_size=8), st.integers(1, 8))
def test_what_is_remembered_of_other_pages_changes_nothing(
    visits: list[tuple[str, tuple[str, ...], str | None, str | None]], limit: int
) -> None:
    paths = frozenset(STRANGE)
    pages = [
        (path, PageLinks(frozenset("x"), (), found, base), paths, site_url) for path, found, base, site_url in visits
    ]
    links._origins_in.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        for memory in (links._Verdicts, links._Sound, links._Origins):
            patch.setattr(memory, "LIMIT", limit)
        remembering = [check_page(*page) for page in pages]
        assert len(links._origins_in(paths)) <= limit
    for page, judged in zip(pages, remembering, strict=True):
        links._origins_in.cache_clear()
        assert check_page(*page) == judged
