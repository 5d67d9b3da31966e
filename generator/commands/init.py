"""``init``: the beginnings of a digest in an empty folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import Outcome
from generator.config import SETTINGS
from generator.invocation import command

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.progress import Progress

_SETTINGS = """\
# The settings of this digest. Every line is optional; what stands here after `#` is the default.
# Folders are relative to this file.

# title: {zh-Hans: 报摘, en: Baozhai}     # the digest's name, per language
# description: {}                          # one sentence, per language: {zh-Hans: …, en: …}
# site_url: null                           # where it is published: https://example.org/digest/
# languages: [zh-Hans, en]                 # the first is the language of the raw pages
# traditional: false                       # tw or hk: the site in Traditional Chinese too, converted; needs OpenCC
# paper: null                              # the paper of pages that do not say it themselves
# region: null                             # home region, by name or code: 西藏自治区
# rights: full                             # full, or excerpt: headline, summary and source, no text

# Kinds of pages to make, beside home and the stories; both: two languages side by side, prints: printed pages.
# Those named printouts are printed pages and issues with all their texts, for paper.
# pages: [both, prints, issues, printouts, regions, tags, bylines, numbers, months, search, about, feeds, opml, sitemap, export]
# feeds: all                               # all: of every place and tag too; home: of the home page only
# untranslated: show                       # show, or skip: a story without a translation has no page in that language
# volumes: []                              # closed years, each a site of its own in a folder below this one: [2024]
# pinyin: false                            # true: pinyin above Chinese headlines and names, for learners
# pictures: false                          # a picture of every story for those who share it; needs site_url
# page_size: 30                            # stories on one page of a list

# seeds: seeds                             # raw pages, one text file a printed page
# records: records                         # what was read in them: correct and translate here
# output: site                             # the finished site
# templates: templates                     # your own layout over ours, file by file
# static: static                           # your own style sheet and pictures over ours
# lexicon: lexicon                         # your own places, terms and words over ours
# cache: .baozhai-cache                    # can be removed at any time
# executor: null                           # serial, processes:4, dask://HOST:PORT; null: all cores
# ignore: []                               # kinds of doubts that are not told: [byline-odd]
# strict: false                            # doubts make the exit status 1
"""  # noqa: E501 - a setting is one line
_SEEDS = "seeds/"
_FILES = {
    SETTINGS: _SETTINGS,
    ".gitignore": "/site/\n/.baozhai-cache/\n",
}


def run(_config: Config, args: Namespace, _progress: Progress) -> Outcome:
    """Write settings, a folder for raw pages and a .gitignore, each only where nothing stands yet."""
    folder = Path(args.folder)
    names = (*_FILES, _SEEDS)
    missing = [name for name in names if not (folder / name).exists()]
    (folder / _SEEDS).mkdir(parents=True, exist_ok=True)
    for name in missing:
        if name in _FILES:
            (folder / name).write_text(_FILES[name], encoding="utf-8")
    lines = [f"{'wrote' if name in missing else 'kept'} {_show(folder, name)}" for name in names]
    lines.append(f"Now put raw pages (.txt) into {_show(folder, _SEEDS)} and run: {command('build')}")
    return Outcome("\n".join(lines), {"written": missing})


def _show(folder: Path, name: str) -> str:
    return f"{(folder / name).as_posix()}{'/' if name.endswith('/') else ''}"
