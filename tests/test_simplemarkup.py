"""The quick way through Markdown: whatever it renders, Python-Markdown and the sanitiser render the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.markup import render_thoroughly
from generator.simplemarkup import render_simple

PIECES = (
    *(
        "青稞",
        "，",
        "。",
        "“党建+AI”",
        "70",
        " ",
        "km",
        "a.b",
        "1.",
        "- ",
        "#",
        ">",
        "|",
        ":",
        "(",
        ")",
        "\n",
        "!",
        "！",
    ),
    *(
        "**",
        "*",
        "_",
        "`",
        "[",
        "]",
        "](",
        "![",
        "\\",
        "&",
        "<",
        "~",
        "**粮站**",
        "[站](../a.html)",
        "![图](/img/a-1.jpg)",
    ),
    *(
        "[x](https://example.org/a)",
        "[y](javascript:x)",
        "[z](a:b)",
        '[w](/a "t")',
        "\u00a0",
        "\u3000",
        "\u200b",
        "\ufeff",
    ),
)


@pytest.mark.parametrize(
    "source",
    [
        "**收粮**三百吨。",
        "粮站**“党建+AI”**激活",
        "见[另一篇](../articles/a-01.html)。",
        "![图为粮站](/img/20200105-a05-3.jpg)",
        "长句**甲**，乙[丙](https://example.org/x/y.html)丁",
    ],
)
def test_what_people_write_most_goes_the_quick_way(source: str) -> None:
    assert render_simple(source) == render_thoroughly(source)


@pytest.mark.parametrize(
    "source", ["1. 甲", "- 甲", "> 甲", "# 甲", "甲\n乙", "甲*乙*", "甲`乙`", "[甲](javascript:x)", "甲&lt;"]
)
def test_anything_else_does_not(source: str) -> None:
    assert render_simple(source) is None


@settings(max_examples=400)
@example(["青稞", "**粮站**", "**粮站**"])
@example(["青稞", "!", "[站](../a.html)"])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
def test_the_quick_way_and_the_long_way_meet(pieces: list[str]) -> None:
    source = "".join(pieces)
    simple = render_simple(source)
    assert simple is None or simple == render_thoroughly(source), source
