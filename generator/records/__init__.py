"""Records: the Markdown files between parser and site, where people correct what was parsed.

``text`` and what it rests on turn a record into the text of its file and back; ``ids`` finds a page's articles again
among the records it has; ``reconciled`` decides what becomes of each file, ``store`` reads and writes them.
"""

from __future__ import annotations

from generator.records.ids import match_ids
from generator.records.pages import PageIndex, PrintedPage, index_pages
from generator.records.reconciled import Pages, Reconciled, diff, join_pages, reconcile, reconcile_page
from generator.records.store import (
    Kept,
    apply,
    decode_record,
    find_doubles,
    find_records,
    held_ids,
    is_record_path,
    read_record,
    read_records,
    record_path,
)
from generator.records.text import dumps, loads

__all__ = [
    "Kept",
    "PageIndex",
    "Pages",
    "PrintedPage",
    "Reconciled",
    "apply",
    "decode_record",
    "diff",
    "dumps",
    "find_doubles",
    "find_records",
    "held_ids",
    "index_pages",
    "is_record_path",
    "join_pages",
    "loads",
    "match_ids",
    "read_record",
    "read_records",
    "reconcile",
    "reconcile_page",
    "record_path",
]
