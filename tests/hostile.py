"""Two sites in which everything that can be written is an attack, built as a user builds them.

``build_stories``: every payload in every field of records, in Markdown, in the translation of every unit, in raw
pages, their names and their sidecars, in places, terms and names of the lexicon. ``build_names``: every payload in
the title, description and paper that ``digest.yaml`` gives, which stand on every page.
"""

from __future__ import annotations

from contextlib import chdir
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import yaml

from generator.build import build
from generator.checks import check_links
from generator.config import read_config
from generator.markup import render_markup
from generator.model import (
    Article,
    Byline,
    Credit,
    Dateline,
    Figure,
    Flag,
    Jump,
    Paragraph,
    Quantity,
    Record,
    Region,
    Source,
    Subhead,
    Text,
)
from generator.po import Entry, dumps_po
from generator.records import dumps, loads
from generator.units import find_units
from tests.payloads import all_payloads, read_payloads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.build import Report

GROUPS = 24
"""Groups of payloads that stand together in one text: few pages, and a bit of every kind on each."""
BETWEEN = " ⁂ "
A_PAGE = 2
"""Records of one printed page."""
RAW_PAGES, STORIES = 12, 8
"""Raw pages, and stories on each."""
NAMES = ("tags", "attributes", "Unicode", "controls and terminals", "file names, slugs and paths")
"""Kinds that are tried as names of files."""
LONGEST_NAME = 180
"""Bytes; a disk takes 255."""
ADDRESS = "https://example.org/a'b;c=(d)&amp;e/"
BODY = "青稞站今年收粮多，群众过冬不愁。"


@dataclass(frozen=True)
class Hostile:
    """A built site, and what stands in it."""

    folder: Path
    report: Report
    records: tuple[Record, ...] = ()
    """Those that a person wrote."""

    @property
    def site(self) -> Path:
        return self.folder / "site"


def build_stories(folder: Path) -> Hostile:
    """Build the site whose stories, translations, raw pages and lexicon are attacks."""
    records = tuple(_records(folder / "records"))
    _write_translations(folder / "records", records)
    _write_seeds(folder / "seeds")
    _write_lexicon(folder / "lexicon", records)
    _write(folder / "digest.yaml", "traditional: hk\n")
    return Hostile(folder, _build(folder), records)


def build_names(folder: Path) -> Hostile:
    """Build a small site whose settings are attacks."""
    every = BETWEEN.join(all_payloads())
    settings = {"title": every, "description": every, "paper": every, "traditional": "tw"}
    _write(
        folder / "digest.yaml",
        yaml.safe_dump({**settings, "site_url": ADDRESS}, allow_unicode=True),
    )
    _write(folder / "seeds" / "a.txt", f"青稞站新库房落成\n\n本报安多讯 {BODY * 3}\n")
    return Hostile(folder, _build(folder))


def _build(folder: Path) -> Report:
    with chdir(folder):
        return build(read_config())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


# ---------------------------------------------------------------- records


def groups() -> Iterator[tuple[str, ...]]:
    """Give the payloads in groups of about the same length."""
    yield from (all_payloads()[number::GROUPS] for number in range(GROUPS))


def hostile_record(record_id: str, text: Callable[[], str], code: str = "540624") -> Record:
    """Make a record all of whose texts are what ``text`` gives, one after the other."""
    article = Article(
        source=Source(text(), "ab" * 32, ((3, 9),)),
        kicker=Text(text()),
        headline=Text(text()),
        subtitle=Text(text()),
        rubric=Text(text()),
        dateline=Dateline(text(), text(), text(), "讯"),
        bylines=(Byline(text(), "reporter", text()), Byline(text(), None, text())),
        abstract=Text(text()),
        blocks=(Paragraph(text()), Subhead(text()), Paragraph(BODY + text() + BODY)),
        figures=(Figure(text(), (Credit(text(), "photographer", text()),), text()),),
        jump=Jump(text(), text()),
        status="tail-missing",
        flags=(Flag(text(), ((3, 4),), 0.5, text()),),
    )
    return Record(
        id=record_id,
        lang="zh-Hans",
        article=article,
        regions=(
            Region(code, ("西藏自治区", "那曲市", "安多县", text(), text()), "body", primary=True),
            Region(text(), (text(), text()), "body"),
        ),
        tags=(text(), text()),
        numbers=(Quantity(text(), text(), text()), Quantity("445", text(), text())),
        summary=text(),
        paper=text(),
        page=text(),
        section=text(),
    )


