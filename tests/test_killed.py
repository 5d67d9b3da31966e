"""A build that is killed (SIGKILL) leaves the old site or the new one, whole; the next build needs no hand.

``BAOZHAI_KILLS=250 pytest tests/test_killed.py`` kills as often at random, each way; without it, a few times only,
beside the moments before each step that touches the disk, which are always tried, all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOMENTS = os.environ.get("BAOZHAI_KILLS", "20")
WAYS = ("exchanged", "file by file")


def _run(*arguments: str) -> str:
    """Run the publisher; what it asserts of each site is what is tested here."""
    command = [sys.executable, str(ROOT / "tests" / "publisher.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split()[-1]


@pytest.mark.parametrize("way", WAYS)
def test_killed_before_any_step_that_touches_the_disk(tmp_path: Path, way: str) -> None:
    assert int(_run("steps", str(tmp_path / "room"), way)) > 150


@pytest.mark.parametrize("way", WAYS)
def test_killed_at_any_moment(tmp_path: Path, way: str) -> None:
    assert _run("random", str(tmp_path / "room"), way, MOMENTS, "150") == MOMENTS
