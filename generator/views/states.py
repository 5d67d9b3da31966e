"""How much of a story is translated, in words that a reader understands.

In come a record, what is finished and what is waiting; out come the notice above a translation and the words of an
empty cell. Only what is finished counts; what is out of date, or was never checked, is told apart from what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.interface import message
from generator.model import Subhead
from generator.units import find_told, find_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.interface import Interface
    from generator.model import Record

REASONS = {
    "outdated": message("Translation out of date"),
    "unchecked": message("Translation not yet checked"),
}
"""Why a unit's translation can't be shown."""
MISSING = message("Not yet translated")
REST = message("%(state)s. The rest stands in Chinese.")
ORIGINAL = message("%(state)s. This is the Chinese original.")
ALONE = message("%(state)s.")
OUTDATED = message("%(n)s out of date")
UNCHECKED = message("%(n)s to be checked")


class State(Struct, frozen=True):
    """A record's translation into one language."""

    record: Record
    finished: Mapping[str, str]
    """By unit id."""
    waiting: Mapping[str, str]
    """Why others can't be shown, by unit id."""

    @property
    def begun(self) -> bool:
        """Whether anything that tells the story is translated: the rule of ``Brief.langs``."""
        return any(unit.id in self.finished for unit in find_told(self.record))


def tell_state(state: State, words: Interface) -> str | None:
    """Say above a translation how much of it is one; nothing where all of it is."""
    counted = _count(state, words)
    if counted is not None:
        return words.fill(REST if state.begun else ORIGINAL, state=counted)
    if not state.begun:
        return words("Not yet translated. This is the Chinese original.")
    if any(unit.id not in state.finished for unit in find_units(state.record)):
        return words("Translated but for a few lines, which stand in Chinese.")
    return None


def tell_state_beside(state: State, words: Interface) -> str | None:
    """Say the same where the original stands beside it, and cells say what is missing."""
    counted = _count(state, words)
    return None if counted is None else words.fill(ALONE, state=counted)


def tell_missing(state: State, unit_id: str, words: Interface) -> str:
    """Say why the cell of a unit is empty."""
    return words(REASONS.get(state.waiting.get(unit_id, ""), MISSING))


def _count(state: State, words: Interface) -> str | None:
    """Count paragraphs, finished and waiting; nothing where there are neither, or all are finished."""
    blocks = state.record.article.blocks
    paragraphs = [f"p{number}" for number in range(1, sum(not isinstance(block, Subhead) for block in blocks) + 1)]
    done = sum(unit_id in state.finished for unit_id in paragraphs)
    why = [state.waiting[unit_id] for unit_id in paragraphs if unit_id in state.waiting]
    if done == len(paragraphs) or not (state.begun or why):
        return None
    told = words.fill("Translated: %(done)s of %(all)s paragraphs", done=done, all=len(paragraphs))
    for reason, counted in (("outdated", OUTDATED), ("unchecked", UNCHECKED)):
        if reason in why:
            other = words.fill(counted, n=why.count(reason))
            told = words.fill("%(one)s, %(other)s", one=told, other=other)
    return told
