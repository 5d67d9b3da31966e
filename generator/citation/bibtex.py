"""BibTeX, as biblatex reads it and older styles do too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.citation.work import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.citation.work import Work

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS = re.compile(r"[\\{}~^$&#_%]")
"""What LaTeX would obey."""
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
NO_KEY = re.compile(r"[^A-Za-z0-9]+")


def cite_bibtex(work: Work) -> str:
    """Write an entry: ``@article`` of a newspaper, ``@misc`` where no paper is known; what is unknown has no field."""
    kind = "misc" if work.paper is None else "article"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{kind}{{{key_of(work)},\n{fields}}}\n"


def key_of(work: Work) -> str:
    """Give the key by which a bibliography knows the work: ASCII, and the same for ever."""
    return f"baozhai-{NO_KEY.sub('-', work.key).strip('-')}"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.authors:
        # Braces keep a name whole: BibTeX would part it at spaces, commas and the word "and".
        yield "author", _braced(" and ".join(_braced(_latex(author.name)) for author in work.authors))
    if work.title:
        yield "title", _braced(_braced(_latex(work.title)))
    if work.paper:
        yield "journal", _braced(_latex(work.paper))
        yield "entrysubtype", "{newspaper}"
    if work.day:
        # biblatex reads the date, older styles what stands below it.
        yield "date", _braced("-".join(work.day))
        yield "year", _braced(work.day[0])
        yield "month", MONTHS[int(work.day[1]) - 1]
    if work.page:
        yield "pages", _braced(_latex(work.page))
    if work.url:
        yield "url", _braced(work.url)
    if work.lang.startswith("zh"):
        yield "langid", "{chinese}"


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _latex(text: str) -> str:
    line = one_line(text)
    return line if SIGNS.search(line) is None else line.translate(LATEX)
