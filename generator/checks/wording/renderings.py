"""What is called by two names across the project: notes of each printed page → doubts, when all pages are known.

A note is plain values, small and remembered with its page: what it's about, the language, the Chinese, how it is
said, how often on this page, and where first. What most places say is taken for right; ties go to what stands
first.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.checks.wording.names import Named, find_whole, note_persons, note_places
from generator.checks.wording.spelling import is_alike, key_of
from generator.checks.wording.terms import note_terms
from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.checks.wording.pairs import Pair
    from generator.lexicon import Lexicon
    from generator.model import Record

FOLLOWED = 3
"""So often must a project follow the glossary, for one place that does not, before this is doubted."""
MOST = 20
"""Ways in which one thing is said that are compared; a name with more of them is no name."""


class Note(NamedTuple):
    """How something is said on one printed page."""

    kind: str
    """``name`` (a byline), ``person``, ``place``, ``term`` (a unit that is one), ``glossary``."""
    lang: str
    chinese: str
    said: tuple[str, ...]
    """What it is called; of a person, the names of which one is theirs; of a place, that of the site and the other; of
    the glossary, its English, or nothing where it is not followed."""
    times: int
    line: int | None
    context: str
    """msgctxt of the first entry that says so."""


Noted = bytes
"""The notes of one printed page, packed: they are kept in mind for all of an archive."""


def note_renderings(pairs: Sequence[Pair], records: Iterable[Record], lexicon: Lexicon) -> Noted:
    """Note how names and terms are said on one printed page."""
    if not pairs:
        return b""
    by_id = {record.id: record for record in records}
    found: dict[tuple[str, str, str, tuple[str, ...]], Note] = {}
    for record_id, group in _by_record(pairs).items():
        named = Named(by_id[record_id], lexicon.gazetteer)
        for pair in group:
            for kind, chinese, said in _note(pair, lexicon, named):
                key = kind, pair.lang, chinese, said
                old = found.get(key)
                note = Note(*key, 1, pair.line, pair.context) if old is None else old._replace(times=old.times + 1)
                found[key] = note
    return marshal.dumps([tuple(note) for note in found.values()], 2) if found else b""


def _by_record(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.record_id].append(pair)
    return groups


def _note(pair: Pair, lexicon: Lexicon, named: Named) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    kind = find_whole(pair)
    if kind is not None:
        yield kind, pair.source, (" ".join(pair.target.split()),)
        return
    if pair.lang.partition("-")[0] != "en":
        return
    for person, names in note_persons(pair, named):
        yield "person", person, names
    for place, names in note_places(pair, named.places):
        yield "place", place, names
    for term, follows in note_terms(pair, lexicon.glossary):
        yield "glossary", term, (lexicon.glossary.terms[term],) if follows else ()


# ---------------------------------------------------------------- all pages


class _Way:
    """One way in which something is said, and all places that say it so."""

    __slots__ = ("context", "count", "place", "said")

    def __init__(self, note: Note, path: str) -> None:
        self.said = note.said
        self.count = note.times
        self.place = Location(path, note.line)
        self.context = note.context


def check_renderings(noted: Iterable[tuple[str, Noted]]) -> Iterator[Problem]:
    """Doubt what is said in two ways; in come each printed page's folder of translations and its notes, in order."""
    things: dict[tuple[str, str, str], list[_Way]] = defaultdict(list)
    for folder, notes in noted:
        for note in map(Note._make, marshal.loads(notes) if notes else ()):  # noqa: S302 - packed above
            group = "person" if note.kind == "name" else note.kind
            _add(things[group, note.lang, note.chinese], note, f"{folder}/{note.lang}.po")
    taken = _settled_names(things)
    for (kind, _, chinese), ways in sorted(things.items(), key=lambda item: item[0]):
        if kind == "place":
            yield from (_misnamed(chinese, way) for way in ways)
        elif len(ways) > 1:
            yield from _doubt(kind, chinese, ways, taken)


def _add(ways: list[_Way], note: Note, path: str) -> None:
    """Count a note with those that say the same; where one of several names is meant, only the common ones stay."""
    for way in ways:
        common = note.said if way.said == note.said else _common(way.said, note)
        if common or way.said == note.said:
            way.said = common
            way.count += note.times
            return
    if len(ways) < MOST:
        ways.append(_Way(note, path))


def _common(said: tuple[str, ...], note: Note) -> tuple[str, ...]:
    if note.kind == "place":
        return ()
    keys = {key_of(name) for name in note.said}
    return tuple([name for name in said if key_of(name) in keys])


def _settled_names(things: dict[tuple[str, str, str], list[_Way]]) -> dict[str, set[str]]:
    """Say of whom each name is known to be."""
    owners: dict[str, set[str]] = defaultdict(set)
    for (kind, _, chinese), ways in things.items():
        if kind == "person":
            for way in ways:
                if len(way.said) == 1:
                    owners[key_of(way.said[0])].add(chinese)
    return owners


def _doubt(kind: str, chinese: str, ways: list[_Way], taken: dict[str, set[str]]) -> Iterator[Problem]:
    usual = max(ways, key=lambda way: way.count)
    for way in ways:
        if way is usual:
            continue
        if kind == "glossary":
            yield from _doubt_glossary(chinese, usual, way)
            continue
        pair = _differing(usual, way, chinese, taken) if kind == "person" else (usual.said[0], way.said[0])
        if pair is not None:
            yield _problem(kind, chinese, pair, (usual, way))


def _doubt_glossary(chinese: str, usual: _Way, way: _Way) -> Iterator[Problem]:
    if usual.said and usual.count >= FOLLOWED * way.count:
        message = (
            f"{way.context}: {chinese} is “{usual.said[0]}” in the glossary and in {_places(usual.count)} of the"
            f" project, and not here{_more(way.count)}"
        )
        yield Problem("term-ignored", way.place, message, "say it as elsewhere, where nothing speaks against it")


def _differing(usual: _Way, way: _Way, chinese: str, taken: dict[str, set[str]]) -> tuple[str, str] | None:
    """Find two names that are one, spelled in two ways; of bylines any two are."""
    if (
        len(usual.said) == len(way.said) == 1
        and usual.context.rpartition("/")[2][:1] == way.context.rpartition("/")[2][:1] == "b"
    ):
        return usual.said[0], way.said[0]
    for name in way.said:
        if taken.get(key_of(name), {chinese}) == {chinese}:
            for known in usual.said:
                if is_alike(known, name):
                    return known, name
    return None


def _misnamed(chinese: str, way: _Way) -> Problem:
    name, found = way.said
    message = f"{way.context}: {chinese} is “{found}” here{_more(way.count)}, and “{name}” on the site"
    return Problem("name-spelled-twice", way.place, message, "lexicon/places.yaml says what the site calls a place")


def _problem(kind: str, chinese: str, names: tuple[str, str], ways: tuple[_Way, _Way]) -> Problem:
    usual, way = ways
    code = "term-rendered-twice" if kind == "term" else "name-spelled-twice"
    message = (
        f"{way.context}: {chinese} is “{names[1]}” here{_more(way.count)}, and “{names[0]}” in {_places(usual.count)},"
        f" first in {usual.place}"
    )
    return Problem(code, way.place, message, "choose one of the two")


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _more(count: int) -> str:
    return "" if count == 1 else f" and in {count - 1} more"
