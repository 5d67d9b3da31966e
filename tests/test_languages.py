"""Languages of translation: which tags are taken, and which were started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.catalogue import update_catalogue
from generator.errors import ConfigError
from generator.languages import find_started, name_of, parse_language, usual_form
from tests.po_pages import FLOOD, record

if TYPE_CHECKING:
    from pathlib import Path

TAGS = (
    "en",
    "bo",
    "khg",
    "zh-Hant",
    "zh-Hant-HK",
    "pt-BR",
    "es-419",
    "sl-rozaj",
    "de-1996",
    "en-x-plain",
    "th-u-nu-thai",
)


@pytest.mark.parametrize("tag", TAGS)
def test_a_bcp_47_tag_is_taken(tag: str) -> None:
    assert parse_language(tag) == tag
    assert usual_form(tag.upper().replace("-", "_")) == tag


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("zh_Hant", "write it as zh-Hant"),
        ("EN", "write it as en"),
        ("pt-br", "write it as pt-BR"),
        ("english", "for example en, fr, bo, zh-Hant or pt-BR"),
        ("中文", "for example"),
        ("", "for example"),
        ("e", "for example"),
        ("../en", "for example"),
        ("en/x", "for example"),
        ("en ", "for example"),
        ("en\n", "for example"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(typed: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_language(typed)
    assert repr(typed) in caught.value.problem.message
    assert (caught.value.problem.hint or "").startswith(hint)


def put(folder: Path, name: str, text: str) -> None:
    (folder / "page").mkdir(exist_ok=True)
    (folder / "page" / name).write_text(text, "utf-8")


def test_a_language_is_started_that_has_a_file_whose_header_names_it(tmp_path: Path) -> None:
    for name, lang in (("bo", "bo"), ("en", "en"), ("new", "en"), ("pt-BR", "pt-BR"), ("backup", "backup")):
        put(tmp_path, f"{name}.po", update_catalogue(None, [record(FLOOD)], lang))
    put(tmp_path, "ug.po", "<<<<<<< mine\n")
    put(tmp_path, "fr.po", 'msgid ""\nmsgstr "Language: \\n"\n')
    assert find_started(tmp_path, ("zh-Hans", "en")) == ("bo", "pt-BR")
    assert find_started(tmp_path / "none", ()) == ()


@pytest.mark.parametrize(("lang", "name"), [("bo", "Tibetan"), ("pt-BR", "Portuguese (Brazil)"), ("qqq", None)])
def test_a_language_has_its_english_name(lang: str, name: str | None) -> None:
    assert name_of(lang) == name
