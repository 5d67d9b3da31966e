"""The digest as an SQLite database: its tables, its full text in Chinese, and that Datasette finds it."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from generator.config import Config
from generator.errors import ExportError
from generator.export import database
from generator.export.database import is_database, write_database
from generator.model import Figure, Markup, Paragraph, Quantity, Region, Subhead
from generator.rows import make_rows
from tests.exported import digest_of_many
from tests.invented import BODY, CAPTION, NOTE, digest_of, make_record
from tests.payloads import all_payloads

if TYPE_CHECKING:
    from pathlib import Path

    from generator.digest import Digest
    from generator.model import Record

HERE = Config()
PUBLISHED = Config(site_url="https://example.org/digest/")
SEARCHED = """
SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="' || ? || '"%'
"""
"""How Datasette finds the full text of a table."""
QUERIES = tuple(
    (
        column,
        f"SELECT number FROM paragraphs WHERE instr({column}, ?) ORDER BY 1",  # noqa: S608 - one of the two below
        f"SELECT rowid FROM paragraphs_fts WHERE {column} LIKE ? ORDER BY 1",  # noqa: S608 - as above
    )
    for column in ("text", "text_en")
)


def ask(path: Path, query: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(query, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return tmp_path / "digest.sqlite"


def write(path: Path, *records: Record, **more: Any) -> Path:  # noqa: ANN401 - what a digest is made of
    write_database(path, digest_of(*records, **more), HERE)
    return path


def test_the_specimen_is_whole_and_hangs_together(specimen: Digest, made: Path) -> None:
    write_database(made, specimen, PUBLISHED)
    assert ask(made, "PRAGMA integrity_check") == ["ok"]
    assert ask(made, "PRAGMA foreign_key_check") == []
    assert ask(made, "SELECT id FROM articles ORDER BY number") == list(specimen.order)
    rows = list(make_rows(specimen, PUBLISHED))
    counts = "SELECT (SELECT count(*) FROM bylines), (SELECT count(*) FROM numbers), count(*) FROM article_regions"
    told = dict(zip(("bylines", "numbers", "article_regions"), ask(made, counts)[0], strict=True))
    assert told == {
        "bylines": sum(len(row.bylines) for row in rows),
        "numbers": sum(len(row.numbers) for row in rows),
        "article_regions": sum(len(row.regions) for row in rows),
    }
    ask(made, "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    ask(made, "INSERT INTO paragraphs_fts(paragraphs_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize(
    "part", ["合作社", "银行卡", "拉萨、昌都", "1500吨", "Aima Township", "wholesalers", "不在这里的话"]
)
def test_what_is_searched_is_what_a_reader_would_find(specimen: Digest, made: Path, part: str) -> None:
    write_database(made, specimen, PUBLISHED)
    for column, query, like in QUERIES:
        there = ask(made, query, part)
        assert ask(made, like, f"%{part}%") == there
        phrase = f'{column}:"{part}"'
        assert ask(made, "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ? ORDER BY 1", phrase) == there


def test_two_characters_are_found_in_the_table_itself(specimen: Digest, made: Path) -> None:
    write_database(made, specimen, PUBLISHED)
    found = ask(made, "SELECT text FROM paragraphs WHERE text LIKE '%青稞%'")
    assert found == [text for text in ask(made, "SELECT text FROM paragraphs ORDER BY number") if "青稞" in text] != []


@pytest.mark.parametrize("table", ["articles", "paragraphs"])
def test_datasette_finds_the_full_text_of_a_table(made: Path, table: str) -> None:
    write(made, make_record())
    assert ask(made, SEARCHED, table) == [f"{table}_fts"]


def test_vacuum_keeps_the_full_text(made: Path) -> None:
    write(made, make_record(), make_record("q-01", blocks=(Paragraph("另一段写的是雪后的牧场。"),)))
    with closing(sqlite3.connect(made)) as base:
        base.execute("VACUUM")
    query = "SELECT id FROM articles JOIN articles_fts f ON f.rowid = number WHERE articles_fts MATCH '雪后的'"
    assert ask(made, query) == ["q-01"]


def test_paragraphs_stand_beside_their_translation(made: Path) -> None:
    blocks = (Paragraph("甲段。"), Subhead("小题"), Markup("*乙*段。"))
    said = {("en", "p-01", "p1"): "First.", ("en", "p-01", "c1"): "The store."}
    write(made, make_record(blocks=blocks, figures=(Figure(CAPTION), Figure(None))), said=said)
    assert ask(made, "SELECT unit, kind, text, text_en FROM paragraphs ORDER BY position") == [
        ("abstract", "abstract", NOTE, None),
        ("p1", "paragraph", "甲段。", "First."),
        ("s1", "subhead", "小题", None),
        ("p2", "markup", "*乙*段。", None),
        ("c1", "caption", CAPTION, "The store."),
    ]
    assert ask(made, "SELECT text_en FROM articles") == ["First.\n\nThe store."]


def test_an_excerpt_gives_no_text(made: Path) -> None:
    write(made, make_record(rights="excerpt", numbers=(Quantity("445", "万元", f"收入445万元，{BODY}"),)))
    assert ask(made, "SELECT text, summary IS NULL FROM articles") == [(None, 0)]
    assert ask(made, "SELECT * FROM paragraphs") == []
    content = made.read_bytes()
    assert [text for text in (BODY, CAPTION, NOTE) if text.encode() in content] == []


def test_drafts_are_not_in_it(made: Path) -> None:
    write(made, make_record(draft=True))
    assert ask(made, "SELECT * FROM articles") == []


def test_a_place_counts_what_happened_within_it(made: Path) -> None:
    write(
        made,
        make_record(),
        make_record("q-01", regions=(Region("540600", ("西藏自治区", "那曲市"), "body", primary=True),)),
    )
    counts = dict(ask(made, "SELECT name, stories FROM region_counts"))
    assert (counts["西藏自治区"], counts["那曲市"], counts["安多县"], counts["拉萨市"]) == (2, 2, 1, 0)


def test_a_place_that_the_gazetteer_does_not_have_is_named_as_it_is(made: Path) -> None:
    write(made, make_record(regions=(Region("999999", ("无名省", "无名村"), "editor", primary=True),)))
    assert ask(made, "SELECT code, name, parent, path FROM regions") == [("999999", "无名村", None, "无名省/无名村")]
    assert ask(made, "SELECT region FROM stories") == ["无名省/无名村"]


def test_figures_can_be_sorted_by_value(made: Path) -> None:
    numbers = (Quantity("9", "户", "九户"), Quantity("34.04", "吨", "卖了34.04吨"), Quantity("多少", "户", "多少户"))
    write(made, make_record(numbers=numbers))
    assert ask(made, "SELECT digits FROM figures_told ORDER BY value") == ["多少", "9", "34.04"]


def test_whatever_is_written_comes_back(made: Path) -> None:
    records = [
        make_record(f"p{number:04}-01", blocks=(Paragraph(payload),), tags=(payload, payload))
        for number, payload in enumerate(all_payloads())
    ]
    write(made, *records)
    assert ask(made, "SELECT text FROM paragraphs WHERE unit = 'p1' ORDER BY number") == list(all_payloads())
    assert ask(made, "PRAGMA foreign_key_check") == []


def test_the_same_digest_gives_the_same_bytes(specimen: Digest, tmp_path: Path) -> None:
    first, second = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    write_database(first, specimen, HERE)
    write_database(second, specimen, HERE)
    assert first.read_bytes() == second.read_bytes()
    assert is_database(first.read_bytes()[:4096])


def test_a_database_of_someone_else_is_told_apart(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x")) as base:
        base.execute("CREATE TABLE mine (a)")
    assert not is_database((tmp_path / "x").read_bytes())


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    peaks = []
    for count in (300, 1200):  # units of a few hundred records are kept, whatever comes
        digest = digest_of_many(count)
        _ = (digest.tags, digest.terms, digest.regions)
        tracemalloc.start()
        write_database(tmp_path / f"{count}.sqlite", digest, HERE)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000


def test_an_sqlite_without_trigrams_is_said_so(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Old(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as it is there
            return super().execute(sql.replace("trigram", "none-such"), *values)

    connect = sqlite3.connect
    monkeypatch.setattr(database.sqlite3, "connect", lambda *args, **more: connect(*args, **{**more, "factory": Old}))
    with pytest.raises(ExportError) as error:
        write(made, make_record())
    assert "has no full text with trigrams" in error.value.problem.message
    assert "3.34" in error.value.problem.hint
