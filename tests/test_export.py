"""The digest as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.model import Markup, Paragraph, Quantity, Subhead, Text
from generator.rows import lines_of_csv, lines_of_json, lines_of_jsonl, link_to, make_rows, safe_cell
from generator.views.export import CSV_PATH, JSON_PATH, SCHEMA_PATH, WHOLE, plan_export
from tests.invented import BODY, CAPTION, NOTE, digest_of, make_record

if TYPE_CHECKING:
    from generator.digest import Digest

HERE = Config()


def dumps_json(digest: Digest, config: Config) -> str:
    return b"".join(lines_of_json(make_rows(digest, config), link_to(config))).decode()


def dumps_csv(digest: Digest, config: Config) -> str:
    return b"".join(lines_of_csv(make_rows(digest, config))).decode()


def articles(digest: Digest, config: Config = HERE) -> list[dict[str, Any]]:
    return json.loads(dumps_json(digest, config))["articles"]


def rows(digest: Digest, config: Config = HERE) -> list[dict[str, str]]:
    text = dumps_csv(digest, config)
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_files_are_planned_where_the_design_says() -> None:
    assert [page.path for page in plan_export(digest_of(make_record()), HERE)] == [SCHEMA_PATH, JSON_PATH, CSV_PATH]


def test_json_lines_are_the_same_records_a_line_each() -> None:
    digest = digest_of(make_record(), make_record("q-01", rights="excerpt"))
    lines = b"".join(lines_of_jsonl(make_rows(digest, HERE))).decode().removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == articles(digest)
    assert list(lines_of_jsonl(make_rows(digest_of(), HERE))) == []


def test_json_tells_a_record_whole() -> None:
    (article,) = articles(digest_of(make_record(date="2031-02-03", paper="青稞日报", page="4")))
    assert article["headline"] == "仓廪实 人心暖"
    assert article["bylines"][1] == {"name": "达瓦", "role": "correspondent", "outlet": None}
    assert article["regions"][0]["path"] == ["西藏自治区", "那曲市", "安多县"]
    assert article["numbers"] == [{"value": "445", "unit": "万元", "text": "全年收入445万元"}]
    assert (article["paper"], article["date"], article["page"]) == ("青稞日报", "2031-02-03", "4")
    assert article["source"] == {"file": "seeds/p.txt", "sha256": "ab" * 32, "lines": [[3, 9]]}
    assert article["abstract"] == NOTE
    assert article["figures"][0]["caption"] == CAPTION


def test_blocks_say_what_they_are_and_carry_the_anchors_of_the_site() -> None:
    blocks = (Paragraph("甲段。"), Subhead("小题"), Markup("*乙*段。"))
    (article,) = articles(digest_of(make_record(blocks=blocks)))
    assert [(b["id"], b["kind"], b["text"]) for b in article["body"]] == [
        ("p1", "paragraph", "甲段。"),
        ("s1", "subhead", "小题"),
        ("p2", "markup", "*乙*段。"),
    ]


def test_addresses_are_absolute_where_the_site_has_one() -> None:
    digest = digest_of(make_record())
    assert articles(digest)[0]["addresses"] == {"zh-Hans": "zh/articles/p-01.html", "en": "en/articles/p-01.html"}
    published = Config(site_url="https://example.org/repo")
    assert articles(digest, published)[0]["addresses"]["en"] == "https://example.org/repo/en/articles/p-01.html"
    assert rows(digest, published)[0]["address"] == "https://example.org/repo/zh/articles/p-01.html"


def test_only_what_is_translated_stands_as_a_translation() -> None:
    said = {("en", "p-01", "headline"): "Full barns, warm hearts"}
    digest = digest_of(make_record(), said=said)
    assert articles(digest)[0]["translations"] == {"en": {"headline": "Full barns, warm hearts"}}
    said |= {("en", "p-01", "p1"): "A paragraph.", ("en", "p-01", "c1"): "The new store."}
    pieces = articles(digest_of(make_record(), said=said))[0]["translations"]["en"]["pieces"]
    assert pieces == {"p1": "A paragraph.", "c1": "The new store."}
    assert rows(digest)[0]["headline_en"] == "Full barns, warm hearts"
    assert rows(digest)[0]["summary_en"] == ""


def test_an_excerpt_gives_summary_numbers_places_and_no_body() -> None:
    numbers = (Quantity("445", "万元", f"全年收入445万元，{BODY}"),)
    digest = digest_of(make_record(rights="excerpt", numbers=numbers))
    for text in (dumps_json(digest, HERE), dumps_csv(digest, HERE)):
        assert "青稞站今年收粮多" in text
        assert "445" in text
        assert "安多县" in text
        for inside in (BODY, CAPTION, NOTE):
            assert inside not in text


def test_drafts_are_not_exported() -> None:
    digest = digest_of(make_record(draft=True))
    assert articles(digest) == []
    assert rows(digest) == []


def test_an_empty_digest_still_has_a_header() -> None:
    assert dumps_csv(digest_of(), HERE).startswith('\ufeff"id","lang","genre"')


def test_several_values_stand_one_below_another_in_their_cell() -> None:
    (row,) = rows(digest_of(make_record()))
    assert row["bylines"] == "林青禾\n达瓦"
    assert row["place"] == "西藏自治区/那曲市/安多县"
    assert row["place_code"] == "540624"
    assert row["mentions"] == "西藏自治区/拉萨市"
    assert row["numbers"] == "445万元"
    assert row["lines"] == "3-9"


STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
"""What OWASP names, in every form that a spreadsheet may take for the same."""
BLANKS = (
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\u202e",
    " \u200b ",
    "\x01",
    "\x1b",
    "\u00ad",
    "\u0301",
)


@pytest.mark.parametrize("start", [*STARTS, *(f"{blank}=" for blank in BLANKS), "\0", "\ta", "\u3000＋"])
def test_no_cell_is_run_as_a_formula(start: str) -> None:
    (row,) = rows(digest_of(make_record(headline=Text(f'{start}HYPERLINK("x")'))))
    assert row["headline"].startswith(f"'{start}")


@pytest.mark.parametrize(
    "text",
    ["——记一座粮站", "445", "a=b", "", "　　缩进两字", " a", "'=1", "·", "\u200b", "‐1", "“=1”", "±3℃", "（=1）"],
)
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_summary_survives_csv(summary: str) -> None:
    (row,) = rows(digest_of(make_record(summary=f"述{summary}", tags=())))
    assert row["summary"] == f"述{summary}"


def test_a_large_digest_is_written_in_parts_of_a_month_and_listed() -> None:
    dates = ("2026-01-05", "2026-02-01", None)
    records = [make_record(f"p{number:04}-01", date=dates[number % 3]) for number in range(WHOLE + 1)]
    files = {page.path: page for page in plan_export(digest_of(*records), HERE)}
    parts = [part["json"] for part in json.loads(files[JSON_PATH].view)["parts"]]
    assert parts[:2] == ["articles-2026-01.json", "articles-2026-02.json"]
    found = [article["id"] for part in parts for article in json.loads(files[f"data/{part}"].view)["articles"]]
    assert sorted(found) == sorted(record.id for record in records)
    assert {path for path in files if path.endswith(".csv")} == {f"data/{part[:-5]}.csv" for part in parts}
