"""Translations of records: ``records/<page>/<lang>.po``, one message a unit, found again by id and text.

Only what is finished and was made for the text as it is now counts as a translation: fuzzy, empty and stale messages
are never shown. Bringing the files up to date after a change of the records is ``catalogue.py``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.catalogue import plan_catalogues, update_catalogue, write_catalogues
from generator.errors import Location, Problem, TranslationError
from generator.invocation import command
from generator.po import find_doubles, read_text, scan_po
from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model import Record
    from generator.po import Entry
    from generator.units import Unit

__all__ = [
    "Coverage",
    "Translations",
    "find_orphans",
    "find_unused",
    "plan_catalogues",
    "read_translations",
    "update_catalogue",
    "write_catalogues",
]

Place = tuple[str, str, str]
"""Language, record id, unit id."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a record is translated, in units."""

    translated: int
    fuzzy: int
    """There is a translation, but of an older text or one that a person must look at."""
    missing: int

    @property
    def total(self) -> int:
        """All units."""
        return self.translated + self.fuzzy + self.missing


@dataclass(frozen=True, slots=True)
class Translations:
    """Every translation that was read."""

    finished: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    """Source → translation; a unit has more than one source only where files were merged by hand."""
    doubtful: frozenset[Place] = frozenset()
    """Units with a fuzzy translation."""
    places: Mapping[Place, Location] = field(default_factory=dict)
    """Where each of them stands."""

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        """Find the finished translation of a unit as it reads now."""
        return self.finished.get((lang, record_id, unit.id), {}).get(unit.text)

    def coverage(self, lang: str, record: Record) -> Coverage:
        """Count the units of a record by the state of their translation."""
        states = [self._state(lang, record.id, unit) for unit in find_units(record)]
        return Coverage(states.count("translated"), states.count("fuzzy"), states.count("missing"))

    def _state(self, lang: str, record_id: str, unit: Unit) -> str:
        if self.find(lang, record_id, unit) is not None:
            return "translated"
        place = (lang, record_id, unit.id)
        return "fuzzy" if place in self.doubtful or place in self.finished else "missing"


def read_translations(folder: Path, languages: Iterable[str]) -> tuple[Translations, tuple[Problem, ...]]:
    """Read the PO files of some languages below the records folder; of a broken one, what stands before the mistake."""
    finished: dict[Place, dict[str, str]] = defaultdict(dict)
    doubtful: set[Place] = set()
    places: dict[Place, Location] = {}
    problems: list[Problem] = []
    for lang in sorted(set(languages)):
        for path in sorted(folder.glob(f"*/{lang}.po")):
            entries, found = _read_sound(path)
            problems += found
            for place, entry in _translated(entries, lang, path.parent.name):
                places.setdefault(place, Location(path.as_posix(), entry.line))
                if entry.fuzzy:
                    doubtful.add(place)
                else:
                    finished[place][entry.source] = entry.target
    return Translations(dict(finished), frozenset(doubtful), places), tuple(problems)


def _read_sound(path: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read what can be read of a PO file, and say what can't and what stands twice."""
    try:
        text = read_text(path)
    except TranslationError as err:
        return (), (err.problem,)
    entries, error = scan_po(text, path.as_posix())
    doubles = tuple(
        Problem(
            "translation-twice",
            Location(path.as_posix(), entry.line),
            f"msgctxt {entry.context} stands twice, first on line {line}",
            "keep one of the two: only one that was made for the text as it is now is shown",
        )
        for entry, line in find_doubles(entries, lambda entry: entry.context or entry.source)
    )
    if error is None:
        return entries, doubles
    told = f"{error.problem.message}; what stands before this line is shown, what follows is not"
    return entries, (*doubles, replace(error.problem, message=told))


def find_unused(translations: Translations, records: Iterable[Record]) -> Iterator[Problem]:
    """Doubt translations whose msgctxt names no unit, those for a record that is not there together."""
    hint = f"msgctxt is a record's number and a unit, such as 01/p3; to bring files up to date: {command('translate')}"
    units = {record.id: {unit.id for unit in find_units(record)} for record in records}
    pages = {record_id.rpartition("-")[0] for record_id in units}
    lost: dict[tuple[str, str], list[Location]] = defaultdict(list)
    for (lang, record_id, unit_id), place in translations.places.items():
        if record_id.rpartition("-")[0] not in pages:
            continue  # a page without records is said once
        if record_id not in units:
            lost[lang, record_id].append(place)
        elif unit_id not in units[record_id]:
            message = f"the record {record_id} has no unit {unit_id!r}: this translation is not shown"
            yield Problem("translation-unused", place, message, hint)
    for (_, record_id), places in lost.items():
        message = f"there is no record {record_id}: {len(places)} of its translations, from here on, are not shown"
        yield Problem("translation-unused", places[0], message, hint)


def find_orphans(folder: Path, page_ids: Collection[str]) -> tuple[Problem, ...]:
    """Name PO files of printed pages that have no records any more: what was translated is not lost, but not shown."""
    found = (path for path in sorted(folder.glob("*/*.po")) if path.parent.name not in page_ids)
    message = "translations of a printed page that has no records: none of them is shown"
    hint = "where the raw page was renamed, rename this folder to the page's new id"
    return tuple(Problem("translation-orphan", Location(path.as_posix()), message, hint) for path in found)


def _translated(entries: Iterable[Entry], lang: str, page_id: str) -> Iterator[tuple[Place, Entry]]:
    for entry in entries:
        ordinal, _, unit_id = (entry.context or "").partition("/")
        if entry.source and entry.target.strip() and not entry.obsolete:
            yield (lang, f"{page_id}-{ordinal}", unit_id), entry
