"""Translations: what counts as one, what happens to them when records change, and the files they stand in."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po as read_with_babel
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.errors import TranslationError
from generator.model import Article, Byline, Markup, Paragraph, Record, Source, Subhead, Text
from generator.po import Entry, dumps_po, loads_po
from generator.poscan import scan_messages, scan_po
from generator.translate import (
    Coverage,
    Translations,
    decode_catalogue,
    find_catalogues,
    find_unused,
    make_translations,
    plan_catalogues,
    read_translations,
    update_catalogue,
    write_catalogues,
)
from generator.units import Unit, find_units

if TYPE_CHECKING:
    from pathlib import Path

FLOOD = "河水昨夜涨过了石桥，牧人把羊群赶上了高处。"
SCHOOL = "云上村小学今天照常上课，孩子们从吊桥上走来。"
THANKS = "村里人说，桥修好以后要请修桥的人喝茶。"


def record(*texts: str, number: int = 1, headline: str = "河水过桥") -> Record:
    blocks = tuple(Paragraph(text, ((n + 2, n + 2),)) for n, text in enumerate(texts, 1))
    source = Source("seeds/page.txt", "a" * 64, ((2, 9),))
    return Record(f"page-{number:02d}", "zh-Hans", Article(source, headline=Text(headline, ((2, 2),)), blocks=blocks))


def translated(*records: Record, fuzzy: str | None = None) -> str:
    """A page's file with every unit translated as ``EN <text>``, one of them fuzzy."""
    return dumps_po(
        replace(entry, target=f"EN {entry.source}", flags=("fuzzy",) if entry.source == fuzzy else ())
        if entry.source
        else entry
        for entry in loads_po(update_catalogue(None, records, "en"))
    )


def targets(text: str) -> dict[str | None, tuple[str, bool, str | None]]:
    """Context → translation, whether fuzzy, previous source; only what is in use."""
    entries = (entry for entry in loads_po(text) if entry.source and not entry.obsolete)
    return {entry.context: (entry.target, entry.fuzzy, entry.previous) for entry in entries}


def retired(text: str) -> dict[str, str]:
    return {entry.source: entry.target for entry in loads_po(text) if entry.obsolete}


# ---------------------------------------------------------------- a new file


def test_a_new_file_has_every_unit_with_its_place_and_name() -> None:
    text = update_catalogue(None, [record(FLOOD)], "en")
    assert text.endswith(
        "#. Headline\n#: seeds/page.txt:2\n"
        'msgctxt "01/headline"\nmsgid "河水过桥"\nmsgstr ""\n\n'
        "#. Paragraph 1\n#: seeds/page.txt:3\n"
        f'msgctxt "01/p1"\nmsgid "{FLOOD}"\nmsgstr ""\n'
    )
    assert '"Language: en\\n"' in text


def test_a_new_file_is_the_same_at_any_time() -> None:
    assert update_catalogue(None, [record(FLOOD)], "en") == update_catalogue("", [record(FLOOD)], "en")
    assert re.findall(r"Date: (\S+)", update_catalogue(None, [], "en")) == ["2000-01-01", "2000-01-01"]


def test_records_stand_in_order_of_their_number() -> None:
    text = update_catalogue(None, [record(FLOOD, number=10), record(SCHOOL, number=9)], "en")
    assert list(targets(text)) == ["09/headline", "09/p1", "10/headline", "10/p1"]


# ---------------------------------------------------------------- a change of the records


def test_nothing_changes_when_nothing_changed() -> None:
    text = translated(record(FLOOD, SCHOOL))
    assert update_catalogue(text, [record(FLOOD, SCHOOL)], "en") == text


def test_a_changed_source_turns_fuzzy_and_shows_its_old_text() -> None:
    after = update_catalogue(translated(record(FLOOD)), [record(FLOOD + "无人受伤。")], "en")
    assert targets(after)["01/p1"] == (f"EN {FLOOD}", True, FLOOD)


def test_a_source_that_changes_twice_shows_the_text_that_was_translated() -> None:
    once = update_catalogue(translated(record(FLOOD)), [record(FLOOD + "无人受伤。")], "en")
    twice = update_catalogue(once, [record(FLOOD + "无人受伤，牛也都在。")], "en")
    assert targets(twice)["01/p1"] == (f"EN {FLOOD}", True, FLOOD)


