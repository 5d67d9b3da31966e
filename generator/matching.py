"""Find the old entry of each unit: a record as it reads now, and what its PO file says of it, in; pairs, out.

Surest first: the same text in the same place, the same text elsewhere in the record, a text much like it, another text
in the same place.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model import Record
    from generator.poscan import Entry
    from generator.units import Unit

ALIKE = 0.6
"""Share of characters in common from which a text is an older version of another."""
LONG = 400
"""Characters of a text that are compared: the time grows with their square."""
COMPARED = 100
"""Pairs of one record that are compared to the letter, those that look most alike: a file can hold any number."""
REACH = 10
"""How far a paragraph that changed may have moved."""


def match_units(record: Record, old: Sequence[Entry], used: set[int]) -> Iterator[tuple[Unit, Entry | None]]:
    """Yield each unit and the entry that lives on as its own; ``used`` gathers the identities of those entries."""
    matching = _Matching(record, old, used)
    units = find_units(record)
    found: dict[str, Entry] = {}
    for step in (matching.unchanged, matching.moved, matching.alike, matching.in_place):
        for unit, entry in step([unit for unit in units if unit.id not in found]):
            found[unit.id] = entry
            used.add(id(entry))
    yield from ((unit, found.get(unit.id)) for unit in units)


def context_of(record: Record, unit: Unit) -> str:
    """``01/p3``: what a unit is called in its page's PO file."""
    return f"{record.ordinal}/{unit.id}"


def kind_of(unit_id: str) -> str:
    """``p3`` → ``p``."""
    return unit_id.rstrip("0123456789")


class _Matching(Struct, frozen=True):
    """The units of one record and the old entries of its ordinal."""

    record: Record
    old: Sequence[Entry]
    used: set[int]
    """Identities of the old entries that live on."""

    def unchanged(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        known = {(entry.context, entry.source): entry for entry in sorted(self.old, key=_least_first)}
        for unit in units:
            entry = known.get((context_of(self.record, unit), unit.text))
            if entry is not None:
                yield unit, entry

    def moved(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        """The same text under another id, such as a paragraph that another was inserted above.

        Each entry moves once: what stands twice is only a suggestion for the second place.
        """
        known: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(self._idle(), key=_least_first):
            known[entry.source].append(entry)
        for unit in units:
            if known[unit.text]:
                yield unit, known[unit.text].pop()

    def alike(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Entry]]:
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

    def in_place(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Entry]]:
        """Another text under the same id."""
        known = {entry.context: entry for entry in self._idle() if not entry.obsolete}
        for unit in units:
            if context_of(self.record, unit) in known:
                yield unit, known[context_of(self.record, unit)]

    def _idle(self) -> list[Entry]:
        return [entry for entry in self.old if id(entry) not in self.used and entry.target]


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
    kind = kind_of(new)
    if kind != kind_of(old):
        return False
    return new == old or abs(_number(new, kind) - _number(old, kind)) <= REACH


def _number(unit_id: str, kind: str) -> int:
    """Whatever stands in a msgctxt: ``p`` has no number, and one of a thousand digits is none of ours."""
    return int(unit_id.removeprefix(kind)[:9] or "0")