def _records(folder: Path) -> Iterator[Record]:
    for number, group in enumerate(groups()):
        record_id = f"h{number // A_PAGE}-{number % A_PAGE + 1:02d}"
        shift = count()

        def text(group: tuple[str, ...] = group, shift: count[int] = shift) -> str:
            first = next(shift) % len(group)
            return BETWEEN.join((*group[first:], *group[:first]))

        # A day a record: papers whose names sound alike would share the page of an issue.
        written = dumps(hostile_record(record_id, text, place_code(group))).replace(
            "date: null", f'date: "2031-02-{number + 1:02d}"'
        )
        typed = "\n\n".join(sorted(filter(can_be_linked, group), key=lambda block: block[:3] in ("```", "~~~")))
        path = folder / record_id.rpartition("-")[0] / f"{record_id.rpartition('-')[2]}.md"
        _write(path, f"{written}\n{typed}\n")
        yield loads(path.read_bytes().decode(), path.as_posix())


def can_be_linked(source: str) -> bool:
    """Whether Markdown links only elsewhere: a site with a link that leads nowhere is not published at all."""
    return not any(check_links({"a.html": render_markup(source).encode()}))


def _write_translations(folder: Path, records: tuple[Record, ...]) -> None:
    entries: dict[str, list[Entry]] = {}
    for record in records:
        units = list(find_units(record))
        for unit in units:
            entries.setdefault(record.page_id, []).append(
                Entry(unit.text, translate(unit.text), f"{record.ordinal}/{unit.id}", comments=(record.id,))
            )
    for page_id, found in entries.items():
        _write(folder / page_id / "en.po", dumps_po((Entry("", "Language: en\n"), *found)))


def translate(text: str) -> str:
    """Translate an attack: it begins as it does, so that Markdown stays Markdown, and ends in another way."""
    return f"{text} ⁑ Amdo"


# ---------------------------------------------------------------- raw pages


def file_name(text: str) -> str | None:
    """Make a name that a disk takes, or nothing of what none takes."""
    name = text.replace("\0", "").replace("/", "\u2215").encode()[:LONGEST_NAME].decode(errors="ignore")
    return None if not name or name.startswith((".", "_")) else name


def _write_seeds(folder: Path) -> None:
    payloads = read_payloads()
    for number in range(RAW_PAGES):  # of each kind a few on each page: a file full of control characters is no text
        found = all_payloads()[number::RAW_PAGES]
        told = {"paper": BETWEEN.join(found), "section": BETWEEN.join(found[::-1]), "page": BETWEEN.join(found[1:])}
        notes = yaml.safe_dump({**told, "date": f"2032-03-{number + 1:02d}"}, width=10**6)
        page = "".join(_story(found[start::STORIES]) for start in range(STORIES))
        if number % 2:
            _write(folder / f"raw-{number}.yaml", notes)
        _write(folder / f"raw-{number}.txt", page if number % 2 else f"---\n{notes}---\n{page}")
    joined = (BETWEEN.join(group) for kind in NAMES for group in zip(*[iter(payloads[kind])] * 3, strict=False))
    for name in filter(None, map(file_name, (*joined, *payloads["file names, slugs and paths"]))):
        _write(folder / f"{name}.txt", f"青稞站新库房落成\n\n本报安多讯（记者 达瓦）{BODY * 2}\n")


def _story(found: tuple[str, ...]) -> str:
    lines = "\n".join(f"{payload}{BODY}{payload}\n{payload}" for payload in found)
    return f"{found[0]}\n\n本报安多讯（记者 {found[-1]}）{BODY}{lines}\n\n▲图为{found[1]} {found[-1]}摄\n\n"


# ---------------------------------------------------------------- the lexicon


def _write_lexicon(folder: Path, records: tuple[Record, ...]) -> None:
    terms = {name: translate(name) for record in records for name in _named(record)}
    places = [
        {
            "name": group[0] + BETWEEN.join(group),
            "english": f"Amdo {BETWEEN.join(group)}",
            "aliases": list(group),
            "short": group[-1],
            "level": "township",
            "parent": "540624",
            "slug": "amdo",  # the same for all: the code tells them apart
            "code": place_code(group),
        }
        for group in groups()
    ]
    _write(folder / "glossary.yaml", yaml.safe_dump(terms))
    _write(folder / "places.yaml", yaml.safe_dump(places))


def place_code(group: tuple[str, ...]) -> str:
    """Make the code of a place that is an attack."""
    return BETWEEN.join(group) + "/../x"


def _named(record: Record) -> Iterator[str]:
    """Names that the glossary is asked for."""
    names = (*record.tags, record.paper, record.section, *(byline.name for byline in record.article.bylines))
    yield from (name.strip() for name in names if name is not None and name.strip())
