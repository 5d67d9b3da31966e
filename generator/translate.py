"""Translations of records: ``records/<page>/<lang>.po``, one message a unit, found again by id and text.

Only what is finished and was made for the text as it is now counts as a translation: fuzzy, empty and stale messages
are never shown. Bringing the files up to date after a change of the records is ``catalogue.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.catalogue import plan_catalogues, update_catalogue, write_catalogue
from generator.errors import Location, Problem, TranslationError
from generator.invocation import command
from generator.po import decode_text, find_doubles, read_content
from generator.poscan import scan_messages
from generator.units import find_units, index_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.model import Record
    from generator.poscan import Message
    from generator.units import Unit

__all__ = [
    "Catalogue",
    "Coverage",
    "Translations",
    "decode_catalogue",
    "find_catalogues",
    "find_orphans",
    "find_unused",
    "make_translations",
    "plan_catalogues",
    "read_catalogue",
    "read_translations",
    "update_catalogue",
    "write_catalogue",
]

Texts = dict[tuple[str, str], str]
"""(Unit id, source) → translation; a unit has more than one source only where files were merged by hand."""


class Coverage(Struct, frozen=True):
    """How much of a record is translated, in units."""

    translated: int
    fuzzy: int
    """There is a translation, but of an older text or one that a person must look at."""
    missing: int

    @property
    def total(self) -> int:
        """All units."""
        return self.translated + self.fuzzy + self.missing


class Catalogue(Struct, frozen=True):
    """What one PO file says; small, and the same in every process."""

    path: str
    lang: str
    finished: Mapping[str, Texts] = field(default_factory=dict)
    """By record id."""
    lines: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    """By record id and unit id, where each unit that has a translation stands, a fuzzy one too."""
    problems: tuple[Problem, ...] = ()
    drafts: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """By record id, the (unit id, source) of what nobody has checked and what was not made for another text either."""
    translator: str | None = None
    """A person's name, where the header has one."""


class Translations(Struct, frozen=True):
    """Every translation that was read; ``make_translations`` makes it."""

    catalogues: tuple[Catalogue, ...] = ()
    known: Mapping[tuple[str, str], tuple[Catalogue, ...]] = field(default_factory=dict)
    """(language, record id) → where its translations are; in more than one place only by mistake."""
    languages: tuple[str, ...] = ()

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        """Find the finished translation of a unit as it reads now."""
        for catalogue in reversed(self.known.get((lang, record_id), ())):
            found = catalogue.finished.get(record_id, _NONE).get((unit.id, unit.text))
            if found is not None:
                return found
        return None

    def of(self, record: Record) -> Finished:
        """Take the translations of one record as it reads now."""
        said: dict[str, dict[str, str]] = {}
        waiting: dict[str, dict[str, str]] = {}
        translators: dict[str, str] = {}
        for catalogue in chain.from_iterable(self.known.get((lang, record.id), ()) for lang in self.languages):
            texts = catalogue.finished[record.id]
            keys = [(unit.id, unit.text) for unit in find_units(record)]
            found = {key[0]: texts[key] for key in keys if key in texts}
            if found:
                said.setdefault(catalogue.lang, {}).update(found)
                if catalogue.translator is not None:
                    translators[catalogue.lang] = catalogue.translator
            waiting.setdefault(catalogue.lang, {}).update(_find_waiting(catalogue, record.id, keys))
        unfinished = {
            lang: {unit_id: why for unit_id, why in units.items() if unit_id not in said.get(lang, {})}
            for lang, units in waiting.items()
            if units
        }
        return Finished(record.id, said, unfinished, translators)

    def waiting(self, lang: str, record: Record) -> Mapping[str, str]:
        """Name the units whose translation can't be shown, each with why."""
        return self.of(record).waiting(lang, record)

    def translator(self, lang: str, record_id: str) -> str | None:
        """Name who translated a record, where its catalogue says it."""
        known = (catalogue.translator for catalogue in reversed(self.known.get((lang, record_id), ())))
        return next((name for name in known if name is not None), None)

    def coverage(self, lang: str, record: Record) -> Coverage:
        """Count the units of a record by the state of their translation."""
        states = [self._state(lang, record.id, unit) for unit in find_units(record)]
        return Coverage(states.count("translated"), states.count("fuzzy"), states.count("missing"))

    def _state(self, lang: str, record_id: str, unit: Unit) -> str:
        if self.find(lang, record_id, unit) is not None:
            return "translated"
        known = self.known.get((lang, record_id), ())
        return "fuzzy" if any(unit.id in catalogue.lines[record_id] for catalogue in known) else "missing"


