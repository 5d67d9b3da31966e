"""Figures: the table of cases, and what holds for every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich.numbers import find_in, find_numbers
from generator.enrich.numerals import find_value
from generator.model import Article, Figure, Paragraph, Quantity, Source, Text

CASES = Path(__file__).parent / "cases" / "numbers.md"


def read_cases() -> list[object]:
    cases = []
    for part in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        lines = [line for line in rest.splitlines() if line.strip()]
        wanted = [tuple(line[2:].split(" | ")) for line in lines if line.startswith("- ")]
        cases.append(pytest.param("".join(line for line in lines if not line.startswith("- ")), wanted, id=title))
    return cases


@pytest.mark.parametrize(("printed", "wanted"), read_cases())
def test_figures_of_the_table(printed: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(found.value, found.unit, found.text) for found in find_in(printed)] == wanted


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("445", "445"),
        ("1，080", "1080"),
        ("1,080", "1080"),
        ("３４.5", "34.5"),
        ("十", "10"),
        ("十二", "12"),
        ("四千", "4000"),
        ("三百二十", "320"),
        ("一千零五", "1005"),
        ("两万三千", "23000"),
        ("三点五", "3.5"),
        ("二〇二四", "2024"),
        ("二三十", None),
        ("一二", None),
        ("万水千山", None),
        ("", None),
    ],
)
def test_numerals(printed: str, value: str | None) -> None:
    assert find_value(printed) == value


@given(
    st.text(alphabet="0123456789.,万亿千百十一两三余多元户头只（）“”‘’，。；：%第年月日至—约近有共A \n", max_size=60)
)
def test_a_figure_is_decimal_and_its_clause_is_of_the_text(printed: str) -> None:
    for found in find_in(printed):
        assert re.fullmatch(r"-?\d+(\.\d+)?", found.value)
        assert found.text
        assert found.text in printed


def test_a_long_page_of_digits_takes_no_time() -> None:
    assert list(find_in("1" * 20_000 + "，" + "一" * 20_000)) == []


def test_heads_give_only_what_the_body_does_not_say() -> None:
    article = Article(
        source=Source("a.txt", "0" * 64, ((1, 3),)),
        headline=Text("70天建成40座大棚"),
        blocks=(Paragraph("河湾村仅用70天就建成了育苗基地。"),),
        figures=(Figure("图为村民采摘的5000斤番茄。"),),
    )
    assert find_numbers(article) == (
        Quantity("70", "天", "河湾村仅用70天就建成了育苗基地"),
        Quantity("5000", "斤", "图为村民采摘的5000斤番茄"),
        Quantity("40", "座", "70天建成40座大棚"),
    )
