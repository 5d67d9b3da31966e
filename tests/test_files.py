"""Files that are read: what is plain at once, what is not in no way here; and records that lead elsewhere."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from generator.config import Config
from generator.enrich.tags import Frequencies
from generator.files import read_plain
from generator.lexicon import read_lexicon
from generator.settle import Folder, Known, settle_page

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "---\nid: page-01\nheadline: 河水过桥\n---\n河水昨夜涨过了石桥。\n"
PO = 'msgctxt "01/headline"\nmsgid "河水过桥"\nmsgstr "The Bridge"\n'


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records" / "page"
    folder.mkdir(parents=True)
    (folder / "01.md").write_text(TEXT, encoding="utf-8")
    (folder / "en.po").write_text(PO, encoding="utf-8")
    return folder.parent


def _make(kind: str, path: Path, content: str) -> None:
    outside = path.parents[2] / f"outside-{path.name}"
    outside.write_text(content, encoding="utf-8")
    if kind == "link":
        path.symlink_to(outside)
    elif kind == "link to nothing":
        path.symlink_to(path.parent / "nothing")
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)


KINDS = ("link", "link to nothing", "folder", "pipe", "nothing")


def test_a_plain_file_is_read_whole(records: Path) -> None:
    looked: dict[str, bool] = {}
    assert read_plain(str(records / "page" / "01.md"), looked) == TEXT.encode()
    assert looked == {str(records / "page"): True}
    (records / "page" / "02.md").write_bytes(b"")
    assert read_plain(str(records / "page" / "02.md"), looked) == b""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_else_is(records: Path, kind: str) -> None:
    _make(kind, records / "page" / "03.md", TEXT)
    assert read_plain(str(records / "page" / "03.md"), {}) is None


def test_what_stands_in_a_folder_that_is_a_link_is_not_plain(records: Path) -> None:
    (records / "other").symlink_to("page")
    assert read_plain(str(records / "other" / "01.md"), {}) is None


def _codes(records: Path, folder: str, *names: str) -> list[str]:
    known = Known(Config(records=records), read_lexicon(None), None, Frequencies(Counter(), 0))
    paths = [str(records / folder / name) for name in names]
    told = Folder("page", None, *(tuple(p for p in paths if p.endswith(ending)) for ending in (".md", ".po")))
    return [problem.code for stage, problem in settle_page(known, told, None).problems if stage != "doubt"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("link", "record-outside"), *((kind, "record-unreadable") for kind in KINDS if kind != "link")],
)
@pytest.mark.parametrize("name", ["03.md", "bo.po"])
def test_a_record_that_is_no_plain_file_is_refused_and_the_others_are_read(
    records: Path, name: str, kind: str, code: str
) -> None:
    content = TEXT.replace("page-01", "page-03") if name.endswith(".md") else PO
    _make(kind, records / "page" / name, content)
    assert _codes(records, "page", "01.md", "en.po", name) == [code]


def test_a_link_that_stays_below_the_records_is_followed(records: Path) -> None:
    (records / "page" / "03.md").symlink_to("01.md")
    assert _codes(records, "page", "03.md") == []
    (records / "other").symlink_to("page")
    assert _codes(records, "other", "01.md", "en.po") == []


def test_a_folder_that_leads_out_is_refused(records: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "01.md").write_text(TEXT, encoding="utf-8")
    (records / "away").symlink_to(tmp_path / "elsewhere")
    assert _codes(records, "away", "01.md") == ["record-outside"]
