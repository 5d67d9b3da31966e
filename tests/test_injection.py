"""Everything that is written by others is text and nothing else, in every file of a site and in every name on disk.

The payloads are a list that anyone can extend: ``cases/payloads.txt``. The same sites are opened by a real browser in
``browser/test_injection.py``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import yaml
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import jsonld
from generator.catalogue import update_catalogue
from generator.config import Config, read_config
from generator.errors import ConfigError, Location, Problem, RecordError
from generator.lexicon import read_lexicon
from generator.markup import _ATTRIBUTES, _TAGS, escape, render_markup, unescape
from generator.model import Text
from generator.po import Entry, dumps_po, loads_po
from generator.records import dumps, loads
from generator.rows import safe_cell
from generator.seeds import find_seeds, read_seed
from generator.slugs import LONGEST, slug
from generator.units import find_units
from generator.views.xmltext import clean
from tests.hostile import BODY, GROUPS, RAW_PAGES, file_name, hostile_record
from tests.payloads import all_payloads, plain, read_payloads

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile import Hostile

pytestmark = pytest.mark.xdist_group("browser")  # whose tests open the same sites

PAYLOADS = all_payloads()
SITE_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9.][A-Za-z0-9._-]*")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
ACTIVE = "script, style, iframe, object, embed, form, svg, math, base, meta, link, img"
XML_NAMES = {
    "http://www.w3.org/2005/Atom": {
        *("feed", "id", "title", "subtitle", "updated", "published", "author", "name", "generator", "link", "entry"),
        *("category", "summary"),
    },
    "http://www.sitemaps.org/schemas/sitemap/0.9": {"urlset", "url", "loc"},
    "http://www.w3.org/1999/xhtml": {"link"},
    "": {"opml", "head", "title", "body", "outline"},
}
"""What feeds, lists of feeds and sitemaps are made of."""


@pytest.fixture(params=["stories", "names"])
def hostile(request: pytest.FixtureRequest) -> Hostile:
    return request.getfixturevalue(request.param)


def files(hostile: Hostile, *endings: str) -> dict[str, str]:
    paths = sorted(path for path in hostile.site.rglob("*") if path.suffix in endings)
    assert paths
    return {path.relative_to(hostile.site).as_posix(): path.read_bytes().decode() for path in paths}


# ---------------------------------------------------------------- the list


def test_the_list_is_long_and_says_nothing_twice() -> None:
    counted = Counter(payload for payloads in read_payloads().values() for payload in payloads)
    assert len(PAYLOADS) >= 300
    assert [payload for payload, count in counted.items() if count > 1] == []


# ---------------------------------------------------------------- built sites


def test_a_site_made_of_attacks_is_built(hostile: Hostile) -> None:
    errors = {problem.code for problem in hostile.report.problems if problem.severity == "error"}
    assert errors <= {"seed-twin", "seed-name"}
    assert hostile.report.written == hostile.report.files


def test_no_file_lands_outside_the_output(hostile: Hostile) -> None:
    made = {path.relative_to(hostile.folder).parts[0] for path in hostile.folder.rglob("*")}
    assert made <= {"site", "seeds", "records", "lexicon", "digest.yaml", ".baozhai-cache"}
    assert [path.name for path in hostile.folder.parent.iterdir()] == [hostile.folder.name]
    paths = [path.relative_to(hostile.site).as_posix() for path in hostile.site.rglob("*")]
    assert [path for path in paths if not SITE_PATH.fullmatch(path) or ".." in path or len(path) > 200] == []


def test_every_json_file_can_be_read(hostile: Hostile) -> None:
    for text in files(hostile, ".json").values():
        json.loads(text)


def test_json_keeps_every_text(stories: Hostile) -> None:
    articles = json.loads(files(stories, ".json")["data/articles.json"])["articles"]
    told = {article["id"]: article for article in articles}
    for record in stories.records:
        article = told[record.id]
        assert (article["headline"], article["summary"]) == (record.article.headline.text, record.summary)
        assert tuple(article["tags"]) == record.tags


def test_places_and_notes_of_raw_pages_are_on_the_site(stories: Hostile) -> None:
    articles = json.loads(files(stories, ".json")["data/articles.json"])["articles"]
    places = sorted(stories.site.glob("zh/regions/nagqu/amdo/amdo*.html"))
    assert len(places) == GROUPS
    raw = {article["date"] for article in articles if article["source"]["file"].startswith("seeds/raw-")}
    assert len(raw) == RAW_PAGES
    shown = plain("".join(LexborHTMLParser(path.read_bytes()).root.text() for path in places))
    assert [payload for payload in PAYLOADS if plain(payload) not in shown] == []


def test_every_xml_file_is_well_formed_and_made_of_the_elements_of_its_kind(hostile: Hostile) -> None:
    for path, text in files(hostile, ".xml", ".opml").items():
        assert not re.search(r"<!|<\?(?!xml version)", text), path
        for element in ET.fromstring(text).iter():  # noqa: S314 - written by ourselves a moment ago
            space, _, name = element.tag.rpartition("}")
            assert name in XML_NAMES[space.removeprefix("{")], (path, element.tag)
            for key in ("href", "xmlUrl", "htmlUrl"):
                address = element.get(key, "x")
                assert re.match(r"https://example\.org/|(?:\.\./)*[a-z0-9][a-z0-9./-]*$", address), (path, address)
            assert element.get("type") not in {"html", "xhtml"}


def test_no_cell_of_the_csv_is_a_formula(hostile: Hostile) -> None:
    text = files(hostile, ".csv")["data/articles.csv"].removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []


def is_ours(script: LexborNode) -> bool:
    """Whether a script is one of our own files, with words for it and nothing else."""
    known = {name for name in script.attributes if name in {"src", "defer"} or name.startswith("data-")}
    source = script.attributes.get("src") or ""
    return known == {*script.attributes} and not script.text() and bool(re.fullmatch(r"(\.\./)*static/\w+\.js", source))


CHARTED = {"class", "id", "lang", "role", "aria-labelledby", "aria-hidden", "x", "y", "width", "height"}
"""Attributes in a chart."""


def test_no_html_file_holds_anything_active(hostile: Hostile) -> None:
    for path, text in files(hostile, ".html").items():
        tree = LexborHTMLParser(text)
        for own in [node for node in tree.css("form, script") if _is_search(node)]:
            own.decompose()
        for node in tree.css("template#table-tools"):
            node.decompose()
        for node in tree.css("svg.chart"):
            assert {each.tag for each in node.css("*")} <= {"svg", "title", "desc", "g", "rect", "text"}, path
            names = {name for each in node.css("*") for name in each.attributes}
            assert names <= CHARTED, path
            node.decompose()
        scripts = [script for script in tree.css("script") if not is_ours(script)]
        assert all(script.attributes == {"type": "application/ld+json"} for script in scripts), path
        for script in scripts:
            json.loads(script.text())
        active = tree.css("iframe, object, embed, form, svg, math, base, img, [http-equiv], template, noscript, input")
        assert [node.html for node in active] == [], path
        handlers = [name for node in tree.css("body, body *") for name in node.attributes if name.startswith("on")]
        assert handlers == [], path


def _is_search(node: LexborNode) -> bool:
    """Whether a form or a script is the search page's own; what it is told must be JSON."""
    attributes = node.attributes
    if attributes.get("id") == "archive":
        assert json.loads(node.text())
        return attributes == {"id": "archive", "type": "application/json"}
    if node.tag == "script":
        return attributes == {"src": "../static/search.js", "defer": None}
    handlers = [name for each in node.css("*") for name in each.attributes if name.startswith("on")]
    return (
        handlers == [] and re.fullmatch(r"(\.\./(zh|en|zh-hant)/)?search\.html", attributes["action"] or "") is not None
    )


