"""A record in our own form is read and written without PyYAML: what PyYAML would read and write, and only faster."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.errors import RecordError
from generator.model import Article, Credit, Figure, Flag, Jump, Markup, Paragraph, Record, Source, Subhead
from generator.records.body import loads_body
from generator.records.canonical import find_record
from generator.records.emit import Block, emit
from generator.records.fields import KEYS, read_fields
from generator.records.frontmatter import parse_front_matter, split_front_matter
from generator.records.text import loads, normalise, seal
from generator.records.yamltree import emit_tree
from tests.invented import make_record
from tests.test_records_property import TRAPS

ROOT = Path(__file__).parents[1]
CASES = (ROOT / "tests" / "cases" / "record-lines.md").read_text("utf-8")


def full_record() -> Record:
    """A record with something under every key."""
    figure = Figure("图为新库房。", (Credit("云丹", "photographer"),), "▲", ((9, 9),))
    flags = (Flag("joined", ((6, 8),), 0.85, "the text goes on"),)
    blocks = (Paragraph("粮仓满了。", ((6, 7),)), Subhead("过冬", ((8, 8),)), Paragraph("群众不愁。", ((8, 9),)))
    jump = Jump("3", None, ((9, 9),))
    record = make_record(figures=(figure,), flags=flags, blocks=blocks, jump=jump, confidence=0.85)
    return replace(record, paper="云上日报", date="2026-01-05", date_source="folio", page="4", section="要闻")


BASE = seal(full_record())[1]


def read_by_yaml(text: str) -> Record | str:
    """What the YAML reader makes of a normalised text: a record, or what is wrong with it."""
    try:
        front, body = split_front_matter(text, "record.md")
        return read_fields(parse_front_matter(front, "record.md"), loads_body(body), Source("record.md", "0" * 64, ()))
    except RecordError as err:
        return str(err)


# ---------------------------------------------------------------- what is taken, and what is left


def lines_of(heading: str) -> list[str]:
    part = CASES.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line.replace("␠", " ").replace("→", "\t") for line in re.findall(r"^- (.*)$", part, re.MULTILINE)]


def with_line(line: str) -> str:
    """The whole record with one line changed."""
    found = re.match(r"(?P<key> *\w+) *:|- \{\w+:|- ", line)
    assert found is not None
    key = f"{found['key'].strip()}:" if found["key"] else found[0]
    key = {"- ": "- {caption:", "- {credits:": "- {caption:", "- {code:": "- {code: joined"}.get(key, key)
    if line.startswith('- {code: "'):
        key = '- {code: "'
    lines = BASE.split("\n")
    number = next(n for n, old in enumerate(lines) if old.strip().startswith(key))
    return "\n".join((*lines[:number], line, *lines[number + 1 :]))


@pytest.mark.parametrize("line", lines_of("read at sight"))
def test_a_line_that_leaves_no_doubt_is_read_at_sight(line: str) -> None:
    found = find_record(normalise(with_line(line)))
    assert found is not None
    assert found == read_by_yaml(normalise(with_line(line)))


@pytest.mark.parametrize("line", lines_of("left to the YAML reader"))
def test_any_other_is_left_to_the_yaml_reader(line: str) -> None:
    assert find_record(normalise(with_line(line))) is None


def test_every_line_of_the_table_is_a_case() -> None:
    assert len(lines_of("read at sight")) + len(lines_of("left to the YAML reader")) == CASES.count("\n- ")


def test_what_the_parser_writes_is_read_at_sight() -> None:
    assert find_record(BASE) == seal(full_record())[0]
    for path in (ROOT / "records").glob("*/[0-9]*.md"):
        assert find_record(path.read_text("utf-8")) is not None, path


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("id", "source")])
def test_a_key_may_be_missing(key: str) -> None:
    text = re.sub(rf"^{key}:.*\n(?:- .*\n)*", "", BASE, count=1, flags=re.MULTILINE)
    assert f"\n{key}:" not in text
    assert find_record(text) is not None
    assert find_record(text) == read_by_yaml(text)


# ---------------------------------------------------------------- the two readers agree

ATOMS = (
    *TRAPS,
    *" \t:,[]{}?#&*!|>'\"%@`\\-~=.0123456789\n\x85\u2028\ufeff\u3000\xa0\x00𠮷",
    *("\u0301", ": ", ", ", " #", "''", '""', "null", "\n  ", "\n- ", "\n\n", "  ", "[1, 2]", "[[5, 2]]", "{a: b}"),
    *("headline: x\n", "tags: [a]\n", "p1: [[1, 2]]", "---\n", "...\n", "%YAML 1.1\n", "# c\n", "*a", "&a ", "!t "),
)
places = st.integers(0, BASE.index("\n---\n") + 4)
edits = st.lists(st.tuples(places, st.integers(0, 3), st.just("") | st.sampled_from(ATOMS)), min_size=1, max_size=3)
numbers = st.integers(0, BASE[: BASE.index("\n---\n")].count("\n"))
moves = st.lists(st.tuples(numbers, numbers), max_size=1)


@given(edits, moves)
def test_where_a_changed_record_is_read_at_sight_the_yaml_reader_agrees(
    changes: list[tuple[int, int, str]], moved: list[tuple[int, int]]
) -> None:
    text = BASE
    for start, length, put in changes:
        text = text[:start] + put + text[start + length :]
    lines = text.split("\n")
    for old, new in moved:
        lines.insert(min(new, len(lines)), lines[min(old, len(lines) - 1)])
    text = normalise("\n".join(lines))
    found = find_record(text)
    assert found is None or found == read_by_yaml(text)


values = st.sampled_from(
    [*TRAPS, "null", "''", '""', "'a'", '"006"', "[]", "{}", "甲", "甲 乙", "a:b", "a#b", "草场，返青"]
)


@given(st.integers(0, BASE.count(": ") - 1), values, st.sampled_from(["", ", ", "}", "]"]))
def test_so_it_does_whatever_stands_for_a_value(number: int, value: str, end: str) -> None:
    parts = BASE.split(": ")
    rest = re.sub(r"^[^,}\]\n]*", "", parts[number + 1])
    text = normalise(": ".join((*parts[: number + 1], value + end + rest, *parts[number + 2 :])))
    found = find_record(text)
    assert found is None or found == read_by_yaml(text)


# ---------------------------------------------------------------- the two writers agree


pieces = st.sampled_from(
    [*TRAPS, *" :,[]{}?#&*!|>'\"%@`\\-~=._", "甲", "饲草", "12", "yes", "Off", "1_0", "190:20:30.", "a"]
)
words = st.lists(pieces, max_size=4).map("".join)


@given(words, words, words)
def test_any_text_is_written_as_pyyaml_writes_it(alone: str, listed: str, grouped: str) -> None:
    top = Block({"alone": alone, "listed": (listed, grouped), "items": [{"a": grouped, "b": listed}, alone]})
    top["more"] = Block(inner=listed, empty=[])
    assert emit(top) == emit_tree(top)


# ---------------------------------------------------------------- bodies

plain = st.text(st.sampled_from("甲乙 a1.)#>+-:!\n\u3000\xa0，。*\\~&;\t")) | st.lists(
    st.sampled_from(
        [
            *("甲乙。", "## 乙", "## 乙 #", "#甲", "1. 甲", "12年", "", " 甲", "甲\u3000", "- 甲", "> 甲", "##", "## "),
            *(
                "**甲**乙",
                "3\\~5天",
                "3~5天",
                "甲\\*乙*丙",
                "## *甲*",
                "甲&#32;",
                "*甲* ",
                "甲\n乙",
                "\u3000甲*乙*",
                "\\",
            ),
        ]
    )
).map("\n\n".join)


@given(plain)
@example("~~~")
def test_a_body_at_sight_reads_as_one_that_is_looked_at_closely(body: str) -> None:
    fence = "```\n```"
    closely = loads_body(f"{fence}\n\n{body}")  # a fence anywhere, and no body is read at sight
    assert (Markup(fence), *loads_body(body)) == closely


# ---------------------------------------------------------------- what it is for


def test_an_archive_in_our_own_form_needs_no_pyyaml() -> None:
    code = """
