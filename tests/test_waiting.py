"""What PO files say beside finished translations: what waits for someone, and who translated."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.briefs import make_brief
from generator.model import Paragraph, Record
from generator.shelf import dumps_text, loads_text
from generator.translate import Finished, Translations, decode_catalogue, make_translations
from tests.invented import make_record

RECORD = make_record(blocks=(Paragraph("雪下了一夜。"), Paragraph("粮站一早开门。")))
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LANGUAGES = ("zh-Hans", "en")


def read(*entries: str, header: str = HEADER, lang: str = "en") -> Translations:
    content = "\n".join((header, *entries)).encode()
    return make_translations([decode_catalogue(content, Path(f"records/p/{lang}.po"), lang)])


def entry(unit: str, source: str, target: str = "X", before: str = "") -> str:
    return f'{before}msgctxt "01/{unit}"\nmsgid "{source}"\nmsgstr "{target}"\n'


FUZZY = "#, fuzzy\n"
CHANGED = '#, fuzzy\n#| msgid "雪下了一整夜。"\n'
CASES = {
    "finished": (entry("p1", "雪下了一夜。"), {}),
    "missing": (entry("p1", "雪下了一夜。", ""), {}),
    "fuzzy, its old text beside it": (entry("p1", "雪下了一夜。", before=CHANGED), {"p1": "outdated"}),
    "made for another text": (entry("p1", "雪下了半夜。"), {"p1": "outdated"}),
    "fuzzy, and for another text": (entry("p1", "雪下了半夜。", before=FUZZY), {"p1": "outdated"}),
    "a suggestion": (entry("p1", "雪下了一夜。", before=FUZZY), {"p1": "unchecked"}),
    "of no unit": (entry("p9", "雪下了一夜。", before=FUZZY), {}),
    "obsolete": ('#~ msgctxt "01/p1"\n#~ msgid "雪下了半夜。"\n#~ msgstr "X"\n', {}),
    "finished in one place, a suggestion in another": (
        entry("p1", "雪下了一夜。", before=FUZZY) + "\n" + entry("p1", "雪下了一夜。"),
        {},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_waits_and_why(text: str, expected: dict[str, str]) -> None:
    translations = read(text)
    kept = translations.of(RECORD)
    assert kept.waiting("en", RECORD) == translations.waiting("en", RECORD) == expected
    assert kept.waiting("bo", RECORD) == {}
    assert kept.waiting("en", make_record("p-02")) == {}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Last-Translator: Lin Example <lin@example.org>", "Lin Example"),
        ("Last-Translator: 林示例 <lin@example.org>", "林示例"),
        ("last-translator:   Lin  Example  ", "Lin Example"),
        ("Last-Translator: Lin Example lin@example.org", "Lin Example"),
        ("Last-Translator: <lin@example.org>", None),
        ("Last-Translator: lin@example.org", None),
        ("Last-Translator: FULL NAME <EMAIL@ADDRESS>", None),
        ("Last-Translator: Automatically generated", None),
        ("Last-Translator: Anonymous <noreply@weblate.org>", None),
        ("Last-Translator: none", None),
        ("Last-Translator:", None),
        ("Language-Team: Lin Example", None),
    ],
)
def test_who_translated_is_named_without_an_address(line: str, name: str | None) -> None:
    translations = read(entry("p1", "雪下了一夜。"), header=f'{HEADER}"{line}\\n"\n')
    assert translations.translator("en", "p-01") == name
    assert translations.of(RECORD).translator("en", "p-01") == name
    assert translations.translator("bo", "p-01") is None
    assert translations.of(RECORD).translator("en", "p-02") is None


def test_who_finished_nothing_of_a_story_did_not_translate_it() -> None:
    signed = f'{HEADER}"Last-Translator: Lin Example\\n"\n'
    assert read(entry("p1", "雪下了一夜。", before=FUZZY), header=signed).of(RECORD).translator("en", "p-01") is None


def test_it_is_kept_with_the_record_and_makes_its_pages_anew() -> None:
    seen = set()
    for before, header in (
        ("", HEADER),
        (FUZZY, HEADER),
        (CHANGED, HEADER),
        ("", f'{HEADER}"Last-Translator: Lin\\n"\n'),
    ):
        said = read(entry("p1", "雪下了一夜。", before=before), header=header).of(RECORD)
        kept = dumps_text(RECORD, said)
        assert loads_text(kept) == (RECORD, said)
        for text in (kept, None):
            seen.add((text is None, make_brief(RECORD, said, LANGUAGES, text).text))
    assert len(seen) == 8


def brief_of(*units: str, record: Record = RECORD) -> tuple[tuple[str, ...], tuple[str, ...]]:
    brief = make_brief(record, Finished(record.id, {"en": dict.fromkeys(units, "X")}), LANGUAGES)
    return brief.langs, brief.whole


@pytest.mark.parametrize(
    ("units", "translated", "whole"),
    [
        ((), False, False),
        (("b1", "b2", "n1", "summary", "rubric"), False, False),
        (("headline",), True, False),
        (("c1",), True, False),
        (("p2",), True, False),
        (("p1", "p2"), True, False),
        (("headline", "p1", "p2"), True, True),
    ],
)
def test_one_rule_says_which_languages_a_story_is_in(units: tuple[str, ...], translated: bool, whole: bool) -> None:  # noqa: FBT001 - a table
    assert brief_of(*units) == (("zh-Hans", "en")[: 1 + translated], ("zh-Hans", "en")[: 1 + whole])


def test_of_an_excerpt_its_summary_counts() -> None:
    excerpt = replace(RECORD, rights="excerpt", article=replace(RECORD.article, blocks=(), figures=()))
    assert brief_of("summary", record=excerpt)[0] == ("zh-Hans", "en")
    assert brief_of("headline", record=excerpt)[1] == ("zh-Hans", "en")


def test_the_original_comes_first_whatever_the_order_of_the_languages() -> None:
    said = Finished(RECORD.id, {"en": {"p1": "X"}})
    brief = make_brief(RECORD, said, ("en", "zh-Hant", "zh-Hans"))
    assert brief.langs == ("zh-Hans", "en")
    assert [brief.spoken(lang) for lang in ("en", "zh-Hant", "zh-Hans")] == ["en", "zh-Hans", "zh-Hans"]
