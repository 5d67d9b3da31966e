"""One function a reader of what others wrote: bytes in, nothing out, and ``AssertionError`` where a promise is broken.

The promises: no exception but those of ``BaozhaiError``; every printed line in exactly one article or piece of
furniture; what was read can be written and reads back the same. The same functions run under hypothesis
(``tests/test_hostile_fuzz.py``) and under a coverage-guided fuzzer (``tests/fuzz/run.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import DictLoader, StrictUndefined
from msgspec.structs import replace

from generator.catalogue import merge_entries, update_catalogue
from generator.config import Config, parse_settings
from generator.enrich.record import enrich_record, make_record
from generator.errors import BaozhaiError
from generator.lexicon import Lexicon, read_lexicon
from generator.markup import render_markup
from generator.model import PrintPage
from generator.parse import parse_page
from generator.parse.punctuation import clean
from generator.po import dumps_po, loads_po, scan_po
from generator.records import dumps, loads
from generator.records.text import is_edited
from generator.seeds.decode import decode, split_lines
from generator.seeds.notes import parse_name, parse_notes, split_front_matter
from generator.templating import fill, pair_environments
from generator.units import find_units
from generator.yamltext import loads_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.model import ParsedPage, Record, Span
    from generator.po import Entry


def read_page(data: bytes) -> None:
    """A raw page, from its bytes to its articles."""
    try:
        lines = split_lines(decode(data, "page.txt"))
        notes, taken = split_front_matter(lines, "page.txt")
    except BaozhaiError:
        return
    page = PrintPage("page", "page.txt", "0" * 64, lines[taken:], taken + 1, notes.folio)
    check_conserved(parse_page(page))


def read_print(data: bytes) -> None:
    """The text of a raw page, to its articles: what no encoding can stop."""
    lines = split_lines(data.decode(errors="ignore"))
    check_conserved(parse_page(PrintPage("page", "page.txt", "0" * 64, lines)))


def read_story(data: bytes) -> None:
    """A raw page to its records, written and read, and made ready for a translator."""
    text = data.decode(errors="ignore")
    page = parse_page(PrintPage("page", "seeds/page.txt", "0" * 64, split_lines(text)))
    lexicon = _lexicon()
    for number, article in enumerate(page.articles, 1):
        record = enrich_record(make_record(f"page-{number:02d}", "zh-Hans", article, page), lexicon, None)
        assert loads(dumps(record), "page/01.md") == record
        assert loads_po(update_catalogue(None, [record], "en"))


@cache
def _lexicon() -> Lexicon:
    return read_lexicon(None)


def check_conserved(parsed: ParsedPage) -> None:
    """Every printed line lies in exactly one article or piece of furniture, and none is claimed that isn't there."""
    page = parsed.page
    claimed: Counter[int] = Counter()
    for piece in (*(article.source for article in parsed.articles), *parsed.furniture):
        claimed.update(_expand(piece.lines))
    printed = {number for number, line in enumerate(page.lines, page.first_line) if clean(line)}
    assert printed <= claimed.keys(), f"lost: {sorted(printed - claimed.keys())}"
    assert all(claimed[line] == 1 for line in printed), "a line in two places"
    assert all(page.first_line <= line < page.first_line + len(page.lines) for line in claimed), (
        "a line out of the page"
    )
    for article in parsed.articles:
        own = set(_expand(article.source.lines))
        assert all(own.issuperset(_expand(block.lines)) for block in article.blocks), "a block outside its article"


def _expand(spans: Iterable[Span]) -> Iterable[int]:
    return (line for first, last in spans for line in range(first, last + 1))


def read_record(data: bytes) -> None:
    """A record: what can be read can be written, and reads back the same."""
    text = data.decode(errors="surrogateescape")
    is_edited(text)
    try:
        record = loads(text, "page/01.md")
    except BaozhaiError:
        return
    assert loads(dumps(record), "page/01.md") == record
    find_units(record)


def read_catalogue(data: bytes) -> None:
    """A PO file: what stands before a mistake is kept, and no entry changes by being written."""
    text = data.decode(errors="surrogateescape")
    entries, _ = scan_po(text, "en.po")
    assert [_as_written(e) for e in loads_again(entries)] == [_as_written(e) for e in entries]
    try:
        loads_po(text, "en.po")
    except BaozhaiError:
        return


