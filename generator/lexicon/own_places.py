"""The user's own places: ``lexicon/places.yaml``, a list of places to add or to mend.

    - code: "540623"            # known: what is said here replaces what the gazetteer says
      english: Amdo County
      aliases: [安多地方]
    - name: 云杉村               # new: needs its name, its level and the place above it
      level: village
      parent: 扎仁镇             # name or code

What comes in: the folder and the places known so far. What goes out: whole places, in the order of the file.
Anything that can't be is a LexiconError with file and line.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

import yaml
from msgspec import Struct
from msgspec.structs import replace

from generator.errors import LexiconError, Location
from generator.lexicon.tables import read_own
from generator.model import Place
from generator.slugs import slug as shorten
from generator.yamltext import SafeLoader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model import Level

FILE = "places.yaml"
KEYS = ("code", "name", "english", "aliases", "parent", "level", "slug", "short")
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "township", "village")
DEPTH = 4
"""A list of mappings with lists in them; deeper nesting is a mistake, and the C parser recurses."""


class Entry(Struct, frozen=True):
    """One place as the user wrote it."""

    at: Location
    texts: Mapping[str, str]
    aliases: tuple[str, ...] | None

    def error(self, message: str, hint: str | None = None) -> LexiconError:
        """Name what is wrong with this entry."""
        return LexiconError("place-wrong", self.at, message, hint)


def read_own_places(folder: Path, known: Mapping[str, Place]) -> Iterator[Place]:
    """Read ``places.yaml`` in the user's folder; without the file there is nothing to add."""
    path = folder / FILE
    entries = tuple(parse_entries(read_own(path), path.as_posix()))
    places = dict(known)
    taken = _slugs_by_folder(places.values()) if entries else {}
    for entry in entries:
        place = make_place(entry, places, taken)
        places[place.code] = place
        taken.setdefault(_folder(place.level, place.parent), set()).add(place.slug)
        yield place


def _slugs_by_folder(places: Iterable[Place]) -> dict[str | None, set[str]]:
    taken: dict[str | None, set[str]] = {}
    for place in places:
        taken.setdefault(_folder(place.level, place.parent), set()).add(place.slug)
    return taken


def parse_entries(text: str, path: str) -> Iterator[Entry]:
    """Take the YAML list apart, keeping each entry's line."""
    root = _compose(text, path)
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise _error(path, root, f"expected a list of places, found {_kind(root)}", "begin each place with “- name: …”")
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise _error(path, node, f"expected “key: value” lines, found {_kind(node)}", "write “- name: …”")
        yield _parse_entry(node, path)


def make_place(entry: Entry, known: Mapping[str, Place], taken: Mapping[str | None, Collection[str]]) -> Place:
    """Lay an entry over the place of the same code, or make a new place of it; ``taken`` are slugs by folder."""
    old = known.get(entry.texts.get("code", ""))
    place = _new_place(entry, known, taken) if old is None else _mended_place(entry, old, known)
    above = known[place.parent].level if place.parent is not None else None
    if (above is None) != (place.level == "province"):
        raise entry.error(f"a {place.level} needs a parent" if above is None else "a province has no parent")
    if above is not None and LEVELS.index(above) >= LEVELS.index(place.level):
        raise entry.error(f"a {place.level} can't stand below a {above}", "name a place that is above it")
    return place


def _mended_place(entry: Entry, old: Place, known: Mapping[str, Place]) -> Place:
    said = entry.texts
    return replace(
        old,
        name=said.get("name", old.name),
        level=_level(entry, old.level),
        parent=_find_parent(entry, known) if "parent" in said else old.parent,
        slug=_own_slug(entry, said["slug"]) if "slug" in said else old.slug,
        english=said.get("english", old.english),
        short=said.get("short", old.short),
        aliases=entry.aliases if entry.aliases is not None else old.aliases,
    )


