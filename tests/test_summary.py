"""Summaries: the table of cases, and what holds for every story."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich.summary import find_summary, split_sentences
from generator.model import Article, Figure, Paragraph, Source, Text
from tests.shared_articles import SHARED, read_articles

CASES = Path(__file__).parent / "cases" / "summaries.md"
SOURCE = Source("a.txt", "0" * 64, ((1, 9),))


def read_cases() -> list[object]:
    cases = []
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        lines = [line for line in rest.splitlines() if line.strip()]
        heads = [Text(line[2:]) for line in lines if line.startswith("# ")]
        paragraphs = tuple(Paragraph(line) for line in lines if line[0] not in "#>")
        article = Article(SOURCE, headline=heads[0], subtitle=heads[1] if heads[1:] else None, blocks=paragraphs)
        cases.append(pytest.param(article, next(line[2:] for line in lines if line[0] == ">"), id=title))
    return cases


@pytest.mark.parametrize(("article", "wanted"), read_cases())
def test_summaries_of_the_table(article: Article, wanted: str) -> None:
    assert find_summary(article) == wanted


def test_a_photo_item_is_told_by_its_caption() -> None:
    article = Article(SOURCE, genre="photo", figures=(Figure("图为柳河镇举行的赛马会。"),))
    assert find_summary(article) == "图为柳河镇举行的赛马会。"


def test_nothing_to_tell_is_none() -> None:
    assert find_summary(Article(SOURCE, headline=Text("图片新闻"))) is None
    assert find_summary(Article(SOURCE, blocks=(Paragraph("桑" * 500),))) is None


@given(st.lists(st.text(alphabet="桑河近日说。！？……“”‘’（）《》，\n a", max_size=80), max_size=5))
def test_a_summary_is_a_piece_of_one_paragraph(texts: list[str]) -> None:
    summary = find_summary(Article(SOURCE, blocks=tuple(map(Paragraph, texts))))
    assert summary is None or any(summary in text for text in texts)


@given(st.text(alphabet="桑河。！？…“”（）《》，a\n", max_size=80))
def test_sentences_are_the_paragraph(text: str) -> None:
    assert "".join(split_sentences(text)) == text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real pages are not here")
def test_summaries_of_real_stories_are_short_and_whole() -> None:
    for article in read_articles().values():
        summary = find_summary(article)
        if summary is not None and len(summary) > 30:
            assert len(summary) <= 220
            assert summary.count("“") == summary.count("”")
