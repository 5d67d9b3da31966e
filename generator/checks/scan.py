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


Found = tuple["str | None", "str | None"]
"""The id of a tag, or its link; a tag that has neither is ``None`` instead."""
KEPT = 50_000
"""Tags, and shapes of tags, that are remembered at a time."""
LONGEST = 150
"""Bytes of a tag that is remembered: a longer one describes its page, and stands there alone."""

_TAG = re.compile(rb"<(?!/[a-z0-9]++>)[^>]*+>")
"""Whatever begins with ``<``, but for closing tags of the plainest form: they have neither an id nor a link.

Only elements that are named below are ever open, and what would close another is dropped.
"""
_OTHERS = rb'(?: (?!(?:id|href|src|srcset|action|poster|data)=)[a-z][a-z:-]*="")*'
_BARE_SHAPE = re.compile(rb"<([a-z][a-z0-9]*)%b ?/?>" % _OTHERS)
_ID_SHAPE = re.compile(rb'<([a-z][a-z0-9]*)%b id="("%b) ?/?>' % (_OTHERS, _OTHERS))
_LINK_SHAPE = re.compile(rb'<([a-z][a-z0-9]*)%b href="("%b) ?/?>' % (_OTHERS, _OTHERS))
_RAW = ((b"<title>", b"</title>"), (b'<script type="application/ld+json">', b"</script>"))
"""What looks like a tag within one of these is none, so nothing there may look like one."""
_SCRIPT = re.compile(rb'<script src="([^"<]*)" defer(?: data-[a-z]+="[^"<]*")*>')
"""A file of ours; between it and its end stands nothing."""
_WHOLE = frozenset((b"<!doctype html>", *(opening for opening, _ in _RAW)))
"""Tags that are plain as they stand, and hold nothing."""
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


class _Shapes(dict[bytes, tuple[bool, int]]):
    """Tags without their values → whether it is an id that they have, and which value that or the link is."""

    def __missing__(self, shape: bytes) -> tuple[bool, int]:
        if len(self) >= KEPT:
            self.clear()
        self[shape] = place = _read_shape(shape)
        return place


class _Tags(dict[bytes, "Found | None"]):
    """The tags that were read before: most stand on many pages."""

    def __missing__(self, tag: bytes) -> Found | None:
        found = _read_tag(tag)
        if len(tag) <= LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[tag] = found
        return found


_shapes = _Shapes()
_tags = _Tags()


def scan_tags(content: bytes) -> PageLinks:
    """Read a page by its tags; one that is not plain enough raises ``HardToReadError``."""
    if content.rfind(b"<") > content.rfind(b">"):
        raise HardToReadError
    tags = _TAG.findall(content)
    for opening, closing in _RAW:
        end = 0
        for _ in range(tags.count(opening)):
            end = content.find(b"<", content.find(opening, end) + 1)
            _refuse_unless(content.startswith(closing, end))
    script = content.find(b"<script src=")
    while script >= 0:
        end = content.find(b">", script) + 1
        _refuse_unless(content.startswith(b"</script>", end))
        script = content.find(b"<script src=", end)
    found = list(filter(None, map(_tags.__getitem__, tags)))
    ids = [name for name, _ in found if name is not None]
    return _gather(ids, [link for _, link in found if link is not None])


def _read_tag(tag: bytes) -> Found | None:
    """Read one tag, which must be of the plainest form."""
    if tag in _WHOLE:
        return None
    if tag.startswith(b"<script src="):
        match = _SCRIPT.fullmatch(tag)
        if match is None:
            raise HardToReadError
        return None, _value(match[1])
    pieces = tag.split(b'"')
    is_id, place = _shapes[b'""'.join(pieces[::2])]
    # A value that holds one may just as well be text between two tags, to a parser.
    if tag.find(b"<", 1) > 0:
        raise HardToReadError
    if not place:
        return None
    return (_value(pieces[place]), None) if is_id else (None, _value(pieces[place]))


def _read_shape(shape: bytes) -> tuple[bool, int]:
    bare = _BARE_SHAPE.fullmatch(shape)
    if bare is not None:
        _refuse_unless(bare[1] in _SIMPLE or bare[1] in _TWINS or bare[1] in _ALONE)
        return False, 0
    link, named = _LINK_SHAPE.fullmatch(shape), _ID_SHAPE.fullmatch(shape)
    match = link or named
    if match is None or not (match[1] in _SIMPLE or (link and match[1] in _TWINS)):
        raise HardToReadError
    # Between two values stand two quotes, and one before the first.
    return link is None, shape.count(b'"', 0, match.start(2))


def _value(written: bytes) -> str:
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        raise HardToReadError from error
    if "\r" in text or "\0" in text:
        raise HardToReadError
    return _ENTITY.sub(_resolve_entity, text) if "&" in text else text


def _resolve_entity(match: re.Match[str]) -> str:
    _refuse_unless(match[0] != "&")
    return _ENTITIES[match[0]]


def _refuse_unless(fit: bool) -> None:  # noqa: FBT001 - reads as it says
    if not fit:
        raise HardToReadError
