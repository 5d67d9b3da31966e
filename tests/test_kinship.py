"""Why stories belong together, in words."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.config import Config
from generator.model import Byline, Record, Region
from generator.plan import plan_site
from generator.render import render_site
from generator.views.edition import make_edition
from generator.views.kinship import find_reasons
from tests.invented import digest_of, make_record

AMDO = (Region("540624", ("西藏自治区", "那曲市", "安多县"), "body", primary=True),)
NYAINRONG = (Region("540623", ("西藏自治区", "那曲市", "聂荣县"), "body", primary=True),)
LHASA = (Region("540100", ("西藏自治区", "拉萨市"), "body", primary=True),)
HENAN = (Region("410100", ("河南省", "郑州市"), "body", primary=True),)
BAI = (Byline("白桦", "reporter"),)
LIN = (Byline("林青禾", "reporter"),)


def story(
    record_id: str, tags: tuple[str, ...], regions: tuple[Region, ...], bylines: tuple[Byline, ...] = ()
) -> Record:
    return make_record(record_id, tags=tags, regions=regions, bylines=bylines)


def reasons(one: Record, other: Record, lang: str) -> list[str]:
    digest = digest_of(one, other)
    edition = make_edition(digest, Config(), lang)
    found = find_reasons(edition, digest.records[one.id], digest.records[other.id])
    return [f"{reason.before}{reason.name.text}{reason.after}" for reason in found]


@pytest.mark.parametrize(
    ("one", "other", "zh", "en"),
    [
        (story("p-01", ("青稞",), AMDO), story("q-01", ("公路",), AMDO), ["同在安多县"], ["Both in Amdo County"]),
        (story("p-01", (), AMDO), story("q-01", (), NYAINRONG), ["同在那曲市"], ["Both in Nagqu"]),
        (story("p-01", (), AMDO), story("q-01", (), LHASA), [], []),
        (story("p-01", (), AMDO), story("q-01", (), HENAN), [], []),
        (story("p-01", (), (), BAI), story("q-01", (), LHASA, BAI), ["作者同有白桦"], ["Also by 白桦"]),
        (
            story("p-01", ("青稞",), (), LIN),
            story("q-01", ("青稞",), (), BAI),
            ["同有标签“青稞”"],
            ["Shares the tag “highland barley”"],
        ),
    ],
    ids=("county", "prefecture", "province", "nothing", "author", "tag"),
)
def test_what_two_stories_share(one: Record, other: Record, zh: list[str], en: list[str]) -> None:
    assert reasons(one, other, "zh-Hans") == zh
    assert reasons(one, other, "en") == en


def test_the_tag_that_says_most_comes_first_and_no_kind_of_reason_waits_for_further_tags() -> None:
    one = story("p-01", ("雪灯节", "青稞"), AMDO, BAI)
    other = story("q-01", ("青稞", "雪灯节"), AMDO, BAI)
    assert reasons(one, other, "zh-Hans") == ["同有标签“雪灯节”", "同在安多县", "作者同有白桦", "同有标签“青稞”"]


def test_a_page_shows_two_reasons_each_name_in_its_language() -> None:
    records = [story(f"{page}-01", ("雪灯节", "青稞"), AMDO, BAI) for page in "pq"]
    config = Config()
    files = render_site(plan_site(digest_of(*records), config), config)
    [reason] = LexborHTMLParser(files["en/articles/p-01.html"].decode()).css(".related .reason")
    assert reason.text().strip() == "Shares the tag “雪灯节” · Both in Amdo County"
    assert [span.text() for span in reason.css('[lang="zh-Hans"]')] == ["雪灯节"]
