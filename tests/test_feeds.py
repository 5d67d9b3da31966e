"""Atom, JSON Feed and OPML: legal with and without an address of the site, only what is published in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config import Config
from generator.model import Text
from generator.views.atom import UNDATED
from generator.views.feeds import NEWEST, plan_feeds
from generator.views.opml import plan_opml
from tests.invented import BODY, CAPTION, NOTE, digest_of, make_record, read_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from generator.digest import Digest
    from generator.model import Rights

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HERE = Config()
PUBLISHED = Config(site_url="https://example.org/repo")
BOTH = pytest.mark.parametrize("config", [HERE, PUBLISHED], ids=["no address", "with address"])


def feeds(digest: Digest, config: Config = HERE) -> dict[str, str]:
    return {page.path: page.view for page in plan_feeds(digest, config)}


def entries(text: str) -> list[Element]:
    return read_xml(text).findall(f"{ATOM}entry")


def items(text: str) -> list[dict[str, Any]]:
    return json.loads(text)["items"]


def test_each_language_region_and_tag_has_both_forms() -> None:
    paths = set(feeds(digest_of(make_record())))
    for lang in ("zh", "en"):
        for stem in ("feed", "regions/xizang", "regions/nagqu", "regions/nagqu/amdo", "regions/lhasa"):
            assert {f"{lang}/{stem}.xml", f"{lang}/{stem}.json"} <= paths
    tags = {path for path in paths if "/tags/" in path}
    assert len(tags) == 4, "one tag, two languages, two forms"


@BOTH
def test_atom_has_what_the_standard_requires(config: Config) -> None:
    for path, text in feeds(digest_of(make_record("p-01"), make_record("p-02")), config).items():
        if path.endswith(".xml"):
            root = read_xml(text)
            for node in (root, *root.iter(f"{ATOM}entry")):
                for name in ("id", "title", "updated"):
                    assert len(node.findall(f"{ATOM}{name}")) == 1, (path, name)
                    assert node.findtext(f"{ATOM}{name}").strip(), (path, name)
                assert [link.get("href") for link in node.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
            assert root.findtext(f"{ATOM}author/{ATOM}name")


@BOTH
def test_ids_are_absolute_and_no_two_are_the_same(config: Config) -> None:
    text = feeds(digest_of(make_record("p-01"), make_record("p-02")), config)["zh/feed.xml"]
    ids = [str(node.text) for node in read_xml(text).iter(f"{ATOM}id")]
    assert len(ids) == 3
    assert len(set(ids)) == 3
    assert all(urlsplit(found).scheme in {"https", "urn"} for found in ids)


@BOTH
def test_json_items_carry_the_same_ids_as_atom(config: Config) -> None:
    written = feeds(digest_of(make_record("p-01"), make_record("p-02")), config)
    atom = [entry.findtext(f"{ATOM}id") for entry in entries(written["zh/feed.xml"])]
    assert [item["id"] for item in items(written["zh/feed.json"])] == atom


@pytest.mark.parametrize("path", ["zh/feed.xml", "zh/regions/nagqu.xml", "zh/regions/nagqu/amdo.xml"])
def test_links_without_an_address_are_relative_to_the_feed_itself(path: str) -> None:
    root = read_xml(feeds(digest_of(make_record()))[path])
    for link in root.iter(f"{ATOM}link"):
        assert not urlsplit(link.get("href")).scheme
    self_link = next(link for link in root.iter(f"{ATOM}link") if link.get("rel") == "self")
    assert urljoin(f"file:///site/{path}", self_link.get("href")) == f"file:///site/{path}"
    article = root.find(f"{ATOM}entry/{ATOM}link")
    assert urljoin(f"file:///site/{path}", article.get("href")) == "file:///site/zh/articles/p-01.html"


def test_links_with_an_address_are_absolute() -> None:
    written = feeds(digest_of(make_record()), PUBLISHED)
    for link in read_xml(written["zh/regions/nagqu.xml"]).iter(f"{ATOM}link"):
        assert link.get("href").startswith("https://example.org/repo/zh/")
    document = json.loads(written["zh/regions/nagqu.json"])
    assert document["feed_url"] == "https://example.org/repo/zh/regions/nagqu.json"
    assert document["home_page_url"] == "https://example.org/repo/zh/regions/nagqu.html"
    assert document["items"][0]["url"] == "https://example.org/repo/zh/articles/p-01.html"


def test_json_has_no_addresses_where_the_site_has_none() -> None:
    document = json.loads(feeds(digest_of(make_record()))["en/feed.json"])
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["language"] == "en"
    assert not {"home_page_url", "feed_url"} & document.keys()
    assert "url" not in document["items"][0]
    assert document["items"][0]["content_text"]


def test_an_undated_story_gets_no_date_that_anyone_could_believe() -> None:
    written = feeds(digest_of(make_record(date=None)))
    (entry,) = entries(written["zh/feed.xml"])
    assert entry.findtext(f"{ATOM}updated") == UNDATED
    assert entry.find(f"{ATOM}published") is None
    assert "date_published" not in items(written["zh/feed.json"])[0]


def test_a_dated_story_carries_its_day_in_china() -> None:
    written = feeds(digest_of(make_record("p-01", date="2031-02-03"), make_record("q-01")))
    first, second = entries(written["zh/feed.xml"])
    assert first.findtext(f"{ATOM}published") == "2031-02-03T00:00:00+08:00"
    assert second.find(f"{ATOM}published") is None
    assert read_xml(written["zh/feed.xml"]).findtext(f"{ATOM}updated") == "2031-02-03T00:00:00+08:00"
    assert items(written["zh/feed.json"])[0]["date_published"] == "2031-02-03T00:00:00+08:00"


def test_an_empty_digest_still_has_a_legal_feed() -> None:
    written = feeds(digest_of())
    assert set(written) == {"zh/feed.xml", "zh/feed.json", "en/feed.xml", "en/feed.json"}
    assert read_xml(written["zh/feed.xml"]).findtext(f"{ATOM}updated") == UNDATED
    assert items(written["zh/feed.json"]) == []


def test_only_the_newest_are_in_it_newest_first() -> None:
    records = [make_record(f"p{day:02}-01", date=f"2031-01-{day:02}") for day in range(1, NEWEST + 6)]
    found = entries(feeds(digest_of(*records))["zh/feed.xml"])
    days = [entry.findtext(f"{ATOM}published")[:10] for entry in found]
    assert len(days) == NEWEST
    assert days == sorted(days, reverse=True)
    assert days[0] == f"2031-01-{NEWEST + 5}"


def test_a_region_has_its_own_stories_and_those_that_name_it_in_digest_order() -> None:
    lhasa = make_record("q-01", date="2031-03-04")
    lhasa = replace(lhasa, regions=(replace(lhasa.regions[1], primary=True),))
    written = feeds(digest_of(lhasa, make_record("p-01", date="2031-03-05")))
    assert [item["id"] for item in items(written["zh/regions/lhasa.json"])] == [
        item["id"] for item in items(written["zh/feed.json"])
    ]
    assert len(items(written["zh/regions/nagqu.json"])) == 1


def test_translated_words_stand_in_their_feed_and_others_are_marked() -> None:
    said = {("en", "p-01", "headline"): "Full barns, warm hearts"}
    written = feeds(digest_of(make_record(), said=said))
    (entry,) = entries(written["en/feed.xml"])
    assert entry.findtext(f"{ATOM}title") == "Full barns, warm hearts"
    assert entry.find(f"{ATOM}title").get(XML_LANG) is None
    assert entry.find(f"{ATOM}summary").get(XML_LANG) == "zh-Hans"
    (chinese,) = entries(written["zh/feed.xml"])
    assert chinese.findtext(f"{ATOM}title") == "仓廪实 人心暖"
    assert chinese.find(f"{ATOM}summary").get(XML_LANG) is None


def test_an_untranslated_item_names_its_language() -> None:
    item = items(feeds(digest_of(make_record()))["en/feed.json"])[0]
    assert item["title"] == "仓廪实 人心暖"
    assert item["language"] == "zh-Hans"


@pytest.mark.parametrize("rights", ["full", "excerpt"])
def test_the_body_is_never_in_a_feed(rights: Rights) -> None:
    for path, text in feeds(digest_of(make_record(rights=rights))).items():
        for inside in (BODY, CAPTION, NOTE):
            assert inside not in text, path


def test_drafts_are_in_no_feed() -> None:
    assert entries(feeds(digest_of(make_record(draft=True)))["zh/feed.xml"]) == []


def test_a_story_without_a_headline_is_named_by_what_is_nearest() -> None:
    bare = {"headline": None, "subtitle": None}
    kicked = make_record("p-01", **bare)
    summed = make_record("p-02", kicker=None, **bare)
    nothing = make_record("p-03", kicker=None, summary=None, **bare)
    found = [
        entry.findtext(f"{ATOM}title") for entry in entries(feeds(digest_of(kicked, summed, nothing))["zh/feed.xml"])
    ]
    assert found == ["那曲市安多县青稞站——", "青稞站今年收粮多，群众过冬不愁", "p-03"]


@given(st.text())
def test_any_headline_makes_well_formed_xml_that_says_the_same(headline: str) -> None:
    record = make_record(headline=Text(f"题{headline}"), tags=(), regions=())
    (entry,) = entries(feeds(digest_of(record))["zh/feed.xml"])
    legal = "".join(c for c in headline if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff"))
    legal = legal.replace("\ufffe", "").replace("\uffff", "")
    assert " ".join(entry.findtext(f"{ATOM}title").split()) == " ".join(f"题{legal}".split())


@BOTH
def test_the_list_of_feeds_names_every_atom_feed_once(config: Config) -> None:
    digest = digest_of(make_record())
    (page,) = plan_opml(dict.fromkeys(config.languages, digest), config)
    assert page.path == "feeds.opml"
    base = "https://example.org/repo/" if config.site_url else ""
    named = [node.get("xmlUrl") for node in read_xml(page.view).iter("outline") if node.get("xmlUrl")]
    written = [base + path for path in feeds(digest, config) if path.endswith(".xml")]
    assert sorted(named) == sorted(written)
    pages = [node.get("htmlUrl") for node in read_xml(page.view).iter("outline") if node.get("xmlUrl")]
    assert all(found.startswith(base) and found.endswith(".html") for found in pages)


def test_feeds_stay_out_of_the_sitemap() -> None:
    digest = digest_of(make_record())
    assert not any(
        page.listed for page in (*plan_feeds(digest, HERE), *plan_opml(dict.fromkeys(HERE.languages, digest), HERE))
    )