import sys
from pathlib import Path
from generator.records import read_records, reconcile
kept, problems = read_records(Path("records"))
assert kept and not problems, problems
assert not reconcile([item.record for item in kept], kept, Path("records")).writes
assert "yaml" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize("filling", [":", "a#", "'", "''", '"', " ", "a ", "a, ", "[", "{a: ", "[[1, 2], ", "\n- {}"])
@pytest.mark.parametrize("key", ["headline", "dateline", "tags", "numbers", "jump", "  lines", "  units", "parsed"])
def test_no_text_takes_long_to_be_left(key: str, filling: str) -> None:
    text = re.sub(
        rf"^({key}:) ?.*$", lambda found: f"{found[1]} [{filling * 15_000}", BASE, count=1, flags=re.MULTILINE
    )
    assert find_record(text) is None  # in a millisecond: were it quadratic, a minute


def test_front_matter_beyond_the_limit_is_refused_as_ever() -> None:
    text = re.sub(r"^summary: .*$", "summary: " + "长" * 30_000, BASE, count=1, flags=re.MULTILINE)
    assert find_record(text) is None
    with pytest.raises(RecordError, match="at most 65536 are read"):
        loads(text)


def test_an_article_without_anything_is_read_at_sight() -> None:
    record = Record("page-01", "zh-Hans", Article(Source("seeds/page.txt", "ab" * 32, ())))
    sealed, text = seal(record)
    assert find_record(text) == sealed
