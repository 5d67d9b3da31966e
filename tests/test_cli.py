"""The program from outside: arguments in; stdout, stderr, files and exit status out."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import cli
from generator.commands.build import closing_line
from generator.commands.review import rank
from generator.errors import Location, Problem
from generator.manifest import MANIFEST
from generator.records import read_records

ROOT = Path(__file__).parent.parent

PAGE = """\
河湾日报 2026年3月4日 星期三 第2版


旧磨坊里开了面包铺

本报青石镇讯（记者 林青禾）三月的第一个早晨，青石镇上的旧磨坊亮起了灯，头一炉青稞面包一小时卖出80个。

“磨盘还是那副磨盘。”社长达瓦说，全社去年收购青稞40吨，今年打算再添一台烤炉。


云杉村的水渠通了水

本报云杉村讯（记者 岑若溪）昨天，云杉村新修的水渠第一次放水，清水沿着3公里长的渠道流进麦田。

村民们沿着渠岸走了一个来回，说今年春灌不用再排队等水了。
"""
OTHER = PAGE.replace("第2版", "第3版").replace("旧磨坊", "老油坊").replace("云杉村", "落雁桥")


@dataclass(frozen=True)
class Ran:
    """What one run of the program left."""

    status: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A digest of one printed page, not built yet, and the working folder."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest that was built once; take a copy before you change it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert cli.main(["build"]) == 0
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def digest(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a built digest, and the working folder."""
    folder = tmp_path / "digest"
    shutil.copytree(built, folder)
    monkeypatch.chdir(folder)
    return folder


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> Ran:
    """Run the program in this process."""
    capsys.readouterr()
    status = cli.main(argv)
    out, err = capsys.readouterr()
    return Ran(status, out, err)


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file, as path → bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# ---------------------------------------------------------------- build


def test_a_build_ends_with_one_line_on_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "build")
    assert ran.status == 0, ran.err
    assert ran.out.startswith("1 page → 2 articles → ")
    assert ran.out.count("\n") == 1
    assert (folder / "site" / "index.html").is_file()
    assert list((folder / "records").rglob("*.md"))


def test_with_json_the_same_is_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "build", "--json")
    told = json.loads(ran.out)
    assert (told["pages"], told["articles"], told["status"]) == (1, 2, 0)
    assert told["written"] == told["files"] > 10
    assert all({"code", "severity", "path", "line", "message", "hint"} == set(problem) for problem in told["problems"])
    assert folder.exists()


def test_a_second_build_writes_nothing(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in digest.rglob("*") if ".baozhai-cache" not in path.parts}
    told = json.loads(run(capsys, "build", "--json").out)
    assert (told["written"], told["removed"]) == (0, 0)
    after = {path: path.stat().st_mtime_ns for path in digest.rglob("*") if ".baozhai-cache" not in path.parts}
    assert after == before


def test_flags_may_stand_before_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "--output", "public", "build", "--records", "kept")
    assert ran.status == 0, ran.err
    assert (folder / "public" / "index.html").is_file()
    assert (folder / "kept").is_dir()
    assert not (folder / "site").exists()


def test_the_site_address_reaches_the_pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "build", "--site-url", "https://example.org/repo/")
    assert ran.status == 0, ran.err
    assert "https://example.org/repo/zh/" in (folder / "site/zh/index.html").read_text(encoding="utf-8")


def test_a_broken_page_is_named_and_the_rest_is_built(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "noise.txt").write_bytes(b"\x00\x01\x02\xff" * 40)
    ran = run(capsys, "build")
    assert ran.status == 1
    assert "seeds/noise.txt" in ran.err
    assert (folder / "site" / "index.html").is_file()


