"""The published JSON Schema says of every exported record what it is, and says it in words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.config import Config
from generator.model import (
    Basis,
    Byline,
    Credit,
    Dateline,
    DateSource,
    Figure,
    Genre,
    Markup,
    Paragraph,
    Quantity,
    Region,
    Rights,
    Role,
    Source,
    Status,
    Subhead,
    Text,
)
from generator.rows import SCHEMA_PATH, dumps_schema, lines_of_json, lines_of_jsonl, link_to, make_rows
from generator.rows.schema import make_schema
from generator.views.export import JSON_PATH, WHOLE, plan_export
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.model import Record

ROOT = Path(__file__).parent.parent
PUBLISHED = Config(site_url="https://example.org/digest/")

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
maybe = st.none() | texts


def one_of(kind: object) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw a record with any value in any key."""
    role = st.none() | one_of(Role)
    line = st.integers(1, 9999)
    region = st.builds(Region, texts, many(texts), one_of(Basis), st.just(value=False))
    return make_record(
        "p-01",
        lang=draw(st.sampled_from(["zh-Hans", "en", "bo"])),
        source=Source(draw(texts), "cd" * 32, draw(many(st.tuples(line, line)))),
        genre=draw(one_of(Genre)),
        **{
            name: draw(st.none() | texts.map(Text)) for name in ("kicker", "headline", "subtitle", "rubric", "abstract")
        },
        dateline=draw(st.none() | texts.map(Dateline)),
        bylines=draw(many(st.builds(Byline, texts, role, maybe))),
        blocks=draw(many(st.one_of(texts.map(Paragraph), texts.map(Subhead), texts.map(Markup)))),
        figures=draw(many(st.builds(Figure, maybe, many(st.builds(Credit, texts, role, maybe))))),
        status=draw(one_of(Status)),
        confidence=draw(st.floats(0, 1)),
        regions=draw(many(region)),
        tags=draw(many(texts)),
        numbers=draw(many(st.builds(Quantity, texts, st.text(max_size=3), texts))),
        **{name: draw(maybe) for name in ("summary", "paper", "date", "page", "section")},
        date_source=draw(st.none() | one_of(DateSource)),
        rights=draw(one_of(Rights)),
    )


@cache
def validator(part: str = "ArticleRow") -> Draft202012Validator:
    schema = make_schema()
    return Draft202012Validator({"$schema": schema["$schema"], "$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def whole(digest: Digest, config: Config = PUBLISHED) -> dict[str, Any]:
    return json.loads(b"".join(lines_of_json(make_rows(digest, config), link_to(config))))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(make_schema())
    assert make_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_object_of_the_specimen_is_what_the_schema_says(specimen: Digest) -> None:
    told = whole(specimen)
    validator("Articles").validate(told)
    assert len(told["articles"]) == 12
    for line in lines_of_jsonl(make_rows(specimen, PUBLISHED)):
        if line != b"\n":
            Draft202012Validator(make_schema()).validate(json.loads(line))


@settings(max_examples=40)
@given(records())
def test_any_record_is_what_the_schema_says(record: Record) -> None:
    said = {("en", "p-01", "headline"): "x", ("en", "p-01", "p1"): "y"}
    validator("Articles").validate(whole(digest_of(record, said=said)))


@pytest.mark.parametrize("where", ["", "/source", "/translations/en", "/bylines/0", "/body/0", "/figures/0"])
def test_a_key_that_the_schema_does_not_name_is_refused(where: str) -> None:
    said = {("en", "p-01", "headline"): "x"}
    article = whole(digest_of(make_record(), said=said))["articles"][0]
    place: Any = article
    for step in where.split("/")[1:]:
        place = place[int(step) if step.isdigit() else step]
    assert validator().is_valid(article)
    place["extra"] = 1
    assert not validator().is_valid(article)


def keys(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, shape in schema["$defs"].items():
        yield name, shape
        yield from ((f"{name}.{key}", value) for key, value in shape.get("properties", {}).items())


def test_every_key_is_described_in_words() -> None:
    assert [name for name, told in keys(make_schema()) if len(told.get("description", "").split()) < 2] == []


def test_the_schema_has_an_address_where_the_site_has_one() -> None:
    assert json.loads(dumps_schema(PUBLISHED))["$id"] == f"https://example.org/digest/{SCHEMA_PATH}"
    assert "$id" not in json.loads(dumps_schema(Config()))
    assert whole(digest_of(make_record()))["$schema"] == f"https://example.org/digest/{SCHEMA_PATH}#/$defs/Articles"
    assert whole(digest_of(make_record()), Config())["$schema"] == "schema.json#/$defs/Articles"


def test_the_list_of_parts_is_what_the_schema_says() -> None:
    digest = digest_of(*[make_record(f"p{number:04}-01") for number in range(WHOLE + 1)])
    parts = next(page for page in plan_export(digest, PUBLISHED) if page.path == JSON_PATH)
    validator("Parts").validate(json.loads(parts.view))


def test_the_schema_in_the_documentation_is_this_one() -> None:
    text = (ROOT / "docs" / "schema.json").read_text(encoding="utf-8")
    assert text == dumps_schema(), "write it anew: python -m generator export schema --to docs/schema.json"
