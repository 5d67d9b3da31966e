"""Pictures for those who share an address: what stands in them, and when there are none."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.easel import FOLDERS, Easel, find_easel, find_font
from generator.errors import BaozhaiError, Problem
from generator.model import Text
from generator.picture import ROOM, Card, draw, fit, paint, width_of, wrap
from generator.plan import plan_site
from generator.render import render_site
from generator.views.edition import make_edition
from generator.views.pictures import make_card
from tests.invented import digest_of, make_record, read_xml

if TYPE_CHECKING:
    from generator.model import Record
    from tests.invented import Table

SITE = "https://example.org/digest/"
NOWHERE = Easel("No Such Family", ("/nowhere/font.ttc",), b"mark")
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@pytest.fixture(scope="module")
def easel() -> Easel:
    found = find_font(tuple(str(Path(folder).expanduser()) for folder in FOLDERS))
    if found is None:
        pytest.skip("no Chinese font on this machine")
    return found


# ---------------------------------------------------------------- words and lines


def card(record: Record, said: Table | None = None) -> Card:
    digest = digest_of(record, said=said, terms={"青稞日报": "Barley Daily"})
    return make_card(tuple(make_edition(digest, Config(), lang) for lang in ("zh-Hans", "en")), record.id)


def test_a_card_has_the_headline_in_both_languages_and_says_where_and_when() -> None:
    record = make_record(paper="青稞日报", date="2031-02-03")
    assert card(record, {("en", "p-01", "headline"): "Full Barns"}) == Card(
        "报摘 · Baozhai",
        ("仓廪实", "人心暖"),
        "Full Barns",
        ("那曲市 安多县 · 青稞日报 · 2031年2月3日", "Nagqu Amdo County · Barley Daily · 3 February 2031"),
    )


def test_what_is_not_translated_or_not_known_is_left_out() -> None:
    assert card(make_record(regions=())) == Card("报摘 · Baozhai", ("仓廪实", "人心暖"), None, ())


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (["仓廪实", "人心暖"], ["仓廪实", "人心暖"]),
        (["粮" * 14], ["粮" * 12, "粮粮"]),
        (["粮" * 12 + "，人心暖"], ["粮" * 11, "粮，人心暖"]),
        (["粮" * 11 + "“好"], ["粮" * 11, "“好"]),
        (["Full barns and warm hearts"], ["Full barns and warm", "hearts"]),
        ([], []),
    ],
)
def test_a_headline_breaks_where_a_reader_would_break_it(parts: list[str], lines: list[str]) -> None:
    assert wrap(parts, 84) == lines


@given(st.lists(ANY, max_size=3), st.integers(60, 400))
def test_a_headline_of_any_length_fits(parts: list[str], height: int) -> None:
    size, lines = fit(parts, height)
    assert len(lines) <= max(1, height / size / 1.3)
    longest = max((len(word) for part in parts for word in part.split()), default=0)
    assert all(width_of(line, size) <= ROOM for line in lines) or longest > 10


@given(st.builds(Card, ANY, st.tuples(ANY), st.none() | ANY, st.tuples(ANY)))
def test_whatever_is_printed_makes_a_picture_of_text_and_nothing_else(words: Card) -> None:
    tags = {element.tag.rpartition("}")[2] for element in read_xml(draw(words, "Noto")).iter()}
    assert tags <= {"svg", "rect", "g", "text"}


# ---------------------------------------------------------------- painted


def test_a_picture_has_the_size_that_is_promised_and_the_same_bytes_each_time(easel: Easel) -> None:
    words = Card("报摘", ("仓廪实", "人心暖"), "Full Barns", ("2031年2月3日",))
    painted = paint(words, easel)
    assert painted.startswith(b"\x89PNG")
    assert struct.unpack(">II", painted[16:24]) == (1200, 630)
    paint.cache_clear()
    assert paint(words, easel) == painted
    assert paint(Card("报摘", ("另一题",)), easel) != painted


def test_a_page_names_its_picture_and_there_is_one(easel: Easel) -> None:
    config = Config(site_url=SITE, pictures=True)
    files = render_site(plan_site(digest_of(make_record()), config, None, easel), config)
    page = files["en/articles/p-01.html"].decode()
    assert f'<meta property="og:image" content="{SITE}pictures/p-01.png">' in page
    assert files["pictures/p-01.png"].startswith(b"\x89PNG")


def test_a_font_that_went_away_is_an_error_and_no_picture_without_words() -> None:
    with pytest.raises(BaozhaiError, match="not on this machine"):
        paint(Card("报摘", ("题",)), NOWHERE)


def test_without_pictures_no_page_names_one() -> None:
    config = Config(site_url=SITE)
    files = render_site(plan_site(digest_of(make_record()), config), config)
    assert not any(path.startswith("pictures/") for path in files)
    assert b"og:image" not in files["en/articles/p-01.html"]


def test_pages_are_made_again_when_pictures_come_or_go_and_pictures_with_another_font() -> None:
    digest, config = digest_of(make_record(headline=Text("题"))), Config(site_url=SITE, pictures=True)
    other = Easel(NOWHERE.family, NOWHERE.files, b"newer")
    without, one, two = (
        {page.path: page.reads for page in plan_site(digest, config, None, easel)} for easel in (None, NOWHERE, other)
    )
    assert without["zh/articles/p-01.html"] != one["zh/articles/p-01.html"] == two["zh/articles/p-01.html"]
    assert one["pictures/p-01.png"] != two["pictures/p-01.png"]


def test_a_picture_can_be_painted_by_another_process(easel: Easel) -> None:
    config = Config(site_url=SITE, pictures=True)
    planned = {page.path: page for page in plan_site(digest_of(make_record()), config, None, easel)}
    there = pickle.loads(pickle.dumps(planned["pictures/p-01.png"]))  # noqa: S301 - our own, of a moment ago
    assert there.view == planned["pictures/p-01.png"].view


# ---------------------------------------------------------------- fonts


def test_the_finest_font_is_taken_with_all_its_files(tmp_path: Path) -> None:
    for name in ("wqy-zenhei.ttc", "deep/NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "Other.ttf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = find_font((str(tmp_path),))
    assert found is not None
    assert found.family == "Noto Serif CJK SC"
    assert [Path(path).name for path in found.files] == ["NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"]


def test_a_changed_font_has_another_mark(tmp_path: Path) -> None:
    (tmp_path / "wqy-zenhei.ttc").write_bytes(b"one")
    before = find_font((str(tmp_path),))
    (tmp_path / "wqy-zenhei.ttc").write_bytes(b"another")
    assert before.mark != find_font((str(tmp_path),)).mark


def test_no_font_is_no_font(tmp_path: Path) -> None:
    assert find_font((str(tmp_path), str(tmp_path / "absent"))) is None


def test_nothing_is_looked_for_where_no_pictures_are_wanted() -> None:
    assert find_easel(Config(site_url=SITE)) is None


def test_pictures_without_an_address_are_told_of_and_no_error() -> None:
    found = find_easel(Config(pictures=True))
    assert isinstance(found, Problem)
    assert found.severity == "notice"
    assert "site_url" in found.message
