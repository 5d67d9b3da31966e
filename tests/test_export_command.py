"""``export`` as a person types it: where it writes, what it never overwrites, what it refuses."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from generator import cli
from generator.cli import FORMATS

ROOT = Path(__file__).parent.parent
PAGE = """\
河湾日报 2026年3月4日 星期三 第2版

旧磨坊里开了面包铺

本报青石镇讯（记者 林青禾）三月的第一个早晨，拉萨市的旧磨坊亮起了灯，头一炉青稞面包一小时卖出八十个。

“磨盘还是那副磨盘。”社长达瓦说，全社去年收购青稞四十吨，今年打算再添一台烤炉。
"""
BOOK = {"epub": ("--issue", "河湾日报/2026-03-04")}


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(form: str, *flags: str) -> int:
    return cli.main(["export", form, *flags, *BOOK.get(form, ()), "--executor", "serial"])


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_to_a_file_and_over_itself(
    digest: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    target = digest / f"all.{form}"
    assert export(form, "--to", str(target)) == 0
    assert capsys.readouterr().out == f"wrote {target}\n"
    first = target.read_bytes()
    assert export(form, "--to", str(target)) == 0
    assert target.read_bytes() == first
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    assert (
        sorted(path.name for path in digest.iterdir()) == [".baozhai-cache", target.name, "seeds"] or form == "schema"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_stdout_gets_the_same_bytes(digest: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str) -> None:
    assert export(form, "--to", "file") == 0
    capfdbinary.readouterr()
    for flags in ((), ("--to", "-")):
        assert export(form, *flags) == 0
        assert capfdbinary.readouterr().out == (digest / "file").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_is_no_such_export_stays_unless_it_is_asked_for(
    digest: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    target = digest / "letter"
    target.write_text("dear", encoding="utf-8")
    assert export(form, "--to", "letter") == 1
    assert "letter: there is a file already, and it is no such export" in told(capsys)
    assert target.read_text(encoding="utf-8") == "dear"
    assert export(form, "--to", "letter", "--force") == 0
    assert target.read_bytes() != b"dear"


def test_an_export_of_another_format_is_someone_elses_file(digest: Path) -> None:
    written = {form: digest / form for form in FORMATS}
    for form, path in written.items():
        assert export(form, "--to", str(path)) == 0
    for form in FORMATS:
        taken = [other for other in FORMATS if export(form, "--to", str(written[other])) == 0]
        assert taken == [form]


def test_an_empty_file_may_be_filled_and_a_link_stays(digest: Path) -> None:
    (digest / "real").touch()
    (digest / "link").symlink_to("real")
    assert export("jsonl", "--to", "link") == 0
    assert (digest / "link").is_symlink()
    assert json.loads((digest / "real").read_text(encoding="utf-8"))["headline"] == "旧磨坊里开了面包铺"


def test_a_folder_or_a_place_that_is_not_there_is_refused(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("jsonl", "--to", "seeds") == 1
    assert "seeds: a folder, expected the name of a file" in told(capsys)
    assert export("jsonl", "--to", "nowhere/all.jsonl") == 1
    assert "Traceback" not in told(capsys)
    assert not (digest / "nowhere").exists()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export("sqlite", "--to", "all.sqlite") == 0
    before = (digest / "all.sqlite").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "all.sqlite")

    monkeypatch.setattr("generator.export.database.write_database", fail)
    assert export("sqlite", "--to", "all.sqlite") == 1
    assert (digest / "all.sqlite").read_bytes() == before
    assert sorted(path.name for path in digest.iterdir()) == [".baozhai-cache", "all.sqlite", "seeds"]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["epub"], "found none, expected one"),
        (["epub", "--tag", "青稞", "--region", "拉萨市"], "found --region and --tag, expected one"),
        (["epub", "--tag", "青稞", "--lang", "fr"], "expected one of: zh-Hans, en, both"),
        (["csv", "--tag", "青稞"], "--tag: only a book has it, and this is csv"),
        (["sqlite", "--lang", "en"], "--lang: only a book has it"),
    ],
)
def test_a_wrong_choice_is_status_2(
    digest: Path, capsys: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    assert cli.main(["export", *flags, "--executor", "serial"]) == 2
    assert message in told(capsys)
    assert digest.exists()


def test_a_name_that_means_nothing_is_status_1_with_what_is_near(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "epub", "--issue", "河湾日报/2026-03-05", "--to", "a.epub"]) == 1
    assert "did you mean 河湾日报/2026-03-04?" in told(capsys)
    assert not (digest / "a.epub").exists()


@pytest.mark.parametrize("form", ["sqlite", "epub"])
def test_a_terminal_gets_no_bytes(
    digest: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert export(form) == 2
    assert "is no text for a terminal" in told(capsys)
    assert digest.exists()


def test_a_pipe_is_written_into(digest: Path) -> None:
    os.mkfifo(digest / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=digest, stdout=subprocess.PIPE) as reader:
        assert export("jsonl", "--to", "pipe") == 0
        out, _ = reader.communicate(timeout=60)
    assert json.loads(out)["date"] == "2026-03-04"
    assert stat.S_ISFIFO((digest / "pipe").stat().st_mode)


def test_the_database_holds_what_the_other_formats_do(digest: Path) -> None:
    assert export("sqlite", "--to", "all.sqlite") == 0
    with closing(sqlite3.connect(digest / "all.sqlite")) as base:
        assert base.execute("SELECT headline, date, page FROM articles").fetchall() == [
            ("旧磨坊里开了面包铺", "2026-03-04", "2")
        ]
