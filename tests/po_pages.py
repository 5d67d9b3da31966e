"""One page's records and their PO file, as the tests of translations make and read them."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from generator.catalogue import update_catalogue
from generator.model import Article, Paragraph, Record, Source, Text
from generator.po import dumps_po, loads_po

FLOOD = "河水昨夜涨过了石桥，牧人把羊群赶上了高处。"
SCHOOL = "云上村小学今天照常上课，孩子们从吊桥上走来。"
THANKS = "村里人说，桥修好以后要请修桥的人喝茶。"


def record(*texts: str, number: int = 1, headline: str = "河水过桥") -> Record:
    blocks = tuple(Paragraph(text, ((n + 2, n + 2),)) for n, text in enumerate(texts, 1))
    source = Source("seeds/page.txt", "a" * 64, ((2, 9),))
    return Record(f"page-{number:02d}", "zh-Hans", Article(source, headline=Text(headline, ((2, 2),)), blocks=blocks))


def translated(*records: Record, fuzzy: str | None = None) -> str:
    """A page's file with every unit translated as ``EN <text>``, one of them fuzzy."""
    return dumps_po(
        replace(entry, target=f"EN {entry.source}", flags=("fuzzy",) if entry.source == fuzzy else ())
        if entry.source
        else entry
        for entry in loads_po(update_catalogue(None, records, "en"))
    )


def targets(text: str) -> dict[str | None, tuple[str, bool, str | None]]:
    """Context → translation, whether fuzzy, previous source; only what is in use."""
    entries = (entry for entry in loads_po(text) if entry.source and not entry.obsolete)
    return {entry.context: (entry.target, entry.fuzzy, entry.previous) for entry in entries}


def retired(text: str) -> dict[str, str]:
    return {entry.source: entry.target for entry in loads_po(text) if entry.obsolete}


TEXTS = st.text(st.sampled_from('甲乙ab"\\\n\t%{}#~|:\u2028\x85\x1b'), min_size=1, max_size=8)
"""What a record may hold and a PO file must quote."""
