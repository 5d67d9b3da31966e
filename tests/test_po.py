"""The PO format: entries read back as they were written, and mistakes have a line."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.errors import TranslationError
from generator.po import Entry, dumps_po, loads_po
from generator.poscan import scan_messages, scan_po
from tests.po_pages import TEXTS

lines = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])).map(str.rstrip)
flags = st.lists(st.sampled_from(["fuzzy", "no-wrap", "keep-me"]), unique=True, max_size=2).map(tuple)
strings = st.text(min_size=1) | TEXTS
entries = st.builds(
    Entry,
    source=strings,
    target=st.text() | TEXTS,
    context=st.none() | strings,
    flags=flags,
    previous=st.none() | strings,
    locations=st.lists(st.sampled_from(["seeds/a.txt:7", "seeds/云上 日报.txt:12", "a b"]), max_size=2).map(tuple),
    obsolete=st.booleans(),
)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: (entry.context, entry.source)))
def test_entries_read_back_as_they_were_written(messages: list[Entry]) -> None:
    assert loads_po(dumps_po(messages)) == tuple(messages)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: (entry.context, entry.source)))
def test_babel_reads_the_same(messages: list[Entry]) -> None:
    plain = [replace(m, flags=(), previous=None, locations=(), obsolete=False) for m in messages]
    plain = [m for m in plain if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", f"{m.source}{m.target}{m.context}")]
    catalogue = read_with_babel(StringIO(dumps_po(plain)), abort_invalid=True)
    assert [(m.context, m.id, m.string) for m in catalogue if m.id] == [(m.context, m.source, m.target) for m in plain]


def test_what_other_tools_write_is_read() -> None:
    text = r"""
#|msgctxt "01/p9"
#| msgid ""
#| "甲"
#|"乙"
msgctxt "01/p1"
msgid ""
"甲"
  "丙\n"
msgstr"A\x42\103"
#~| msgid "旧"
#~ msgid "新"
#~ msgstr "new"
# the end
"""
    assert loads_po(text.replace("\n", "\r\n")) == (
        Entry("甲丙\n", "ABC", "01/p1", previous="甲乙"),
        Entry("新", "new", previous="旧", obsolete=True, comments=("the end",)),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "甲"\nmsgstr "a\n', 2, "expected msgctxt, msgid or msgstr and a quoted string"),
        ('msgid "甲"\nmsgstr "a"b"\n', 2, "quoted string"),
        ('msgid "甲"\n\nmsgid "乙"\nmsgstr "b"\n', 3, "msgid in the wrong place"),
        ('msgstr "a"\n', 1, "msgstr in the wrong place"),
        ('msgid "甲"\n', 2, "has no msgstr"),
        ('"甲"\n', 1, "belongs to no msgid"),
        ('msgid "甲"\nmsgid_plural "甲"\nmsgstr[0] "a"\n', 2, "quoted string"),
        ('msgid "甲"\nmsgstr "\\q"\n', 2, "unknown escape \\q"),
        ('msgid "甲"\nmsgstr "a"\n\nmsgid "甲"\nmsgstr "b"\n', 4, "stands twice, first on line 1"),
        ("=======\n", 1, "quoted string"),
    ],
)
def test_a_broken_line_is_named(text: str, line: int, message: str) -> None:
    with pytest.raises(TranslationError) as caught:
        loads_po(text, "page/en.po")
    assert str(caught.value).startswith(f"page/en.po:{line}: ")
    assert message in str(caught.value)


# ---------------------------------------------------------------- at one glance, and line by line

LINES = (
    *('msgctxt "01/p1"', 'msgid "甲"', 'msgstr "a"', 'msgid ""', 'msgstr ""', 'msgid"甲"', '#| msgid "旧"', ""),
    *(
        '"乙\\n"',
        '"b"',
        '"c\\"d"',
        '"\\x41\\1"',
        "#. Paragraph 1",
        "#: seeds/a.txt:3",
        "#: \u2068云上 日报.txt\u2069:12",
        "#",
    ),
    *("#, fuzzy, no-wrap", "#,", "# Is it so?", '#~ msgid "丙"', '#~ msgstr "c"', "#~", '#~| msgid "旧"', "#|"),
    *('msgstr "a', 'msgid "\\q"', '"a"b"', "======="),
)
usual = st.lists(
    st.sampled_from(["#. Paragraph 1\n", "# 甲\n", "#, fuzzy\n", ""]).flatmap(
        lambda beside: st.sampled_from(['msgctxt "01/p1"\n', ""]).map(lambda context: beside + context)
    ),
    max_size=4,
).map(lambda heads: "\n".join(f'{head}msgid "甲{n}"\nmsgstr ""\n"a\\n"\n"b"\n' for n, head in enumerate(heads)))
broken = st.lists(st.sampled_from(LINES), max_size=9).map("\n".join)


@example('msgid "甲"\nmsgstr "a"\n', 'msgctxt "01/p1"', '#. Paragraph 1\nmsgid "乙"\nmsgstr "b"\n', "")
@given(usual, broken, usual, st.sampled_from(["\n", "\n\n", "", "\r\n"]))
def test_an_entry_reads_the_same_at_one_glance_and_line_by_line(first: str, then: str, last: str, between: str) -> None:
    text = between.join((first, then, last))
    closely = text.replace("\r", "").replace("\n", " \n")  # a blank at its end, and no line is read at one glance
    (found, error), (wanted, wrong) = scan_po(text, "en.po"), scan_po(closely, "en.po")
    assert [(entry, entry.line) for entry in found] == [(entry, entry.line) for entry in wanted]
    assert (error and error.problem) == (wrong and wrong.problem)


@given(usual, broken, usual)
def test_messages_are_the_same_without_what_stands_beside_them(first: str, then: str, last: str) -> None:
    text = f"{first}\n{then}\n{last}"
    entries, error = scan_po(text, "en.po")
    messages, wrong = scan_messages(text, "en.po")
    assert messages == tuple(
        (e.context, e.source, e.target, e.fuzzy, e.obsolete, e.line, e.previous is not None) for e in entries
    )
    assert (error and error.problem) == (wrong and wrong.problem)


def test_nothing_takes_long_to_be_refused() -> None:
    for text in (
        "#. x\n" * 40_000,
        "\n" * 200_000,
        'msgid "' * 20_000,
        'msgid "甲"\nmsgstr ""\n' + '"x"\n' * 40_000 + "x",
    ):
        scan_po(text, "en.po")  # a tenth of a second: were it quadratic, minutes
