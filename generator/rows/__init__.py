"""The digest as rows of data: what a row holds, its schema, and rows as JSON, JSON Lines and CSV.

Digest in, lines of bytes out, each made when it is asked for, so that an archive of any size takes the memory of one
story. Where they are written is not decided here.
"""

from __future__ import annotations

from generator.rows.make import make_rows
from generator.rows.schema import SCHEMA_PATH, dumps_schema, link_to
from generator.rows.sheet import lines_of_csv, safe_cell
from generator.rows.text import dumps_parts, lines_of_json, lines_of_jsonl

__all__ = [
    "SCHEMA_PATH",
    "dumps_parts",
    "dumps_schema",
    "lines_of_csv",
    "lines_of_json",
    "lines_of_jsonl",
    "link_to",
    "make_rows",
    "safe_cell",
]
