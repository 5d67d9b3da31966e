"""A build that is killed or told to stop, at any moment: the next one needs no hand and makes what a clean one makes.

``BAOZHAI_KILLS=200 pytest tests/test_killed_build.py`` kills as often; without it, a few times. ``test_killed.py`` does
the same to publishing alone, at every step.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.config import PAGES
from tests.project import CHANGES, Project, configure, copy_sources, outcome, put, read_tree, start

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("BAOZHAI_KILLS", "12"))
EDITS = tuple(change for change in CHANGES if change.__name__.startswith(("add_page", "edit_", "delete_", "rename_")))
LONG = 16
"""Raw pages that keep two processes busy for a while."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which processes there are")


def begin(folder: Path, *flags: str) -> subprocess.Popen[str]:
    """Start a build in a session of its own."""
    command = [sys.executable, "-m", "generator", "build", "--executor", "processes:2", *flags]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def workers(session: int) -> list[int]:
    """Find the processes of a session that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = path.read_text().rpartition(")")[2].split()
            if int(words[3]) == session and words[0] not in "ZX":
                found.append(int(path.parent.name))
    return found


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


def rewrite_pages(project: Project, number: int) -> None:
    """Change every raw page a little, so that there is work."""
    for path in project.files("seeds", "*.txt"):
        put(path, path.read_bytes() + f"\n雪线以下的第{number}天，路一直通着。\n".encode())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "digest"
    project = start(folder, LONG)
    put(folder / "digest.yaml", f"pages: [{', '.join(PAGES)}]\ncache: cache\n".encode())
    assert outcome(project.config, folder).published
    return folder


def is_whole(folder: Path, *sites: dict[str, bytes]) -> bool:
    return read_tree(folder / "site") in sites


@linux
def test_killed_at_random_moments(built: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    project = Project(tmp_path / "0" / "digest")
    shutil.copytree(built, project.folder)
    longest = 1.0
    for kill in range(1, KILLS + 1):
        where = f"seed {seed}, kill {kill}"
        for _ in range(chance.randint(1, 3)):
            chance.choice(EDITS)(project, chance.randrange(9999))
        if kill % 3 == 0:
            rewrite_pages(project, kill)
        before = read_tree(project.folder / "site")
        began = time.monotonic()
        building = begin(project.folder)
        time.sleep(chance.uniform(0, longest))
        building.kill()
        building.communicate()
        longest = max(longest, 1.2 * (time.monotonic() - began)) if building.returncode == 0 else longest
        assert wait_until(lambda: not workers(building.pid), 5), where  # noqa: B023 - asked at once
        left = read_tree(project.folder / "site")
        clean = tmp_path / str(kill) / "digest"
        copy_sources(project, clean)
        wanted = outcome(configure(clean, {}), clean)
        assert left in (before, wanted.site), where
        done = outcome(project.config, project.folder)
        assert done.told == wanted.told, where
        assert done.records == wanted.records, where
        assert done.site == (wanted.site if wanted.published else left), where
        shutil.rmtree(clean.parent)


STOPS = [(signal.SIGINT, "interrupted", 130), (signal.SIGTERM, "terminated", 143), (signal.SIGHUP, "hung up", 129)]


@linux
@pytest.mark.parametrize("everyone", [False, True], ids=["the build alone", "its workers too"])
@pytest.mark.parametrize(("number", "line", "status"), STOPS, ids=[line for _, line, _ in STOPS])
def test_told_to_stop(  # noqa: PLR0913, PLR0917 - a table and two fixtures
    built: Path,
    tmp_path: Path,
    number: signal.Signals,
    line: str,
    status: int,
    everyone: bool,  # noqa: FBT001
) -> None:
    project = Project(tmp_path / "digest")
    shutil.copytree(built, project.folder)
    rewrite_pages(project, status)
    before = read_tree(project.folder / "site")
    building = begin(project.folder)
    assert wait_until(lambda: len(workers(building.pid)) > 1 or building.poll() is not None)
    if everyone:
        os.killpg(building.pid, number)
    else:
        building.send_signal(number)
    told = building.communicate(timeout=30)
    assert (building.returncode, told) == (status, ("", f"{line}\n"))
    assert wait_until(lambda: not workers(building.pid))
    assert is_whole(project.folder, before)
    left = [
        path.name for path in (project.folder / "cache").rglob("*") if ".stage" in path.name or "pickle" in path.name
    ]
    assert left == []
    assert outcome(project.config, project.folder).published
