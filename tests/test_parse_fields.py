"""The recognisers of ``generator.parse``, by their tables."""

from __future__ import annotations

import pytest

from generator.parse.fields.byline import find_author_note, find_byline
from generator.parse.fields.caption import find_credit_line, find_credit_tail
from generator.parse.fields.dateline import find_closing, find_opening
from generator.parse.fields.folio import find_furniture, read_folio
from generator.parse.fields.jump import cut_jump, find_jump
from generator.parse.fields.names import split_names
from generator.parse.marks import is_finished
from generator.parse.punctuation import clean
from tests.tables import Case, read_cases


def told(people: object) -> list[str]:
    return [f"{person.name} {person.role or '-'}" for person in people]  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", read_cases("datelines.md"), ids=str)
def test_dateline(case: Case) -> None:
    opening = find_opening(clean(case.text))
    if opening is None:
        assert case.found == ("none",)
        return
    line = opening.dateline
    head = f"{line.outlet or '-'} | {line.place or '-'} | {line.kind or '-'}" if line else "- | - | -"
    rest = clean(case.text)[opening.length :]
    assert [head, *told(opening.bylines), f"rest {rest}"] == list(case.found)


@pytest.mark.parametrize("case", read_cases("bylines.md"), ids=str)
def test_byline(case: Case) -> None:
    text = clean(case.text)
    assert told(find_author_note(text) or find_byline(text)) == list(case.found)


@pytest.mark.parametrize("case", read_cases("credits.md"), ids=str)
def test_credit(case: Case) -> None:
    text = clean(case.text)
    found = find_credit_line(text) or find_credit_tail(text)
    assert told(found.credits if found else ()) == list(case.found)


@pytest.mark.parametrize("case", read_cases("furniture.md"), ids=str)
def test_furniture(case: Case) -> None:
    kind = find_furniture(clean(case.text))
    assert ([kind] if kind else []) == list(case.found)


@pytest.mark.parametrize("case", read_cases("punctuation.md"), ids=str)
def test_punctuation(case: Case) -> None:
    [wanted] = case.found
    assert clean(case.text) == wanted
    assert clean(wanted) == wanted


def test_a_folio_gives_paper_date_page_and_section() -> None:
    folio = read_folio("松林日报 2026年1月5日 星期一 第4版 乡村")
    assert (folio.paper, folio.date, folio.page, folio.section) == ("松林日报", "2026-01-05", "4", "乡村")
    assert folio.date_source == "folio"


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert read_folio("松林日报 2026年13月45日 星期一 第12版").date is None


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("杨大娟 贾丹", ["杨大娟", "贾丹"]),
        ("钟 伟", ["钟伟"]),
        ("王飞李永", ["王飞", "李永"]),
        ("尼玛旺久", ["尼玛旺久"]),
        ("欧阳小春、李田", ["欧阳小春", "李田"]),
        ("安娜·卡列尼娜", ["安娜·卡列尼娜"]),
    ],
)
def test_names_are_cut_where_people_begin(printed: str, names: list[str]) -> None:
    assert list(split_names(printed)) == names


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("好日子来了。", True),
        ("“好日子来了！”", True),
        ("他没有回来……", True),
        ("好日子来了。②6", True),
        ("好日子来了。（完）", True),
        ("好日子来了。（据新华社春城3月8日电）", True),
        ("他说：", True),
        ("种下了树，", False),
        ("开展“送温暖”", False),
        ("引进良种225头（只）", False),
        ("在社区党工", False),
    ],
)
def test_a_paragraph_ends_where_a_sentence_does(text: str, *, finished: bool) -> None:
    assert is_finished(text) is finished


def test_a_dateline_at_the_end_is_cut_off() -> None:
    text, dateline = find_closing("树都活了。（据新华社春城9月9日电）")
    assert text == "树都活了。"
    assert dateline is not None
    assert (dateline.outlet, dateline.place) == ("新华社", "春城")


def test_jumps_to_and_from_other_pages() -> None:
    jump = find_jump("造林的故事还在继续。（下转第三版）")
    assert jump is not None
    assert (jump.to, jump.back) == ("三", None)
    assert cut_jump("造林的故事还在继续。（下转第三版）") == "造林的故事还在继续。"
    back = find_jump("（上接第1版）树都活了。")
    assert back is not None
    assert back.back == "1"
    assert find_jump("他从车间转第三班。") is None
