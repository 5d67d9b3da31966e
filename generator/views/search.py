"""The search page: a form that without a script says what it needs, and what the script is told.

The results are found in the browser (``static/search.js``) in the pieces of ``searchindex``. What grows with the
archive stands there; here are one line for each part of it, and the places down to counties.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from generator.addresses import folder_of, named_path, region_path, tag_path
from generator.interface import message
from generator.jsonld import dumps
from generator.views.searchindex import FOLDER, LEVELS, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.model import SitePage
    from generator.views.edition import Edition
    from generator.views.head import Head
    from generator.views.searchindex import Index

WORDS = {
    "none": message("Nothing found."),
    "short": message("Type at least two Chinese characters, a word or a number of two digits."),
    "searching": message("Searching …"),
    "failed": message("A part of the index could not be loaded. Try again."),
    "most": message("At most %(stories)s"),
    "shown": message("the first %(n)s are shown"),
    "unplaced": message("Without a place"),
    "title": message("Search: %(words)s"),
}
"""What the script says."""


class SearchView(Struct, frozen=True):
    """The search page."""

    head: Head
    archive: Markup
    """What the script is told, as JSON."""
    all_tags: str | None
    all_places: str | None


def search_path(lang: str) -> str:
    """The search page of a language."""
    return named_path(lang, "search.html")


def plan_search(edition: Edition, index: Index) -> Iterator[SitePage]:
    """Plan the search page."""
    made = partial(_view, edition, index)
    yield edition.page("search.html", search_path, made, (index.digest.mark,), origin="search page")


def _view(edition: Edition, index: Index) -> SearchView:
    return SearchView(
        head=edition.head(search_path, edition.words("Search"), "search page", section="search"),
        archive=Markup(dumps(_describe(edition, index))),  # noqa: S704 - made safe for script elements
        all_tags=tag_path(edition.lang) if edition.has("tags") else None,
        all_places=region_path(edition.lang, ()) if edition.has("regions") else None,
    )


def _describe(edition: Edition, index: Index) -> dict[str, object]:
    words = edition.words
    return {
        "lang": edition.lang,
        "langs": [(lang, folder_of(lang)) for lang in index.editions],
        "folder": FOLDER,
        "parts": [(part.name, part.bits) for part in index.parts],
        "names": NAMES,
        "places": _name_places(edition, index.digest),
        "words": {
            **{key: words(text) for key, text in WORDS.items()},
            "stories": [words.catalogue.ngettext("%(n)s story", "%(n)s stories", number) for number in (1, 2)],
        },
    }


def _name_places(edition: Edition, digest: Digest) -> dict[str, tuple[object, ...]]:
    """Name the places that stories are grouped and filtered by: label, its language, the place above."""
    gazetteer = digest.lexicon.gazetteer
    found: dict[str, tuple[object, ...]] = {}
    for code, told in digest.regions.items():
        codes = gazetteer.codes(code)
        if told.primary and len(codes) <= LEVELS:
            label = edition.place_name(code)
            above = next((each for each in codes[-2:-1] if each != edition.home), None)
            found[code] = (label.text, label.lang, above)
    return found
