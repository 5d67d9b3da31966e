"""The words of the interface: a BCP 47 language goes in, what the pages say in it comes out.

Message ids are English sentences; a language without a catalogue speaks English. What newspapers wrote is not
here: that is in records and their translations.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = "en"
"""The language of the message ids."""
LOCALES = Path(__file__).parent / "locales"
AUTONYMS = {"zh-Hans": "中文", "zh-Hant": "繁體中文", "en": "English"}
SIMPLIFIED = "简体中文"
"""What tells simplified Chinese from traditional; alone it is simply Chinese."""
SIGNS = {"zh-Hans": "中", "zh-Hant": "繁"}
LOCALES_OF = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_GB"}
"""Language and country, as Open Graph writes them."""
DATE_LOCALES = {"en": "en_GB"}
"""Babel's plain English writes dates the American way."""
LONG = "long"
YEAR_AND_MONTH = "yMMMM"
SHORT_MONTH = "LLL"


class Interface(Struct, frozen=True, eq=False):
    """One language's interface: call it with a message id."""

    lang: str
    """The language it really speaks."""
    catalogue: NullTranslations

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process by name."""
        return read_interface, (self.lang,)

    def __call__(self, text: str) -> str:
        """Translate one message."""
        return self.catalogue.gettext(text)

    def fill(self, text: str, **values: object) -> str:
        """Translate a message with ``%(name)s`` in it and fill it in."""
        return self.catalogue.gettext(text) % values

    def count(self, one: str, many: str, number: int) -> str:
        """``("%(n)s story", "%(n)s stories", 12)`` → ``12 stories``, ``12 篇``."""
        return self.catalogue.ngettext(one, many, number) % {"n": number}

    def date(self, iso: str) -> str:
        """``2026-01-05`` → ``2026年1月5日``, ``5 January 2026``; what is no date stays as it is."""
        with suppress(ValueError):
            return _format(date.fromisoformat(iso), self.lang, LONG)
        return iso

    def month(self, month: str) -> str:
        """``2026-01`` → ``2026年1月``, ``January 2026``; what is no month stays as it is."""
        with suppress(ValueError):
            return _format(date.fromisoformat(f"{month}-01"), self.lang, YEAR_AND_MONTH)
        return month

    def month_alone(self, month: str) -> str:
        """``2026-01`` → ``1月``, ``Jan``."""
        with suppress(ValueError):
            return _format(date.fromisoformat(f"{month}-01"), self.lang, SHORT_MONTH)
        return month


def message(text: str) -> str:
    """Mark a message that is translated elsewhere, for the extractor to find."""
    return text


def sign_of(lang: str) -> str:
    """Name a language in one or two letters: ``zh-Hans`` → ``中``."""
    return SIGNS.get(lang, lang.partition("-")[0].upper())


def autonym(lang: str, beside: Iterable[str] = ()) -> str:
    """Name a language in itself: ``zh-Hans`` → ``中文``, beside ``zh-Hant`` → ``简体中文``, ``fr`` → ``Français``."""
    if lang == "zh-Hans" and "zh-Hant" in beside:
        return SIMPLIFIED
    return AUTONYMS.get(lang) or _long_autonym(lang) or lang


@lru_cache(maxsize=16)
def locale_of(lang: str) -> str:
    """Write a language with the country in which most speak it: ``zh-Hans`` → ``zh_CN``, ``bo`` → ``bo_CN``."""
    if lang in LOCALES_OF:
        return LOCALES_OF[lang]
    from babel.core import get_global, parse_locale  # noqa: PLC0415 - only languages beside the usual need it

    likely = get_global("likely_subtags")
    named = lang.replace("-", "_")
    language, territory, *_ = parse_locale(str(likely.get(named) or likely.get(lang.partition("-")[0]) or named))
    return f"{language}_{territory}" if territory and territory.isalpha() else language


@lru_cache(maxsize=16)
def read_interface(lang: str) -> Interface:
    """Read the catalogue of a language, or none where there is none."""
    path = LOCALES / lang.replace("-", "_") / "LC_MESSAGES" / "messages.po"
    if path.is_file():
        return Interface(lang, _compile(path))
    return Interface(lang if lang.partition("-")[0] == PLAIN else PLAIN, NullTranslations())


def _compile(path: Path) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only a build needs them
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=64)
def _long_autonym(lang: str) -> str | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only sites in other languages need it

    try:
        name = Locale.parse(lang, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        return None
    return name and f"{name[:1].upper()}{name[1:]}"


@lru_cache(maxsize=4096)
def _format(day: date, lang: str, form: str) -> str:
    """Format a day, or what of it a form of Babel's asks for."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only dated pages need them
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415

    try:
        locale = Locale.parse(DATE_LOCALES.get(lang, lang.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return day.isoformat()
    return format_skeleton(form, day, locale=locale) if form == YEAR_AND_MONTH else format_date(day, form, locale)
