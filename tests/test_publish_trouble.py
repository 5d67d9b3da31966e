"""Full disks, lost permissions, two builds at once, Ctrl-C: it is said in one line, and the site stands as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from generator.errors import PublishError
from generator.manifest import MANIFEST
from generator.publish import STAGING, open_stage, publish, unpublish
from generator.publish.inplace import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SITE = {"index.html": b"front door", "zh/index.html": b"latest", "zh/articles/a.html": b"story"}
NEWER = {**SITE, "index.html": b"new front door", "zh/articles/b.html": b"new story"}


def _read(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MANIFEST and ".git" not in path.parts
    }


def _start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python with the names that all of these need; it says when it is ready."""
    begin = "import os, resource, signal, sys, time\nfrom hashlib import sha256\nfrom pathlib import Path\n"
    begin += "from generator.publish import *\n"
    begin += "import ctypes\nfrom generator.errors import PublishError\nroom = Path(sys.argv[1])\n"
    begin += "site, private = room / 'site', room / 'private'\n"
    command = [sys.executable, "-c", begin + textwrap.dedent(code), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def _run(code: str, *arguments: object) -> str:
    with _start(code, *arguments) as started:
        said, _ = started.communicate(timeout=60)
    assert started.returncode == 0
    return said


# ---------------------------------------------------------------- the disk


@contextmanager
def _tiny_disk(folder: Path) -> Iterator[None]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k,nr_inodes=60", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("repository", [False, True])
@pytest.mark.parametrize("full_of", ["bytes", "files", "links"])
def test_a_full_disk_leaves_the_old_site_whole(tmp_path: Path, full_of: str, repository: bool) -> None:  # noqa: FBT001
    disk = tmp_path / "disk"
    with _tiny_disk(disk):
        if repository:
            (disk / "site/.git").mkdir(parents=True)
        publish(SITE, disk / "site", (), disk / "private")
        newer = {
            "bytes": {**SITE, "zh/big.html": b"x" * 300_000, "index.html": b"newer"},
            "files": {**SITE, **{f"zh/{n}.html": b"" for n in range(90)}},
            "links": {**SITE, **{f"zh/{n}.html": b"" for n in range(38)}},
        }[full_of]
        if full_of == "links":
            publish({**newer, "zh/index.html": b"newer"}, disk / "site", (), disk / "private")
        before = _read(disk / "site")
        (disk / "ballast").write_bytes(b"x" * 150_000)
        if full_of == "links":
            for number in range(60):
                try:
                    (disk / f"{number}").touch()
                except OSError:
                    break
        with pytest.raises(PublishError, match="No space left on device"):
            publish(newer, disk / "site", (), disk / "private")
        assert _read(disk / "site") == before
        assert not [*(disk / "private").glob(f"{STAGING}*"), *(disk / "site").glob(f"{STAGING}*")]
        for path in disk.glob("[b0-9]*"):
            path.unlink()
        publish(NEWER, disk / "site", (), disk / "private")
        assert _read(disk / "site") == NEWER


def test_a_file_that_can_not_be_written_whole_leaves_the_old_site_whole(tmp_path: Path) -> None:
    publish(SITE, tmp_path / "site", (), tmp_path / "private")
    said = _run(
        """
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
        try:
            publish({"index.html": b"x" * 9_000}, site, (), private)
        except PublishError as error:
            print(error.problem.code, "index.html" in error.problem.location.path)
        """,
        tmp_path,
    )
    assert said == "output-unwritable True\n"
    assert _read(tmp_path / "site") == SITE
    assert publish(NEWER, tmp_path / "site", (), tmp_path / "private").written == 2


# ---------------------------------------------------------------- permissions


@pytest.fixture
def common_room() -> Iterator[Path]:
    """Yield a folder that someone without any rights can use: pytest's own are the user's alone."""
    room = Path(mkdtemp())
    room.chmod(0o777)
    yield room
    subprocess.run(["chmod", "-R", "u+rwX", str(room)], check=True)
    subprocess.run(["rm", "-rf", str(room)], check=True)


@pytest.mark.parametrize(
    ("closed", "when"),
    [
        *(("site", when) for when in ("before", "staged")),
        *(("site/zh", when) for when in ("before", "staged")),
        *(("private", when) for when in ("before", "staged")),
        (".", "before"),
        (".", "staged"),
    ],
)
@pytest.mark.parametrize("repository", [False, True])
def test_permission_lost_is_said_and_the_next_build_mends(
    common_room: Path,
    closed: str,
    when: str,
    repository: bool,  # noqa: FBT001 - a case
) -> None:
    said = _run(
        """
        if os.geteuid() == 0:
            os.setgid(65534); os.setuid(65534)
        room = room / "work"
        site, private = room / "site", room / "private"
        room.mkdir()
        SITE, NEWER, closed, when = eval(sys.argv[2]), eval(sys.argv[3]), room / sys.argv[4], sys.argv[5]
        if sys.argv[6] == "True":
            (site / ".git").mkdir(parents=True)
        publish(SITE, site, (), private)
        publish({**SITE, "index.html": b"x"}, site, (), private)
        publish(SITE, site, (), private)
        mode = closed.stat().st_mode
        try:
            if when == "before":
                closed.chmod(0o555)
            with open_stage(site, (), private) as stage:
                for path, content in NEWER.items():
                    write_staged(stage.folder, path, content)
                wanted = {path: sha256(content).hexdigest() for path, content in NEWER.items()}
                if when == "staged":
                    closed.chmod(0o555)
                stage.publish(wanted)
            print("published")
        except PublishError as error:
            print(error.problem.code)
        read = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        del read[".baozhai-manifest.json"]
        print("whole" if read in (SITE, NEWER) else "part" if set(read) <= set(NEWER) else "broken")
        closed.chmod(mode & 0o777)
        publish(NEWER, site, (), private)
        read = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        del read[".baozhai-manifest.json"]
        print(read == NEWER, not [*private.glob(".baozhai-staging*"), *site.glob(".baozhai-staging*")])
        """,
        *(common_room, repr(SITE), repr(NEWER), closed, when, repository),
    )
    outcome, look, mended = said.splitlines()
    assert mended == "True True"
    assert look == "whole" or (look == "part" and repository), outcome
    assert outcome in {"published", "output-unwritable"}


# ---------------------------------------------------------------- two at once


HOLD = """
with open_stage(site, (), private):
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize("private", ["private", "other"])
def test_a_build_beside_another_says_whose_it_is(tmp_path: Path, private: str) -> None:
    """Of the same project, or of another one into the same folder."""
    publish(SITE, tmp_path / "site", (), tmp_path / "private")
    with _start(HOLD, tmp_path, 20) as other:
        other.stdout.readline()
        started = time.monotonic()
        match = rf"another build \(process {other.pid}\) is at work here"
        with (
            pytest.raises(PublishError, match=match),
            open_stage(tmp_path / "site", (), tmp_path / private, patience=0.2),
        ):
            pass
        assert time.monotonic() - started < 5
        other.kill()
    publish(NEWER, tmp_path / "site", (), tmp_path / private)
    assert _read(tmp_path / "site") == NEWER


def test_a_build_waits_for_another_that_ends(tmp_path: Path) -> None:
    with _start(HOLD, tmp_path, 0.5) as other:
        other.stdout.readline()
        publish(SITE, tmp_path / "site", (), tmp_path / "private")
    assert _read(tmp_path / "site") == SITE


def test_a_lock_goes_with_its_process_though_its_workers_live_on(tmp_path: Path) -> None:
    publish(SITE, tmp_path / "site", (), tmp_path / "private")
    code = """
    with open_stage(site, (), private) as stage:
        if not (worker := os.fork()):
            time.sleep(60)
        print(worker, flush=True)
        time.sleep(60)
    """
    with _start(code, tmp_path) as other:
        worker = int(other.stdout.readline())
        other.kill()
    try:
        with open_stage(tmp_path / "site", (), tmp_path / "private", patience=0.2) as stage:
            assert len(stage.standing) == len(SITE)
    finally:
        os.kill(worker, signal.SIGKILL)


def test_a_worker_that_ends_takes_nothing_with_it(tmp_path: Path) -> None:
    said = _run(
        """
        with open_stage(site, (), private) as stage:
            worker = os.fork()
            if worker:
                os.waitpid(worker, 0)
                print(stage.folder.exists())
                try:
                    with open_stage(site, (), private, 0.1):
                        pass
                except PublishError as error:
                    print(f"process {os.getpid()}" in str(error))
        """,
        tmp_path,
    )
    assert said == "True\nTrue\n"


def test_clean_waits_for_a_build_too(tmp_path: Path) -> None:
    publish(SITE, tmp_path / "site", (), tmp_path / "private")
    with _start(HOLD, tmp_path, 0.5) as other:
        other.stdout.readline()
        assert unpublish(tmp_path / "site") == len(SITE)
        assert other.wait(5) == 0


def test_who_waits_for_a_site_that_is_exchanged_meanwhile_gets_the_new_one(tmp_path: Path) -> None:
    """Three projects, one output: the folder on which the second waits is exchanged by the first."""
    publish(SITE, tmp_path / "site", (), tmp_path / "one")
    with ExitStack() as first:
        stage = first.enter_context(open_stage(tmp_path / "site", (), tmp_path / "one"))
        with _start(HOLD, tmp_path, 20) as second:
            while not (tmp_path / "private/lock").exists():  # it takes this one first
                time.sleep(0.05)
            time.sleep(0.2)
            stage.publish({"index.html": stage.standing["index.html"]})
            first.close()
            second.stdout.readline()
            with (
                pytest.raises(PublishError, match=rf"process {second.pid}\)"),
                open_stage(tmp_path / "site", (), tmp_path / "three", patience=0.2),
            ):
                pass
            second.kill()


# ---------------------------------------------------------------- asked to stop


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("repository", [False, True])
def test_a_build_that_is_asked_to_stop_leaves_all_as_it_was(
    tmp_path: Path,
    number: int,
    repository: bool,  # noqa: FBT001 - a case
) -> None:
    if repository:
        (tmp_path / "site/.git").mkdir(parents=True)
    publish(SITE, tmp_path / "site", (), tmp_path / "private")
    code = """
    def stop(number, frame):
        raise KeyboardInterrupt
    signal.signal(signal.SIGTERM, stop)
    try:
        with open_stage(site, (), private) as stage:
            write_staged(stage.folder, "zh/new.html", b"")
            print("ready", flush=True)
            time.sleep(60)
    except KeyboardInterrupt:
        print("interrupted")
    """
    with _start(code, tmp_path) as other:
        other.stdout.readline()
        other.send_signal(number)
        assert other.communicate(timeout=30)[0] == "interrupted\n"
    assert _read(tmp_path / "site") == SITE
    assert not [*(tmp_path / "private").glob(f"{STAGING}*"), *(tmp_path / "site").glob(f"{STAGING}*")]


def test_the_last_moves_are_not_interrupted() -> None:
    done = []

    def move_all() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("all moves")

    with pytest.raises(KeyboardInterrupt):
        move_all()
    assert done == ["all moves"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
