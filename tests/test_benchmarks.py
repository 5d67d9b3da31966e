"""What measures must be right too: the corpus is read as it was told, the clock tells the truth, the report adds up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from benchmarks import floor
from benchmarks.charts import short, spread
from benchmarks.corpus import write_corpus
from benchmarks.figures import Figures
from benchmarks.goals import check_goals, check_growth
from benchmarks.growth import COSTS, find_line
from benchmarks.made_up import make_stories
from benchmarks.neutral import read_neutral
from benchmarks.ours import EDITS, prepare
from benchmarks.raw_pages import make_raw_page
from benchmarks.report import write_report
from benchmarks.timing import Attic, Task, run, survey
from generator.cli import main
from generator.lexicon import read_lexicon
from generator.records import read_records
from generator.translate import read_translations

if TYPE_CHECKING:
    from benchmarks.stories import Story

ROOT = Path(__file__).parents[1]
PEERS = ROOT.parent / "shared" / "peers"
COUNT = 5


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(make_stories(COUNT), folder)
    return folder


def _check(folder: Path, stories: list[Story]) -> None:
    """Every story is a record of the same words, and every translation is whole."""
    kept, problems = read_records(folder / "records")
    translations, unread = read_translations(folder / "records", ["en"])
    assert (problems, unread) == ((), ())
    assert len(kept) == len(stories)
    gazetteer = read_lexicon(folder / "lexicon").gazetteer
    for item, story in zip(kept, stories, strict=True):
        record, words = item.record, story.original
        assert item.edited
        assert record.parsed is None
        assert (record.page_id, record.date, record.page) == (story.page_id, story.date, str(story.page))
        article = record.article
        assert (str(article.kicker), str(article.headline)) == (words.kicker, words.headline)
        assert [byline.name for byline in article.bylines] == [words.byline]
        assert len(record.tags) == len(words.tags)
        assert [place.name for place in gazetteer.chain(record.regions[0].code)] == list(words.regions)
        coverage = translations.coverage("en", record)
        assert (coverage.fuzzy, coverage.missing if story.translation else coverage.translated) == (0, 0)


def test_made_up_stories_become_records_and_translations(corpus: Path) -> None:
    _check(corpus, make_stories(COUNT))


def test_a_story_is_the_same_in_a_larger_corpus() -> None:
    assert {story.original.body for story in make_stories(3)} < {story.original.body for story in make_stories(COUNT)}


def test_a_raw_page_has_every_paragraph_of_its_stories() -> None:
    stories = make_stories(3)
    page = make_raw_page(stories)
    assert [story.original.headline in page for story in stories] == [True] * 3
    assert "**" not in page


def test_the_peers_corpus_is_read_as_it_was_made(tmp_path: Path) -> None:
    if not PEERS.is_dir():
        pytest.skip("no ../shared/peers here")
    made = tmp_path / "neutral"
    maker = [sys.executable, PEERS / "make_corpus.py", "-n", "5", "-o", made]
    subprocess.run(maker, check=True, capture_output=True)
    folder = tmp_path / "ours"
    stories = list(read_neutral(made))
    write_corpus(stories, folder)
    _check(folder, stories)
    theirs = json.loads((made / "expected.json").read_text(encoding="utf-8"))
    ours = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert (ours["html"], ours["zh"], ours["en"]) == (theirs["html"], theirs["zh"], theirs["en"])


def test_the_plain_site_has_the_pages_that_the_others_have(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = prepare(corpus)["plain"]
    monkeypatch.chdir(look.folder)
    assert main(["build"]) == 0
    expected = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))["html"]
    # The front door, the page for wrong addresses, the stories without a place in two languages, and one page of the
    # latest more: the front page has fewer than those behind it.
    assert survey(look.output).html == expected + 5


@pytest.mark.parametrize("case", EDITS)
def test_every_edit_changes_the_site(case: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = prepare(corpus)["plain"]
    monkeypatch.chdir(look.folder)
    before = _built(look.output)
    EDITS[case](look, 1)
    assert before != _built(look.output)


def _built(output: Path) -> dict[str, bytes]:
    main(["build"])
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.html")}


# ---------------------------------------------------------------- the clock


def _task(code: str, folder: Path) -> Task:
    return Task((sys.executable, "-c", code), folder)


def test_a_run_is_charged_with_its_own_memory_only(tmp_path: Path) -> None:
    ballast = bytearray(80 << 20)
    small = run(_task("pass", tmp_path), tmp_path / "log")
    large = run(_task("x = bytearray(60 << 20)", tmp_path), tmp_path / "log")
    assert small.memory < 40 < large.memory
    del ballast


def test_a_run_counts_what_its_children_spent(tmp_path: Path) -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'for i in range(3000000): pass'])"
    assert run(_task(work, tmp_path), tmp_path / "log").cpu > 2 * run(_task("pass", tmp_path), tmp_path / "log").cpu


def test_what_fails_and_what_takes_too_long_is_told(tmp_path: Path) -> None:
    failed = run(_task("raise SystemExit('no')", tmp_path), tmp_path / "log")
    stopped = run(_task("import time; time.sleep(60)", tmp_path), tmp_path / "log", limit=0.3)
    assert (failed.failed, failed.stopped, stopped.failed, stopped.stopped) == (True, False, True, True)
    assert "no" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_the_floor_writes_as_many_files_and_bytes(processes: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "zh").mkdir(parents=True)
    for name, size in (("a.html", 10), ("zh/b.html", 20_000), ("zh/c.xml", 0)):
        (site / name).write_bytes(b"x" * size)
    floor.list_site(site, tmp_path / "listing")
    script = Path(floor.__file__)
    subprocess.run([sys.executable, script, site, tmp_path / "listing", tmp_path / "out", processes], check=True)
    assert survey(tmp_path / "out") == survey(site)


def test_old_output_is_moved_and_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text("a", encoding="utf-8")
    Attic(tmp_path / "attic").take(tmp_path / "site", tmp_path / "not there")
    assert survey(tmp_path / "attic").files == 1
    assert not (tmp_path / "site").exists()


# ---------------------------------------------------------------- the report


def _row(tool: str, case: str, number: int, wall: float) -> dict[str, object]:
    costs = {"wall": wall, "cpu": wall, "system": 0.0, "memory": 100.0, "together": None}
    return {"tool": tool, "case": case, "round": number, **costs, "failed": False, "stopped": False}


def _figures(size: int = 1000, ours: float = 1.0) -> dict[str, object]:
    walls = [("plain", ours), ("hugo", 4.0), ("pelican", 20.0), ("floor, 1 process", 0.5), ("floor, 2 processes", 0.4)]
    rows = [_row(tool, "cold", number, wall * (number + 1)) for tool, wall in walls for number in range(3)]
    rows += [_row("plain", "record", number, 0.1) for number in range(3)]
    rows += [_row("--help", "start", 0, 0.1), _row("python", "start", 0, 0.02)]
    stage = {"name": "parse", "things": 10, "wall": 0.1, "cpu": 0.1, "memory": 50.0, "round": 0}
    return {
        "size": size,
        "rounds": 3,
        "machine": {"system": "Linux", "python": "3.11.7", "processors": 2, "memory": True},
        "peers": ["hugo", "pelican"],
        "expected": {"html": 3951},
        "heaps": {"plain": {"files": 2 * size, "html": 2 * size - 10, "size": 7000 * size}},
        "rows": rows,
        "stages": [stage],
    }


def test_ratios_are_taken_inside_a_round() -> None:
    figures = Figures(_figures())
    assert figures.find("plain", "cold", "wall") == 2.0
    assert figures.ratio(("plain", "cold"), ("hugo", "cold"), "wall") == 0.25
    assert figures.ratio(("plain", "cold"), ("jekyll", "cold"), "wall") is None


def test_a_tool_that_was_stopped_counts_with_the_time_it_had() -> None:
    told = _figures()
    stopped = {**_row("jekyll", "cold", 0, 900.0), "failed": True, "stopped": True}
    failed = {**_row("eleventy", "cold", 0, 1.0), "failed": True}
    figures = Figures({**told, "peers": ["jekyll", "eleventy"], "rows": [*told["rows"], stopped, failed]})
    assert figures.find("jekyll", "cold", "wall") == 900.0
    assert figures.find("jekyll", "cold", "memory") is None
    assert figures.find("eleventy", "cold", "wall") is None


def test_goals_are_met_or_not_or_not_measured() -> None:
    met = {outcome.goal.told: outcome.met for outcome in check_goals(Figures(_figures()))}
    assert met["cold build, wall clock, against Hugo"] is True
    assert met["cold build, memory of the largest process, against Hugo"] is False
    assert met["cold build, wall clock, against Jekyll"] is None
    assert [outcome.met for outcome in check_growth([Figures(_figures())])] == [None, None]
    large = [Figures(_figures(10_000, 1.0)), Figures(_figures(100_000, 15.0))]
    assert [outcome.met for outcome in check_growth(large)] == [False, True]


def test_a_line_goes_through_the_two_largest_sizes() -> None:
    sizes = [Figures(_figures(size, ours)) for size, ours in ((10, 7.0), (1000, 1.0), (2000, 1.5))]
    line = find_line(COSTS[0], sizes)
    assert line is not None
    assert (line.at(1000), line.at(2000), line.at(4000)) == pytest.approx((2.0, 3.0, 5.0))
    assert line.reach(11.0) == pytest.approx(10_000)


@pytest.mark.parametrize("sizes", [[1000], [1000, 10_000]])
def test_the_report_is_whole(sizes: list[int], tmp_path: Path) -> None:
    results, docs = tmp_path / "results", tmp_path / "docs"
    results.mkdir()
    for size in sizes:
        (results / f"{size}.json").write_text(json.dumps(_figures(size)), encoding="utf-8")
    write_report(docs, results)
    for name in ("performance.md", "scaling.md"):
        text = (docs / name).read_text(encoding="utf-8")
        assert "{{" not in text
        assert "None" not in text
        for _, rows in re.findall(r"(^\|[^\n]*\n)((?:\|[^\n]*\n)+)", text, re.MULTILINE):
            assert len({line.count("|") for line in rows.splitlines()}) == 1
        for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
            drawn = ET.parse(docs / picture).getroot()  # noqa: S314 - our own picture
            assert [drawn[0].tag[-5:], drawn[1].tag[-4:]] == ["title", "desc"]
    assert "| Baozhai, plain theme | 2.00 |" in (docs / "performance.md").read_text(encoding="utf-8")


def test_the_docs_are_what_the_results_give(tmp_path: Path) -> None:
    write_report(tmp_path)
    for path in tmp_path.rglob("*.*"):
        standing = ROOT / "docs" / path.relative_to(tmp_path)
        assert path.read_bytes() == standing.read_bytes(), "run: python -m benchmarks --report"


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.03124, "0.0312"), (2.0, "2.00"), (1234.5, "1,234")])
def test_figures_are_written_short(value: float, text: str) -> None:
    assert short(value) == text


def test_labels_do_not_stand_on_each_other() -> None:
    assert spread([100, 20, 22, 60], apart=10) == [100, 20, 30, 60]
