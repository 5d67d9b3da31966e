"""The shelf: a record comes back as it was laid there, and a damaged one is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Damaged
from generator.model import Furniture, Paragraph
from generator.shelf import PICKLED, dumps_furniture, dumps_text, loads_furniture, loads_text
from generator.translate import Finished
from tests.invented import make_record
from tests.test_records_property import records

if TYPE_CHECKING:
    from generator.model import Record

said = st.dictionaries(st.sampled_from(["en", "bo"]), st.dictionaries(st.text(max_size=4), st.text(), max_size=3))


@given(records, said)
def test_a_record_comes_back_with_its_translations(record: Record, texts: dict[str, dict[str, str]]) -> None:
    finished = Finished(record.id, texts)
    content = dumps_text(record, finished)
    assert not content.startswith(PICKLED)
    assert loads_text(content) == (record, finished)


def test_half_a_surrogate_pair_comes_back_too() -> None:
    record = make_record(blocks=(Paragraph("一半\ud83d"),))
    content = dumps_text(record, Finished(record.id, {}))
    assert content.startswith(PICKLED)
    assert loads_text(content)[0] == record


def test_furniture_comes_back() -> None:
    pieces = (Furniture("folio", "央章日报 第4版", ((1, 1),)), Furniture("noise", "■", ((2, 3), (7, 7))))
    assert loads_furniture(dumps_furniture(pieces)) == pieces


@pytest.mark.parametrize("content", [b"", b"\x92", b"\x92\x90\x90", b"\xc1", dumps_furniture(())])
def test_what_is_no_record_is_damage(content: bytes) -> None:
    with pytest.raises(Damaged):
        loads_text(content)
