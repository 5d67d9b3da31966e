"""``clean``: what this program wrote goes, what others wrote stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cachefolder import remove_cache
from generator.commands import Outcome, plural
from generator.publish import unpublish

if TYPE_CHECKING:
    from argparse import Namespace

    from generator.config import Config
    from generator.progress import Progress


def run(config: Config, _args: Namespace, _progress: Progress) -> Outcome:
    """Remove the published files that are ours, and the cache; never a seed or a record."""
    removed = unpublish(config.output, config.sources)
    cache = remove_cache(config.cache, config.sources)
    text = f"{plural(removed, 'file')} removed from {config.output}{', and the cache' if cache else ''}"
    return Outcome(text, {"removed": removed, "cache": cache})
