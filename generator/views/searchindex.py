"""The index of the search page, in pieces that a query loads one by one: ``search/``.

Editions of the digest in every language go in; out come scripts that each call ``baozhai`` with one value, which works
opened from disk too, where no page may read a file. The archive is cut into parts (``generator.search.parts``); each
has drawers of keys, ``facts`` to group and filter by, the names of its stories, ``terms`` for the filters that few
open. Beside the parts, ``texts/`` has a piece for every story, and one for each translation of it.

A piece shows only what is published: the digest has no drafts, and withholds the text of an excerpt.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import groupby
from os.path import commonprefix
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import encode as encode_json

from generator.addresses import article_path, folder_of
from generator.fingerprints import fingerprint
from generator.model import SitePage
from generator.search.coding import encode, encode_rising
from generator.search.drawers import fill_drawers
from generator.search.grams import find_keys
from generator.search.parts import cut_parts
from generator.search.texts import find_original, find_translated, say_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.briefs import Brief
    from generator.digest import Digest
    from generator.model import Reads
    from generator.search.parts import Part
    from generator.views.edition import Edition

FOLDER = "search"
CALL = "baozhai"
"""The function that ``static/search.js`` waits with."""
NAMES = 32
"""Stories whose names lie in one piece: a search shows ten."""
LEVELS = 3
"""Province, prefecture, county: places below are found under their county."""


class Index(Struct, frozen=True, eq=False):
    """What all pieces are made of."""

    digest: Digest
    editions: Mapping[str, Edition]
    parts: tuple[Part, ...]

    @property
    def home(self) -> str | None:
        """The home region, which goes without saying in the name of a place."""
        return next((edition.home for edition in self.editions.values()), None)


class Source(Struct, frozen=True):
    """A part and what its stories say."""

    part: Part
    mark: bytes
    """Fingerprint of that."""


def make_index(digest: Digest, editions: Mapping[str, Edition]) -> Index:
    """Cut the stories that have a page into parts."""
    told = [edition.digest for edition in editions.values()]
    if any(each is digest for each in told):
        return Index(digest, editions, cut_parts(digest.order))
    return Index(digest, editions, cut_parts([i for i in digest.order if any(i in each.records for each in told)]))


def plan_search_index(index: Index, only: frozenset[str] | None = None) -> Iterator[SitePage]:
    """Plan all pieces, or those that show the texts of some records."""
    for part in index.parts:
        if only is None or not only.isdisjoint(part.ids):
            yield from _plan_part(index, part, whole=only is None)
            yield from _plan_texts(index, part.ids if only is None else [i for i in part.ids if i in only])


def _plan_part(index: Index, part: Part, *, whole: bool) -> Iterator[SitePage]:
    briefs = [index.digest.records[record_id] for record_id in part.ids]
    marks = tuple([brief.mark for brief in briefs])
    source = Source(part, fingerprint((tuple([brief.text for brief in briefs]), marks)))
    plan = partial(_plan, part)
    for number in range(1 << part.bits):
        yield plan(f"g{number:x}", partial(_dumps_drawer, index, source, number), (source.mark,))
    if whole:
        told = (fingerprint((marks, tuple(index.editions))),)
        yield plan("facts", partial(_dumps_facts, index, part), told)
        for number, start in enumerate(range(0, len(part.ids), NAMES)):
            own = (fingerprint((marks[start : start + NAMES], tuple(index.editions))),)
            yield plan(f"n{number:x}", partial(_dumps_names, index, part.ids[start : start + NAMES]), own)
        yield plan("terms", partial(_dumps_terms, index, part), told)


def _plan(part: Part, name: str, made: Callable[[], str], reads: Reads) -> SitePage:
    path = f"{FOLDER}/{part.name}/{part.name}-{name}.js"
    return SitePage(path, None, made, origin="search", listed=False, reads=reads, batch=part.name)


def _plan_texts(index: Index, ids: Iterable[str]) -> Iterator[SitePage]:
    for record_id in ids:
        brief = index.digest.records[record_id]
        reads = (index.home, tuple(index.editions), brief.text, brief.mark)
        for lang in (brief.lang, *_translations_of(brief)):
            made = partial(_dumps_text, index, record_id, lang)
            path = text_path(record_id, None if lang == brief.lang else lang)
            yield SitePage(path, None, made, origin=record_id, listed=False, reads=reads)


def text_path(record_id: str, lang: str | None = None) -> str:
    """Where the text of a story stands, or of its translation."""
    # Beside the story's own pages in the order of names: a record is fetched once for all of them.
    return f"{FOLDER}/texts/{record_id}{'' if lang is None else f'.{folder_of(lang)}'}.js"


def _call(value: object) -> str:
    return f"{CALL}({encode_json(value).decode()})\n"


# ---------------------------------------------------------------- postings


def _dumps_drawer(index: Index, source: Source, number: int) -> str:
    return _call(_drawers(_Once(index, source))[number])


class _Once(Struct, frozen=True, eq=False):
    """A part of this build, so that its drawers are filled together, and one part is at hand at a time."""

    index: Index
    source: Source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.source is self.source


@lru_cache(maxsize=1)
def _drawers(once: _Once) -> list[str]:
    return fill_drawers(_find_keys(once.index.digest, once.source.part.ids), once.source.part.bits)


def _find_keys(digest: Digest, ids: Sequence[str]) -> list[bytes]:
    """Give what each story is found by: noted when its text was put on the shelf, else found now."""
    shelf = digest.shelf
    noted = [keys for keys in map(shelf.keys, ids) if keys is not None]
    if len(noted) == len(ids):
        return noted
    return list(find_keys([say_all(shelf.record(i), shelf.translations(i), digest.records[i].langs) for i in ids]))


# ---------------------------------------------------------------- what results are grouped and filtered by


def _dumps_facts(index: Index, part: Part) -> str:
    """Write the place of each story, then months and papers, each with how many stories in a row have it."""
    briefs = [index.digest.records[record_id] for record_id in part.ids]
    placed = [county_of(index.digest, brief) or "" for brief in briefs]
    places = sorted(set(placed))
    return _call(
        {
            "places": places,
            "placed": "".join(encode(places.index(code)) for code in placed),
            "months": _count_runs(brief.date[:7] if brief.date else "" for brief in briefs),
            "papers": _count_runs(brief.paper or "" for brief in briefs),
        }
    )


def county_of(digest: Digest, brief: Brief) -> str | None:
    """Give the county in which a story happened, or what is known above it."""
    code = next((code for code, _, _, primary in brief.places if primary), None)
    codes = () if code is None else digest.lexicon.gazetteer.codes(code)
    return next(reversed(codes[:LEVELS]), code)


def _count_runs(values: Iterable[str]) -> list[tuple[str, int]]:
    return [(value, len(list(run))) for value, run in groupby(values)]


def _dumps_names(index: Index, ids: tuple[str, ...]) -> str:
    """Write ids, each behind the number of letters that it shares with the one before, then the translations."""
    names, before = [], ""
    for record_id in ids:
        shared = len(commonprefix((before, record_id)))  # noqa: RUF071 - letter by letter is what is wanted
        names.append(f"{encode(shared)}{record_id[shared:]}")
        before = record_id
    langs = [_translations_of(index.digest.records[record_id]) for record_id in ids]
    return _call({"ids": " ".join(names), "langs": "".join(encode(_flag(spoken, index)) for spoken in langs)})


def _flag(spoken: tuple[str, ...], index: Index) -> int:
    return sum(1 << number for number, lang in enumerate(index.editions) if lang in spoken)


def _translations_of(brief: Brief) -> tuple[str, ...]:
    return tuple(lang for lang in brief.langs if lang != brief.lang)


def _dumps_terms(index: Index, part: Part) -> str:
    """Write the tags of each story, and who signed it: all names, then each story's number of them and which."""
    briefs = [index.digest.records[record_id] for record_id in part.ids]
    english = index.digest.lexicon.glossary.english
    tags = {tag: english(tag) for brief in briefs for tag in brief.tags}
    people: dict[str, str | None] = {}
    for brief in briefs:
        for number, name in enumerate(brief.bylines):
            people[name] = people.get(name) or _say_name(index, brief, number)
    return _call(
        {
            "tags": [[tag, said] for tag, said in tags.items()],
            "tagged": _pick([brief.tags for brief in briefs], list(tags)),
            "bylines": [[name, said] for name, said in people.items()],
            "signed": _pick([brief.bylines for brief in briefs], list(people)),
        }
    )


