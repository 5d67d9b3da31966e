"""What a story looks like as data: the one place that says which keys there are and what each means.

The types are what is written, and ``schema`` makes the published JSON Schema of them, so that neither can fall behind
the other. The schema forbids keys that do not stand here. A key that is left out is ``UNSET``; one without a value is
``None``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from generator.model import Basis, DateSource, Genre, Rights, Role, Status  # noqa: TC001 - msgspec reads them

VERSION: Literal[1] = 1
"""Goes up when a key changes its meaning or goes away, not when one comes."""

Line = Annotated[int, Meta(ge=1)]


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """An object with exactly the keys that are listed."""


class BylineRow(Shape, frozen=True):
    """One person, or organisation, who wrote or helped."""

    name: Annotated[str, Meta(description="As printed.")]
    role: Annotated[Role | None, Meta(description="What they did, where the page says it.")]
    outlet: Annotated[str | None, Meta(description="The paper or agency that they are named with.")]


class RegionRow(Shape, frozen=True):
    """A place that the story tells of."""

    code: Annotated[str, Meta(description="Division code of the deepest part of `path` that the gazetteer has.")]
    path: Annotated[tuple[str, ...], Meta(description="Names from the province down, to village level where known.")]
    basis: Annotated[Basis, Meta(description="What in the story names it.")]
    primary: Annotated[bool, Meta(description="Whether the story happened there; true of one place at most.")]


class NumberRow(Shape, frozen=True):
    """A figure that the story reports."""

    value: Annotated[str, Meta(description="Decimal digits without separators, Chinese numerals read: 445, 34.04.")]
    unit: Annotated[str, Meta(description="As printed, with its multiplier (万元); empty where there is none.")]
    text: Annotated[str, Meta(description="The clause that it stands in; of an excerpt, value and unit only.")]


class SourceRow(Shape, frozen=True):
    """Where the story was printed."""

    file: Annotated[str, Meta(description="The raw page, below the folder of the project.")]
    sha256: Annotated[str, Meta(description="Of the raw page's bytes, hexadecimal.")]
    lines: Annotated[
        tuple[tuple[Line, Line], ...],
        Meta(description="Its lines in the raw page: first and last of each span, counted from 1, both included."),
    ]


class TranslationRow(Shape, frozen=True):
    """What is translated into one language; only finished translations, and only keys that have one."""

    kicker: Annotated[str | UnsetType, Meta(description="The line above the headline.")] = UNSET
    headline: Annotated[str | UnsetType, Meta(description="The headline.")] = UNSET
    subtitle: Annotated[str | UnsetType, Meta(description="The line below the headline.")] = UNSET
    summary: Annotated[str | UnsetType, Meta(description="The summary.")] = UNSET
    pieces: Annotated[
        dict[str, str] | UnsetType,
        Meta(
            description="Everything else, by id: `p1` is the paragraph with that id in `body`, `s1` a subhead, "
            "`c1` the first picture's caption, `n1` the first number's clause, `b1` the first byline; "
            "`rubric` and `abstract` have no number."
        ),
    ] = UNSET


class BlockRow(Shape, frozen=True):
    """One piece of the body."""

    id: Annotated[str, Meta(description="Paragraphs are `p1`, `p2` …, subheads `s1` …; behind the # of an address.")]
    kind: Annotated[
        Literal["paragraph", "subhead", "markup"],
        Meta(description="Plain text, a subhead, or a piece in which a person wrote Markdown."),
    ]
    text: Annotated[str, Meta(description="The text; Markdown where `kind` is markup.")]


class CreditRow(Shape, frozen=True):
    """Who took a picture."""

    name: Annotated[str, Meta(description="As printed.")]
    role: Annotated[Role | None, Meta(description="What they are called, where the page says it.")]
    outlet: Annotated[str | None, Meta(description="The paper or agency that they are named with.")]


class FigureRow(Shape, frozen=True):
    """What is printed with a picture; the pictures themselves are not part of the digest."""

    caption: Annotated[str | None, Meta(description="The caption.")]
    credits: Annotated[tuple[CreditRow, ...], Meta(description="Who took it.")]


Address = Annotated[str, Meta(description="Absolute where the site's address is known, else a path below the site.")]


class ArticleRow(Shape, frozen=True):
    """One story, as it is published; of an excerpt, `abstract`, `body` and `figures` are left out."""

    id: Annotated[str, Meta(description="The printed page and a number on it; it stays the same for good.")]
    lang: Annotated[str, Meta(description="BCP 47: the language that the story was printed in.")]
    genre: Annotated[Genre, Meta(description="What kind of story it is.")]
    rubric: Annotated[str | None, Meta(description="The name of the column or series that it is part of.")]
    kicker: Annotated[str | None, Meta(description="The line above the headline.")]
    headline: Annotated[str | None, Meta(description="The headline.")]
    subtitle: Annotated[str | None, Meta(description="The line below the headline.")]
    dateline: Annotated[str | None, Meta(description="Who filed the story from where, as printed.")]
    bylines: Annotated[tuple[BylineRow, ...], Meta(description="Who wrote it, in printed order.")]
    regions: Annotated[tuple[RegionRow, ...], Meta(description="The places that it tells of.")]
    tags: Annotated[tuple[str, ...], Meta(description="What it is about.")]
    numbers: Annotated[tuple[NumberRow, ...], Meta(description="The figures that it reports.")]
    summary: Annotated[str | None, Meta(description="Its sentences that tell most, or what an editor wrote.")]
    paper: Annotated[str | None, Meta(description="The newspaper.")]
    date: Annotated[str | None, Meta(description="The day of print, ISO 8601; null where the page does not say.")]
    date_source: Annotated[DateSource | None, Meta(description="Where the date was read.")]
    page: Annotated[str | None, Meta(description="The number of the printed page, such as 4 or A4.")]
    section: Annotated[str | None, Meta(description="The name of the printed section.")]
    status: Annotated[Status, Meta(description="Whether all of it stands on the page, or what is missing.")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="How sure the parser is of it, from 0 to 1.")]
    rights: Annotated[Rights, Meta(description="Whether all of it may be published, or an excerpt.")]
    source: Annotated[SourceRow, Meta(description="Where it was printed.")]
    addresses: Annotated[dict[str, Address], Meta(description="Its pages on the site, by language.")]
    translations: Annotated[dict[str, TranslationRow], Meta(description="What is translated, by language.")]
    abstract: Annotated[str | UnsetType | None, Meta(description="An editor's note or lead above the text.")] = UNSET
    body: Annotated[tuple[BlockRow, ...] | UnsetType, Meta(description="The text, piece by piece.")] = UNSET
    figures: Annotated[tuple[FigureRow, ...] | UnsetType, Meta(description="Its pictures, as captions.")] = UNSET


SchemaLink = Annotated[str, Meta(description="Where the schema of this file is.")]
Version = Annotated[Literal[1], Meta(description="The version of the keys.")]


class Articles(Struct, frozen=True, forbid_unknown_fields=True, rename={"link": "$schema"}):
    """A file of stories: `articles.json`, or one month of it."""

    schema: Version
    link: SchemaLink
    articles: Annotated[tuple[ArticleRow, ...], Meta(description="The stories, newest first.")]


class Part(Shape, frozen=True):
    """One month of a large digest, in two forms."""

    json: Annotated[str, Meta(description="A file of stories, beside this one.")]
    csv: Annotated[str, Meta(description="The same as a table.")]


class Parts(Struct, frozen=True, forbid_unknown_fields=True, rename={"link": "$schema"}):
    """What `articles.json` is where the digest is too large for one file: a list of its parts."""

    schema: Version
    link: SchemaLink
    parts: Annotated[tuple[Part, ...], Meta(description="The parts; each story stands in one.")]
