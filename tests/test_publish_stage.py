"""The stage: what stands is known without reading it, what didn't change stays the very file, what isn't ours stays."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ConfigError, PublishError
from generator.manifest import MANIFEST
from generator.publish import STAGING, Published, open_stage, publish, unpublish, write_staged
from generator.publish.memory import KNOWN, make_memo, stamp_of
from generator.publish.swap import SPARE

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = {
    "index.html": b"front door",
    "zh/index.html": b"latest",
    "zh/articles/a.html": b"story",
    "zh/articles/b.html": b"story",
    "static/site.css": b"body {}",
}
NEWER = {**SITE, "zh/index.html": b"newest"}
NEWEST = {**SITE, "zh/index.html": b"latest of all"}


class Project:
    """A site and the private folder of its project."""

    def __init__(self, room: Path) -> None:
        self.site = room / "site"
        self.private = room / "cache" / "publish"

    def publish(self, files: Mapping[str, bytes]) -> Published:
        return publish(files, self.site, (), self.private)

    def standing(self) -> dict[str, str]:
        with open_stage(self.site, (), self.private) as stage:
            return dict(stage.standing)

    def read(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.publish(SITE)
    return made


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: sha256(content).hexdigest() for path, content in files.items()}


def _looks(root: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(root).as_posix(): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in root.rglob("*")
    }


# ---------------------------------------------------------------- what stands


def test_before_the_first_build_nothing_stands_and_nothing_is_left_behind(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.standing() == {}
    assert not project.site.exists()
    assert sorted(path.name for path in project.private.iterdir()) == ["lock"]


def test_what_was_published_stands(project: Project) -> None:
    assert project.standing() == _hashes(SITE)


@pytest.mark.parametrize("lost", ["nothing", "cache", "memory", "sense", "version"])
def test_what_is_not_remembered_is_hashed_anew(project: Project, lost: str) -> None:
    known = project.private / KNOWN
    text = known.read_text("ascii")
    if lost == "cache":
        shutil.rmtree(project.private)
    elif lost != "nothing":
        known.write_text({"memory": "", "sense": "[" * 9999, "version": text.replace(": 1,", ": 0,", 1)}[lost], "ascii")
    assert project.standing() == _hashes(SITE)
    assert project.publish(NEWER) == Published(1, 0)
    assert project.read() == NEWER


def test_a_checkout_writes_every_file_anew_and_all_stand(project: Project) -> None:
    shutil.copytree(project.site, project.site.with_name("copy"))
    shutil.rmtree(project.site)
    project.site.with_name("copy").rename(project.site)
    assert project.standing() == _hashes(SITE)


def _edit(path: Path) -> None:
    path.write_bytes(path.read_bytes()[::-1])


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


@pytest.mark.parametrize(
    "change", [_edit, _link, Path.unlink, lambda path: path.chmod(0o600), lambda path: path.chmod(0o755)]
)
def test_what_someone_changed_does_not_stand_and_is_mended(project: Project, change: object) -> None:
    path = "zh/articles/a.html"
    change(project.site / path)
    assert project.standing() == {known: digest for known, digest in _hashes(SITE).items() if known != path}
    if change is _link:
        (project.site / path).unlink()
    project.publish(SITE)
    assert project.standing() == _hashes(SITE)


def test_a_file_with_a_new_date_only_stands(project: Project) -> None:
    os.utime(project.site / "index.html")
    before = _looks(project.site)
    assert project.publish(SITE) == Published(0, 0)
    assert _looks(project.site) == before


def test_a_change_in_the_same_moment_is_seen(project: Project) -> None:
    """On a machine whose clock jumps back, or ticks slowly, a later change may show the very same time."""
    future = 4_102_444_800 * 10**9
    with open_stage(project.site, (), project.private) as stage:
        write_staged(stage.folder, "zh/index.html", b"newest")
        digest = sha256(b"newest").hexdigest()
        os.utime(stage.folder / "zh/index.html", ns=(future, future))
        stage.publish({**_hashes(SITE), "zh/index.html": digest})
    file = project.site / "zh/index.html"
    with file.open("r+b") as opened:
        opened.write(b"NEWEST")
    os.utime(file, ns=(future, future))
    assert "zh/index.html" not in project.standing()


@pytest.mark.parametrize(("changed", "looked", "sure"), [(100, 200, True), (200, 200, False), (195, 200, False)])
def test_only_a_time_that_is_past_is_remembered(changed: int, looked: int, sure: bool) -> None:  # noqa: FBT001 - a case
    stamp = f"7 {changed * 1_000_000} 5 33188"
    assert stamp_of(make_memo("0" * 64, stamp, looked * 1_000_000)) == (stamp if sure else "")


def test_files_of_ours_without_a_manifest_are_not_written_again(project: Project) -> None:
    (project.site / MANIFEST).unlink()
    before = _looks(project.site)
    assert project.standing() == {}
    assert project.publish(SITE) == Published(0, 0)
    assert {path: look for path, look in _looks(project.site).items() if path in SITE} == {
        path: look for path, look in before.items() if path in SITE
    }
    assert project.standing() == _hashes(SITE)


def test_the_manifest_tells_of_what_is_wanted_whatever_was_before(project: Project, tmp_path: Path) -> None:
    less = {path: content for path, content in SITE.items() if path != "zh/articles/a.html"}
    (project.site / "zh/articles/a.html").unlink()
    assert project.publish(less) == Published(0, 0)
    publish(less, tmp_path / "other")
    assert (project.site / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


# ---------------------------------------------------------------- what is staged


def test_a_staged_file_is_hashed(tmp_path: Path) -> None:
    write_staged(tmp_path, "zh/a.html", b"one")
    write_staged(tmp_path, "zh/a.html", b"two")
    assert (tmp_path / "zh/a.html").read_bytes() == b"two"


@pytest.mark.parametrize(
    "path",
    [
        *("../a", "zh/../../a", "/etc/a", "zh/../a", "zh//a", "./a", "zh/.", "", "a/", "zh\\a", "a\0b"),
        *("报.html", "caf\u00e9.html", "cafe\u0301.html", "a\nb", "a\x7f", MANIFEST, f"{STAGING}1/a"),
    ],
)
def test_a_path_that_is_none_of_a_site_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "stage").mkdir()
    with pytest.raises(PublishError):
        write_staged(tmp_path / "stage", path, b"")
    assert list(tmp_path.rglob("*")) == [tmp_path / "stage"]


def test_a_stage_that_is_gone_is_not_made_again(project: Project) -> None:
    with open_stage(project.site, (), project.private) as stage:
        pass
    with pytest.raises(FileNotFoundError):
        write_staged(stage.folder, "zh/late/a.html", b"")
    assert not stage.folder.exists()


def test_no_link_in_the_stage_is_followed(tmp_path: Path) -> None:
    (tmp_path / "stage").mkdir()
    (tmp_path / "stage/a.html").symlink_to(tmp_path / "outside")
    with pytest.raises(OSError, match="symbolic"):
        write_staged(tmp_path / "stage", "a.html", b"")
    assert not (tmp_path / "outside").exists()


def test_what_is_neither_staged_nor_standing_is_named_and_nothing_changes(project: Project) -> None:
    (project.site / "index.html").write_bytes(b"edited")
    before = _looks(project.site)
    with (
        open_stage(project.site, (), project.private) as stage,
        pytest.raises(PublishError, match=r"index\.html: is neither staged nor standing"),
    ):
        stage.publish(_hashes(SITE))
    assert _looks(project.site) == before


def test_a_staged_file_that_stands_already_is_not_written_again(project: Project) -> None:
    before = _looks(project.site)
    with open_stage(project.site, (), project.private) as stage:
        for path, content in {**SITE, "zh/index.html": b"newest", "unwanted.html": b""}.items():
            write_staged(stage.folder, path, content)
        assert stage.publish(_hashes(NEWER)) == Published(1, 0)
    after = _looks(project.site)
    files = SITE.keys() - {"zh/index.html"}
    assert {path: after[path] for path in files} == {path: before[path] for path in files}
    assert project.read() == NEWER


def test_a_staged_file_that_is_not_wanted_leaves_no_trace(tmp_path: Path) -> None:
    with open_stage(tmp_path / "site", (), tmp_path / "private") as stage:
        write_staged(stage.folder, "zh/index.html", b"newest")
        digest = sha256(b"newest").hexdigest()
        write_staged(stage.folder, "en/unwanted/a.html", b"")
        stage.publish({"zh/index.html": digest})
    assert sorted(path.name for path in (tmp_path / "site").rglob("*")) == [MANIFEST, "index.html", "zh"]


def test_a_strict_umask_hides_nothing(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        Project(tmp_path).publish(SITE)
        Project(tmp_path).publish(NEWER)
    finally:
        os.umask(old)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site").rglob("*") if path.is_dir()}
    assert modes | {stat.S_IMODE((tmp_path / "site").stat().st_mode)} == {0o755}
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "site").rglob("*") if p.is_file()} == {0o644}


def _build_until_interrupted(project: Project) -> None:
    with open_stage(project.site, (), project.private) as stage:
        write_staged(stage.folder, "zh/index.html", b"newest")
        raise KeyboardInterrupt


@pytest.mark.parametrize("kept", [False, True])
def test_whatever_fails_all_that_is_temporary_goes(project: Project, kept: bool) -> None:  # noqa: FBT001 - a case
    if not kept:
        shutil.rmtree(project.site)
    before = _looks(project.site)
    with pytest.raises(KeyboardInterrupt):
        _build_until_interrupted(project)
    assert _looks(project.site) == before
    assert project.site.exists() == kept
    assert not list(project.private.glob(f"{STAGING}*"))
    project.publish(SITE)


# ---------------------------------------------------------------- exchanged


def test_a_site_is_exchanged_and_what_did_not_change_is_the_same_file(project: Project) -> None:
    for files in (NEWER, NEWEST, SITE, NEWER):
        root, before = project.site.stat().st_ino, _looks(project.site)
        assert project.publish(files) == Published(1, 0)
        assert project.site.stat().st_ino != root
        after = _looks(project.site)
        same = SITE.keys() - {"zh/index.html"}
        assert {path: after[path] for path in same} == {path: before[path] for path in same}
        assert project.read() == files


def test_an_empty_folder_becomes_the_site_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site").chmod(0o750)
    project = Project(tmp_path)
    for files in (SITE, NEWER):
        project.publish(files)
        assert project.read() == files
        assert stat.S_IMODE(project.site.stat().st_mode) == 0o750


def test_someones_file_is_the_same_file_ever_after(project: Project) -> None:
    (project.site / "CNAME").write_bytes(b"example.org")
    (project.site / "zh/articles/note.txt").write_bytes(b"mine")
    (project.site / "CNAME").chmod(0o600)
    before = _looks(project.site)
    for files in (NEWER, NEWEST, SITE):
        project.publish(files)
        after = _looks(project.site)
        assert after["CNAME"] == before["CNAME"]
        assert after["zh/articles/note.txt"] == before["zh/articles/note.txt"]
    assert project.read() == {**SITE, "CNAME": b"example.org", "zh/articles/note.txt": b"mine"}
    (project.site / "CNAME").unlink()
    for files in (NEWER, NEWEST, SITE):
        project.publish(files)
        assert "CNAME" not in project.read()


def test_what_someone_saves_during_a_build_is_there_after_it(project: Project) -> None:
    with open_stage(project.site, (), project.private) as stage:
        (project.site / "CNAME").write_bytes(b"example.org")
        (project.site / "zh/uploads").mkdir()
        (project.site / "zh/uploads/a.png").write_bytes(b"mine")
        write_staged(stage.folder, "zh/index.html", b"newest")
        digest = sha256(b"newest").hexdigest()
        stage.publish({**_hashes(SITE), "zh/index.html": digest})
    assert project.read() == {**NEWER, "CNAME": b"example.org", "zh/uploads/a.png": b"mine"}


def test_what_someone_saves_in_the_folder_where_they_stood_is_there_after_the_next_build(project: Project) -> None:
    handle = os.open(project.site, os.O_RDONLY)
    project.publish(NEWER)
    os.close(os.open("CNAME", os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=handle))
    os.close(handle)
    assert "CNAME" not in project.read()
    project.publish(NEWEST)
    assert project.read() == {**NEWEST, "CNAME": b""}


def test_an_edit_in_place_which_is_one_of_the_spare_too_is_undone(project: Project) -> None:
    project.publish(NEWER)
    edited = project.site / "static/site.css"
    assert edited.samefile(project.private / SPARE / "static/site.css")
    with edited.open("r+b") as file:
        file.write(b"BODY")
    project.publish(NEWEST)
    assert project.read() == NEWEST


@pytest.mark.parametrize("change", [_edit, Path.unlink, _link])
def test_nothing_is_believed_of_the_spare(project: Project, change: object) -> None:
    project.publish(NEWER)
    spare = project.private / SPARE
    other = spare / "static/site.css"
    other.rename(other.with_suffix(".old"))
    shutil.copy2(other.with_suffix(".old"), other)
    change(other)
    (spare / "index.html").unlink()
    (spare / "index.html").mkdir()
    shutil.rmtree(spare / "zh/articles")
    (spare / MANIFEST).unlink()
    project.publish(NEWEST)
    assert project.read() == NEWEST


def test_a_spare_of_another_output_folder_is_dropped(tmp_path: Path) -> None:
    one, other = Project(tmp_path), Project(tmp_path)
    other.site = tmp_path / "other"
    one.publish(SITE)
    (one.site / "CNAME").write_bytes(b"example.org")
    one.publish(NEWER)
    other.publish(SITE)
    assert not (one.private / SPARE).exists()
    other.publish(NEWER)
    assert other.read() == NEWER
    one.publish(SITE)
    assert one.read() == {**SITE, "CNAME": b"example.org"}


def test_when_all_is_new_the_old_site_takes_no_room(project: Project) -> None:
    project.publish({path: content + b"!" for path, content in SITE.items()})
    assert not (project.private / SPARE).exists()


# ---------------------------------------------------------------- file by file


def _repository(site: Path) -> None:
    subprocess.run(["git", "init", "-q", str(site)], check=True)


def _worktree(site: Path) -> None:
    (site / ".git").write_bytes(b"gitdir: elsewhere")


def _uploads(site: Path) -> None:
    (site / "uploads").mkdir()
    (site / "uploads/a.png").write_bytes(b"mine")


def _symlink(site: Path) -> None:
    (site / "latest").symlink_to("zh/index.html")


def _special(site: Path) -> None:
    site.chmod(0o2755)


@pytest.mark.parametrize("make", [_repository, _worktree, _uploads, _symlink, _special])
def test_a_site_that_can_not_be_exchanged_stays_where_it_is(project: Project, make: object) -> None:
    make(project.site)
    before, root = _looks(project.site), project.site.stat().st_ino
    for files in (NEWER, {**NEWEST, "en/a/b.html": b"new"}, SITE):
        project.publish(files)
        assert project.site.stat().st_ino == root
        after = _looks(project.site)
        still = [path for path in before if path.split("/")[-1] not in {"zh", "index.html", MANIFEST}]
        assert {path: after[path][0] for path in still} == {path: before[path][0] for path in still}
        assert files.items() <= project.read().items()
        assert project.standing() == _hashes(files)
    assert not (project.site / "en").exists()


def test_another_disk_is_no_hindrance(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - another file system, on the systems that have it
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    project = Project(tmp_path)
    with TemporaryDirectory(dir=memory) as made:
        project.private = Path(made) / "publish"
        for files in (SITE, NEWER, {"a": b""}, {"a/b": b""}, SITE):
            project.publish(files)
            assert project.read() == files
            assert project.standing() == _hashes(files)
            assert not list(project.site.glob(f"{STAGING}*"))


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.EPERM])
def test_a_disk_that_can_not_exchange_is_no_hindrance(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    project.publish(NEWER)

    def refuse(one: Path, _other: Path) -> None:
        raise OSError(number, "not here", str(one))

    monkeypatch.setattr("generator.publish.stage.exchange", refuse)
    root = project.site.stat().st_ino
    everything = {path: content + b"!" for path, content in SITE.items()}
    for files in (NEWEST, everything, {"zh": b""}, SITE, {"index.html": SITE["index.html"]}, SITE):
        project.publish(files)
        assert project.read() == files
    assert project.site.stat().st_ino == root


def test_a_mount_is_no_hindrance(tmp_path: Path) -> None:
    for name in ("real", "site"):
        (tmp_path / name).mkdir()
    mount = ["mount", "--bind", str(tmp_path / "real"), str(tmp_path / "site")]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        project = Project(tmp_path)
        for files in (SITE, NEWER, {"a": b""}, SITE):
            project.publish(files)
            assert project.read() == files
            assert not list(project.site.glob(f"{STAGING}*"))
    finally:
        subprocess.run(["umount", str(tmp_path / "site")], check=True)
    assert (tmp_path / "real/index.html").read_bytes() == b"front door"


# ---------------------------------------------------------------- names


def test_names_that_differ_by_case_are_two_files_or_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path)
    folds = (tmp_path / "A").write_bytes(b"") == 0 and (tmp_path / "a").exists()
    if folds:
        with pytest.raises(PublishError, match="differ only by case"):
            project.publish({"zh/A.html": b"1", "zh/a.html": b"2"})
    for files in ({"zh/A.html": b"1"}, {"zh/a.html": b"1"}, {"ZH/a.html": b"2"}):
        project.publish(files)
        assert project.read() == files


def test_the_private_folder_is_private(project: Project) -> None:
    assert stat.S_IMODE(project.private.stat().st_mode) == 0o700


def test_a_private_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="is a link"):
        publish(SITE, tmp_path / "site", (), tmp_path / "link")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("private", ["site/private", "site", "."])
def test_a_private_folder_in_the_site_is_refused(tmp_path: Path, private: str) -> None:
    with pytest.raises(ConfigError, match="lie in each other"):
        publish(SITE, tmp_path / "site", (), tmp_path / private)


def test_after_clean_a_build_begins_anew(project: Project) -> None:
    (project.site / "CNAME").write_bytes(b"example.org")
    project.publish(NEWER)
    assert unpublish(project.site) == len(NEWER)
    project.publish(SITE)
    shutil.rmtree(project.private)
    assert unpublish(project.site) == len(SITE)
    assert project.read() == {"CNAME": b"example.org"}


# ---------------------------------------------------------------- properties

NAMES = st.sampled_from(["a", "b", "b/c", "c/d", "c/e", "c/f/g", "h.html", "c/index.html", "index.html"])
SITES = st.dictionaries(NAMES, st.binary(max_size=1), max_size=6).filter(lambda files: not {"b", "b/c"} <= files.keys())
HANDS = st.sampled_from(["none", "edit", "remove", "add", "lose"])


@settings(max_examples=40)
@given(steps=st.lists(st.tuples(SITES, HANDS, st.booleans()), min_size=2, max_size=6))
def test_whatever_was_built_and_meddled_with_a_build_ends_as_a_clean_one(
    steps: list[tuple[dict[str, bytes], str, bool]],
) -> None:
    with TemporaryDirectory() as room:
        project, mine = Project(Path(room)), dict[str, bytes]()
        for files, hand, repository in steps:
            project.publish(files)
            assert project.read() == {**files, **mine}
            assert project.standing() == _hashes(files)
            if hand == "add":
                (project.site / "CNAME").write_bytes(b"mine")
                mine = {"CNAME": b"mine"}
            elif hand == "lose":
                shutil.rmtree(project.private)
            elif files and hand != "none":
                (_edit if hand == "edit" else Path.unlink)(project.site / min(files))
            if repository:
                (project.site / ".git").mkdir(exist_ok=True)
