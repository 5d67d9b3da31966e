"""Raw pages on disk → PrintPages: found, decoded, line ends normalised, with what is told beside the text.

``find`` lists the pages, ``decode`` turns bytes into text, ``notes`` reads sidecars, front matter and file names. A
page that can't be read is a ``SeedError`` with file and line; the other pages go on.
"""

from __future__ import annotations

from generator.seeds.find import Seed, check_folder, find_seeds, seed_path
from generator.seeds.read import read_seed, seed_key

__all__ = ["Seed", "check_folder", "find_seeds", "read_seed", "seed_key", "seed_path"]