def test_a_paragraph_that_moved_keeps_its_translation() -> None:
    after = update_catalogue(translated(record(FLOOD, THANKS)), [record(SCHOOL, FLOOD, THANKS)], "en")
    assert targets(after)["01/p1"] == ("", False, None)
    assert targets(after)["01/p2"] == (f"EN {FLOOD}", False, None)
    assert targets(after)["01/p3"] == (f"EN {THANKS}", False, None)
    assert retired(after) == {}


def test_a_paragraph_that_moved_and_changed_is_fuzzy_where_it_is_now() -> None:
    after = update_catalogue(translated(record(FLOOD, THANKS)), [record(SCHOOL, FLOOD + "无人受伤。", THANKS)], "en")
    assert targets(after)["01/p1"] == ("", False, None)
    assert targets(after)["01/p2"] == (f"EN {FLOOD}", True, FLOOD)


def test_a_text_rewritten_in_place_is_fuzzy_too() -> None:
    after = update_catalogue(translated(record(FLOOD)), [record(SCHOOL)], "en")
    assert targets(after)["01/p1"] == (f"EN {FLOOD}", True, FLOOD)


def test_a_sentence_that_stands_twice_is_translated_twice() -> None:
    after = update_catalogue(translated(record(FLOOD)), [record(FLOOD, FLOOD)], "en")
    assert targets(after)["01/p2"] == (f"EN {FLOOD}", False, None)


def test_translations_do_not_wander_between_articles() -> None:
    after = update_catalogue(translated(record(FLOOD)), [record(SCHOOL), record(FLOOD, number=2)], "en")
    assert targets(after)["02/p1"] == ("", False, None)


def test_a_unit_that_is_gone_is_kept_as_obsolete_and_comes_back() -> None:
    both = record(FLOOD, SCHOOL)
    before = translated(both)
    gone = update_catalogue(before, [record(FLOOD)], "en")
    assert retired(gone) == {SCHOOL: f"EN {SCHOOL}"}
    assert '#~ msgctxt "01/p2"' in gone
    assert update_catalogue(gone, [both], "en") == before


def test_a_record_that_is_gone_leaves_its_translations() -> None:
    before = translated(record(FLOOD), record(SCHOOL, number=2))
    gone = update_catalogue(before, [record(FLOOD)], "en")
    assert retired(gone) == {"河水过桥": "EN 河水过桥", SCHOOL: f"EN {SCHOOL}"}
    assert update_catalogue(gone, [record(FLOOD), record(SCHOOL, number=2)], "en") == before


def test_what_was_fuzzy_is_fuzzy_when_it_comes_back() -> None:
    before = translated(record(FLOOD, SCHOOL), fuzzy=SCHOOL)
    gone = update_catalogue(before, [record(FLOOD)], "en")
    assert update_catalogue(gone, [record(FLOOD, SCHOOL)], "en") == before


def test_a_translation_in_use_is_preferred_to_an_obsolete_one() -> None:
    used = translated(record(FLOOD))
    old = dumps_po([Entry(FLOOD, "an old one", "01/p1", obsolete=True)])
    for text in (f"{used}\n{old}", f"{old}\n{used}"):
        after = update_catalogue(text, [record(FLOOD)], "en")
        assert targets(after)["01/p1"] == (f"EN {FLOOD}", False, None)
        assert retired(after) == {FLOOD: "an old one"}


def test_an_untranslated_unit_leaves_nothing_behind() -> None:
    before = update_catalogue(None, [record(FLOOD, SCHOOL)], "en")
    assert update_catalogue(before, [record(FLOOD)], "en") == update_catalogue(None, [record(FLOOD)], "en")


def test_what_a_translator_wrote_beside_the_translations_stays() -> None:
    before = (
        '# The team\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Editor: pen\\n"\n\n'
        "# Is this the stone bridge?\n#\n# Is this the stone bridge?\n"
        '#. old name\n#: old:1\n#, keep-me\nmsgctxt "01/headline"\nmsgid "河水过桥"\nmsgstr ""\n'
    )
    after = update_catalogue(before, [record()], "en")
    assert after == before.replace("old name", "Headline").replace("old:1", "seeds/page.txt:2")


def test_a_percent_sign_is_no_format() -> None:
    assert "format" not in update_catalogue(None, [record("收入增长30%的户，{甲}占大半。")], "en")


texts = st.text(st.sampled_from('甲乙ab"\\\n\t%{}#~|:\u2028\x85\x1b'), min_size=1, max_size=8)


