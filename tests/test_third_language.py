"""A site in a language for which the interface has no catalogue: it speaks English, and says which words are which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from generator.build import build
from generator.catalogue import update_catalogue
from generator.config import Config
from generator.interface import autonym
from generator.model import Byline, Region
from generator.po import dumps_po, loads_po
from generator.records import dumps
from tests.po_pages import FLOOD, SCHOOL, record

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/d/"
SAID = {"01/headline": "La rivière déborde", "01/p1": "La rivière a débordé.", "01/b1": "Yundan"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story half translated into French and one not at all, in a site of three languages."""
    folder = tmp_path_factory.mktemp("third")
    told = replace(record(FLOOD, SCHOOL), date="2026-01-05", date_source="editor", tags=("牧民",))
    told = replace(told, article=replace(told.article, bylines=(Byline("云丹", "reporter"),)))
    told = replace(told, regions=(Region("540624", ("西藏自治区", "那曲市", "安多县"), "editor", primary=True),))
    records = [replace(told, id=f"page-{number:02d}") for number in (1, 2)]
    (folder / "seeds").mkdir()
    (folder / "records" / "page").mkdir(parents=True)
    for one in records:
        (folder / "records" / "page" / f"{one.ordinal}.md").write_text(dumps(one), "utf-8")
    entries = loads_po(update_catalogue(None, records, "fr"))
    said = (replace(one, target=SAID.get(one.context or "", one.target)) for one in entries)
    (folder / "records" / "page" / "fr.po").write_text(dumps_po(said), "utf-8")
    config = Config(
        languages=("zh-Hans", "en", "fr"),
        site_url=URL,
        seeds=folder / "seeds",
        records=folder / "records",
        output=folder / "site",
        lexicon=folder / "lexicon",
        cache=folder / "cache",
        templates=folder / "templates",
        static=folder / "static",
        executor="serial",
    )
    build(config)
    return folder / "site"


def page(site: Path, path: str) -> HTMLParser:
    return HTMLParser((site / path).read_text("utf-8"))


def first(tree: HTMLParser, selector: str) -> Node:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def spoken(node: Node) -> str | None:
    """The language that a reader's program takes a node's text to be in."""
    here: Node | None = node
    while here is not None:
        if "lang" in here.attributes:
            return here.attributes["lang"]
        here = here.parent
    return None


def test_words_of_the_interface_are_english_and_known_to_be(site: Path) -> None:
    tree = page(site, "fr/articles/page-01.html")
    assert spoken(first(tree, "nav.sections a")) == "en"
    assert first(tree, "nav.sections a").text() == "Latest"
    assert first(tree, ".date").text() == "5 January 2026"
    assert spoken(first(tree, ".date")) == "en"
    assert first(tree, "title").text() == "La rivière déborde · Baozhai"


def test_each_text_is_marked_with_its_own_language(site: Path) -> None:
    tree = page(site, "fr/articles/page-01.html")
    texts = {"#headline": "fr", "#p1": "fr", "#p2": "zh-Hans", ".signed a": "fr", ".trail a": "en", ".tags a": "en"}
    assert {selector: spoken(first(tree, selector)) for selector in texts} == texts
    assert first(tree, ".tags a").text() == "herders"
    original = page(site, "fr/articles/page-02.html")
    assert [spoken(first(original, selector)) for selector in ("#headline", "#p1", "#p2")] == ["zh-Hans"] * 3


def test_lists_say_which_stories_are_not_translated(site: Path) -> None:
    home = page(site, "fr/index.html")
    notes = {
        first(HTMLParser(card.html or ""), "h2").text().strip(): [note.text() for note in card.css(".note")]
        for card in home.css("article")
    }
    assert notes == {"La rivière déborde": ["Partly translated"], "河水过桥": ["In Chinese"]}


def test_only_what_is_translated_is_an_alternate(site: Path) -> None:
    for name, wanted in (("page-01", ["zh-Hans", "fr", "x-default"]), ("page-02", [])):
        found = page(site, f"fr/articles/{name}.html").css("link[hreflang]")
        assert [link.attributes["hreflang"] for link in found] == wanted
    assert first(page(site, "fr/articles/page-02.html"), "link[rel=canonical]").attributes["href"] == (
        f"{URL}zh/articles/page-02.html"
    )


def test_the_front_door_leads_to_each_language_in_its_own_name(site: Path) -> None:
    doors = page(site, "index.html").css(".entrances h2 a")
    assert [(door.text(), spoken(door), door.attributes["hreflang"]) for door in doors] == [
        ("中文", "zh-Hans", "zh-Hans"),
        ("English", "en", "en"),
        ("Français", "fr", "fr"),
    ]
    assert [name.text() for name in page(site, "index.html").css(".brand span")] == ["报摘", "Baozhai"]
    assert [name.text() for name in page(site, "404.html").css(".brand span")] == ["报摘", "Baozhai"]


@pytest.mark.parametrize(
    ("lang", "name"), [("bo", "བོད་སྐད་"), ("pt-BR", "Português (Brasil)"), ("qqq", "qqq"), ("zh-Hant", "繁體中文")]
)
def test_a_language_has_a_name_in_itself(lang: str, name: str) -> None:
    assert autonym(lang) == name