def _new_place(entry: Entry, known: Mapping[str, Place], taken: Mapping[str | None, Collection[str]]) -> Place:
    said = entry.texts
    for key in ("name", "level"):
        if key not in said:
            hint = "a new place needs name, level and parent; to mend a known one give its code"
            raise entry.error(f"the place has no {key}", hint)
    level, parent = _level(entry, None), _find_parent(entry, known)
    slug = _own_slug(entry, said.get("slug") or said.get("english") or _pinyin(said["name"]))
    code = said.get("code") or f"{parent}-{slug}"
    return Place(
        code=code,
        name=said["name"],
        level=level,
        parent=parent,
        slug=f"{slug}-{shorten(code)}" if slug in taken.get(_folder(level, parent), ()) else slug,
        english=said.get("english"),
        short=said.get("short"),
        aliases=entry.aliases or (),
    )


def _folder(level: Level, parent: str | None) -> str | None:
    """Provinces and prefectures share one folder of addresses; every other place shares one with its neighbours."""
    return None if level in {"province", "prefecture"} else parent


def _find_parent(entry: Entry, known: Mapping[str, Place]) -> str | None:
    wanted = entry.texts.get("parent")
    if wanted is None or wanted in known:
        return wanted
    found = sorted(place.code for place in known.values() if wanted in {place.name, place.short, *place.aliases})
    if len(found) == 1:
        return found[0]
    if found:
        raise entry.error(f"parent {wanted} is ambiguous", f"give its code, one of {', '.join(found[:6])}")
    near = get_close_matches(wanted, [place.name for place in known.values()], n=1)
    raise entry.error(
        f"parent {wanted} is not in the gazetteer", f"did you mean {near[0]}?" if near else "give its code"
    )


def _level(entry: Entry, default: Level | None) -> Level:
    level = entry.texts.get("level", default)
    if level not in LEVELS:
        raise entry.error(f"level {level} is unknown", f"one of {', '.join(LEVELS)}")
    return level


def _own_slug(entry: Entry, text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode().replace("'", "")
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise entry.error(f"no address can be made of {text}", "give a slug in Latin letters")
    return shorten(slug)


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a fifth of a second, and hardly ever needed

    return "".join(lazy_pinyin(name))


def _parse_entry(node: yaml.MappingNode, path: str) -> Entry:
    texts: dict[str, str] = {}
    aliases = None
    for key_node, value in node.value:
        key = str(key_node.value)
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"known keys: {', '.join(KEYS)}"
            raise _error(path, key_node, f"unknown key {key}", hint)
        if key == "aliases":
            aliases = _parse_aliases(value, path)
        elif isinstance(value, yaml.ScalarNode) and value.value:
            texts[key] = unicodedata.normalize("NFC", value.value)
        else:
            raise _error(path, value, f"{key} should be text, found {_kind(value)}", None)
    return Entry(_location(path, node.start_mark), texts, aliases)


def _parse_aliases(node: yaml.Node, path: str) -> tuple[str, ...]:
    items = node.value if isinstance(node, yaml.SequenceNode) else ()
    if not items or not all(isinstance(item, yaml.ScalarNode) and item.value for item in items):
        raise _error(path, node, f"aliases should be a list of names, found {_kind(node)}", "write [甲, 乙]")
    return tuple(unicodedata.normalize("NFC", item.value) for item in items)


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        _refuse_traps(text, path)
        return yaml.compose(text, Loader=SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = _location(path, error.problem_mark)
        raise LexiconError("place-wrong", where, f"not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise LexiconError("place-wrong", Location(path), f"not valid YAML: {error}") from error


def _refuse_traps(text: str, path: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEPTH:
            message = "refers to another entry with *" if depth <= DEPTH else "is nested too deeply"
            raise LexiconError("place-wrong", _location(path, event.start_mark), message, "write it out, plainly")


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    return "a list" if isinstance(node, yaml.SequenceNode) else repr(node.value)


def _error(path: str, node: yaml.Node, message: str, hint: str | None) -> LexiconError:
    return LexiconError("place-wrong", _location(path, node.start_mark), message, hint)


class _Mark(Protocol):
    line: int


def _location(path: str, mark: _Mark | None) -> Location:
    return Location(path, None if mark is None else mark.line + 1)
