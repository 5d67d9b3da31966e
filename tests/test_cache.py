"""The cache: a small change makes little work, what is damaged or foreign is dropped, without it all is the same."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import cli
from generator.build import build
from generator.cache import LOCK, NAME, open_cache
from generator.cachefolder import TAG, make_cache
from generator.config import packaged
from generator.press import _find_uses
from generator.publish.lock import hold
from generator.render import Renderer
from generator.survey import confirm
from tests.project import configure, outcome, put, read_tree, stamps, start

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import Report
    from generator.errors import Problem
    from generator.model import SitePage

ROOT = Path(__file__).parent.parent
FLIPS = int(os.environ.get("BAOZHAI_FLIPS", "12"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache") / "digest"
    project = start(folder, 4)
    assert outcome(project.config, folder).published
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "digest")
    time.sleep(0.1)  # until the copies are old enough for their time stamps to be trusted
    again(tmp_path / "digest")
    return tmp_path / "digest"


def again(folder: Path) -> Report:
    return build(configure(folder, {}))


def dropped(report: Report) -> list[Problem]:
    return [problem for problem in report.problems if problem.code == "cache-dropped"]


# ---------------------------------------------------------------- only what changed


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(folder: Path, change: Callable[[], None]) -> set[str]:
    """Build after a change; name the files of the site with another time or inode."""
    before = stamps(folder / "site")
    change()
    again(folder)
    after = stamps(folder / "site")
    return {path for path in {*before, *after} if before.get(path) != after.get(path)} - {".baozhai-manifest.json"}


def rendered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Build, and name the pages that were filled in."""
    seen: list[str] = []
    render = Renderer.render

    def watch(self: Renderer, page: SitePage) -> bytes:
        seen.append(page.path)
        return render(self, page)

    with monkeypatch.context() as patch:
        patch.setattr(Renderer, "render", watch)
        again(folder)
    return seen


def test_a_body_edit_renders_only_what_shows_the_body(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = folder / "records" / "page-0" / "01.md"
    put(record, record.read_bytes() + "\n车开走以后，果农们又忙了一阵。\n".encode())
    pages = rendered(folder, monkeypatch)
    stories = {path for path in pages if "/articles/" in path}
    assert stories == {f"{lang}/articles/page-0-01.html" for lang in ("zh", "en")}
    whole = sum(1 for path in read_tree(folder / "site") if path.endswith(".html"))
    assert len(pages) < whole / 2
    assert not [path for path in pages if "/tags/" in path and path.endswith(".html")]


def test_files_whose_bytes_stay_keep_time_and_inode(folder: Path) -> None:
    record = folder / "records" / "page-0" / "01.md"
    before = read_tree(folder / "site")
    touched = changed(folder, lambda: edit(record, "果农们围着货车数箱子", "果农们围着货车数筐子"))
    after = read_tree(folder / "site")
    assert touched == {path for path in after if before.get(path) != after[path]} - {".baozhai-manifest.json"}
    assert "zh/articles/page-0-01.html" in touched


def test_nothing_is_rendered_again_where_nothing_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(folder, monkeypatch) == []
    (folder / "seeds" / "page-1.txt").touch()
    (folder / "records" / "page-1" / "01.md").touch()
    assert rendered(folder, monkeypatch) == []


def test_a_template_renders_only_the_pages_that_use_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (packaged("templates") / "about.html").read_bytes()
    put(folder / "templates" / "about.html", text + b"\n{# mine #}\n")
    assert sorted(rendered(folder, monkeypatch)) == ["en/about.html", "zh/about.html"]


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ('{% extends "base.html" %}{%- include "a.html" -%}', {"base.html", "a.html"}),
        ("{%+ include 'a.html' +%}", {"a.html"}),
        ('{% include "a.html" ignore missing %}{% include "b.html" without context %}', {"a.html", "b.html"}),
        ('{% from "m.html" import one %}{% import "n.html" as n %}', {"m.html", "n.html"}),
        ('{% extends "a.html" if view.x else "b.html" %}', None),
        ('{% include "a" ~ view.x %}', None),
        ('{% include ["a.html", "b.html"] %}', None),
        ("{% include view.x %}", None),
        ("{% included %} import x", set()),
    ],
)
def test_what_a_template_uses(source: str, uses: set[str] | None) -> None:
    assert _find_uses(source.encode()) == uses


