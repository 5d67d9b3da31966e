"""Raw pages on disk: found, decoded, numbered as an editor numbers them, with what is told beside the text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from generator.config import Config
from generator.errors import SeedError
from generator.model import Folio, PrintPage
from generator.seeds import find_seeds, read_seed
from generator.seeds.notes import parse_name

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "春风吹绿松林县\n\n本报松林讯 近日，树都活了。\n"


def read(folder: Path, name: str, content: bytes) -> PrintPage:
    (folder / name).write_bytes(content)
    seeds, problems = find_seeds(folder)
    assert not problems
    return read_seed(seeds[0], Config(seeds=folder))


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16", "utf-16 big end", "utf-16 without mark", "crlf", "cr"],
)
def test_a_page_is_read_in_any_encoding(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, "a.txt", content).lines == ("春风吹绿松林县", "", "本报松林讯 近日，树都活了。")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "seed-empty", None),
        (b"\xef\xbb\xbf \r\n\n", "seed-empty", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "seed-binary", None),
        ("好\n好\n".encode() + b"\xff\xff\xfe\n", "seed-undecodable", 3),
    ],
    ids=["empty", "blank", "binary", "undecodable"],
)
def test_what_is_no_page_is_named_with_its_place(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(SeedError) as caught:
        read(tmp_path, "a.txt", content)
    problem = caught.value.problem
    assert (problem.code, problem.location.line) == (code, line)
    assert problem.location.path.endswith("a.txt")
    assert problem.hint


def test_lines_are_numbered_below_front_matter(tmp_path: Path) -> None:
    page = read(tmp_path, "a.txt", f"---\npaper: 松林日报\ndate: 2026-01-05\npage: 04\n---\n{TEXT}".encode())
    assert page.first_line == 6
    assert page.lines[0] == "春风吹绿松林县"
    assert page.folio == Folio("松林日报", "2026-01-05", "sidecar", "4")


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    page = read(tmp_path, "a.txt", f"---\n{TEXT}---\n".encode())
    assert (page.first_line, page.lines[0]) == (1, "---")


def test_a_sidecar_goes_before_front_matter_and_the_name(tmp_path: Path) -> None:
    (tmp_path / "2026-01-05-04版.yaml").write_text("date: '2026-02-06'\nrights: excerpt\n", encoding="utf-8")
    page = read(tmp_path, "2026-01-05-04版.txt", f"---\npage: 7\nsection: 乡村\n---\n{TEXT}".encode())
    assert page.folio == Folio(None, "2026-02-06", "sidecar", "7", "乡村")
    assert page.rights == "excerpt"
    assert page.id == "2026-01-05-04-ban"


@pytest.mark.parametrize(
    ("sidecar", "line", "says"),
    [
        ("paper: 松林日报\npapre: x\n", 2, "did you mean `paper`?"),
        ("date: 5 January\n", 1, "expected a day such as 2026-01-05"),
        ("rights: some\n", 1, "expected full or excerpt"),
        ("paper: [a\n", 1, "not valid YAML"),
        ("a: &a x\nb: *a\n", 2, "alias"),
    ],
)
def test_a_wrong_sidecar_is_named_with_its_line(tmp_path: Path, sidecar: str, line: int, says: str) -> None:
    (tmp_path / "a.yaml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        read(tmp_path, "a.txt", TEXT.encode())
    assert caught.value.problem.location.line == line
    assert caught.value.problem.location.path.endswith("a.yaml")
    assert says in str(caught.value.problem)


@pytest.mark.parametrize(
    ("stem", "date", "page"),
    [
        ("2026-01-05-04版", "2026-01-05", "4"),
        ("2026-01-05", "2026-01-05", None),
        ("20260105_A4", "2026-01-05", "A4"),
        ("2026年1月5日第12版", "2026-01-05", "12"),
        ("songlin-2026.01.05-3", "2026-01-05", "3"),
        ("2026-13-45-04版", None, None),
        ("000_4e7b1795fd41bbfd", None, None),
        ("a20191231b", "2019-12-31", None),
        ("4e720260105117", None, None),
    ],
)
def test_a_name_tells_date_and_page_or_nothing(stem: str, date: str | None, page: str | None) -> None:
    folio = parse_name(stem)
    assert (folio.date, folio.page) == (date, page)
    assert folio.date_source == ("filename" if date else None)


def test_pages_are_found_in_subfolders_in_order_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "_draft/d.txt", ".e.txt", "f.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    seeds, _ = find_seeds(tmp_path)
    assert [seed.id for seed in seeds] == ["a-c", "b"]
    assert seeds[0].file == f"{tmp_path.name}/a/c.txt"


def test_of_two_pages_with_one_id_the_second_is_named(tmp_path: Path) -> None:
    for name in ("a_1.txt", "a-1.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    seeds, [problem] = find_seeds(tmp_path)
    assert len(seeds) == 1
    assert problem.code == "seed-twin"
    assert "a-1.txt" in problem.message
    assert problem.location.path.endswith("a_1.txt")


def test_no_folder_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(SeedError) as caught:
        find_seeds(tmp_path / "nowhere")
    assert caught.value.problem.hint
