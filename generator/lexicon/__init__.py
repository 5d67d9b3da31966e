"""What is known about the world, as data: places, terms and words, ours and the user's.

``read_lexicon`` reads the packaged files of ``generator/data`` and lays the user's own folder over them;
what comes out is frozen. Nothing is loaded that no one asked for: each part reads its files when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.lexicon.gazetteer import Gazetteer, read_gazetteer
from generator.lexicon.glossary import Glossary, read_glossary
from generator.lexicon.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from generator.lexicon.traditional import Standard, Traditional

__all__ = ["Gazetteer", "Glossary", "Lexicon", "Vocabulary", "read_lexicon"]


class Lexicon(Struct, frozen=True):
    """Places, terms and words."""

    gazetteer: Gazetteer
    glossary: Glossary
    vocabulary: Vocabulary
    script: Traditional | None = None
    """What converts to Traditional Chinese, where the site has it."""


def read_lexicon(folder: Path | None, traditional: Standard | None = None) -> Lexicon:
    """Read the packaged knowledge and the user's ``lexicon/`` over it; a missing folder adds nothing.

    ``traditional`` says to which standard texts and names are converted, ``None`` that they aren't.
    """
    own = folder if folder is not None and folder.is_dir() else None
    gazetteer, glossary, vocabulary = read_gazetteer(own), read_glossary(own), read_vocabulary(own)
    if traditional is None:
        return Lexicon(gazetteer, glossary, vocabulary)
    script = _read_script(own, traditional, gazetteer)
    return Lexicon(replace(gazetteer, script=script), glossary, vocabulary, script)


def _read_script(own: Path | None, standard: Standard, gazetteer: Gazetteer) -> Traditional:
    from generator.lexicon.traditional import read_traditional  # noqa: PLC0415 - only where it is wanted

    named = (name for place in gazetteer.places.values() for name in (place.name, *place.aliases))
    return read_traditional(own, standard, named)
