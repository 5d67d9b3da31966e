"""Our own generator as it is measured: its folders, the ways it is run, and what a person changes between two builds.

``prepare`` lays four looks over the same records: ``plain`` shows what the peers' theme shows and looks for what they
look for, and broken links; ``checked`` is the same with translations held against their originals, which is the
default; ``full`` is our own theme on the same kinds of pages, ``whole`` all that we make by ourselves.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Task
from generator.config import SETTINGS as SETTINGS_FILE
from generator.doubts import FIGURES, RENDERINGS

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
BUILD = (sys.executable, "-m", "generator", "build")
PROCESSES = {"1 process": ("--executor", "serial"), "2 processes": ("--executor", "processes:2")}
"""How the number of processes is set; left out while ``build --help`` knows no ``--executor``."""
UNCOMPARED = f"ignore: [{', '.join((*FIGURES, *RENDERINGS))}]\n"
"""No other tool holds translations against their originals, and those of this corpus say other things than these."""
SETTINGS = {
    "full": ("pages: [home, articles, regions, tags, feeds, sitemap]\n", "feeds: home\n", UNCOMPARED),
    "whole": (),
}
"""What ``digest.yaml`` says in each look beyond what all of them say."""
COMMON = (
    "title: {zh-Hans: 报纸摘要, en: News digest}\n",
    "site_url: https://digest.example.org/\n",
    "languages: [zh-Hans, en]\n",
    "page_size: 50\n",
    "untranslated: skip\n",
    "seeds: ../seeds\n",
    "records: ../records\n",
    "lexicon: ../lexicon\n",
)


@dataclass(frozen=True, slots=True)
class Look:
    """Our generator with one theme, in a folder beside the records."""

    name: str
    folder: Path
    options: tuple[str, ...] = ()

    @property
    def output(self) -> Path:
        """The built site."""
        return self.folder / "site"

    @property
    def leavings(self) -> tuple[Path, ...]:
        """What must be gone for a build to be cold."""
        return (self.output, self.folder / ".baozhai-cache")

    def build(self) -> Task:
        """Build as a person would: the command, in the folder."""
        return start((*BUILD, *self.options), self.folder)


def start(argv: tuple[str, ...], folder: Path) -> Task:
    """Run this checkout's generator, wherever it is installed."""
    return Task(argv, folder, {"PYTHONPATH": os.fspath(CHECKOUT)})


def prepare(corpus: Path) -> dict[str, Look]:
    """Lay the looks over a corpus."""
    said = (HERE / "plain" / SETTINGS_FILE).read_text(encoding="utf-8")
    for name, text in (("plain", said + UNCOMPARED), ("checked", said)):
        shutil.copytree(HERE / "plain", corpus / name, dirs_exist_ok=True)
        (corpus / name / SETTINGS_FILE).write_text(text, encoding="utf-8")
    for name, settings in SETTINGS.items():
        folder = corpus / name
        folder.mkdir(exist_ok=True)
        (folder / SETTINGS_FILE).write_text("".join((*COMMON, *settings)), encoding="utf-8")
        shutil.rmtree(folder / "templates", ignore_errors=True)
    return {name: Look(name, corpus / name) for name in ("plain", "checked", *SETTINGS)}


def with_processes(look: Look) -> tuple[Look, ...]:
    """Give the look once for each number of processes, in folders of their own; nothing while there is no choice."""
    known = subprocess.run(  # noqa: S603 - this checkout's own command
        (*BUILD, "--help"), cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    if "--executor" not in known:
        return ()
    looks = []
    for name, options in PROCESSES.items():
        folder = look.folder.with_name(f"{look.name}-{name[0]}")
        shutil.copytree(HERE / look.name, folder, dirs_exist_ok=True)
        shutil.copyfile(look.folder / SETTINGS_FILE, folder / SETTINGS_FILE)
        looks.append(Look(f"{look.name}, {name}", folder, options))
    return tuple(looks)


# ---------------------------------------------------------------- what a person changes

_COUNTY = re.compile(r"^- code: (lab-\d+-\d+)\n(?:  .*\n)*?  english: ", re.MULTILINE)
"""A county that has an English name, and so stories in English."""
_REMARK = re.compile(r"<!-- \d+ -->\n")


def edit_record(look: Look, number: int) -> None:
    """Add a paragraph to the record in the middle."""
    paths = sorted((look.folder.parent / "records").glob("*/*.md"))
    path = paths[len(paths) // 2]
    _replace(path, path.read_text(encoding="utf-8") + f"\n修订第{number}次，补记在{look.name}。\n")


def edit_template(look: Look, number: int) -> None:
    """Change the template of articles so that every article looks otherwise."""
    path = look.folder / "templates" / "article.html"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(CHECKOUT / "templates" / "article.html", path)
    text = _REMARK.sub("", path.read_text(encoding="utf-8"))
    _replace(path, text.replace("</article>", f"<!-- {number} -->\n</article>", 1))


def edit_gazetteer(look: Look, number: int) -> None:
    """Give the county in the middle another English name."""
    path = look.folder.parent / "lexicon" / "places.yaml"
    text = path.read_text(encoding="utf-8")
    counties = sorted(set(_COUNTY.findall(text)))
    code = counties[len(counties) // 2]
    _replace(path, f"{text}- code: {code}\n  english: Renamed County {number} {look.name}\n")


def _replace(path: Path, text: str) -> None:
    """Save as an editor does: a new file takes the place of the old one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


EDITS = {"record": edit_record, "template": edit_template, "gazetteer": edit_gazetteer}
