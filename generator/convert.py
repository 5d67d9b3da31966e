"""Stories in Traditional Chinese: what no person wrote in it is converted from Simplified.

In come a record, its finished translations and the lexicon; out come the same translations with every unit in
Traditional Chinese, a person's wherever there is one. It also names the digest. How words and names are converted is
``generator.lexicon.traditional``; which names a story has is known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.config import SIMPLIFIED, TRADITIONAL
from generator.enrich.persons import find_persons
from generator.model import Markup
from generator.units import block_ids, find_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.config import Config
    from generator.lexicon import Lexicon
    from generator.lexicon.traditional import Spans, Traditional
    from generator.model import Article, Record
    from generator.translate import Finished

ADDRESS = re.compile(r"(\]\([^)\n]*\)|\]:[^\n]*|<[^>\n]*>|https?://\S+)")
"""What of a person's Markdown is an address: a file of that name may be Simplified."""


def convert_record(record: Record, said: Finished, lexicon: Lexicon) -> Finished:
    """Say everything of a record in Traditional Chinese, where the site has it and the record is Simplified."""
    script = lexicon.script
    if script is None or record.lang != SIMPLIFIED:
        return said
    written = said.said.get(TRADITIONAL, {})
    units = find_units(record)
    names = find_names(record, lexicon, script)
    marked = frozenset(_find_marked(record))
    made = {}
    for unit in units:
        if unit.id in written:
            made[unit.id] = written[unit.id]
        elif unit.id[0] == "b":
            made[unit.id] = script.person(unit.text)
        elif unit.id in marked:
            made[unit.id] = _convert_markdown(unit.text, names, script)
        else:
            made[unit.id] = script.text(unit.text, names)
    converted = (TRADITIONAL,) if made.keys() - written.keys() else ()
    return replace(said, said={**said.said, TRADITIONAL: made}, converted=converted)


def find_names(record: Record, lexicon: Lexicon, script: Traditional) -> Spans:
    """Find the people and places that a record is known to name, and what each becomes; the longest first."""
    people = {name: script.person(name) for name in _find_people(record.article, script)}
    places: dict[str, str] = {}
    for region in record.regions:
        places |= {name: script.place(name) for name in region.path}
        for place in lexicon.gazetteer.chain(region.code):
            if place.short is not None:
                places[place.short] = script.short_place(place.name, place.short)
    found = {name: said for name, said in {**places, **people}.items() if len(name) > 1}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _find_people(article: Article, script: Traditional) -> Iterator[str]:
    """Yield whom a story names; whom it only seems to quote is looked at twice."""
    signed = {byline.name for byline in article.bylines}
    signed |= {credit.name for figure in article.figures for credit in figure.credits}
    return (name for name in find_persons(article) if name in signed or not script.is_nobody(name))


def _find_marked(record: Record) -> Iterator[str]:
    """Name the units that are Markdown."""
    blocks = record.article.blocks
    return (unit_id for unit_id, block in zip(block_ids(blocks), blocks, strict=True) if isinstance(block, Markup))


def _convert_markdown(text: str, names: Spans, script: Traditional) -> str:
    """Convert Markdown, but for addresses and tags in it."""
    parts = ADDRESS.split(text)
    return "".join([part if number % 2 else script.text(part, names) for number, part in enumerate(parts)])


def convert_settings(config: Config, lexicon: Lexicon) -> Config:
    """Name and describe the digest in Traditional Chinese, where the settings do so in Simplified only."""
    if lexicon.script is None:
        return config
    title, description = (_add(texts, lexicon.script) for texts in (config.title, config.description))
    return replace(config, title=title, description=description)


def _add(texts: Mapping[str, str], script: Traditional) -> dict[str, str]:
    if SIMPLIFIED not in texts or TRADITIONAL in texts:
        return dict(texts)
    return {**texts, TRADITIONAL: script.text(texts[SIMPLIFIED])}
