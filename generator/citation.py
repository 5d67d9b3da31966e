"""How to cite a story: GB/T 7714-2015 for a newspaper, and BibTeX.

A ``Work`` goes in, one reference comes out. What the printed page does not say is named as unknown in square
brackets, as the standard does it, and never made up. The date of citation (引用日期) is the reader's to add: a
site that is built again must not change, so no clock is read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.reading import find_authors

if TYPE_CHECKING:
    from generator.model import Record

NAMED_AUTHORS = 3
"""GB/T 7714 names three authors and calls the others 等."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
_LATIN = re.compile(r"[\\{}~^$&#_%]")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Work(Struct, frozen=True):
    """What a reference needs to know of a story."""

    key: str
    """The record's id: ASCII and stable, so that a bibliography stays valid."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    paper: str | None = None
    date: str | None = None
    """ISO 8601."""
    page: str | None = None
    """版次, as printed."""
    url: str | None = None
    """Absolute address of the story on the site, where the site has one."""


def work_of(record: Record, url: str | None = None) -> Work:
    """Take from a record what is cited: its original words, whatever language the reader reads.

    Paper, title and names stay as they were printed also where the site has English for them: a reference has to lead
    to the printed page.
    """
    return Work(
        key=record.id,
        title=_title(record),
        authors=tuple(dict.fromkeys(person.name for person in find_authors(record.article))),
        paper=record.paper,
        date=record.date,
        page=record.page,
        url=url,
    )


def cite_gbt7714(work: Work) -> str:
    """Write a reference: ``甲, 乙. 题名[N]. 某报, 2026-01-05(4).``; ``[N/OL]`` and the address where there is one."""
    kind = "[N]" if work.url is None else "[N/OL]"
    page = "" if work.page is None else f"({_line(work.page)})"
    parts = [
        *([_named(work.authors)] if work.authors else []),
        f"{_line(work.title or '[题名不详]')}{kind}",
        f"{_line(work.paper or '[报纸名不详]')}, {work.date or '[出版日期不详]'}{page}",
        *([work.url] if work.url else []),
    ]
    return ". ".join(parts) + ("" if work.url else ".")


def cite_bibtex(work: Work) -> str:
    """Write a BibTeX entry: ``@article``, or ``@misc`` where no paper is known; what is unknown has no field."""
    kind = "misc" if work.paper is None else "article"
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(work))
    return f"@{kind}{{{_key(work.key)},\n{fields}}}\n"


def _title(record: Record) -> str | None:
    headline, subtitle = record.article.headline, record.article.subtitle
    if headline is None:
        return None
    # A subtitle after a dash is the other half of the title (其他题名信息); one without is a summary of the news.
    if subtitle is not None and subtitle.text.startswith("—"):
        return f"{headline.text}: {subtitle.text.lstrip('— ')}"
    return headline.text


def _named(authors: tuple[str, ...]) -> str:
    named = [_line(name) for name in authors[:NAMED_AUTHORS]]
    return ", ".join([*named, "等"] if len(authors) > NAMED_AUTHORS else named)


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(key: str) -> str:
    return "baozhai-" + re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")


def _bibtex_fields(work: Work) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    if work.authors:
        # Braces keep a name whole: BibTeX would part it at spaces, commas and the word "and".
        fields.append(("author", _braced(" and ".join(_braced(_latex(name)) for name in work.authors))))
    if work.title:
        fields.append(("title", _braced(_braced(_latex(work.title)))))
    if work.paper:
        fields.append(("journal", _braced(_latex(work.paper))))
    fields += _bibtex_date(work.date)
    if work.page:
        fields.append(("pages", _braced(_latex(work.page))))
    if work.url:
        fields.append(("url", _braced(work.url)))
    return [*fields, ("langid", "{chinese}")]


def _bibtex_date(date: str | None) -> list[tuple[str, str]]:
    match = _ISO_DATE.fullmatch(date or "")
    if match is None:
        return []
    year, month, day = match.groups()
    return [("year", _braced(year)), ("month", _MONTHS[int(month) - 1]), ("day", _braced(str(int(day))))]


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _latex(text: str) -> str:
    line = _line(text)
    return line if _LATIN.search(line) is None else line.translate(_LATEX)
