"""Markdown that a person wrote in a record's body, and the plain text that must not become Markdown.

``escape`` and ``unescape`` carry plain text through a Markdown file. ``render_markup`` turns one block of Markdown
into safe HTML. Python-Markdown and nh3 are loaded with the first block that needs them.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.simplemarkup import render_simple

if TYPE_CHECKING:
    from markdown import Markdown

MAX_CHARACTERS = 20_000
"""A longer block is shown as plain text."""
MAX_MARKS = 400
"""So is a block with more opening brackets, asterisks, … of one kind: Python-Markdown is quadratic on ``[``."""
MAX_LINES = 1_000
"""And one of more lines: it is quadratic on headings, rules and items of lists that follow each other line by line."""

_TOO_NESTED = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])){21}", re.MULTILINE)
"""Lists and quotations inside each other on one line, deeper than anyone writes."""

_ANYWHERE = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:[#>+-]|[0-9]+(?=[.)](?:\s|$)))")
_TELLING = re.compile(r"[\\`*_\[\]<~&\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""At least what the two around it find: text without it, and nearly all is, needs no look at each place."""
_LOST = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|&#([0-9]{1,7});")


def escape(text: str) -> str:
    r"""Write plain text so that Markdown reads it as it stands: ``20*30`` → ``20\*30``, ``1988. 年`` → ``1988\. 年``.

    Blanks at the ends and control characters stand as character references, for Markdown or an editor would lose them.
    """
    return escape_start(escape_inline(text))


def escape_inline(text: str) -> str:
    """Escape what has a meaning anywhere in a line."""
    kept = text.strip()
    if len(kept) == len(text) and _TELLING.search(text) is None:
        return text
    start = text.index(kept) if kept else len(text)
    escaped = _LOST.sub(lambda found: _references(found[0]), _ANYWHERE.sub(r"\\\g<0>", kept))
    return _references(text[:start]) + escaped + _references(text[start + len(kept) :])


def escape_start(text: str) -> str:
    """Escape what has a meaning at the start of a block: ``#拉萨#`` is not a heading."""
    found = _AT_START.match(text)
    if found is None:
        return text
    sign = found[0]
    return (f"{sign}\\" if sign[0].isdecimal() else f"\\{sign}") + text[found.end() :]


def _references(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)


def unescape(text: str) -> str:
    """Read what ``escape`` wrote; other text comes back with its backslash escapes and references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _WRITTEN.sub(lambda found: found[1] or _character(found[2]), text)


def _character(digits: str) -> str:
    code = int(digits)
    return f"&#{digits};" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


# ---------------------------------------------------------------- Markdown → HTML

_BLOCK_TAGS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr")
_TABLE_TAGS = ("table", "thead", "tbody", "tr", "th", "td")
_INLINE_TAGS = ("a", "strong", "b", "em", "i", "del", "ins", "s", "sub", "sup", "code", "kbd", "q", "cite", "abbr")
_OTHER_TAGS = ("ruby", "rt", "rp", "br")
_TAGS = frozenset((*_BLOCK_TAGS, *_TABLE_TAGS, *_INLINE_TAGS, *_OTHER_TAGS))
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"colspan"}, "td": {"colspan"}, "abbr": {"title"}}
_SCHEMES = frozenset(("http", "https", "mailto"))
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…]"
_INLINE = rf"(?:</?(?:{'|'.join(_INLINE_TAGS)})\b[^<>]*>)*"
_SOFT_BREAK = re.compile(
    rf"(?:(?<={_WIDE})({_INLINE})[ \t]*\n[ \t]*(?={_INLINE}[^\s<>])"
    rf"|(?<=[^\s<>])({_INLINE})[ \t]*\n[ \t]*(?={_INLINE}{_WIDE}))"
)
_LINK = re.compile(r'<a((?:\s+[\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
"""As nh3 writes it: attributes in double quotes, no link inside another."""
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


@lru_cache(maxsize=256)
def render_markup(source: str) -> str:
    """Render one block of Markdown as safe HTML: one or more elements of block level (``p``, ``ul``, ``table`` …).

    Wrap it in a ``div``, never in a ``p``. Only a safe list of elements survives; links get ``rel="noopener"``, those
    that lead nowhere leave their words, and pictures leave their alternative text. A block beyond ``MAX_CHARACTERS``,
    ``MAX_LINES`` or ``MAX_MARKS``, or nested beyond what Python-Markdown can follow, comes back as plain text, so that
    no block takes longer than a fraction of a second. A story stands on several pages: blocks are remembered.
    """
    return render_simple(source) or render_thoroughly(source)


def render_thoroughly(source: str) -> str:
    """Render one block of Markdown of any kind."""
    if _is_beyond_bearing(source):
        return _as_plain(source)
    try:
        rendered = _reader().reset().convert(source)
    except RecursionError:
        _reader.cache_clear()  # its parser stopped half-way
        return _as_plain(source)
    return join_soft_breaks(_sanitise(rendered))


def _is_beyond_bearing(source: str) -> bool:
    crowded = source.count("\n") >= MAX_LINES or any(source.count(mark) > MAX_MARKS for mark in "[<*_`>!")
    return crowded or len(source) > MAX_CHARACTERS or _TOO_NESTED.search(source) is not None


def _as_plain(source: str) -> str:
    return join_soft_breaks(f"<p>{html.escape(source)}</p>")


def join_soft_breaks(rendered: str) -> str:
    """Drop line breaks beside a wide character, which browsers would show as a space; ``pre`` keeps its own."""
    parts = _PREFORMATTED.split(rendered)
    return "".join(part if number % 2 else _SOFT_BREAK.sub(r"\1\2", part) for number, part in enumerate(parts))


def _sanitise(rendered: str) -> str:
    import nh3  # noqa: PLC0415 - most digests have no Markdown

    cleaned = nh3.clean(
        rendered, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=set(_SCHEMES), link_rel="noopener"
    )
    return _LINK.sub(lambda link: link[0] if ' href="' in link[1] else link[2], cleaned).strip()


@cache
def _reader() -> Markdown:
    from markdown import Markdown  # noqa: PLC0415 - most digests have no Markdown
    from markdown.inlinepatterns import InlineProcessor  # noqa: PLC0415
    from markdown.treeprocessors import Treeprocessor  # noqa: PLC0415

    class EscapedReference(InlineProcessor):
        r"""``\<`` and ``\&``, which Python-Markdown doesn't know as escapes."""

        def handleMatch(  # type: ignore[override]  # noqa: N802 - as Python-Markdown calls it
            self,
            m: re.Match[str],
            data: str,  # noqa: ARG002
        ) -> tuple[str, int, int]:
            return self.md.htmlStash.store(html.escape(m[1])), m.start(), m.end()

    class FitForArticle(Treeprocessor):
        """A picture leaves its text; the article has its one ``h1`` already."""

        def run(self, root: object) -> None:
            for element in list(root.iter()):  # type: ignore[attr-defined] # an ElementTree element
                if element.tag == "img":
                    element.tag, element.text = "span", element.get("alt")
                elif element.tag == "h1":
                    element.tag = "h2"

    reader = Markdown(extensions=["sane_lists", "tables", "fenced_code"], output_format="html")
    reader.preprocessors.deregister("html_block")  # raw HTML is read inline only, and sanitised like the rest
    reader.inlinePatterns.register(EscapedReference(r"\\([<&])", reader), "escaped-reference", 182)
    reader.treeprocessors.register(FitForArticle(reader), "fit-for-article", 5)
    reader.ESCAPED_CHARS.extend("~|")
    return reader
