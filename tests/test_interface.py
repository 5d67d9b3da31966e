"""The interface in each language: nothing left in English on a Chinese page, plurals, dates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from generator.config import packaged
from generator.interface import LOCALES, autonym, locale_of, read_interface, sign_of
from generator.parse import reasons

KEYWORDS = {"_": None, "words": None, "message": None, "fill": None, "count": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s")
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def extracted() -> set[str | tuple[str, ...]]:
    """Collect what the views, the frame and the templates say."""
    package = Path(LOCALES).parent
    sources = (
        (package, [("views/**.py", "python"), ("export/**.py", "python"), ("frame.py", "python")]),
        (packaged("templates"), [("**.html", "jinja2"), ("**.xhtml", "jinja2")]),
    )
    found: set[str | tuple[str, ...]] = set()
    for folder, methods in sources:
        for _, _, message, _, _ in extract_from_dir(folder, methods, keywords=KEYWORDS):
            found.add(message)
    return found


def test_there_is_something_to_translate() -> None:
    assert "Latest" in extracted()
    assert ("%(n)s story", "%(n)s stories") in extracted()
    assert CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_says_everything_and_nothing_else(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = {m.id: m for m in read_po(file, abort_invalid=True) if m.id}
    assert set(catalogue) == extracted() | set(reasons.ALL)
    for message in catalogue.values():
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(said), message.id
        assert not message.fuzzy, message.id
        asked = message.id[-1] if isinstance(message.id, tuple) else message.id
        for text in said:
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(asked)), message.id


def test_a_language_without_a_catalogue_speaks_english_in_everything() -> None:
    words = read_interface("fr")
    assert (words("Latest"), words.date("2026-01-06"), words.lang) == ("Latest", "6 January 2026", "en")


@pytest.mark.parametrize("lang", ["zh_Hans", "zh_Hant"])
def test_chinese_messages_put_no_space_beside_what_is_filled_in(lang: str) -> None:
    with (LOCALES / lang / "LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file):
            text = "".join(message.string) if message.id else ""
            assert not re.search(r"[\u4e00-\u9fff] (?=%)|(?<=\)s) [\u4e00-\u9fff]", text), text


@pytest.mark.parametrize(
    ("lang", "number", "expected"),
    [
        ("en", 1, "1 story"),
        ("en", 12, "12 stories"),
        ("zh-Hans", 1, "1篇"),
        ("zh-Hant", 1, "1篇"),
        ("bo", 2, "2 stories"),
    ],
)
def test_counts(lang: str, number: int, expected: str) -> None:
    assert read_interface(lang).count("%(n)s story", "%(n)s stories", number) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "5 January 2026"), ("zh-Hans", "2026年1月5日"), ("zh-Hant", "2026年1月5日"), ("xx", "5 January 2026")],
)
def test_dates(lang: str, expected: str) -> None:
    assert read_interface(lang).date("2026-01-05") == expected


def test_what_is_no_date_stays_as_it_is() -> None:
    assert read_interface("en").date("spring 2026") == "spring 2026"


def test_a_language_names_itself() -> None:
    assert (autonym("zh-Hans"), autonym("en"), autonym("qqq")) == ("中文", "English", "qqq")
    assert (autonym("fr"), autonym("bo")) == ("Français", "བོད་སྐད་")
    assert (autonym("zh-Hans", ("zh-Hans", "zh-Hant")), autonym("zh-Hant")) == ("简体中文", "繁體中文")


def test_both_scripts_of_chinese_say_the_same_messages_in_the_same_order() -> None:
    """``tools/make_traditional_words.py`` writes what is missing."""
    asked = []
    for lang in ("zh_Hans", "zh_Hant"):
        with (LOCALES / lang / "LC_MESSAGES/messages.po").open("rb") as file:
            asked.append([message.id for message in read_po(file)])
    assert asked[0] == asked[1], "run tools/make_traditional_words.py"


@pytest.mark.parametrize(
    ("lang", "locale", "sign"),
    [
        ("zh-Hans", "zh_CN", "中"),
        ("zh-Hant", "zh_TW", "繁"),
        ("en", "en_GB", "EN"),
        ("bo", "bo_CN", "BO"),
        ("pt-BR", "pt_BR", "PT"),
        ("xx", "xx", "XX"),
    ],
)
def test_a_language_has_a_locale_and_a_sign(lang: str, locale: str, sign: str) -> None:
    assert (locale_of(lang), sign_of(lang)) == (locale, sign)
