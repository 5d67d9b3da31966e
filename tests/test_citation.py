"""References: the table of cases, and what must hold for any work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citation import Work, cite_bibtex, cite_gbt7714, work_of
from generator.model import Byline, Credit, Figure, Text
from tests.invented import make_record

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

CASES = Path(__file__).parent / "cases" / "citations.md"


def read_cases() -> list[ParameterSet]:
    """Each heading is a case; its list is the work, then come the reference and the BibTeX entry."""
    pattern = re.compile(r"^## (.+)\n\n((?:- .+\n)+)\n> (.+)\n\n```bibtex\n((?:.*\n)*?)```$", re.MULTILINE)
    return [pytest.param(*match.groups()[1:], id=match[1]) for match in pattern.finditer(CASES.read_text("utf-8"))]


def read_work(lines: str) -> Work:
    given = dict(line.removeprefix("- ").split(": ", 1) for line in lines.splitlines())
    authors = tuple(given.pop("authors").split(" / ")) if "authors" in given else ()
    return Work(authors=authors, **given)


@pytest.mark.parametrize(("work", "gbt", "bibtex"), read_cases())
def test_case(work: str, gbt: str, bibtex: str) -> None:
    assert cite_gbt7714(read_work(work)) == gbt
    assert cite_bibtex(read_work(work)) == bibtex


def test_every_heading_of_the_table_is_a_case() -> None:
    assert len(read_cases()) == CASES.read_text("utf-8").count("\n## ") > 5


def test_writers_are_cited_and_not_the_editor_or_the_photographer() -> None:
    bylines = (Byline("林青禾", "reporter"), Byline("白描", "photographer"), Byline("杜编", "editor"))
    assert work_of(make_record(bylines=bylines)).authors == ("林青禾",)


def test_a_picture_without_a_writer_is_cited_by_who_took_it() -> None:
    figures = (Figure("图为新库房。", (Credit("白描"),)),)
    assert work_of(make_record(genre="photo", bylines=(), figures=figures)).authors == ("白描",)
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


def test_a_story_without_a_headline_has_no_title() -> None:
    assert work_of(make_record(headline=None)).title is None


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(title=TEXT, author=TEXT, paper=st.none() | TEXT, key=TEXT)
def test_bibtex_keeps_its_braces_in_pairs_and_its_key_in_ascii(
    title: str, author: str, paper: str | None, key: str
) -> None:
    entry = cite_bibtex(Work(key, title, (author,), paper))
    depth = 0
    for sign in entry.replace("\\\\", ""):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert re.match(r"@(article|misc)\{baozhai-[A-Za-z0-9-]*,\n", entry)


@given(title=TEXT, authors=st.lists(TEXT, max_size=5))
def test_a_reference_is_one_line(title: str, authors: list[str]) -> None:
    assert len(cite_gbt7714(Work("k", title, tuple(authors))).splitlines()) == 1
