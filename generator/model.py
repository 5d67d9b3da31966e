"""Every noun, in the order in which a text meets them: raw page, article, record, digest, site page.

All are frozen. Missing is ``None`` for one and ``()`` for many, never ``""``. Every noun that was read from a
raw page knows its lines: 1-based, inclusive spans of the file. Nothing here reads, writes or decides.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Span = tuple[int, int]
"""First and last line, 1-based and inclusive."""
Spans = tuple[Span, ...]


class Noun(Struct, frozen=True, array_like=True):
    """What is read from pages and records; where it is stored as bytes, its fields stand in their order, unnamed."""


# ---------------------------------------------------------------- a printed page

Rights = Literal["full", "excerpt"]
DateSource = Literal["folio", "filename", "sidecar", "editor"]


class Folio(Noun, frozen=True):
    """报眉: what a printed page says of itself."""

    paper: str | None = None
    date: str | None = None
    """ISO 8601, ``2026-01-05``."""
    date_source: DateSource | None = None
    page: str | None = None
    """Page number as printed, digits without leading zeros: ``4``; ``A4`` where the paper writes so."""
    section: str | None = None
    """版名, the name of the print section."""


class PrintPage(Noun, frozen=True):
    """One raw file: the dump of one printed page."""

    id: str
    """ASCII, from the file's name; the folder of its records and part of every address."""
    file: str
    """As the user would type it, with forward slashes."""
    sha256: str
    """Of the file's bytes, hexadecimal."""
    lines: tuple[str, ...]
    """Text from ``first_line`` on, without line ends; otherwise as it stands in the file."""
    first_line: int = 1
    """The file's line number of ``lines[0]``: more than 1 where front matter stood above."""
    folio: Folio = field(default_factory=Folio)
    """What sidecar, front matter and file name say; the dump's own folio is the parser's to find."""
    rights: Rights = "full"


# ---------------------------------------------------------------- an article

Genre = Literal["news", "feature", "roundup", "photo", "comment", "essay"]
Status = Literal["complete", "head-missing", "middle-missing", "tail-missing", "fragment"]
Role = Literal["reporter", "correspondent", "photographer", "commentator", "editor", "intern", "contributor", "author"]


class Text(Noun, frozen=True):
    """A piece of text and the lines it was printed on."""

    text: str
    lines: Spans = ()

    def __str__(self) -> str:
        return self.text


class Dateline(Noun, frozen=True):
    """电头: who filed the story, from where; not the region of the story."""

    raw: str
    outlet: str | None = None
    place: str | None = None
    kind: Literal["讯", "电"] | None = None
    lines: Spans = ()


class Byline(Noun, frozen=True):
    """署名: one person (or organisation) who wrote or helped."""

    name: str
    role: Role | None = None
    outlet: str | None = None
    lines: Spans = ()


class Credit(Noun, frozen=True):
    """摄: who took a picture."""

    name: str
    role: Role | None = None
    outlet: str | None = None


class Figure(Noun, frozen=True):
    """图片: the caption of a picture that was printed; the dump has no pictures."""

    caption: str | None
    credits: tuple[Credit, ...] = ()
    marker: str | None = None
    """▲, ①, 上图 …"""
    lines: Spans = ()


class Paragraph(Noun, frozen=True, tag=True):
    """Plain text; every character stands for itself."""

    text: str
    lines: Spans = ()


class Subhead(Noun, frozen=True, tag=True):
    """小标题: plain text."""

    text: str
    lines: Spans = ()


class Markup(Noun, frozen=True, tag=True):
    """A block of a record's body in which a person wrote Markdown; ``source`` is never plain text."""

    source: str
    lines: Spans = ()


Block = Paragraph | Subhead | Markup


class Jump(Noun, frozen=True):
    """下转／上接: the printed page on which the article goes on, or from which it comes."""

    to: str | None = None
    back: str | None = None
    lines: Spans = ()


class Flag(Noun, frozen=True):
    """One join or guess that the parser made, for a person to check in seconds."""

    code: str
    """``joined``, ``tail-moved``, ``gap``, ``head-missing``, ``title-guessed``, ``fragment`` …"""
    lines: Spans
    confidence: float
    """0 to 1."""
    reason: str
    """A fixed English phrase out of ``generator.parse.reasons``, so that it can be translated."""


class Source(Noun, frozen=True):
    """Where an article was printed."""

    file: str
    sha256: str
    lines: Spans


class Article(Noun, frozen=True):
    """What a careful reader sees in a printed page, before anything is known about the world."""

    source: Source
    genre: Genre = "news"
    kicker: Text | None = None
    headline: Text | None = None
    subtitle: Text | None = None
    rubric: Text | None = None
    dateline: Dateline | None = None
    bylines: tuple[Byline, ...] = ()
    abstract: Text | None = None
    """核心阅读, 编者按 or the unpunctuated line under a headline."""
    blocks: tuple[Block, ...] = ()
    figures: tuple[Figure, ...] = ()
    jump: Jump | None = None
    status: Status = "complete"
    confidence: float = 1.0
    flags: tuple[Flag, ...] = ()


