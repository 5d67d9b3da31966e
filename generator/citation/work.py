"""A story as something that is cited: a record goes in, a ``Work`` comes out."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.citation.surnames import SURNAMES
from generator.reading import find_authors

if TYPE_CHECKING:
    from generator.briefs import Wording
    from generator.model import Record

NAME_ENDS = re.compile(r"[,;]")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Author(Struct, frozen=True, dict=True):
    """Who a text is by."""

    name: str
    """As printed."""
    latin: str | None = None
    """As a translator spelled it."""

    @cached_property
    def parts(self) -> tuple[str, str] | None:
        """Surname and given name as printed: 林 and 青禾.

        Where a name ends its surname can't be seen in it: 白玛 is one Tibetan name, 白玛丽 may be a Bai. So a name is
        parted only where a translator's spelling has the same surname and one word behind it.
        """
        return None if self.latin_parts is None else (self.name[0], self.name[1:])

    @cached_property
    def latin_parts(self) -> tuple[str, str] | None:
        """Surname and given name as the translator spelled them: Lin and Qinghe."""
        words = (self.latin or "").split()
        known = len(words) == 2 and 2 <= len(self.name) <= 3 and SURNAMES.get(self.name[0]) == words[0]
        return (words[0], words[1]) if known else None


class Work(Struct, frozen=True, dict=True):
    """What a reference needs to know of a story."""

    key: str
    """The record's id: ASCII and stable, so that a bibliography stays valid."""
    title: str | None = None
    translated: str | None = None
    """The title in English, where a translator has finished it."""
    authors: tuple[Author, ...] = ()
    paper: str | None = None
    date: str | None = None
    """ISO 8601."""
    page: str | None = None
    """版次, as printed."""
    section: str | None = None
    """版名."""
    lang: str = "zh-Hans"
    url: str | None = None
    """Absolute address of the story on the site, where the site has one."""

    @cached_property
    def day(self) -> tuple[str, str, str] | None:
        """Year, month and day as digits; nothing of what is no date."""
        match = ISO_DATE.fullmatch(self.date or "")
        with suppress(ValueError):
            if match is not None and date.fromisoformat(match[0]):
                return (match[1], match[2], match[3])
        return None


def work_of(record: Record, english: Wording | None = None, url: str | None = None) -> Work:
    """Take from a record what is cited: its original words, whatever language the reader reads.

    Paper, title and names stay as they were printed also where the site has English for them: a reference has to lead
    to the printed page. ``english`` is the record as it is read in English, for styles that name both.
    """
    return Work(
        key=record.id,
        title=_title(record),
        translated=None if english is None else _translated(record, english),
        authors=tuple(dict.fromkeys(_authors(record, english))),
        paper=record.paper,
        date=record.date,
        page=record.page,
        section=record.section,
        lang=record.lang,
        url=url,
    )


def one_line(text: str) -> str:
    """Bring text into one line."""
    return " ".join(text.split())


def keep_whole(name: str) -> str:
    """Take from a name the signs at which those who read it would part it."""
    return one_line(NAME_ENDS.sub(" ", name))


def _title(record: Record) -> str | None:
    headline, subtitle = record.article.headline, record.article.subtitle
    if headline is None:
        return None
    # A subtitle after a dash is the other half of the title (其他题名信息); one without is a summary of the news.
    if subtitle is not None and subtitle.text.startswith("—"):
        return f"{headline.text}: {subtitle.text.lstrip('— ')}"
    return headline.text


def _translated(record: Record, english: Wording) -> str | None:
    """Give the title in English; half a translation is none."""
    headline, subtitle = record.article.headline, record.article.subtitle
    if headline is None or english.title.lang != "en":
        return None
    if subtitle is None or not subtitle.text.startswith("—"):
        return english.title.text
    if english.subtitle is None or english.subtitle.lang != "en":
        return None
    return f"{english.title.text}: {english.subtitle.text.lstrip('—– ')}"


def _authors(record: Record, english: Wording | None) -> list[Author]:
    found = find_authors(record.article)
    if english is None:
        return [Author(person.name) for person in found]
    spelled = zip(found, english.authors, strict=True)
    return [Author(person.name, words.text if words.lang == "en" else None) for person, words in spelled]
