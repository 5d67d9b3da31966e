"""Names of tags, people and places in one language, with the paths of their pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.addresses import byline_path, region_path, tag_path
from generator.slugs import slug, term
from generator.units import find_units
from generator.views.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.digest import Digest

ORIGINAL = "zh-Hans"
"""The language of tags and of places below the gazetteer's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has, or could have, a page of its own: a tag, a byline, a place, a printed page."""

    label: Phrase
    path: str | None = None
    """``None`` where there is no page."""
    count: int = 0
    """Stories."""
    mentions: int = 0
    """Stories that only name it."""
    slug: str = ""
    """Its part of the address."""
    order: str = ""
    """What it is sorted by: pinyin, or in another language its words."""


def name_tags(digest: Digest, lang: str) -> dict[str, Entry]:
    """Name every tag, in order; one without English stands in Chinese."""
    entries = {}
    for label, ids in digest.tags.items():
        tag = term(label, digest.lexicon)
        said = tag.english if lang == "en" else None
        words = Phrase(label, None if lang == ORIGINAL else ORIGINAL) if said is None else Phrase(said)
        order = _order(words, tag.slug, lang)
        entries[label] = Entry(words, tag_path(lang, tag.slug), len(ids), slug=tag.slug, order=order)
    return dict(sorted(entries.items(), key=lambda item: (item[1].order, item[0])))


def name_bylines(digest: Digest, lang: str) -> dict[str, Entry]:
    """Name everyone in the bylines, in order."""
    slugs = distinct_slugs(sorted(digest.bylines))
    entries = {}
    for name, ids in digest.bylines.items():
        words, own = name_person(digest, lang, name), slugs[name]
        entries[name] = Entry(words, byline_path(lang, own), len(ids), slug=own, order=_order(words, own, lang))
    return dict(sorted(entries.items(), key=lambda item: (item[1].order, item[0])))


def _order(words: Phrase, pinyin: str, lang: str) -> str:
    """Sort Chinese by pinyin and other languages by their own words, what is not translated behind them."""
    if lang.startswith("zh"):
        return pinyin
    return f"{'~' if words.lang else ''}{pinyin if words.lang else words.text.casefold()}"


def distinct_slugs(names: Sequence[str]) -> dict[str, str]:
    """Give each name an address; people may share a sound (张伟, 章伟), so a shared one tells the characters too."""
    sounds = {name: slug(name) for name in names}
    shared = Counter(sounds.values())
    return {name: s if shared[s] == 1 else f"{s}-{'-'.join(f'{ord(c):x}' for c in name)}" for name, s in sounds.items()}


def name_person(digest: Digest, lang: str, name: str) -> Phrase:
    """Name a person as the first finished translation of a byline has it, else by the glossary, else as printed."""
    original = ORIGINAL
    for record_id in digest.bylines.get(name, ()):
        record = digest.records[record_id]
        original = record.lang
        if record.lang == lang:
            return Phrase(name)
        for unit in find_units(record):
            if unit.id[0] == "b" and unit.text == name:
                found = digest.translations.find(lang, record.id, unit)
                if found is not None:
                    return Phrase(found)
    english = digest.lexicon.glossary.english(name) if lang == "en" else None
    if english is not None:
        return Phrase(f"{english[:1].upper()}{english[1:]}")
    return Phrase(name, None if lang == original else original)


def name_places(digest: Digest, lang: str) -> dict[str, Entry]:
    """Name every place that a story tells of, by division code."""
    gazetteer = digest.lexicon.gazetteer
    entries = {}
    for code, told in digest.regions.items():
        text, text_lang = gazetteer.label(code, lang)
        slugs = gazetteer.slugs(code)
        entries[code] = Entry(
            Phrase(text, None if text_lang == lang else text_lang),
            region_path(lang, slugs),
            len(told.primary),
            len(told.mentions),
            slug="/".join(slugs),
        )
    return entries
