"""Closed years as sites of their own below one front door: linked to, named to search engines, never touched."""

from __future__ import annotations

import json
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.config import Config, parse_settings
from generator.errors import ConfigError, PlanError
from generator.model import SitePage
from generator.plan import check_volumes, plan_site
from tests.invented import digest_of, make_record

if TYPE_CHECKING:
    from pathlib import Path

SEED = (
    "山乡日报 {year}年3月4日 第2版\n\n渠水进村\n"
    "本报讯（记者 安可）{year}年春，三条水渠修到了半山的村口，村民不用再下河背水。\n"
)


def start(folder: Path, year: str, settings: str) -> None:
    """Lay out a digest of one page."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / f"{year}-03-04-02版.txt").write_text(SEED.format(year=year), encoding="utf-8")
    (folder / "digest.yaml").write_text(settings, encoding="utf-8")


def build(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Build a digest and give what was complained of."""
    with chdir(folder):
        assert main(["build"]) == 0
    return capsys.readouterr().err


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A digest of this year, and one of a closed year that is built into a folder of its site."""
    start(tmp_path, "2026", "site_url: https://example.org/d/\nvolumes: [2025]\n")
    start(tmp_path / "2025", "2025", "site_url: https://example.org/d/2025/\noutput: ../site/2025\n")
    return tmp_path


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_every_page_leads_to_the_volumes_and_robots_names_their_sitemaps(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(years / "2025", capsys)
    assert "volume" not in build(years, capsys)
    site = years / "site"
    for page, link in (("index.html", "2025/zh/index.html"), ("en/tags/index.html", "../../2025/en/index.html")):
        assert f'href="{link}"' in (site / page).read_text("utf-8")
        assert ((site / page).parent / link).resolve().is_file()
    robots = (site / "robots.txt").read_text("utf-8")
    for name in ("sitemap.xml", "2025/sitemap.xml"):
        assert f"Sitemap: https://example.org/d/{name}\n" in robots
        assert (site / name).is_file()


def test_a_volume_stays_as_it_is_whatever_becomes_of_the_site_above(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(years / "2025", capsys)
    before = snapshot(years / "site" / "2025")
    build(years, capsys)
    (years / "seeds" / "2026-03-04-02版.txt").unlink()
    (years / "digest.yaml").write_text("volumes: [2025]\n", encoding="utf-8")
    build(years, capsys)
    assert snapshot(years / "site" / "2025") == before
    with chdir(years):
        assert main(["clean"]) == 0
    assert snapshot(years / "site" / "2025") == before


def test_a_volume_that_is_not_there_is_doubted_until_it_is_built(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert "volume-missing" in build(years, capsys)
    build(years / "2025", capsys)
    assert "volume-missing" not in build(years, capsys)
    assert (years / "site" / "2025" / "zh" / "index.html").is_file()


def test_the_volume_may_be_built_again_below_the_finished_site(years: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(years / "2025", capsys)
    build(years, capsys)
    above = {path: seen for path, seen in snapshot(years / "site").items() if not path.startswith("2025/")}
    (years / "2025" / "seeds" / "2025-03-05-02版.txt").write_text(SEED.format(year="2025"), encoding="utf-8")
    build(years / "2025", capsys)
    assert len(json.loads((years / "site/2025/data/articles.json").read_text("utf-8"))["articles"]) == 2
    assert {path: seen for path, seen in snapshot(years / "site").items() if not path.startswith("2025/")} == above


@pytest.mark.parametrize("value", ["2025", ["static"], ["../2025"], ["a/b"], [""], ["2025", 2025], [True], [None], {}])
def test_what_can_be_no_volume_is_refused(value: object) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings({"volumes": value}, {"volumes": 3}, "digest.yaml")
    assert caught.value.problem.location.line == 3


def test_a_volume_in_the_place_of_a_language_is_refused() -> None:
    config = Config(volumes=("ZH",))
    with pytest.raises(PlanError, match="volume"):
        plan_site(digest_of(make_record()), config)
    check_volumes([SitePage("zh/a.html", None, "")], Config(volumes=("zhu",)))