def test_robots_are_told_what_we_say(stories: Hostile, names: Hostile) -> None:
    assert files(stories, ".txt") == {"robots.txt": "User-agent: *\nDisallow:\n"}
    assert files(names, ".txt")["robots.txt"].count("\n") == 4


# ---------------------------------------------------------------- each payload by itself


@pytest.mark.parametrize("kind", read_payloads())
def test_records_come_back_as_they_were(kind: str) -> None:
    for payload in read_payloads()[kind]:
        record = hostile_record("h-01", repeat(payload).__next__)
        assert loads(dumps(record), "h-01") == record


@pytest.mark.parametrize("kind", read_payloads())
def test_markdown_of_anyone_becomes_nothing_active(kind: str) -> None:
    allowed = _TAGS | {"html", "head", "body"}
    for payload in read_payloads()[kind]:
        tree = LexborHTMLParser(render_markup(payload))
        assert [node.html for node in tree.css(ACTIVE)] == [], payload
        for node in tree.css("*"):
            assert node.tag in allowed, payload
            assert set(node.attributes) <= _ATTRIBUTES.get(node.tag, set()) | {"rel"}, payload
            address = re.sub(r"[\x00-\x20]+", "", node.attributes.get("href") or "")
            scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address)
            assert scheme is None or scheme[0].lower() in {"http:", "https:", "mailto:"}, payload


def test_plain_text_never_becomes_markdown() -> None:
    for payload in PAYLOADS:
        assert unescape(escape(payload)) == payload
        shown = LexborHTMLParser(render_markup(escape(payload))).body
        assert shown is None or {node.tag for node in shown.css("*")} <= {"body", "p"}, payload


def test_every_address_is_plain_ascii() -> None:
    for payload in PAYLOADS:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(payload)), payload
        assert len(slug(payload)) <= LONGEST
        assert slug(payload) != "index", payload


