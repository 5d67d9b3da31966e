"""What is known about the world, as data: places, terms and words, ours and the user's.

``read_lexicon`` reads the packaged files of ``generator/data`` and lays the user's own folder over them;
what comes out is frozen. Nothing is loaded that no one asked for: each part reads its files when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.lexicon.gazetteer import Gazetteer, read_gazetteer
from generator.lexicon.glossary import Glossary, read_glossary
from generator.lexicon.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Gazetteer", "Glossary", "Lexicon", "Vocabulary", "read_lexicon"]


class Lexicon(Struct, frozen=True):
    """Places, terms and words."""

    gazetteer: Gazetteer
    glossary: Glossary
    vocabulary: Vocabulary


def read_lexicon(folder: Path | None) -> Lexicon:
    """Read the packaged knowledge and the user's ``lexicon/`` over it; a missing folder adds nothing."""
    own = folder if folder is not None and folder.is_dir() else None
    return Lexicon(read_gazetteer(own), read_glossary(own), read_vocabulary(own))
