"""Words of a text, by jieba or by rjieba, which cuts alike and some sixteen times as fast: the extra ``baozhai[fast]``.

In come what the tokenizer is to learn and the folder of the build's cache; out goes a function that cuts a text.
Neither guesses at words that it doesn't know. Neither can be pickled: every process loads its own.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import LexiconError, Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Cut = Callable[[str], list[str]]
"""Cuts a text into tokens; together they are the text."""
Lesson = tuple[str, int]
"""A word, and how often it is to seem to stand in the texts that a tokenizer knows."""

SILENT = 100


def load_tokenizer(lessons: Collection[Lesson], cache: Path) -> Cut:
    """Load the faster one, where it is installed."""
    return load_rjieba(lessons) if find_spec("rjieba") is not None else load_jieba(lessons, cache)


def load_jieba(lessons: Iterable[Lesson], cache: Path) -> Cut:
    """Load jieba, with its cache in a private folder; our own instance: what it learns no one else sees."""
    with warnings.catch_warnings():  # jieba's own source warns when it is compiled
        warnings.simplefilter("ignore")
        import jieba  # type: ignore[import-untyped] # noqa: PLC0415 - 1.6 s, only when a text must be cut
    jieba.setLogLevel(SILENT)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(private_folder(cache / f"jieba-{jieba.__version__}"))
    tokenizer.initialize()
    for word, count in _news(lessons, tokenizer.FREQ):
        tokenizer.add_word(word, count)
    return partial(tokenizer.lcut, cut_all=False, HMM=False)


def load_rjieba(lessons: Collection[Lesson]) -> Cut:
    """Load rjieba; how often it knows a word it doesn't say, but jieba's dictionary does, and that is its own."""
    tokenizer = import_module("rjieba").Jieba()  # an extra, and 0.2 s
    for word, count in _news(lessons, _count_in_dictionary({word for word, _ in lessons})):
        tokenizer.add_word(word, count, None)
    return partial(tokenizer.cut, hmm=False)


def _news(lessons: Iterable[Lesson], known: Mapping[str, int]) -> Iterator[Lesson]:
    """Yield what a tokenizer doesn't know yet: a word of two signs that it knows stays as it is."""
    learnt: dict[str, int] = {}
    for word, count in lessons:
        had = learnt.get(word, known.get(word, 0))
        if had == 0 or (len(word) > 2 and had < count):
            learnt[word] = count
            yield word, count


def _count_in_dictionary(words: Collection[str]) -> dict[str, int]:
    counts = {}
    with _dictionary().open(encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.partition(" ")
            if word in words:
                counts[word] = int(rest.partition(" ")[0])
    return counts


def _dictionary() -> Path:
    """Find jieba's dictionary without loading jieba."""
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec is not None else None
    if not folders:
        raise LexiconError("jieba-missing", Location("jieba"), "jieba is not installed", "install baozhai anew")
    return Path(folders[0]) / "dict.txt"


def private_folder(folder: Path) -> Path:
    """Make a folder that no one else can write to, and drop from it what someone else left there.

    jieba obeys whatever dictionary it finds in its cache.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder.lstat()) or folder.is_symlink():
            raise LexiconError(
                "cache-not-ours",
                Location(str(folder)),
                "the folder belongs to someone else",
                "choose another cache folder",
            )
        folder.chmod(0o700)
        for file in sorted(folder.iterdir()):
            if not stat.S_ISREG(file.lstat().st_mode) or not _is_ours(file.lstat()):
                file.unlink()
    except OSError as err:
        raise LexiconError(
            "cache-unwritable",
            Location(str(folder)),
            f"no cache can be kept here: {err.strerror}",
            "choose another cache folder",
        ) from err
    return folder


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