def test_every_cell_is_defused() -> None:
    assert [payload for payload in PAYLOADS if safe_cell(payload).startswith(FORMULA)] == []
    assert [payload for payload in PAYLOADS if safe_cell(payload).removeprefix("'") != payload.removeprefix("'")] == []


def test_json_ld_never_ends_its_element_or_line() -> None:
    for payload in PAYLOADS:
        written = jsonld.dumps({"headline": payload})
        assert not re.search("[<>&\n\r\u2028\u2029]", written)
        assert json.loads(written) == {"headline": payload}


def test_xml_holds_every_text() -> None:
    for payload in PAYLOADS:
        element = ET.fromstring(f'<x y="{clean(payload)}">{clean(payload)}</x>')  # noqa: S314 - the test's own
        assert len(element) == 0
        assert plain(element.text or "") == plain(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", payload))


def test_translations_come_back_as_they_were() -> None:
    entries = tuple(Entry(payload, payload, f"01/{payload}", previous=payload) for payload in PAYLOADS)
    assert loads_po(dumps_po(entries)) == entries


def test_the_translators_get_every_unit_and_nothing_else() -> None:
    for payload in PAYLOADS:
        record = hostile_record("h-01", repeat(payload).__next__)
        record = replace(record, article=replace(record.article, headline=Text(payload, ((1, 2),))))
        text = update_catalogue(None, [record], "en")
        _, *entries = loads_po(text)
        told = [(entry.context, entry.source, entry.target) for entry in entries]
        assert told == [(f"01/{unit.id}", unit.text, "") for unit in find_units(record)], payload
        assert update_catalogue(text, [record], "en") == text


@pytest.mark.parametrize("key", ["title", "description", "paper"])
def test_settings_come_back_as_they_were(tmp_path: Path, key: str) -> None:
    told = [payload for payload in PAYLOADS if payload.strip()]
    path = tmp_path / "digest.yaml"
    for payload in told[:: 1 if key == "paper" else 9]:
        path.write_bytes(yaml.safe_dump({key: payload}).encode())
        value = getattr(read_config({"config": path}), key)
        assert value in (payload, {"zh-Hans": payload, "en": payload})


def test_an_address_of_the_site_has_no_blank_quote_or_bracket() -> None:
    for payload in PAYLOADS:
        for address in (payload, f"https://example.org/{payload}", f"https://example.org{payload}"):
            try:
                config = read_config({"site_url": address})
            except ConfigError:
                continue
            assert re.match(r"https?://[^/]", config.site_url), payload
            assert not re.search(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]", config.site_url), payload


def test_a_note_beside_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    ((seed,), _) = find_seeds(tmp_path)
    for payload in filter(str.strip, PAYLOADS):
        notes = yaml.safe_dump({"paper": payload, "section": payload})
        (tmp_path / "a.yaml").write_bytes(notes.encode())
        folio = read_seed(seed, Config()).folio
        assert (folio.paper, folio.section) == (payload.strip(), payload.strip())


def test_a_raw_page_of_any_name_has_a_plain_id(tmp_path: Path) -> None:
    for name in filter(None, map(file_name, PAYLOADS)):
        (tmp_path / f"{name}.txt").write_bytes(b"x")
    seeds, problems = find_seeds(tmp_path)
    assert len(seeds) > 300
    assert all(re.fullmatch(r"[a-z0-9-]{1,60}", seed.id) and seed.id != "index" for seed in seeds)
    assert {problem.code for problem in problems} <= {"seed-twin", "seed-name"}


def test_a_record_has_an_id_that_a_disk_takes() -> None:
    record = hostile_record("h-01", repeat("x").__next__)
    refused = 0
    for payload in (*PAYLOADS, "x" * 300):
        try:
            dumps(replace(record, id=f"{payload}-01"))
        except RecordError:
            refused += 1
        else:
            assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", payload)
    assert refused > 500


def test_a_place_of_any_name_has_a_plain_address(tmp_path: Path) -> None:
    places = [
        {"name": payload, "level": "village", "parent": "540624", "english": "Amdo", "code": f"{payload}/../{number}"}
        for number, payload in enumerate(PAYLOADS)
    ]
    (tmp_path / "places.yaml").write_text(yaml.safe_dump(places), encoding="utf-8")
    gazetteer = read_lexicon(tmp_path).gazetteer
    for place in places:
        assert all(re.fullmatch(r"[a-z0-9-]{1,80}", part) for part in gazetteer.slugs(place["code"])), place


# ---------------------------------------------------------------- the terminal


def test_a_problem_is_told_on_lines_of_its_own_and_in_no_colour_but_ours() -> None:
    for payload in PAYLOADS:
        told = str(Problem("seed-x", Location(payload, 3), payload, payload))
        assert told.count("\n") == 1, payload
        assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", told) is None, payload
