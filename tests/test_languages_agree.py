"""What a built site tells machines of its languages, held against the PO files, which Babel reads for us.

Canonical address, hreflang, Open Graph, feeds, sitemap and JSON-LD of every story must say the same, and it must be
true: a story is in a language once anything that tells it is finished there and was made for the text as it is now.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.config import Config
from generator.po import dumps_po, loads_po
from generator.records import read_record
from generator.translate import update_catalogue
from tests.invented import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.po import Entry

ROOT = Path(__file__).parent.parent
SITE = "https://example.org/digest/"
FOLDERS = {"zh-Hans": "zh", "en": "en"}
LOCALES = {"zh-Hans": "zh_CN", "en": "en_GB"}
TELLING = re.compile(r"kicker|headline|subtitle|abstract|[psc]\d+")
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

STORY = """{title}

本报安多讯（记者 林青禾）安多县的青稞都进了仓，合作社今年收粮445万斤，{title}的消息传得很快。

雪停的那天早上，粮站的门开得比往常早，赶车来的人排成了一队，最远的走了一夜。

站长说，今年添了三座新仓，明年春天还要修一条路，从站门口一直通到河边的渡口。
"""


def finished(entry: Entry) -> Entry:
    return replace(entry, target=f"EN {entry.context}")


def of_units(*kinds: str) -> Callable[[Entry], Entry]:
    return lambda entry: finished(entry) if re.fullmatch("|".join(kinds), (entry.context or "")[3:]) else entry


PROJECT: dict[str, tuple[str, str, Callable[[Entry], Entry]]] = {
    "whole": ("粮站添了三座新仓", "Lin Example <lin@example.org>", finished),
    "partly": ("渡口通了新路", "Wen Example", of_units("headline", "p2")),
    "headless": ("夜里开了一堂课", "FULL NAME <EMAIL@ADDRESS>", of_units("p1")),
    "names": ("放映队进了山", "Lin Example", of_units(r"b\d+", r"n\d+", "summary")),
    "none": ("老街种上了花", "none", lambda entry: entry),
    "fuzzy": ("苹果装上了车", "Lin Example", lambda entry: replace(finished(entry), flags=("fuzzy",))),
    "stale": ("驿站有了主人", "Lin Example", lambda entry: replace(finished(entry), source=f"{entry.source}旧")),
    "obsolete": ("花街修好了", "Lin Example", lambda entry: replace(finished(entry), obsolete=True)),
}
"""Stories: headline, who the header says translated them, and how far they are translated."""
TRANSLATED = {"whole", "partly", "headless"}


def build_site(folder: Path) -> Path:
    rooms = {name: folder / name for name in ("seeds", "records", "templates", "static", "lexicon")}
    build(Config(**rooms, output=folder / "site", cache=folder / "cache", executor="serial", site_url=SITE))
    return folder


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specimen")
    for name in ("seeds", "records"):
        shutil.copytree(ROOT / name, folder / name)
    return build_site(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "seeds").mkdir()
    for name, (title, _, _) in PROJECT.items():
        (folder / "seeds" / f"{name}.txt").write_text(STORY.format(title=title), "utf-8")
    build_site(folder)
    for name, (_, translator, change) in PROJECT.items():
        record = read_record(folder / "records" / name / "01.md").record
        header, *entries = loads_po(update_catalogue(None, (record,), "en"), "en.po")
        signed = replace(
            header, target=header.target.replace("Last-Translator: none", f"Last-Translator: {translator}")
        )
        (folder / "records" / name / "en.po").write_text(dumps_po((signed, *map(change, entries))), "utf-8")
    return build_site(folder)


@pytest.fixture(params=["specimen", "project"])
def built(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


# ---------------------------------------------------------------- what is true


def stories(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, str], str]]:
    """Yield every story as the data have it, its finished English by unit, and the header's translator."""
    for story in json.loads((folder / "site/data/articles.json").read_text("utf-8"))["articles"]:
        page, _, ordinal = story["id"].rpartition("-")
        texts = {piece["id"]: piece["text"] for piece in story["body"]}
        texts |= {f"c{number}": figure["caption"] for number, figure in enumerate(story["figures"], 1)}
        texts |= {name: story[name] for name in ("kicker", "headline", "subtitle", "abstract") if story[name]}
        said, translator = read_po_file(folder / "records" / page / "en.po", ordinal)
        yield story, {unit: text for (unit, source), text in said.items() if texts.get(unit) == source}, translator


