"""A story as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.jsonld import article_jsonld, dumps
from generator.model import Byline, Credit, Figure, Text
from generator.plan import plan_site
from tests.invented import BODY, digest_of, make_record

if TYPE_CHECKING:
    from generator.model import Record
    from tests.invented import Table

TITLE = ("en", "p-01", "headline")


def node_of(
    record: Record, lang: str = "zh-Hans", site_url: str | None = None, said: Table | None = None
) -> dict[str, Any]:
    return json.loads(article_jsonld(record, digest_of(record, said=said), lang, site_url))


def test_a_story_is_a_news_article_with_its_people_and_places() -> None:
    node = node_of(make_record())
    assert node["@context"] == "https://schema.org"
    assert node["@type"] == "NewsArticle"
    assert (node["headline"], node["inLanguage"]) == ("仓廪实 人心暖", "zh-Hans")
    assert node["alternativeHeadline"] == "——记一座粮站的冬天"
    assert [author["name"] for author in node["author"]] == ["林青禾", "达瓦"]
    assert node["contentLocation"] == [{"@type": "Place", "name": "安多县", "alternateName": "西藏自治区那曲市安多县"}]
    assert [place["name"] for place in node["mentions"]] == ["拉萨市"]
    assert node["keywords"] == ["青稞"]
    assert node["dateline"] == "本报安多讯"


def test_what_is_not_known_is_not_there() -> None:
    node = node_of(make_record(summary=None, tags=(), bylines=(), regions=(), dateline=None))
    missing = {"datePublished", "isPartOf", "printPage", "url", "mainEntityOfPage", "keywords", "author"}
    assert not (missing | {"contentLocation", "mentions", "dateline"}) & node.keys()
    assert None not in node.values()


def test_paper_and_date_are_the_issue_that_it_is_part_of() -> None:
    node = node_of(make_record(paper="青稞日报", date="2031-02-03", page="4", section="粮仓"))
    assert node["datePublished"] == "2031-02-03"
    assert (node["printPage"], node["printSection"]) == ("4", "粮仓")
    assert node["isPartOf"] == {
        "@type": "PublicationIssue",
        "datePublished": "2031-02-03",
        "isPartOf": {"@type": "Newspaper", "name": "青稞日报"},
    }
    assert node["author"][0]["affiliation"]["name"] == "青稞日报"


def test_an_address_is_there_when_the_site_has_one() -> None:
    node = node_of(make_record(), site_url="https://example.org/repo/")
    assert node["url"] == "https://example.org/repo/zh/articles/p-01.html"
    assert node["mainEntityOfPage"]["@id"] == node["url"]


def test_a_translation_names_its_original() -> None:
    node = node_of(make_record(), "en", said={TITLE: "Full barns, warm hearts"})
    assert (node["headline"], node["inLanguage"]) == ("Full barns, warm hearts", "en")
    assert node["alternativeHeadline"] == "仓廪实 人心暖"
    assert node["translationOfWork"]["inLanguage"] == "zh-Hans"


def test_what_is_not_translated_keeps_its_language() -> None:
    node = node_of(make_record(), "en")
    assert (node["headline"], node["inLanguage"]) == ("仓廪实 人心暖", "zh-Hans")
    assert "translationOfWork" not in node


@pytest.mark.parametrize(("unit", "canonical"), [(None, "zh"), ("headline", "en"), ("p1", "en")])
def test_a_story_is_at_the_address_that_its_page_is_canonical_to(unit: str | None, canonical: str) -> None:
    said = {} if unit is None else {("en", "p-01", unit): "Full barns"}
    pages = plan_site(digest_of(make_record(), said=said), Config(site_url="https://example.org/repo"))
    head = next(page.view.head for page in pages if page.path == "en/articles/p-01.html")
    assert json.loads(head.jsonld)["url"] == f"https://example.org/repo/{canonical}/articles/p-01.html"
    assert (head.repeats or head.path) == f"{canonical}/articles/p-01.html"


def test_who_took_a_picture_is_no_author_but_of_a_picture() -> None:
    bylines = (Byline("林青禾", "reporter"), Byline("白描", "photographer"))
    assert [author["name"] for author in node_of(make_record(bylines=bylines))["author"]] == ["林青禾"]
    figures = (Figure("图为新库房。", (Credit("白描", outlet="本报"),)),)
    assert "author" not in node_of(make_record(bylines=(), figures=figures))
    photo = node_of(make_record(bylines=(), figures=figures, genre="photo", paper="青稞日报"))
    assert [(author["name"], author["affiliation"]["name"]) for author in photo["author"]] == [("白描", "青稞日报")]


def test_paper_and_print_section_keep_their_printed_names() -> None:
    node = node_of(make_record(paper="人民日报", date="2031-02-03", section="要闻"), "en")
    assert (node["isPartOf"]["isPartOf"]["name"], node["printSection"]) == ("人民日报", "要闻")


def test_the_body_is_never_in_it_and_an_excerpt_says_so() -> None:
    for rights, free in (("full", True), ("excerpt", False)):
        record = make_record(rights=rights)
        assert BODY not in article_jsonld(record, digest_of(record), "zh-Hans")
        assert node_of(record)["isAccessibleForFree"] is free


def test_an_organisation_is_no_person() -> None:
    node = node_of(make_record(bylines=(Byline("青稞日报评论员", "commentator"), Byline("达瓦"))))
    assert [author["@type"] for author in node["author"]] == ["Organization", "Person"]


def test_a_headline_cannot_end_the_script() -> None:
    record = make_record(headline=Text("</script><script>&\u2028\u2029"))
    text = article_jsonld(record, digest_of(record), "zh-Hans")
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["headline"] == "</script><script>&\u2028\u2029"


@given(st.text())
def test_whatever_goes_in_comes_out_on_one_safe_line(text: str) -> None:
    written = dumps({"headline": text})
    assert not set("<>&\n\r\u2028\u2029") & set(written)
    assert json.loads(written) == {"headline": text}
