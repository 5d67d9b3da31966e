"""Who may know whom: text flows one way, and so do imports."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"

NOUNS = {
    *("model", "errors", "units", "addresses", "slugs", "reading"),
    *("config", "yamltext", "files", "progress", "fingerprints", "briefs", "digest", "rankings", "invocation"),
    *("doubts", "ondemand"),
}
"""Known to everyone; they know only each other, digest and briefs also what they are made from."""

MAY_KNOW = {
    "seeds": set(),
    "parse": set(),
    "lexicon": set(),
    "enrich": {"lexicon"},
    "records": {"markup"},
    "translate": {"catalogue", "po", "poscan"},
    "convert": {"enrich", "lexicon"},
    "catalogue": {"matching", "po"},
    "matching": set(),
    "hints": {"lexicon"},
    "earlier": {"matching"},
    "languages": {"po"},
    "coverage": {"translate"},
    "markup": {"simplemarkup"},
    "simplemarkup": set(),
    "checks": {"enrich", "labels", "lexicon"},
    "manifest": set(),
    "publish": {"manifest"},
    "serve": set(),
    "views": {
        "citation",
        "escaping",
        "interface",
        "jsonld",
        "labels",
        "lexicon",
        "markup",
        "picture",
        "pinyin",
        "rows",
        "search",
        "tiles",
    },
    "rows": set(),
    "search": {"markup"},
    "export": {"citation", "escaping", "interface", "rows", "templating", "views"},
    "plan": {"easel", "views"},
    "render": {"escaping", "frame", "interface", "quick", "templating"},
    "templating": {"bytecode", "quick"},
    "quick": {"escaping", "lasting"},
    "lasting": {"escaping"},
    "bytecode": set(),
    "escaping": set(),
    "frame": {"interface", "views"},
    "interface": set(),
    "jsonld": set(),
    "citation": set(),
    "pinyin": {"lexicon"},
    "picture": {"easel"},
    "easel": set(),
    "tiles": set(),
    "labels": {"lexicon"},
    "overrides": set(),
    "blame": {"records"},
    "survey": set(),
    "volumes": set(),
    "terminal": set(),
}
"""What a stage may know beside the nouns and its own family."""

SHELL = {
    *("build", "prepare", "gather", "settle", "press", "recall", "cli", "commands", "__main__", "watch"),
    *("cache", "cachefolder", "memory", "shelf", "crew"),
}
"""Rooms that know the order of the stages; no stage knows them."""


def _family(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def _imports(path: Path) -> set[str]:
    """Families of this package that a module imports when it runs; what only types need doesn't count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            found.add(_family(node.module or ""))
        elif isinstance(node, ast.Import):
            found |= {_family(alias.name) for alias in node.names if alias.name.startswith("generator.")}
    return found


def _modules(family: str) -> list[Path]:
    single = PACKAGE / f"{family}.py"
    return [single] if single.exists() else sorted((PACKAGE / family).rglob("*.py"))


@pytest.mark.parametrize("stage", MAY_KNOW)
def test_a_stage_knows_the_nouns_and_its_own_family_only(stage: str) -> None:
    assert _modules(stage)
    for path in _modules(stage):
        strangers = _imports(path) - NOUNS - MAY_KNOW[stage] - {stage}
        assert not strangers, path


@pytest.mark.parametrize("noun", sorted(NOUNS - {"briefs", "digest"}))
def test_the_nouns_know_each_other_only(noun: str) -> None:
    for path in _modules(noun):
        assert not _imports(path) - NOUNS, path


def test_no_stage_knows_the_order() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        family = _family(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if family not in SHELL:
            assert not _imports(path) & SHELL, path


def test_text_is_parsed_without_a_disk_a_clock_or_an_environment() -> None:
    for stage in ("parse", "views", "checks"):
        for path in _modules(stage):
            names = {
                alias.name.split(".")[0]
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Import)
                for alias in node.names
            }
            assert not names & {"os", "time", "datetime", "random", "subprocess", "socket", "shutil"}, path
            assert stage == "parse" or "yaml" not in names, path


def _python(*args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, env=environment, check=False, timeout=120
    )


def test_every_module_imports_without_a_warning() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__main__.py"
    ]
    done = _python("-W", "error", "-c", f"import importlib\nfor m in {modules}: importlib.import_module(m)")
    assert done.stderr == ""
    assert done.returncode == 0


def test_help_starts_light() -> None:
    done = _python(
        "-W", "error", "-c", "import sys, generator.cli as c; c.main(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    loaded = set(done.stderr.split())
    assert not loaded & {
        "jieba",
        "jinja2",
        "yaml",
        "markdown",
        "nh3",
        "babel",
        "pypinyin",
        "tqdm",
        "selectolax",
        "numpy",
    }
    assert "generator.build" not in loaded
