"""What holds for every record there can be: it reads back as it was written, or it is refused."""

from __future__ import annotations

import string
import unicodedata
from typing import get_args

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import model
from generator.errors import RecordError
from generator.model import (
    Article,
    Byline,
    Credit,
    Dateline,
    Figure,
    Flag,
    Jump,
    Markup,
    Paragraph,
    Quantity,
    Record,
    Region,
    Source,
    Subhead,
    Text,
)
from generator.records import dumps, loads
from generator.records.body import dumps_body, loads_body
from generator.records.emit import emit
from generator.records.fields import KEYS, Kind
from generator.records.layout import list_fields
from generator.records.text import is_edited, seal
from generator.records.yamltree import emit_tree

# ruff: noqa: E501 - a table of traps reads better in few lines
TRAPS = (
    "no", "yes", "on", "null", "~", "true", "006", "0o17", "1e3", "1_000", "12:30", "0x1F", ".5", "-", "---", "--- x",
    "...", "=", "<<", "*重要", "&锚", "!标", "@甲", "%甲", "`甲`", "|", ">", "? x", "- x", "[图片新闻]", "{甲: 乙}", "本报讯: 返青",
    "饲草 #1", "# 甲", "## 甲", "##", "甲 #", "甲 ##", '"a"b', "'a'", "a'b\"c", "甲\\", "\\n", "2026-01-05", " 甲", "甲 ", "\u3000甲",
    "\xa0", "甲\xa0乙", "\u2028", "甲\u2029乙", "甲\x85乙", "\x00", "\x1b[0m", "\ufeff甲", "\ufffe", "\u200b甲", "甲\n乙", "甲\r\n乙", "\t",
    "😀", "👨\u200d👩\u200d👧", "𠮷野", "\U0010ffff", "\u202e甲", "שלום", "مرحبا: 1", "བོད་ཡིག", "#拉萨#", "1988. 年", "1) 甲", "20*30*40",
    "_a_", "__a__", "~~甲~~", "~~~", "```", "<script>", "</p>", "&amp;", "&#32;", "&#x20;", "\\&#32;", "    四格", "+ 甲", "> 甲",
    "| 甲 |", "![图](甲)", "http://a.b/c_d", "parsed: x", "id: x", "甲: ", ": 甲", "甲:", ",", "]", "}", "甲, 乙",
)  # fmt: skip
texts = (
    st.sampled_from(TRAPS)
    | st.text(min_size=1, max_size=12)
    | st.lists(st.sampled_from(TRAPS), min_size=2, max_size=3).map(" ".join)
)
texts = texts.map(
    lambda text: unicodedata.normalize("NFC", text)
)  # what a record holds is NFC: one name, written one way
maybe = st.none() | texts
lines = st.lists(st.tuples(st.integers(1, 999), st.integers(0, 99)).map(lambda t: (t[0], t[0] + t[1])), max_size=2).map(
    tuple
)
some = {"max_size": 3}
fractions = st.floats(0, 1).map(abs)


def several(strategy: st.SearchStrategy, size: int = 3) -> st.SearchStrategy:
    return st.lists(strategy, max_size=size).map(tuple)


def markups(source: str) -> bool:
    """Whether it is one piece of Markdown, and says where it ends: an open fence takes what follows with it."""
    return loads_body(source) == (Markup(source),) and len(loads_body(f"{source}\n\n甲")) > 1


