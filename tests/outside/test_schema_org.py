"""JSON-LD says nothing that schema.org's vocabulary does not have: types, their properties, and what these may hold.

The vocabulary is read from the type definitions of ``schema-dts``, which are made from schema.org's own.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DEFINITIONS = "schema-dts/dist/schema.d.ts"
CLASS = re.compile(r"interface (\w+)Base extends ([^{]+)\{(.*?)\n\}", re.DOTALL)
PARENT = re.compile(r"(\w+)Base")
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*?), "\w+">;', re.MULTILINE)
LEAF = re.compile(r'interface (\w+)Leaf extends (\w+)Base \{\s*"@type": "(\w+)"')
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
TEXTS = {"Text", "Date", "DateTime", "Time", "URL", "XPathType", "CssSelectorType", "PronounceableText"}


class Class(Struct, frozen=True):
    """One type of the vocabulary."""

    parents: tuple[str, ...]
    properties: dict[str, set[str]]
    """Name → what it may hold."""


class Vocabulary(Struct, frozen=True):
    """Every type that there is, by name."""

    classes: dict[str, Class]
    bases: dict[str, str]
    """A type without properties of its own → the one whose it has."""

    def lineage(self, name: str) -> Iterator[str]:
        yield name
        own = self.classes.get(name) or self.classes[self.bases[name]]
        if name not in self.classes:
            yield self.bases[name]
        for parent in own.parents:
            yield from self.lineage(parent)

    def holds(self, name: str, key: str) -> set[str] | None:
        """What a property of a type may hold, ``None`` where the type has no such property."""
        for each in self.lineage(name):
            found = self.classes[each].properties.get(key) if each in self.classes else None
            if found is not None:
                return found
        return None

    def faults(self, node: dict[str, Any], path: str = "") -> Iterator[str]:
        """Name everything that the vocabulary does not have."""
        kind = node.get("@type")
        if kind not in self.classes and kind not in self.bases:
            yield f"{path}: no type {kind}"
            return
        for key, value in node.items():
            if not key.startswith("@"):
                yield from self._faults_of(kind, key, value, f"{path}/{kind}.{key}")

    def _faults_of(self, kind: str, key: str, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - as JSON has it
        allowed = self.holds(kind, key)
        if allowed is None:
            yield f"{path}: no such property"
            return
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from self.faults(item, path)
                if "@type" in item and not {*self.lineage(item["@type"])} & allowed:
                    yield f"{path}: a {item['@type']} is none of {sorted(allowed)}"
            elif isinstance(item, str) and not allowed & TEXTS:
                yield f"{path}: a text is none of {sorted(allowed)}"


@cache
def read_vocabulary(path: Path) -> Vocabulary:
    text = path.read_text("utf-8")
    classes = {
        name: Class(
            tuple(PARENT.findall(parents)),
            {key: set(re.findall(r"\w+", kinds)) for key, kinds in PROPERTY.findall(body)},
        )
        for name, parents, body in CLASS.findall(text)
    }
    return Vocabulary(classes, {kind: base for _, base, kind in LEAF.findall(text)})


@pytest.fixture
def vocabulary(tool: Callable[[str], Path]) -> Vocabulary:
    return read_vocabulary(tool(DEFINITIONS))


FAULTS = {
    '{"@type": "NewsPaperArticle"}': "no type",
    '{"@type": "NewsArticle", "titel": "x"}': "no such property",
    '{"@type": "NewsArticle", "author": {"@type": "Place", "name": "x"}}': "none of",
    '{"@type": "NewsArticle", "author": "x"}': "none of",
    '{"@type": "NewsArticle", "isPartOf": {"@type": "Newspaper", "printPage": "1"}}': "no such property",
}


@pytest.mark.parametrize("document", FAULTS)
def test_what_is_not_in_the_vocabulary_is_found(document: str, vocabulary: Vocabulary) -> None:
    assert any(FAULTS[document] in fault for fault in vocabulary.faults(json.loads(document)))


def test_every_page_says_only_what_the_vocabulary_has(site: Path, vocabulary: Vocabulary) -> None:
    said = {
        path.relative_to(site).as_posix(): [json.loads(block) for block in BLOCK.findall(path.read_text("utf-8"))]
        for path in sorted(site.rglob("*.html"))
    }
    assert all(said[path] for path in said if "/articles/" in path and ".both." not in path)
    faults = {path: [f for node in nodes for f in vocabulary.faults(node)] for path, nodes in said.items()}
    assert {path: found for path, found in faults.items() if found} == {}
