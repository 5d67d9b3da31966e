"""Names in every trouble that a disk allows: read under an ASCII id of its own, or named and left out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.config import Config
from generator.errors import SeedError
from generator.seeds import find_seeds, read_seed
from generator.slugs import slug
from tests.tables import CASES

if TYPE_CHECKING:
    from generator.errors import Problem
    from generator.seeds import Seed

TEXT = "春风吹绿松林县\n本报松林讯 近日，树都活了。\n"
TABLE: list[dict[str, Any]] = yaml.safe_load((CASES / "names.yaml").read_text(encoding="utf-8"))
DEVICES = ("con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)))


def find(folder: Path, *names: str | bytes) -> tuple[tuple[Seed, ...], tuple[Problem, ...]]:
    """Write pages under these names and find them; skip where this disk has no such name."""
    for name in names:
        path = os.path.join(os.fsencode(folder), name if isinstance(name, bytes) else name.encode())  # noqa: PTH118 - bytes
        if os.path.lexists(path):
            pytest.skip("this disk takes the two names for one")
        try:
            with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - bytes
                file.write(TEXT)
        except OSError as error:
            pytest.skip(f"no such name on this disk: {error.strerror}")
    return find_seeds(folder)


def names_of(case: dict[str, Any]) -> list[str]:
    return [case["name"]] if isinstance(case["name"], str) else case["name"]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: ascii(case["name"]))
def test_a_name_is_read_or_refused(tmp_path: Path, case: dict[str, Any]) -> None:
    names = names_of(case)
    seeds, problems = find(tmp_path, *names)
    outcome = case["outcome"]
    assert [problem.code for problem in problems] == {"read": [], "": [], "twin": ["seed-twin"]}.get(outcome, [outcome])
    assert len(seeds) == {"read": len(names), "twin": 1}.get(outcome, 0)
    assert len({seed.id for seed in seeds}) == len(seeds)
    for seed in seeds:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", seed.id)
        assert read_seed(seed, Config(seeds=tmp_path)).lines
    for problem in problems:
        assert str(problem).replace("\n  hint: ", "").isprintable()
        str(problem).encode()


def test_bytes_that_are_no_text_are_refused_and_shown(tmp_path: Path) -> None:
    seeds, [problem] = find(tmp_path, b"\xff\xfe.txt")
    assert (seeds, problem.code) == ((), "seed-name")
    assert str(problem.location).endswith(r"\udcff\udcfe.txt")


def test_the_longest_name_there_can_be_is_read_without_notes(tmp_path: Path) -> None:
    seeds, problems = find(tmp_path, "x" * 251 + ".txt", "路" * 83 + ".txt")
    assert not problems
    assert all(len(seed.id) <= 60 and read_seed(seed, Config(seeds=tmp_path)).lines for seed in seeds)
    assert len({seed.id for seed in seeds}) == 2


def test_notes_without_a_page_are_shown_whatever_their_name(tmp_path: Path) -> None:
    _, [problem] = find(tmp_path, b"\xff\x1b.yaml")
    assert problem.code == "seed-note-alone"
    assert str(problem.location).endswith(r"\udcff\x1b.yaml")


def test_a_folder_of_another_name_is_no_way_around(tmp_path: Path) -> None:
    (tmp_path / "a\nb").mkdir()
    seeds, [problem] = find(tmp_path, "a\nb/page.txt")
    assert (seeds, problem.code) == ((), "seed-name")


def test_the_name_on_a_record_is_the_same_on_every_disk(tmp_path: Path) -> None:
    [seed], _ = find(tmp_path, "cafe\u0301.txt")
    assert seed.file == f"{tmp_path.name}/café.txt"


def test_links_that_lead_elsewhere_are_named(tmp_path: Path) -> None:
    folder, outside = tmp_path / "seeds", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "page.txt").write_text(TEXT, encoding="utf-8")
    (outside / "page.yaml").write_text("rights: excerpt\n", encoding="utf-8")
    (folder / "page.txt").symlink_to(outside / "page.txt")
    (folder / "more").symlink_to(outside, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    seeds, problems = find_seeds(folder)
    assert not seeds
    assert [(problem.code, Path(problem.location.path).name) for problem in problems] == [
        ("seed-outside", "more"),
        ("seed-outside", "round"),
        ("seed-outside", "page.txt"),
    ]


def test_notes_are_not_read_from_elsewhere_and_a_broken_link_is_no_absence(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (tmp_path / "notes.yaml").write_text("rights: full\n", encoding="utf-8")
    [seed], _ = find(folder, "page.txt")
    for target in (tmp_path / "notes.yaml", tmp_path / "nowhere.yaml"):
        (folder / "page.yaml").unlink(missing_ok=True)
        (folder / "page.yaml").symlink_to(target)
        with pytest.raises(SeedError, match="leads out of the seeds folder"):
            read_seed(seed, Config(seeds=folder))


def test_what_is_no_file_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert find_seeds(tmp_path) == ((), ())


@pytest.mark.parametrize("name", DEVICES)
def test_no_address_is_the_name_of_a_device(name: str) -> None:
    assert slug(name) not in DEVICES
    assert slug(name.upper()) == slug(name)