def test_a_picture_that_went_is_missed_by_the_page_that_shows_it(folder: Path) -> None:
    picture = folder / "static" / "paper.svg"
    put(picture, b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    record = folder / "records" / "page-0" / "01.md"
    put(record, record.read_bytes() + "\n[图](../../static/paper.svg)\n".encode())
    assert not [problem for problem in again(folder).problems if problem.severity == "error"]
    picture.unlink()
    assert "link-broken" in {problem.code for problem in again(folder).problems}


# ---------------------------------------------------------------- what can't have been seen


def test_a_record_edited_while_its_page_is_written_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person saves one record at the moment in which the build writes another of the same page."""
    record = folder / "records" / "page-2" / "01.md"
    (folder / "records" / "page-2" / "02.md").unlink()
    sleep = time.sleep

    def save(seconds: float) -> None:
        if "合作社今年收粮540万斤" not in record.read_text(encoding="utf-8"):
            edit(record, "合作社今年收粮445万斤", "合作社今年收粮540万斤")
        sleep(seconds)

    with monkeypatch.context() as patch:
        patch.setattr("generator.prepare.time.sleep", save)
        again(folder)
    sleep(0.1)
    again(folder)
    assert "合作社今年收粮540万斤" in (folder / "site" / "zh" / "articles" / "page-2-01.html").read_text(
        encoding="utf-8"
    )


OLD, NEW = (10, 10, 3, 1), (50, 50, 3, 1)


@pytest.mark.parametrize(
    ("before", "after", "own", "found"),
    [
        ({"a": OLD}, {"a": OLD}, {}, {"a": OLD}),
        ({"a": None}, {"a": OLD}, {}, {"a": OLD}),
        ({"a": OLD}, {"a": NEW}, {}, {"a": None}),
        ({"a": OLD}, {"a": NEW}, {"a": NEW}, {"a": NEW}),
        ({"a": OLD}, {"a": NEW}, {"a": OLD}, {"a": None}),
        ({}, {"a": OLD}, {}, {"a": None}),
        ({"a": OLD}, {}, {}, {"a": None}),
    ],
    ids=["stood", "young then", "changed", "by us", "by another", "came", "went"],
)
def test_what_changed_during_a_build_is_not_trusted(before: object, after: object, own: object, found: object) -> None:
    assert confirm(before, after, 50, own) == found


# ---------------------------------------------------------------- damaged, foreign, older


def damage(path: Path, kind: str) -> None:
    if kind == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_text("not a database\n")
    elif kind == "no text where there was some":
        path.write_bytes(path.read_bytes().replace(b"CREATE TABLE entry", b"CREATE \xce\xce\xce\xce\xce entry"))
    elif kind == "writable by others":
        path.chmod(0o620)
    elif kind == "a link":
        path.rename(path.with_name("elsewhere"))
        path.symlink_to("elsewhere")
    else:
        with sqlite3.connect(path) as connection:
            connection.execute(kind)
        connection.close()


@pytest.mark.parametrize(
    "kind",
    [
        *("cut", "empty", "text", "no text where there was some", "writable by others", "a link"),
        "UPDATE stamp SET stamp = x'00'",
        "DELETE FROM stamp",
        "PRAGMA application_id = 7",
        "DROP TABLE entry",
        "UPDATE entry SET value = x'0011223344' WHERE kind = 'pages'",
        "DELETE FROM entry WHERE kind = 'archive' AND name = 'documents'",
        "DELETE FROM entry WHERE kind = 'seeds'",
        "DELETE FROM entry WHERE kind = 'targets'",
        "DELETE FROM entry WHERE kind = 'terms'",
    ],
)
def test_a_cache_that_is_not_what_we_left_is_dropped_with_one_line(folder: Path, kind: str) -> None:
    damage(folder / "cache" / NAME, kind)
    shutil.rmtree(folder / "site")
    put(folder / "seeds" / "page-1.txt", (folder / "seeds" / "page-2.txt").read_bytes())
    clean = folder.parent / "clean" / "digest"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("cache", "site"))
    report = again(folder)
    assert [(problem.severity, str(problem).count("\n")) for problem in dropped(report)] == [("notice", 0)]
    assert again(clean).articles == report.articles
    assert read_tree(folder / "site") == read_tree(clean / "site")
    assert dropped(again(folder)) == []
    assert (folder / "cache" / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "kind",
    [
        "DELETE FROM entry WHERE kind = 'beside'",
        "DELETE FROM entry WHERE kind = 'text'",
        "UPDATE entry SET value = (SELECT value FROM entry WHERE kind = 'text' LIMIT 1) WHERE kind = 'text'",
    ],
)
def test_a_text_that_was_lost_is_missed(folder: Path, kind: str) -> None:
    site = read_tree(folder / "site")
    shutil.rmtree(folder / "site")
    damage(folder / "cache" / NAME, kind)
    assert len(dropped(again(folder))) == 1
    assert read_tree(folder / "site") == site


def test_what_stories_are_found_by_is_found_again_where_it_was_lost(folder: Path) -> None:
    damage(folder / "cache" / NAME, "DELETE FROM entry WHERE kind = 'keys'")
    page = folder / "seeds" / "page-1.txt"
    put(page, page.read_bytes() + "\n寻回来的一句话只在这里出现。\n".encode())
    clean = folder.parent / "clean" / "digest"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("cache", "site"))
    assert dropped(again(folder)) == []
    again(clean)
    assert read_tree(folder / "site") == read_tree(clean / "site")


def test_what_stories_are_found_by_goes_with_them(folder: Path) -> None:
    (folder / "seeds" / "page-1.txt").unlink()
    shutil.rmtree(folder / "records", ignore_errors=True)
    again(folder)
    with sqlite3.connect(folder / "cache" / NAME) as connection:
        texts, keys = (
            connection.execute("SELECT name FROM entry WHERE kind = ? ORDER BY name", (kind,)).fetchall()
            for kind in ("text", "keys")
        )
    connection.close()
    assert texts == keys != []


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a file away")
def test_a_cache_of_someone_else_is_dropped(folder: Path) -> None:
    os.chown(folder / "cache" / NAME, 12345, -1)
    assert [problem.message for problem in dropped(again(folder))] == ["the cache belongs to someone else: begun anew"]


def test_bits_that_turned_change_nothing_of_the_site(folder: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)  # noqa: S311 - offsets, not secrets
    path, clean = folder / "cache" / NAME, read_tree(folder / "site")
    whole = path.read_bytes()
    for flip in range(FLIPS):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 1, 8, 64))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        (folder / "site" / "index.html").unlink()
        (folder / "seeds" / f"page-{flip % 4}.txt").touch()
        report = again(folder)
        assert read_tree(folder / "site") == clean, f"seed {seed}, flip {flip}"
        assert not [p for p in report.problems if p.severity == "error"], f"seed {seed}, flip {flip}"


def test_a_cache_folder_that_was_being_made_is_finished(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / ".gitignore").write_text("*\n")
    make_cache(tmp_path / "cache")
    assert (tmp_path / "cache" / TAG).is_file()


# ---------------------------------------------------------------- none, and two at once


def test_without_a_cache_the_bytes_are_the_same_and_none_is_left(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = tmp_path / "clean" / "digest"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("cache", "site"))
    monkeypatch.chdir(clean)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    assert cli.main(["build", "--no-cache", "--executor", "serial"]) == 0
    assert read_tree(clean / "site") == read_tree(folder / "site")
    assert sorted(path.name for path in clean.iterdir()) == ["records", "seeds", "site"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_second_build_says_that_it_waited_in_vain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cache.PATIENCE", 0.1)
    with hold(folder) as locks:
        locks.take_file(folder / "cache" / LOCK)
        told = outcome(configure(folder, {}), folder).told
    assert "is at work here [output-busy]" in str(told)


def test_a_second_reader_of_the_cache_waits(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with open_cache(tmp_path / "cache", b"stamp"):
            order.append("second")

    with open_cache(tmp_path / "cache", b"stamp") as cache:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        cache.put("kind", [("name", b"value")])
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_two_builds_at_once_both_end_well(folder: Path) -> None:
    command = [sys.executable, "-m", "generator", "build"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (folder / "digest.yaml").write_text("cache: cache\nexecutor: serial\n")
    put(folder / "seeds" / "page-9.txt", (folder / "seeds" / "page-2.txt").read_bytes())
    running = [subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    told = [each.communicate(timeout=60)[1].decode() for each in running]
    for each, text in zip(running, told, strict=True):
        assert each.returncode == 0 or "is at work here" in text, text
        assert "Traceback" not in text
    assert 0 in {each.returncode for each in running}
