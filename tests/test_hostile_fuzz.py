"""Whatever stands in a file: no traceback, no lost line, and memory that the input pays for.

Here a few hundred inputs a reader, made of the words that each reader knows; ``make fuzz`` makes them by the million,
led by what the code has not done yet. What was found stands in ``cases/hostile.yaml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import parse_settings
from generator.errors import BaozhaiError
from generator.po import loads_po
from generator.records import loads
from generator.seeds.notes import parse_notes
from generator.yamltext import loads_settings
from tests.fuzz.limits import check_memory
from tests.fuzz.readers import READERS, fill_in
from tests.fuzz.words import CORPUS, read_words
from tests.tables import CASES

if TYPE_CHECKING:
    from pathlib import Path

FOUND: list[dict[str, Any]] = yaml.safe_load((CASES / "hostile.yaml").read_text(encoding="utf-8"))
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
EXAMPLES = {"parser": 300, "record": 300, "catalogue": 300, "story": 25, "markdown": 100}
"""A few seconds each: a story takes a hundred times what a sidecar does."""


@pytest.mark.parametrize("reader", READERS)
def test_no_input_breaks_a_reader(reader: str) -> None:
    words = st.sampled_from(read_words(reader)) | st.text(max_size=6)
    lines = st.lists(words, max_size=8).map("".join)

    @settings(max_examples=EXAMPLES.get(reader, 200), derandomize=True, database=None)
    @given(st.lists(lines, max_size=20).map("\n".join))
    def check(text: str) -> None:
        READERS[reader](text.encode(errors="surrogatepass"))

    check()


@pytest.mark.parametrize("reader", ["page", "record", "catalogue", "sidecar", "settings"])
@settings(max_examples=100, derandomize=True, database=None)
@given(data=st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_no_bytes_break_a_reader(reader: str, data: bytes) -> None:
    READERS[reader](data)


@given(data=st.data(), path=st.sampled_from([path for path in KEPT if path.parent.name != "story"]))
@settings(max_examples=300, derandomize=True, database=None)
def test_no_damage_to_a_kept_file_breaks_its_reader(data: st.DataObject, path: Path) -> None:
    content = path.read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    word = data.draw(st.sampled_from(read_words(path.parent.name)) | st.just(""))
    READERS[path.parent.name](content[:start] + word.encode() + content[end:])


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_kept_file_is_read_within_its_memory(path: Path) -> None:
    check_memory(READERS[path.parent.name], path.read_bytes())


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_has_a_kept_corpus_and_words(reader: str) -> None:
    assert [path for path in KEPT if path.parent.name == reader]
    assert read_words(reader)


CODES = {
    "sidecar": lambda text: parse_notes(*loads_settings(text, "page.yaml"), "page.yaml"),
    "settings": lambda text: parse_settings(*loads_settings(text, "digest.yaml"), "digest.yaml"),
    "record": loads,
    "catalogue": loads_po,
    "template": fill_in,
}
"""Readers of text that raise what their files are told."""


@pytest.mark.parametrize("case", FOUND, ids=[case["title"] for case in FOUND])
def test_what_was_found_stays_mended(case: dict[str, Any]) -> None:
    READERS[case["reader"]](case["text"].encode(errors="surrogatepass"))
    if case["reader"] not in CODES:
        assert "code" not in case
        return
    try:
        CODES[case["reader"]](case["text"])
    except BaozhaiError as error:
        assert error.problem.code == case.get("code")  # noqa: PT017 - an error is one of two right outcomes
    else:
        assert "code" not in case


def test_page_ten_is_not_page_eight() -> None:
    assert parse_notes(*loads_settings("page: 010", "page.yaml"), "page.yaml").folio.page == "10"
