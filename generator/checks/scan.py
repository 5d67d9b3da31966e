"""A page's bytes → the ids that it has and the links that it makes, small enough to be kept for a whole site.

Most pages are read by their tags alone. That is right only where a parser of HTML could not see it otherwise: every
``<`` begins a tag of the plainest form, all elements are such as no parser drops, moves or doubles with what is looked
for, and nothing is hidden in scripts or comments. Any other page is read by a real parser.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct


class PageLinks(Struct, frozen=True):
    """What the link check needs to know of a page or a style sheet."""

    ids: frozenset[str] = frozenset()
    twice: tuple[str, ...] = ()
    """Ids that stand more than once."""
    links: tuple[str, ...] = ()
    """As written, in the order in which they stand."""
    base: str | None = None


def scan_page(content: bytes) -> PageLinks:
    """Read a page of HTML."""
    try:
        return scan_tags(content)
    except HardToReadError:
        return parse_page(content)


_CSS_LINK = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)""")


def scan_sheet(content: bytes) -> PageLinks:
    """Read a style sheet; a link counts as often as it stands."""
    found = _CSS_LINK.finditer(content.decode("utf-8", "replace"))
    return PageLinks(links=tuple(next(group for group in match.groups() if group is not None) for match in found))


# ---------------------------------------------------------------- by a parser

_LINKS = "[href], [src], [srcset], [action], [poster], object[data]"
_ATTRIBUTES = ("href", "src", "action", "poster", "data")


def parse_page(content: bytes) -> PageLinks:
    """Read any page, as browsers do."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most sites have no page that needs it

    tree = LexborHTMLParser(content)
    links: list[str] = []
    base = None
    for node in tree.css(_LINKS):
        attributes = node.attributes
        if node.tag == "base":
            base = attributes.get("href")
            continue
        links += [attributes[name] or "" for name in _ATTRIBUTES if name in attributes]
        links += [part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part.strip()]
    return _gather([node.attributes["id"] or "" for node in tree.css("[id]")], links, base)


def _gather(ids: list[str], links: list[str], base: str | None = None) -> PageLinks:
    different = frozenset(ids)
    many = len(ids) > len(different)
    twice = tuple(sorted(name for name, count in Counter(ids).items() if count > 1)) if many else ()
    return PageLinks(different, twice, tuple(dict.fromkeys(links)), base)


# ---------------------------------------------------------------- by its tags


class HardToReadError(Exception):
    """A page that only a parser can read."""


Found = tuple[tuple[str, ...], tuple[str, ...]]
"""The ids and the links of a tag; one that has neither isn't kept."""
KEPT = 20_000
"""Tags, and lines, that are remembered at a time."""
LONGEST = 800
"""Bytes of a line that is remembered: a longer one is a paragraph, and stands on one page or two."""

_ANY_TAG = re.compile(b"<[^<>]*>")
_OTHERS = rb'(?: (?!(?:id|href|src|srcset|action|poster|data)=)[a-z][a-z:-]*="[^"]*")*'
_BARE_TAG = re.compile(rb"</?([a-z][a-z0-9]*)%b ?/?>" % _OTHERS)
_ID_TAG = re.compile(rb'<([a-z][a-z0-9]*)%b id="([^"]*)"%b ?/?>' % (_OTHERS, _OTHERS))
_LINK_TAG = re.compile(rb'<([a-z][a-z0-9]*)%b href="([^"]*)"%b ?/?>' % (_OTHERS, _OTHERS))
_RAW_LINE = re.compile(rb'<title>[^<]*</title>|<script type="application/ld\+json">[^<]*</script>|<!doctype html>')
"""What looks like a tag in a title or a script is none, so there must be nothing that does."""
_RAW_STARTS = frozenset((b"<t", b"<s", b"<!"))
_ENTITY = re.compile("&(?:amp|lt|gt|quot|#34|#39);|&")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'"}

_SIMPLE = frozenset(
    (
        *(b"meta", b"link", b"header", b"footer", b"main", b"nav", b"section", b"article", b"aside", b"div", b"span"),
        *(b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"ul", b"ol", b"li", b"dl", b"dt", b"dd", b"details"),
        *(b"summary", b"pre", b"blockquote", b"figure", b"figcaption", b"br", b"hr", b"wbr", b"time", b"q", b"cite"),
        *(b"abbr", b"kbd", b"sub", b"sup", b"ruby", b"rt", b"rp", b"del", b"ins", b"mark", b"address"),
    )
)
"""No parser ever drops, moves or doubles one of these on a page that has only elements named here."""
_TWINS = frozenset((b"a", b"b", b"code", b"em", b"i", b"s", b"small", b"strong", b"u"))
"""Where tags cross, a parser makes two elements of one of these; so none may have an id."""
_ALONE = frozenset((b"html", b"head", b"body"))
"""A second one is merged with the first, or dropped; so none may have an id or a link."""


class _Tags(dict[bytes, "Found | None"]):
    """The tags that were read before: most stand on many pages."""

    def __missing__(self, tag: bytes) -> Found | None:
        if len(self) >= KEPT:
            self.clear()
        self[tag] = found = _read_tag(tag)
        return found


class _Lines(dict[bytes, "tuple[Found, ...]"]):
    """The lines that were read before: most stand on many pages, too."""

    def __missing__(self, line: bytes) -> tuple[Found, ...]:
        found = _read_line(line)
        if len(line) <= LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[line] = found
        return found


_tags = _Tags()
_lines = _Lines()


def scan_tags(content: bytes) -> PageLinks:
    """Read a page by its tags; one that is not plain enough raises ``HardToReadError``."""
    if b"\r" in content or b"\0" in content:
        raise HardToReadError
    found = [tag for line in map(_lines.__getitem__, content.split(b"\n")) if line for tag in line]
    return _gather([name for ids, _ in found for name in ids], [link for _, links in found for link in links])


def _read_line(line: bytes) -> tuple[Found, ...]:
    """Read one line, in which every tag must end that begins there."""
    count = line.count(b"<")
    if not count or (line[:2] in _RAW_STARTS and _RAW_LINE.fullmatch(line)):
        return ()
    tags = _ANY_TAG.findall(line)
    if len(tags) != count:
        raise HardToReadError
    return tuple([tag for tag in map(_tags.__getitem__, tags) if tag is not None])


def _read_tag(tag: bytes) -> Found | None:
    """Read one tag, which must be of the plainest form."""
    link = _LINK_TAG.fullmatch(tag)
    if link is not None:
        _refuse_unless(link[1] in _SIMPLE or link[1] in _TWINS)
        return (), (_value(link[2]),)
    bare = _BARE_TAG.fullmatch(tag)
    if bare is not None:
        _refuse_unless(bare[1] in _SIMPLE or bare[1] in _TWINS or bare[1] in _ALONE)
        return None
    named = _ID_TAG.fullmatch(tag)
    if named is None or named[1] not in _SIMPLE:
        raise HardToReadError
    return (_value(named[2]),), ()


def _value(written: bytes) -> str:
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        raise HardToReadError from error
    return _ENTITY.sub(_resolve_entity, text) if "&" in text else text


def _resolve_entity(match: re.Match[str]) -> str:
    _refuse_unless(match[0] != "&")
    return _ENTITIES[match[0]]


def _refuse_unless(fit: bool) -> None:  # noqa: FBT001 - reads as it says
    if not fit:
        raise HardToReadError
