"""Bring a printed page's PO files up to date with its records; nothing that a translator wrote is lost.

In come the old file's text and the page's records, out comes the new text. A unit that is unchanged keeps its
translation, also where its paragraph has another number now; a unit whose text changed gets the old translation as
fuzzy, with the old text beside it; a translation whose unit is gone becomes obsolete and comes back with the unit.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Location, TranslationError
from generator.files import write_text
from generator.po import Entry, dumps_po, loads_po, read_po
from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.errors import Problem
    from generator.model import Record
    from generator.units import Unit

ALIKE = 0.6
"""Share of characters in common from which a text is an older version of another."""
LONG = 400
"""Characters of a text that are compared: the time grows with their square."""
COMPARED = 100
"""Pairs of one record that are compared to the letter, those that look most alike: a file can hold any number."""
REACH = 10
"""How far a paragraph that changed may have moved."""

_NAMES = {
    "rubric": "Rubric",
    "kicker": "Kicker (the line above the headline)",
    "headline": "Headline",
    "subtitle": "Subtitle",
    "abstract": "Abstract",
    "summary": "Summary",
    "b": "Byline",
    "p": "Paragraph",
    "s": "Subhead",
    "c": "Caption",
    "n": "Figure reported, with its clause",
}
_DAY_ONE = "2000-01-01 00:00+0000"
"""Files carry no clock of ours; a gettext editor sets the revision date when a person works."""


def update_catalogue(old: str | None, records: Iterable[Record], lang: str, path: str = "messages.po") -> str:
    """Make the PO text of one printed page in one language out of the old text and the page's records."""
    before = loads_po(old, path) if old else ()
    return dumps_po(merge_entries(before, records, lang))


def merge_entries(before: Sequence[Entry], records: Iterable[Record], lang: str) -> tuple[Entry, ...]:
    """Give every unit its entry, in reading order; what no unit has a use for follows as obsolete."""
    header = next((entry for entry in before if not entry.source and not entry.obsolete), None)
    old = [entry for entry in before if entry is not header]
    used: set[int] = set()
    found: list[Entry] = []
    for record in sorted(records, key=lambda record: int(record.ordinal)):
        mine = [entry for entry in old if (entry.context or "").partition("/")[0] == record.ordinal]
        found += _Matching(record, mine, used).entries()
    rest = (_retire(entry) for entry in old if id(entry) not in used and (entry.target or entry.comments))
    return (header or _header(lang), *found, *rest)


