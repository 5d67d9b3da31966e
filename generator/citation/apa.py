"""APA, seventh edition, for an article in a newspaper that is not in English.

The title stands as printed, a finished translation in square brackets behind it. APA asks for Latin letters in place
of the title's own; these are not guessed at here: which of its readings a character has, and how a Tibetan name is
written, only a person can say. A name that a translator spelled stands as it was spelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.citation.work import one_line

if TYPE_CHECKING:
    from generator.citation.work import Author, Work

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MOST_AUTHORS = 20
"""Of more, the first nineteen and the last are named."""
UNTITLED = "[Untitled newspaper article]"
UNDATED = "n.d."


def cite_apa(work: Work) -> str:
    """Write a reference: ``Lin, Q., & 达瓦. (2031, February 3). 题名 [Title]. 某报, 4.``, and the address if any."""
    date = f"({_date(work)})"
    who, title = _authors(work.authors), _title(work)
    opening = [_stop(who), f"{date}.", _stop(title)] if who else [_stop(title), f"{date}."]
    printed = ", ".join(one_line(part) for part in (work.paper, work.page if work.paper else None) if part)
    return " ".join([*opening, *([f"{printed}."] if printed else []), *([work.url] if work.url else [])])


def point_apa(work: Work, paragraph: str) -> str:
    """Point at a paragraph in running text: ``(Lin & 达瓦, 2031, para. 7)``; the list of references has the story."""
    names = [one_line(author.latin_parts[0] if author.latin_parts else _name(author)) for author in work.authors]
    title = work.translated or work.title
    who = f"“{one_line(title)},”" if title else f"{UNTITLED},"
    if names:
        who = f"{names[0]} et al.," if len(names) > 2 else f"{' & '.join(names)},"
    return f"({who} {work.day[0] if work.day else UNDATED}, para. {paragraph})"


def _date(work: Work) -> str:
    if work.day is None:
        return UNDATED
    year, month, day = work.day
    return f"{year}, {MONTHS[int(month) - 1]} {int(day)}"


def _title(work: Work) -> str:
    if work.title is None:
        return UNTITLED
    printed = one_line(work.title)
    return printed if work.translated is None else f"{printed} [{one_line(work.translated).rstrip('.')}]"


def _authors(authors: tuple[Author, ...]) -> str:
    names = [one_line(_turned(author)) for author in authors]
    if len(names) > MOST_AUTHORS:
        return f"{', '.join(names[: MOST_AUTHORS - 1])}, … {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}" if names else ""


def _turned(author: Author) -> str:
    """``Lin Qinghe`` → ``Lin, Q.``; a name whose surname isn't known for sure stays whole."""
    parts = author.latin_parts
    return _name(author) if parts is None else f"{parts[0]}, {parts[1][0]}."


def _name(author: Author) -> str:
    return author.latin or author.name


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!", "。", "？", "！")) else f"{text}."
