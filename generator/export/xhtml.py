"""HTML as our Markdown reader leaves it → XHTML that a strict reader takes.

HTML in, well-formed XML out: tags closed, characters written as they are, what XML can't hold left out. A browser puts
up with a list entry outside a list; an e-reader need not, so what doesn't fit together comes back as its words alone.
Links stay where they lead to another site or to a story of the same book.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, tostring

from generator.views.xmltext import clean, strip_illegal

if TYPE_CHECKING:
    from collections.abc import Callable

    Lead = Callable[[str], str | None]
    """Says where a link leads in the book; ``None`` takes the link off its words."""

EMPTY = frozenset(("br", "hr"))
PHRASING = frozenset(
    ("a", "strong", "b", "em", "i", "del", "ins", "s", "sub", "sup", "code", "kbd", "q", "cite", "abbr", "ruby", "br")
)
FLOW = PHRASING | {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr", "table"}
ROWS = frozenset(("td", "th"))
HOLDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(PHRASING | {"p", "h2", "h3", "h4", "h5", "h6", "pre", "rt", "rp"}, PHRASING),
    **dict.fromkeys(("root", "blockquote", "li", "td", "th"), FLOW),
    **dict.fromkeys(("ul", "ol"), frozenset(("li",))),
    "ruby": PHRASING - {"ruby"} | {"rt", "rp"},
    "table": frozenset(("thead", "tbody", "tr")),
    "thead": frozenset(("tr",)),
    "tbody": frozenset(("tr",)),
    "tr": ROWS,
    "br": frozenset(),
    "hr": frozenset(),
}
"""Which elements may stand in which."""
WORDLESS = frozenset(("ul", "ol", "table", "thead", "tbody", "tr"))
"""What may hold elements and no words of its own."""
TABLE = re.compile(r"(?:thead )?(?:(?:tbody )+|(?:tr )+)")
RUBY = re.compile(r"(?:w+(?:rt |rp rt rp ))+")
COUNT = re.compile(r"[0-9]{1,4}")
SIGN = r"(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
ABROAD = re.compile(
    rf"https?://{HOST}(?::[0-9]{{1,5}})?(?:/{SIGN}*)?(?:\?(?:{SIGN}|\?)*)?(?:#(?:{SIGN}|\?)*)?"
    rf"|mailto:[A-Za-z0-9._%+-]+@{HOST}"
)


def to_xhtml(html: str, lead: Lead) -> str:
    """Write safe HTML as XHTML; ``lead`` says where links lead."""
    reader = _Reader(lead)
    reader.feed(html)
    reader.close()
    if not _fits(reader.root):
        return f"<p>{clean(_words(reader.root))}</p>"
    text = clean(reader.root.text or "")
    return text + "".join(clean(child.tail or "") if _is_bare(child) else _write(child) for child in reader.root)


def find_abroad(href: str) -> str | None:
    """Give an address elsewhere in ASCII, as every reader understands it; ``None`` where it is none."""
    address = quote(strip_illegal(href).strip(), safe="%/:?#@!$&'()*+,;=~")
    return address if ABROAD.fullmatch(address) else None


class _Reader(HTMLParser):
    """Builds a tree of what nh3 wrote: every tag closed but for the empty ones."""

    def __init__(self, lead: Lead) -> None:
        super().__init__(convert_charrefs=True)
        self.lead = lead
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag)
        for name, value in attrs:
            kept = self._attribute(tag, name, value or "")
            if kept is not None:
                element.set(name, kept)
        self.open[-1].append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent, text = self.open[-1], strip_illegal(data)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return self.lead(value)
        if name in {"start", "colspan"}:
            return value if COUNT.fullmatch(value) and (name == "start" or int(value)) else None
        return strip_illegal(value) if name == "title" and tag in {"a", "abbr"} else None


def _fits(element: Element) -> bool:
    """Say whether everything below an element stands where it may."""
    tag = element.tag
    if any(child.tag not in HOLDS.get(tag, frozenset()) for child in element):
        return False
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    if tag in WORDLESS and words.strip():
        return False
    if tag == "table" and not TABLE.fullmatch("".join(f"{child.tag} " for child in element)):
        return False
    if tag == "ruby" and not RUBY.fullmatch(_row(element)):
        return False
    return all(map(_fits, element))


def _is_bare(element: Element) -> bool:
    """Whether it is one of the empty paragraphs that are left where a block was taken out of one."""
    return element.tag == "p" and not len(element) and not (element.text or "").strip()


def _write(element: Element) -> str:
    return tostring(element, encoding="unicode")


def _row(ruby: Element) -> str:
    """Write what stands in a ruby element: w for words, then the names of its annotations."""
    row = "w" if (ruby.text or "").strip() else ""
    for child in ruby:
        row += f"{child.tag} " if child.tag in {"rt", "rp"} else "w"
        row += "w" if (child.tail or "").strip() else ""
    return row


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
