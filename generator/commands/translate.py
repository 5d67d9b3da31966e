"""``translate``: the PO files beside the records, brought up to date or counted, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import Aids, plan_catalogues, write_catalogue
from generator.commands import Outcome, plural
from generator.coverage import flatten, read_coverage, render_table
from generator.earlier import Earlier
from generator.errors import ConfigError, Location, Problem, TranslationError
from generator.hints import Hints
from generator.languages import find_started, name_of, parse_language
from generator.lexicon import read_lexicon
from generator.po import read_text
from generator.poscan import scan_messages
from generator.records import index_pages
from generator.translate import find_catalogues

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from generator.config import Config
    from generator.coverage import PageCoverage
    from generator.model import Record
    from generator.progress import Progress
    from generator.records import PageIndex


def run(config: Config, args: Namespace, _progress: Progress) -> Outcome:
    """Update or count the translations of the records as they stand on disk."""
    languages = _languages(config, args.lang)
    index = index_pages(config.records)
    if args.action == "status":
        outcome = _count(config.records, index, languages, every=args.all)
    else:
        outcome = _update(config, index, languages)
    notices = _notices(config, languages)
    return Outcome(outcome.text, outcome.result, (*index.problems, *outcome.problems, *notices))


def _languages(config: Config, lang: str | None) -> tuple[str, ...]:
    """Choose the language that was asked for, else those of the site and those that were started before."""
    own, *others = config.languages
    if lang is None:
        # What is converted needs no translator; who wants to mend it names the language.
        asked = (other for other in others if other not in config.converted)
        return (*asked, *find_started(config.records, config.languages))
    if lang == own:
        hint = "name the language into which to translate"
        raise ConfigError("config-value", Location("--lang"), f"{lang} is the language of the records", hint)
    return (lang if lang in others else parse_language(lang),)


def _notices(config: Config, languages: tuple[str, ...]) -> Iterator[Problem]:
    for lang in languages:
        if lang not in config.languages:
            named = f"{lang} ({name_of(lang) or 'a language that we have no name for'})"
            listed = ", ".join((*config.languages, lang))
            yield Problem(
                "translation-unpublished",
                Location(f"{config.records.as_posix()}/*/{lang}.po"),
                f"the site is not built in {named}: what is translated is kept, but not shown",
                f"to publish it, write into digest.yaml: languages: [{listed}]",
                "notice",
            )


# ---------------------------------------------------------------- update


def _update(config: Config, index: PageIndex, languages: tuple[str, ...]) -> Outcome:
    hints = Hints(read_lexicon(config.lexicon))
    aids = {lang: Aids(hints, _read_earlier(config.records, lang)) for lang in languages}
    problems: list[Problem] = []
    written: list[str] = []
    for change in plan_catalogues(config.records, _pages(config.records, index, languages, problems), aids):
        if change.problem is not None:
            problems.append(change.problem)
        if change.text is not None:
            write_catalogue(change.path, change.text)
            written.append(change.path.as_posix())
    written.sort()
    text = "\n".join([*(f"wrote {path}" for path in written), f"{plural(len(written), 'file')} changed"])
    return Outcome(text, {"written": written}, tuple(problems))


def _pages(
    folder: Path, index: PageIndex, languages: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Go through all pages that have records or translations, but for those of which a record can't be read.

    Its translations would seem to belong to nothing until someone has mended it.
    """
    for page in index.read():
        problems += page.problems
        if page.whole:
            yield page.id, page.records
    translated = {path.parent.name for path, _ in find_catalogues(folder, languages)}
    yield from ((page_id, ()) for page_id in sorted(translated.difference(index.paths)))


def _read_earlier(folder: Path, lang: str) -> Earlier:
    """Read what is translated into a language; of a broken file, what stands before the mistake."""
    earlier = Earlier()
    for path, _ in find_catalogues(folder, [lang]):
        try:
            messages, _ = scan_messages(read_text(path), path.as_posix())
        except TranslationError:  # said when the file is brought up to date
            continue
        earlier.learn(path.parent.name, messages)
    return earlier


# ---------------------------------------------------------------- status


def _count(folder: Path, index: PageIndex, languages: tuple[str, ...], *, every: bool) -> Outcome:
    problems: list[Problem] = []
    counted: list[PageCoverage] = []
    for page in index.read():
        found = read_coverage(folder, page, languages)
        problems += (*page.problems, *(problem for one in found for problem in one.problems))
        counted += found
    return Outcome(render_table(counted, every=every) or "no records yet", flatten(counted), tuple(problems))
