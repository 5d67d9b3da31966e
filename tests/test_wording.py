"""Originals against their translations: what is doubted, and above all what is not."""

from __future__ import annotations

import sys
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.checks.wording import check_renderings, note_renderings, terms
from generator.checks.wording.amounts import significant
from generator.checks.wording.chinese import read_amounts
from generator.checks.wording.english import read_digits
from generator.checks.wording.measures import chinese_measures, find_english
from generator.checks.wording.pairs import Pair, check_pairs, find_pairs
from generator.checks.wording.spelling import fold
from generator.checks.wording.terms import says
from generator.checks.wording.words import read_words
from generator.lexicon import Glossary, read_lexicon
from generator.lexicon.measures import read_units
from generator.lexicon.tables import read_packaged
from generator.model import Article, Byline, Paragraph, Record, Region, Source, Text
from generator.records import read_record
from generator.translate import Catalogue, make_translations, read_translations
from tests.project import outcome, start, translate_byline
from tests.tables import Case, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.errors import Problem

ROOT = Path(__file__).parent.parent


def doubts(source: str, target: str, lang: str = "en", glossary: Glossary | None = None) -> list[Problem]:
    pair = Pair(lang, "hegu-03", "p2", source, target, f"records/hegu/{lang}.po", 7)
    return list(check_pairs([pair], glossary or Glossary()))


@pytest.mark.parametrize("case", read_cases("translations.md"), ids=str)
def test_a_figure_is_doubted_if_it_is_another(case: Case) -> None:
    source, _, target = case.text.partition("\n= ")
    found = doubts(source.strip(), target.strip())
    wanted = [line.partition(" | ") for line in case.found]
    assert [problem.code for problem in found] == [code for code, _, _ in wanted], list(map(str, found))
    for problem, (_, _, words) in zip(found, wanted, strict=True):
        assert words in problem.message


# ---------------------------------------------------------------- figures, whatever they are

CHINESE_UNITS = ("元", "公里", "亩", "吨", "%", "户", "名", "头", "平方米", "个")
PLURALS = {"元": "yuan", "公里": "kilometres", "亩": "mu", "吨": "tonnes", "%": "percent", "平方米": "square metres"}
SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def in_chinese(value: Decimal) -> list[str]:
    """Ways to print a number: as it is, with a comma, in 万 and in 亿."""
    ways = [f"{value:f}", f"{value:,f}"]
    return ways + [f"{(value / scale).normalize():f}{sign}" for sign, scale in SCALES.items() if value >= scale > 1]


def in_english(value: Decimal) -> list[str]:
    ways = [f"{value:,f}"]
    for word, scale in (("thousand", 10**3), ("million", 10**6), ("billion", 10**9)):
        if value >= scale:
            ways.append(f"{(value / scale).normalize():f} {word}")
    return ways


AMOUNTS = st.integers(11, 9999).flatmap(lambda digits: st.integers(0, 6).map(lambda power: Decimal(digits) * 10**power))


@given(value=AMOUNTS, unit=st.sampled_from(CHINESE_UNITS), way=st.integers(0, 9), other=st.integers(0, 9))
def test_a_figure_is_found_however_it_is_written(value: Decimal, unit: str, way: int, other: int) -> None:
    source = f"全镇共有{in_chinese(value)[way % len(in_chinese(value))]}{unit}，比去年多。"
    said = in_english(value)[other % len(in_english(value))]
    assert doubts(source, f"The town has {said} {PLURALS.get(unit, 'of them')}, more than last year.") == []


@given(
    value=AMOUNTS,
    unit=st.sampled_from(CHINESE_UNITS),
    at=st.integers(0, 3),
    up=st.integers(1, 9),
    way=st.integers(0, 9),
)
def test_one_wrong_digit_is_one_doubt(value: Decimal, unit: str, at: int, up: int, way: int) -> None:
    digits = [*f"{value.normalize():f}"]
    at %= len(significant(value))
    digits[at] = str((int(digits[at]) + up) % 10)
    wrong = Decimal("".join(digits))
    assume(wrong >= LEAST_WRONG)
    source = f"全镇共有{in_chinese(value)[way % len(in_chinese(value))]}{unit}，比去年多。"
    found = doubts(source, f"The town has {in_english(wrong)[0]} {PLURALS.get(unit, 'of them')}, more than before.")
    assert len(found) == 1
    assert found[0].code in {"number-differs", "number-missing"}


LEAST_WRONG = 11


