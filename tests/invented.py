"""Invented records and digests for the tests of everything that is made from a digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from generator.digest import make_digest
from generator.lexicon import Glossary, read_lexicon
from generator.model import Article, Byline, Dateline, Figure, Paragraph, Quantity, Record, Region, Source, Text

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.lexicon import Lexicon
    from generator.units import Unit

BODY = "这一段正文只给全文授权的读者看。"
CAPTION = "图为青稞站的新库房。"
Table = dict[tuple[str, str, str], str]
"""(language, record id, unit id) → its translation."""

NOTE = "编者按：这段按语属于正文。"


@dataclass(frozen=True)
class Said:
    """Translations out of a table."""

    table: Table = field(default_factory=dict)
    unfinished: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    translators: dict[str, str] = field(default_factory=dict)

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        return self.table.get((lang, record_id, unit.id))

    def waiting(self, lang: str, record: Record) -> dict[str, str]:
        return self.unfinished.get((lang, record.id), {})

    def translator(self, lang: str, _record_id: str) -> str | None:
        return self.translators.get(lang)


@cache
def lexicon() -> Lexicon:
    return read_lexicon(None)


def make_record(record_id: str = "p-01", **changes: object) -> Record:
    """Make a record that has something of everything; what is in an Article is changed by the same names."""
    article = Article(
        source=Source("seeds/p.txt", "ab" * 32, ((3, 9),)),
        kicker=Text("那曲市安多县青稞站——", ((3, 3),)),
        headline=Text("仓廪实 人心暖", ((4, 4),)),
        subtitle=Text("——记一座粮站的冬天", ((5, 5),)),
        dateline=Dateline("本报安多讯", "本报", "安多", "讯"),
        bylines=(Byline("林青禾", "reporter", "本报"), Byline("达瓦", "correspondent")),
        abstract=Text(NOTE),
        blocks=(Paragraph(BODY, ((6, 8),)),),
        figures=(Figure(CAPTION, (), "▲", ((9, 9),)),),
    )
    record = Record(
        id=record_id,
        lang="zh-Hans",
        article=article,
        regions=(
            Region("540624", ("西藏自治区", "那曲市", "安多县"), "body", primary=True),
            Region("540100", ("西藏自治区", "拉萨市"), "body"),
        ),
        tags=("青稞",),
        numbers=(Quantity("445", "万元", "全年收入445万元"),),
        summary="青稞站今年收粮多，群众过冬不愁。",
    )
    inside = {name: value for name, value in changes.items() if hasattr(article, name)}
    outside = {name: value for name, value in changes.items() if name not in inside}
    return replace(record, article=replace(article, **inside), **outside)


def digest_of(*records: Record, said: Table | None = None, terms: dict[str, str] | None = None) -> Digest:
    """Make a digest; ``terms`` lie over the packaged glossary."""
    known = lexicon() if terms is None else replace(lexicon(), glossary=Glossary({**lexicon().glossary.terms, **terms}))
    return make_digest(records, known, Said(said or {}))


def read_xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written by ourselves a moment ago
