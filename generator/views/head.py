"""What every site page says about itself.

A page exists in every language of the site: those are its twins, which the language switcher shows. Its alternates
are only those that are truly in their language (``Brief.langs``): an untranslated story shows the original and is
canonical to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.addresses import home_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FRONT_DOOR = "index.html"
X_DEFAULT = "x-default"

Twins = tuple[tuple[str, str], ...]
"""(BCP 47 language, path) of one page in every language of the site."""


class Head(Struct, frozen=True):
    """What a page says of itself to browsers, search engines and the plan."""

    lang: str
    title: str
    """Of the page alone; the digest's name is added where it isn't the same."""
    origin: str
    """Which record, region or tag asked for the page."""
    twins: Twins
    description: str | None = None
    section: str | None = None
    """The entry of the navigation that the page stands under: ``latest``, ``regions`` …"""
    true_in: tuple[str, ...] | None = None
    """Languages that the page is really in, the original's first, ``None`` = all; elsewhere it is canonical to that."""
    canonical: str | None = None
    """Path of the page that this one repeats in another form; it is not listed then."""
    describe: Callable[[Head], str] | None = None
    """Tells search engines in JSON-LD what the page is; it is given the head, which it must not hold: a circle of
    objects would keep every story in memory until Python looks for circles."""
    feeds: tuple[str, ...] = ()
    """Paths of the Atom and the JSON feed that follow this page."""
    both: str | None = None
    """Path of the page that shows two languages side by side, where there is one."""
    singles: Twins = ()
    """Of a side-by-side page: the same story in each language alone."""
    kind: str = "website"
    """Open Graph type."""
    absent: tuple[str, ...] = ()
    """Sections that the navigation leaves out, for want of anything to show in them."""
    picture: str | None = None
    """Path of a picture for those who share the page."""

    @property
    def jsonld(self) -> str | None:
        """What the page is, in JSON-LD."""
        return None if self.describe is None else self.describe(self)

    @property
    def path(self) -> str:
        """Where the page itself lives."""
        return dict(self.twins)[self.lang]

    @property
    def tongues(self) -> Twins:
        """What the language switcher offers: from a side-by-side page, the page in one language alone."""
        return self.singles or self.twins

    @property
    def alternates(self) -> Twins:
        """The page and its real translations, with ``x-default``; nothing where it repeats another page."""
        return find_alternates(self.lang, self.twins, self.true_in, self.canonical)

    @property
    def repeats(self) -> str | None:
        """Path of the page that this one is canonical to, ``None`` for a page in its own right."""
        if self.canonical is None and self.true_in is not None and self.lang not in self.true_in:
            return dict(self.twins).get(next(iter(self.true_in), self.lang), self.twins[0][1])
        return self.canonical

    @property
    def spoken(self) -> str:
        """The language that the page is really in."""
        return self.lang if self.true_in is None or self.lang in self.true_in else next(iter(self.true_in), self.lang)


class View(Protocol):
    """Whatever a template may be given: frozen, complete, with a head."""

    @property
    def head(self) -> Head:
        """What the page says of itself."""


def find_alternates(lang: str, twins: Twins, true_in: tuple[str, ...] | None, canonical: str | None) -> Twins:
    """Name a page in all the languages that it is really in; none of a page that repeats another one."""
    if canonical is not None or (true_in is not None and lang not in true_in):
        return ()
    return with_default(twins if true_in is None else [twin for twin in twins if twin[0] in true_in])


def with_default(alternates: Iterable[tuple[str, str]]) -> Twins:
    """Add ``x-default``: the front door for home, else the page in the first language there is."""
    pairs = tuple(alternates)
    if not pairs:
        return ()
    lang, path = pairs[0]
    return (*pairs, (X_DEFAULT, FRONT_DOOR if path == home_path(lang) else path))
