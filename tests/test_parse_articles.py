"""Small pages, each with one rule of newspapers: ``cases/articles.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model import Paragraph, PrintPage, Subhead
from generator.parse import parse_page
from tests.tables import Case, read_cases

if TYPE_CHECKING:
    from generator.model import Article


def told(article: Article) -> str:
    titles = [piece.text if piece else "." for piece in (article.kicker, article.headline, article.subtitle)]
    names = "、".join(byline.name for byline in article.bylines) or "."
    paragraphs = sum(isinstance(block, Paragraph) for block in article.blocks)
    subheads = sum(isinstance(block, Subhead) for block in article.blocks)
    captions = sum(figure.caption is not None for figure in article.figures)
    return " | ".join([*titles, names, f"{paragraphs} / {subheads} / {captions}"])


@pytest.mark.parametrize("case", read_cases("articles.md"), ids=str)
def test_a_small_page(case: Case) -> None:
    parsed = parse_page(PrintPage("page", "page.txt", "0" * 64, tuple(case.text.split("\n"))))
    assert [told(article) for article in parsed.articles] == list(case.found)
