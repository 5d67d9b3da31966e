"""The index of the search page: what is said somewhere is found there, whoever asks for which part of it."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.config import Config
from generator.model import Markup, Paragraph, SitePage, Text
from generator.plan import plan_site
from generator.press import PAGES_A_RUN, cut_runs
from generator.search.coding import SIGNS, encode, encode_all, encode_rising
from generator.search.drawers import fill_drawers
from generator.search.fold import BREAK, WORD, fold, join_units
from generator.search.grams import BITS, LONGEST, MIX, PRIME, SHORTEST, SPREAD, find_keys
from generator.search.parts import OLDEST, REACH, Part, cut_parts
from generator.search.texts import find_original, read_markup
from tests.invented import BODY, CAPTION, digest_of, make_record
from tests.tables import read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tables import Case

HALF = 45
MASK = (1 << BITS) - 1

TEXTS = st.text(
    st.sampled_from("草场羊群人家，。 \n“”·12305,.+%㎡①½ＡbCê'é\u0301-—々〇ガ𠮷\U0002ebf0ß\u200b\t\u3000İ")
    | st.characters(),
    max_size=40,
)


# ---------------------------------------------------------------- a second reading of the index, in Python


def read_numbers(text: str) -> list[int]:
    numbers, number, unit = [], 0, 1
    for sign in text:
        value = SIGNS.index(sign)
        number += value * unit
        unit *= HALF
        if value < HALF:
            numbers.append(number)
            number, unit = 0, 1
    return numbers


def rise(gaps: list[int]) -> list[int]:
    last, found = -1, []
    for gap in gaps:
        last += gap + 1
        found.append(last)
    return found


def read_drawer(text: str) -> dict[int, set[int]]:
    numbers, at, last = read_numbers(text), 0, -1
    found = {}
    while at < len(numbers):
        last += numbers[at] + 1
        count = numbers[at + 1] + 1
        found[last] = set(rise(numbers[at + 2 : at + 2 + count]))
        at += 2 + count
    return found


def _short(sign: str) -> int:
    return (ord(sign) ^ (ord(sign) >> 16) * 0x9E37) & 0xFFFF


def _pair(first: str, second: str) -> int:
    return (_short(first) << 16 | _short(second)) * SPREAD & MASK


def name_grams(folded: str) -> set[int]:
    """Name every gram of a folded text, as the index is described."""
    signs = WORD.sub("a", folded).replace(" ", "")
    grams = {_pair(a, b) for a, b in pairwise(signs) if BREAK not in a + b and a + b != "aa"}
    for size, counted in ((3, "0123456789"), (4, "0123456789.")):
        for some in (signs[start : start + size] for start in range(len(signs) - size + 1)):
            if BREAK not in some and sum(sign in counted for sign in some) >= size - 1:
                grams.add(_several(some))
    return grams


def _several(signs: str) -> int:
    gram = _pair(signs[0], signs[1])
    for sign in signs[2:]:
        gram = (gram ^ _short(sign)) * MIX & MASK
    return gram


def name_words(word: str) -> set[int]:
    """Name a word by its beginnings; a short one by all of it."""
    sizes = range(SHORTEST, min(len(word), LONGEST) + 1) if len(word) >= SHORTEST else (len(word),)
    return {_name_start(word[:size]) for size in sizes}


def _name_start(letters: str) -> int:
    found = sum(ord(letter) * PRIME**place for place, letter in enumerate(letters)) & MASK
    return ((found ^ found >> 15) + len(letters)) * SPREAD & MASK


def name_all(folded: str) -> set[int]:
    return name_grams(folded).union(*map(name_words, WORD.findall(folded)))


def look_up(drawers: list[str], part: Part, key: int) -> set[int]:
    size = 1 << (BITS - part.bits)
    return read_drawer(drawers[key // size]).get(key % size, set())


# ---------------------------------------------------------------- folding


@pytest.mark.parametrize("case", read_cases("folding.md"), ids=str)
def test_what_counts_as_the_same(case: Case) -> None:
    assert fold(case.text).replace(BREAK, "|") == case.found[0]


@given(TEXTS)
@example(" \rA")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_one_paragraph_runs_on_into_the_next_and_nothing_else_does() -> None:
    assert fold(join_units((("headline", "路通"), ("p1", "了三"), ("p2", "年"), ("s1", "后")))) == "路通\n了三年\n后"


# ---------------------------------------------------------------- numbers as text


@given(st.lists(st.integers(0, MASK)))
def test_numbers_come_back(numbers: list[int]) -> None:
    np = pytest.importorskip("numpy")
    written, starts = encode_all(np.array(numbers, dtype=np.int64))
    assert written.decode() == "".join(map(encode, numbers))
    assert read_numbers(written.decode()) == numbers
    assert [written[start:][:1] for start in starts] == [encode(number)[:1].encode() for number in numbers]


@given(st.sets(st.integers(0, 3000)))
def test_rising_numbers_come_back(numbers: set[int]) -> None:
    assert rise(read_numbers(encode_rising(sorted(numbers)))) == sorted(numbers)


def test_what_is_written_fits_between_quotes() -> None:
    assert len(SIGNS) == 2 * HALF
    assert json.dumps(SIGNS) == f'"{SIGNS}"'


# ---------------------------------------------------------------- drawers


@given(st.lists(TEXTS, max_size=5))
@settings(max_examples=150, deadline=None)
def test_drawers_hold_what_folding_says_and_nothing_else(texts: list[str]) -> None:
    part = Part("x", tuple(map(str, range(max(1, len(texts))))))
    keys = list(find_keys(texts)) if texts else []
    assert keys == [next(find_keys([text])) for text in texts]
    size = 1 << (BITS - part.bits)
    held = {
        (number * size + rest, story)
        for number, drawer in enumerate(fill_drawers(keys, part.bits))
        for rest, stories in read_drawer(drawer).items()
        for story in stories
    }
    assert held == {(key, story) for story, text in enumerate(texts) for key in name_all(fold(text))}


def test_a_part_of_any_size_has_its_drawers() -> None:
    for size in (1, 2, 3, 100, 700, 1500):
        part = Part("x", tuple(map(str, range(size))))
        drawers = fill_drawers(list(find_keys([f"第{number}号草场" for number in range(size)])), part.bits)
        assert len(drawers) == 1 << part.bits
        assert look_up(drawers, part, _pair("草", "场")) == set(range(size))


# ---------------------------------------------------------------- parts


def ids_of(size: int) -> list[str]:
    return [f"2026{number:05}-01" for number in range(size)][::-1]


@pytest.mark.parametrize("size", [0, 1, 30, 5000])
def test_parts_hold_every_story_once_and_in_order(size: int) -> None:
    parts = cut_parts(ids_of(size))
    assert [each for part in parts for each in part.ids[::-1]] == ids_of(size)
    assert all(part.ids for part in parts)
    assert len({part.name for part in parts}) == len(parts)
    assert [part.name for part in parts[-1:]] == [OLDEST] * min(1, size)


@pytest.mark.parametrize("place", [0, 10, 2500, 4999, 5000])
def test_one_story_more_changes_the_part_it_lies_in(place: int) -> None:
    ids = ids_of(5000)
    before, after = (set(cut_parts(each)) for each in (ids, [*ids[:place], "new-01", *ids[place:]]))
    assert len(before) > 3
    assert len(before - after) <= 2
    assert len(after - before) <= 3


def test_a_part_is_never_shorter_than_its_reach_but_for_the_ends() -> None:
    assert min(len(part.ids) for part in cut_parts(ids_of(9000))[1:-1]) >= REACH


# ---------------------------------------------------------------- texts


def test_markdown_is_found_as_it_is_read() -> None:
    assert fold(read_markup("**保饲草**工作[见此](https://example.org/x)")) == "保饲草工作见此"
    assert fold(read_markup("- 一项\n- 两项")) == "一项\n两项"


def test_a_summary_that_the_text_has_is_not_said_twice() -> None:
    own = find_original(make_record(summary="别处没有的话。"))
    taken = find_original(make_record(summary=f"{BODY[:8]}…"))
    assert dict(own)["summary"] == "别处没有的话。"
    assert "summary" not in dict(taken)


# ---------------------------------------------------------------- the pieces of a site


def read_pieces(pages: tuple[SitePage, ...]) -> dict[str, str]:
    return {page.path: str(page.view) for page in pages if page.path.startswith("search/")}


@cache
def pieces() -> dict[str, str]:
    whole = make_record("p-01", date="2026-01-05", paper="样张日报")
    marked = make_record("p-02", blocks=(Markup("**拉日铁路**通车"), Paragraph("雪停了 路开了")), summary=None)
    excerpt = make_record("q-01", rights="excerpt")
    draft = make_record("r-01", headline=Text("未定稿的消息"), draft=True)
    said = {("en", "p-01", "headline"): "Full Barns of Xigazê", ("en", "p-01", "p1"): "Only 1,500 readers"}
    return read_pieces(plan_site(digest_of(whole, marked, excerpt, draft, said=said), Config()))


def call(text: str) -> object:
    found = re.fullmatch(r"baozhai\((.*)\)\n", text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_each_piece_is_one_call() -> None:
    assert all(call(text) is not None for text in pieces().values())


def test_drafts_and_texts_that_may_not_be_published_are_in_no_piece() -> None:
    assert {path for path in pieces() if "texts/" in path} == {
        f"search/texts/{name}.js" for name in ("p-01", "p-01.en", "p-02", "q-01")
    }
    excerpt = pieces()["search/texts/q-01.js"]
    assert BODY not in excerpt
    assert CAPTION not in excerpt
    assert "仓廪实" in excerpt


def test_a_piece_says_what_a_result_shows() -> None:
    own, english = (call(pieces()[f"search/texts/p-01{lang}.js"]) for lang in ("", ".en"))
    assert own["heads"]["zh-Hans"]["path"] == "zh/articles/p-01.html"  # type: ignore[index]
    assert own["heads"]["en"]["title"] == ["Full Barns of Xigazê", "en"]  # type: ignore[index]
    assert english["units"] == [["headline", "Full Barns of Xigazê"], ["p1", "Only 1,500 readers"]]  # type: ignore[index]
    assert list(english["heads"]) == ["en"]  # type: ignore[index]


def found_in(path: str) -> Iterator[str]:
    for unit in call(pieces()[path])["units"]:  # type: ignore[index]
        yield from re.findall(r"[\u3400-\u9fff]{2,}", unit[1])


RUNS = st.deferred(
    lambda: st.sampled_from([run for path in sorted(pieces()) if "texts/" in path for run in found_in(path)])
)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_two_characters_of_any_published_text_are_found(data: st.DataObject) -> None:
    run = data.draw(RUNS)
    start = data.draw(st.integers(0, len(run) - 2))
    term = run[start : data.draw(st.integers(start + 2, len(run)))]
    part = Part(OLDEST, ("p-01", "p-02", "q-01"))
    drawers = [str(call(pieces()[f"search/0/0-g{number:x}.js"])) for number in range(1 << part.bits)]
    ids = read_ids()
    proposed = set.intersection(*(look_up(drawers, part, gram) for gram in name_grams(fold(term))))
    having = {path for path in pieces() if "texts/" in path and term in fold("".join(found_in(path)))}
    assert having
    assert having <= {f"search/texts/{ids[story]}{lang}.js" for story in proposed for lang in ("", ".en")}


def read_ids() -> list[str]:
    ids: list[str] = []
    for written in call(pieces()["search/0/0-n0.js"])["ids"].split():  # type: ignore[index]
        [shared], rest = read_numbers(written[:1]), written[1:]
        ids.append(f"{(ids or [''])[-1][:shared]}{rest}")
    return ids


def test_names_stand_in_the_order_of_the_postings() -> None:
    assert sorted(read_ids()) == ["p-01", "p-02", "q-01"]


def test_months_papers_and_places_stand_in_that_order_too() -> None:
    facts, at = call(pieces()["search/0/0-facts.js"]), read_ids().index("p-01")
    months = [month for month, count in facts["months"] for _ in range(count)]  # type: ignore[index]
    papers = [paper for paper, count in facts["papers"] for _ in range(count)]  # type: ignore[index]
    assert (months[at], papers[at]) == ("2026-01", "样张日报")
    assert facts["places"][read_numbers(facts["placed"])[at]] == "540624"  # type: ignore[index]


def test_tags_and_bylines_stand_in_that_order_too() -> None:
    terms = call(pieces()["search/0/0-terms.js"])
    assert terms["tags"] == [["青稞", "highland barley"]]  # type: ignore[index]
    assert [name for name, _ in terms["bylines"]] == ["林青禾", "达瓦"]  # type: ignore[index]
    assert read_numbers(terms["tagged"]) == [1, 0] * 3  # type: ignore[index]
    assert read_numbers(terms["signed"]) == [2, 0, 0] * 3  # type: ignore[index]


def test_an_edited_text_changes_its_own_piece_and_its_parts_drawers_only() -> None:
    told = (
        digest_of(make_record("p-01"), make_record("q-01")),
        digest_of(make_record("p-01"), make_record("q-01", blocks=(Paragraph("改过的一段。"),))),
    )
    before, after = ({page.path: page.reads for page in plan_site(each, Config())} for each in told)
    changed = {path for path in before if path.startswith("search/") and before[path] != after[path]}
    assert {path for path in changed if "texts" in path} == {"search/texts/q-01.js"}
    assert all(re.fullmatch(r"search/(texts/q-01|0/0-g[0-9a-f]+)\.js", path) for path in changed)


# ---------------------------------------------------------------- batches


def test_files_of_one_batch_are_made_together() -> None:
    pages = [
        SitePage(f"{n}.js", None, "", batch="" if n < 10 or n >= 150 else "a" if n < 80 else "b") for n in range(400)
    ]
    runs = list(cut_runs(pages))
    assert [start for start, _ in runs[1:]] == [stop for _, stop in runs[:-1]]
    assert (runs[0][0], runs[-1][1]) == (0, 400)
    assert not {stop for _, stop in runs} & {*range(11, 80), *range(81, 150)}
    assert max(stop - start for start, stop in runs) <= PAGES_A_RUN + 70
    assert list(cut_runs([])) == []
