"""Pinyin above Chinese words, for learners: phrases go in, the same phrases come out with a ``<ruby>`` a character.

A phrase in another script stays as it is. The plain text stays too: titles, feeds and search engines get that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.escaping import escape_text, lang_attribute, mark_safe
from generator.pinyin import read_person, read_place, read_text
from generator.views.phrase import HALVES, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from generator.model import Place
    from generator.pinyin import Piece
    from generator.views.edition import Edition
    from generator.views.entries import Entry


class Spoken(Phrase, frozen=True):
    """A phrase with its reading above it; the halves of a headline stay whole."""

    halves: tuple[tuple[Piece, ...], ...] = ()

    @property
    def inner(self) -> Markup:
        """The characters, each with its syllable."""
        pieces = ["".join(map(_set, half)) for half in self.halves]
        if len(pieces) == 1:
            return mark_safe(pieces[0])
        spans = " ".join(f"<span>{piece}</span>" for piece in pieces)
        return mark_safe(f'<span class="halves">{spans}</span>')

    def __html__(self) -> str:
        return self.inner if self.lang is None else f"<span{lang_attribute(self.lang)}>{self.inner}</span>"


def _set(piece: Piece) -> str:
    text, syllable = piece
    if syllable is None:
        return escape_text(text)
    # Browsers that know no ruby show brackets.
    return f"<ruby>{escape_text(text)}<rp>(</rp><rt>{escape_text(syllable)}</rt><rp>)</rp></ruby>"


def speak_headline(edition: Edition, phrase: Phrase, names: Iterable[str], codes: Iterable[str]) -> Phrase:
    """Set the reading above a headline; ``names`` and ``codes`` are the people and places that may stand in it."""
    if not _is_chinese(edition, phrase):
        return phrase
    known: dict[str, Sequence[str]] = {name: _syllables(read_person(name)) for name in names if len(name) > 1}
    for place in _places(edition, codes):
        known |= _name_place(place)
    halves = HALVES.split(phrase.text.strip())
    whole = {name: said for name, said in known.items() if len(name) == len(said)}
    return Spoken(phrase.text, phrase.lang, tuple(read_text(half, whole) for half in halves))


def speak_person(edition: Edition, entry: Entry) -> Entry:
    """Set the reading above a person's name."""
    return _speak(edition, entry, read_person(entry.label.text)) if _is_chinese(edition, entry.label) else entry


def speak_place(edition: Edition, entry: Entry, place: Place | None) -> Entry:
    """Set the reading above the name of a place; one below the gazetteer's is read as any text."""
    if not _is_chinese(edition, entry.label):
        return entry
    known = place is not None and place.name == entry.label.text
    return _speak(edition, entry, read_place(place) if place is not None and known else read_text(entry.label.text))


def _speak(edition: Edition, entry: Entry, pieces: tuple[Piece, ...]) -> Entry:
    return replace(edition.bare(entry), label=Spoken(entry.label.text, entry.label.lang, (pieces,)))


def _is_chinese(edition: Edition, phrase: Phrase) -> bool:
    return (phrase.lang or edition.lang).partition("-")[0] == "zh"


def _places(edition: Edition, codes: Iterable[str]) -> Iterable[Place]:
    gazetteer = edition.digest.lexicon.gazetteer
    return [place for code in codes for place in gazetteer.chain(code)]


def _name_place(place: Place) -> Mapping[str, Sequence[str]]:
    """Give the readings of a place's full and short name."""
    said = _syllables(read_place(place))
    short = place.short or place.name
    return {
        place.name: said,
        **({short: said[: len(short)]} if len(short) > 1 and place.name.startswith(short) else {}),
    }


def _syllables(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(syllable for _, syllable in pieces if syllable is not None)
