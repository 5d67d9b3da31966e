"""The digest's home region: where short place names are looked up first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.enrich.regions import find_regions
from generator.errors import ConfigError, Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.lexicon import Gazetteer
    from generator.model import Article

_SHARE = 0.5
"""Share of the placed articles that one province must have to be home."""


def choose_home(articles: Iterable[Article], gazetteer: Gazetteer, told: str | None) -> str | None:
    """Find the home region's division code: what the settings say, else the province that most articles happen in."""
    if told is not None:
        return _find_told(gazetteer, told)
    provinces = Counter(
        gazetteer.chain(region.code)[0].code
        for article in articles
        for region in find_regions(article, gazetteer)
        if region.primary and gazetteer.chain(region.code)
    )
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
