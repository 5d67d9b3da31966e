"""Text out of its place: tails before their heads, captions far from their article, ends without a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Paragraph, PrintPage
from generator.parse import parse_page
from tests.careful import ROOT, read_page

if TYPE_CHECKING:
    from generator.model import Article, ParsedPage

FIRST = read_page(ROOT / "seeds" / "2026-01-05-04版.txt")
SECOND = read_page(ROOT / "seeds" / "specimen-b.txt")


def page_of(lines: list[str]) -> PrintPage:
    return PrintPage("page", "page.txt", "0" * 64, tuple(lines))


def article(parsed: ParsedPage, headline: str) -> Article:
    [found] = [a for a in parsed.articles if a.headline is not None and headline in a.headline.text]
    return found


def codes(found: Article) -> set[str]:
    return {flag.code for flag in found.flags}


def lines_of(found: Article, page: PrintPage) -> list[str]:
    return [line for first, last in found.source.lines for line in page.lines[first - 1 : last]]


def test_a_tail_is_given_back_and_says_so() -> None:
    found = article(parse_page(FIRST), "雪天账本")
    assert len(found.source.lines) == 2
    assert {"tail-moved", "joined"} <= codes(found)
    assert found.status == "complete"
    assert [block.lines[0][0] for block in found.blocks][-1] < found.headline.lines[0][0]


def test_a_tail_whose_first_half_is_lost_leaves_a_gap() -> None:
    page = parse_page(FIRST)
    found = article(page, "雪天账本")
    cut = found.source.lines[0][0]  # the second half of a sentence whose first half is dropped from the page
    last = found.source.lines[1][1]
    lost = article(parse_page(page_of([line for n, line in enumerate(FIRST.lines, 1) if n != last])), "雪天账本")
    assert "gap" in codes(lost)
    assert lost.status == "middle-missing"
    assert any(isinstance(block, Paragraph) and block.lines[0] == (cut, cut) for block in lost.blocks)


def test_captions_at_the_end_of_the_page_go_back_to_their_article() -> None:
    own = article(parse_page(SECOND), "大巴改书屋")
    [*_, last] = own.figures
    first, end = own.figures[0].lines[0][0], last.lines[-1][1]
    moved = page_of([*SECOND.lines[: first - 1], *SECOND.lines[end:], "", *SECOND.lines[first - 1 : end]])
    again = article(parse_page(moved), "大巴改书屋")
    assert [figure.caption for figure in again.figures] == [figure.caption for figure in own.figures]
    assert "caption-moved" in codes(again)


def test_captions_above_everything_go_back_to_their_article() -> None:
    own = article(parse_page(SECOND), "大巴改书屋")
    first, end = own.figures[0].lines[0][0], own.figures[-1].lines[-1][1]
    moved = page_of([*SECOND.lines[first - 1 : end], "", *SECOND.lines[: first - 1], *SECOND.lines[end:]])
    assert len(article(parse_page(moved), "大巴改书屋").figures) == len(own.figures)


def test_an_end_whose_story_is_not_on_the_page_is_a_flagged_fragment() -> None:
    stray = ["的水也化开了，哗啦啦流进磨坊，石磨转了整整一夜。", "", "磨坊主人巴顿把糌粑装进皮袋，唱着磨坊里的老歌。"]
    host = lines_of(article(parse_page(SECOND), "桃花没开"), SECOND)
    rest = [line for a in parse_page(SECOND).articles[3:] for line in ("", *lines_of(a, SECOND))]
    parsed = parse_page(page_of([*host, "", *stray, "", *rest]))
    [fragment] = [a for a in parsed.articles if a.headline is None]
    assert fragment.status == "fragment"
    assert "fragment" in codes(fragment)
    assert [block.text for block in fragment.blocks if isinstance(block, Paragraph)] == [stray[0], stray[2]]


def test_a_page_without_a_headline_is_one_flagged_fragment() -> None:
    [only] = parse_page(page_of(["天亮以后，雪停了。", "", "村里人都出来扫雪。"])).articles
    assert only.status == "fragment"
    assert only.headline is None


def test_a_story_whose_opening_is_lost_says_so() -> None:
    assert article(parse_page(SECOND), "路通冬牧场").status == "head-missing"


def test_a_story_whose_end_is_lost_says_so() -> None:
    page = page_of(["春风吹绿松林县", "", "本报松林讯（记者 李小田）近日，松林县的树都活了，村里人正忙着给", ""])
    [only] = parse_page(page).articles
    assert only.status == "tail-missing"
    assert "tail-missing" in codes(only)


def test_a_story_that_goes_on_elsewhere_is_complete_here() -> None:
    page = page_of(
        ["春风吹绿松林县", "", "本报松林讯（记者 李小田）近日，松林县的树都活了，村里人正忙着（下转第三版）"]
    )
    [only] = parse_page(page).articles
    assert only.status == "complete"
    assert only.jump is not None
    assert only.jump.to == "三"
