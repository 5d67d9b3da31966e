"""Chinese terms and their English: tags, party and government terms, roles, posts, units.

In come the packaged tables and the user's ``lexicon/glossary.yaml`` (a mapping, term to English; ``null`` takes a
term away) and ``lexicon/words.txt``; out goes a Glossary. A term that it doesn't have is None: never a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from operator import methodcaller
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct, field

from generator.errors import LexiconError, Location
from generator.lexicon.measures import TIGHT, english_number, read_units, split_multiplier
from generator.lexicon.tables import packaged_rows, read_own, rows
from generator.yamltext import SafeLoader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.model import Quantity

LEAST_OWN = 3
"""Characters of a longer term of the user's; a shorter one, a section's name, may be an ordinary word elsewhere."""
LEAST = 4
"""Characters of any other long term."""
SINGULARS = {"people": "person", "families": "family", "boxes": "box", "times": "time", "series": "series"}


class Sieve:
    """Tells at a glance where one of many terms may stand in a text; a class because it is made once, asked often."""

    def __init__(self, terms: Iterable[str], length: int) -> None:
        self._length = length
        self._beginnings = {term[:length] for term in terms if len(term) >= length}
        signs = [{beginning[at] for beginning in self._beginnings} for at in range(length)]
        first, *others = (f"[{re.escape(''.join(sorted(column)))}]" if column else "(?!)" for column in signs)
        self._pattern = re.compile(f"{first}(?={''.join(others)})")

    def find_starts(self, text: str) -> list[int]:
        """Find where the beginning of a term stands."""
        known, length = self._beginnings, self._length
        return [at for at in map(_START, self._pattern.finditer(text)) if text[at : at + length] in known]


_START = methodcaller("start")


class Glossary(Struct, frozen=True, dict=True):
    """Terms and what they are in English; without slots, so that an index is made once and kept."""

    terms: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    """The terms that the user's own files name."""

    def english(self, term: str) -> str | None:
        """Find the English of a term: ``乡村振兴`` → ``rural revitalisation``; ``万元`` → ``10,000 yuan``."""
        if term in self.terms:
            return self.terms[term]
        bare = term.partition("（")[0].partition("(")[0]
        factor, unit = split_multiplier(bare)
        if unit not in read_units() or unit not in self.terms:
            return self.terms.get(bare) if bare != term and bare in read_units() else None
        return self.terms[unit] if factor == 1 else f"{english_number('1', factor)} {self.terms[unit]}"

    def quantity(self, quantity: Quantity) -> str | None:
        """Say a figure in English: 445 and ``万元`` → ``4.45 million yuan``, 18 and ``处`` → ``18``; ``丈`` → None."""
        bare = quantity.unit.partition("（")[0].partition("(")[0]
        factor, unit = split_multiplier(bare)
        number = english_number(quantity.value, factor)
        if number is None or not unit:
            return number
        english = self.terms.get(quantity.unit if factor == 1 else unit, self.terms.get(unit))
        if english is None:
            return number if unit in read_units() else None
        return f"{number}{english}" if unit in TIGHT else f"{number} {_agreeing(english, number)}"

    def find_terms(self, text: str) -> tuple[str, ...]:
        """Find the terms that stand in a text, each once, none inside a longer one."""
        index, end = self._by_beginning, 0
        found: dict[str, None] = {}
        for at in self._sieve.find_starts(text):
            term = next((term for term in index[text[at : at + 2]] if at >= end and text.startswith(term, at)), None)
            if term is not None:
                found[term], end = None, at + len(term)
        return tuple(found)

    def may_name_own(self, text: str) -> bool:
        """Whether a longer term of the user's may stand in a text: quick to tell, and seldom wrong."""
        return bool(self._own_sieve.find_starts(text))

    def may_name_ours(self, text: str) -> bool:
        """Whether a long term that comes with the program may stand in a text."""
        return bool(self._our_sieve.find_starts(text))

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self.terms, 2)

    @cached_property
    def _own_sieve(self) -> Sieve:
        return Sieve(self.own, LEAST_OWN)

    @cached_property
    def _our_sieve(self) -> Sieve:
        return Sieve(self.terms.keys() - self.own, LEAST)

    @cached_property
    def _by_beginning(self) -> dict[str, tuple[str, ...]]:
        """Terms by their first two characters, the longest first."""
        groups: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self.terms, key=lambda term: (-len(term), term)):
            if len(term) > 1:
                groups[term[:2]].append(term)
        return {beginning: tuple(terms) for beginning, terms in groups.items()}


