"""A site in Traditional Chinese: a tree like the others, every word converted, and said to be so."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from generator import cli
from generator.build import build
from generator.config import Config, read_config
from generator.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

SEED = """样张日报 2026年1月5日 星期一 第4版 乡村

余干县来的范老师

本报安多讯（记者 范里云 余后）那曲市安多县帮爱乡的村里来了范老师，她只有一只箱子，里面装着面条和3只风筝。

孩子们先后围过来，干部也放下了手里的活。
"""
LATER = """样张日报 2026年1月6日 星期二 第2版 要闻

后勤队赶在台风前收谷子

本报安多讯 那曲市安多县的后勤队员在山谷里干了一周，征得同意以后把谷子都收进了仓，皇后村也来了人。
"""
NOTE = "繁體文字由程式自簡體自動轉換。"
NOTICE = "本頁由程式自簡體自動轉換，如有出入，以簡體原文為準。"
STORY = "articles/2026-01-05-01.html"


def lay_out(folder: Path, settings: str = "traditional: tw\nsite_url: https://example.org/d/\n") -> Path:
    files = {"digest.yaml": settings, "seeds/2026-01-05.txt": SEED, "seeds/2026-01-06.txt": LATER}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "site"


def make(folder: Path) -> dict[str, str]:
    with chdir(folder):
        report = build(read_config())
    assert not [problem for problem in report.problems if problem.severity == "error"]
    site = folder / "site"
    texts = (path for path in site.rglob("*") if path.suffix in {".html", ".xml", ".json", ".csv", ".opml", ".txt"})
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in texts}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("traditional")
    lay_out(folder)
    return make(folder)


def below(site: dict[str, str], folder: str) -> set[str]:
    return {path.removeprefix(f"{folder}/") for path in site if path.startswith(f"{folder}/")}


def body(html: str) -> str:
    """What a person reads of a page; a reference is as printed, whatever the page is in."""
    return re.sub(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', "", html.partition("<body")[2], flags=re.DOTALL)


def test_the_tree_has_the_pages_of_the_simplified_one(site: dict[str, str]) -> None:
    assert below(site, "zh-hant") == {path for path in below(site, "zh") if not path.endswith(".both.html")}
    assert 'href="zh-hant/index.html"' in site["index.html"]
    assert "zh-hant/index.html" in site["404.html"]


def test_a_story_is_converted_and_names_are_safe(site: dict[str, str]) -> None:
    html = body(site[f"zh-hant/{STORY}"])
    for text in (
        ">餘干縣來的范老師<",
        ">范里雲<",
        ">余后<",
        "本報安多訊",
        "那曲市安多縣幫愛鄉",
        '<b>3</b> <span class="unit">隻</span>',
        "的村裡來了范老師，她只有一隻箱子，裡面裝著麵條和3隻風箏。",
        "孩子們先後圍過來，幹部也放下了手裡的活。",
    ):
        assert text in html, text


def test_no_page_holds_a_simplified_word(site: dict[str, str]) -> None:
    for path in below(site, "zh-hant"):
        if path.endswith(".html"):
            assert not re.search("[报县乡来们围过讯记爱东个这说]", body(site[f"zh-hant/{path}"])), path


def test_every_page_says_that_it_was_converted(site: dict[str, str]) -> None:
    for path, html in site.items():
        if path.endswith(".html"):
            assert (NOTE in html) == path.startswith("zh-hant/"), path
            assert (NOTICE in html) == path.startswith("zh-hant/articles/"), path
    assert '<html lang="zh-Hant">' in site[f"zh-hant/{STORY}"]


def test_the_scripts_name_each_other(site: dict[str, str]) -> None:
    for folder in ("zh", "zh-hant"):
        html = site[f"{folder}/{STORY}"]
        for lang, other in (("zh-Hans", "zh"), ("zh-Hant", "zh-hant")):
            assert f'<link rel="alternate" hreflang="{lang}" href="https://example.org/d/{other}/{STORY}">' in html
    assert f'<link rel="canonical" href="https://example.org/d/zh-hant/{STORY}">' in site[f"zh-hant/{STORY}"]
    assert f"https://example.org/d/zh-hant/{STORY}" in site["sitemap.xml"]
    assert ">简体中文</a>" in site[f"zh/{STORY}"]


def test_feeds_and_data_for_machines_are_in_the_script_of_their_page(site: dict[str, str]) -> None:
    feed = json.loads(site["zh-hant/feed.json"])
    assert (feed["language"], feed["description"]) == ("zh-Hant", NOTE)
    assert NOTE in site["zh-hant/feed.xml"]
    told = {item["title"]: item for item in feed["items"]}
    assert [author["name"] for author in told["餘干縣來的范老師"]["authors"]] == ["范里雲", "余后"]
    node = json.loads(re.findall(r'ld\+json">(.*?)</script>', site[f"zh-hant/{STORY}"])[0])
    assert (node["inLanguage"], node["headline"]) == ("zh-Hant", "餘干縣來的范老師")
    assert "translationOfWork" not in node


def test_another_script_is_no_translation(site: dict[str, str]) -> None:
    assert not [path for path in site if path.endswith(".both.html")]
    article = json.loads(site["data/articles.json"])["articles"][0]
    assert list(article["translations"]) == ["en"]
    assert list(article["addresses"]) == ["zh-Hans", "en", "zh-Hant"]


# ---------------------------------------------------------------- what people translate


def po(lang: str, **texts: str) -> str:
    head = f'msgid ""\nmsgstr ""\n"Language: {lang}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    pairs = {"headline": "余干县来的范老师", "p2": "孩子们先后围过来，干部也放下了手里的活。"}
    return head + "".join(
        f'\nmsgctxt "01/{unit}"\nmsgid "{pairs[unit]}"\nmsgstr "{text}"\n' for unit, text in texts.items()
    )


def test_a_person_s_words_stand_beside_converted_ones(tmp_path: Path) -> None:
    lay_out(tmp_path)
    make(tmp_path)
    folder = tmp_path / "records" / "2026-01-05"
    (folder / "zh-Hant.po").write_text(po("zh_Hant", headline="從餘干縣來的范老師"), encoding="utf-8")
    (folder / "en.po").write_text(po("en", headline="Miss Fan is here"), encoding="utf-8")
    site = make(tmp_path)
    story = site[f"zh-hant/{STORY}"]
    assert ">從餘干縣來的范老師<" in story
    assert "幹部也放下了" in story
    assert NOTICE in story
    both = site["zh-hant/articles/2026-01-05-01.both.html"]
    assert re.search('lang="zh-Hant">從餘干縣來的范老師<.*lang="en">Miss Fan is here<', both, re.DOTALL)
    assert 'lang="zh-Hans">余干县来的范老师<' in site["zh/articles/2026-01-05-01.both.html"]
    assert 'lang="en">Miss Fan is here<' in site["zh/articles/2026-01-05-01.both.html"]


def test_translators_are_not_asked_for_what_is_converted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(tmp_path)
    make(tmp_path)
    with chdir(tmp_path):
        assert cli.main(["translate"]) == 0
        assert sorted(path.name for path in (tmp_path / "records").rglob("*.po")) == ["en.po", "en.po"]
        assert cli.main(["translate", "status"]) == 0
        assert "zh-Hant" not in capsys.readouterr().out
        assert cli.main(["translate", "--lang", "zh-Hant"]) == 0
        assert len(list((tmp_path / "records").rglob("zh-Hant.po"))) == 2


def test_every_story_is_told_where_untranslated_ones_are_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, "traditional: hk\nuntranslated: skip\n")
    site = make(tmp_path)
    assert f"zh-hant/{STORY}" in site
    assert f"en/{STORY}" not in site
    assert "範圍" not in site[f"zh-hant/{STORY}"]


def test_a_word_in_the_lexicon_changes_the_site(tmp_path: Path) -> None:
    lay_out(tmp_path)
    make(tmp_path)
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "traditional.tsv").write_text("风筝 = 紙鳶\n", encoding="utf-8")
    assert "3隻紙鳶" in make(tmp_path)[f"zh-hant/{STORY}"]


def test_without_the_switch_the_tree_is_the_translators(tmp_path: Path) -> None:
    lay_out(tmp_path, "languages: [zh-Hans, zh-Hant]\n")
    make(tmp_path)
    texts = po("zh_Hant", headline="從餘干縣來的范老師")
    (tmp_path / "records" / "2026-01-05" / "zh-Hant.po").write_text(texts, encoding="utf-8")
    site = make(tmp_path)
    assert ">從餘干縣來的范老師<" in site[f"zh-hant/{STORY}"]
    assert 'lang="zh-Hans"' in site[f"zh-hant/{STORY}"]
    assert "正文2段，已譯0段" in site[f"zh-hant/{STORY}"]
    assert NOTE not in site[f"zh-hant/{STORY}"]
    assert "zh-hant/articles/2026-01-05-01.both.html" in site


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("text", "traditional", "languages"),
    [
        ("traditional: tw\n", "tw", ("zh-Hans", "en", "zh-Hant")),
        ("traditional: true\n", "tw", ("zh-Hans", "en", "zh-Hant")),
        ("traditional: hk\nlanguages: [zh-Hans, zh-Hant, en]\n", "hk", ("zh-Hans", "zh-Hant", "en")),
        ("traditional: false\n", None, ("zh-Hans", "en")),
        ("traditional: null\nlanguages: [zh-Hans, zh-Hant]\n", None, ("zh-Hans", "zh-Hant")),
    ],
)
def test_the_switch(tmp_path: Path, text: str, traditional: str | None, languages: tuple[str, ...]) -> None:
    (tmp_path / "digest.yaml").write_text(text, encoding="utf-8")
    config = read_config({"config": tmp_path / "digest.yaml"})
    assert (config.traditional, config.languages) == (traditional, languages)
    assert config.converted == (("zh-Hant",) if traditional else ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("traditional: cn\n", "traditional: found the text 'cn', expected tw, hk or false"),
        ("traditional: tw\nlanguages: [zh-Hant, en]\n", "traditional: pages in zh-Hant can't be converted"),
    ],
)
def test_settings_that_can_not_be(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "digest.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        read_config({"config": tmp_path / "digest.yaml"})


def test_a_site_of_plain_settings_has_no_third_tree() -> None:
    assert Config().converted == ()
