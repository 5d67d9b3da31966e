"""The gazetteer: which places there are, where each belongs, what it is called and where its page stands.

What comes in: the packaged ``places.tsv`` (China to the county, Xizang to the township), a list of words that only
look like places, and the user's own places. What goes out: one frozen, picklable ``Gazetteer``; its indexes are
made when they are first asked for. Which places a story tells of is decided in ``generator.enrich``, not here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

from msgspec import Struct, field

from generator.config import SIMPLIFIED, TRADITIONAL
from generator.lexicon.own_places import read_own_places
from generator.lexicon.spellings import Spellings
from generator.lexicon.tables import read_own, read_packaged
from generator.model import Place
from generator.reading import takes_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.lexicon.traditional import Traditional
    from generator.model import Level

Caution = Literal["", "~", "?", "!"]
"""How far a short name speaks for itself: always, near its province only, hardly (it is an ordinary word); ``!`` is a
place whose full name is an ordinary word: 城区, 富县."""

LEVELS: tuple[Level, ...] = ("country", "province", "prefecture", "county", "township", "village")


class Gazetteer(Struct, frozen=True, dict=True):
    """Places by code, and every way to look them up; without slots, so that an index is made once and kept."""

    places: Mapping[str, Place]
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    """By code, where the short name needs care."""
    lookalikes: tuple[str, ...] = ()
    """Words that hold a place's name and mean something else: 阿里巴巴, 长治久安."""
    script: Traditional | None = None
    """What converts names, where the site has Traditional Chinese."""

    def place(self, code: str) -> Place | None:
        """Find the place with this division code."""
        return self.places.get(code)

    def chain(self, code: str) -> tuple[Place, ...]:
        """From the province down to the place; nothing for an unknown code."""
        return tuple(reversed(tuple(self._upwards(code))))

    def codes(self, code: str) -> tuple[str, ...]:
        """The chain's codes."""
        found = self._code_chains.get(code)
        if found is None:
            found = self._code_chains[code] = tuple(place.code for place in self.chain(code))
        return found

    def children(self, code: str | None) -> tuple[Place, ...]:
        """List the places right below, by code; ``None`` asks for the provinces."""
        return self._children.get(code, ())

    def slugs(self, code: str) -> tuple[str, ...]:
        """Address parts: the province alone, else from the prefecture down (安多县 → nagqu, amdo).

        A county right under a province stands below the province's slug.
        """
        chain = self.chain(code)
        below = chain[1:] if len(chain) > 1 and chain[1].level == "prefecture" else chain
        return tuple(place.slug for place in below)

    def find(self, name: str) -> tuple[Place, ...]:
        """Find by full, short, former or English name, the highest level first."""
        return tuple(self.places[code] for code in self._codes.get(_key(name), ()))

    def label(self, code: str, lang: str) -> tuple[str, str]:
        """Name the place in a language, and say which language the name is really in."""
        place = self.places[code]
        if takes_english(lang) and place.english is not None:
            return place.english, "en"
        if lang == TRADITIONAL and self.script is not None:
            return self.script.place(place.name), TRADITIONAL
        return place.name, SIMPLIFIED

    def short_label(self, code: str, lang: str) -> tuple[str, str]:
        """Name the place in as few characters as do, where the language has any."""
        place = self.places[code]
        if place.short is None or lang.partition("-")[0] == "en":
            return self.label(code, lang)
        if lang == TRADITIONAL and self.script is not None:
            return self.script.short_place(place.name, place.short), TRADITIONAL
        return place.short, SIMPLIFIED

    @property
    def names(self) -> tuple[str, ...]:
        """Chinese names that stand for places wherever they are written: words for a tokenizer."""
        found = {name for place in self.places.values() for name in (place.name, *place.aliases) if not name.isascii()}
        found |= {
            p.short for p in self.places.values() if p.short and p.level != "township" and not self.caution(p.code)
        }
        return tuple(sorted(name for name in found if _is_han(name)))

    def caution(self, code: str) -> Caution:
        """How much care the place's short name needs."""
        return self.cautions.get(code, "")

    def _upwards(self, code: str) -> Iterator[Place]:
        place = self.places.get(code)
        while place is not None:
            yield place
            place = self.places.get(place.parent) if place.parent is not None else None

    @cached_property
    def spellings(self) -> Spellings:
        """Every spelling of every place, ready to be found in texts."""
        return Spellings(self)

    @cached_property
    def _code_chains(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Place, ...]]:
        below: dict[str | None, list[Place]] = defaultdict(list)
        for place in self.places.values():
            below[place.parent].append(place)
        return {code: tuple(sorted(members, key=lambda p: p.code)) for code, members in below.items()}

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, dict[str, None]] = defaultdict(dict)
        for place in sorted(self.places.values(), key=lambda p: (LEVELS.index(p.level), p.code)):
            for name in (place.name, place.short, place.english, *place.aliases):
                if name is not None:
                    codes[_key(name)][place.code] = None
        return {name: tuple(found) for name, found in codes.items()}


def read_gazetteer(folder: Path | None) -> Gazetteer:
    """Read the packaged places and lay the user's own over them: ``places.yaml`` and ``lookalikes.txt``."""
    places: dict[str, Place] = {}
    cautions: dict[str, Caution] = {}
    for line in _lines(read_packaged("places.tsv")):
        place, caution = _read_row(line.split("\t"), places)
        places[place.code] = place
        if caution:
            cautions[place.code] = caution
    lookalikes = [word for line in _lines(read_packaged("lookalikes.txt")) for word in line.split()]
    if folder is not None:
        for own in read_own_places(folder, places):
            places[own.code] = own
            cautions.pop(own.code, None)
        lookalikes += [word for line in _lines(read_own(folder / "lookalikes.txt")) for word in line.split()]
    return Gazetteer(places, cautions, tuple(dict.fromkeys(lookalikes)))


def _lines(text: str) -> Iterable[str]:
    return [line for line in text.splitlines() if line and line[0] != "#"]


def _read_row(cells: list[str], above: Mapping[str, Place]) -> tuple[Place, Caution]:
    code, name, slug, english, short, aliases = cells
    caution = cast("Caution", short[-1:] if short[-1:] in {"~", "?", "!"} else "")
    level, parent = _level_and_parent(code, above)
    return (
        Place(
            code=code,
            name=name,
            level=level,
            parent=parent,
            slug=slug,
            english=english or None,
            short=short.rstrip("~?!") or None,
            aliases=tuple(aliases.split("|")) if aliases else (),
        ),
        caution,
    )


def _level_and_parent(code: str, above: Mapping[str, Place]) -> tuple[Level, str | None]:
    """Read level and parent off the code: some counties stand right under their province."""
    if len(code) == 9:
        return "township", code[:6]
    if code.endswith("0000"):
        return "province", None
    if code.endswith("00"):
        return "prefecture", f"{code[:2]}0000"
    prefecture = f"{code[:4]}00"
    return "county", prefecture if prefecture in above else f"{code[:2]}0000"


def _key(name: str) -> str:
    """What a name is looked up by: Sa'gya with a typewriter's apostrophe is Sa’gya too."""
    return name.casefold().replace("'", "’")


def _is_han(name: str) -> bool:
    return len(name) > 1 and all("\u4e00" <= char <= "\u9fff" for char in name)
