"""The digest's home region: where short place names are looked up first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.errors import ConfigError, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.lexicon import Gazetteer
    from generator.model import Article

_SHARE = 0.5
"""Share of the placed articles that one province must have to be home."""


def choose_home(articles: Iterable[Article], gazetteer: Gazetteer, told: str | None) -> str | None:
    """Find the home region's division code: what the settings say, else the province that most articles happen in."""
    return settle_home((count_provinces(article, gazetteer) for article in articles), gazetteer, told)


def count_provinces(article: Article, gazetteer: Gazetteer) -> Counter[str]:
    """Count the province that one article happens in, by its code: what the whole digest must know of it."""
    from generator.enrich.regions import find_regions  # noqa: PLC0415 - its patterns compile when the first page is read

    regions = find_regions(article, gazetteer)
    return Counter(codes[0] for each in regions if each.primary and (codes := gazetteer.codes(each.code)))


def settle_home(counted: Iterable[Mapping[str, int]], gazetteer: Gazetteer, told: str | None) -> str | None:
    """Find the home region's code from what ``count_provinces`` found in each article, or in some together."""
    if told is not None:
        return _find_told(gazetteer, told)
    provinces: Counter[str] = Counter()
    for counts in counted:
        provinces.update(counts)
    if not provinces:
        return None
    code, count = max(provinces.items(), key=lambda item: (item[1], item[0]))
    return code if count >= _SHARE * provinces.total() else None


def _find_told(gazetteer: Gazetteer, told: str) -> str:
    place = gazetteer.place(told) or next(iter(gazetteer.find(told)), None)
    if place is None:
        hint = "give its full name (西藏自治区) or its division code in quotes"
        raise ConfigError(
            "config-value", Location("region"), f"region: found {told!r}, which the gazetteer doesn't have", hint
        )
    return place.code
