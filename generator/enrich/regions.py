"""Which places a story tells of: the one where it happens, and those that it also names.

What comes in: an Article and the gazetteer. What goes out: Regions, the primary first, to the village where one is
named. A story that names no place, or many with none above the others, has no primary: unplaced is an answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.enrich.mentions import TOWN, VILLAGE, find_sightings
from generator.enrich.zones import find_zones, move_lead
from generator.model import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.enrich.mentions import Path, Sighting
    from generator.enrich.zones import Zone
    from generator.lexicon.gazetteer import Gazetteer
    from generator.model import Article, Basis

CLEAR = 0.6
"""The share that a place needs among its neighbours to stand for them all."""
ALMOST_ALL = 0.8
"""The share that one place needs where the headline names a larger one, or where an essay wanders."""
ENOUGH = 1.8
"""What must speak for a place that no headline names: one mention in the opening, or two further down."""

_OURS = re.compile(r"[我全](省|区|市|县|州)(?![域别面直])")
_DEPTHS = {"省": 1, "州": 2, "市": 2, "县": 3}
_AUTONOMOUS = frozenset(("150000", "450000", "540000", "640000", "650000"))
"""Regions whose people say 我区 of the whole; elsewhere it is a city's district."""
_NATION = re.compile(
    r"国务院(?:总理|副总理|办公厅|新闻办)|国务委员|中共中央政治局|全国人大常委会|全国政协副?主席|外交部|国家主席|中央军委|一个中国|(?:中国|祖国)(?:和平)?统一"
)


class Evidence(Struct, frozen=True):
    """Everything that speaks for places in one article."""

    zones: tuple[Zone, ...]
    sightings: tuple[Sighting, ...]
    mass: Mapping[Path, float]
    """What speaks for a place and everything in it."""

    def weight(self, sighting: Sighting) -> float:
        """What one sighting says."""
        return _weight(self.zones, sighting)

    def children(self, path: Path) -> dict[Path, float]:
        """The places right below, and what speaks for each."""
        return {p: mass for p, mass in self.mass.items() if len(p) == len(path) + 1 and p[: len(path)] == path}


def find_regions(article: Article, gazetteer: Gazetteer, home: str | None = None) -> tuple[Region, ...]:
    """Find the places of a story, its primary first; ``home`` is the code of the digest's own region."""
    zones = find_zones(article)
    sightings = find_sightings(zones, gazetteer, home or _filed_from(article, gazetteer))
    if not sightings:
        return ()
    zones = move_lead(zones, frozenset(sighting.zone for sighting in sightings))
    evidence = Evidence(zones, sightings, _masses(zones, sightings))
    primary = find_primary(article, evidence, tuple(place.code for place in gazetteer.chain(home)) if home else ())
    others = _find_others(evidence, primary)
    names = _Names(gazetteer, sightings)
    regions = [_region(evidence, names, primary, primary=True)] if primary else []
    return (*regions, *(_region(evidence, names, path, primary=False) for path in others))


def _filed_from(article: Article, gazetteer: Gazetteer) -> str | None:
    """Where the story was filed: no place of the story, but of two places of one name the nearer is meant."""
    place = article.dateline.place if article.dateline is not None else None
    found = gazetteer.find(place) if place is not None else ()
    return found[0].code if found else None


def find_primary(article: Article, evidence: Evidence, home: Path = ()) -> Path:
    """Find where the story happens: from the headline block, else from the whole; then as deep as it stays clear."""
    block = [s for s in evidence.sightings if evidence.zones[s.zone].block]
    if block:
        start = _heading_place(evidence, block)
        if not start:
            return ()
        part = _descend(evidence, start, firm=any(s.path == start and not s.organisation for s in block))
        return _beyond_venue(start, part) if len(start) == 1 else part
    ours = _our_rank(evidence)
    if ours is not None:
        whole = _our_place(evidence, ours, home)
        return _beyond_venue(whole, _descend(evidence, whole, firm=True))
    if _NATION.search("".join(zone.text for zone in evidence.zones if zone.lead or zone.block)):
        return ()
    province = _province(evidence, strict=article.genre in {"essay", "comment"})
    return _descend(evidence, province, firm=False) if province else ()


def _masses(zones: Sequence[Zone], sightings: Iterable[Sighting]) -> dict[Path, float]:
    masses: dict[Path, float] = defaultdict(float)
    for sighting in sightings:
        weight = _weight(zones, sighting)
        for depth in range(1, len(sighting.path) + 1):
            masses[sighting.path[:depth]] += weight
    return dict(masses)


def _weight(zones: Sequence[Zone], sighting: Sighting) -> float:
    return zones[sighting.zone].weight * (1.0 if sighting.full else 0.8) * (0.6 if sighting.organisation else 1.0)


# ---------------------------------------------------------------- the primary


def _beyond_venue(whole: Path, part: Path) -> Path:
    """Stay with the whole where one step down is all there is: the city in which its meeting was held."""
    return part if len(part) > len(whole) + 1 else whole


def _our_rank(evidence: Evidence) -> str | None:
    """我区, 全市 in the headline block: the story is about the whole, which the other places tell."""
    for zone in evidence.zones:
        found = _OURS.search(zone.text) if zone.block else None
        if found is not None:
            return found[1]
    return None


