"""The nouns of the corpus: a story and its words in one language, before any generator's own form.

Two makers give stories, ``neutral`` (the corpus that the peers are measured on) and ``made_up`` (our own);
``corpus`` writes them as records, ``raw_pages`` as raw pages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A story in one language."""

    kicker: str
    headline: str
    subtitle: str
    byline: str
    """The name alone."""
    regions: tuple[str, ...]
    """Prefecture and county."""
    tags: tuple[str, ...]
    summary: str
    body: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one printed page, and its translation where there is one."""

    date: str
    """ISO 8601."""
    page: int
    original: Words
    translation: Words | None = None

    @property
    def page_id(self) -> str:
        """Give the printed page's id: ``20240101-a04``."""
        return f"{self.date.replace('-', '')}-a{self.page:02d}"