def test_a_failed_build_leaves_the_old_site_whole(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_below(digest / "site")
    (digest / "templates").mkdir()
    (digest / "templates" / "article.html").write_text("{{ nothing.of.this }}", encoding="utf-8")
    (digest / "seeds" / "more.txt").write_text(OTHER, encoding="utf-8")
    ran = run(capsys, "build")
    assert ran.status == 1
    assert "article.html" in ran.err
    assert "Traceback" not in ran.err
    assert files_below(digest / "site") == before


def test_a_page_that_goes_takes_its_pages_with_it(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_below(digest / "site")
    (digest / "seeds" / "more.txt").write_text(OTHER, encoding="utf-8")
    assert run(capsys, "build").status == 0
    assert len(files_below(digest / "site")) > len(before)
    (digest / "seeds" / "more.txt").unlink()
    assert run(capsys, "build").status == 0
    assert files_below(digest / "site") == before


@pytest.mark.parametrize(("output", "said"), [("seeds", "nothing is written or removed here"), ("plain", "is a file")])
def test_an_output_folder_that_cannot_be_is_refused_before_any_work(
    output: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plain").touch()
    ran = run(capsys, "build", "--output", output)
    assert ran.status == 2
    assert said in ran.err
    assert "hint: " in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["plain", "seeds"]


@pytest.mark.parametrize("flag", ["--seeds", "--templates", "--static", "--lexicon"])
def test_a_folder_that_is_named_must_be_there(flag: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, said in (("nowhere", "not there"), ("seeds/page.txt", "a file")):
        ran = run(capsys, "build", flag, name)
        assert ran.status == 2
        assert ran.err.startswith(f"{flag}: {name} is {said}, expected a folder")
        assert "hint: " in ran.err
    assert [path.name for path in folder.iterdir()] == ["seeds"]


def test_a_folder_of_the_settings_may_be_absent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "digest.yaml").write_text("templates: layout\n", encoding="utf-8")
    assert run(capsys, "check").status == 0


def test_where_there_is_nothing_to_read_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "build").status == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("folder")
def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run(capsys, "serve", "--port", str(port))
    assert ran.status == 2
    assert ran.err.startswith(f"--port: port {port} is in use [port-taken]\n  hint: ")


def test_a_port_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert "found 'abc', expected a whole number from 0 to 65535" in run(capsys, "serve", "--port", "abc").err


@pytest.mark.parametrize(("called", "said"), [("/x/__main__.py", "python -m generator"), ("/x/baozhai", "baozhai")])
def test_a_hint_can_be_typed_as_it_stands(
    called: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [called])
    assert f"make one here with: {said} init" in run(capsys, "build").err


def test_doubts_name_files_that_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds").rename(folder / "raw")
    (folder / "raw" / "page.txt").write_text(PAGE.replace("记者 林青禾", "记者 林青禾2"), encoding="utf-8")
    for command in ("build", "parse"):
        ran = run(capsys, command, "--seeds", "raw", "--records", "kept")
        doubts = [line for line in ran.err.splitlines() if "correct it in" in line]
        for line in doubts:
            assert Path(line.rpartition("correct it in ")[2]).is_file()
        assert all(Path(line.partition(":")[0]).is_file() for line in ran.err.splitlines() if line.startswith("raw/"))


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    for turn in ("1", "2"):
        (tmp_path / turn).mkdir()
        shutil.copytree(built / "seeds", tmp_path / turn / "seeds")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": turn}
        subprocess.run(
            [sys.executable, "-m", "generator", "build"],
            cwd=tmp_path / turn,
            env=environment,
            check=True,
            capture_output=True,
            timeout=120,
        )
    for name in ("site", "records"):
        assert files_below(tmp_path / "1" / name) == files_below(tmp_path / "2" / name)


LINES = [
    ((2, 12, 148, 0.94, 3, 0), "2 pages → 12 articles → 148 files in 0.9 s, 3 doubts"),
    ((1, 1, 1, 10.0, 0, 1), "1 page → 1 article → 1 file in 10.0 s, 1 error"),
    ((0, 0, 0, 0.0, 1, 2), "0 pages → 0 articles → 0 files in 0.0 s, 2 errors, 1 doubt"),
]


@pytest.mark.parametrize(("numbers", "line"), LINES)
def test_the_closing_line(numbers: tuple[int, int, int, float, int, int], line: str) -> None:
    from generator.build import Report  # noqa: PLC0415 - jinja and all; the rest of the table needs none of it

    pages, articles, files, seconds, doubts, errors = numbers
    doubt = Problem("a", Location("p"), "m")
    error = Problem("a", Location("p"), "m", severity="error")
    report = Report(
        pages=pages,
        articles=articles,
        files=files,
        written=0,
        removed=0,
        problems=(doubt,) * doubts + (error,) * errors,
        seconds=seconds,
    )
    assert closing_line(report) == line


# ---------------------------------------------------------------- exit status


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["bake"],
        ["build", "--no-such-flag"],
        ["build", "--out", "x"],
        ["export"],
        ["export", "xml"],
        ["serve", "--port", "70000"],
    ],
)
def test_a_wrong_command_line_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *argv)
    assert ran.status == 2
    assert ran.out == ""
    assert "usage" in ran.err


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["build", "--help"]])
def test_help_is_status_0(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *argv)
    assert ran.status == 0
    assert ran.err == ""


