"""Tags: what must never be one, what makes one, and how the digest weighs them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.enrich.persons import find_persons
from generator.enrich.tags import Frequencies, choose_article_tags, choose_tags, count_terms, find_candidates
from generator.enrich.tokenizers import private_folder
from generator.errors import LexiconError
from generator.lexicon import read_lexicon
from generator.model import Article, Byline, Paragraph, Region, Source, Subhead, Text
from tests.shared_articles import SHARED, read_articles

if TYPE_CHECKING:
    from generator.lexicon import Lexicon

SOURCE = Source("a.txt", "0" * 64, ((1, 9),))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return read_lexicon(None)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def story(*paragraphs: str, headline: str | None = None, bylines: tuple[str, ...] = ()) -> Article:
    return Article(
        SOURCE,
        headline=Text(headline) if headline else None,
        bylines=tuple(map(Byline, bylines)),
        blocks=tuple(map(Paragraph, paragraphs)),
    )


def tags_of(article: Article, lexicon: Lexicon, cache: Path, regions: tuple[Region, ...] = ()) -> tuple[str, ...]:
    return choose_tags({"a": find_candidates(article, lexicon, cache)}, {"a": regions}, lexicon)["a"]


def test_long_dictionary_words_go_before_their_pieces(lexicon: Lexicon, cache: Path) -> None:
    article = story(
        "柳河镇今年整治高标准农田三千亩，节水灌溉一直通到地头。农田平了，水也省了。",
        headline="高标准农田连成片 节水灌溉到地头",
    )
    tags = tags_of(article, lexicon, cache)
    assert tags[:2] == ("高标准农田", "节水灌溉")
    assert "农田" not in tags
    assert "灌溉" not in tags


def test_near_duplicates_are_one_tag(lexicon: Lexicon, cache: Path) -> None:
    tags = tags_of(story("驻村干部来了。驻村工作有了起色，驻村工作队很忙。"), lexicon, cache)
    assert tags == ("驻村工作队",)


@pytest.mark.parametrize(
    "name", ["格桑多吉", "央金措", "扎西平措", "桑吉达瓦", "陈川", "欧阳青松"], ids=lambda name: f"person {name}"
)
def test_no_person_and_no_piece_of_one(lexicon: Lexicon, cache: Path, name: str) -> None:
    article = story(
        f"村民{name}正在温室里忙碌。{name}说，温室大棚的蔬菜卖得好。驻村工作队队长{name}也来了。",
        headline=f"{name}的温室大棚",
        bylines=(name,),
    )
    tags = tags_of(article, lexicon, cache)
    assert tags
    assert not [tag for tag in tags if set(tag) & set(name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("社区党总支书记格桑多吉说，路通了。", "格桑多吉"),
        ("夏河村村民央金措正站在田埂上。", "央金措"),
        ("驻村工作队队长陈川介绍，水也通了。", "陈川"),
        ("“好多了！”张小川笑着说。", "张小川"),
        ("技术员达瓦次仁这些天很忙。", "达瓦次仁"),
    ],
)
def test_names_known_by_their_company(text: str, name: str) -> None:
    assert any(found.startswith(name[:2]) for found in find_persons(story(text)))


def test_no_place_no_figure_no_empty_word(lexicon: Lexicon, cache: Path) -> None:
    article = story(
        "那曲市安多县扎仁镇的社区服务群众有三百名党员干部。南木林县也派了工作人员开展活动。",
        "安多县的社区群众服务活动很多，安多县的干部党员工作很忙，一共1.5万人次。",
        headline="安多县社区服务群众工作活动 南木林",
    )
    region = Region("540623", ("西藏自治区", "那曲市", "安多县"), "body", primary=True)
    assert tags_of(article, lexicon, cache, (region,)) == ()


def test_a_picture_between_quotation_marks_is_no_subject(lexicon: Lexicon, cache: Path) -> None:
    article = story("党建是“绣花针”，也是“神经末梢”。“绣花针”要细。", headline="党建“绣花针”穿起“千条线”")
    assert tags_of(article, lexicon, cache) == ("党建",)


def test_a_piece_of_an_unknown_word_is_none(lexicon: Lexicon, cache: Path) -> None:
    tags = tags_of(story("口琴家来了，口琴家走了，口琴家唱了。", headline="口琴家"), lexicon, cache)
    assert "口琴" not in tags


@pytest.mark.parametrize("thing", ["本子", "格子", "饭碗", "木梯", "账本", "大巴"])
def test_a_thing_of_every_day_is_no_subject(lexicon: Lexicon, cache: Path, thing: str) -> None:
    article = story(
        f"老桑的{thing}还在。", f"他擦净{thing}，又放好{thing}。", f"{thing}旧了。", headline=f"一只{thing}"
    )
    assert tags_of(article, lexicon, cache) == ()


def test_a_noun_must_come_back_in_a_headline_or_again_and_again(lexicon: Lexicon, cache: Path) -> None:
    assert "口琴" not in tags_of(story("口琴响了。", "他又拿起口琴。"), lexicon, cache)
    assert "口琴" in tags_of(story("口琴响了。", "他又拿起口琴。", headline="一支口琴"), lexicon, cache)
    assert "口琴" in tags_of(story("口琴响了。", "他又拿起口琴。", "口琴声声，口琴悠悠。"), lexicon, cache)


def test_two_words_cut_wrongly_out_of_a_headline_are_no_tag(lexicon: Lexicon, cache: Path) -> None:
    text = "大雪天，路通到每个村。铲雪车开到冬牧场，农村公路养护站的人守着路。" * 8
    tags = tags_of(story(text, "农村公路路通人和。" * 20, headline="路通冬牧场"), lexicon, cache)
    assert "农村公路" in tags
    assert "路通" not in tags


def test_a_wide_word_is_a_tag_of_a_text_that_is_full_of_it(lexicon: Lexicon, cache: Path) -> None:
    filler = "果园里的苹果红了，果农忙着采摘。" * 5
    once = story(filler, f"{filler}补贴到了。", f"{filler}他领到补贴。", filler)
    full = story(filler, f"{filler}补贴到了。", f"{filler}他领到补贴，补贴不少。", f"{filler}补贴用来买树苗。")
    assert "补贴" not in tags_of(once, lexicon, cache)
    assert "补贴" in tags_of(full, lexicon, cache)
    assert "补贴" in tags_of(story(filler, "补贴到了。", headline="补贴进了果园"), lexicon, cache)


def test_a_piece_of_a_body_s_name_is_none(lexicon: Lexicon, cache: Path) -> None:
    tags = tags_of(story("据林业和草原局统计，黑颈鹤又多了。黑颈鹤爱吃青稞，旅游公司也来了。"), lexicon, cache)
    assert "黑颈鹤" in tags
    assert not {"林业", "草原", "旅游"} & set(tags)


def test_a_comment_without_a_subject_of_its_own_has_no_tag(lexicon: Lexicon, cache: Path) -> None:
    article = story(
        "好办法要用起来。一条经验值不值钱，要看换个地方灵不灵。",
        "先到田头看一看，再定怎么改。",
        headline="好办法莫睡觉",
    )
    assert tags_of(article, lexicon, cache) == ()


def test_a_short_word_far_down_a_long_story_is_beside_its_point(lexicon: Lexicon, cache: Path) -> None:
    filler = "驻村工作队走进村里，驻村工作队和村民一起修渠引水，谋划来年的生产。" * 8
    article = story(filler, filler, filler, "村里有人做木刻，木刻卖得好。" + filler, filler)
    assert tags_of(article, lexicon, cache)[0] == "驻村工作队"
    assert "木刻" not in tags_of(article, lexicon, cache)


def test_a_country_is_a_tag_where_the_headline_names_it(lexicon: Lexicon, cache: Path) -> None:
    text = "尼泊尔的边境贸易今年增长。尼泊尔客商在口岸采购。"
    assert "尼泊尔" in tags_of(story(text, headline="尼泊尔客商来口岸"), lexicon, cache)
    assert "尼泊尔" not in tags_of(story(text, headline="口岸人气旺"), lexicon, cache)


def test_a_word_of_every_story_tells_little_about_one(lexicon: Lexicon, cache: Path) -> None:
    others = {
        f"b{number:02}": find_candidates(story(f"合作社今年又添了新机器。{number}"), lexicon, cache)
        for number in range(40)
    }
    article = story("合作社种的羊肚菌卖得好，羊肚菌供不应求，合作社很高兴。")
    own = find_candidates(article, lexicon, cache)
    alone = choose_tags({"a": own}, {}, lexicon)["a"]
    among = choose_tags({"a": own, **others}, {}, lexicon)["a"]
    assert set(alone) == set(among) == {"合作社", "羊肚菌"}
    assert among[0] == "羊肚菌"


def test_candidates_are_the_same_again_and_can_be_pickled(lexicon: Lexicon, cache: Path) -> None:
    article = story("夜里，合作社的光伏电站还在发光。", headline="光伏电站")
    found = find_candidates(article, lexicon, cache)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    assert find_candidates(article, pickle.loads(pickle.dumps(lexicon)), cache) == found  # noqa: S301 - our own


def test_the_order_of_the_stories_changes_nothing(lexicon: Lexicon, cache: Path) -> None:
    found = {
        str(number): find_candidates(story(text), lexicon, cache)
        for number, text in enumerate(["牦牛和青稞都丰收了。", "青稞酒香，牦牛肉好。", "光伏电站照亮牧区。"])
    }
    turned = dict(reversed(found.items()))
    assert choose_tags(found, {}, lexicon) == choose_tags(turned, {}, lexicon)


def test_the_users_words_make_tags(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "words.txt").write_text("石榴籽讲堂\n", encoding="utf-8")
    assert tags_of(story("石榴籽讲堂开课了。"), read_lexicon(tmp_path), cache) == ("石榴籽讲堂",)


def test_an_article_without_text_has_no_tags(lexicon: Lexicon, cache: Path) -> None:
    assert tags_of(Article(SOURCE, blocks=(Subhead("一"),)), lexicon, cache) == ()


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, generator.enrich.tags, generator.enrich.numbers, generator.enrich.summary, generator.slugs\n"
        "sys.exit(any(name in sys.modules for name in ('jieba', 'pypinyin')))"
    )
    root = Path(__file__).resolve().parents[1]
    assert subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=root, check=False).returncode == 0


def test_jieba_is_quiet_and_its_cache_private(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; sys.modules.update(rjieba=None)\n"
        "from generator.enrich.tags import find_candidates; from generator.lexicon import read_lexicon\n"
        "from generator.model import Article, Paragraph, Source\n"
        "article = Article(Source('a', 'b', ()), blocks=(Paragraph('青稞丰收了。'),))\n"
        "print([each.term for each in find_candidates(article, read_lexicon(None), Path(sys.argv[1])).found])"
    )
    root = Path(__file__).resolve().parents[1]
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(tmp_path / "cache")],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path / "nowhere"), "PATH": "", "PYTHONUTF8": "1"},
    )
    assert (ran.stdout, ran.stderr) == ("['丰收', '青稞']\n", "")
    [folder] = (tmp_path / "cache").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in folder.iterdir()] == ["jieba.cache"]


def test_a_cache_folder_is_made_private_and_cleared_of_links(tmp_path: Path) -> None:
    folder = tmp_path / "jieba"
    folder.mkdir(mode=0o777)
    planted = tmp_path / "planted"
    planted.write_bytes(b"x")
    (folder / "jieba.cache").symlink_to(planted)
    private_folder(folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == []
    assert planted.exists()


def test_a_cache_that_cannot_be_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        private_folder(tmp_path / "file" / "jieba")
    assert caught.value.problem.hint


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared real pages are not here")
def test_the_real_stories_have_tags_that_are_none_of_the_forbidden(lexicon: Lexicon, cache: Path) -> None:
    articles = read_articles("00*")
    found = {key: find_candidates(article, lexicon, cache) for key, article in articles.items()}
    chosen = choose_tags(found, {}, lexicon)
    persons = {byline.name for article in articles.values() for byline in article.bylines}
    for tags in chosen.values():
        assert 2 <= len(tags) <= 8
        for tag in tags:
            assert tag not in lexicon.vocabulary.stops
            assert not lexicon.gazetteer.find(tag)
            assert not any(tag in name or name in tag for name in persons)
            assert lexicon.glossary.english(tag), f"{tag} has no English"


def test_the_tags_of_one_article_need_the_frequencies_of_all_and_no_more(lexicon: Lexicon, cache: Path) -> None:
    texts = [
        "牦牛和青稞都丰收了。",
        "青稞酒香，牦牛肉好，牦牛奶也好。",
        "光伏电站照亮牧区。",
        "合作社的光伏电站发电了。",
    ]
    found = {
        str(number): find_candidates(story(text, headline=text), lexicon, cache) for number, text in enumerate(texts)
    }
    counted = [pickle.loads(pickle.dumps(count_terms(offered))) for offered in found.values()]  # noqa: S301 - our own
    frequencies = Frequencies.of(counted)
    assert frequencies.total == 4
    assert frequencies.documents["牦牛"] == 2
    apart = {key: choose_article_tags(offered, (), frequencies, lexicon) for key, offered in found.items()}
    assert apart == choose_tags(found, {}, lexicon)
    assert all(apart.values())
