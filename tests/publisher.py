"""A publisher to be killed, and the eye that looks at what it leaves: run by ``test_killed.py``, for itself also.

``python tests/publisher.py loop ROOM WAY PAGES``: publish the versions of a site in turn, until killed.
``python tests/publisher.py steps ROOM WAY``: kill a build before each step that touches the disk, one after the
other, look at the site, and mend it; print how many steps there were, or what was wrong.
``python tests/publisher.py random ROOM WAY MOMENTS PAGES``: kill the loop at random moments; the same.
"""

from __future__ import annotations

import os
import posixpath
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from generator.manifest import MANIFEST
from generator.publish import STAGING, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FEW = 20
"""Pages enough that most of them stay the same: only then is a spare brought up to date."""
VERSIONS = "ABC"
"""One more than there are trees: the spare is never the site to come already."""
WAYS = ("exchanged", "file by file")
_LINK = re.compile(r"href=(\S+)")
_STEPS = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod"}
"""What Python tells before it does it (``sys.addaudithook``); with files opened to be written, all that changes a
disk but for the exchange itself, which has steps before and after it."""


def make_site(version: str, pages: int) -> dict[str, bytes]:
    """Make a site whose pages point at each other; from A to B to C some come, some go, some change, some stay."""
    stories = [f"zh/articles/{n:03d}.html" for n in range(pages) if version == "A" or n % 7 or n > 7]
    stories += [f"zh/articles/new/{n:03d}-{version}.html" for n in range(pages // 10)]
    site = {"static/site.css": version.encode(), "static/same.js": b"//", f"static/{version}.svg": b""}
    front = ["zh/index.html", f"static/{version}.svg"]
    for before, path in zip([stories[-1], *stories], stories, strict=False):
        links = [before, "static/site.css", "index.html", "zh/index.html"]
        site[path] = _page(path, links, version if path.endswith("3.html") else "same")
    site["zh/index.html"] = _page("zh/index.html", [*stories, "static/same.js"], version)
    if version == "B":
        site["en/index.html"] = _page("en/index.html", ["zh/index.html"], version)
        front.append("en/index.html")
    else:
        site["en"] = b"a file where there will be a folder"
        front.append("en")
    return site | {"index.html": _page("index.html", front, version)}


def read_site(root: Path) -> dict[str, bytes]:
    """Read what a visitor can see."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).parts[0].startswith((".git", STAGING))
    }


def find_dangling(site: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Find the links that lead nowhere on the pages that can be reached from the front door, as a visitor does."""
    seen, waiting, dangling = set(), ["index.html"] if "index.html" in site else [], []
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in _LINK.findall(site[page].decode()) if page.endswith(".html") else ():
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
            if target in site:
                waiting.append(target)
            else:
                dangling.append((page, target))
    return dangling


def look(room: Path, way: str, pages: int) -> None:
    """Assert that the site is whole: old or new; or, file by file, without a dangling link."""
    site = read_site(room / "site")
    site.pop(MANIFEST, None)
    if way == WAYS[0]:
        whole = [version for version in VERSIONS if site == make_site(version, pages)]
        assert whole or not site, f"neither the old site nor the new one: {sorted(site)}"
    else:
        # A file can't become a folder without a moment in between: that moment is the one exception.
        dangling = [link for link in find_dangling(site) if not link[1].startswith("en")]
        assert not dangling, dangling


def mend(room: Path, version: str, pages: int) -> None:
    """Publish once more, and assert that all is as after a clean build."""
    publish(make_site(version, pages), room / "site", (), room / "private")
    site = read_site(room / "site")
    del site[MANIFEST]
    assert site == make_site(version, pages), "the next build did not mend the site"
    left = [path.name for folder in (room, room / "private", room / "site") for path in folder.glob(f"{STAGING}*")]
    assert not left, left
    modes = {path.stat().st_mode & 0o777 for path in (room / "site").rglob("*") if path.is_file()}
    assert modes == {0o644}, modes


def prepare(room: Path, way: str) -> None:
    """Make an empty room; a site that is a repository is never exchanged."""
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    if way == WAYS[1]:
        (room / "site" / ".git").mkdir(parents=True)


def kill_at_each_step(room: Path, way: str) -> int:
    """Kill a build before each of its steps: the first one, the second, and those that find a spare to bring up."""
    return _kill_builds(room, way, "") + _kill_builds(room, way, "A") + _kill_row(room, way)


def _kill_builds(room: Path, way: str, before: str) -> int:
    """Kill the same build before its first step, then before its second …; return how many steps it has."""
    for step in count(1):
        prepare(room, way)
        for version in before:
            mend(room, version, FEW)
        if not _dies(room, "B", step):
            return step
        look(room, way, FEW)
        mend(room, VERSIONS[step % 3], FEW)
    raise AssertionError


def _kill_row(room: Path, way: str) -> int:
    """Kill one build after the other, each a step later, then build a site that it didn't want; there is a spare."""
    prepare(room, way)
    for version in "ACA":
        mend(room, version, FEW)
    for step in count(1):
        if not _dies(room, "B", step):
            return step
        look(room, way, FEW)
        mend(room, "AC"[step % 2], FEW)
    raise AssertionError


def _dies(room: Path, version: str, step: int) -> bool:
    """Publish in a child that kills itself before the given step; tell whether it came so far."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(_killer(step))
        publish(make_site(version, FEW), room / "site", (), room / "private")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, "the build failed"
    return os.WIFSIGNALED(status)


def _killer(step: int) -> Callable[[str, tuple[object, ...]], None]:
    left = step

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _STEPS or (event == "open" and int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def publish_in_turn(room: Path, pages: int) -> None:
    """Publish A, B, C, A … until killed."""
    sites = [make_site(version, pages) for version in VERSIONS]
    _say("ready")
    while True:
        for site in sites:
            publish(site, room / "site", (), room / "private")


def kill_at_random(room: Path, way: str, moments: int, pages: int) -> int:
    """Kill the loop at random moments; say with which seed, so that a failure can be sought again."""
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    _say(f"seed {seed}")
    prepare(room, way)
    mend(room, "A", pages)
    for number in range(moments):
        command = [sys.executable, __file__, "loop", str(room), way, str(pages)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as loop:
            assert loop.stdout is not None
            loop.stdout.readline()
            time.sleep(chance.uniform(0, 0.05 + pages / 4000))
            loop.kill()
        look(room, way, pages)
        mend(room, VERSIONS[number % 3], pages)
    return moments


def _page(path: str, links: list[str], text: str) -> bytes:
    start = posixpath.dirname(path) or "."
    return "\n".join([text, *(f"href={posixpath.relpath(link, start)}" for link in links)]).encode()


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    action, place, kind, *numbers = sys.argv[1:]
    if action == "loop":
        publish_in_turn(Path(place), int(numbers[0]))
    elif action == "steps":
        _say(kill_at_each_step(Path(place), kind))
    else:
        _say(kill_at_random(Path(place), kind, *map(int, numbers)))