def read_translations(data: bytes) -> None:
    """A PO file brought up to date with a record: no translation is lost, and a second time nothing changes."""
    record = story_record("近日，松林县的树都活了。")
    try:
        before = loads_po(data.decode(errors="surrogateescape"), "en.po")
    except BaozhaiError:
        return
    after = merge_entries(before, [record], "en")
    kept = {entry.target for entry in after}
    lost = [entry for entry in before if entry.source and entry.target and entry.target not in kept]
    assert not lost, lost
    assert merge_entries(after, [record], "en") == after


def story_record(text: str) -> Record:
    """A record of which every kind of unit can be translated; ``text`` is its first paragraph."""
    return loads(f"{_STORY_FRONT}{text}{_STORY_REST}", "page/01.md")


_STORY_FRONT = """---
id: page-01
kicker: 记松林县的春天
headline: 春风吹绿松林县
bylines: [{name: 李小田}]
figures: [{caption: 水渠边}]
summary: 树都活了。
numbers: [{value: "34.5", unit: 万元, text: 34.5万元}]
---
"""
_STORY_REST = """

## 早作打算

水也清了，村里人都说好。

水渠通了。
"""


def _as_written(entry: Entry) -> Entry:
    """Blanks at a comment's end are not kept, and locations are ours: malformed ones may change."""
    return replace(entry, comments=tuple(comment.rstrip() for comment in entry.comments), locations=())


def loads_again(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Write entries and read them."""
    again, error = scan_po(dumps_po(entries), "en.po")
    assert error is None, error
    return again


def read_sidecar(data: bytes) -> None:
    """Notes beside a raw page, and the same as the name of one."""
    text = data.decode(errors="surrogateescape")
    parse_name(text)
    try:
        notes = parse_notes(*loads_settings(text, "page.yaml"), "page.yaml")
    except BaozhaiError:
        return
    assert notes.rights in (None, "full", "excerpt")
    assert notes.folio.date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", notes.folio.date)


def read_settings(data: bytes) -> None:
    """``digest.yaml``."""
    try:
        settings = parse_settings(*loads_settings(data.decode(errors="surrogateescape"), "digest.yaml"), "digest.yaml")
    except BaozhaiError:
        return
    hash(repr(Config(**settings)))  # type: ignore[arg-type] # as read_config does


_COSTLY = re.compile(r"\*|\d{3}|range|lipsum")
"""A template is a program of the user's own, and may take the time that it wants: sums and counts are left out here."""


def read_template(data: bytes) -> None:
    """A template of the user's: whatever it does wrong is a TemplateError."""
    text = data.decode(errors="surrogateescape")
    if _COSTLY.search(text):
        return
    try:
        fill_in(text)
    except BaozhaiError:
        return


def fill_in(text: str) -> str:
    """Fill in a template of the user's."""
    settings = {"loader": DictLoader({"own.html": text}), "autoescape": True, "undefined": StrictUndefined}
    environment = pair_environments(settings)
    return fill(environment, "own.html", {"view": {"title": "春风"}, "root": "../"}, Path("templates"))


_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w-]*)([^>]*)")
_SAFE = re.compile(  # written out: what is held is the promise, not what the module says
    "p|h[2-6]|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|th|td|a|strong|b|em|i|del|ins|s|sub|sup|code|kbd|q|cite"
    "|abbr|ruby|rt|rp|br"
)


def read_markdown(data: bytes) -> None:
    """A block that a person wrote in a record's body: safe elements come out, and nothing else."""
    shown = render_markup(data.decode(errors="replace"))
    for name, attributes in _TAG.findall(shown):
        assert _SAFE.fullmatch(name.lower()), name
        assert not re.search(r"\s(?:on\w+|style|src)\s*=", re.sub(r'"[^"]*"', '""', attributes)), attributes
        assert not re.search(r'href="\s*(?:javascript|data|vbscript):', attributes, re.IGNORECASE), attributes


READERS: dict[str, Callable[[bytes], None]] = {
    "parser": read_print,
    "page": read_page,
    "story": read_story,
    "record": read_record,
    "catalogue": read_catalogue,
    "translations": read_translations,
    "sidecar": read_sidecar,
    "settings": read_settings,
    "template": read_template,
    "markdown": read_markdown,
}