@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5), st.lists(texts, max_size=5))
def test_no_translation_is_ever_lost(first: list[str], second: list[str], third: list[str]) -> None:
    text = translated(record(*first))
    written = {entry.target for entry in loads_po(text) if entry.source}
    for change in (second, third, first):
        text = update_catalogue(text, [record(*change)], "en")
        assert written <= {entry.target for entry in loads_po(text)}
        assert list(targets(text)) == ["01/headline", *(f"01/p{n}" for n in range(1, len(change) + 1))]


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_bringing_up_to_date_twice_is_bringing_up_to_date_once(first: list[str], second: list[str]) -> None:
    once = update_catalogue(translated(record(*first)), [record(*second)], "en")
    assert update_catalogue(once, [record(*second)], "en") == once


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


# ---------------------------------------------------------------- files


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


def test_only_files_that_change_are_planned_and_a_broken_one_is_left(tmp_path: Path) -> None:
    plan, problems = plan_catalogues(tmp_path, [record(FLOOD)], ["zh-Hans", "en"])
    assert (list(plan), problems) == ([tmp_path / "page" / "en.po"], ())
    write_catalogues(plan)
    assert plan_catalogues(tmp_path, [record(FLOOD)], ["zh-Hans", "en"]) == ({}, ())
    (tmp_path / "page" / "en.po").write_text("<<<<<<< mine\n", "utf-8")
    plan, problems = plan_catalogues(tmp_path, [record(SCHOOL)], ["en"])
    assert (plan, [p.location.line for p in problems]) == ({}, [1])


def test_the_translations_of_a_page_that_is_gone_stay(tmp_path: Path) -> None:
    write_catalogues({tmp_path / "page" / "en.po": translated(record(FLOOD))})
    plan, _ = plan_catalogues(tmp_path, [], ["en"])
    assert retired(plan[tmp_path / "page" / "en.po"])[FLOOD] == f"EN {FLOOD}"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_accepts_our_files(tmp_path: Path) -> None:
    text = translated(record(FLOOD, "他说：“\\n”\n\t30%", SCHOOL), record("\x1b\u2028\x85", number=2))
    text = update_catalogue(text, [record(FLOOD + "了。", "一行\n又一行"), record(number=2)], "en")
    (tmp_path / "en.po").write_text(text, "utf-8")
    command = ["msgfmt", "--check", "-o", str(tmp_path / "en.mo"), str(tmp_path / "en.po")]
    assert subprocess.run(command, capture_output=True, check=False, text=True).stderr == ""


# ---------------------------------------------------------------- the PO format

lines = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])).map(str.rstrip)
flags = st.lists(st.sampled_from(["fuzzy", "no-wrap", "keep-me"]), unique=True, max_size=2).map(tuple)
strings = st.text(min_size=1) | texts
entries = st.builds(
    Entry,
    source=strings,
    target=st.text() | texts,
    context=st.none() | strings,
    flags=flags,
    previous=st.none() | strings,
    locations=st.lists(st.sampled_from(["seeds/a.txt:7", "seeds/云上 日报.txt:12", "a b"]), max_size=2).map(tuple),
    obsolete=st.booleans(),
)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: (entry.context, entry.source)))
def test_entries_read_back_as_they_were_written(messages: list[Entry]) -> None:
    assert loads_po(dumps_po(messages)) == tuple(messages)