def _our_place(evidence: Evidence, rank: str, home: Path) -> Path:
    """Find what 我区 means: the home region, else the place of that rank that holds the places named."""
    province = _down(evidence, 1)
    depth = _DEPTHS.get(rank) or (1 if province[:1] and province[0] in _AUTONOMOUS else 3)
    if len(home) == depth and home[0] in {path[0] for path in evidence.mass}:
        return home
    return _down(evidence, depth)


def _down(evidence: Evidence, depth: int) -> Path:
    path: Path = ()
    while len(path) < depth:
        best = _clearest(evidence, path)
        if best is None:
            break
        path = best
    return path


def _clearest(evidence: Evidence, path: Path, share: float = CLEAR) -> Path | None:
    """The place right below that is clear of its neighbours, and in a round-up of three also told of more often."""
    children = evidence.children(path)
    best = max(children, key=lambda p: (children[p], p), default=None)
    if best is None or children[best] < share * sum(children.values()):
        return None
    if len(children) > 2:
        told = {child: len({s.zone for s in _inside(evidence, child)}) for child in children}
        return best if told[best] * 2 >= sum(told.values()) else None
    return best


def _heading_place(evidence: Evidence, block: Sequence[Sighting]) -> Path:
    """The place that the headline block names: the deepest of one line, the common one of several."""
    paths = sorted({s.path for s in block}, key=lambda p: (len(p), p))
    deepest = [p for p in paths if not any(q != p and q[: len(p)] == p for q in paths)]
    if len(deepest) == 1:
        return deepest[0]
    total = sum(evidence.mass[p] for p in deepest)
    best = max(deepest, key=lambda p: (evidence.mass[p], p))
    if evidence.mass[best] >= CLEAR * total:
        return best
    return _common(deepest)


def _common(paths: Sequence[Path]) -> Path:
    """The place that holds them all."""
    steps = takewhile(lambda level: len(set(level)) == 1, zip(*paths, strict=False))
    return tuple(level[0] for level in steps)


def _province(evidence: Evidence, *, strict: bool) -> Path | None:
    """The province that the story speaks of, when it speaks of it often enough; essays wander, so they need more."""
    best = _clearest(evidence, (), ALMOST_ALL if strict else CLEAR)
    ours = any(_OURS.search(zone.text) for zone in evidence.zones)
    enough = 0.5 if ours else ENOUGH * (1.5 if strict else 1)
    return best if best is not None and evidence.mass[best] >= enough else None


def _descend(evidence: Evidence, path: Path, *, firm: bool) -> Path:
    """Go down while one place is clear of its neighbours; a place that the headline names is left for a good reason."""
    share = ALMOST_ALL if firm else CLEAR
    while (best := _clearest(evidence, path, share)) is not None and _leads_to(evidence, path, best, firm=firm):
        path = best
    return path


def _leads_to(evidence: Evidence, path: Path, below: Path, *, firm: bool) -> bool:
    inside = _inside(evidence, below)
    if any(evidence.zones[s.zone].lead or evidence.zones[s.zone].block for s in inside):
        return True
    share = evidence.mass[below] / evidence.mass[path]
    told = len({s.zone for s in inside})
    if firm:
        return told > 2 and share >= 0.5
    return (told > 1 and share >= 0.35) or (len(path) >= 4 and share >= 0.2)


def _inside(evidence: Evidence, path: Path) -> list[Sighting]:
    return [s for s in evidence.sightings if s.path[: len(path)] == path]


# ---------------------------------------------------------------- the others


def _find_others(evidence: Evidence, primary: Path) -> list[Path]:
    """The other places that the story tells of, the weightiest first; not those named in passing."""
    paths = {s.path for s in evidence.sightings}
    above = {path[:depth] for path in (*paths, primary) for depth in range(len(path))}
    leaves = paths - above - {primary}
    told = [p for p in leaves if _is_told(evidence, p, primary)]
    return sorted(told, key=lambda p: (-evidence.mass[p], p))


def _is_told(evidence: Evidence, path: Path, primary: Path) -> bool:
    if primary and path[0] == primary[0]:
        return True
    inside = _inside(evidence, path)
    named = any(s.full and not s.organisation for s in inside)
    return any(evidence.zones[s.zone].block for s in inside) or (named and (len(inside) > 1 or len(path) > 2))


# ---------------------------------------------------------------- how it is written down


class _Names:
    """The names of a path's steps: as the story writes them where that is a former name, else today's."""

    def __init__(self, gazetteer: Gazetteer, sightings: Iterable[Sighting]) -> None:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for sighting in sightings:
            for code, name in sighting.former:
                written[code][name] += 1
        self._gazetteer = gazetteer
        self._written = {code: max(names, key=lambda n: (names[n], n)) for code, names in written.items()}

    def name(self, step: str) -> str:
        """Name one step."""
        if step.startswith((TOWN, VILLAGE)):
            return step[2:]
        return self._written.get(step) or self._gazetteer.places[step].name


def _region(evidence: Evidence, names: _Names, path: Path, *, primary: bool) -> Region:
    code = [step for step in path if not step.startswith((TOWN, VILLAGE))][-1]
    return Region(code, tuple(names.name(step) for step in path), _basis(evidence, path), primary)


def _basis(evidence: Evidence, path: Path) -> Basis:
    inside = _inside(evidence, path)
    best = max(inside, key=lambda s: (evidence.weight(s), -s.zone, -s.start))
    return "organisation" if best.organisation else evidence.zones[best.zone].basis