def _agreeing(english: str, number: str) -> str:
    """``1`` takes the singular: households → household."""
    if number != "1":
        return english
    return SINGULARS.get(english) or (english[:-1] if english.endswith("s") and " " not in english else english)


def read_glossary(folder: Path | None) -> Glossary:
    """Read the packaged terms and the user's over them."""
    terms = {unit: english for unit, english in read_units().items() if english}
    for name in ("glossary.tsv", "countries.tsv", "words.tsv"):
        terms.update({columns[0]: columns[1] for columns in packaged_rows(name)})
    own: dict[str, str] = {}
    if folder is not None:
        own.update({columns[0]: columns[1] for _, columns in rows(read_own(folder / "words.txt")) if len(columns) > 1})
        for term, english in _own_entries(folder / "glossary.yaml"):
            if english is None:
                terms.pop(term, None)
                own.pop(term, None)
            else:
                own[term] = english
    return Glossary(terms | own, frozenset(own))


def _own_entries(path: Path) -> Iterator[tuple[str, str | None]]:
    for key, value in _mapping_of(read_own(path), str(path)):
        here = _at(str(path), key.start_mark)
        if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
            raise LexiconError("glossary-term", here, "a key is not a term", "write term: English")
        if not isinstance(value, yaml.ScalarNode):
            raise LexiconError(
                "glossary-english",
                here,
                f"{key.value}: the English is not text",
                "write one line of text behind the colon",
            )
        if value.tag == "tag:yaml.org,2002:null":
            yield key.value.strip(), None
        elif value.value.strip():
            yield key.value.strip(), value.value.strip()
        else:
            raise LexiconError(
                "glossary-english", here, f"{key.value}: the English is empty", "write null to take it away"
            )


def _mapping_of(text: str, path: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        _refuse_aliases(text, path)
        root = yaml.compose(text, Loader=SafeLoader)
    except yaml.MarkedYAMLError as err:
        raise LexiconError(
            "glossary-yaml", _at(path, err.problem_mark), err.problem or "not YAML", "quote what holds : or #"
        ) from err
    except yaml.YAMLError as err:
        raise LexiconError("glossary-yaml", Location(path), str(err).splitlines()[0], "save it as plain UTF-8") from err
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError(
            "glossary-shape",
            _at(path, root.start_mark),
            "not a mapping",
            "write term: English, one a line",
        )
    _refuse_twins(root.value, path)
    return list(root.value)


def _refuse_aliases(text: str, path: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > 1:
            raise LexiconError(
                "glossary-shape",
                _at(path, event.start_mark),
                "an alias or a nested value",
                "write term: English, one a line",
            )


def _refuse_twins(entries: list[tuple[yaml.Node, yaml.Node]], path: str) -> None:
    seen: dict[str, int | None] = {}
    for key, _ in entries:
        here, name = _at(path, key.start_mark), str(key.value)
        if name in seen:
            raise LexiconError("glossary-twice", here, f"{name} stands twice", f"keep this one or line {seen[name]}")
        seen[name] = here.line


def _at(path: str, mark: object) -> Location:
    """Say where a mark of the fast or of the plain YAML reader points."""
    line = getattr(mark, "line", None)
    return Location(path, line + 1 if isinstance(line, int) else None)
