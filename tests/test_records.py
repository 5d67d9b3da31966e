"""Records as files: what is read, what is refused, what is written, and what a person's hand does to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from generator.errors import RecordError
from generator.model import (
    Block,
    Byline,
    Dateline,
    Figure,
    Markup,
    Paragraph,
    Subhead,
    Text,
)
from generator.records import (
    dumps,
    loads,
)
from generator.records.body import loads_body
from generator.records.fields import KEYS
from generator.records.frontmatter import MAX_BYTES
from generator.records.text import is_edited, seal
from tests.recorded import article, record

CASES = Path(__file__).parent / "cases"
ERROR = re.compile(r"^## ([^\n]+)\n\n````\n(.*?\n)````\n\n> ([^\n]+)(?:\n> ([^\n]+))?$", re.MULTILINE | re.DOTALL)
BODY = re.compile(r"^## ([^\n]+)\n\n````\n(.*?)\n````\n\n((?:- [^\n]+\n?)+)", re.MULTILINE | re.DOTALL)
KINDS: dict[str, type[Block]] = {"p": Paragraph, "s": Subhead, "m": Markup}


def read_errors() -> list[tuple[str, str, str, str]]:
    return ERROR.findall((CASES / "record-errors.md").read_text("utf-8"))


def read_bodies() -> list[tuple[str, str, str]]:
    return BODY.findall((CASES / "record-bodies.md").read_text("utf-8"))


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(("title", "text", "message", "hint"), read_errors(), ids=[case[0] for case in read_errors()])
def test_error(title: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(RecordError) as caught:
        loads(text, "page/01.md")
    assert str(caught.value).split("\n  hint: ") == [message, *([hint] if hint else [])], title


@pytest.mark.parametrize(("title", "body", "blocks"), read_bodies(), ids=[case[0] for case in read_bodies()])
def test_body(title: str, body: str, blocks: str) -> None:
    plain = blocks.replace("⏎", "\n").replace("·", " ")
    found = re.findall(r"^- ([psm]) (.+?)(?=\n- [psm] |\n*\Z)", plain, re.MULTILINE | re.DOTALL)
    assert loads_body(body) == tuple(KINDS[kind](text) for kind, text in found), title


def test_every_case_of_the_tables_is_read() -> None:
    assert len(read_errors()) == (CASES / "record-errors.md").read_text("utf-8").count("\n## ") > 15
    headings = re.findall(r"^## (.+)\n\n````", (CASES / "record-bodies.md").read_text("utf-8"), re.MULTILINE)
    assert [case[0] for case in read_bodies()] == headings


def test_id_headline_and_body_are_a_record() -> None:
    record = loads("---\nid: page-07\nheadline: 草场返青\n---\n牛羊回来了。\n", "records/page/07.md")
    assert record.article.headline == Text("草场返青")
    assert record.article.blocks == (Paragraph("牛羊回来了。"),)
    assert (record.lang, record.article.genre, record.article.status) == ("zh-Hans", "news", "complete")
    assert (record.rights, record.draft, record.parsed) == ("full", False, None)
    assert (record.article.source.file, record.article.source.lines) == ("records/page/07.md", ())
    assert loads(dumps(record)) == record


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("006", "006"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("2026-01-05", "2026-01-05"),
        ("~", None),
        ("", None),
        ("''", None),
        ("'~'", "~"),
        ('"\\u8349\\u573a"', "草场"),
        ("|\n  草场返青", "草场返青"),
        (">\n  草场\n  返青", "草场 返青"),
    ],
)
def test_text_is_what_the_person_wrote(written: str, read: str | None) -> None:
    assert loads(f"---\nid: page-01\nsummary: {written}\n---\n").summary == read


def test_a_date_needs_no_quotes() -> None:
    assert loads("---\nid: page-01\ndate: 2026-01-05\n---\n").date == "2026-01-05"


def test_line_ends_of_any_system_and_a_bom_are_read() -> None:
    text = "---\nid: page-01\nheadline: 草场\n---\n甲\n\n乙\n"
    for end in ("\r\n", "\r"):
        assert loads("\ufeff" + text.replace("\n", end)).article == replace(
            loads(text).article, source=loads("\ufeff" + text.replace("\n", end)).article.source
        )


def test_front_matter_is_capped() -> None:
    with pytest.raises(RecordError, match="record-too-large"):
        loads(f"---\nid: page-01\nsummary: {'甲' * MAX_BYTES}\n---\n")


def test_deep_nesting_is_refused_before_it_crashes() -> None:
    with pytest.raises(RecordError, match="record-too-deep"):
        loads(f"---\nid: page-01\ntags: {'[' * 20000}\n---\n")


# ---------------------------------------------------------------- what is written


def test_keys_stand_in_their_order_each_on_its_own_line() -> None:
    text = dumps(record())
    assert tuple(re.findall(r"^([a-z_0-9]+):", text.split("\n---\n")[0], re.MULTILINE)) == KEYS
    assert yaml.safe_load(text.split("\n---\n")[0])["source"]["units"] == {"headline": [[1, 1]], "p1": [[2, 2]]}


def test_long_text_is_not_folded_and_han_are_not_escaped() -> None:
    text = dumps(record(summary="草场返青 " * 200 + "𠮷"))
    assert ("summary: " + "草场返青 " * 200 + "𠮷\n") in text


def test_what_any_reader_of_yaml_could_take_for_something_else_is_quoted() -> None:
    traps = ("006", "1e3", "0o17", "0x1F", "12:30", "2026-01-05", "-", "no", "~", "1988", "3.5")
    written = dumps(record(tags=traps)).split("tags: [")[1].split("]\n")[0].split(", ")
    assert [tag.strip("\"'") for tag in written] == list(traps)
    assert all(tag[0] in "\"'" for tag in written)


def test_a_list_of_groups_has_one_item_a_line() -> None:
    story = replace(article("甲"), bylines=(Byline("云丹", "reporter", "本报"), Byline("石桥")))
    assert "bylines:\n- {name: 云丹, role: reporter, outlet: 本报}\n- {name: 石桥}\n" in dumps(record(article=story))


@pytest.mark.parametrize(
    "blocks",
    [(Paragraph(""),), (Subhead(""),), (Markup("plain"),), (Markup(""),), (Markup("a\n\nb"),), (Paragraph("\ud800"),)],
)
def test_what_a_file_cannot_hold_is_refused(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(RecordError, match=r"article|blocks|UTF-16"):
        dumps(record(article=replace(article(), blocks=blocks)))


@pytest.mark.parametrize(
    "wrong",
    [{"summary": ""}, {"date": "2026-1-5"}, {"tags": ("",)}, {"lang": "x y"}, {"summary": "\udfff"}, {"parsed": "x"}],
)
def test_a_field_that_cannot_be_read_again_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        dumps(record(**wrong))


def test_lines_stay_while_the_number_of_paragraphs_stays() -> None:
    text = dumps(record(1, "雪化了。", "草绿了。"))
    corrected = loads(text.replace("雪化了。", "雪都化了。"))
    assert [block.lines for block in corrected.article.blocks] == [((2, 2),), ((3, 3),)]
    split = loads(text.replace("雪化了。", "雪都\n\n化了。"))
    assert [block.lines for block in split.article.blocks] == [(), (), ()]
    assert split.article.headline == Text("第1件事", ((1, 1),))


def test_lines_of_bylines_captions_and_dateline_come_back() -> None:
    story = replace(
        article("甲"),
        dateline=Dateline("本报云上讯", lines=((2, 2),)),
        bylines=(Byline("云丹", lines=((5, 5),)), Byline("石桥")),
        figures=(Figure("图为草场。", lines=((7, 8),)),),
    )
    assert loads(dumps(record(article=story))).article == story


# ---------------------------------------------------------------- a person's hand


def test_the_parsers_own_file_is_untouched() -> None:
    sealed, text = seal(record())
    assert not is_edited(text)
    assert loads(text) == sealed


@pytest.mark.parametrize("change", ["\r\n for \n", "BOM", "last line end", "more line ends"])
def test_what_editors_do_by_themselves_is_no_edit(change: str) -> None:
    text = seal(record())[1]
    changed = {
        "\r\n for \n": text.replace("\n", "\r\n"),
        "BOM": "\ufeff" + text,
        "last line end": text.rstrip("\n"),
        "more line ends": text + "\n\n",
    }[change]
    assert not is_edited(changed)


def test_one_character_is_an_edit() -> None:
    text = seal(record())[1]
    assert is_edited(text.replace("返青", "返春"))
    assert is_edited(text.replace("draft: false", "draft: true"))


def test_a_record_without_seal_is_a_persons() -> None:
    assert is_edited(dumps(record()))
    assert is_edited("---\nid: page-01\n---\nparsed: sha256\n")
