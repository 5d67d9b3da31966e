"""Stories that belong together: they share tags, places or people, the rarer the better."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.digest import Digest
    from generator.model import Record

MOST = 4
"""Related stories on a page."""
CROWD = 200
"""What more stories than this have in common says nothing, and is looked at no further than this."""


def find_related(record: Record, digest: Digest) -> tuple[str, ...]:
    """Rank other stories by what they share with this one, ties in digest order."""
    scores: dict[str, float] = defaultdict(float)
    for ids in _shared(record, digest):
        for record_id in islice(ids, CROWD):
            scores[record_id] += 1 / len(ids)
    scores.pop(record.id, None)
    # A stable sort keeps first found first, and what is found follows the digest's order.
    return tuple(sorted(scores, key=lambda record_id: -scores[record_id])[:MOST])


def _shared(record: Record, digest: Digest) -> Iterator[Sequence[str]]:
    for tag in record.tags:
        yield digest.tags.get(tag, ())
    for region in record.regions:
        chain = digest.lexicon.gazetteer.chain(region.code)
        # The province says too little; a county and its prefecture both count, so neighbours come first.
        for place in chain[1:]:
            told = digest.regions.get(place.code)
            if told is not None:
                yield told.primary
    for byline in record.article.bylines:
        yield digest.bylines.get(byline.name, ())
