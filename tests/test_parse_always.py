"""What must hold for any page: no line lost or doubled, no crash, and the same articles however the dump was made."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Paragraph, ParsedPage, PrintPage, Subhead
from generator.parse import explain, parse_page
from generator.parse.punctuation import clean
from tests.careful import ROOT, SHARED, expand, read_page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [
    *sorted((ROOT / "seeds").glob("*.txt")),
    *sorted(SHARED.glob("seeds/*.txt")),
    *sorted(SHARED.glob("pages/*.txt")),
]
NARROW = str.maketrans("，：；！？（）", ",:;!?()")
WIDE = str.maketrans(",:;!?()", "，：；！？（）")
BETWEEN_LATIN = re.compile(r"[0-9A-Za-z][，,：:；;][0-9A-Za-z]")


def page_of(lines: list[str]) -> PrintPage:
    return PrintPage("page", "page.txt", "0" * 64, tuple(lines))


def stories(parsed: ParsedPage) -> Counter[str]:
    """The articles as a reader knows them, whatever lines they stand on."""
    return Counter(
        repr((a.kicker and a.kicker.text, a.headline and a.headline.text, a.subtitle and a.subtitle.text,
              [b.name for b in a.bylines], [b.text for b in a.blocks if isinstance(b, Paragraph | Subhead)],
              [f.caption for f in a.figures]))
        for a in parsed.articles
    )  # fmt: skip


def claimed(parsed: ParsedPage) -> Counter[int]:
    """How often each line was taken."""
    lines: Counter[int] = Counter()
    for piece in (*(article.source for article in parsed.articles), *parsed.furniture):
        lines.update(expand(piece.lines))
    return lines


def printed(page: PrintPage) -> set[int]:
    return {number for number, line in enumerate(page.lines, page.first_line) if clean(line)}


def check_conserved(page: PrintPage) -> None:
    parsed = parse_page(page)
    lines = claimed(parsed)
    assert printed(page) <= set(lines)
    assert not [line for line in printed(page) if lines[line] > 1]
    for article in parsed.articles:
        own = expand(article.source.lines)
        for block in article.blocks:
            assert expand(block.lines) <= own


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_lies_in_one_article_or_in_furniture(path: Path) -> None:
    check_conserved(read_page(path))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_character_of_the_text_is_lost_or_doubled(path: Path) -> None:
    page = read_page(path)
    parsed = parse_page(page)
    for article in parsed.articles:
        for block in article.blocks:
            raw = "".join(clean(page.lines[line - 1]) for first, last in block.lines for line in range(first, last + 1))
            assert block.text.replace(" ", "") in raw.replace(" ", "")


VARIANTS = {
    "blank lines doubled": lambda lines: [
        part for line in lines for part in ([line] if line.strip() else [line, line])
    ],
    "blank lines dropped to one": lambda lines: [
        line for line, above in zip(lines, ["x", *lines], strict=False) if line.strip() or above.strip()
    ],
    "no-break spaces": lambda lines: [line.replace(" ", "\xa0") for line in lines],
    "zero-width spaces": lambda lines: [line[:3] + "\u200b" + line[3:] for line in lines],
    "line ends of another system": lambda lines: [line + "\r" for line in lines],
    "punctuation narrowed": lambda lines: [
        line if BETWEEN_LATIN.search(line) else line.translate(NARROW) for line in lines
    ],
    "punctuation widened": lambda lines: [
        line if BETWEEN_LATIN.search(line) else line.translate(WIDE) for line in lines
    ],
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_same_articles_however_the_dump_was_made(path: Path, variant: str) -> None:
    page = read_page(path)
    changed = page_of(VARIANTS[variant](list(page.lines)))
    assert stories(parse_page(changed)) == stories(parse_page(page))


@pytest.mark.parametrize(("first", "second"), list(permutations(PAGES, 2)), ids=lambda path: path.stem)
def test_two_pages_in_one_file_give_the_articles_of_both(first: Path, second: Path) -> None:
    one, other = read_page(first), read_page(second)
    both = parse_page(page_of([*one.lines, "", *other.lines]))
    assert stories(both) == stories(parse_page(one)) + stories(parse_page(other))


def test_articles_in_another_order_are_the_same_articles() -> None:
    page = read_page(ROOT / "seeds" / "specimen-b.txt")
    parsed = parse_page(page)
    assert all(len(article.source.lines) == 1 for article in parsed.articles)
    blocks = [page.lines[a.source.lines[0][0] - 1 : a.source.lines[0][1]] for a in parsed.articles]
    turned = page_of([line for block in reversed(blocks) for line in (*block, "")])
    assert stories(parse_page(turned)) == stories(parsed)


def test_an_article_that_stands_twice_is_flagged() -> None:
    page = read_page(ROOT / "seeds" / "specimen-b.txt")
    last = parse_page(page).articles[-1]
    first, end = last.source.lines[0]
    parsed = parse_page(page_of([*page.lines, "", *page.lines[first - 1 : end]]))
    assert [flag.code for flag in parsed.articles[-1].flags].count("duplicate") == 1


SMALL = [
    "",
    "　",
    "一",
    "。",
    "————————",
    "本报记者 李小田",
    "图为会场。|李小田 摄",
    "（记者 李小田）",
    "——",
    "没有标题的一段话，说完了。",
    "只有一个标题",
    "本报讯",
    "hello world",
    "12345",
    "（",
    "”|“",
]


@pytest.mark.parametrize("text", SMALL)
def test_small_pages_are_read(text: str) -> None:
    check_conserved(page_of(text.split("|")))


FRAGMENTS = st.sampled_from(
    [
        "春风吹绿松林县",
        "——记松林县的春天",
        "本报记者 李小田",
        "本报松林讯（记者 李小田）近日，松林县的树都活了。",
        "图为植树现场。",
        "李小田 摄",
        "（完）",
        "一、早作打算",
        "问：今年种了多少树？",
        "短评",
        "图片新闻",
        "松林日报 2026年1月5日 第4版",
        "树活了，水也清了，村里人",
        "都说好。",
        "“",
        "）",
        "　　",
        "",
        "1",
        "A",
        "\u200b",
        "(下转第3版)",
    ]
)


@given(st.lists(st.lists(FRAGMENTS | st.text(max_size=12), max_size=4).map("".join), max_size=40))
def test_no_page_breaks_the_parser(lines: list[str]) -> None:
    page = page_of([line for text in lines for line in text.split("\n")])
    check_conserved(page)
    assert explain(page).count("\n") + 1 >= len(parse_page(page).furniture)
