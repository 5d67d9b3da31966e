"""The words that a reader knows: ``corpus/<reader>.words``, one a line, with Python's escapes."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def read_words(reader: str) -> list[str]:
    """Read the words; ``\\n`` is a line break, ``\\x20`` a blank."""
    lines = (CORPUS / f"{reader}.words").read_text(encoding="utf-8").split("\n")
    return [line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in lines if line]
