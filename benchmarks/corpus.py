"""Stories → a folder that our generator builds from: records, translations and what the lexicon must know of them.

Every story becomes a record that a person wrote (no ``parsed:``), for it has no raw page: nothing of it is parsed
again, and nothing of it is taken away. Markdown stays Markdown, pictures in it too, for the peers read it as well. A
printed page is a date and a page number; its translated stories stand, finished, in ``en.po``. The regions are
invented: a prefecture is written as a place of the first level, so that the site has a page for it and its counties
and for nothing else. Of two tags that are written the same in pinyin, which would want one address, the second gets
a mark.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import yaml
from msgspec.structs import replace

from generator.catalogue import merge_entries
from generator.lexicon import read_lexicon
from generator.model import Article, Byline, Markup, Record, Region, Source, Text
from generator.po import dumps_po
from generator.records.body import loads_body
from generator.records.text import dumps
from generator.slugs import term
from generator.units import block_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from benchmarks.stories import Story, Words
    from generator.po import Entry

PAPER = "样张日报"
LANGUAGES = ("zh-Hans", "en")
HOME_PAGE = 50
"""Stories on one page of the home, as the peers have it."""
MARK = "甲"
VERSION = 3
"""Raise it where the same stories would be written otherwise: a corpus of another version is made anew."""


@dataclass(slots=True)
class _Seen:
    """What the stories have named so far; filled while they are written."""

    english: dict[str, str] = field(default_factory=dict)
    """Tags and places, Chinese → English."""
    codes: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Places, from the prefecture down → their code."""
    tags: dict[str, str] = field(default_factory=dict)
    """A story's tag → the record's."""
    slugs: dict[str, str] = field(default_factory=dict)
    """Address → tag."""
    terms: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: {"zh": set(), "en": set()})
    articles: Counter[str] = field(default_factory=Counter)


def write_corpus(stories: Iterable[Story], folder: Path) -> None:
    """Write records, translations, lexicon and ``expected.json``; stories come in the order of printed pages."""
    seen = _Seen()
    lexicon = read_lexicon(None)
    for page_id, printed in groupby(stories, key=lambda story: story.page_id):
        told = list(printed)
        for story in told:
            _learn(story, seen)
            for tag in story.original.tags:
                if tag not in seen.tags:
                    slug = term(tag, lexicon).slug
                    seen.tags[tag] = tag if seen.slugs.setdefault(slug, tag) == tag else tag + MARK
        _write_page(told, folder / "records" / page_id, seen)
    (folder / "seeds").mkdir(exist_ok=True)
    _write_lexicon(folder / "lexicon", seen)
    (folder / "expected.json").write_text(json.dumps(_expected(seen), indent=1), encoding="utf-8")


def _learn(story: Story, seen: _Seen) -> None:
    chinese, english = story.original, story.translation
    for depth in range(1, len(chinese.regions) + 1):
        path = chinese.regions[:depth]
        above = f"{seen.codes[path[:-1]]}-" if depth > 1 else "lab-"
        seen.codes.setdefault(path, f"{above}{len(seen.codes) + 1:03d}")
    for lang, words in (("zh", chinese), ("en", english)):
        if words is not None:
            seen.articles[lang] += 1
            seen.terms[lang] |= {("tag", tag) for tag in words.tags}
            seen.terms[lang] |= {
                ("region", "/".join(words.regions[:depth])) for depth in range(1, len(words.regions) + 1)
            }
    if english is not None:
        seen.english |= dict(zip(chinese.tags, english.tags, strict=True))
        seen.english |= dict(zip(chinese.regions, english.regions, strict=True))


# ---------------------------------------------------------------- records and translations


def _write_page(stories: list[Story], folder: Path, seen: _Seen) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    records = [_record(story, number, seen) for number, story in enumerate(stories, 1)]
    for record in records:
        (folder / f"{record.ordinal}.md").write_text(dumps(record), encoding="utf-8")
    pairs = [(record, story.translation) for record, story in zip(records, stories, strict=True)]
    translated = {record.ordinal: _targets(record, words) for record, words in pairs if words is not None}
    if translated:
        entries = merge_entries((), [record for record in records if record.ordinal in translated], LANGUAGES[1])
        text = dumps_po(_finish(entry, translated) for entry in entries)
        (folder / f"{LANGUAGES[1]}.po").write_text(text, encoding="utf-8")


def _record(story: Story, number: int, seen: _Seen) -> Record:
    words, lines = story.original, ((number * 20 - 19, number * 20 - 1),)
    source = Source(f"seeds/{story.page_id}.txt", sha256(story.page_id.encode()).hexdigest(), lines)
    return Record(
        id=f"{story.page_id}-{number:02d}",
        lang=LANGUAGES[0],
        article=Article(
            source=source,
            kicker=Text(words.kicker),
            headline=Text(words.headline),
            subtitle=Text(words.subtitle),
            bylines=(Byline(words.byline, "reporter", "本报"),),
            blocks=loads_body(words.body),
        ),
        regions=(Region(seen.codes[words.regions], words.regions, "editor", primary=True),),
        tags=tuple(seen.tags[tag] for tag in words.tags),
        summary=words.summary,
        paper=PAPER,
        date=story.date,
        date_source="editor",
        page=str(story.page),
    )


def _targets(record: Record, words: Words) -> Mapping[str, str]:
    """Give the translation of every unit of a record."""
    blocks = loads_body(words.body)
    texts = [block.source if isinstance(block, Markup) else block.text for block in blocks]
    ids = block_ids(blocks)
    if ids != block_ids(record.article.blocks):
        raise ValueError(f"{record.id}: the translation has other paragraphs than the original")
    return {
        "kicker": words.kicker,
        "headline": words.headline,
        "subtitle": words.subtitle,
        "b1": words.byline,
        "summary": words.summary,
        **dict(zip(ids, texts, strict=True)),
    }


def _finish(entry: Entry, translated: Mapping[str, Mapping[str, str]]) -> Entry:
    ordinal, _, unit = (entry.context or "").partition("/")
    return replace(entry, target=translated[ordinal][unit]) if unit else entry


# ---------------------------------------------------------------- what the lexicon must know


def _write_lexicon(folder: Path, seen: _Seen) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    places = [dict(_place(path, code, seen)) for path, code in seen.codes.items()]
    terms = {seen.tags[tag]: seen.english[tag] for tag in sorted(seen.tags) if tag in seen.english}
    for name, content in (("places.yaml", places), ("glossary.yaml", terms)):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _place(path: tuple[str, ...], code: str, seen: _Seen) -> Iterator[tuple[str, str]]:
    yield "code", code
    yield "name", path[-1]
    yield "level", "province" if len(path) == 1 else "county"
    if len(path) > 1:
        yield "parent", seen.codes[path[:-1]]
    if path[-1] in seen.english:
        yield "english", seen.english[path[-1]]
    yield "slug", code.replace("lab-", "place-")


def _expected(seen: _Seen) -> Mapping[str, object]:
    """Count the pages that the peers make of the same stories: two overviews a language, no lists in parts."""
    each = {
        lang: {
            "articles": seen.articles[lang],
            "tags": sum(kind == "tag" for kind, _ in terms),
            "regions": sum(kind == "region" for kind, _ in terms),
            "home": max(1, -(-seen.articles[lang] // HOME_PAGE)),
            "overview": 2,
        }
        for lang, terms in seen.terms.items()
    }
    html = sum(sum(counts.values()) for counts in each.values())
    return {"version": VERSION, "records": seen.articles["zh"], **each, "html": html}
