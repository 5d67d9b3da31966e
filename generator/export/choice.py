"""What a book is of: the name that a person typed → the issue, place or tag that it means, and its stories.

A name that means nothing here, or several places, is an error that says which are near.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.errors import ExportError, Location
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.digest import Digest

    Kind = Literal["issue", "region", "tag"]

NEAR = 0.4
"""From here on a name may be a slip of the other; Chinese names are short, so that one character weighs much."""
SHOWN = 3


class Choice(Struct, frozen=True):
    """One issue, place or tag, and the stories of it in digest order."""

    kind: Kind
    key: tuple[str, ...]
    """Paper and date, division code, or the tag."""
    ids: tuple[str, ...]


def choose(kind: str, name: str, digest: Digest) -> Choice:
    """Find what is meant; nothing is ever guessed."""
    return _FINDERS[kind](name.strip(), digest)


def _choose_issue(name: str, digest: Digest) -> Choice:
    spelled = {f"{paper}/{date}": (paper, date) for paper, date in digest.issues}
    english = digest.lexicon.glossary.english
    known = {**spelled}
    for paper, date in digest.issues:
        for other in (slug(paper), english(paper)):
            if other is not None:
                known.setdefault(f"{other}/{date}".casefold(), (paper, date))
    key = spelled.get(name) or known.get(name.casefold())
    if key is None:
        raise _unknown("issue", name, spelled, "there is no issue of which paper and date are known")
    pages = {page.id: page for page in digest.pages}
    ids = tuple(brief.id for page_id in digest.issues[key] for brief in pages[page_id].records)
    return Choice("issue", key, ids)


def _choose_region(name: str, digest: Digest) -> Choice:
    gazetteer = digest.lexicon.gazetteer
    told = {code: each.primary for code, each in digest.regions.items() if each.primary}
    place = gazetteer.place(name)
    codes = [name] if place is not None else [each.code for each in gazetteer.find(name)]
    found = [code for code in codes if code in told]
    if len(found) > 1:
        ways = [f"{code} ({'/'.join(each.name for each in gazetteer.chain(code))})" for code in found]
        message = f"{name}: stories happened in {len(found)} places of that name"
        raise ExportError("export-several", Location("--region"), message, f"say its code: {' or '.join(ways)}")
    if not found:
        names = [gazetteer.places[code].name for code in told]
        reason = "no story happened there" if codes else "no story happened in a place of that name"
        raise _unknown("region", name, names, reason)
    return Choice("region", (found[0],), told[found[0]])


def _choose_tag(name: str, digest: Digest) -> Choice:
    english = digest.lexicon.glossary.english
    meant = [tag for tag in digest.tags if name in {tag, english(tag)}]
    meant = meant or [tag for tag in digest.tags if name.casefold() in {digest.terms[tag].slug, _fold(english(tag))}]
    if len(meant) > 1:
        message = f"{name}: {len(meant)} tags are called so"
        raise ExportError("export-several", Location("--tag"), message, f"say {' or '.join(sorted(meant))}")
    if not meant:
        said = (english(tag) for tag in digest.tags)
        raise _unknown("tag", name, [*digest.tags, *filter(None, said)], "no story has that tag")
    return Choice("tag", (meant[0],), digest.tags[meant[0]])


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _unknown(kind: str, name: str, known: Iterable[str], reason: str) -> ExportError:
    """Say what there is instead: what is spelled nearly so, else what holds some of it, else the first there are."""
    names = sorted(set(known))
    near = get_close_matches(name, names, SHOWN, NEAR)
    near = near or [each for each in names if name and (name in each or each in name)][:SHOWN]
    hint = f"did you mean {' or '.join(near)}?" if near else f"there is {', '.join(names[:SHOWN]) or 'none'}"
    return ExportError(f"export-{kind}", Location(f"--{kind}"), f"{name}: {reason}", hint)


_FINDERS: Mapping[str, Callable[[str, Digest], Choice]] = {
    "issue": _choose_issue,
    "region": _choose_region,
    "tag": _choose_tag,
}
