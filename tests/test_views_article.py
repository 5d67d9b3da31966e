"""A story's page: what it says, in which language, and what it says is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import parse
from generator.config import Config, packaged
from generator.digest import Digest, make_digest
from generator.model import (
    Article,
    Byline,
    Credit,
    Figure,
    Flag,
    Jump,
    Paragraph,
    Quantity,
    Record,
    Region,
    Subhead,
    Text,
)
from generator.parse import reasons
from generator.plan import plan_site
from generator.views.body import HAN, WORD, _count, reading_minutes
from generator.views.doubts import KINDS
from generator.views.edition import make_edition
from generator.views.phrase import Headline, Phrase
from generator.views.related import relate
from generator.views.story import Amount, ArticleView, BothView
from tests.invented import Said, Table, digest_of, lexicon, make_record

BLOCKS = (Paragraph("雪下了一夜。"), Subhead("开仓"), Paragraph("粮站一早开门。"), Paragraph("家家有粮。"))


def views(*records: Record, said: Table | None = None, **settings: object) -> dict[str, ArticleView | BothView]:
    pages = plan_site(digest_of(*records, said=said), Config(**settings))
    return {page.path: page.view for page in pages if "/articles/" in page.path}


def pages_of(digest: Digest) -> dict[str, ArticleView | BothView]:
    return {page.path: page.view for page in plan_site(digest, Config()) if "/articles/" in page.path}


def view(record: Record, lang: str = "zh", said: Table | None = None, **settings: object) -> ArticleView:
    found = views(record, said=said, **settings)[f"{lang}/articles/{record.id}.html"]
    assert isinstance(found, ArticleView)
    return found


def said(**units: str) -> Table:
    return {("en", "p-01", unit): text for unit, text in units.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补围栏 修水井 迎春牧", ["补围栏", "修水井", "迎春牧"]),
        ("一户　一策", ["一户", "一策"]),
        ("让PC 端更好用", []),
        ("Full Barns, Warm Hearts", []),
        ("“甲乙” 丙丁", ["“甲乙”", "丙丁"]),
        ("无对仗", []),
    ],
)
def test_halves_of_a_paired_headline_stay_whole(text: str, expected: list[str]) -> None:
    assert [half for half in text.split() if f"<span>{half}</span>" in Headline(text).inner] == expected


def test_words_of_another_language_are_marked_and_escaped() -> None:
    assert Phrase("<藏>", "zh-Hans").__html__() == '<span lang="zh-Hans">&lt;藏&gt;</span>'
    assert Phrase("<a>").__html__() == "&lt;a&gt;"


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [(["字" * 500], 1), (["字" * 501], 2), (["word " * 213], 1), (["字" * 250, "don't stop " * 54], 2), ([], 0)],
)
def test_reading_time_counts_han_and_words_each_at_their_own_pace(texts: list[str], minutes: int) -> None:
    assert reading_minutes(iter(texts)) == minutes


def test_paragraphs_have_the_same_anchors_in_both_languages() -> None:
    record = make_record(blocks=BLOCKS)
    for lang in ("zh", "en"):
        assert [piece.id for piece in view(record, lang, said(p2="They opened early.")).pieces] == [
            "p1",
            "s1",
            "p2",
            "p3",
        ]


def test_what_is_not_translated_stands_in_the_original_and_says_so() -> None:
    shown = view(make_record(blocks=BLOCKS), "en", said(p2="They opened early."))
    assert [(piece.html, piece.attr) for piece in shown.pieces][:3] == [
        ("雪下了一夜。", ' lang="zh-Hans"'),
        ("开仓", ' lang="zh-Hans"'),
        ("They opened early.", ""),
    ]


@pytest.mark.parametrize(
    ("table", "waiting", "notice", "beside"),
    [
        ({}, {}, "Not yet translated. This is the Chinese original.", None),
        (said(b1="Lin"), {"headline": "outdated"}, "Not yet translated. This is the Chinese original.", None),
        (
            said(p2="Early."),
            {},
            "Translated: 1 of 3 paragraphs. The rest stands in Chinese.",
            "Translated: 1 of 3 paragraphs.",
        ),
        (
            said(headline="Barns"),
            {"p1": "outdated", "s1": "outdated"},
            "Translated: 0 of 3 paragraphs, 1 out of date. The rest stands in Chinese.",
            "Translated: 0 of 3 paragraphs, 1 out of date.",
        ),
        (
            said(p2="Early."),
            {"p1": "outdated", "p3": "unchecked"},
            "Translated: 1 of 3 paragraphs, 1 out of date, 1 to be checked. The rest stands in Chinese.",
            "Translated: 1 of 3 paragraphs, 1 out of date, 1 to be checked.",
        ),
        (
            {},
            {"p1": "outdated", "p2": "outdated", "p3": "outdated"},
            "Translated: 0 of 3 paragraphs, 3 out of date. This is the Chinese original.",
            None,
        ),
        (
            said(p1="Snow.", p2="Early.", p3="Grain."),
            {"headline": "outdated"},
            "Translated but for a few lines, which stand in Chinese.",
            None,
        ),
    ],
)
def test_the_notice_says_how_much_is_translated(
    table: Table, waiting: dict[str, str], notice: str, beside: str | None
) -> None:
    told = Said(table, {("en", "p-01"): waiting})
    shown = pages_of(make_digest((make_record(blocks=BLOCKS),), lexicon(), told))
    assert shown["en/articles/p-01.html"].notice == notice
    assert shown["zh/articles/p-01.html"].notice is None
    both = shown.get("en/articles/p-01.both.html")
    assert (None if both is None else both.notice) == beside
    assert (both is None) == (not table or "b1" in str(table))


def test_an_empty_cell_says_why_it_is_empty() -> None:
    told = Said(said(headline="Barns", p2="Early."), {("en", "p-01"): {"p1": "outdated", "p3": "unchecked"}})
    shown = pages_of(make_digest((make_record(blocks=BLOCKS),), lexicon(), told))["en/articles/p-01.both.html"]
    assert {row.id: row.lacking for row in shown.rows if row.id[0] in "ps"} == {
        "subtitle": "Not yet translated",
        "p1": "Translation out of date",
        "s1": "Not yet translated",
        "p2": None,
        "p3": "Translation not yet checked",
    }


def test_a_name_alone_is_no_translation() -> None:
    assert "en/articles/p-01.both.html" not in views(make_record(), said=said(b1="Lin", n1="4 million", summary="Sum."))
    assert "en/articles/p-01.both.html" in views(make_record(), said=said(c1="The barn."))


def test_where_the_end_was_brought_back_from_is_said_on_every_page_of_the_story() -> None:
    flag = Flag("tail-moved", ((81, 84), (90, 90)), 0.8, reasons.TAIL_CONTINUES)
    record = make_record(blocks=BLOCKS, status="head-missing", flags=(flag,))
    shown = views(record, said=said(p2="Early."))
    told = {
        "zh": ("本文开头缺失：所据版面上没有。", "结尾由第81–84, 90行移回，原排在另一篇之下。"),
        "en": (
            "The opening of this story is not on the printed page we have.",
            "The end was re-attached from lines 81–84, 90, where it stood under another story.",
        ),
    }
    for lang, expected in told.items():
        for page in (shown[f"{lang}/articles/p-01.html"], shown[f"{lang}/articles/p-01.both.html"]):
            assert (page.doubts.missing, page.doubts.moved) == expected


@pytest.mark.parametrize(
    ("status", "notes"),
    [
        ("complete", ("In Chinese",)),
        ("head-missing", ("In Chinese", "Opening missing")),
        ("middle-missing", ("In Chinese", "Passage missing")),
        ("tail-missing", ("In Chinese", "End missing")),
        ("fragment", ("In Chinese", "Fragment")),
    ],
)
def test_lists_say_what_is_missing(status: str, notes: tuple[str, ...]) -> None:
    edition = make_edition(digest_of(make_record(status=status)), Config(), "en")
    assert edition.card("p-01").notes == notes


def test_side_by_side_a_missing_unit_leaves_its_cell_and_shifts_nothing() -> None:
    found = views(make_record(blocks=BLOCKS), said=said(headline="Barns", p2="Early."))["en/articles/p-01.both.html"]
    assert isinstance(found, BothView)
    rows = {row.id: row.translation for row in found.rows}
    assert list(rows) == ["kicker", "headline", "subtitle", "abstract", "p1", "s1", "p2", "p3", "c1"]
    assert (rows["headline"], rows["p1"], rows["p2"]) == ("Barns", None, "Early.")
    assert found.head.repeats == "en/articles/p-01.html"


PIECES = (Paragraph("雪停了。", ((6, 7),)), Subhead("开仓", ((9, 9),)), Paragraph("粮站", ((11, 11), (20, 21))))
GAPS = [
    ("head-missing", (), ["p1"], None),
    ("tail-missing", (), [], "p2"),
    ("fragment", (Flag("head-missing", ((6, 6),), 0.8, ""), Flag("tail-missing", ((21, 21),), 0.8, "")), ["p1"], "p2"),
    ("middle-missing", (Flag("gap", ((11, 11),), 0.7, ""),), ["p2"], None),
    ("middle-missing", (Flag("gap", ((6, 6), (9, 9)), 0.6, ""),), ["s1"], None),
    ("middle-missing", (Flag("gap", ((6, 7),), 0.6, ""),), ["p1"], None),
    ("middle-missing", (Flag("gap", ((99, 99),), 0.6, ""),), [], None),
    ("complete", (Flag("gap", ((11, 11),), 0.7, ""),), [], None),
]


@pytest.mark.parametrize(("status", "flags", "before", "after"), GAPS)
def test_a_gap_is_marked_where_text_is_missing(
    status: str, flags: tuple[Flag, ...], before: list[str], after: str | None
) -> None:
    record = make_record(blocks=PIECES, status=status, flags=flags)
    shown = views(record, said=said(p1="Snow."))
    story, both = shown["zh/articles/p-01.html"], shown["en/articles/p-01.both.html"]
    assert isinstance(story, ArticleView)
    assert isinstance(both, BothView)
    for marked in (story.pieces, both.rows):
        assert [piece.id for piece in marked if piece.gap_before] == before
        assert [piece.id for piece in marked if piece.gap_after] == ([after] if after else [])


def test_what_the_page_does_not_say_is_said_plainly() -> None:
    shown = view(make_record(), "en")
    assert shown.date == "Undated"
    facts = {fact.label: fact.value.text for fact in shown.facts}
    assert facts["Paper"] == "not stated"
    assert facts["Date"] == "undated: the page does not say"
    assert facts["Raw page"] == "seeds/p.txt"
    assert facts["Lines"] == "3–9"


def test_where_a_story_goes_on_is_said() -> None:
    shown = view(make_record(jump=Jump(to="3", back="1")), "en")
    facts = {fact.label: fact.value.text for fact in shown.facts}
    assert (facts["Continued from"], facts["Continues on"]) == ("page 1", "page 3")


def test_a_missing_opening_and_every_guess_are_shown() -> None:
    flag = Flag("joined", ((6, 6), (8, 8)), 0.87, reasons.WORD_CUT)
    doubts = view(make_record(status="head-missing", flags=(flag,))).doubts
    assert doubts.missing == "本文开头缺失：所据版面上没有。"
    assert doubts.summary == "整理时有1处推断"
    assert [(d.told, d.reason, d.certainty) for d in doubts.guesses] == [
        ("接合断栏处的文字：第6, 8行", "一个词被断开", "把握87%")
    ]


def test_guesses_of_one_kind_stand_together() -> None:
    flags = (
        Flag("joined", ((59, 61),), 0.97, reasons.WORD_CUT),
        Flag("title-guessed", ((3, 3),), 0.75, reasons.TITLE_ORDER),
        Flag("joined", ((21, 23),), 0.85, reasons.NO_FINAL_MARK),
        Flag("joined", ((62, 64),), 0.85, reasons.NO_FINAL_MARK),
    )
    doubts = view(make_record(flags=flags), "en").doubts
    assert doubts.summary == "4 guesses were made in reading it"
    assert [(d.told, d.reason, d.certainty) for d in doubts.guesses] == [
        (
            "Joined across column breaks: lines 21–23, 59–64",
            f"{reasons.WORD_CUT}; {reasons.NO_FINAL_MARK}",
            "certainty 85–97%",
        ),
        ("Which line is the headline is a guess: line 3", reasons.TITLE_ORDER, "certainty 75%"),
    ]


def test_undone_line_breaks_are_one_line_however_many_they_are() -> None:
    wrapped = Flag("unwrapped", tuple((n, n + 1) for n in range(3, 90, 4)), 0.95, reasons.HARD_WRAP)
    [doubt] = view(make_record(flags=(wrapped,)), "en").doubts.guesses
    assert doubt.told == "Fixed-width line breaks undone: lines 3–88"


def test_a_guess_of_a_kind_that_nobody_named_is_told_by_its_reason() -> None:
    [doubt] = view(make_record(flags=(Flag("own", (), 0.5, "a person was not sure"),)), "en").doubts.guesses
    assert (doubt.told, doubt.reason) == ("Uncertain", "a person was not sure")


def test_every_code_that_the_parser_gives_has_words_for_readers() -> None:
    parser = Path(parse.__file__).parent
    codes = {
        code for path in parser.rglob("*.py") for code in re.findall(r'Flag\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert len(codes) > 8
    assert codes <= KINDS.keys()


def test_bylines_are_grouped_by_role_in_printed_order() -> None:
    names = (Byline("林青禾", "reporter"), Byline("达瓦", "correspondent"), Byline("顾雪", "reporter"), Byline("本站"))
    shown = view(make_record(bylines=names))
    people = [(group.role, [entry.label.text for entry in group.people]) for group in shown.names]
    assert people == [("记者", ["林青禾", "顾雪"]), ("通讯员", ["达瓦"]), (None, ["本站"])]


def test_a_name_is_translated_where_any_story_has_it() -> None:
    records = (make_record(), make_record("p-02"))
    shown = views(*records, said={("en", "p-02", "b1"): "Lin Qinghe"})["en/articles/p-01.html"]
    assert isinstance(shown, ArticleView)
    assert shown.names[0].people[0].label == Phrase("Lin Qinghe")
    assert shown.names[1].people[0].label == Phrase("达瓦", "zh-Hans")


def test_figures_are_said_in_english_and_their_clause_in_what_there_is() -> None:
    [number] = view(make_record(numbers=(Quantity("445", "万元", "收入445万元"),)), "en").numbers
    assert number.amounts == (Amount("4.45", Phrase("million yuan")),)
    assert number.clause == Phrase("收入445万元", "zh-Hans")


def test_figures_of_one_clause_stand_together() -> None:
    clause = "发芽率由62%提高到88%"
    told = (Quantity("62", "%", clause), Quantity("88", "%", clause), Quantity("3", "座", "粮站添了3座仓"))
    numbers = view(make_record(numbers=told)).numbers
    assert [[amount.value for amount in number.amounts] for number in numbers] == [["62%", "88%"], ["3"]]
    assert [number.clause for number in numbers] == [Phrase(clause), Phrase("粮站添了3座仓")]


def test_a_photographer_is_named_as_in_a_byline_else_by_the_glossary_else_in_chinese() -> None:
    takers = tuple(Credit(name) for name in ("林青禾", "青稞图片社", "白描"))
    records = (make_record(figures=(Figure("图为库房。", takers),)), make_record("p-02"))
    digest = digest_of(*records, said={("en", "p-02", "b1"): "Lin Qinghe"}, terms={"青稞图片社": "Barley Pictures"})
    shown = next(p.view for p in plan_site(digest, Config()) if p.path == "en/articles/p-01.html")
    assert isinstance(shown, ArticleView)
    [picture] = shown.pictures
    assert [entry.label for entry in picture.credits] == [
        Phrase("Lin Qinghe"),
        Phrase("Barley Pictures"),
        Phrase("白描", "zh-Hans"),
    ]
    assert [entry.path is not None for entry in picture.credits] == [True, False, False]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("要闻", Phrase("Main News")),
        ("要闻版", Phrase("Main News")),
        ("文化·副刊", Phrase("Culture · Literary Supplement")),
        ("粮仓", Phrase("Granary")),
        ("雪灯夜话", Phrase("雪灯夜话", "zh-Hans")),
        ("文化·雪灯夜话", Phrase("文化·雪灯夜话", "zh-Hans")),
    ],
)
def test_papers_and_print_sections_have_english_names(section: str, expected: Phrase) -> None:
    record = make_record(paper="青稞日报", section=section)
    digest = digest_of(record, terms={"青稞日报": "Barley Daily", "粮仓": "granary"})
    shown = {page.path: page.view for page in plan_site(digest, Config()) if "/articles/" in page.path}
    told = {
        lang: {fact.label: fact.value for fact in shown[f"{lang}/articles/p-01.html"].facts} for lang in ("zh", "en")
    }
    assert (told["en"]["Paper"], told["en"]["Print section"]) == (Phrase("Barley Daily"), expected)
    assert (told["zh"]["报纸"], told["zh"]["版名"]) == (Phrase("青稞日报"), Phrase(section))


def test_citations_keep_the_printed_names() -> None:
    digest = digest_of(make_record(paper="青稞日报"), terms={"青稞日报": "Barley Daily"})
    shown = next(page.view for page in plan_site(digest, Config()) if page.path == "en/articles/p-01.html")
    assert isinstance(shown, ArticleView)
    assert all("青稞日报" in citation.text for citation in shown.citing.citations)


def test_places_lead_from_prefecture_to_village() -> None:
    region = Region("540624", ("西藏自治区", "那曲市", "安多县", "青稞镇", "雪村"), "body", primary=True)
    shown = view(make_record(regions=(region,)), "en", region="540000")
    assert [entry.label.lang for entry in shown.primary] == [None, None, "zh-Hans", "zh-Hans"]
    assert [entry.path is None for entry in shown.primary] == [False, False, True, True]


def test_neighbours_are_those_of_the_same_printed_page() -> None:
    records = [make_record(f"{page}-0{n}") for page in ("p", "q") for n in (1, 2)]
    found = views(*records)
    last, first = found["zh/articles/p-02.html"], found["zh/articles/q-01.html"]
    assert isinstance(last, ArticleView)
    assert isinstance(first, ArticleView)
    assert (last.previous.id, last.next) == ("p-01", None)
    assert (first.previous, first.next.id) == (None, "q-02")


def test_side_by_side_leads_on_side_by_side() -> None:
    records = [make_record(f"p-0{number}") for number in (1, 2, 3)]
    table = {("en", f"p-0{number}", "headline"): "Barns" for number in (1, 2)}
    shown = views(*records, said=table)
    first, second = shown["en/articles/p-01.both.html"], shown["en/articles/p-02.both.html"]
    assert (first.previous, first.next.path) == (None, "en/articles/p-02.both.html")
    assert (second.previous.path, second.next.path) == ("en/articles/p-01.both.html", "en/articles/p-03.html")


def test_related_stories_share_the_rarest() -> None:
    plain: dict = {"regions": (), "bylines": ()}
    records = [
        make_record("p-01", tags=("青稞", "粮站"), **plain),
        make_record("p-02", tags=("青稞",), **plain),
        make_record("p-03", tags=("粮站",), **plain),
        make_record("p-04", tags=("青稞",), **plain),
        make_record("p-05", tags=("雪",), **plain),
    ]
    assert relate(digest_of(*records), {})["p-01"][1] == ("p-03", "p-02", "p-04")


def test_an_excerpt_keeps_headline_summary_numbers_and_places() -> None:
    shown = view(make_record(rights="excerpt"))
    assert shown.withheld
    assert shown.headline.text == "仓廪实 人心暖"
    assert shown.summary == Phrase("青稞站今年收粮多，群众过冬不愁。")
    assert [(n.amounts, n.clause) for n in shown.numbers] == [((Amount("445", Phrase("万元")),), None)]
    assert shown.primary
    assert shown.citing.citations
    assert (shown.pieces, shown.pictures, shown.abstract, shown.reading_time) == ((), (), None, None)


def test_citations_name_the_page_of_the_reader() -> None:
    shown = view(make_record(), "en", site_url="https://example.org/")
    assert "https://example.org/en/articles/p-01.html" in shown.citing.citations[0].text


def test_a_story_without_a_headline_is_named_by_what_is_nearest() -> None:
    record = make_record()
    bare = Article(record.article.source, kicker=Text("青稞站"), blocks=BLOCKS)
    found = views(replace(record, article=bare))["zh/articles/p-01.html"]
    assert found.headline.text == "青稞站"


@given(st.text(st.sampled_from("路雪豈\U00020000a1é'’‘“”–—….,-_ \n，。")) | st.text(st.sampled_from("a1'’“–….,-_ \n")))
def test_text_is_counted_as_if_letter_by_letter(text: str) -> None:
    assert _count(text) == (len(HAN.findall(text)), len(WORD.findall(text)))


def test_the_script_of_a_story_s_page_is_small() -> None:
    assert (packaged("static") / "reading.js").stat().st_size < 4096
