"""What is documented exists, and what exists is documented."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
import yaml

from generator.cli import COMMANDS, make_parser
from generator.commands.init import _SETTINGS
from generator.config import Config, parse_settings
from generator.lexicon import read_lexicon

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEXICON = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def _subparsers() -> dict[str, argparse.ArgumentParser]:
    action = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def test_the_parser_knows_exactly_the_commands() -> None:
    assert list(_subparsers()) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_with_all_its_flags(command: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{command}"))
    own = {flag for action in _subparsers()[command]._actions for flag in action.option_strings}
    common = {flag for action in make_parser()._actions for flag in action.option_strings} | {"-h", "--help"}
    assert [flag for flag in sorted(own - common) if flag not in row] == []


def test_every_common_flag_is_in_the_readme() -> None:
    flags = {flag for action in make_parser()._actions for flag in action.option_strings if flag.startswith("--")}
    assert [flag for flag in sorted(flags - {"--help", "--version"}) if f"`{flag}" not in README] == []


def test_every_command_line_of_the_readme_is_understood() -> None:
    lines = re.findall(r"^(?:python -m generator|baozhai) +(.+?)(?: +#.*)?$", README, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        make_parser().parse_args(line.split())


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", README, re.MULTILINE))
    assert {first or second for first, second in named} <= targets


def test_the_page_of_settings_names_every_key_with_its_default() -> None:
    text = re.sub(r"(?m)^# ([a-z_]+: )", r"\1", _SETTINGS)
    values = yaml.safe_load(text)
    default = Config()
    assert list(values) == [name for name in Config.__struct_fields__ if name != "json"]
    assert parse_settings(values, {}, "digest.yaml") == {name: getattr(default, name) for name in values}


@pytest.mark.parametrize("text", [README, ARCHITECTURE, LEXICON], ids=["README", "architecture", "lexicon"])
def test_every_link_to_a_file_leads_to_one(text: str) -> None:
    base = ROOT if text is README else ROOT / "docs"
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (base / link).exists()] == []


def test_every_path_in_the_table_of_rooms_exists() -> None:
    table = ARCHITECTURE.split("## Where is the room for my change?")[1].split("\n## ")[0]
    ours = re.sub(r"your own [^|]*", "", table)
    paths = re.findall(r"`([\w./-]+(?:/|\.(?:py|md|tsv|txt|yaml|html|css|po|toml|lock|sh)))`", ours)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_lock_files_name_versions_and_hashes_and_no_address() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
        pinned = re.findall(r"^[a-z0-9.-]+==\S+", text, re.MULTILINE)
        blocks = re.split(r"(?m)^(?=[a-z])", text)[1:]
        assert len(pinned) == len(blocks)
        assert all("--hash=sha256:" in block for block in blocks)


def test_every_file_of_the_lexicon_is_shown_with_an_example_that_is_read(tmp_path: Path) -> None:
    shown = dict(re.findall(r"^```\w+\n# lexicon/(\S+)\n(.*?)^```", LEXICON, re.MULTILINE | re.DOTALL))
    assert sorted(shown) == sorted(re.findall(r"^## `([\w.]+)`", LEXICON, re.MULTILINE))
    assert set(re.findall(r"`lexicon/([\w.]+)`", README)) == set(shown)
    for name, example in shown.items():
        (tmp_path / name).write_text(example, encoding="utf-8")
    lexicon = read_lexicon(tmp_path)
    assert [place.english for place in lexicon.gazetteer.find("云杉村")] == ["Spruce Village"]
    assert (lexicon.glossary.english("雪灯节"), lexicon.glossary.english("干部")) == ("Snow Lantern Festival", None)
    assert lexicon.vocabulary.words >= {"雪灯节", "暖棚"}
    assert lexicon.vocabulary.stops >= {"新气象", "本网"}
    assert (lexicon.vocabulary.merged("牧场"), lexicon.vocabulary.merged("越冬暖棚")) == ("放牧点", "暖棚")
    converted = read_lexicon(tmp_path, "tw").script
    assert (converted.text("在云杉台上"), converted.person("李余")) == ("在雲杉台上", "李餘")
