"""A real browser opens sites made of attacks: nothing runs, nothing leaves, what was written is read as it stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from generator.config import packaged
from generator.markup import _ATTRIBUTES, _TAGS
from generator.model import Markup
from generator.units import block_ids, find_units
from tests.browser.kinds import pick_pages
from tests.browser.serving import serve
from tests.hostile import ADDRESS, BETWEEN, translate
from tests.payloads import all_payloads, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playwright.sync_api import Browser, Dialog, Page, Route

    from generator.model import Record
    from tests.hostile import Hostile

SUSPECT = (Path(__file__).parent / "suspect.js").read_text("utf-8")
CANARY = "window.ran = []; for (const name of ['pwn', 'alert', 'confirm', 'prompt', 'open', 'print'])"
CANARY += " window[name] = (...said) => { window.ran.push(`${name} ${said}`) };"
TEMPLATES = "".join(file.read_text("utf-8") for file in sorted(packaged("templates").glob("*.html")))
WRITTEN = {
    "site": ADDRESS,
    "elements": sorted({"tbody", "button", "script", "style", *re.findall(r"<([a-z][a-z0-9]*)\b", TEMPLATES), *_TAGS}),
    "attributes": sorted(
        {"rel", "defer", "hidden", "data-sortable", "aria-expanded", *re.findall(r"\s([a-z-]+)=\"", TEMPLATES)}.union(
            *_ATTRIBUTES.values()
        )
    ),
}
"""What the templates and our scripts write, and what Markdown may."""


PUBLISHED = urlsplit(ADDRESS).path
"""The base path of the site."""


@dataclass
class Opened:
    """What came of opening the pages of a site."""

    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What ``suspect.js`` says, by page."""
    left: list[str] = field(default_factory=list)
    """Requests for anything but the site."""
    complaints: list[str] = field(default_factory=list)
    """Dialogs, new windows, downloads, script errors, and what the console says."""


def open_pages(browser: Browser, folder: Path, paths: Iterable[str]) -> Opened:
    """Open pages of a site one after the other."""
    opened = Opened()
    with serve(folder) as address:
        context = browser.new_context(accept_downloads=False, reduced_motion="reduce")
        context.add_init_script(CANARY)
        context.route(re.compile(f"^(?!{re.escape(address)}/)"), lambda route: _refuse(route, opened))
        # The page at the wrong door names its style sheet as it will be found where the site is published.
        context.route(
            lambda url: url.startswith(f"{address.removesuffix('/repo')}{PUBLISHED}"),
            lambda route: route.fulfill(path=folder / route.request.url.rpartition(PUBLISHED)[2]),
        )
        page = context.new_page()
        _listen(page, opened)
        for path in paths:
            page.goto(f"{address}/{path}", wait_until="load")
            opened.found[path] = page.evaluate(SUSPECT, WRITTEN)
        context.close()
    return opened


def _refuse(route: Route, opened: Opened) -> None:
    opened.left.append(route.request.url)
    route.abort()


def _listen(page: Page, opened: Opened) -> None:
    def complain(kind: str, text: str) -> None:
        opened.complaints.append(f"{page.url} {kind}: {text}")

    def dismiss(dialog: Dialog) -> None:
        complain("dialog", dialog.message)
        dialog.dismiss()

    page.on("console", lambda message: complain(message.type, message.text))
    page.on("pageerror", lambda error: complain("script", str(error)))
    page.on("popup", lambda popup: complain("popup", popup.url))
    page.on("download", lambda download: complain("download", download.url))
    page.on("dialog", dismiss)


def pages_of(site: Path, records: Iterable[Record]) -> list[str]:
    """Choose the pages of all records and the longest of every other kind."""
    told = (f"{start}/articles/{record.id}" for record in records for start in ("zh", "en"))
    stories = (f"{path}{'.both' if path[0] == 'z' else ''}.html" for path in told)
    alone = (f"zh/articles/{record.id}.html" for record in records)
    return list(dict.fromkeys((*stories, *alone, *pick_pages(site))))


@pytest.fixture(scope="module")
def opened(browser: Browser, stories: Hostile) -> Opened:
    return open_pages(browser, stories.site, pages_of(stories.site, stories.records))


@pytest.fixture(scope="module")
def opened_names(browser: Browser, names: Hostile) -> Opened:
    return open_pages(browser, names.site, (path for path in pick_pages(names.site) if not path.startswith("en/")))


@pytest.fixture(params=["opened", "opened_names"])
def either(request: pytest.FixtureRequest) -> Opened:
    return request.getfixturevalue(request.param)


def test_no_script_runs(either: Opened) -> None:
    assert {path: found["ran"] for path, found in either.found.items() if found["ran"]} == {}
    assert either.complaints == []


def test_nothing_on_a_page_could_run_or_fetch(either: Opened) -> None:
    assert {path: found["wrong"] for path, found in either.found.items() if found["wrong"]} == {}


def test_no_request_leaves(either: Opened) -> None:
    assert either.left == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_field_is_read_as_it_was_written(opened: Opened, stories: Hostile, lang: str) -> None:
    lost = []
    for record in stories.records:
        shown = plain(opened.found[f"{lang}/articles/{record.id}.html"]["text"])
        lost += [(record.id, name) for name, text in texts_of(record, lang) if plain(text) not in shown]
    assert lost == []


def texts_of(record: Record, lang: str) -> Iterator[tuple[str, str]]:
    """Name everything that a story's page shows as plain text; what is translated, in translation."""
    markup = {
        unit_id
        for unit_id, block in zip(block_ids(record.article.blocks), record.article.blocks, strict=True)
        if isinstance(block, Markup)
    }
    aside = {"summary", "n1", "n2"} | markup
    for unit in find_units(record):
        if unit.id not in aside:
            yield unit.id, unit.text if lang == "zh" else translate(unit.text)
    yield "source", record.article.source.file
    yield "page", record.page or ""
    yield "flag", record.article.flags[0].reason
    yield "region", "".join(record.regions[1].path)
    if lang == "zh":
        yield from (("tag", tag) for tag in record.tags)
        yield from (("paper", record.paper or ""), ("section", record.section or ""))
        yield "dateline", record.article.dateline.raw


def test_the_name_of_the_digest_is_read_as_it_was_written(opened_names: Opened) -> None:
    every = plain(BETWEEN.join(all_payloads()))
    for path, found in opened_names.found.items():
        if path.startswith("zh-hant/"):
            continue  # the name is converted there
        assert every in plain(found["text"]), path
        assert every in plain(found["title"]), path


def test_json_ld_in_the_page_is_what_was_written(opened: Opened, stories: Hostile) -> None:
    for record in stories.records:
        (script,) = opened.found[f"zh/articles/{record.id}.html"]["jsonld"]
        node: Mapping[str, Any] = json.loads(script)
        assert node["headline"] == record.article.headline.text


def test_files_for_machines_are_dead_in_a_browser(browser: Browser, stories: Hostile) -> None:
    opened = open_pages(browser, stories.site, ("zh/feed.xml", "en/feed.xml", "data/articles.json", "robots.txt"))
    assert [found["ran"] for found in opened.found.values()] == [[], [], [], []]
    assert (opened.left, opened.complaints) == ([], [])
