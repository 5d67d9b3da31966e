"""References: the table of cases, what other programs read in them, and what must hold for any work."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import bibtexparser
import pytest
import rispy  # type: ignore[import-untyped]  # says no types of its own
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.citation import (
    Author,
    Work,
    cite_apa,
    cite_bibtex,
    cite_csl,
    cite_gbt7714,
    cite_ris,
    find_meta,
    point_apa,
    work_of,
)
from generator.model import Byline, Credit, Figure, Text
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.mark import ParameterSet

    from generator.briefs import Wording
    from generator.model import Record

PARTED = SeparateCoAuthors()  # type: ignore[no-untyped-call]  # it names no types
CASES = Path(__file__).parent / "cases" / "citations.md"
FORMATS: dict[str, Callable[[Work], str]] = {
    "bibtex": cite_bibtex,
    "ris": cite_ris,
    "json": cite_csl,
    "meta": lambda work: "\n".join(f"{name}: {content}" for name, content in find_meta(work)),
}


def read_cases() -> list[ParameterSet]:
    """Each heading is a case: a list that is the work, then what is made of it."""
    parts = re.split(r"^## (.+)$", CASES.read_text("utf-8"), flags=re.MULTILINE)
    return [pytest.param(body, id=title) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def read_work(body: str) -> Work:
    given = dict(line[2:].split(": ", 1) for line in body.splitlines() if line.startswith("- "))
    names = given.pop("authors").split(" / ") if "authors" in given else ()
    return Work(authors=tuple(Author(*name.split(" = ")) for name in names), **given)


@pytest.mark.parametrize("body", read_cases())
def test_a_reference_reads_as_in_the_table(body: str) -> None:
    work = read_work(body)
    made = [cite_gbt7714(work), cite_apa(work), cite_gbt7714(work, "7"), point_apa(work, "7")]
    assert made == re.findall(r"^> (.+)$", body, re.MULTILINE)


@pytest.mark.parametrize("body", read_cases())
def test_an_entry_for_machines_reads_as_in_the_table(body: str) -> None:
    wanted = dict(re.findall(r"^```(\w+)\n(.*?)\n```$", body, re.MULTILINE | re.DOTALL))
    work = read_work(body)
    assert {name: cite(work).strip() for name, cite in FORMATS.items()} == wanted


def test_the_table_has_cases() -> None:
    assert len(read_cases()) > 5


# ---------------------------------------------------------------- from a record


def _english(record: Record, **said: str) -> Wording:
    table = {("en", record.id, unit): text for unit, text in said.items()}
    return digest_of(record, said=table).records[record.id].wording("en")


def test_writers_are_cited_and_not_the_editor_or_the_photographer() -> None:
    bylines = (Byline("林青禾", "reporter"), Byline("白描", "photographer"), Byline("杜编", "editor"))
    assert work_of(make_record(bylines=bylines)).authors == (Author("林青禾"),)


def test_a_picture_without_a_writer_is_cited_by_who_took_it() -> None:
    figures = (Figure("图为新库房。", (Credit("白描"),)),)
    assert work_of(make_record(genre="photo", bylines=(), figures=figures)).authors == (Author("白描"),)
    assert work_of(make_record(genre="news", bylines=(), figures=figures)).authors == ()


@pytest.mark.parametrize(
    ("subtitle", "title"),
    [
        ("——记一座粮站的冬天", "仓廪实 人心暖: 记一座粮站的冬天"),
        ("粮站收粮过万斤", "仓廪实 人心暖"),
        (None, "仓廪实 人心暖"),
    ],
)
def test_only_a_dashed_subtitle_belongs_to_the_title(subtitle: str | None, title: str) -> None:
    assert work_of(make_record(subtitle=subtitle and Text(subtitle))).title == title


def test_a_story_without_a_headline_has_no_title_whatever_stands_for_it_in_lists() -> None:
    record = make_record(headline=None)
    work = work_of(record, _english(record, kicker="Amdo"))
    assert (work.title, work.translated) == (None, None)


@pytest.mark.parametrize(
    ("said", "translated"),
    [
        ({}, None),
        ({"headline": "Full Barns"}, None),
        ({"headline": "Full Barns", "subtitle": "— A Winter"}, "Full Barns: A Winter"),
        ({"subtitle": "— A Winter"}, None),
    ],
)
def test_half_a_translation_of_a_title_is_none(said: dict[str, str], translated: str | None) -> None:
    record = make_record()
    assert work_of(record, _english(record, **said)).translated == translated


def test_a_name_is_parted_only_where_a_translator_spelled_its_surname() -> None:
    record = make_record()
    assert [author.parts for author in work_of(record).authors] == [None, None]
    spelled = work_of(record, _english(record, b1="Lin Qinghe", b2="Dawa")).authors
    assert [author.parts for author in spelled] == [("林", "青禾"), None]


# ---------------------------------------------------------------- as other programs read it

TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
WORKS = st.builds(
    Work,
    st.from_regex(r"[a-z0-9]+-[0-9]{2}", fullmatch=True),
    title=st.none() | TEXT,
    authors=st.lists(TEXT.map(Author), max_size=4).map(tuple),
    paper=st.none() | TEXT,
    date=st.none() | st.dates(min_value=date(1900, 1, 1)).map(str),
    page=st.none() | st.from_regex(r"[A-D]?[1-9][0-9]?", fullmatch=True),
    url=st.none() | st.just("https://example.org/zh/articles/p-01.html"),
)


@settings(max_examples=40, deadline=None)
@given(WORKS)
def test_reference_managers_read_the_ris_as_it_was_meant(work: Work) -> None:
    (entry,) = rispy.loads(cite_ris(work))
    assert entry["type_of_reference"] == "NEWS"
    assert entry.get("secondary_title") == work.paper
    assert entry.get("title") == work.title
    assert len(entry.get("authors", ())) == len(work.authors)
    assert entry.get("year") == (work.day and work.day[0])
    assert entry.get("start_page") == work.page
    assert entry.get("urls", [None])[0] == work.url


@settings(max_examples=40, deadline=None)
@given(WORKS)
def test_csl_json_says_what_is_known_and_nothing_else(work: Work) -> None:
    (entry,) = json.loads(cite_csl(work))
    assert entry["type"] == "article-newspaper"
    assert (entry.get("title"), entry.get("container-title")) == (work.title, work.paper)
    assert [name["literal"] for name in entry.get("author", ())] == [author.name for author in work.authors]
    assert ("issued" in entry) == (work.date is not None)
    assert entry.get("URL") == work.url


@settings(max_examples=40, deadline=None)
@given(WORKS)
def test_bibliographies_read_the_bibtex_as_it_was_meant(work: Work) -> None:
    library = bibtexparser.parse_string(cite_bibtex(work), append_middleware=[PARTED])
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert entry.key == f"baozhai-{work.key}"
    assert entry.entry_type == ("misc" if work.paper is None else "article")
    assert len(fields.get("author", ())) == len(work.authors)
    assert fields.get("date") == work.date
    assert ("title" in fields, "journal" in fields) == (work.title is not None, work.paper is not None)


ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(title=ANY, author=ANY, paper=st.none() | ANY, key=ANY)
def test_bibtex_keeps_its_braces_in_pairs_and_its_key_in_ascii(
    title: str, author: str, paper: str | None, key: str
) -> None:
    entry = cite_bibtex(Work(key, title, None, (Author(author),), paper))
    depth = 0
    for sign in entry.replace("\\\\", ""):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert re.match(r"@(article|misc)\{baozhai-[A-Za-z0-9-]*,\n", entry)


@given(title=ANY, authors=st.lists(ANY.map(Author), max_size=5))
def test_a_reference_is_one_line(title: str, authors: list[Author]) -> None:
    work = Work("k", title, None, tuple(authors))
    for cite in (cite_gbt7714, cite_apa):
        assert len(cite(work).splitlines()) == 1
