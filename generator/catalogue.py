"""Bring a printed page's PO files up to date with its records; nothing that a translator wrote is lost.

In come the old file's text and the page's records, out comes the new text. A unit that is unchanged keeps its
translation, also where its paragraph has another number now; a unit whose text changed gets the old translation as
fuzzy, with the old text beside it; a translation whose unit is gone becomes obsolete and comes back with the unit. A
unit that has none gets, as fuzzy, what the same text was translated as elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Location, Problem, TranslationError
from generator.files import write_text
from generator.matching import context_of, kind_of, match_units
from generator.po import Entry, dumps_po, loads_po, read_po
from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.earlier import Earlier
    from generator.hints import Hints
    from generator.model import Record, Spans
    from generator.units import Unit

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
OPENING = 16
"""Characters by which a sentence is found again in the text that it was taken from."""
SUGGESTED = "suggestion: "
"""How the comment begins that says where a translation was taken from; it goes when a person has looked at it."""


class Aids(Struct, frozen=True):
    """What helps those who translate into one language."""

    hints: Hints | None = None
    """Terms and places."""
    earlier: Earlier | None = None
    """Translations of the same texts elsewhere."""


NO_AIDS = Aids()


def update_catalogue(old: str | None, records: Iterable[Record], lang: str, path: str = "messages.po") -> str:
    """Make the PO text of one printed page in one language out of the old text and the page's records."""
    before = loads_po(old, path) if old else ()
    return dumps_po(merge_entries(before, records, lang))


def merge_entries(
    before: Sequence[Entry], records: Iterable[Record], lang: str, aids: Aids = NO_AIDS
) -> tuple[Entry, ...]:
    """Give every unit its entry, in reading order; what no unit has a use for follows as obsolete."""
    header = next((entry for entry in before if not entry.source and not entry.obsolete), None)
    old = [entry for entry in before if entry is not header]
    used: set[int] = set()
    found: list[Entry] = []
    for record in sorted(records, key=lambda record: int(record.ordinal)):
        mine = [entry for entry in old if (entry.context or "").partition("/")[0] == record.ordinal]
        found += (_entry(record, unit, entry, (lang, aids)) for unit, entry in match_units(record, mine, used))
    idle = (entry for entry in old if id(entry) not in used and (entry.target or entry.comments))
    rest = (_retire(entry) for entry in idle if not _is_copy(entry, aids.earlier))
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


def _is_copy(entry: Entry, earlier: Earlier | None) -> bool:
    """Whether nothing is lost with an entry: a suggestion that nobody touched, and that still stands elsewhere."""
    if earlier is None or entry.comments or not _suggestions(entry):
        return False
    return earlier.has(entry.source, entry.target)


# ---------------------------------------------------------------- one entry


def _entry(record: Record, unit: Unit, old: Entry | None, means: tuple[str, Aids]) -> Entry:
    lang, aids = means
    # A comment of a PO file is one line; the name of a file need not be.
    file = " ".join(record.article.source.file.splitlines())
    hints = () if aids.hints is None else aids.hints.find(record, unit, lang)
    new = Entry(
        unit.text,
        context=context_of(record, unit),
        notes=(name_of(unit.id), *hints),
        locations=tuple(dict.fromkeys(f"{file}:{first}" for first, _ in _lines_of(record, unit))),
    )
    if old is not None:
        new = _take_over(new, old)
    return new if aids.earlier is None or new.target.strip() else _suggest(new, unit, aids.earlier)


def _lines_of(record: Record, unit: Unit) -> Spans:
    """Find where a unit is printed; a summary and a figure have no lines of their own, but words of some that have."""
    if unit.lines:
        return unit.lines
    opening = unit.text[:OPENING]
    quoted = (other.lines for other in find_units(record) if other.lines and opening in other.text)
    return next(quoted, record.article.source.lines[:1])


def _take_over(new: Entry, old: Entry) -> Entry:
    new = replace(new, target=old.target, comments=old.comments, flags=old.flags, previous=old.previous)
    if old.source == new.source:
        return replace(new, notes=(*new.notes, *_suggestions(old)))
    flags = old.flags if old.fuzzy else ("fuzzy", *old.flags)
    return replace(new, flags=flags, previous=old.source if old.previous is None else old.previous)


def _suggestions(entry: Entry) -> tuple[str, ...]:
    """Find where a translation was taken from that nobody has accepted yet."""
    return tuple(note for note in entry.notes if note.startswith(SUGGESTED)) if entry.fuzzy and entry.target else ()


def _suggest(entry: Entry, unit: Unit, earlier: Earlier) -> Entry:
    found = earlier.find(unit.text, unit.id)
    if found is None:
        return entry
    flags = entry.flags if entry.fuzzy else ("fuzzy", *entry.flags)
    notes = (*entry.notes, f"{SUGGESTED}the same text is translated so in {found.place}")
    return replace(entry, target=found.target, flags=flags, notes=notes)


def name_of(unit_id: str) -> str:
    """``p3`` → ``Paragraph 3``."""
    kind = kind_of(unit_id)
    return f"{_NAMES.get(kind, kind)} {unit_id.removeprefix(kind)}".rstrip()


# ---------------------------------------------------------------- disk


class Change(Struct, frozen=True):
    """What becomes of one PO file: a new text, or nothing, for the reason given."""

    path: Path
    text: str | None = None
    problem: Problem | None = None


def plan_catalogues(
    folder: Path, pages: Iterable[tuple[str, Sequence[Record]]], aids: Mapping[str, Aids]
) -> Iterator[Change]:
    """Find, page by page, which PO files below the records folder would change; a broken one stays as it is.

    ``aids`` are by language: those are the files that are looked at.
    """
    for page_id, records in pages:
        for lang, given in aids.items():
            path = folder / page_id / f"{lang}.po"
            change = _plan(path, [record for record in records if record.lang != lang], given)
            if change is not None:
                yield change


def _plan(path: Path, records: Sequence[Record], aids: Aids) -> Change | None:
    try:
        before = read_po(path) if path.exists() else ()
    except TranslationError as err:
        return Change(path, problem=err.problem)
    if not before and not records:
        return None
    after = merge_entries(before, records, path.stem, aids)
    if after == before:
        return None
    text = dumps_po(after)
    if text == dumps_po(before):  # the name of a raw page need not be written as it is
        return None
    half = _HALF.search(text)
    return Change(path, text) if half is None else Change(path, problem=_unwritable(path, text, half.start()))


_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which YAML can name and no file can hold."""


def _unwritable(path: Path, text: str, at: int) -> Problem:
    context = text.rfind("msgctxt", 0, at)
    unit = text[context : text.find("\n", context)]
    message = f"not written: half of a UTF-16 character in the text of {unit}"
    return Problem("translation-unwritable", Location(path.as_posix()), message, "delete it from the record", "error")


def write_catalogue(path: Path, text: str) -> None:
    """Write a PO file; raise ``TranslationError``."""
    try:
        write_text(path, text)
    except OSError as err:
        message = f"can't be written: {err.strerror}"
        raise TranslationError("translation-unwritable", Location(path.as_posix()), message) from err