def test_wrong_settings_are_status_2_with_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "digest.yaml").write_text("title: 摘\npage_sise: 3\n", encoding="utf-8")
    ran = run(capsys, "build", "--json")
    assert ran.status == 2
    assert "digest.yaml:2: page_sise: no such key" in ran.err
    assert "did you mean `page_size`?" in ran.err
    assert json.loads(ran.out)["problems"][0]["line"] == 2


def test_strict_makes_doubts_count(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = next(iter(sorted((digest / "records").rglob("*.md"))))
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("status: complete", "status: tail-missing"), encoding="utf-8")
    assert run(capsys, "check").status == 0
    ran = run(capsys, "check", "--strict")
    assert ran.status == 1
    assert "tail-missing" in ran.err


def test_ctrl_c_is_status_130(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.build.build", interrupt)
    ran = run(capsys, "build")
    assert (ran.status, ran.err) == (130, "interrupted\n")
    assert folder.exists()


def test_a_reader_who_has_seen_enough_is_no_crash(digest: Path) -> None:
    done = subprocess.run(  # noqa: S602 - a pipe is what is tested
        f"'{sys.executable}' -m generator export json | head -c 10",
        shell=True,
        cwd=digest,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


# ---------------------------------------------------------------- the other commands


def test_check_publishes_nothing(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (digest / "seeds" / "more.txt").write_text(OTHER, encoding="utf-8")
    before = files_below(digest / "site")
    ran = run(capsys, "check")
    assert ran.status == 0, ran.err
    assert " checked: 0 errors" in ran.out
    assert files_below(digest / "site") == before


def test_parse_writes_records_and_no_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "parse")
    assert ran.status == 0, ran.err
    assert ran.out.startswith("1 page → 2 articles")
    assert len(list((folder / "records").rglob("*.md"))) == 2
    assert not (folder / "site").exists()


def test_parse_diff_shows_what_a_person_changed(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "parse", "--diff").out == "no record was edited\n"
    record = next(iter(sorted((digest / "records").rglob("*.md"))))
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("旧磨坊里开了面包铺", "磨坊新生"), encoding="utf-8")
    ran = run(capsys, "parse", "--diff")
    assert "-headline: 磨坊新生" in ran.out
    assert "+headline: 旧磨坊里开了面包铺" in ran.out
    assert "磨坊新生" in record.read_text(encoding="utf-8")


def test_parse_explain_tells_of_each_line(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "parse", "--explain")
    assert ran.status == 0
    assert "seeds/page.txt" in ran.out
    assert "旧磨坊" in ran.out
    assert digest.exists()


def test_review_lists_the_most_doubtful_record_first(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = sorted((digest / "records").rglob("*.md"))[:2]
    for path, confidence in ((first, "0.5"), (second, "0.2")):
        text = path.read_text(encoding="utf-8")
        lines = [f"confidence: {confidence}" if x.startswith("confidence:") else x for x in text.split("\n")]
        path.write_text("\n".join(lines), encoding="utf-8")
    ran = run(capsys, "review")
    assert ran.status == 0
    paths = [line.split()[0] for line in ran.out.splitlines() if line.startswith("records/")]
    assert paths == [second.relative_to(digest).as_posix(), first.relative_to(digest).as_posix()]
    assert "seeds/page.txt:" in ran.out
    assert [entry.certainty for entry in rank(read_records(Path("records"))[0], Path("records"))] == [0.2, 0.5]


def test_translate_makes_a_file_a_page_and_counts_it(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "0 of " in run(capsys, "translate", "status").out
    ran = run(capsys, "translate")
    assert ran.status == 0, ran.err
    assert "wrote records/" in ran.out
    assert run(capsys, "translate", "--lang", "en").out == "0 files changed\n"
    (catalogue,) = (digest / "records").rglob("en.po")
    text = catalogue.read_text(encoding="utf-8")
    headline = 'msgid "旧磨坊里开了面包铺"\nmsgstr ""'
    assert headline in text
    catalogue.write_text(
        text.replace(headline, headline.replace('msgstr ""', 'msgstr "A bakery in the old mill"')), encoding="utf-8"
    )
    assert "1 of " in run(capsys, "translate", "status").out
    assert run(capsys, "build").status == 0
    assert "A bakery in the old mill" in (digest / "site/en/index.html").read_text(encoding="utf-8")


def test_a_language_that_the_site_has_not_is_started_and_named(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "translate", "--lang", "fr")
    assert ran.status == 0
    assert "the site is not built in fr (French)" in ran.err
    assert len(list(digest.rglob("fr.po"))) == 1


def test_export_writes_to_stdout_or_to_a_file(digest: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["export", "json"]) == 0
    articles = json.loads(capfdbinary.readouterr().out)["articles"]
    assert articles[0]["headline"] == "旧磨坊里开了面包铺"
    assert cli.main(["export", "csv", "--to", "all.csv"]) == 0
    assert (digest / "all.csv").read_bytes() == (digest / "site/data/articles.csv").read_bytes()


def test_clean_removes_ours_only(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (digest / "site" / ".gitignore").write_text("*\n", encoding="utf-8")
    before = files_below(digest / "records")
    ran = run(capsys, "clean")
    assert ran.status == 0
    assert list(files_below(digest / "site")) == [".gitignore"]
    assert not (digest / ".baozhai-cache").exists()
    assert files_below(digest / "records") == before
    assert run(capsys, "clean").out == "0 files removed from site\n"


def test_a_cache_folder_that_is_not_ours_stays(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (digest / "mine").mkdir()
    (digest / "mine" / "letter").write_text("dear", encoding="utf-8")
    (digest / "digest.yaml").write_text("cache: mine\n", encoding="utf-8")
    assert run(capsys, "clean").status == 0
    assert (digest / "mine" / "letter").exists()
    ran = run(capsys, "build")
    assert ran.status == 1
    assert "the cache folder holds something else" in ran.err


def test_init_begins_a_digest_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "init").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "digest.yaml", "seeds"]
    (tmp_path / "digest.yaml").write_text("title: 我的\n", encoding="utf-8")
    ran = run(capsys, "init", "--json")
    assert json.loads(ran.out)["written"] == []
    assert (tmp_path / "digest.yaml").read_text(encoding="utf-8") == "title: 我的\n"


def test_what_init_wrote_can_be_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init", str(tmp_path / "new")).status == 0
    shutil.copy(tmp_path / "new" / "digest.yaml", tmp_path / "check.yaml")
    (tmp_path / "new" / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=tmp_path / "new",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def test_the_manifest_lists_every_file(digest: Path) -> None:
    listed = json.loads((digest / "site" / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert sorted(listed) == sorted(path for path in files_below(digest / "site") if path != MANIFEST)
