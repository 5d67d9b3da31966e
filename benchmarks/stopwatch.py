"""Run one program and say what it cost: JSON in, JSON out, in a process that holds nothing else.

    echo '{"argv": ["true"], "folder": ".", "environment": {}, "log": "log", "limit": 60}' | python stopwatch.py

A process is charged with the memory of the one that started it as it was at that moment. So who measures must be
small, and this script, which knows the standard library only, stands between a run and whoever asked for it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1 << 20
MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""
LOOK = 0.25
"""Seconds between two looks at the memory of all processes."""


def measure(task: dict[str, Any]) -> dict[str, object]:
    """Run a program to its end, or until its time is up; what it says goes to its log."""
    os.sync()  # what another run still has to write is not this one's
    with Path(task["log"]).open("ab") as out:
        started = monotonic()
        child = subprocess.Popen(  # noqa: S603 - programs that are named in this folder
            task["argv"],
            cwd=task["folder"],
            env={**os.environ, "LC_ALL": "C.UTF-8", **task["environment"]},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(True)
        os.killpg(child.pid, signal.SIGKILL)

    timer = threading.Timer(task["limit"], stop)
    timer.start()
    with Watch(child.pid) as watch:
        _, status, used = os.wait4(child.pid, 0)
        wall = monotonic() - started
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "system": used.ru_stime,
        "memory": used.ru_maxrss * MAXRSS / MIB,
        "together": watch.most,
        "failed": child.returncode != 0,
        "stopped": bool(stopped),
    }


class Watch:
    """Looks at a process and its children now and then; on a system without ``/proc`` it sees nothing."""

    def __init__(self, pid: int) -> None:
        self.most: float | None = None
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(LOOK):
            family = list(find_family(self._pid))
            if len(family) > 1:
                self.most = max(self.most or 0.0, sum(map(share_of, family)))


def find_family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:  # it has ended meanwhile, or there is no /proc
        return
    for child in children:
        yield from find_family(int(child))


def share_of(pid: int) -> float:
    """Give the MiB of one process, what it shares with others divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    json.dump(measure(json.load(sys.stdin)), sys.stdout)
