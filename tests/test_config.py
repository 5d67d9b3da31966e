"""Settings: defaults < digest.yaml < flags; every mistake is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import _READERS, Config, packaged, parse_settings, read_config
from generator.errors import ConfigError
from generator.yamltext import LIMIT


def _settings(folder: Path, text: str) -> Config:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return read_config({"config": path})


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_config() == Config()


def test_the_file_of_the_working_folder_is_read_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("digest.yaml").write_text("page_size: 7\noutput: public\n", encoding="utf-8")
    config = read_config()
    assert (config.page_size, config.output) == (7, Path("public"))


def test_a_flag_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("strict: true\nseeds: raw\n", encoding="utf-8")
    config = read_config({"config": path, "seeds": tmp_path, "output": None})
    assert (config.seeds, config.strict) == (tmp_path, True)


def test_paths_in_the_file_are_relative_to_the_file(tmp_path: Path) -> None:
    assert _settings(tmp_path, "records: ../mine\n").records == tmp_path / ".." / "mine"


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        read_config({"config": tmp_path / "absent.yaml"})


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert _settings(tmp_path, "# nothing yet\n").title == Config().title


def test_one_title_serves_every_language(tmp_path: Path) -> None:
    assert _settings(tmp_path, "title: 河谷剪报\n").title == {"zh-Hans": "河谷剪报", "en": "河谷剪报"}


def test_the_site_address_ends_in_one_slash(tmp_path: Path) -> None:
    assert _settings(tmp_path, "site_url: https://example.org/digest\n").site_url == "https://example.org/digest/"


MISTAKES = [
    ("page_sise: 3", 1, "page_sise: no such key", "did you mean `page_size`?"),
    ("title: 摘\n\npage_size: thirty", 3, "page_size: found the text 'thirty', expected a whole number from 1", None),
    ("page_size: 0", 1, "page_size: found the number 0", None),
    ("page_size: yes", 1, "page_size: found the truth value true", None),
    ("strict: 1", 1, "strict: found the number 1, expected true or false", None),
    ("region: 540000", 1, "region: found the number 540000, expected a name or a code in quotes", None),
    ("languages: zh-Hans", 1, "languages: found the text 'zh-Hans', expected a list", None),
    ("languages: [zh-Hans, zh-Hans]", 1, "languages: found a list", "each language once"),
    ("languages: [zh_Hans]", 1, "languages: found a list", "BCP 47"),
    ("title: [摘]", 1, "title: found a list, expected a text", None),
    ("title: no", 1, "title: found the truth value false", None),
    ('paper: ""', 1, "paper: found an empty text", None),
    ("rights: some", 1, "rights: found the text 'some', expected full or excerpt", None),
    ("seeds:", 1, "seeds: found nothing, expected a folder", None),
    ("site_url: example.org", 1, "site_url: found the text 'example.org', expected an absolute address", "https://"),
    ("site_url: http://[bad", 1, "expected an absolute address", None),
    ("site_url: https://example.org/?a=1", 1, "expected an absolute address", None),
    ("paper: 甲\npaper: 乙", 2, "paper: found twice, first on line 1", None),
    ("title:\n  en: A\n  en: B", 3, "en: found twice, first on line 2", None),
    ("title: &a 摘\npaper: *a", 2, "found a YAML alias", None),
    ("paper: 本报讯: 甲", 1, "not valid YAML", None),
    ("- a\n- b", 1, "found no keys at the top", None),
    ("? [a]\n: b", 1, "a key must be a plain word", None),
    ("title: " + "[" * 5000, 1, "nested more than", None),
    ("paper: \x07", None, "not valid YAML", None),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), MISTAKES, ids=[case[0][:30] for case in MISTAKES])
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, text: str, line: int | None, message: str, hint: str | None
) -> None:
    with pytest.raises(ConfigError) as caught:
        _settings(tmp_path, text)
    problem = caught.value.problem
    assert problem.location.line == line
    assert message in problem.message
    assert hint is None or hint in (problem.hint or "")


def test_a_file_of_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="at most"):
        _settings(tmp_path, "# 甲\n" * LIMIT)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes("title: ok\npaper: 甲乙\n".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"own\.yaml:2: not UTF-8"):
        read_config({"config": path})


def test_a_wrong_flag_is_named() -> None:
    with pytest.raises(ConfigError, match="--site-url: site_url: found an empty text"):
        read_config({"site_url": ""})


def test_every_setting_has_a_reader() -> None:
    assert list(_READERS) == list(Config.__struct_fields__)


def test_templates_and_static_files_are_found() -> None:
    assert packaged("templates").is_dir()
    assert packaged("static").is_dir()


ODD: tuple[object, ...] = (
    *({}, {"a": 1}, {"en": {}}, {1: 2}, [], [{}], [[]], [None], [3], [""], {"a"}),
    *(3, 3.5, 10**30, float("nan"), True, None, "", " ", "\0", "x", b"x"),
)
"""What YAML may hold where another kind of value is wanted."""


@pytest.mark.parametrize("key", _READERS)
def test_whatever_stands_behind_a_key_is_taken_or_refused(key: str) -> None:
    for value in ODD:
        try:
            parse_settings({key: value}, {key: 7}, "digest.yaml")
        except ConfigError as error:
            assert error.problem.location.line == 7  # noqa: PT017 - some of them are right for some keys
