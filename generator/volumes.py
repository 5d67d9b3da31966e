"""Volumes: digests that stand in folders of this one's site, each built by itself, such as one a year.

This site links to their home pages and names their sitemaps; it never writes into their folders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.addresses import volume_path
from generator.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.config import Config


def volume_paths(config: Config) -> tuple[str, ...]:
    """Name the pages of other digests that this one links to."""
    return tuple(volume_path(volume, lang) for volume in config.volumes for lang in config.languages)


def find_missing_volumes(config: Config) -> Iterator[Problem]:
    """Doubt volumes that are not there yet: the links to them lead nowhere until they are built."""
    for volume in config.volumes:
        folder = config.output / volume
        if not (config.output / volume_path(volume, config.languages[0])).is_file():
            message = f"the volume {volume} is not there: every page links to it"
            hint = f"build it with `output: {folder.as_posix()}` in its own digest.yaml, or take it out of `volumes`"
            yield Problem("volume-missing", Location(folder.as_posix()), message, hint)
