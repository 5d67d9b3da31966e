"""Suggestions: what a text was translated as elsewhere in the project comes along as fuzzy, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.catalogue import SUGGESTED, Aids, merge_entries
from generator.earlier import Earlier, Suggestion
from generator.po import Entry, dumps_po, loads_po
from generator.poscan import Message, scan_messages
from tests.po_pages import FLOOD, SCHOOL, TEXTS, THANKS, record, translated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Record


def message(context: str, source: str, target: str, **more: bool) -> Message:
    return Message(context, source, target, more.get("fuzzy", False), more.get("obsolete", False), 1)


def knowing(*messages: Message, page: str = "old") -> Earlier:
    earlier = Earlier()
    earlier.learn(page, messages)
    return earlier


def update(text: str, records: Iterable[Record], earlier: Earlier | None = None) -> str:
    """Bring a file up to date; what it says itself is among the earlier translations, as in a project."""
    known = earlier or Earlier()
    known.learn("page", scan_messages(text, "en.po")[0])
    return dumps_po(merge_entries(loads_po(text), records, "en", Aids(earlier=known)))


def entry(text: str, context: str) -> Entry:
    return next(entry for entry in loads_po(text) if entry.context == context and not entry.obsolete)


def told(found: Entry) -> list[str]:
    return [note for note in found.notes if note.startswith(SUGGESTED)]


OLD = message("07/p2", FLOOD, "The river rose.")


# ---------------------------------------------------------------- what arrives


def test_an_exact_match_arrives_as_fuzzy_and_says_where_it_comes_from() -> None:
    assert update("", [record(FLOOD)], knowing(OLD)).endswith(
        "#. Paragraph 1\n"
        "#. suggestion: the same text is translated so in old 07/p2\n"
        "#: seeds/page.txt:3\n"
        "#, fuzzy\n"
        f'msgctxt "01/p1"\nmsgid "{FLOOD}"\nmsgstr "The river rose."\n'
    )


def test_anything_less_than_an_exact_match_does_not() -> None:
    assert entry(update("", [record(FLOOD + "！")], knowing(OLD)), "01/p1").target == ""


@pytest.mark.parametrize(
    "found",
    [
        message("07/p2", FLOOD, "The river rose.", fuzzy=True),
        message("07/p2", FLOOD, ""),
        message("07/p2", FLOOD, " \n"),
    ],
)
def test_what_is_not_finished_is_no_suggestion(found: Message) -> None:
    assert entry(update("", [record(FLOOD)], knowing(found)), "01/p1").target == ""


def test_what_has_a_translation_already_is_left_alone() -> None:
    before = translated(record(FLOOD), fuzzy=FLOOD)
    assert update(before, [record(FLOOD)], knowing(OLD)) == before


def test_a_sentence_that_stands_twice_is_suggested_for_the_second_place() -> None:
    after = update(translated(record(FLOOD)), [record(FLOOD, FLOOD)])
    assert (entry(after, "01/p1").fuzzy, told(entry(after, "01/p1"))) == (False, [])
    second = entry(after, "01/p2")
    assert (second.target, second.fuzzy) == (f"EN {FLOOD}", True)
    assert told(second) == [f"{SUGGESTED}the same text is translated so in page 01/p1"]


def test_a_text_that_went_to_another_article_is_suggested_there() -> None:
    after = update(translated(record(FLOOD)), [record(SCHOOL), record(FLOOD, number=2)])
    assert (entry(after, "02/p1").target, entry(after, "02/p1").fuzzy) == (f"EN {FLOOD}", True)


def test_comments_and_flags_of_a_translator_stay_beside_a_suggestion() -> None:
    before = f'# Which river?\n#, no-wrap\nmsgctxt "01/p1"\nmsgid "{FLOOD}"\nmsgstr ""\n'
    found = entry(update(before, [record(FLOOD)], knowing(OLD)), "01/p1")
    assert (found.comments, found.flags) == (("Which river?",), ("fuzzy", "no-wrap"))


# ---------------------------------------------------------------- and goes


def accepted(text: str) -> str:
    """What a gettext editor does when a translator says that a fuzzy translation is right."""
    return dumps_po(replace(one, flags=()) for one in loads_po(text))


def test_the_note_stays_until_a_person_has_accepted_or_emptied_the_suggestion() -> None:
    once = update("", [record(FLOOD)], knowing(OLD))
    assert update(once, [record(FLOOD)], knowing(OLD)) == once
    assert told(entry(update(accepted(once), [record(FLOOD)]), "01/p1")) == []
    assert entry(update(accepted(once), [record(FLOOD)]), "01/p1").target == "The river rose."


def test_a_suggestion_whose_text_changes_is_a_translation_of_the_old_text() -> None:
    once = update("", [record(FLOOD)], knowing(OLD))
    found = entry(update(once, [record(FLOOD + "无人受伤。")], knowing(OLD)), "01/p1")
    assert (found.target, found.fuzzy, found.previous, told(found)) == ("The river rose.", True, FLOOD, [])


def test_a_suggestion_that_nobody_touched_goes_with_its_unit_and_one_that_was_edited_stays() -> None:
    once = update("", [record(FLOOD)], knowing(OLD))
    assert "river" not in update(once, [record()], knowing(OLD))
    edited = once.replace("The river rose.", "The river ran high.")
    assert "The river ran high." in update(edited, [record()], knowing(OLD))
    assert "The river rose." in update(once, [record()])  # nowhere else any more


# ---------------------------------------------------------------- which of several


@pytest.mark.parametrize(
    ("unit", "known", "wanted"),
    [
        ("p1", [("01/p1", "A"), ("02/p1", "B"), ("03/p9", "B")], Suggestion("B", "old 02/p1")),
        ("p1", [("01/p1", "A"), ("02/p1", "B")], Suggestion("A", "old 01/p1")),
        ("headline", [("01/p1", "A"), ("02/p1", "A"), ("03/headline", "B")], Suggestion("B", "old 03/headline")),
        ("s1", [("01/p1", "A"), ("02/headline", "B"), ("03/p1", "B")], Suggestion("B", "old 02/headline")),
        ("headline", [("01/p1", "A"), ("02/headline", "A"), ("03/p2", "A")], Suggestion("A", "old 02/headline")),
        ("p1", [("", "A")], Suggestion("A", "old")),
    ],
    ids=["most often", "first", "same kind", "of any kind", "place of the same kind", "no context"],
)
def test_the_same_kind_of_unit_is_preferred_then_what_is_most_frequent(
    unit: str, known: list[tuple[str, str]], wanted: Suggestion
) -> None:
    assert knowing(*(message(context, FLOOD, target) for context, target in known)).find(FLOOD, unit) == wanted


def test_an_obsolete_translation_serves_where_no_other_does() -> None:
    gone = message("01/p1", FLOOD, "obsolete", obsolete=True)
    assert knowing(gone).find(FLOOD, "p1") == Suggestion("obsolete", "old 01/p1")
    assert knowing(gone, message("02/headline", FLOOD, "used")).find(FLOOD, "p1") == Suggestion(
        "used", "old 02/headline"
    )


def test_places_are_one_line_whatever_they_are_called() -> None:
    assert knowing(message("01\n/p1", FLOOD, "A"), page="a\u2028b").find(FLOOD, "p1") == Suggestion("A", "a b 01 /p1")


@given(st.lists(st.lists(TEXTS, max_size=4), min_size=2, max_size=4))
def test_bringing_up_to_date_twice_is_once_and_nothing_is_lost(changes: list[list[str]]) -> None:
    text = translated(record(*changes[0]))
    written = {one.target for one in loads_po(text) if one.source}
    for change in changes[1:]:
        records = [record(*change), record(*change, THANKS, number=2)]
        text = update(text, records)
        assert update(text, records) == text
        assert written <= {one.target for one in loads_po(text)}
