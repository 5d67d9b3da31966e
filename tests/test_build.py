"""The whole way, on small folders: what a mistake in one file does to the rest."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from generator.build import build
from generator.config import Config
from tests.careful import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import Report

PAGE = "specimen-b"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "seeds").mkdir()
    for name in (f"{PAGE}.txt", f"{PAGE}.yaml"):
        shutil.copy(ROOT / "seeds" / name, folder / "seeds" / name)
    assert build(config(folder)).articles == 6
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "digest")
    return tmp_path / "digest"


def config(folder: Path) -> Config:
    rooms = {name: folder / name for name in ("seeds", "records", "templates", "static", "lexicon")}
    return Config(**rooms, output=folder / "site", cache=folder / "cache")


def again(folder: Path) -> Report:
    return build(config(folder))


def codes(report: Report) -> list[str]:
    return sorted({problem.code for problem in report.problems if problem.severity == "error"})


def pages(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "site" / "zh" / "articles").glob("*.html") if path.stem.count(".") == 0}


def everything(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((folder / "site").rglob("*")) if path.is_file())


def test_a_second_build_writes_nothing(folder: Path) -> None:
    report = again(folder)
    assert (report.written, report.removed) == (0, 0)


def test_a_broken_record_keeps_its_place_and_lets_nothing_out(folder: Path) -> None:
    record = folder / "records" / PAGE / "02.md"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("draft: false", "draft: true").replace("tags: [", "tags: 羊 ["), encoding="utf-8")
    report = again(folder)
    assert "record-yaml" in codes(report) or codes(report)
    assert report.articles == 5
    assert not (folder / "records" / PAGE / "07.md").exists()
    assert pages(folder) == {f"{PAGE}-{n:02d}" for n in (1, 3, 4, 5, 6)}
    record.write_text(text, encoding="utf-8")
    assert again(folder).articles == 6
    assert len(pages(folder)) == 6


def test_a_deleted_record_comes_back_under_its_address(folder: Path) -> None:
    (folder / "records" / PAGE / "03.md").unlink()
    assert again(folder).articles == 6
    assert f"{PAGE}-03" in pages(folder)


def test_an_excerpt_asked_for_later_reaches_an_edited_record(folder: Path) -> None:
    record = folder / "records" / PAGE / "02.md"
    hidden = "这一句只在正文里。"
    record.write_text(record.read_text(encoding="utf-8") + f"\n{hidden}\n", encoding="utf-8")
    again(folder)
    assert hidden in everything(folder)
    sidecar = folder / "seeds" / f"{PAGE}.yaml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("rights: full", "rights: excerpt"), encoding="utf-8")
    again(folder)
    assert hidden not in everything(folder)


@pytest.mark.parametrize("damage", ["rights: excerpt\nrights: full\n", "rights: some\n"])
def test_where_rights_cannot_be_read_only_excerpts_are_published(folder: Path, damage: str) -> None:
    record = folder / "records" / PAGE / "02.md"
    secret = record.read_text(encoding="utf-8").strip().rpartition("\n\n")[2][:20]
    assert secret in everything(folder)
    (folder / "seeds" / f"{PAGE}.yaml").write_text(damage, encoding="utf-8")
    report = again(folder)
    assert codes(report)
    assert secret not in everything(folder)


def test_notes_that_belong_to_no_page_are_named(folder: Path) -> None:
    (folder / "seeds" / "specimen-c.yaml").write_text("rights: excerpt\n", encoding="utf-8")
    assert "seed-note-alone" in codes(again(folder))


def test_translations_of_a_page_that_was_renamed_are_named(folder: Path) -> None:
    shutil.copy(ROOT / "records" / PAGE / "en.po", folder / "records" / PAGE / "en.po")
    for ending in ("txt", "yaml"):
        (folder / "seeds" / f"{PAGE}.{ending}").rename(folder / "seeds" / f"other.{ending}")
    report = again(folder)
    assert "translation-orphan" in {problem.code for problem in report.problems}
    assert pages(folder) == {f"other-{n:02d}" for n in range(1, 7)}


def test_a_page_that_cannot_be_read_leaves_the_rest_and_its_own_records(folder: Path) -> None:
    (folder / "seeds" / f"{PAGE}.txt").write_bytes(b"\x89PNG\r\n\x00\x00")
    (folder / "seeds" / "short.txt").write_text("春风吹绿松林县\n\n近日，树都活了。\n", encoding="utf-8")
    report = again(folder)
    assert codes(report) == ["seed-binary"]
    assert report.articles == 7


def test_links_that_lead_out_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("不该出来的东西\n", encoding="utf-8")
    (folder / "seeds" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    report = again(folder)
    assert "seed-outside" in codes(report)
    assert "不该出来的东西" not in everything(folder)


@pytest.mark.skipif(os.name != "posix", reason="names that are not text exist on POSIX only")
def test_a_file_name_that_is_not_text_is_named(folder: Path) -> None:
    name = os.fsdecode(os.fsencode(folder / "seeds") + b"/\xc4\xe3.txt")
    with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 - a Path would do the same
        file.write("春风吹绿松林县\n")
    assert "seed-name" in codes(again(folder))


def test_a_link_that_a_person_wrote_is_traced_to_the_record(folder: Path) -> None:
    record = folder / "records" / PAGE / "02.md"
    record.write_text(record.read_text(encoding="utf-8") + "\n[对照](nowhere.html)\n", encoding="utf-8")
    report = again(folder)
    broken = [problem for problem in report.problems if problem.code == "link-broken"]
    assert [problem.hint for problem in broken] == [f"mend the link in {record.as_posix()}"]
    assert broken[0].location.path == (folder / "site" / "en" / "articles" / f"{PAGE}-02.html").as_posix()
    assert "on 1 more page" in broken[0].message
    assert "site-unpublished" in codes(report)
