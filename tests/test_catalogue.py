"""PO files brought up to date: what happens to translations when records change."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import Aids, plan_catalogues, update_catalogue, write_catalogue
from generator.errors import TranslationError
from generator.po import Entry, dumps_po, loads_po
from tests.po_pages import FLOOD, SCHOOL, TEXTS, THANKS, record, retired, targets, translated

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_sentence_that_stands_twice_is_not_finished_twice() -> None:
    """What a person said of one place is for another only a suggestion: ``test_suggestions.py``."""
    after = update_catalogue(translated(record(FLOOD)), [record(FLOOD, FLOOD)], "en")
    assert targets(after) == {
        "01/headline": ("EN 河水过桥", False, None),
        "01/p1": (f"EN {FLOOD}", False, None),
        "01/p2": ("", False, None),
    }


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


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5))
def test_no_translation_is_ever_lost(first: list[str], second: list[str], third: list[str]) -> None:
    text = translated(record(*first))
    written = {entry.target for entry in loads_po(text) if entry.source}
    for change in (second, third, first):
        text = update_catalogue(text, [record(*change)], "en")
        assert written <= {entry.target for entry in loads_po(text)}
        assert list(targets(text)) == ["01/headline", *(f"01/p{n}" for n in range(1, len(change) + 1))]


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_bringing_up_to_date_twice_is_bringing_up_to_date_once(first: list[str], second: list[str]) -> None:
    once = update_catalogue(translated(record(*first)), [record(*second)], "en")
    assert update_catalogue(once, [record(*second)], "en") == once


# ---------------------------------------------------------------- on disk

EN = {"en": Aids()}


def test_only_files_that_change_are_planned_and_a_broken_one_is_left(tmp_path: Path) -> None:
    path = tmp_path / "page" / "en.po"
    (change,) = plan_catalogues(tmp_path, [("page", [record(FLOOD)])], {"zh-Hans": Aids(), **EN})
    assert (change.path, change.problem) == (path, None)
    assert change.text is not None
    write_catalogue(path, change.text)
    assert list(plan_catalogues(tmp_path, [("page", [record(FLOOD)])], EN)) == []
    path.write_text("<<<<<<< mine\n", "utf-8")
    (change,) = plan_catalogues(tmp_path, [("page", [record(SCHOOL)])], EN)
    assert change.text is None
    assert change.problem is not None
    assert change.problem.location.line == 1


def test_the_translations_of_a_page_that_is_gone_stay(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "page" / "en.po", translated(record(FLOOD)))
    (change,) = plan_catalogues(tmp_path, [("page", ())], EN)
    assert retired(change.text or "")[FLOOD] == f"EN {FLOOD}"


def test_half_a_character_in_a_record_stops_its_file_only(tmp_path: Path) -> None:
    pages = [("a", [record(f"{FLOOD}\ud800")]), ("page", [record(FLOOD)])]
    broken, whole = plan_catalogues(tmp_path, pages, EN)
    assert broken.problem is not None
    assert 'in the text of msgctxt "01/p1"' in broken.problem.message
    assert whole.text is not None


def test_a_path_that_can_t_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("", "utf-8")
    with pytest.raises(TranslationError, match=r"page/en\.po: can.t be written"):
        write_catalogue(tmp_path / "page" / "en.po", "")


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_accepts_our_files(tmp_path: Path) -> None:
    text = translated(record(FLOOD, "他说：“\\n”\n\t30%", SCHOOL), record("\x1b\u2028\x85", number=2))
    text = update_catalogue(text, [record(FLOOD + "了。", "一行\n又一行"), record(number=2)], "en")
    (tmp_path / "en.po").write_text(text, "utf-8")
    command = ["msgfmt", "--check", "-o", str(tmp_path / "en.mo"), str(tmp_path / "en.po")]
    assert subprocess.run(command, capture_output=True, check=False, text=True).stderr == ""
