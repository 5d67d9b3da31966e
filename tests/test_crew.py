"""Whoever does the work, the bytes are the same; who can't be had is named in one line; what fails names its place."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import cli
from generator.crew import open_crew
from generator.errors import BaozhaiError, ConfigError, Location, TemplateError
from tests.project import Project, configure, outcome, put, read_tree, start

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGES = 26
"""Raw pages: more than go to a process at once."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="distributed (the extra baozhai[dask]) is not installed"
)


def lay_out(folder: Path) -> Project:
    project = start(folder, PAGES)
    put(folder / "templates" / "about.html", b"{% extends 'base.html' %}{% block main %}<p>own</p>{% endblock %}")
    return project


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("crew") / "digest").folder


@pytest.fixture(scope="module")
def wanted(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("serial") / "digest"
    shutil.copytree(sources, folder)
    done = outcome(configure(folder, {}), folder)
    assert done.published
    return done.site, done.records


@pytest.fixture
def folder(sources: Path, tmp_path: Path) -> Path:
    shutil.copytree(sources, tmp_path / "digest")
    return tmp_path / "digest"


@contextmanager
def another_thread() -> Iterator[None]:
    """With a thread beside it, a process doesn't fork."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def build_with(folder: Path, executor: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    done = outcome(configure(folder, {"executor": executor}), folder)
    assert done.published, done.told
    return done.site, done.records


def test_processes_make_the_same_bytes(folder: Path, wanted: object) -> None:
    assert build_with(folder, "processes:2") == wanted


def test_processes_that_could_not_fork_make_the_same_bytes(folder: Path, wanted: object) -> None:
    with another_thread():
        assert build_with(folder, "processes:2") == wanted


# ---------------------------------------------------------------- a cluster


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real scheduler on loopback."""
    if find_spec("distributed") is None:
        pytest.skip("distributed (the extra baozhai[dask]) is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    place = tmp_path_factory.mktemp("scheduler")
    with run_dask(place, "scheduler", "--host", "127.0.0.1", "--port", address.partition(":")[2], "--no-dashboard"):
        wait_for(address)
        yield address


@contextmanager
def run_dask(place: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of a cluster, in a folder that is not the build's."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    with (place / f"{words[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        running = subprocess.Popen(command, cwd=place, env=ENVIRONMENT, stdout=log, stderr=log)
        try:
            yield running
        finally:
            running.kill()
            running.wait()


@contextmanager
def run_worker(place: Path, scheduler: str) -> Iterator[subprocess.Popen[bytes]]:
    flags = ("--nworkers", "1", "--nthreads", "2", "--no-nanny", "--no-dashboard", "--local-directory", str(place))
    with run_dask(place, "worker", f"tcp://{scheduler}", *flags) as running:
        yield running


def wait_for(address: str) -> None:
    host, _, port = address.partition(":")
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(address)


@dask
def test_a_cluster_makes_the_same_bytes(folder: Path, wanted: object, scheduler: str, tmp_path: Path) -> None:
    with run_worker(tmp_path, scheduler), run_worker(tmp_path, scheduler):
        assert build_with(folder, f"dask://{scheduler}") == wanted
        project = Project(folder)
        put(folder / "templates" / "about.html", b"{% extends 'base.html' %}{% block main %}<p>two</p>{% endblock %}")
        changed = outcome(configure(folder, {"executor": f"dask://{scheduler}"}), folder)
        assert b"<p>two</p>" in changed.site["zh/about.html"]
        shutil.rmtree(folder / "cache")
        assert outcome(project.config, folder).site == changed.site
    assert not list((folder / "cache").glob("*.pickle"))


@dask
def test_a_cluster_that_loses_a_worker_midway_makes_the_same_bytes(
    folder: Path, wanted: tuple[dict[str, bytes], dict[str, bytes]], scheduler: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "generator", "build", "--executor", f"dask://{scheduler}"]
    with run_worker(tmp_path, scheduler) as first, run_worker(tmp_path, scheduler):
        building = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE)
        stage = folder / ".baozhai-cache" / "publish"
        for _ in range(3000):  # until the first page is rendered
            if any(stage.glob(".baozhai-staging-*/*")) or building.poll() is not None:
                break
            time.sleep(0.01)
        assert building.poll() is None
        first.kill()
        told = building.communicate(timeout=120)[1].decode()
    assert building.returncode == 0, told
    assert "Traceback" not in told
    assert (read_tree(folder / "site"), read_tree(folder / "records")) == wanted


@dask
def test_a_scheduler_without_workers_is_named(folder: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.crew.PATIENCE", 1)
    with pytest.raises(ConfigError, match="no workers"), open_crew(f"dask://{scheduler}", folder):
        pass


# ---------------------------------------------------------------- who can't be had


@pytest.mark.parametrize("spec", ["threads", "processes:0", "processes:-1", "processes:two", "dask:", ""])
def test_an_executor_that_there_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], spec: str
) -> None:
    monkeypatch.chdir(folder)
    assert cli.main(["build", "--executor", spec]) == 2
    assert capsys.readouterr().err.startswith("--executor: ")
    assert not (folder / "site").exists()


def test_a_scheduler_that_does_not_answer(folder: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"dask://127.0.0.1:{unused.getsockname()[1]}"
        script = (
            "import generator.crew as c, generator.cli as cli, sys; c.PATIENCE = 1; sys.exit(cli.main(sys.argv[1:]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, "build", "--executor", address],
            cwd=folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("--executor: ")
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------- what fails


def fail_midway(shared: str, piece: int) -> int:
    if piece == 5:
        raise TemplateError("template-fails", Location(shared, piece), "as it should", "a hint")
    return piece


def die_midway(shared: int, piece: int) -> int:
    if piece == 3 and os.getpid() != shared:
        os._exit(9)
    return piece * piece


CREWS = ["serial", "processes:2", "spawned", "cluster"]


@pytest.fixture
def crew(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The spec of each kind of executor."""
    if request.param == "cluster":
        scheduler = request.getfixturevalue("scheduler")
        with run_worker(tmp_path, scheduler):
            yield f"dask://{scheduler}"
    elif request.param == "spawned":
        with another_thread():
            yield "processes:2"
    else:
        yield request.param


@pytest.mark.parametrize("crew", CREWS, indirect=True)
def test_what_fails_names_its_file_and_line_whoever_did_it(folder: Path, crew: str) -> None:
    put(folder / "seeds" / "page-3.txt", b"\x89PNG\r\n\x00\x00")
    put(folder / "seeds" / "page-4.yaml", b"date: 2026-01-05\nrights: some\n")
    put(folder / "records" / "page-5" / "01.md", b"---\nschema: 1\nid: [\n---\n")
    done = outcome(configure(folder, {"executor": crew}), folder)
    for place in ("/seeds/page-3.txt: ", "/seeds/page-4.yaml:2: ", "/records/page-5/01.md:4: "):
        assert place in str(done.told), place


@pytest.mark.parametrize("crew", CREWS, indirect=True)
def test_a_template_that_fails_is_named_with_its_line_whoever_filled_it_in(folder: Path, crew: str) -> None:
    text = b"{% extends 'base.html' %}\n{% block main %}\n{{ view.no.such }}{% endblock %}\n"
    put(folder / "templates" / "article.html", text)
    done = outcome(configure(folder, {"executor": crew}), folder)
    assert not done.published
    assert str(done.told).startswith("/templates/article.html:3: ")


@pytest.mark.parametrize("crew", ["serial", "processes:2", "spawned"], indirect=True)
def test_what_came_before_a_failure_comes_out_and_then_the_failure_itself(crew: str, tmp_path: Path) -> None:
    seen: list[int] = []
    with open_crew(crew, tmp_path) as workers, pytest.raises(BaozhaiError) as failed:
        seen.extend(workers.run(fail_midway, "x.html", range(8)))
    assert seen == list(range(5))
    assert failed.value.problem == pickle.loads(pickle.dumps(failed.value)).problem  # noqa: S301 - our own
    assert (failed.value.problem.location, failed.value.problem.hint) == (Location("x.html", 5), "a hint")


@pytest.mark.parametrize("crew", ["processes:2", "spawned"], indirect=True)
def test_what_a_process_that_died_left_is_done_here(crew: str, tmp_path: Path) -> None:
    with open_crew(crew, tmp_path) as workers:
        assert list(workers.run(die_midway, os.getpid(), range(9))) == [piece * piece for piece in range(9)]