def _say_name(index: Index, brief: Brief, number: int) -> str | None:
    """Give the English of a byline, as the story itself has it."""
    text, lang = brief.name_in("en", number) if "en" in index.editions else ("", "")
    return text if lang == "en" else None


def _pick(rows: list[tuple[str, ...]], names: list[str]) -> str:
    numbers = {name: number for number, name in enumerate(names)}
    picked = (sorted({numbers[name] for name in row}) for row in rows)
    return "".join(f"{encode(len(row))}{encode_rising(row)}" for row in picked)


# ---------------------------------------------------------------- texts


def _dumps_text(index: Index, record_id: str, lang: str) -> str:
    """Write what results show of a story, in every language or in that of a translation, and its text."""
    brief, shelf = index.digest.records[record_id], index.digest.shelf
    record = shelf.record(record_id)
    own = lang == brief.lang
    said = find_original(record) if own else find_translated(record, shelf.translations(record_id), lang)
    wanted = [spoken for spoken in index.editions if own or spoken == lang]
    heads = {spoken: _head(index.editions[spoken], record_id) for spoken in wanted}
    return _call({"lang": lang, "heads": {key: head for key, head in heads.items() if head}, "units": said})


def _head(edition: Edition, record_id: str) -> dict[str, object] | None:
    """Say what a result shows above the text, ``None`` in a language in which the story has no page."""
    if record_id not in edition.digest.records:
        return None
    card = edition.card(record_id)
    return {
        "path": article_path(edition.lang, record_id),
        "title": [card.headline.text, card.headline.lang or edition.lang],
        "place": [[place.text, place.lang or edition.lang] for place in card.place],
        "date": card.date,
        "notes": card.notes,
    }
