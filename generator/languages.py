"""Languages of translation: what a user typed or a folder holds goes in, BCP 47 tags come out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import ConfigError, Location, TranslationError
from generator.po import read_po

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
)
"""Language, script, region, variants, extensions, private use; in the letters that BCP 47 recommends."""
_LANGUAGE = re.compile(r"^Language: *(\S+)", re.MULTILINE)
_SCRIPT, _REGION = 4, 2
"""Letters of a subtag."""


def parse_language(text: str) -> str:
    """Read a tag that was typed; raise ``ConfigError`` for what is none, and for one in unusual letters."""
    if _TAG.fullmatch(text):
        return text
    usual = usual_form(text)
    right = _TAG.fullmatch(usual)
    hint = f"write it as {usual}" if right else "for example en, fr, bo, zh-Hant or pt-BR"
    raise ConfigError("config-value", Location("--lang"), f"found {text!r}, expected a language as in BCP 47", hint)


def usual_form(text: str) -> str:
    """``ZH_hant`` → ``zh-Hant``, ``pt-br`` → ``pt-BR``."""
    first, *others = text.replace("_", "-").lower().split("-")
    alone = next((place for place, part in enumerate(others) if len(part) == 1), len(others))
    return "-".join([first, *(_usual_part(part) for part in others[:alone]), *others[alone:]])


def _usual_part(part: str) -> str:
    if part.isalpha() and len(part) == _SCRIPT:
        return part.title()
    return part.upper() if part.isalpha() and len(part) == _REGION else part


def find_started(folder: Path, known: Collection[str]) -> tuple[str, ...]:
    """Find languages beyond the known that have PO files below the records folder.

    The name of a file is not enough, for ``new.po`` may be a copy of one; its header must name the language too.
    """
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*/*.po")):
        if path.stem not in known and _TAG.fullmatch(path.stem):
            files.setdefault(path.stem, []).append(path)
    return tuple(lang for lang, paths in sorted(files.items()) if any(_is_in(path, lang) for path in paths))


def _is_in(path: Path, lang: str) -> bool:
    try:
        header = next((entry.target for entry in read_po(path) if not entry.source), "")
    except TranslationError:
        return False
    said = _LANGUAGE.search(header)
    return said is not None and usual_form(said[1]) == lang


def name_of(lang: str) -> str | None:
    """Name a language in English: ``bo`` → ``Tibetan``."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only who starts a language needs it

    try:
        return Locale.parse(lang, sep="-").english_name
    except (ValueError, UnknownLocaleError):
        return Locale("en").languages.get(lang.partition("-")[0])
