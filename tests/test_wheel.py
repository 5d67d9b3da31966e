"""The wheel carries everything it needs: it builds a site in a folder that holds nothing but seeds/."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PAGE = """\
河湾日报 2026年3月4日 星期三 第2版

旧磨坊里开了面包铺

本报青石镇讯（记者 林青禾）三月的第一个早晨，青石镇上的旧磨坊亮起了灯，头一炉青稞面包一小时卖出八十个。

“磨盘还是那副磨盘。”社长达瓦说，全社去年收购青稞四十吨，今年打算再添一台烤炉。
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from the checkout, laid out as an installation would."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = folder.glob("baozhai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "lib")
    return folder / "lib"


def test_templates_static_files_data_and_catalogues_are_in_it(unpacked: Path) -> None:
    def below(folder: Path) -> set[str]:
        return {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        }

    for name in ("templates", "static"):
        assert below(unpacked / "generator" / name) == below(ROOT / name) != set()
    for name in ("data", "locales"):
        assert below(unpacked / "generator" / name) == below(ROOT / "generator" / name) != set()


def test_it_builds_a_site_where_there_are_only_seeds(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "generator", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 page → 1 article → ")
    assert "旧磨坊里开了面包铺" in (tmp_path / "site/zh/index.html").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("generator*"))
