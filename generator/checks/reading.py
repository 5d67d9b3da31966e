"""What the parser itself was not sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.doubt import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Record

SURE = 0.6
"""Below this a person should look; a careful reader finds about every second such guess wrong."""

_LOST = {
    "head-missing": "the opening is missing in the dump",
    "middle-missing": "a piece of the text is missing in the dump",
    "tail-missing": "the end is missing in the dump",
    "fragment": "a fragment that fits to no story of its page",
}


def check_status(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt stories that the dump did not keep whole."""
    for record in records:
        status = record.article.status
        if status in _LOST:
            yield Doubt(record, status, _LOST[status])


def check_confidence(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt stories whose reading as a whole is unsure."""
    for record in records:
        confidence = record.article.confidence
        if confidence < SURE:
            yield Doubt(record, "unsure", f"read with confidence {confidence:.2f}")


def check_flags(records: Sequence[Record]) -> Iterator[Doubt]:
    """Doubt single joins and guesses that are unsure."""
    for record in records:
        for flag in record.article.flags:
            if flag.confidence < SURE and flag.code != record.article.status:
                yield Doubt(record, flag.code, f"{flag.reason} (confidence {flag.confidence:.2f})", flag.lines)
