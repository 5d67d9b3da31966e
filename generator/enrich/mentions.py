"""Where an article names places: from its zones to sightings, each a path through the gazetteer and beyond it.

Towns and villages that the gazetteer has not are laid below the place they stand behind, or that was named last;
one village has one path, however it is written. How much a sighting weighs is decided in
``generator.enrich.regions``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.enrich.chains import Chain, find_names
from generator.enrich.choices import Choices
from generator.lexicon.townships import find_counties, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.enrich.chains import Found
    from generator.enrich.hamlets import Hamlet
    from generator.enrich.zones import Zone
    from generator.lexicon.gazetteer import Gazetteer
    from generator.lexicon.spellings import Spelling

Path = tuple[str, ...]
"""Codes from the province down, then names that the gazetteer has not: ``t:龙泉镇``, ``v:南街村``."""

TOWN, VILLAGE = "t:", "v:"
_SHORTEST_STEM = 3
"""Characters of a name that are enough to know it by without its ending."""


class Sighting(Struct, frozen=True):
    """One place named once."""

    zone: int
    start: int
    end: int
    path: Path
    full: bool
    """Written with its rank or behind the place above it."""
    organisation: bool = False
    """Part of an organisation's name or of an office: 国网那曲供电公司."""
    former: tuple[tuple[str, str], ...] = ()
    """Code and name as written, where it is not today's."""


def find_sightings(zones: Sequence[Zone], gazetteer: Gazetteer, home: str | None) -> tuple[Sighting, ...]:
    """Find every place that the zones name, in reading order."""
    found = [(number, each) for number, zone in enumerate(zones) for each in find_names(zone.text, gazetteer)]
    choices = Choices(gazetteer, home)
    choices.learn([(zones[number], each) for number, each in found if isinstance(each, Chain)])
    chosen = [(n, each, choices.choose(zones[n], each) if isinstance(each, Chain) else None) for n, each in found]
    sightings = _Placing(gazetteer, zones).place(chosen, choices.counties())
    return _repeat(zones, _complete(_without_halves(sightings)))


class _Placing:
    """Gives every name its path, in reading order."""

    def __init__(self, gazetteer: Gazetteer, zones: Sequence[Zone]) -> None:
        self._gazetteer = gazetteer
        self._zones = zones
        self._text = "\n".join(zone.text for zone in zones)

    def place(
        self, chosen: Sequence[tuple[int, Found, Spelling | None]], counties: tuple[str, ...]
    ) -> tuple[Sighting, ...]:
        """Place the chains, then the free-standing names among them; ``counties`` are those named for certain."""
        certain = {
            (zone, each.start): self._sighting(zone, each, choice)
            for zone, each, choice in chosen
            if isinstance(each, Chain) and choice is not None
        }
        villages = {s.path[-1]: s.path for s in certain.values() if s.path[-1].startswith(VILLAGE)}
        sightings: list[Sighting] = []
        last: Sighting | None = None
        orphans = []
        for zone, each, _ in chosen:
            if isinstance(each, Chain):
                sighting = certain.get((zone, each.start))
            elif not self._is_told(each):
                continue
            elif (sighting := self._free(zone, each, last, villages)) is None:
                orphans.append((zone, each))
            if sighting is not None:
                sightings.append(sighting)
                last = sighting if sighting.full or last is None else last
        return (*sightings, *self._adopt(orphans, counties))

    def _sighting(self, zone: int, chain: Chain, choice: Spelling) -> Sighting:
        path: Path = self._gazetteer.codes(choice.code)
        if chain.hamlet is not None:
            path = self._below(path, chain.hamlet)
        former = tuple((code, name) for code, name in chain.former if code in path)
        return Sighting(zone, chain.start, chain.end, path, choice.full or chain.length > 1, chain.organisation, former)

    def _is_told(self, hamlet: Hamlet) -> bool:
        """A free name counts when its neighbours say that it is a place, or when it comes back."""
        name = hamlet.town or hamlet.village or ""
        bare = re.sub(r"(?:街道|镇|乡|村|社区)$", "", name)
        return hamlet.sure or self._text.count(bare if len(bare) >= _SHORTEST_STEM else name) > 1

    def _free(self, zone: int, hamlet: Hamlet, last: Sighting | None, villages: dict[str, Path]) -> Sighting | None:
        above = last.path if last is not None else ()
        if hamlet.town is not None:
            above = self._above_town(hamlet.town, tuple(s for s in above if self._is_county_or_above(s)))
        elif VILLAGE + (hamlet.village or "") in villages:
            return Sighting(zone, hamlet.start, hamlet.end, villages[VILLAGE + (hamlet.village or "")], full=True)
        elif last is None or not (last.zone == zone or self._zones[last.zone].block or self._zones[last.zone].lead):
            return None
        else:
            above = tuple(step for step in above if not step.startswith(VILLAGE))
        if len(above) < 2:
            return None
        return Sighting(zone, hamlet.start, hamlet.end, self._below(above, hamlet), full=True)

    def _adopt(self, orphans: Iterable[tuple[int, Hamlet]], counties: tuple[str, ...]) -> Iterator[Sighting]:
        """Place what was named before any county, a village in the headline, when the story has one county."""
        if len(counties) == 1:
            above = self._gazetteer.codes(counties[0])
            for zone, hamlet in orphans:
                yield Sighting(zone, hamlet.start, hamlet.end, self._below(above, hamlet), full=True)

    def _above_town(self, town: str, above: Path) -> Path:
        """Take the county that was named last, or find the only one around that has the town."""
        if above and self._gazetteer.places[above[-1]].level == "county":
            return above
        counties = [code for code in find_counties(town, exact=not above) if self._gazetteer.place(code)]
        near = [code for code in counties if not above or above[-1] in self._gazetteer.codes(code)]
        return self._gazetteer.codes(near[0]) if len(near) == 1 and len(stem(town)) > 1 else above

    def _below(self, above: Path, hamlet: Hamlet) -> Path:
        path = above
        if hamlet.town is not None:
            path = self._above_town(hamlet.town, path)
            path = (*path, self._step(path[-1], hamlet.town, TOWN))
        return (*path, self._step(path[-1], hamlet.village, VILLAGE)) if hamlet.village is not None else path

    def _step(self, above: str, name: str, kind: str) -> str:
        """The gazetteer's own code where it knows the place by this name, or the town by one of another rank."""
        below = self._gazetteer.children(above)
        same = [p.code for p in below if name in {p.name, *p.aliases}]
        alike = same or [p.code for p in below if p.level == "township" and stem(p.name) == stem(name)]
        return alike[0] if len(alike) == 1 and (same or kind == TOWN) else kind + name

    def _is_county_or_above(self, step: str) -> bool:
        place = self._gazetteer.place(step)
        return place is not None and place.level in {"province", "prefecture", "county"}


