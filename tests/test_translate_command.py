"""``translate`` from outside: a folder of records in; PO files, counts and what is said of them out."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from generator import cli
from generator.catalogue import SUGGESTED
from generator.po import dumps_po, loads_po, read_po
from generator.records import dumps, index_pages, record_path
from tests.hostile import groups, hostile_record
from tests.po_pages import FLOOD, SCHOOL, record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Record

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder, and work in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*records: Record) -> None:
    for one in records:
        path = record_path(one, Path("records"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(one), "utf-8")


def on_page(page_id: str, one: Record) -> Record:
    return replace(one, id=f"{page_id}-{one.ordinal}")


def run(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> tuple[str, str]:
    assert cli.main(["translate", *args]) == status, capsys.readouterr().err
    said = capsys.readouterr()
    return said.out, said.err


def answer(path: Path, source: str, target: str) -> None:
    """Translate one text, as a person does in a gettext editor."""
    entries = loads_po(path.read_text("utf-8"))
    done = (replace(one, target=target, flags=()) if one.source == source else one for one in entries)
    path.write_text(dumps_po(done), "utf-8")


def catalogues() -> list[str]:
    return sorted(path.as_posix() for path in Path("records").rglob("*.po"))


# ---------------------------------------------------------------- the files are gettext's


def check_with_gettext(paths: Iterable[str]) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    for path in paths:
        command = ["msgfmt", "--check", "-o", "/dev/null", path]
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        assert (done.returncode, done.stderr) == (0, ""), path


@pytest.mark.usefixtures("folder")
def test_gettext_accepts_the_files_of_the_specimen_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "records", "records")
    for lang in ("en", "fr", "zh-Hant-HK"):
        run(capsys, "--lang", lang)
    assert run(capsys)[0] == "0 files changed\n"
    found = catalogues()
    assert len(found) == 6
    for path in found:
        units = [entry for entry in read_po(Path(path)) if entry.source]
        assert all(entry.notes and entry.locations and entry.context for entry in units), path
    check_with_gettext(found)


@pytest.mark.usefixtures("folder")
def test_the_specimen_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "records", "records")
    assert run(capsys)[0] == "0 files changed\n"
    assert run(capsys, "status")[0].startswith("en: 251 of 251 units translated (100%)")


@pytest.mark.usefixtures("folder")
def test_gettext_accepts_whatever_a_record_holds(capsys: pytest.CaptureFixture[str]) -> None:
    for number, group in enumerate(groups(), 1):
        put(hostile_record(f"page-{number:02d}", partial(next, cycle(group))))
    Path("lexicon").mkdir()
    Path("lexicon/glossary.yaml").write_text('"安多": "a\\nmsgid \\"\\u2028#~"\n', "utf-8")
    assert "wrote records/page/en.po" in run(capsys)[0]
    assert run(capsys)[0] == "0 files changed\n"
    entries = read_po(Path("records/page/en.po"))
    done = (replace(one, target=one.source) if number % 2 and one.source else one for number, one in enumerate(entries))
    Path("records/page/en.po").write_bytes(dumps_po(done).encode())
    run(capsys)
    assert run(capsys)[0] == "0 files changed\n"
    check_with_gettext(catalogues())


# ---------------------------------------------------------------- languages


@pytest.mark.usefixtures("folder")
def test_a_new_language_is_started_and_said_not_to_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    put(record(FLOOD))
    out, err = run(capsys, "--lang", "bo", "--strict")
    assert out == "wrote records/page/bo.po\n1 file changed\n"
    assert "records/*/bo.po: the site is not built in bo (Tibetan)" in err
    assert "hint: to publish it, write into digest.yaml: languages: [zh-Hans, en, bo]" in err
    put(record(SCHOOL))
    assert run(capsys)[0] == "wrote records/page/bo.po\nwrote records/page/en.po\n2 files changed\n"
    assert "bo: 0 of 2 units" in run(capsys, "status")[0]
    Path("digest.yaml").write_text("languages: [zh-Hans, en, bo]\n", "utf-8")
    assert run(capsys) == ("0 files changed\n", "")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh_Hant", "found 'zh_Hant', expected a language as in BCP 47"),
        ("english", "found 'english', expected a language as in BCP 47"),
        ("zh-Hans", "zh-Hans is the language of the records"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_no_other_language_is_refused(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(record(FLOOD))
    _, err = run(capsys, "--lang", lang, status=2)
    assert f"--lang: {said}" in err
    assert catalogues() == []


# ---------------------------------------------------------------- page by page


@pytest.mark.usefixtures("folder")
def test_what_is_translated_on_one_page_is_suggested_on_another(capsys: pytest.CaptureFixture[str]) -> None:
    put(on_page("a", record(FLOOD)), on_page("b", record(headline="河水退了")))
    run(capsys)
    answer(Path("records/b/en.po"), "河水退了", "The river fell.")
    put(on_page("a", record(FLOOD, "河水退了")))
    assert run(capsys)[0] == "wrote records/a/en.po\n1 file changed\n"
    (found,) = (entry for entry in read_po(Path("records/a/en.po")) if entry.source == "河水退了")
    assert (found.target, found.flags) == ("The river fell.", ("fuzzy",))
    assert found.notes[-1] == f"{SUGGESTED}the same text is translated so in b 01/headline"
    assert "0/3           1        2  a" in run(capsys, "status")[0]


@pytest.mark.usefixtures("folder")
def test_what_was_translated_is_suggested_where_its_page_has_another_name(capsys: pytest.CaptureFixture[str]) -> None:
    put(on_page("old", record(FLOOD)))
    run(capsys)
    answer(Path("records/old/en.po"), FLOOD, "The river rose.")
    put(on_page("new", record(FLOOD)))
    Path("records/old/01.md").unlink()
    run(capsys)
    assert any(one.target == "The river rose." and one.fuzzy for one in read_po(Path("records/new/en.po")))
    assert any(one.target == "The river rose." and one.obsolete for one in read_po(Path("records/old/en.po")))


@pytest.mark.usefixtures("folder")
def test_a_page_with_a_record_that_can_t_be_read_waits(capsys: pytest.CaptureFixture[str]) -> None:
    put(on_page("a", record(FLOOD)), on_page("a", record(SCHOOL, number=2)), on_page("b", record(FLOOD)))
    run(capsys)
    before = Path("records/a/en.po").read_bytes()
    Path("records/a/01.md").write_text("---\nid: [\n---\n", "utf-8")
    put(on_page("b", record(SCHOOL)))
    out, err = run(capsys, status=1)
    assert out == "wrote records/b/en.po\n1 file changed\n"
    assert "records/a/01.md:" in err
    assert Path("records/a/en.po").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_a_broken_file_is_named_and_the_others_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    put(on_page("a", record(FLOOD)), on_page("b", record(FLOOD)))
    Path("records/a/en.po").write_bytes(b'msgid "\xff"\n')
    out, err = run(capsys, status=1)
    assert out == "wrote records/b/en.po\n1 file changed\n"
    assert "records/a/en.po:1: not UTF-8" in err
    assert "records/a/en.po:1: not UTF-8" in run(capsys, "status", status=1)[1]


@pytest.mark.usefixtures("folder")
def test_status_tells_machines_of_every_article(capsys: pytest.CaptureFixture[str]) -> None:
    put(record(FLOOD), record(SCHOOL, number=2))
    result = json.loads(run(capsys, "status", "--json")[0])
    assert result["languages"] == [{"lang": "en", "pages": 1, "translated": 0, "fuzzy": 0, "missing": 4, "units": 4}]
    assert [article["id"] for article in result["pages"][0]["articles"]] == ["page-01", "page-02"]
    assert run(capsys, "status", "--all")[0].splitlines()[1:4] == [
        "         0/4           0        4  page",
        "         0/2           0        2    01  河水过桥",
        "         0/2           0        2    02  河水过桥",
    ]


@pytest.mark.usefixtures("folder")
def test_without_records_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys) == ("0 files changed\n", "")
    assert run(capsys, "status") == ("no records yet\n", "")


# ---------------------------------------------------------------- records by their pages


@pytest.mark.usefixtures("folder")
def test_records_belong_to_the_page_that_their_id_names_wherever_they_lie() -> None:
    put(on_page("b", record(FLOOD)), on_page("a", record(FLOOD, number=2)))
    Path("records/a/x").mkdir()
    Path("records/a/x/y.md").write_text(dumps(on_page("b", record(SCHOOL, number=3))), "utf-8")
    Path("records/a/07.md").write_text(
        dumps(on_page("a", record(SCHOOL, number=7))).replace("schema: 1\n", "").replace("id: a-07", 'id: "a-07"'),
        "utf-8",
    )
    Path("records/a/08.md").write_text(dumps(on_page("a", record(SCHOOL, number=2))), "utf-8")
    Path("records/a/09.md").write_text("no record", "utf-8")
    index = index_pages(Path("records"))
    pages = list(index.read())
    assert [(page.id, [one.id for one in page.records], page.whole) for page in pages] == [
        ("a", ["a-02", "a-07"], False),
        ("b", ["b-03", "b-01"], True),
    ]
    assert [(one.code, one.location.path) for one in index.problems] == [("record-id-twice", "records/a/08.md")]
    assert [one.location.path for page in pages for one in page.problems] == ["records/a/09.md"]
