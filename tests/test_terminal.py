"""What a build says on the terminal: every error, and no more doubts than a person reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator import cli
from generator.errors import Location, Problem
from generator.terminal import A_FILE, A_RUN, tell_all, tell_few

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def doubt(code: str, path: str, line: int = 1) -> Problem:
    return Problem(code, Location(path, line), "this is odd")


def test_few_doubts_are_told_one_by_one() -> None:
    found = [doubt("odd", "a.po", line) for line in range(A_FILE)] + [doubt("even", "a.po")]
    assert list(tell_few(found)) == list(map(str, found))


def test_of_many_in_one_file_the_first_are_told_and_the_rest_counted() -> None:
    found = [doubt("odd", "a.po", line) for line in range(30)]
    *told, more, hint = tell_few(found)
    assert told == list(map(str, found[:A_FILE]))
    assert more == f"a.po: and {30 - A_FILE} more like these [odd]"
    assert "check tells every one" in hint


def test_of_many_files_the_first_are_told_and_the_rest_counted_by_kind() -> None:
    found = [doubt(code, f"{number:02}.po") for number in range(30) for code in ("odd", "even")]
    *told, odd, even, _ = tell_few(found)
    assert told == list(map(str, found[: 2 * A_RUN]))
    assert (odd, even) == tuple(f"and 18 more doubts in 18 files [{code}]" for code in ("odd", "even"))


PROBLEMS = st.builds(
    Problem,
    st.sampled_from(["odd", "even"]),
    st.builds(Location, st.sampled_from(["a.po", "b.po", "c.po", "d.po", "e.po", "f.po"]), st.integers(1, 99)),
    st.just("this is odd"),
    severity=st.sampled_from(["doubt", "doubt", "doubt", "doubt", "error", "notice"]),
)


@given(st.lists(PROBLEMS, max_size=120))
def test_nothing_is_lost_and_errors_are_never_folded(problems: list[Problem]) -> None:
    lines = list(tell_few(problems))
    counted = [re.search(r"and ([\d,]+) more .*\[(\w+)\]$", line) for line in lines]
    told = [line for line, count in zip(lines, counted, strict=True) if count is None and "hint" not in line]
    left = Counter(map(str, problems)) - Counter(told)
    severe = [str(problem) for problem in problems if problem.severity != "doubt"]
    assert not Counter(severe) - Counter(told)
    assert sum(int(count[1]) for count in counted if count is not None) == left.total()
    doubted = Counter(line.rpartition(" ")[2] for line in (Counter(told) - Counter(severe)).elements())
    assert all(count <= A_RUN for count in doubted.values())
    assert list(tell_all(problems)) == list(map(str, problems))


STORY = """旧磨坊里开了书屋

本报记者 林青禾

青石镇把旧磨坊改成了书屋，夜里亮着灯，孩子们放学后都到那里去看书。

"""


def test_a_build_folds_what_check_tells_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    paragraphs = "\n\n".join(f"书屋开张的第{name}周，共有{number}名村民来借书。" for name, number in AMOUNTS)
    (tmp_path / "seeds" / "page.txt").write_text(f"{STORY}{paragraphs}\n", encoding="utf-8")
    assert cli.main(["build"]) == 0
    assert cli.main(["translate"]) == 0
    catalogue = tmp_path / "records" / "page" / "en.po"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(re.sub(r'(msgctxt "\d+/p\d+"\nmsgid "[^"]+"\nmsgstr )""', r'\1"Nobody."', text), "utf-8")
    missing = {}
    for command in ("build", "parse", "check"):
        capsys.readouterr()
        assert cli.main([command]) == 0
        missing[command] = sum("is missing in the translation" in line for line in capsys.readouterr().err.splitlines())
    assert missing == {"build": A_FILE, "parse": A_FILE, "check": len(AMOUNTS)}
    for command in ("build", "check"):
        assert cli.main([command, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)["problems"]
        assert sum(problem["code"] == "number-missing" for problem in told) == len(AMOUNTS)


AMOUNTS = tuple(zip("一二三四五六七", (31, 47, 58, 63, 79, 86, 94), strict=True))
