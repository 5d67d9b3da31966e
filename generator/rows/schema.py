"""The types of the rows → a JSON Schema (draft 2020-12): of one story, and of the files that hold them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.json import schema_components

from generator.addresses import absolute
from generator.rows.shape import ArticleRow, Articles, Parts

if TYPE_CHECKING:
    from generator.config import Config

SCHEMA_PATH = "data/schema.json"
HERE = "schema.json"
"""As a data file of the site names it."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_schema(address: str | None = None) -> dict[str, Any]:
    """Make the schema; as a whole it is that of one story, which is also a line of JSON Lines."""
    (article, _, _), shapes = schema_components([ArticleRow, Articles, Parts], ref_template="#/$defs/{name}")
    named = {"$schema": DIALECT} if address is None else {"$schema": DIALECT, "$id": address}
    return {**named, "title": "A story of a newspaper digest", **article, "$defs": dict(sorted(shapes.items()))}


def link_to(config: Config) -> str:
    """Say where the schema is: at the site's address, or beside the data."""
    return HERE if config.site_url is None else absolute(config.site_url, SCHEMA_PATH)


def dumps_schema(config: Config | None = None) -> str:
    """Write the schema, with its address where the site's is known."""
    address = None if config is None or config.site_url is None else link_to(config)
    return json.dumps(make_schema(address), ensure_ascii=False, indent=1) + "\n"
