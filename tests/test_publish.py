"""Publishing: as little as can be is changed, what is not ours stays, and nothing dangerous is begun."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ConfigError, PublishError
from generator.manifest import MANIFEST, dumps_manifest, loads_manifest
from generator.publish import STAGING, Published, check_output, publish, unpublish
from generator.publish.inplace import pages_before_indexes

SITE = {
    "index.html": b"front door",
    "zh/index.html": b"latest",
    "zh/articles/a.html": b"story",
    "static/site.css": b"body {}",
    ".nojekyll": b"",
}


def _read(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    output = tmp_path / "site"
    publish(SITE, output)
    return output


def test_the_first_time_everything_is_written(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "site"
    assert publish(SITE, output) == Published(written=5, removed=0)
    assert _read(output) == SITE


def test_the_second_time_nothing_is_touched(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert publish(SITE, site) == Published(written=0, removed=0)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_only_what_changed_is_written(site: Path) -> None:
    story = site / "zh/articles/a.html"
    inode = story.stat().st_ino
    assert publish({**SITE, "zh/index.html": b"newer"}, site).written == 1
    assert story.stat().st_ino == inode


def test_ours_that_is_no_longer_wanted_goes_with_its_empty_folder(site: Path) -> None:
    less = {path: content for path, content in SITE.items() if path != "zh/articles/a.html"}
    assert publish(less, site).removed == 1
    assert not (site / "zh/articles").exists()
    assert (site / "zh").is_dir()


def test_what_is_not_ours_stays(site: Path) -> None:
    for name in (".gitignore", "CNAME", "zh/articles/note.txt"):
        (site / name).write_text("mine", encoding="utf-8")
    publish({"index.html": b"front door"}, site)
    assert _read(site) == {
        ".gitignore": b"mine",
        "CNAME": b"mine",
        "index.html": b"front door",
        "zh/articles/note.txt": b"mine",
    }


def test_a_file_that_was_removed_by_hand_comes_back(site: Path) -> None:
    (site / "zh/index.html").unlink()
    assert publish(SITE, site).written == 1
    assert _read(site) == SITE


def test_files_are_readable_for_everyone(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        publish(SITE, tmp_path / "site")
    finally:
        os.umask(old)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site").rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site/zh", tmp_path / "site")}
    assert (modes, folders) == ({0o644}, {0o755})


def test_a_wrong_mode_is_mended(site: Path) -> None:
    (site / "index.html").chmod(0o600)
    publish(SITE, site)
    assert stat.S_IMODE((site / "index.html").stat().st_mode) == 0o644


def test_the_manifest_is_the_same_for_the_same_site(site: Path, tmp_path: Path) -> None:
    publish(dict(reversed(SITE.items())), tmp_path / "other")
    assert (site / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


# ---------------------------------------------------------------- in the way


def test_a_foreign_file_in_the_way_is_named_and_nothing_changes(site: Path) -> None:
    (site / "robots.txt").write_text("mine", encoding="utf-8")
    before = _read(site)
    with pytest.raises(PublishError, match=r"robots\.txt: a file that is not ours stands there"):
        publish({**SITE, "index.html": b"newer", "robots.txt": b"ours"}, site)
    assert _read(site) == before


def test_a_foreign_file_with_the_same_bytes_is_taken_over(site: Path) -> None:
    (site / "robots.txt").write_bytes(b"ours")
    publish({**SITE, "robots.txt": b"ours"}, site)
    publish(SITE, site)
    assert not (site / "robots.txt").exists()


def test_a_foreign_file_in_the_way_of_a_folder_is_named(site: Path) -> None:
    (site / "en").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="no folder can be made for en"):
        publish({**SITE, "en/index.html": b""}, site)


def test_a_foreign_folder_in_the_way_of_a_file_is_named(site: Path) -> None:
    (site / "feed.xml").mkdir()
    (site / "feed.xml" / "note").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="a folder stands there"):
        publish({**SITE, "feed.xml": b""}, site)


def test_our_own_file_makes_room_for_a_folder_and_back(site: Path) -> None:
    publish({"a": b"1"}, site)
    publish({"a/b/c": b"2"}, site)
    assert _read(site) == {"a/b/c": b"2"}
    publish({"a": b"1"}, site)
    assert _read(site) == {"a": b"1"}


def test_a_link_in_the_way_is_named(site: Path, tmp_path: Path) -> None:
    (site / "zh/about.html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="a link that is not ours"):
        publish({**SITE, "zh/about.html": b""}, site)


def test_a_folder_that_is_a_link_leads_no_one_out(site: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (site / "en").symlink_to(tmp_path / "outside")
    with pytest.raises(PublishError, match="lies outside the output folder"):
        publish({**SITE, "en/index.html": b""}, site)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("path", ["../a", "zh/../../a", "/etc/a", "zh/../a"])
def test_a_path_out_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError, match="lies outside"):
        publish({path: b""}, tmp_path / "site")


# ---------------------------------------------------------------- folders that are refused


@pytest.mark.parametrize("name", ["seeds", "project", ".", "/", "~"])
def test_a_folder_with_someones_own_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = tmp_path / "project"
    (project / "seeds").mkdir(parents=True)
    (project / "work").mkdir()
    monkeypatch.chdir(project / "work")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    output = {"seeds": project / "seeds", "project": project, ".": Path(), "/": Path("/"), "~": tmp_path / "home"}[name]
    with pytest.raises(ConfigError, match="nothing is written or removed here"):
        check_output(output, [project / "seeds"])


@pytest.mark.parametrize("name", ["/etc", "/usr", "/usr/share", "/sbin", "/../etc"])
def test_a_folder_of_the_system_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match=r"is a folder of the system|contains"):
        check_output(Path(name))


@pytest.mark.parametrize("name", ["/var/www/html/digest", "/srv/digest", "/usr/share/nginx/html", "/mnt/digest"])
def test_a_folder_that_a_web_server_reads_is_not(name: str) -> None:
    assert check_output(Path(name)) == Path(name).resolve()


def test_a_folder_inside_the_raw_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="would be read again"):
        check_output(tmp_path / "site", [tmp_path])


def test_a_link_to_such_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "seeds")
    with pytest.raises(ConfigError, match="this folder is the folder"):
        check_output(tmp_path / "site", [tmp_path / "seeds"])


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="is a file"):
        check_output(tmp_path / "site")


# ---------------------------------------------------------------- when something breaks


def test_what_a_killed_build_left_is_cleared(site: Path) -> None:
    (site / f"{STAGING}999999999").mkdir()
    publish({"a.html": b""}, site)
    assert not list(site.glob(f"{STAGING}*"))


def test_styles_come_before_pages_and_pages_before_what_links_to_them() -> None:
    paths = ["index.html", "zh/index.html", "zh/articles/a.html", "zh/feed.xml", "static/a.css"]
    assert sorted(paths, key=pages_before_indexes) == [
        "static/a.css",
        "zh/articles/a.html",
        "zh/feed.xml",
        "zh/index.html",
        "index.html",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"version": 1}',
        b'{"version": 9, "files": {}}',
        b'{"version": 1, "files": {"../a": "0"}}',
        b'{"version": 1, "files": {"/etc/passwd": "0"}}',
        b'{"version": 1, "files": {"a": 0}}',
        b"[" * 100_000,
        b"\xff",
    ],
    ids=range(9),
)
def test_a_damaged_manifest_is_refused(site: Path, content: bytes) -> None:
    (site / MANIFEST).write_bytes(content)
    with pytest.raises(PublishError, match="damaged"):
        publish({}, site)
    assert (site / "index.html").exists()


# ---------------------------------------------------------------- clean


def test_unpublish_removes_ours_and_nothing_else(site: Path) -> None:
    (site / ".gitignore").write_text("*", encoding="utf-8")
    assert unpublish(site) == 5
    assert sorted(path.name for path in site.iterdir()) == [".gitignore"]


def test_unpublish_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert unpublish(tmp_path / "absent") == 0


# ---------------------------------------------------------------- properties

NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "c/f/g", "h.html", "c/index.html"])
SITES = st.dictionaries(NAMES, st.binary(max_size=2), max_size=6)


@given(sites=st.lists(SITES, min_size=1, max_size=4))
def test_any_row_of_builds_ends_as_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]
) -> None:
    output = tmp_path_factory.mktemp("row") / "site"
    for files in sites:
        publish(files, output)
    assert _read(output) == sites[-1]
    folders = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_dir()}
    assert folders == {
        parent.as_posix() for path in sites[-1] for parent in Path(path).parents if parent.as_posix() != "."
    }


@given(hashes=st.dictionaries(st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5}){0,2}", fullmatch=True), st.text(max_size=5)))
def test_a_manifest_reads_as_it_was_written(hashes: dict[str, str]) -> None:
    assert loads_manifest(dumps_manifest(hashes), "m") == hashes
    assert json.loads(dumps_manifest(hashes))["version"] == 1
