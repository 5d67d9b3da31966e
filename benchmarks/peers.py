"""The other generators, on the same stories: what ``peers/run.sh`` and ``peers/bench.py`` know of them, used from here.

Nothing of theirs is copied: the folder is found at run time, its script installs the tools and lays out their corpus,
its module says how each is started, what a cold start must not find, and which story is edited. Where the folder is
not, there are no peers, and one line says so.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.timing import Task

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = "handmade"
"""The peer that reads the neutral layout: it is always laid out, for our records are made of its corpus."""
USUAL = ("hugo", "eleventy", "pelican", "jekyll", "handmade", "handmade-2p")
INCREMENTAL = frozenset({"pelican", "jekyll"})
"""Those that keep a cache only when they are told."""
TEMPLATES = ("article.html", "article.njk", "page.html")
"""The template of a story, by the names that the peers give it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the peers are, where their programs are installed, and where the sites are made."""

    scripts: Path
    work: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """One of the other generators, ready to be run."""

    name: str
    folder: Path
    work: Path
    bench: Any
    """Their module."""

    @property
    def output(self) -> Path:
        """The built site."""
        return self.folder / "public"

    def build(self, *, again: bool = False) -> Task:
        """Build; ``again`` with whatever the tool keeps from one build to the next."""
        argv, environment = self.bench.command(self.name, self.work, self.folder, again)
        return Task(tuple(argv), self.folder, environment)

    def wipe(self) -> None:
        """Move output and caches aside."""
        self.bench.wipe(self.folder)

    def edit_record(self, number: int) -> None:
        """Change one story."""
        self.bench.edit(self.bench.pick(self.folder), number)

    def edit_template(self, number: int) -> bool:
        """Change the template of a story, if it is known where that is."""
        found = sorted(path for name in TEMPLATES for path in self.folder.glob(f"**/{name}") if _is_source(path))
        if not found:
            return False
        text = found[0].read_text(encoding="utf-8").replace("</article>", f"<!-- {number} --></article>", 1)
        found[0].write_text(text, encoding="utf-8")
        return True


def _is_source(path: Path) -> bool:
    return not {"public", "node_modules", "content", "records"} & set(path.parts)


def find_peers(places: Places, size: int, wanted: tuple[str, ...] = USUAL) -> dict[str, Peer]:
    """Install the peers, lay out their corpus and give those that can be run here; none where there are no scripts."""
    if not (places.scripts / "run.sh").is_file():
        print(f"no peers: there is no run.sh in {places.scripts}; only our own figures are made")
        return {}
    names = [name for name in wanted if name != "jekyll" or shutil.which("jekyll")]
    if len(names) < len(wanted):
        print("without jekyll: it is not installed here (apt-get install jekyll)")
    laid_out = dict.fromkeys((*names, CORPUS))
    options = ("--root", places.root, "--peers", ",".join(laid_out), "--rounds", "0", "--no-incremental")
    subprocess.run(  # noqa: S603 - the script is named by who runs this
        (places.scripts / "run.sh", str(size), *options),
        check=True,
        env={**os.environ, "WORK": os.fspath(places.work)},
        stdout=subprocess.DEVNULL,
    )
    bench = _load(places.scripts / "bench.py")
    base = places.root / f"n{size}"
    return {name: Peer(name, base / name, places.work, bench) for name in names}


def corpus_of(places: Places, size: int) -> Path:
    """The stories in the neutral layout, untouched by edits as long as no peer was run."""
    return places.root / f"n{size}" / CORPUS


def _load(path: Path) -> Any:  # noqa: ANN401 - a module that this project doesn't have
    spec = importlib.util.spec_from_file_location("peers_bench", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
