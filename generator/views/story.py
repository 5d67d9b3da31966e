"""The shapes of a story's two pages: what ``article.html`` and ``both.html`` are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.ondemand import OnDemand

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.views.doubts import Doubts
    from generator.views.edition import Card
    from generator.views.entries import Entry
    from generator.views.head import Head
    from generator.views.kinship import Kin
    from generator.views.phrase import Headline, Phrase


class Names(Struct, frozen=True):
    """People of one role."""

    role: str | None
    people: tuple[Entry, ...]


class Piece(Struct, frozen=True):
    """A paragraph, subhead or piece of Markdown in the body."""

    id: str
    number: str | None
    """For the reader who cites it: ``3``; subheads have none but their anchor."""
    tag: str
    """``p``, ``h2`` or ``div``."""
    attr: Markup
    """Its ``lang`` attribute, where it needs one."""
    html: Markup
    gap_before: bool = False
    """Whether text is missing between this piece and the one before."""
    gap_after: bool = False


class Picture(Struct, frozen=True):
    """What the page says below a picture; the pictures themselves are not in a dump."""

    id: str
    caption: Phrase | None
    marker: str | None
    credits: tuple[Entry, ...]


class Amount(Struct, frozen=True):
    """A figure that the story reports."""

    value: str
    unit: Phrase | None


class Number(Struct, frozen=True):
    """What one clause of the story reports: mostly one figure, sometimes several."""

    amounts: tuple[Amount, ...]
    clause: Phrase | None
    """``None`` where the body may not be published."""


class Fact(Struct, frozen=True):
    """One line about the source."""

    label: str
    value: Phrase
    path: str | None = None


class Citation(Struct, frozen=True):
    """A reference in a named style."""

    style: str
    text: Markup
    """Escaped, but for quotes, of which the machines' formats are full."""
    lang: str
    file: str | None = None
    """What it is called where a reader keeps it; ``None`` of what is pasted into a text."""


class Point(Struct, frozen=True):
    """A reference to one paragraph."""

    lang: str
    pieces: tuple[str, ...]
    """The number of the paragraph stands between each two of them."""


class Citing(Struct, frozen=True):
    """All that a page says for those who cite it."""

    metas: tuple[tuple[str, str], ...]
    """Names and contents of what stands in its head."""
    citations: tuple[Citation, ...]
    points: tuple[Point, ...]


class Turning(Struct, frozen=True):
    """What a script needs to show a paragraph in the other language."""

    sign: str
    """On the button: ``中``, ``EN``."""
    label: str
    """What the button does."""
    link: str
    """What leads to the paragraph where the script can't fetch it."""


class ArticleView(OnDemand):
    """Everything that the page of a story may show, each made when a template asks for it the first time."""

    head: Head
    headline: Phrase
    spoken: bool
    """Whether readings stand above names."""
    kicker: Phrase | None
    subtitle: Phrase | None
    rubric: Phrase | None
    abstract: Phrase | None
    dateline: Phrase | None
    names: tuple[Names, ...]
    date: str
    reading_time: str | None
    notice: str | None
    """How much of it is translated, where not all is."""
    turning: Turning | None
    withheld: bool
    """Whether the body may not be published."""
    summary: Phrase | None
    """Shown in place of a body that is withheld."""
    pieces: tuple[Piece, ...]
    pictures: tuple[Picture, ...]
    numbers: tuple[Number, ...]
    primary: tuple[Entry, ...]
    mentions: tuple[tuple[Entry, ...], ...]
    tags: tuple[Entry, ...]
    facts: tuple[Fact, ...]
    doubts: Doubts
    citing: Citing
    original: str | None
    """Path of the story in its own language, where this page is in another."""
    previous: Card | None
    next: Card | None
    related: tuple[Kin, ...]


class Row(Struct, frozen=True):
    """One unit in two languages."""

    id: str
    kind: str
    """``kicker``, ``headline``, ``subtitle``, ``paragraph``, ``subhead`` …"""
    original: Markup
    translation: Markup | None
    """``None`` where nobody has finished it."""
    lacking: str | None = None
    """Why there is none."""
    gap_before: bool = False
    gap_after: bool = False


class Side(Struct, frozen=True):
    """One of the two languages of a side-by-side page."""

    lang: str
    name: str
    path: str
    """Of the story in this language alone."""


class BothView(Struct, frozen=True):
    """A story and its translation, a row a unit."""

    head: Head
    headline: Headline
    original: Side
    translation: Side
    notice: str | None
    """How much is translated, where not all is."""
    doubts: Doubts
    rows: tuple[Row, ...]
    spoken: bool
    """Whether the reading stands above the headline."""
    previous: Card | None
    """On the same printed page; side by side too, where there is such a page."""
    next: Card | None
    facts: tuple[Fact, ...]
