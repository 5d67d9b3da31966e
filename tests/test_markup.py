"""Markdown in a record's body: the table of cases, and what no input may do."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import markup
from generator.markup import MAX_CHARACTERS, MAX_LINES, MAX_MARKS, escape, render_markup, unescape

CASES = Path(__file__).parent / "cases" / "markup.md"
CASE = re.compile(r"^## ([^\n]+)\n\n````\n(.*?)\n````\n\n````\n(.*?)\n````$", re.MULTILINE | re.DOTALL)
TRICKY = st.text(st.sampled_from("#*_`[]()<>!&;\\~|+-=.1 \t\n\u3000\u2028\x85\x00\ufeff路a"), max_size=30)


def read_cases() -> list[tuple[str, str, str]]:
    return CASE.findall(CASES.read_text("utf-8"))


@pytest.mark.parametrize(("title", "source", "rendered"), read_cases(), ids=[case[0] for case in read_cases()])
def test_case(title: str, source: str, rendered: str) -> None:
    assert render_markup(source) == rendered, title


def test_every_case_of_the_table_is_read() -> None:
    assert len(read_cases()) == CASES.read_text("utf-8").count("\n## ") > 10


@given(TRICKY | st.text())
def test_plain_text_survives_escaping(text: str) -> None:
    assert unescape(escape(text)) == text


@given(TRICKY)
def test_escaped_text_is_one_line_without_blanks_at_its_ends(text: str) -> None:
    escaped = escape(text)
    assert escaped == escaped.strip()
    assert len(escaped.splitlines()) == (1 if text else 0)


@pytest.mark.parametrize(
    "text",
    ["#云上村#", "1988. 年", "20*30*40", "    四格", "<script>", "&lt;", "[甲](乙)", "a_b_c", "- 甲", "> 甲", "`甲`"],
)
def test_markdown_reads_escaped_text_as_it_stands(text: str) -> None:
    shown = render_markup(escape(text))
    literal = re.sub(r"</?p>", "", shown).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert literal.strip() == text.strip()
    assert shown.startswith("<p>")


@given(TRICKY | st.text(st.sampled_from("<>/=\"' scriptimgonload:javahref\n"), max_size=60))
def test_no_markup_brings_anything_but_safe_elements(source: str) -> None:
    rendered = render_markup(source)
    assert {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", rendered)} <= markup._TAGS
    assert not re.search(r"<[^>]*\son\w+\s*=", rendered)


@pytest.mark.parametrize(
    "source",
    [
        "路" * (MAX_CHARACTERS + 1),
        "[" * 5_000,
        "[" * (MAX_MARKS + 1),
        "- \n" * MAX_LINES,
        "1. " * 6000,
        "- 1. > " * 100,
    ],
    ids=["long", "many brackets", "brackets", "lines", "nested", "nested with quotations"],
)
def test_what_markdown_cannot_bear_comes_back_as_plain_text(source: str) -> None:
    rendered = render_markup(source)
    assert rendered == f"<p>{source.replace('>', '&gt;')}</p>"
    assert render_markup("*路*") == "<p><em>路</em></p>"


@pytest.mark.parametrize("mark", ["[", "![", "*", "`a ", "<a ", "<!--", "[a](b", "***a", "> "])
def test_the_worst_allowed_takes_less_than_a_second(mark: str) -> None:
    source = mark * (MAX_MARKS // max(mark.count(character) for character in mark))
    start = time.process_time()
    render_markup(source[:MAX_CHARACTERS])
    assert time.process_time() - start < 1


@pytest.mark.parametrize("line", ["#\n", "- \n", "a\n=\n", "=\n", "|-\n", "~~~\n", "1. a\n", "\\\n"])
def test_the_most_lines_allowed_take_less_than_a_second(line: str) -> None:
    source = line * (MAX_LINES // line.count("\n") - 1)
    start = time.process_time()
    render_markup(source)
    assert time.process_time() - start < 1


def test_markdown_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, generator.markup, generator.records; sys.exit('markdown' in sys.modules or 'nh3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False).returncode == 0