def read_po_file(path: Path, ordinal: str) -> tuple[dict[tuple[str, str], str], str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        number, _, unit = (message.context or "").partition("/")
        if number == ordinal and TELLING.fullmatch(unit) and message.string and not message.fuzzy:
            found[unit, message.id] = message.string
    return found, dict(catalogue.mime_headers)["Last-Translator"]


def article(lang: str, story_id: str, ending: str = ".html") -> str:
    return f"{SITE}{FOLDERS[lang]}/articles/{story_id}{ending}"


def page_of(folder: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder / "site" / url.removeprefix(SITE)).read_text("utf-8"))


def canonical_of(page: LexborHTMLParser) -> str:
    [link] = page.css("link[rel=canonical]")
    return link.attributes["href"] or ""


def hreflangs(page: LexborHTMLParser) -> dict[str, str]:
    found = page.css("link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"] or "": link.attributes["href"] or "" for link in found}


def metas(page: LexborHTMLParser, name: str) -> list[str]:
    return [meta.attributes["content"] or "" for meta in page.css(f'meta[property="{name}"]')]


def jsonld(page: LexborHTMLParser) -> dict[str, Any]:
    [script] = page.css('script[type="application/ld+json"]')
    return json.loads(script.text())


def languages(said: dict[str, str]) -> list[str]:
    return ["zh-Hans", "en"] if said else ["zh-Hans"]


# ---------------------------------------------------------------- what is said


def test_the_projects_are_what_they_should_be(specimen: Path, project: Path) -> None:
    assert any(said for _, said, _ in stories(specimen))
    assert {story["id"].rpartition("-")[0] for story, said, _ in stories(project) if said} == TRANSLATED
    assert len(list(stories(project))) == len(PROJECT)


@pytest.mark.parametrize("lang", FOLDERS)
def test_a_page_says_what_it_is_in(built: Path, lang: str) -> None:
    for story, said, _ in stories(built):
        true_in = languages(said)
        spoken = lang if lang in true_in else "zh-Hans"
        page = page_of(built, article(lang, story["id"]))
        assert canonical_of(page) == article(spoken, story["id"]), story["id"]
        assert metas(page, "og:url") == [canonical_of(page)]
        assert metas(page, "og:locale") == [LOCALES[spoken]]
        alternates = {each: article(each, story["id"]) for each in true_in} | {
            "x-default": article("zh-Hans", story["id"])
        }
        assert hreflangs(page) == (alternates if lang == spoken else {}), story["id"]
        others = [LOCALES[each] for each in true_in if each != lang]
        assert metas(page, "og:locale:alternate") == (others if lang == spoken else [])
        assert (page.css_first("h1").attributes.get("lang") or lang) == (
            "en" if lang == "en" and "headline" in said else "zh-Hans"
        )


@pytest.mark.parametrize("lang", FOLDERS)
def test_json_ld_names_original_translations_and_translator(built: Path, lang: str) -> None:
    for story, said, translator in stories(built):
        true_in = languages(said)
        spoken = lang if lang in true_in else "zh-Hans"
        node = jsonld(page_of(built, article(lang, story["id"])))
        assert (node["inLanguage"], node["url"]) == (spoken, article(spoken, story["id"]))
        assert node["headline"] == (said.get("headline", story["headline"]) if spoken == "en" else story["headline"])
        translations = [(work["inLanguage"], work["url"]) for work in node.get("workTranslation", ())]
        assert translations == ([("en", article("en", story["id"]))] if spoken == "zh-Hans" and said else [])
        original = node.get("translationOfWork", {})
        assert original.get("url") == (article("zh-Hans", story["id"]) if spoken == "en" else None)
        person = re.sub(r"\s*<.*>", "", translator)
        known = person not in {"none", "FULL NAME"}
        assert node.get("translator", {}).get("name") == (person if spoken == "en" and known else None)
        assert "@example.org" not in json.dumps(node)


def test_side_by_side_is_there_where_anything_is_translated_and_repeats_the_page_of_its_own(built: Path) -> None:
    for story, said, _ in stories(built):
        for lang in FOLDERS:
            url = article(lang, story["id"], ".both.html")
            assert (built / "site" / url.removeprefix(SITE)).exists() == bool(said)
            if said:
                page = page_of(built, url)
                assert canonical_of(page) == article(lang, story["id"])
                assert hreflangs(page) == {}


