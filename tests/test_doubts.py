"""Kinds of doubts: every one has a name, and a project may leave it aside."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import cli
from generator.checks.reading import _LOST
from generator.commands.review import rank
from generator.config import parse_settings
from generator.doubts import KINDS, RENDERINGS
from generator.errors import ConfigError
from generator.model import Article, Flag, Paragraph, Record, Source
from generator.records import Kept

GENERATOR = Path(__file__).parent.parent / "generator"
MAKERS = {"Doubt": 1, "Flag": 0, "Problem": 0, "_problem": 1}
"""What makes a doubt, and which of its arguments names the kind."""
TOLD_ALWAYS = {"id-twice", "link-unsound", "link-folder", "link-broken", "link-fragment"}
"""Errors, no doubts."""
PAGE = """\
河湾日报 2026年3月4日 星期三 第2版


旧磨坊里开了面包铺

本报青石镇讯（记者 林青禾2）三月的第一个早晨，青石镇上的旧磨坊亮起了灯，头一炉青稞面包一小时卖出80个。

“磨盘还是那副磨盘。”社长达瓦说，全社去年收购青稞40吨，今年打算再添一台烤炉。
"""


def _named(path: Path) -> set[str]:
    """Find the kinds of doubts that a module names."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    named = (
        call.args[MAKERS[call.func.id]]
        for call in calls
        if isinstance(call.func, ast.Name) and len(call.args) > MAKERS.get(call.func.id, len(call.args))
    )
    return {name.value for name in named if isinstance(name, ast.Constant) and isinstance(name.value, str)}


def test_every_kind_that_a_check_has_can_be_left_aside() -> None:
    paths = [path for room in ("checks", "parse") for path in sorted((GENERATOR / room).rglob("*.py"))]
    found = {kind for path in paths for kind in _named(path)} | {*_LOST}
    assert len(found) > 20
    assert found - TOLD_ALWAYS - {*RENDERINGS} == {*KINDS} - {*RENDERINGS}
    assert {"name-spelled-twice", "term-ignored"} <= found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story whose byline is odd, translated with a figure that is not its own."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build"]) == 0
    assert cli.main(["translate"]) == 0
    (catalogue,) = tmp_path.rglob("en.po")
    text = catalogue.read_text(encoding="utf-8")
    at = text.index('msgstr ""', text.index("社去年收购"))
    catalogue.write_text(f'{text[:at]}msgstr "They bought 50 tonnes."{text[at + 9 :]}', encoding="utf-8")
    return tmp_path


def _doubts(capsys: pytest.CaptureFixture[str], ignored: str, command: str = "check") -> set[str]:
    Path("digest.yaml").write_text(f"ignore: {ignored}\n", encoding="utf-8")
    capsys.readouterr()
    cli.main([command, "--json"])
    return {problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]}


CASES: tuple[tuple[str, set[str]], ...] = (
    ("[]", {"byline-odd", "number-differs"}),
    ("[byline-odd]", {"number-differs"}),
    ("[number-missing]", {"byline-odd", "number-differs"}),
    ("[number-added, number-differs, number-missing, unit-differs]", {"byline-odd"}),
    ("[number-differs, byline-odd]", set()),
)


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.usefixtures("project")
def test_what_is_left_aside_is_not_told(capsys: pytest.CaptureFixture[str], command: str) -> None:
    for ignored, told in CASES:
        assert _doubts(capsys, ignored, command) == told, ignored


@pytest.mark.usefixtures("project")
def test_what_is_left_aside_is_not_reviewed(capsys: pytest.CaptureFixture[str]) -> None:
    for ignored, told in (("[]", True), ("[byline-odd]", False)):
        Path("digest.yaml").write_text(f"ignore: {ignored}\n", encoding="utf-8")
        capsys.readouterr()
        assert cli.main(["review"]) == 0
        assert ("[byline-odd]" in capsys.readouterr().out) == told


@pytest.mark.usefixtures("project")
def test_what_is_left_aside_does_not_count_with_strict() -> None:
    Path("digest.yaml").write_text("ignore: [number-differs, byline-odd]\n", encoding="utf-8")
    assert cli.main(["build", "--strict"]) == 0
    Path("digest.yaml").write_text("ignore: [byline-odd]\n", encoding="utf-8")
    assert cli.main(["build", "--strict"]) == 1


@pytest.mark.parametrize(
    ("value", "hint"), [(["byline-od"], "did you mean byline-odd?"), ("byline-odd", None), ([3], "3 is none")]
)
def test_a_kind_that_does_not_exist_is_refused(value: object, hint: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings({"ignore": value}, {"ignore": 4}, "digest.yaml")
    assert "expected a list of kinds of doubts" in caught.value.problem.message
    assert caught.value.problem.location.line == 4
    assert (hint or "") in (caught.value.problem.hint or "")


def test_a_guess_that_is_left_aside_is_not_reviewed() -> None:
    guess = Flag("joined", ((4, 4),), 0.8, "a sentence goes on")
    article = Article(Source("seeds/page.txt", "00" * 32, ((3, 9),)), blocks=(Paragraph("河水退了。", ((4, 9),)),))
    record = Record("page-01", "zh-Hans", replace(article, flags=(guess,)))
    kept = [Kept(record, Path("records/page/01.md"), edited=False)]
    told = [reason for entry in rank(kept, Path("records")) for reason in entry.reasons]
    left = [reason for entry in rank(kept, Path("records"), ignored=("joined",)) for reason in entry.reasons]
    assert [reason for reason in told if "[joined]" not in reason] == left
    assert len(told) == len(left) + 1
