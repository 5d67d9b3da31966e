"""What the digest is, what it holds and how far it can be trusted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import named_path
from generator.interface import message
from generator.views.export import name_files
from generator.views.home import count_digest
from generator.views.listing import stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import SitePage
    from generator.views.edition import Edition
    from generator.views.head import Head


class About(Struct, frozen=True):
    """The page about the digest."""

    head: Head
    description: str | None
    counts: tuple[str, ...]
    lacks: tuple[str, ...]
    """What is not there: stories without a date, with something missing, without a place."""
    data: tuple[str, ...]
    """Paths of the files of data, where there are any."""
    converted: bool = False
    """Whether the script of these pages is converted from another."""


def plan_about(edition: Edition) -> Iterator[SitePage]:
    """Plan the page about the digest."""
    yield edition.page("about.html", _address, partial(_about, edition), (edition.digest.mark,), origin="about")


def _about(edition: Edition) -> About:
    return About(
        head=edition.head(_address, edition.words("About"), "about", section="about"),
        description=edition.config.description.get(edition.lang),
        counts=count_digest(edition),
        lacks=tuple(_lacks(edition)),
        converted=edition.script is not None,
        data=name_files(edition.digest) if edition.has("export") else (),
    )


def _lacks(edition: Edition) -> Iterator[str]:
    words, digest = edition.words, edition.digest
    records = digest.records.values()
    undated = sum(record.date is None for record in records)
    broken = sum(record.status != "complete" for record in records)
    for number, sentence in (
        (undated, message("Without a date, because the page does not say: %(stories)s.")),
        (broken, message("With a passage missing from the printed page: %(stories)s.")),
        (len(digest.unplaced), message("Without a place of its own: %(stories)s.")),
    ):
        if number:
            yield words.fill(sentence, stories=stories(words, number))


def _address(lang: str) -> str:
    return named_path(lang, "about.html")