def test_only_canonical_pages_have_alternates_and_these_are_mutual(built: Path) -> None:
    site = built / "site"
    pages = {f"{SITE}{path.relative_to(site).as_posix()}": path for path in site.rglob("*.html")}
    named = {url: page_of(built, url) for url in pages}
    for url, page in named.items():
        alternates = hreflangs(page)
        if alternates and url != f"{SITE}index.html":
            assert canonical_of(page) == url
            assert url in alternates.values()
            for other in {*alternates.values()} - {f"{SITE}index.html"}:
                assert hreflangs(named[other]) == alternates, f"{url} ↔ {other}"


def test_the_sitemap_lists_canonical_stories_with_their_languages(built: Path) -> None:
    root = read_xml((built / "site/sitemap.xml").read_text("utf-8"))
    listed = {}
    for url in root.iter(f"{MAP}url"):
        links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        listed[url.findtext(f"{MAP}loc")] = links
    expected = {}
    for story, said, _ in stories(built):
        both = {lang: article(lang, story["id"]) for lang in languages(said)}
        both |= {"x-default": article("zh-Hans", story["id"])}
        for lang in languages(said):
            expected[article(lang, story["id"])] = both if said else {}
    assert {url: links for url, links in listed.items() if "/articles/" in (url or "")} == expected


def test_feeds_say_the_language_of_each_story_and_of_its_words(built: Path) -> None:
    known = {story["id"]: (story, said) for story, said, _ in stories(built)}
    seen = set()
    for path in (built / "site").rglob("*.xml"):
        if path.name == "sitemap.xml":
            continue
        root = read_xml(path.read_text("utf-8"))
        lang = root.get(XML_LANG) or ""
        assert [link.get("hreflang") for link in root.findall(f"{ATOM}link[@rel='alternate']")] == [lang]
        for entry in root.iter(f"{ATOM}entry"):
            [link] = entry.findall(f"{ATOM}link[@rel='alternate']")
            story, said = known[Path(link.get("href") or "").stem]
            assert link.get("hreflang") == (lang if lang in languages(said) else "zh-Hans")
            title = entry.find(f"{ATOM}title")
            translated = lang == "en" and "headline" in said
            assert title.text == (said["headline"] if translated else story["headline"])
            assert (title.get(XML_LANG) or lang) == ("en" if translated else "zh-Hans")
            seen.add((story["id"], lang))
    assert len(seen) == 2 * len(known)


def test_json_feeds_say_the_language_of_their_items(built: Path) -> None:
    known = {story["id"]: said for story, said, _ in stories(built)}
    for lang, folder in FOLDERS.items():
        feed = json.loads((built / "site" / folder / "feed.json").read_text("utf-8"))
        assert feed["language"] == lang
        for item in feed["items"]:
            translated = lang == "en" and "headline" in known[Path(item["url"]).stem]
            assert item.get("language", lang) == ("en" if translated else "zh-Hans")


def test_cards_in_lists_say_how_much_is_translated(project: Path) -> None:
    notes = {}
    for path in (project / "site/en/pages").glob("*.html"):
        for card in LexborHTMLParser(path.read_text("utf-8")).css(".card"):
            link = card.css_first("h2 a, h3 a")
            notes[Path(link.attributes["href"] or "").stem[:-3]] = [note.text() for note in card.css(".note")]
    original = ["In Chinese"]
    partial = ["Partly translated"]
    assert notes == dict.fromkeys(PROJECT, original) | dict.fromkeys(TRANSLATED, partial) | {"whole": []}


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("whole", None),
        ("partly", "Translated: 1 of 3 paragraphs. The rest stands in Chinese."),
        ("names", "Not yet translated. This is the Chinese original."),
        ("none", "Not yet translated. This is the Chinese original."),
        ("fuzzy", "Translated: 0 of 3 paragraphs, 3 to be checked. This is the Chinese original."),
        ("stale", "Translated: 0 of 3 paragraphs, 3 out of date. This is the Chinese original."),
    ],
)
def test_the_page_says_it_to_people_too(project: Path, name: str, notice: str | None) -> None:
    found = page_of(project, article("en", f"{name}-01")).css_first(".notices p")
    assert (None if found is None else found.text().removesuffix(" Original")) == notice