class Furniture(Noun, frozen=True):
    """Lines of a printed page that belong to no article: folio, names of editors, weather, navigation."""

    kind: Literal["folio", "editors", "weather", "navigation", "advertisement", "label", "noise"]
    text: str
    lines: Spans


class ParsedPage(Noun, frozen=True):
    """A printed page, taken apart: every non-blank line lies in one article or in one piece of furniture."""

    page: PrintPage
    folio: Folio
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]


# ---------------------------------------------------------------- a record

Level = Literal["country", "province", "prefecture", "county", "township", "village"]
Basis = Literal["headline", "kicker", "subtitle", "body", "organisation", "dateline", "caption", "paper", "editor"]


class Region(Noun, frozen=True):
    """A place that a story tells of."""

    code: str
    """Division code of the deepest element of ``path`` that the gazetteer has: ``540624``, ``540624101``."""
    path: tuple[str, ...]
    """From the province down, to village level: ``("西藏自治区", "那曲市", "安多县", "措玛乡", "云杉村")``."""
    basis: Basis
    primary: bool = False
    """At most one of a record's regions is primary."""


class Quantity(Noun, frozen=True):
    """A figure that a story reports."""

    value: str
    """Decimal digits, as printed but without separators and with Chinese numerals read: ``445``, ``34.04``, ``-26``."""
    unit: str
    """As printed, with its multiplier: ``万元``, ``台``, ``%``, ``余户`` is ``户``."""
    text: str
    """The clause it stands in, whole."""


class Record(Noun, frozen=True):
    """An article and what is known about it: the file that people correct and translate."""

    id: str
    """Page id and ordinal: ``000-4e7b1795fd41bbfd-01``."""
    lang: str
    """BCP 47, ``zh-Hans``."""
    article: Article
    regions: tuple[Region, ...] = ()
    tags: tuple[str, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    summary: str | None = None
    paper: str | None = None
    date: str | None = None
    date_source: DateSource | None = None
    page: str | None = None
    section: str | None = None
    rights: Rights = "full"
    draft: bool = False
    parsed: str | None = None
    """``sha256:…`` of the file as the parser wrote it, this key left out; ``None`` on a record made by hand."""

    @property
    def page_id(self) -> str:
        """The id of the printed page: the record's id without its ordinal."""
        return self.id.rpartition("-")[0]

    @property
    def ordinal(self) -> str:
        """The record's number on its printed page, at least two digits."""
        return self.id.rpartition("-")[2]


# ---------------------------------------------------------------- knowledge


class Place(Struct, frozen=True):
    """One entry of the gazetteer."""

    code: str
    """Division code: 2, 4, 6 or 9 digits padded as published (``540000``, ``540600``, ``540624``, ``540624101``)."""
    name: str
    level: Level
    parent: str | None
    """Code of the place above; ``None`` for a province."""
    slug: str
    """ASCII, unique among the places that share an address folder."""
    english: str | None = None
    short: str | None = None
    """The name without its level: 那曲."""
    aliases: tuple[str, ...] = ()


class Term(Struct, frozen=True):
    """A tag as the site shows it."""

    label: str
    """In Chinese; the record's own word."""
    slug: str
    english: str | None = None
    """From the glossary; ``None`` where it has no entry."""
    traditional: str | None = None
    """Converted; ``None`` where the site has no Traditional Chinese."""


# ---------------------------------------------------------------- a site

Reads = tuple[object, ...]
"""Plain values, nested as deep as need be: texts, bytes, numbers, truth values, ``None`` and tuples of these."""


class SitePage(Struct, frozen=True):
    """One file of the site, planned but not yet rendered, and most often not yet made."""

    path: str
    """Below the output folder, with forward slashes, ASCII: ``zh/articles/….html``."""
    template: str | None
    """Name of the Jinja template; ``None`` where ``view`` is the text itself."""
    made: object
    """A frozen view type out of ``generator.views``, ``str`` or ``bytes`` without a template, or what makes one."""
    lang: str | None = None
    """BCP 47 language of the page's interface, ``None`` for files that have none."""
    alternates: tuple[tuple[str, str], ...] = ()
    """(BCP 47 language, path), this page included; only those that exist."""
    origin: str = ""
    """Which record, region or tag asked for it: named when two pages collide."""
    listed: bool = True
    """Whether the sitemap lists it."""
    reads: Reads | bytes = ()
    """All that the view is made from and that may change from one build to the next, or a fingerprint of it: equal
    reads, equal bytes."""
    batch: str = ""
    """Files of one batch are made by one process, one after the other: what they share is made once."""

    @property
    def view(self) -> object:
        """What the template is given, made anew each time it is asked for."""
        return self.made() if callable(self.made) else self.made