written = st.sampled_from(
    [
        "**甲**乙",
        "路终于\n通了",
        "- 甲\n- 乙",
        "- 甲\n\n  乙",
        "```\n甲\n\n乙\n```",
        "### 甲",
        "> 甲",
        "1. 甲",
        "<b>甲</b>",
        "\\(",
        "---",
        "甲  \n乙",
    ]
) | st.text(st.sampled_from("甲a*#-`>\n \\[&;1."), min_size=1, max_size=12)
blocks = (
    st.builds(Paragraph, texts, lines)
    | st.builds(Subhead, texts, lines)
    | st.builds(Markup, written.filter(markups), lines)
)
titles = st.none() | st.builds(Text, texts, lines)
roles = st.none() | st.sampled_from(get_args(model.Role))
articles = st.builds(
    Article,
    source=st.builds(Source, texts, st.text("0123456789abcdef", min_size=64, max_size=64), lines),
    genre=st.sampled_from(get_args(model.Genre)),
    kicker=titles,
    headline=titles,
    subtitle=titles,
    rubric=titles,
    dateline=st.none() | st.builds(Dateline, texts, maybe, maybe, st.none() | st.sampled_from(get_args(Kind)), lines),
    bylines=several(st.builds(Byline, texts, roles, maybe, lines)),
    abstract=titles,
    blocks=several(blocks, 5),
    figures=several(st.builds(Figure, maybe, several(st.builds(Credit, texts, roles, maybe), 2), maybe, lines)),
    jump=st.none() | st.builds(Jump, maybe, maybe, lines),
    status=st.sampled_from(get_args(model.Status)),
    confidence=fractions,
    flags=several(st.builds(Flag, texts, lines, fractions, texts)),
)
page_ids = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=9).filter(lambda s: s[0] != "-")
records = st.builds(
    Record,
    id=st.builds(lambda page, number: f"{page}-{number:02d}", page_ids, st.integers(1, 9999)),
    lang=st.sampled_from(["zh-Hans", "zh-Hant", "en", "bo", "no"]),
    article=articles,
    regions=several(st.builds(Region, texts, several(texts), st.sampled_from(get_args(model.Basis)), st.booleans())),
    tags=several(texts),
    numbers=several(st.builds(Quantity, texts, st.just("") | texts, texts)),
    summary=maybe,
    paper=maybe,
    date=st.none() | st.dates().map(str),
    date_source=st.none() | st.sampled_from(get_args(model.DateSource)),
    page=maybe,
    section=maybe,
    rights=st.sampled_from(get_args(model.Rights)),
    draft=st.booleans(),
    parsed=st.none() | st.just("sha256:" + "0f" * 32),
)


@given(records)
def test_a_record_reads_back_as_it_was_written(record: Record) -> None:
    assert loads(dumps(record)) == record


@settings(max_examples=40)
@given(records)
def test_a_record_is_written_as_pyyaml_writes_it(record: Record) -> None:
    fields = list_fields(record)
    assert emit(fields) == emit_tree(fields)


@given(records)
def test_other_readers_of_yaml_see_the_same_values(record: Record) -> None:
    front = dumps(record).split("\n---\n", 1)[0]
    values = yaml.safe_load(front)
    assert tuple(values) == KEYS
    assert values["tags"] == list(record.tags)
    assert (values["id"], values["summary"], values["page"], values["date"]) == (
        record.id,
        record.summary,
        record.page,
        record.date,
    )
    assert values["headline"] == (record.article.headline and record.article.headline.text)


@given(records, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_line_ends_and_bom_change_nothing(record: Record, end: str, bom: str) -> None:
    sealed, text = seal(record)
    changed = bom + text.replace("\n", end)
    assert loads(changed) == sealed
    assert not is_edited(changed)


@given(records, st.data())
def test_any_other_change_is_a_persons(record: Record, data: st.DataObject) -> None:
    text = seal(record)[1]
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + "甲" + text[place:]
    assert is_edited(changed)


@given(st.lists(blocks, max_size=6).map(tuple))
def test_a_body_reads_back_without_its_lines(body: tuple[model.Block, ...]) -> None:
    assert loads_body(dumps_body(body)) == tuple(replace(block, lines=()) for block in body)


@given(st.text(st.sampled_from("甲a*#-`>\n \t\\[&;1.~\u3000\u2028")) | st.text())
@example("- 甲\n\n  乙\n\n丙")
def test_whatever_a_person_writes_is_kept_and_settles(body: str) -> None:
    body = body.replace("\r", "")
    read = loads_body(body)
    assert loads_body(dumps_body(read)) == read


@given(st.text(max_size=60) | st.text(st.sampled_from("-: \n&*!{}[],'\"|>#%@甲a1"), max_size=60))
def test_bad_front_matter_is_an_error_and_never_a_crash(front: str) -> None:
    try:
        loads(f"---\nid: page-01\n{front}\n---\n")
    except RecordError as err:
        assert err.problem.location.line is not None  # noqa: PT017 - either outcome is right
