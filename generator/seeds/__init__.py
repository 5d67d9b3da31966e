"""Raw pages on disk → PrintPages: found, decoded, line ends normalised, with what is told beside the text.

``decode`` turns bytes into text, ``notes`` reads sidecars, front matter and file names. A page that can't be read is a
``SeedError`` with file and line; the other pages go on.
"""

from __future__ import annotations

from generator.seeds.read import Seed, find_seeds, read_seed, seed_path

__all__ = ["Seed", "find_seeds", "read_seed", "seed_path"]
