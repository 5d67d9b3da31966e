"""Stories that belong together: they share tags, places or people, the rarer the better.

A digest goes in, and what is remembered from the last time; out come the related stories of every record. A record is
looked at again only where one of the groups that it stands in changed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.fingerprints import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.briefs import Brief
    from generator.digest import Digest

MOST = 4
"""Related stories on a page."""
CROWD = 25
"""What more stories than this have in common says little, and is looked at no further than this."""

Relations = dict[str, tuple[bytes, tuple[str, ...]]]
"""By record id: fingerprint of its groups, and the related stories, best first."""


class _Group(Struct, frozen=True):
    """Stories that have something in common."""

    ids: tuple[str, ...]
    """The newest of them."""
    weight: float
    mark: bytes


def relate(digest: Digest, known: Mapping[str, tuple[bytes, tuple[str, ...]]]) -> Relations:
    """Find the related stories of every record; what is ``known`` of a record holds while its groups are the same."""
    groups: dict[tuple[str, str], _Group] = {}
    relations = {}
    for brief in digest.records.values():
        shared = [_find_group(groups, digest, key) for key in _keys(brief, digest)]
        mark = b"".join([group.mark for group in shared])
        old = known.get(brief.id)
        relations[brief.id] = old if old is not None and old[0] == mark else (mark, _rank(brief, shared))
    return relations


def find_ids(relations: Relations) -> dict[str, tuple[str, ...]]:
    """Name the related stories of every record."""
    return {record_id: ids for record_id, (_, ids) in relations.items()}


def _keys(brief: Brief, digest: Digest) -> Iterator[tuple[str, str]]:
    for tag in brief.tags:
        yield "tag", tag
    for code, *_ in brief.places:
        # The province says too little; a county and its prefecture both count, so neighbours come first.
        for place in digest.lexicon.gazetteer.codes(code)[1:]:
            yield "place", place
    for name in brief.bylines:
        yield "byline", name


def _find_group(groups: dict[tuple[str, str], _Group], digest: Digest, key: tuple[str, str]) -> _Group:
    found = groups.get(key)
    if found is None:
        ids = _members(digest, *key)
        head = tuple(ids[:CROWD])
        found = groups[key] = _Group(head, 1 / max(1, len(ids)), fingerprint((len(ids), head))[:8])
    return found


def _members(digest: Digest, kind: str, name: str) -> Sequence[str]:
    if kind == "place":
        told = digest.regions.get(name)
        return () if told is None else told.primary
    return (digest.tags if kind == "tag" else digest.bylines).get(name, ())


def _rank(brief: Brief, shared: Sequence[_Group]) -> tuple[str, ...]:
    """Rank other stories by what they share with this one, ties in the order of the groups and of the digest."""
    scores: dict[str, float] = defaultdict(float)
    for group in shared:
        weight = group.weight
        for record_id in group.ids:
            scores[record_id] += weight
    scores.pop(brief.id, None)
    # Of equals, the first found comes first.
    return tuple(sorted(scores, key=scores.__getitem__, reverse=True)[:MOST])