# ---------------------------------------------------------------- one village, one path


def _without_halves(sightings: Iterable[Sighting]) -> list[Sighting]:
    """石村 is no village where 石村镇 is the town."""
    kept = list(sightings)
    towns = {s.path[-1][2:] for s in kept if s.path[-1].startswith(TOWN)}
    return [s for s in kept if not any(f"{s.path[-1][2:]}{rank}" in towns for rank in ("镇", "乡", "街道"))]


def _complete(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Give a village its longest path: 山南市金鲁社区 and 乃东区结莎街道金鲁社区 are one."""
    longest: dict[tuple[str, str], Path] = {}
    for sighting in sightings:
        key = (sighting.path[0], sighting.path[-1])
        if key[1].startswith((TOWN, VILLAGE)) and len(sighting.path) > len(longest.get(key, ())):
            longest[key] = sighting.path
    return [_lengthened(s, longest.get((s.path[0], s.path[-1]))) for s in sightings]


def _lengthened(sighting: Sighting, longest: Path | None) -> Sighting:
    above = sighting.path[:-1]
    return replace(sighting, path=longest) if longest is not None and longest[: len(above)] == above else sighting


def _repeat(zones: Sequence[Zone], sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """Count a village again wherever its bare name comes back."""
    paths = {s.path[-1][2:]: s.path for s in sightings if s.path[-1].startswith((TOWN, VILLAGE))}
    if not paths:
        return tuple(sightings)
    seen = defaultdict(list)
    for sighting in sightings:
        seen[sighting.zone].append((sighting.start, sighting.end))
    again = [
        Sighting(number, start, start + len(name), paths[name], full=True)
        for number, zone in enumerate(zones)
        for start, name in _find_again(zone.text, paths)
        if not any(first < start + len(name) and start < last for first, last in seen[number])
    ]
    return tuple(sorted([*sightings, *again], key=lambda s: (s.zone, s.start, s.path)))


def _find_again(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Find a handful of names, the longest where two begin at one place, none inside another."""
    found = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            found.append((at, -len(name), name))
            at = text.find(name, at + 1)
    end = 0
    for start, _, name in sorted(found):
        if start >= end:
            yield start, name
            end = start + len(name)
