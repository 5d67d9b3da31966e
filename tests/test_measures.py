"""What figures measure, and which of very many are the largest."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.briefs import FIGURE, make_brief
from generator.lexicon.measures import KINDS, UNREADABLE, measure, read_units
from generator.lexicon.tables import packaged_rows
from generator.model import Quantity
from generator.rankings import MOST, MOST_OF_A_PLACE, Rankings
from generator.views.rows import KIND_NAMES
from tests.invented import Said, lexicon, make_record
from tests.tables import Case, read_cases

if TYPE_CHECKING:
    from generator.briefs import Brief


@pytest.mark.parametrize("case", read_cases("measures.md"), ids=str)
def test_a_figure_is_measured(case: Case) -> None:
    kind, value = measure(*case.text.split(" "))
    if not case.found:
        assert (kind, value) == UNREADABLE
        return
    [(wanted, number)] = [line.split(" | ") for line in case.found]
    assert KINDS[kind] == wanted
    assert isclose(value, float(number))


def test_the_table_measures_units_that_are_found_in_texts() -> None:
    rows = packaged_rows("measures.tsv")
    assert {unit for unit, *_ in rows} <= read_units().keys()
    assert len({unit for unit, *_ in rows}) == len(rows)
    assert {kind for _, kind, _ in rows} <= {*KINDS}


def test_every_kind_has_a_name() -> None:
    assert list(KIND_NAMES) == list(KINDS)


def brief(number: int, *values: int, unit: str = "元", place: str | None = None) -> Brief:
    figures = tuple(Quantity(str(value), unit, f"这里有{value}") for value in values)
    regions = make_record().regions if place is None else ()
    return make_brief(make_record(f"p-{number:03}", numbers=figures, regions=regions), Said(), ("zh-Hans",))


def test_figures_are_packed_in_their_order() -> None:
    packed = brief(1, 3, 1, 2).figures
    assert [value for _, value in FIGURE.iter_unpack(packed)] == [3, 1, 2]


def ranked(*briefs: Brief, home: str | None = "540000") -> Rankings:
    rankings = Rankings(briefs, lexicon().gazetteer)
    assert rankings.seen_from(home) is rankings.seen_from(home)
    return rankings


def test_the_largest_come_first_and_equals_in_the_order_of_the_digest() -> None:
    top = ranked(brief(1, 5, 9), brief(2, 9, 7)).seen_from("540000").kinds[0]
    assert top.spots == (("p-001", 1), ("p-002", 0), ("p-002", 1), ("p-001", 0))
    assert top.total == 4


@pytest.mark.parametrize(("home", "area"), [("540000", "540600"), ("510000", "540000"), (None, "540000")])
def test_figures_of_home_stand_by_prefecture_and_others_by_province(home: str | None, area: str) -> None:
    ranking = ranked(brief(1, 5)).seen_from(home)
    assert {code: tops[0].spots for code, tops in ranking.places.items()} == {area: (("p-001", 0),)}


def test_what_is_no_number_is_in_no_ranking_and_still_counted() -> None:
    record = make_record(numbers=(Quantity("若干", "元", "若干元"), Quantity("2", "元", "2元")))
    rankings = ranked(make_brief(record, Said(), ("zh-Hans",)))
    assert rankings.seen_from(None).kinds[0].spots == (("p-01", 1),)
    assert rankings.total() == 2


@given(st.lists(st.lists(st.integers(1, 400), max_size=40), max_size=80))
def test_however_many_there_are_the_largest_are_found(values: list[list[int]]) -> None:
    ranking = ranked(*(brief(number, *each) for number, each in enumerate(values))).seen_from("540000")
    spots = [(-value, n, at) for n, each in enumerate(values) for at, value in enumerate(each)]
    wanted = [(f"p-{n:03}", at) for _, n, at in sorted(spots)]
    shown = ranking.kinds[0].spots if ranking.kinds else ()
    assert list(shown) == wanted[:MOST]
    assert sum(top.total for top in ranking.kinds.values()) == len(wanted)
    here = ranking.places["540600"][0].spots if ranking.places else ()
    assert list(here) == wanted[:MOST_OF_A_PLACE]
