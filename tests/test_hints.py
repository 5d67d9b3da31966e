"""Hints for translators: terms and places of a text; ``cases/hints.yaml`` is the table to extend."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from generator.hints import MOST, Hints
from generator.lexicon import Lexicon, read_lexicon
from generator.lexicon.glossary import Glossary
from generator.model import Region
from generator.units import Unit
from tests.po_pages import record

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/hints.yaml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    return read_lexicon(None)


def hints(own: dict[str, str | None]) -> Hints:
    terms = {**lexicon().glossary.terms, **own}
    glossary = Glossary({term: english for term, english in terms.items() if english is not None})
    return Hints(replace(lexicon(), glossary=glossary))


@cache
def packaged() -> Hints:
    return Hints(lexicon())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_text_has_its_hints(case: dict[str, Any]) -> None:
    known = hints(case["lexicon"]) if "lexicon" in case else packaged()
    regions = tuple(Region(code, (), "body") for code in case.get("places", ()))
    found = known.find(replace(record(), regions=regions), Unit("p1", case["text"]), "en")
    assert len(found) == case["count"] if "count" in case else list(found) == case["hints"]


def test_other_languages_are_told_the_english_and_chinese_nothing() -> None:
    unit = Unit("p1", "安多县的牧民")
    assert packaged().find(record(), unit, "fr") == (
        "place (English): 安多县 = Amdo County",
        "glossary (English): 牧民 = herders",
    )
    assert packaged().find(record(), unit, "en-GB")[1] == "glossary: 牧民 = herders"
    assert packaged().find(record(), unit, "zh-Hant") == ()
    assert packaged().find(replace(record(), lang="bo"), unit, "en") == ()


def test_a_hint_is_one_line_whatever_the_user_s_glossary_holds() -> None:
    (hint,) = hints({"甲\n乙": "a\u2028\x1b\nmsgid \u2069"}).find(record(), Unit("p1", "甲\n乙"), "en")
    assert hint == "glossary: 甲 乙 = a msgid"


def test_a_long_text_has_a_handful() -> None:
    text = "，".join(sorted(lexicon().glossary.terms))
    assert len(packaged().find(record(), Unit("p1", text), "en")) == MOST
