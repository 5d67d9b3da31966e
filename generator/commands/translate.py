"""``translate``: the PO files beside the records, brought up to date or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands import Outcome, plural
from generator.errors import ConfigError, Location
from generator.records import read_records
from generator.translate import plan_catalogues, read_translations, write_catalogues

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from generator.config import Config
    from generator.model import Record
    from generator.progress import Progress


def run(config: Config, args: Namespace, _progress: Progress) -> Outcome:
    """Update or count the translations of the records as they stand on disk."""
    kept, problems = read_records(config.records)
    records = [item.record for item in kept]
    languages = _languages(config, args.lang)
    work = _count if args.action == "status" else _update
    outcome = work(config.records, records, languages)
    return Outcome(outcome.text, outcome.result, (*problems, *outcome.problems))


def _languages(config: Config, lang: str | None) -> tuple[str, ...]:
    others = config.languages[1:]
    if lang is None:  # what is converted needs no translator; who wants to mend it names the language
        return tuple(other for other in others if other not in config.converted)
    if lang not in others:
        message = f"found {lang!r}, expected one of: {', '.join(others) or 'none'}"
        hint = "the languages of the site are the setting `languages`; the first is that of the records"
        raise ConfigError("config-value", Location("--lang"), message, hint)
    return (lang,)


def _update(folder: Path, records: Sequence[Record], languages: tuple[str, ...]) -> Outcome:
    writes, problems = plan_catalogues(folder, records, languages)
    write_catalogues(writes)
    paths = sorted(path.as_posix() for path in writes)
    text = "\n".join([*(f"wrote {path}" for path in paths), f"{plural(len(paths), 'file')} changed"])
    return Outcome(text, {"written": paths}, problems)


def _count(folder: Path, records: Sequence[Record], languages: tuple[str, ...]) -> Outcome:
    translations, problems = read_translations(folder, languages)
    rows = []
    for lang in languages:
        for page_id in sorted({record.page_id for record in records}):
            counts = [translations.coverage(lang, record) for record in records if record.page_id == page_id]
            done, fuzzy = sum(count.translated for count in counts), sum(count.fuzzy for count in counts)
            units = sum(count.total for count in counts)
            rows.append({"lang": lang, "page": page_id, "translated": done, "fuzzy": fuzzy, "units": units})
    lines = [
        f"{row['lang']}  {row['page']}  {row['translated']} of {row['units']} translated, {row['fuzzy']} to look at"
        for row in rows
    ]
    return Outcome("\n".join(lines) or "no records yet", {"pages": rows}, problems)