@given(st.integers(0, 999_999))
def test_numbers_in_words_are_read(number: int) -> None:
    assert Decimal(number) in read_words(f"There were {spelled(number)} of them.")


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
ONES_TO_19 = [*ONES.split(), "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    if number >= 1000:
        rest = f" {'and ' if number % 1000 < 100 else ''}{spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        return f"{ONES_TO_19[number // 100]} hundred{f' and {spelled(number % 100)}' if number % 100 else ''}"
    if number < 20:
        return ONES_TO_19[number]
    return TENS[number // 10] + (f"-{ONES_TO_19[number % 10]}" if number % 10 else "")


@given(
    st.text("一二两三十百千万亿0123456789.,年月日时点号元亩%成半余多至—（）“” 第后代个世纪AG", max_size=40),
    st.text(max_size=40),
)
def test_nothing_that_is_written_breaks_the_comparison(source: str, target: str) -> None:
    for lang in ("en", "bo"):
        assert all(problem.severity == "doubt" for problem in doubts(source, target, lang))
        assert doubts(target, source, lang) is not None


# ---------------------------------------------------------------- what is told at a glance is what a closer look says


def test_digits_of_any_script_are_read_in_an_original() -> None:
    for code in range(sys.maxunicode + 1):
        if chr(code).isdecimal() and unicodedata.decimal(chr(code)) == 7:
            assert [amount.values for amount in read_amounts(f"共{chr(code) * 2}头")] == [(Decimal(77),)], hex(code)


def english_units() -> Iterator[str]:
    for line in read_packaged("equivalents.tsv").splitlines():
        if line and not line.startswith("#"):
            yield from (unit for unit in line.split("\t")[3].split("|") if unit[-1:].isalpha())


@pytest.mark.parametrize("unit", sorted(english_units()))
def test_every_english_unit_is_seen_behind_a_number(unit: str) -> None:
    for said in (unit, unit.upper(), unit.replace(" ", "-"), unit if unit.endswith("s") else f"{unit}s"):
        (number,) = read_digits(f"There were 12 {said} of it.")
        assert number.measure == find_english(unit) is not None
        assert number.unit.replace("-", " ") == said.replace("-", " ")


WORDS = st.sampled_from(
    [
        *("rural", "revitalisation", "Revitalizations", "the", "health-centre", "centers", "our", "program", "or"),
        *("programmes", "parties", "Party’s", "cat", "organise", "organizations", "honours", "honor", "Xigazê"),
        *("Xigaze’s", "cities", "city", "is", "ise", "issue", "boxes", "\u017fea", "seas", "m\u0131sty", "misty"),
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=8), st.sampled_from([" ", "-", " the "]))
def test_a_term_that_cannot_stand_there_does_not(term: list[str], text: list[str], between: str) -> None:
    english, target = " ".join(term), between.join(text)
    pattern = terms._pattern(english)
    closely = pattern.search(target) is not None or pattern.search(fold(target)) is not None
    assert says(target, english) == (closely or terms._stands(english.lower(), target.lower()))


OTHER_LANGUAGES = [
    ("de", "投入445万元。", "4,45 Millionen Yuan flossen.", []),
    ("de", "投入445万元。", "4,54 Millionen Yuan flossen.", ["number-missing"]),
    ("fr", "共2640只，其中1300只成活。", "2 640 chevreaux, dont 1\u202f300 vivent.", []),
    ("bo", "全县1360名护林员。", "ནགས་སྲུང་བ་༡༣༦༠", []),
    ("bo", "全县1360名护林员。", "ནགས་སྲུང་བ་༡༣༧༠", ["number-missing"]),
    ("zh-Hant", "全县1360名护林员，7个村。", "全縣1360名護林員，七個村。", []),
    ("ja", "2025年，12个村。", "2025年、十二の村。", []),
    ("de", "新造林2.1万亩，走了45分钟，占50%。", "1400 Hektar neuer Wald, eine Dreiviertelstunde, die Hälfte.", []),
]


@pytest.mark.parametrize(("lang", "source", "target", "codes"), OTHER_LANGUAGES)
def test_in_other_languages_digits_are_compared(lang: str, source: str, target: str, codes: list[str]) -> None:
    assert [problem.code for problem in doubts(source, target, lang)] == codes


# ---------------------------------------------------------------- terms of the project's own

OWN = Glossary(
    {
        "雪灯节": "Snow Lantern Festival",
        "暖棚": "warm pen",
        "驻村工作队": "resident village work team",
        "工作队": "team",
        "护林站": "forest ranger’s station",
        "合作社联社": "union of cooperatives",
    },
    frozenset({"雪灯节", "暖棚", "工作队", "护林站", "合作社联社"}),
)
TERMS = [
    ("雪灯节开幕了。", "The Snow Lantern Festival has opened.", []),
    ("雪灯节开幕了。", "The two snow-lantern festivals have opened.", []),
    ("雪灯节开幕了。", "The festival of snow lamps has opened.", ["term-ignored"]),
    ("暖棚建好了。", "The greenhouse is finished.", []),
    ("驻村工作队来了。", "Resident officials came.", []),
    ("工作队来了。", "Some people came.", ["term-ignored"]),
    ("护林站到了。", "Here is the forest ranger's station.", []),
    ("合作社联社成立。", "Unions of the cooperatives were founded.", []),
]


@pytest.mark.parametrize(("source", "target", "codes"), TERMS)
def test_a_term_of_ones_own_is_said_as_the_glossary_has_it(source: str, target: str, codes: list[str]) -> None:
    assert [problem.code for problem in doubts(source, target, glossary=OWN)] == codes
    assert doubts(source, target, "de", OWN) == []


SPELLED = [
    ("rural revitalisation", "Rural revitalization comes first.", True),
    ("health centre", "the old health centers", True),
    ("training programmes", "a training program", True),
    ("Xigazê committee", "the Xigaze committees", True),
    ("village Party branch secretary", "the village's Party branch secretary", False),
    ("secretary", "secretaries", True),
    ("class", "classes", True),
    ("cat", "catalogue", False),
]


@pytest.mark.parametrize(("english", "target", "said"), SPELLED)
def test_number_case_and_the_ocean_make_no_other_term(english: str, target: str, said: bool) -> None:  # noqa: FBT001
    assert says(target, english) is said


# ---------------------------------------------------------------- across the project


def record(page: str, text: str, *bylines: str) -> Record:
    article = Article(
        Source("seeds/x.txt", "00" * 32, ((1, 9),)),
        headline=Text("图片新闻"),
        rubric=Text("短评"),
        bylines=tuple(map(Byline, bylines)),
        blocks=(Paragraph(text),),
    )
    return Record(f"{page}-01", "zh-Hans", article, (Region("540200", ("西藏自治区", "日喀则市"), "body"),))


def noted(page: str, text: str, target: str, *bylines: tuple[str, str], rubric: str = "Comment") -> tuple[str, bytes]:
    """One printed page of one story, and what is noted of its translation."""
    story = record(page, text, *(name for name, _ in bylines))
    said = {("p1", text): target, ("rubric", "短评"): rubric}
    said |= {(f"b{number}", name): name_in_english for number, (name, name_in_english) in enumerate(bylines, 1)}
    lines: dict[str, int | None] = {unit: place for place, (unit, _) in enumerate(said, 10)}
    catalogue = Catalogue(f"records/{page}/en.po", "en", {story.id: said}, {story.id: lines})
    pairs = find_pairs(make_translations([catalogue]), [story])
    assert len(pairs) == len(said)
    return f"records/{page}", note_renderings(pairs, [story], LEXICON)


LEXICON = read_lexicon(None)
DROLMA = ("卓玛央宗", "Drolma Yangzom")
PROJECTS = {
    "the same name, with and without what doesn't count": (
        [
            noted("a", "雪停了。", "The snow stopped.", DROLMA),
            noted("b", "雪停了。", "It stopped.", (DROLMA[0], "Drolma  yangzom")),
        ],
        [],
    ),
    "a byline in two spellings": (
        [
            noted("a", "雪停了。", "The snow stopped.", DROLMA),
            noted("b", "雪停了。", "It stopped.", (DROLMA[0], "Zhuoma Yangzong")),
            noted("c", "雪停了。", "It stopped.", DROLMA),
        ],
        [("name-spelled-twice", "records/b/en.po:12", "“Zhuoma Yangzong” here, and “Drolma Yangzom” in 2 places")],
    ),
    "a rubric in two ways": (
        [noted("a", "雪停了。", "It stopped."), noted("b", "雪停了。", "It stopped.", rubric="Opinion")],
        [("term-rendered-twice", "records/b/en.po:11", "“Opinion” here, and “Comment” in 1 place")],
    ),
    "a person in two spellings": (
        [
            noted("a", "村民索朗格桑说，雪停了。", "The snow stopped, said villager Sonam Kalsang."),
            noted("b", "村民索朗格桑说，雪停了。", "It stopped, said Sonam Kelsang."),
        ],
        [
            (
                "name-spelled-twice",
                "records/b/en.po:10",
                "索朗格桑 is “Sonam Kelsang” here, and “Sonam Kalsang” in 1 place",
            )
        ],
    ),
    "two persons with names that are alike": (
        [
            noted("a", "村民索朗格桑说，雪停了。", "The snow stopped, said villager Sonam Kalsang."),
            noted("b", "村民索朗格桑和村民索朗格松说，雪停了。", "It stopped, he and Sonam Kelsang said."),
            noted("c", "村民索朗格松说，雪停了。", "It stopped, said Sonam Kelsang."),
        ],
        [],
    ),
    "a person who is not named again": (
        [
            noted("a", "村民索朗格桑说，雪停了。", "The snow stopped, said villager Sonam Kalsang."),
            noted("b", "村民索朗格桑说，雪停了。", "It stopped, he said at the Potala Palace."),
        ],
        [],
    ),
    "a place by another name than on the site": (
        [
            noted("a", "日喀则下雪了。", "Snow fell in Shigatse."),
            noted("b", "日喀则市下雪了。", "Snow fell in Xigazê."),
        ],
        [("name-spelled-twice", "records/a/en.po:10", "日喀则市 is “Shigatse” here, and “Xigazê” on the site")],
    ),
    "a place without its accent, twice": (
        [noted("a", "日喀则下雪了。", "Snow fell in Xigaze."), noted("b", "日喀则市下雪了。", "Snow fell in Xigaze.")],
        [("name-spelled-twice", "records/a/en.po:10", "“Xigaze” here and in 1 more, and “Xigazê” on the site")],
    ),
    "a place under both names": ([noted("a", "日喀则下雪了。", "Snow fell in Xigazê (Shigatse).")], []),
    "a place that the translation leaves out": ([noted("a", "日喀则下雪了。", "Snow fell in the city.")], []),
    "a term of ours that the project says so, and once otherwise": (
        [
            *(noted(page, "乡村振兴是大事。", "Rural revitalisation matters.") for page in "abc"),
            noted("d", "乡村振兴是大事。", "The countryside comes first."),
        ],
        [("term-ignored", "records/d/en.po:10", "乡村振兴 is “rural revitalisation” in the glossary and in 3 places")],
    ),
    "a term of ours that the project says otherwise": (
        [
            noted("a", "乡村振兴是大事。", "Rural revitalisation matters."),
            *(noted(page, "乡村振兴是大事。", "The countryside comes first.") for page in "bc"),
        ],
        [],
    ),
}


@pytest.mark.parametrize(("pages", "wanted"), PROJECTS.values(), ids=PROJECTS)
def test_what_is_called_by_two_names_is_doubted(
    pages: list[tuple[str, bytes]], wanted: list[tuple[str, str, str]]
) -> None:
    found = list(check_renderings(pages))
    assert [(problem.code, str(problem.location)) for problem in found] == [want[:2] for want in wanted]
    for problem, (_, _, words) in zip(found, wanted, strict=True):
        assert words in problem.message


def test_entries_that_say_the_same_are_doubted_together() -> None:
    pairs = [Pair("en", "hegu-03", unit, "共18公里。", "None.", "records/hegu/en.po", 7) for unit in ("p2", "n1", "n2")]
    (problem,) = check_pairs(pairs, Glossary())
    assert str(problem.location) == "records/hegu/en.po:7"
    assert problem.message == "03/p2: 18公里 is missing in the translation; the same in 03/n1, 03/n2"
    assert problem.severity == "doubt"


def test_units_of_both_languages_are_known_to_the_figures() -> None:
    assert set(chinese_measures()) - {"块", "兆瓦时", "华里"} <= set(read_units())


def test_the_specimen_raises_no_doubt() -> None:
    lexicon = read_lexicon(ROOT / "lexicon")
    records = [read_record(path).record for path in sorted((ROOT / "records").glob("*/*.md"))]
    pairs = find_pairs(read_translations(ROOT / "records", ["en"])[0], records)
    assert len(pairs) > 200
    assert list(map(str, check_pairs(pairs, lexicon.glossary))) == []
    assert list(map(str, check_renderings([("records", note_renderings(pairs, records, lexicon))]))) == []


def test_a_build_says_what_is_called_by_two_names_as_long_as_it_is(tmp_path: Path) -> None:
    project = start(tmp_path / "digest", 4)

    def doubted() -> list[str]:
        report = outcome(project.config, project.folder).report
        assert report is not None
        return [str(problem.location.path) for problem in report.problems if problem.code == "name-spelled-twice"]

    assert doubted() == []
    translate_byline(project, 3)
    translate_byline(project, 10)
    assert doubted() == [str(project.folder / "records" / "page-3" / "en.po")]
    assert doubted() == [str(project.folder / "records" / "page-3" / "en.po")]
    translate_byline(project, 4)
    assert doubted() == []
