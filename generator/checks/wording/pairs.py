"""A record's units with their finished translations: what the checks of one entry are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.checks.wording.figures import check_figures
from generator.checks.wording.terms import check_terms
from generator.doubts import FIGURES, heed
from generator.errors import Location
from generator.units import find_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.errors import Problem
    from generator.lexicon import Glossary
    from generator.model import Record
    from generator.translate import Translations


class Pair(Struct, frozen=True):
    """A unit as it reads now, and its finished translation."""

    lang: str
    """BCP 47, of the translation."""
    record_id: str
    unit: str
    """``p3``."""
    source: str
    target: str
    path: str
    """The PO file."""
    line: int | None

    @property
    def context(self) -> str:
        """The entry's msgctxt: ``01/p3``."""
        return f"{self.record_id.rpartition('-')[2]}/{self.unit}"

    @property
    def place(self) -> Location:
        """Where the entry stands."""
        return Location(self.path, self.line)


CHECKS: tuple[tuple[Callable[[Pair, Glossary], Iterator[Problem]], frozenset[str]], ...] = (
    (check_figures, frozenset(FIGURES)),  # a number or a unit that is not the original's
    (check_terms, frozenset({"term-ignored"})),  # a term of the project's own that is said otherwise
)
"""With the kinds of doubts that each may have: a project may leave all of them aside."""


def find_pairs(translations: Translations, records: Iterable[Record]) -> tuple[Pair, ...]:
    """Find what is translated of some records, as they read now, in the order of the files."""
    found = []
    known = list(records)
    for catalogue in translations.catalogues:
        for record in known:
            texts = catalogue.finished.get(record.id)
            if not texts:
                continue
            lines = catalogue.lines[record.id]
            for unit in find_units(record):
                target = texts.get((unit.id, unit.text))
                if target is not None:
                    line = lines.get(unit.id)
                    found.append(Pair(catalogue.lang, record.id, unit.id, unit.text, target, catalogue.path, line))
    return tuple(found)


def check_pairs(pairs: Iterable[Pair], glossary: Glossary, ignored: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Yield every doubt about single entries; of entries that say the same the first is named, and how many follow."""
    checks = [check for check, kinds in CHECKS if not kinds <= ignored]
    alike: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        alike.setdefault((pair.path, pair.source, pair.target), []).append(pair)
    for same in alike.values():
        for check in checks:
            for problem in heed(check(same[0], glossary), ignored):
                yield _with_others(problem, same[1:])


def _with_others(problem: Problem, others: Sequence[Pair]) -> Problem:
    if not others:
        return problem
    named = ", ".join(pair.context for pair in others)
    return replace(problem, message=f"{problem.message}; the same in {named}")