def _find_waiting(catalogue: Catalogue, record_id: str, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the units that have a translation which can't be shown, and why."""
    lines, texts = catalogue.lines[record_id], catalogue.finished[record_id]
    drafts = catalogue.drafts.get(record_id, frozenset())
    for key in keys:
        if key[0] in lines and key not in texts:
            yield key[0], UNCHECKED if key in drafts else OUTDATED


OUTDATED, UNCHECKED = "outdated", "unchecked"
"""Why a translation can't be shown: it was made for an older text, or a person has still to look at it."""


class Finished(Struct, frozen=True):
    """The translations of one record, stored beside it: the units are those of the record as it is there."""

    record_id: str
    said: dict[str, dict[str, str]]
    """The finished ones, by language and unit id."""
    unfinished: dict[str, dict[str, str]] = {}
    """By language and unit id, why there is one that can't be shown."""
    translators: dict[str, str] = {}
    """By language."""
    converted: tuple[str, ...] = ()
    """Languages in which some of this was converted by a program: no person wrote it."""

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        """Find the finished translation of a unit."""
        said = self.said.get(lang)
        return said.get(unit.id) if said is not None and record_id == self.record_id else None

    def waiting(self, lang: str, record: Record) -> Mapping[str, str]:
        """Name the units whose translation can't be shown, each with why."""
        return self.unfinished.get(lang, {}) if record.id == self.record_id else {}

    def translator(self, lang: str, record_id: str) -> str | None:
        """Name who translated the record, where its catalogue says it."""
        return self.translators.get(lang) if record_id == self.record_id else None


_NONE: Texts = {}


def make_translations(catalogues: Iterable[Catalogue]) -> Translations:
    """Put catalogues together, in their order."""
    every = tuple(catalogues)
    known: dict[tuple[str, str], tuple[Catalogue, ...]] = {}
    for catalogue in every:
        for record_id in catalogue.lines:
            place = (catalogue.lang, record_id)
            known[place] = (*known.get(place, ()), catalogue)
    return Translations(every, known, tuple(dict.fromkeys(catalogue.lang for catalogue in every)))


# ---------------------------------------------------------------- disk → translations


def read_translations(folder: Path, languages: Iterable[str]) -> tuple[Translations, tuple[Problem, ...]]:
    """Read the PO files of some languages below the records folder; of a broken one, what stands before the mistake."""
    found = [read_catalogue(path, lang) for path, lang in find_catalogues(folder, languages)]
    return make_translations(found), tuple(problem for catalogue in found for problem in catalogue.problems)


def find_catalogues(folder: Path, languages: Iterable[str]) -> tuple[tuple[Path, str], ...]:
    """Find the PO files of some languages below the records folder, each with its language, in order."""
    return tuple((path, lang) for lang in sorted(set(languages)) for path in sorted(folder.glob(f"*/{lang}.po")))


def read_catalogue(path: Path, lang: str) -> Catalogue:
    """Read one printed page's PO file; what can't be read is a problem."""
    try:
        content = read_content(path)
    except TranslationError as err:
        return Catalogue(path.as_posix(), lang, problems=(err.problem,))
    return decode_catalogue(content, path, lang)


def decode_catalogue(content: bytes, path: Path, lang: str) -> Catalogue:
    """Read the bytes of one printed page's PO file; what can't be read is a problem."""
    where = path.as_posix()
    try:
        text = decode_text(content, where)
    except TranslationError as err:
        return Catalogue(where, lang, problems=(err.problem,))
    messages, error = scan_messages(text, where)
    finished, lines, drafts = _sort(messages, path.parent.name)
    problems = tuple(_mistakes(messages, error, where))
    return Catalogue(where, lang, finished, lines, problems, drafts, find_translator(messages))


_TRANSLATOR = re.compile(r"(?mi)^Last-Translator:(.*)$")
_ADDRESS = re.compile(r"<[^>]*>|\S*@\S*")
_NOBODY = frozenset({"", "none", "unknown", "anonymous", "full name", "automatically generated", "translator"})
"""What gettext's tools and we write where no person has signed."""


def find_translator(messages: Iterable[Message]) -> str | None:
    """Read from a file's header who translated it last, without the address, which is nobody's business."""
    header = next((message.target for message in messages if not message.source and not message.obsolete), "")
    found = _TRANSLATOR.search(header)
    name = "" if found is None else " ".join(_ADDRESS.sub(" ", found[1]).split()).strip(" ,;()\"'")
    return None if name.casefold() in _NOBODY else name


_Sorted = tuple[dict[str, Texts], dict[str, dict[str, int | None]], dict[str, frozenset[tuple[str, str]]]]


def _sort(messages: Iterable[Message], page_id: str) -> _Sorted:
    """Give each record its finished translations, the lines of all, and what of them are drafts."""
    drafts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    finished: dict[str, Texts] = {}
    lines: dict[str, dict[str, int | None]] = {}
    for context, source, target, fuzzy, obsolete, line, outdated in messages:
        if not source or obsolete or not target or target.isspace():
            continue
        ordinal, _, unit_id = (context or "").partition("/")
        record_id = f"{page_id}-{ordinal}"
        if record_id not in lines:
            lines[record_id], finished[record_id] = {}, {}
        lines[record_id].setdefault(unit_id, line)
        if not fuzzy:
            finished[record_id][unit_id, source] = target
        elif not outdated:
            drafts[record_id].append((unit_id, source))
    return finished, lines, {record_id: frozenset(keys) for record_id, keys in drafts.items()}


def _mistakes(messages: Iterable[Message], error: TranslationError | None, path: str) -> Iterator[Problem]:
    """Say what of a PO file can't be read and what stands twice."""
    for message, line in find_doubles(messages, lambda message: message.context or message.source):
        yield Problem(
            "translation-twice",
            Location(path, message.line),
            f"msgctxt {message.context} stands twice, first on line {line}",
            "keep one of the two: only one that was made for the text as it is now is shown",
        )
    if error is not None:
        told = f"{error.problem.message}; what stands before this line is shown, what follows is not"
        yield replace(error.problem, message=told)


# ---------------------------------------------------------------- translations that nobody sees


def find_unused(translations: Translations, records: Iterable[Record]) -> Iterator[Problem]:
    """Doubt translations whose msgctxt names no unit, those for a record that is not there together."""
    hint = f"msgctxt is a record's number and a unit, such as 01/p3; to bring files up to date: {command('translate')}"
    units = {record.id: index_units(record) for record in records}
    pages = {record_id.rpartition("-")[0] for record_id in units}
    lost: dict[tuple[str, str], list[Location]] = defaultdict(list)
    for lang, record_id, unit_id, place in _places(translations, units):
        if record_id.rpartition("-")[0] not in pages:
            continue  # a page without records is said once
        if record_id not in units:
            lost[lang, record_id].append(place)
        else:
            message = f"the record {record_id} has no unit {unit_id!r}: this translation is not shown"
            yield Problem("translation-unused", place, message, hint)
    for (_, record_id), places in lost.items():
        message = f"there is no record {record_id}: {len(places)} of its translations, from here on, are not shown"
        yield Problem("translation-unused", places[0], message, hint)


def _places(
    translations: Translations, units: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, str, Location]]:
    """Yield language, record id, unit id and place of translations of no unit; the first, where files repeat it."""
    for catalogue in translations.catalogues:
        unused = [
            (line or 0, record_id, unit_id)
            for record_id, lines in catalogue.lines.items()
            for unit_id, line in lines.items()
            if unit_id not in units.get(record_id, ())
        ]
        for line, record_id, unit_id in sorted(unused):
            known = translations.known[catalogue.lang, record_id]
            if next(other for other in known if unit_id in other.lines[record_id]) is catalogue:
                yield catalogue.lang, record_id, unit_id, Location(catalogue.path, line or None)


def find_orphans(files: Iterable[str], folder: Path, page_ids: Collection[str]) -> tuple[Problem, ...]:
    """Name PO files of printed pages that have no records any more: what was translated is not lost, but not shown."""
    below = (Path(path) for path in sorted(files) if path.endswith(".po"))
    found = (path for path in below if path.parent.parent == folder and path.parent.name not in page_ids)
    message = "translations of a printed page that has no records: none of them is shown"
    hint = "where the raw page was renamed, rename this folder to the page's new id"
    return tuple(Problem("translation-orphan", Location(path.as_posix()), message, hint) for path in found)