def _header(lang: str) -> Entry:
    fields = (
        ("Project-Id-Version", "records"),
        ("Report-Msgid-Bugs-To", ""),
        ("POT-Creation-Date", _DAY_ONE),
        ("PO-Revision-Date", _DAY_ONE),
        ("Last-Translator", "none"),
        ("Language-Team", "none"),
        ("Language", lang.replace("-", "_")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return Entry("", "".join(f"{name}: {value}".rstrip() + "\n" for name, value in fields))


def _retire(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, notes=(), locations=())


class _Matching(Struct, frozen=True):
    """The units of one record and the old entries of its ordinal."""

    record: Record
    old: Sequence[Entry]
    used: set[int]
    """Identities of the old entries that live on."""

    def entries(self) -> Iterator[Entry]:
        """Yield one entry a unit."""
        units = list(find_units(self.record))
        found: dict[str, Entry] = {}
        for step in (self._unchanged, self._moved, self._alike, self._in_place):
            for unit, entry in step([unit for unit in units if unit.id not in found]):
                found[unit.id] = entry
                self.used.add(id(entry))
        yield from (self._entry(unit, found.get(unit.id)) for unit in units)

    def _context(self, unit: Unit) -> str:
        return f"{self.record.ordinal}/{unit.id}"

    def _unchanged(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        known = {(entry.context, entry.source): entry for entry in sorted(self.old, key=_least_first)}
        for unit in units:
            entry = known.get((self._context(unit), unit.text))
            if entry is not None:
                yield unit, entry

    def _moved(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        """The same text under another id: a paragraph was inserted above, or a sentence stands twice."""
        known = {entry.source: entry for entry in sorted(self.old, key=_least_first) if entry.target}
        for unit in units:
            if unit.text in known:
                yield unit, known[unit.text]

    def _alike(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Entry]]:
        """An older version of the text, under whatever number it had: the most alike first."""
        idle, taken = self._idle(), set[tuple[str, int]]()
        likely = sorted(
            (-share, number, other)
            for number, unit in enumerate(units)
            for other, entry in enumerate(idle)
            if (share := _likeness_at_most(unit, entry)) >= ALIKE
        )
        scored = sorted(
            (-share, number, other)
            for _, number, other in likely[:COMPARED]
            if (share := _matcher(units[number], idle[other]).ratio()) >= ALIKE
        )
        for _, number, other in scored:
            if not taken & {("unit", number), ("entry", other)}:
                taken |= {("unit", number), ("entry", other)}
                yield units[number], idle[other]

    def _in_place(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        """Another text under the same id."""
        known = {entry.context: entry for entry in self._idle() if not entry.obsolete}
        for unit in units:
            if self._context(unit) in known:
                yield unit, known[self._context(unit)]

    def _idle(self) -> list[Entry]:
        return [entry for entry in self.old if id(entry) not in self.used and entry.target]

    def _entry(self, unit: Unit, old: Entry | None) -> Entry:
        # A comment of a PO file is one line; the name of a file need not be.
        file = " ".join(self.record.article.source.file.splitlines())
        new = Entry(
            unit.text,
            context=self._context(unit),
            notes=(name_of(unit.id),),
            locations=tuple(dict.fromkeys(f"{file}:{first}" for first, _ in unit.lines)),
        )
        if old is None:
            return new
        new = replace(new, target=old.target, comments=old.comments, flags=old.flags, previous=old.previous)
        if old.source == unit.text:
            return new
        flags = old.flags if old.fuzzy else ("fuzzy", *old.flags)
        return replace(new, flags=flags, previous=old.source if old.previous is None else old.previous)


def _least_first(entry: Entry) -> tuple[bool, bool, bool]:
    """Sort the entry to be preferred last: one that is in use, translated and sure."""
    return (not entry.obsolete, bool(entry.target), not entry.fuzzy)


def _likeness_at_most(unit: Unit, entry: Entry) -> float:
    """The most that two texts can be alike, by their characters alone: in time that grows with their length."""
    if not _in_reach(unit.id, (entry.context or "").partition("/")[2]):
        return 0.0
    matcher = _matcher(unit, entry)
    return min(matcher.real_quick_ratio(), matcher.quick_ratio())


def _matcher(unit: Unit, entry: Entry) -> SequenceMatcher[str]:
    return SequenceMatcher(None, entry.source[:LONG], unit.text[:LONG], autojunk=False)


def _in_reach(new: str, old: str) -> bool:
    kind = _kind(new)
    if kind != _kind(old):
        return False
    return new == old or abs(_number(new, kind) - _number(old, kind)) <= REACH


def _number(unit_id: str, kind: str) -> int:
    """Whatever stands in a msgctxt: ``p`` has no number, and one of a thousand digits is none of ours."""
    return int(unit_id.removeprefix(kind)[:9] or "0")


def _kind(unit_id: str) -> str:
    return unit_id.rstrip("0123456789")


def name_of(unit_id: str) -> str:
    """``p3`` → ``Paragraph 3``."""
    kind = _kind(unit_id)
    return f"{_NAMES.get(kind, kind)} {unit_id.removeprefix(kind)}".rstrip()


# ---------------------------------------------------------------- disk


def plan_catalogues(
    folder: Path, records: Iterable[Record], languages: Iterable[str]
) -> tuple[dict[Path, str], tuple[Problem, ...]]:
    """Find which PO files below the records folder would change, and their new text; a broken one stays as it is."""
    every = tuple(records)
    writes: dict[Path, str] = {}
    problems = []
    for lang in sorted(set(languages)):
        pages: dict[str, list[Record]] = defaultdict(list)
        for record in every:
            if record.lang != lang:
                pages[record.page_id].append(record)
        for page_id in sorted({*pages, *_translated_pages(folder, lang)}):
            path = folder / page_id / f"{lang}.po"
            try:
                before = read_po(path) if path.exists() else ()
            except TranslationError as err:
                problems.append(err.problem)
                continue
            after = merge_entries(before, pages.get(page_id, ()), lang)
            if after != before:
                writes[path] = dumps_po(after)
    return writes, tuple(problems)


def _translated_pages(folder: Path, lang: str) -> Iterator[str]:
    return (path.parent.name for path in folder.glob(f"*/{lang}.po"))


def write_catalogues(writes: Mapping[Path, str]) -> None:
    """Write PO files; raise ``TranslationError``."""
    for path, text in sorted(writes.items()):
        try:
            write_text(path, text)
        except OSError as err:
            message = f"can't be written: {err.strerror}"
            raise TranslationError("translation-unwritable", Location(path.as_posix()), message) from err
