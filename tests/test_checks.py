"""Doubts: each is named with its place, and a sound record raises none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from generator.briefs import make_brief
from generator.checks import check_doubles, check_records
from generator.model import Article, Byline, Flag, Paragraph, Record, Source, Text
from generator.translate import Translations

if TYPE_CHECKING:
    from generator.model import Spans

FOLDER = Path("my/records")
LONG = (
    "河谷里的青稞熟了，合作社请来两台收割机，一天收完了往年三天的活，老人们坐在田埂上数着麻袋，说今年的仓要再加高一层。"
    * 2
)


def _record(ordinal: str = "01", **changes: object) -> Record:
    article = Article(
        source=Source("seeds/河谷.txt", "00" * 32, ((3, 9),)),
        headline=Text("青稞入仓", ((3, 3),)),
        blocks=(Paragraph(f"{ordinal}{LONG}", ((4, 9),)),),
    )
    return Record(id=f"hegu-{ordinal}", lang="zh-Hans", article=replace(article, **changes))  # type: ignore[arg-type]


def _codes(*records: Record) -> list[str]:
    return [problem.code for problem in check_records(records, FOLDER)]


def test_a_sound_record_raises_no_doubt() -> None:
    assert _codes(_record()) == []


LINES: Spans = ((5, 5),)
CASES = [
    ({"status": "head-missing"}, ["head-missing"]),
    ({"status": "fragment", "headline": None}, ["fragment"]),
    ({"confidence": 0.3}, ["unsure"]),
    ({"flags": (Flag("joined", LINES, 0.4, "a reason"),)}, ["joined"]),
    ({"flags": (Flag("joined", LINES, 0.95, "a reason"),)}, []),
    ({"headline": None}, ["headline-missing"]),
    ({"blocks": ()}, ["body-missing"]),
    ({"bylines": (Byline("林青禾", lines=LINES), Byline("卓玛央宗", lines=LINES))}, []),
    ({"bylines": (Byline("林青禾通讯员达瓦", lines=LINES),)}, ["byline-odd"]),
    ({"bylines": (Byline("林青禾（左）", lines=LINES),)}, ["byline-odd"]),
]


@pytest.mark.parametrize(("changes", "codes"), CASES)
def test_each_doubt_is_raised_by_its_own_cause(changes: dict[str, Any], codes: list[str]) -> None:
    assert _codes(_record(**changes)) == codes


@pytest.mark.parametrize(
    ("tags", "codes"),
    [(("用电安全", "电力"), []), (("用电安全，电力",), ["tag-odd"]), (("用电安全、电力", "合作社"), ["tag-odd"])],
)
def test_a_tag_is_one(tags: tuple[str, ...], codes: list[str]) -> None:
    assert _codes(replace(_record(), tags=tags)) == codes


def test_a_doubt_says_where_to_look_and_where_to_correct() -> None:
    problem = next(check_records([_record(flags=(Flag("joined", LINES, 0.4, "a reason"),))], FOLDER))
    assert str(problem).startswith("seeds/河谷.txt:5: a reason (confidence 0.40) [joined]")
    assert "correct it in my/records/hegu/01.md" in str(problem)
    assert problem.severity == "doubt"


def test_a_page_with_two_dates_is_doubted_once() -> None:
    dated = replace(_record("01"), date="2026-01-05")
    assert _codes(dated, _record("02")) == ["dates-mixed"]
    assert _codes(dated, replace(_record("02"), date="2026-01-05")) == []


def test_two_pages_may_have_two_dates() -> None:
    other = replace(_record("02"), id="shangu-02", date="2026-01-06")
    assert _codes(replace(_record("01"), date="2026-01-05"), other) == []


def test_the_same_story_twice_is_doubted_whatever_its_punctuation() -> None:
    again = _record("02", blocks=(Paragraph("01" + LONG.replace("，", ", ")),))
    briefs = [make_brief(record, Translations(), ()) for record in (_record("01"), again)]
    assert [problem.code for problem in check_doubles(briefs, FOLDER)] == ["told-twice"]


@pytest.mark.parametrize("text", [LONG, "Сегодня в деревне открыли мост, и все пришли посмотреть на него. " * 2])
@pytest.mark.parametrize("sign", ["，", "。", " ", "\n", "\u3000", "——", "《", "%", "*", "\u200b", "🎉"])
def test_a_text_is_known_by_its_words_in_any_script(text: str, sign: str) -> None:
    def body(text: str) -> bytes | None:
        return make_brief(_record(blocks=(Paragraph(text),)), Translations(), ()).body

    assert body(text) is not None
    assert body(sign.join(text)) == body(text) != body(f"{text}了")


def test_doubts_come_in_the_order_of_the_page() -> None:
    late = _record("02", confidence=0.1, source=Source("seeds/河谷.txt", "00" * 32, ((20, 30),)))
    early = _record("01", confidence=0.1)
    assert [p.location.line for p in check_records([late, early], FOLDER)] == [3, 20]
