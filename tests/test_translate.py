"""Translations: what counts as one, and which mistakes in a file are told."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from generator.catalogue import update_catalogue
from generator.model import Byline, Markup, Subhead
from generator.translate import (
    Coverage,
    Translations,
    decode_catalogue,
    find_catalogues,
    find_unused,
    make_translations,
    read_translations,
)
from generator.units import Unit, find_units
from tests.po_pages import FLOOD, SCHOOL, THANKS, record, translated

if TYPE_CHECKING:
    from pathlib import Path

# ---------------------------------------------------------------- what counts


def read(folder: Path, text: str) -> Translations:
    (folder / "page").mkdir(exist_ok=True)
    (folder / "page" / "en.po").write_text(text, "utf-8")
    translations, problems = read_translations(folder, ["en"])
    assert problems == ()
    return translations


def test_a_finished_translation_of_the_text_as_it_is_counts(tmp_path: Path) -> None:
    translations = read(tmp_path, translated(record(FLOOD)))
    assert translations.find("en", "page-01", Unit("p1", FLOOD)) == f"EN {FLOOD}"


@pytest.mark.parametrize(
    ("lang", "record_id", "unit"),
    [
        ("bo", "page-01", Unit("p1", FLOOD)),
        ("en", "page-02", Unit("p1", FLOOD)),
        ("en", "page-01", Unit("p2", FLOOD)),
        ("en", "page-01", Unit("p1", FLOOD + "！")),
    ],
)
def test_any_other_does_not(tmp_path: Path, lang: str, record_id: str, unit: Unit) -> None:
    assert read(tmp_path, translated(record(FLOOD))).find(lang, record_id, unit) is None


def test_fuzzy_empty_and_obsolete_ones_do_not_count(tmp_path: Path) -> None:
    fuzzy = read(tmp_path, translated(record(FLOOD), fuzzy=FLOOD))
    assert fuzzy.find("en", "page-01", Unit("p1", FLOOD)) is None
    empty = read(tmp_path, update_catalogue(None, [record(FLOOD)], "en").replace('msgstr ""\n', 'msgstr " "\n'))
    assert empty.find("en", "page-01", Unit("p1", FLOOD)) is None
    gone = read(tmp_path, update_catalogue(translated(record(FLOOD)), [record()], "en"))
    assert gone.find("en", "page-01", Unit("p1", FLOOD)) is None


def test_coverage_counts_finished_fuzzy_stale_and_missing_units(tmp_path: Path) -> None:
    translations = read(tmp_path, translated(record(FLOOD, SCHOOL), fuzzy=SCHOOL))
    now = record(FLOOD, SCHOOL, THANKS, headline="河水又过桥")
    assert translations.coverage("en", now) == Coverage(translated=1, fuzzy=2, missing=1)
    assert translations.coverage("en", now).total == 4
    assert Translations().coverage("en", now) == Coverage(0, 0, 4)


def test_markdown_bylines_and_subheads_are_units_too(tmp_path: Path) -> None:
    story = replace(record(), article=replace(record().article, blocks=(Subhead("桥"), Markup("**桥**通了"))))
    story = replace(story, article=replace(story.article, bylines=(Byline("云丹"),)))
    translations = read(tmp_path, translated(story))
    assert translations.coverage("en", story) == Coverage(4, 0, 0)
    assert translations.find("en", "page-01", Unit("p1", "**桥**通了")) == "EN **桥**通了"


def test_translations_travel_between_processes(tmp_path: Path) -> None:
    translations = read(tmp_path, translated(record(FLOOD), fuzzy=FLOOD))
    assert pickle.loads(pickle.dumps(translations)) == translations  # noqa: S301 - our own


def test_what_is_kept_of_one_record_says_of_it_what_all_say(tmp_path: Path) -> None:
    stories = (record(FLOOD, SCHOOL), record(THANKS, number=2))
    translations = read(tmp_path, translated(*stories, fuzzy=SCHOOL))
    now = replace(stories[0], summary="桥要修了。")
    kept = pickle.loads(pickle.dumps(translations.of(now)))  # noqa: S301 - our own
    for lang in ("en", "bo"):
        for unit in find_units(now):
            assert kept.find(lang, now.id, unit) == translations.find(lang, now.id, unit)
    assert kept.find("en", now.id, Unit("p1", FLOOD)) == f"EN {FLOOD}"
    assert kept.find("en", "page-02", Unit("p1", THANKS)) is None


def test_of_two_files_that_say_the_same_unit_the_last_counts_for_one_record_too(tmp_path: Path) -> None:
    first, last = (
        decode_catalogue(
            f'msgctxt "01/p1"\nmsgid "{FLOOD}"\nmsgstr "{said}"\n'.encode(), tmp_path / "page" / "en.po", "en"
        )
        for said in ("A", "B")
    )
    found = make_translations((first, last))
    story, unit = record(FLOOD), Unit("p1", FLOOD)
    assert found.find("en", story.id, unit) == found.of(story).find("en", story.id, unit) == "B"


def test_a_broken_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    for page in ("bad", "page", "wrong"):
        (tmp_path / page).mkdir()
    (tmp_path / "bad" / "en.po").write_text('msgid "甲"\nmsgstr "a\n', "utf-8")
    (tmp_path / "wrong" / "en.po").write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    (tmp_path / "page" / "en.po").write_text(translated(record(FLOOD)), "utf-8")
    translations, problems = read_translations(tmp_path, ["en", "bo"])
    assert translations.find("en", "page-01", Unit("p1", FLOOD)) is not None
    assert [(p.location.path, p.location.line, p.severity) for p in problems] == [
        ((tmp_path / "bad" / "en.po").as_posix(), 2, "error"),
        ((tmp_path / "wrong" / "en.po").as_posix(), 2, "error"),
    ]


# ---------------------------------------------------------------- mistakes


def test_what_stands_before_a_mistake_is_used_and_the_rest_is_said_to_be_lost(tmp_path: Path) -> None:
    text = (
        f'msgctxt "01/headline"\nmsgid "河水过桥"\nmsgstr "The Bridge"\n\nmsgctxt "01/p1"\nmsgid "{FLOOD}\nmsgstr "A"\n'
    )
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "en.po").write_text(text, encoding="utf-8")
    found, problems = read_translations(tmp_path, ["en"])
    assert found.find("en", "page-01", Unit("headline", "河水过桥")) == "The Bridge"
    assert [(p.location.line, p.severity) for p in problems] == [(6, "error")]
    assert "what stands before this line is shown, what follows is not" in problems[0].message


def test_a_msgctxt_that_stands_twice_or_names_no_unit_is_doubted(tmp_path: Path) -> None:
    units = [
        ("01/headline", "河水过桥"),
        ("01/headline", "旧题"),
        ("01/p9", "无"),
        ("07/p1", "无"),
        ("07/p2", "无"),
        ("x", "无"),
    ]
    text = "".join(f'msgctxt "{context}"\nmsgid "{text}"\nmsgstr "A"\n' for context, text in units)
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "en.po").write_text(text, encoding="utf-8")
    found, problems = read_translations(tmp_path, ["en"])
    doubts = [*problems, *find_unused(found, [record(FLOOD)])]
    assert [(p.location.line, p.code, p.severity) for p in doubts] == [
        (5, "translation-twice", "doubt"),
        (8, "translation-unused", "doubt"),
        (11, "translation-unused", "doubt"),
        (17, "translation-unused", "doubt"),
    ]
    assert found.find("en", "page-01", Unit("headline", "河水过桥")) == "A"


# ---------------------------------------------------------------- file by file


def test_files_read_one_by_one_in_any_process_are_the_same_translations(tmp_path: Path) -> None:
    for page, number in (("page", 1), ("page", 2), ("other", 1)):
        (tmp_path / page).mkdir(exist_ok=True)
        (tmp_path / page / "en.po").write_text(translated(record(FLOOD, number=number), fuzzy=FLOOD), "utf-8")
    whole, problems = read_translations(tmp_path, ["en"])
    found = find_catalogues(tmp_path, ["en"])
    assert [path.parent.name for path, _ in found] == ["other", "page"]
    parts = [decode_catalogue(path.read_bytes(), path, lang) for path, lang in found]
    assert make_translations(pickle.loads(pickle.dumps(part)) for part in parts) == whole  # noqa: S301 - our own
    assert problems == ()


def test_the_same_record_in_two_files_is_found_in_both(tmp_path: Path) -> None:
    said = {"a": '"b-01/p1"\nmsgid "甲"\nmsgstr "A"\n', "a-b": '"01/p1"\nmsgid "甲"\nmsgstr "B"\n\n'}
    more = 'msgctxt "01/p2"\nmsgid "乙"\nmsgstr "C"\n'
    for page, text in said.items():
        (tmp_path / page).mkdir()
        (tmp_path / page / "en.po").write_text(f"msgctxt {text}{more}", "utf-8")
    translations, _ = read_translations(tmp_path, ["en"])
    assert translations.find("en", "a-b-01", Unit("p1", "甲")) == "B"
    assert translations.find("en", "a-b-01", Unit("p2", "乙")) == "C"
    assert translations.find("en", "a-01", Unit("p2", "乙")) == "C"


# ---------------------------------------------------------------- units


def test_units_are_those_of_the_record_that_is_asked_however_often() -> None:
    for number in range(600):
        story = record(FLOOD, f"第{number}户。")
        assert [unit.text for unit in find_units(story)] == ["河水过桥", FLOOD, f"第{number}户。"]
        assert find_units(story) is find_units(story)


class Closed(dict[str, object]):
    """A mapping that may be gone through once, and not be searched."""

    def __contains__(self, key: object) -> bool:
        raise AssertionError(key)


def test_a_record_is_looked_for_in_its_own_catalogues_only(tmp_path: Path) -> None:
    own = read(tmp_path, translated(record(FLOOD))).catalogues
    others = [replace(own[0], path=f"{n}/en.po", lines=Closed({f"other-{n}": {}})) for n in range(5)]  # type: ignore[arg-type]
    said = make_translations([*others, *own]).of(record(FLOOD))
    assert said.find("en", "page-01", Unit("p1", FLOOD)) == f"EN {FLOOD}"