@given(st.lists(entries, max_size=4, unique_by=lambda entry: (entry.context, entry.source)))
def test_babel_reads_the_same(messages: list[Entry]) -> None:
    plain = [replace(m, flags=(), previous=None, locations=(), obsolete=False) for m in messages]
    plain = [m for m in plain if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", f"{m.source}{m.target}{m.context}")]
    catalogue = read_with_babel(StringIO(dumps_po(plain)), abort_invalid=True)
    assert [(m.context, m.id, m.string) for m in catalogue if m.id] == [(m.context, m.source, m.target) for m in plain]


def test_what_other_tools_write_is_read() -> None:
    text = r"""
#|msgctxt "01/p9"
#| msgid ""
#| "甲"
#|"乙"
msgctxt "01/p1"
msgid ""
"甲"
  "丙\n"
msgstr"A\x42\103"
#~| msgid "旧"
#~ msgid "新"
#~ msgstr "new"
# the end
"""
    assert loads_po(text.replace("\n", "\r\n")) == (
        Entry("甲丙\n", "ABC", "01/p1", previous="甲乙"),
        Entry("新", "new", previous="旧", obsolete=True, comments=("the end",)),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "甲"\nmsgstr "a\n', 2, "expected msgctxt, msgid or msgstr and a quoted string"),
        ('msgid "甲"\nmsgstr "a"b"\n', 2, "quoted string"),
        ('msgid "甲"\n\nmsgid "乙"\nmsgstr "b"\n', 3, "msgid in the wrong place"),
        ('msgstr "a"\n', 1, "msgstr in the wrong place"),
        ('msgid "甲"\n', 2, "has no msgstr"),
        ('"甲"\n', 1, "belongs to no msgid"),
        ('msgid "甲"\nmsgid_plural "甲"\nmsgstr[0] "a"\n', 2, "quoted string"),
        ('msgid "甲"\nmsgstr "\\q"\n', 2, "unknown escape \\q"),
        ('msgid "甲"\nmsgstr "a"\n\nmsgid "甲"\nmsgstr "b"\n', 4, "stands twice, first on line 1"),
        ("=======\n", 1, "quoted string"),
    ],
)
def test_a_broken_line_is_named(text: str, line: int, message: str) -> None:
    with pytest.raises(TranslationError) as caught:
        loads_po(text, "page/en.po")
    assert str(caught.value).startswith(f"page/en.po:{line}: ")
    assert message in str(caught.value)


# ---------------------------------------------------------------- at one glance, and line by line

LINES = (
    *('msgctxt "01/p1"', 'msgid "甲"', 'msgstr "a"', 'msgid ""', 'msgstr ""', 'msgid"甲"', '#| msgid "旧"', ""),
    *(
        '"乙\\n"',
        '"b"',
        '"c\\"d"',
        '"\\x41\\1"',
        "#. Paragraph 1",
        "#: seeds/a.txt:3",
        "#: \u2068云上 日报.txt\u2069:12",
        "#",
    ),
    *("#, fuzzy, no-wrap", "#,", "# Is it so?", '#~ msgid "丙"', '#~ msgstr "c"', "#~", '#~| msgid "旧"', "#|"),
    *('msgstr "a', 'msgid "\\q"', '"a"b"', "======="),
)
usual = st.lists(
    st.sampled_from(["#. Paragraph 1\n", "# 甲\n", "#, fuzzy\n", ""]).flatmap(
        lambda beside: st.sampled_from(['msgctxt "01/p1"\n', ""]).map(lambda context: beside + context)
    ),
    max_size=4,
).map(lambda heads: "\n".join(f'{head}msgid "甲{n}"\nmsgstr ""\n"a\\n"\n"b"\n' for n, head in enumerate(heads)))
broken = st.lists(st.sampled_from(LINES), max_size=9).map("\n".join)


@example('msgid "甲"\nmsgstr "a"\n', 'msgctxt "01/p1"', '#. Paragraph 1\nmsgid "乙"\nmsgstr "b"\n', "")
@given(usual, broken, usual, st.sampled_from(["\n", "\n\n", "", "\r\n"]))
def test_an_entry_reads_the_same_at_one_glance_and_line_by_line(first: str, then: str, last: str, between: str) -> None:
    text = between.join((first, then, last))
    closely = text.replace("\r", "").replace("\n", " \n")  # a blank at its end, and no line is read at one glance
    (found, error), (wanted, wrong) = scan_po(text, "en.po"), scan_po(closely, "en.po")
    assert [(entry, entry.line) for entry in found] == [(entry, entry.line) for entry in wanted]
    assert (error and error.problem) == (wrong and wrong.problem)


@given(usual, broken, usual)
def test_messages_are_the_same_without_what_stands_beside_them(first: str, then: str, last: str) -> None:
    text = f"{first}\n{then}\n{last}"
    entries, error = scan_po(text, "en.po")
    messages, wrong = scan_messages(text, "en.po")
    assert messages == tuple((e.context, e.source, e.target, e.fuzzy, e.obsolete, e.line) for e in entries)
    assert (error and error.problem) == (wrong and wrong.problem)


def test_nothing_takes_long_to_be_refused() -> None:
    for text in (
        "#. x\n" * 40_000,
        "\n" * 200_000,
        'msgid "' * 20_000,
        'msgid "甲"\nmsgstr ""\n' + '"x"\n' * 40_000 + "x",
    ):
        scan_po(text, "en.po")  # a tenth of a second: were it quadratic, minutes


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
