"""What the script of a story's page adds: a paragraph's partner, and a choice that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import HEIGHT, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

BOXES = (
    "[...document.querySelectorAll('.text > *, .neighbours')].map((el) => JSON.stringify(el.getBoundingClientRect()))"
)


@pytest.fixture
def window(browser: Browser) -> Iterator[Open]:
    """Open windows that complain of nothing, each with a memory of its own."""
    contexts = []
    complaints: list[str] = []

    def open_window(**settings: object) -> Page:
        context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT}, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def stories(served: Path) -> list[str]:
    """Name the stories that can be read side by side, those of the front page first."""
    front = (served / "zh" / "index.html").read_text("utf-8")
    found = [path.name.removesuffix(".both.html") for path in (served / "zh" / "articles").glob("*.both.html")]
    return sorted(found, key=lambda name: (f"articles/{name}.html" not in front, name))


def cell_of(page: Page, address: str, path: str, lang: str) -> str:
    """Read a cell of the side-by-side page, in a window of its own."""
    other = page.context.new_page()
    other.goto(f"{address}/{path}")
    text = other.locator(f"#p1 .cell[lang={lang}]").inner_text()
    other.close()
    return text


@pytest.mark.parametrize(("lang", "partner"), [("zh", "en"), ("en", "zh-Hans")])
def test_a_button_behind_a_paragraph_shows_and_hides_its_partner(
    window: Open, address: str, stories: list[str], lang: str, partner: str
) -> None:
    page = window()
    page.goto(f"{address}/{lang}/articles/{stories[0]}.html")
    button = page.locator("#p1 .turn")
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    page.keyboard.press("Enter")
    box = page.locator(f"#p1 + .partner[lang={partner}]")
    box.wait_for()
    assert box.inner_text() == cell_of(page, address, f"{lang}/articles/{stories[0]}.both.html", partner)
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(".partner").count() == 0


def test_a_paragraph_that_is_not_translated_says_so(window: Open, address: str, served: Path) -> None:
    path = next((served / "zh" / "articles").glob("*.both.html"))
    page = window()
    text = path.read_text("utf-8").replace('<div class="cell" lang="en">', '<div class="cell missing ui">')
    page.route(f"**/{path.name}", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(f"{address}/zh/articles/{path.name.replace('.both', '')}")
    page.locator("#p1 .turn").click()
    page.locator("#p1 + .partner.ui[lang=zh-Hans]").wait_for()


def test_the_side_by_side_page_is_fetched_once_and_only_when_asked_for(
    window: Open, address: str, stories: list[str]
) -> None:
    page = window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if ".both." in request.url else None)
    page.goto(f"{address}/zh/articles/{stories[0]}.html")
    assert asked == []
    for paragraph in ("#p1", "#p2"):
        page.locator(f"{paragraph} .turn").click()
        page.locator(f"{paragraph} + .partner").wait_for()
    assert asked == [f"{address}/zh/articles/{stories[0]}.both.html"]


def test_a_finger_may_tap_the_paragraph_and_a_mouse_may_not(window: Open, address: str, stories: list[str]) -> None:
    page = window(has_touch=True)
    page.goto(f"{address}/zh/articles/{stories[0]}.html")
    corner = {"x": 60, "y": 12}
    page.locator("#p1").click(position=corner)
    page.wait_for_timeout(50)
    assert page.locator(".partner").count() == 0
    page.locator("#p1").tap(position=corner)
    page.locator("#p1 + .partner").wait_for()
    page.locator("#p1").tap(position=corner)
    page.locator("#p1 + .partner").wait_for(state="detached")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p1'))")
    page.locator("#p1").tap(position=corner)
    page.wait_for_timeout(50)
    assert page.locator(".partner").count() == 0, "the tap only ended the selection"


def test_from_disk_a_link_leads_to_the_row(window: Open, disk: Path, stories: list[str]) -> None:
    page = window()
    page.goto(f"{disk.as_uri()}/zh/articles/{stories[0]}.html")
    page.locator("#p1 .turn").click()
    page.locator("#p1 + .partner a").click()
    page.wait_for_url("**/*.both.html#p1")
    assert page.locator("#p1:target").is_visible()


def test_no_line_moves_when_the_buttons_come(window: Open, address: str, stories: list[str]) -> None:
    page, bare = window(), window()
    bare.route("**/reading.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    for lang in ("zh", "en"):
        boxes = []
        for each in (page, bare):
            each.goto(f"{address}/{lang}/articles/{stories[0]}.html")
            boxes.append(each.evaluate(BOXES))
        assert page.locator(".turn").count() > 1
        assert bare.locator(".turn").count() == 0
        assert boxes[0] == boxes[1]


# ---------------------------------------------------------------- the remembered choice


@pytest.fixture
def reader(window: Open, address: str, stories: list[str]) -> Page:
    """Someone who read a story side by side and went back to the list."""
    page = window()
    page.goto(f"{address}/zh/articles/{stories[0]}.html")
    page.locator(".tongues a:not([hreflang])").click()
    page.wait_for_url(f"**/{stories[0]}.both.html")
    page.goto(f"{address}/zh/index.html")
    return page


def follow(page: Page, name: str) -> None:
    page.locator(f"main a[href*='articles/{name}.html']").first.click()


def test_the_next_story_opens_as_the_last_was_read_and_back_leads_to_the_list(
    reader: Page, address: str, stories: list[str]
) -> None:
    follow(reader, stories[1])
    reader.wait_for_url(f"**/{stories[1]}.both.html")
    reader.go_back()
    reader.wait_for_url(f"{address}/zh/index.html")


def test_a_paragraph_s_address_is_kept(reader: Page, stories: list[str]) -> None:
    reader.evaluate("for (const a of document.querySelectorAll('main a')) a.hash = '#p2'")
    follow(reader, stories[1])
    reader.wait_for_url(f"**/{stories[1]}.both.html#p2")


@pytest.mark.parametrize("place", ["zh", "en"])
def test_choosing_one_language_is_remembered_too(reader: Page, address: str, stories: list[str], place: str) -> None:
    follow(reader, stories[1])
    reader.wait_for_url(f"**/{stories[1]}.both.html")
    reader.locator(f".tongues a[hreflang^={place}]").click()
    reader.wait_for_url(f"**/{place}/articles/{stories[1]}.html")
    assert stays(reader, f"{address}/{place}/articles/{stories[1]}.html")
    reader.goto(f"{address}/zh/index.html")
    follow(reader, stories[0])
    reader.wait_for_url(f"**/{stories[0]}.html")
    assert stays(reader, f"{address}/zh/articles/{stories[0]}.html")


def test_who_comes_from_outside_or_by_the_switcher_gets_the_page_that_was_asked_for(
    reader: Page, address: str, stories: list[str]
) -> None:
    alone = f"{address}/en/articles/{stories[1]}.html"
    outside = {"typed": None, "paragraph": None, "search": "https://search.example/"}
    for how, referrer in {**outside, "switcher": f"{address}/zh/articles/{stories[1]}.both.html"}.items():
        asked = f"{alone}#p1" if how == "paragraph" else alone
        reader.goto("about:blank")
        reader.goto(asked, referer=referrer)
        assert stays(reader, asked), how
        reader.reload()
        assert stays(reader, asked), f"{how}, reloaded"


def stays(page: Page, url: str) -> bool:
    """Whether the script is done and led nowhere else."""
    page.locator("body.turned").wait_for()
    return page.url == url


def test_where_storage_is_forbidden_everything_else_works(window: Open, address: str, stories: list[str]) -> None:
    page = window()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.goto(f"{address}/zh/articles/{stories[0]}.html")
    page.locator("#p1 .turn").click()
    page.locator("#p1 + .partner").wait_for()
    page.locator(".tongues a:not([hreflang])").click()
    page.wait_for_url("**/*.both.html")


def test_the_switcher_leads_to_the_same_paragraph(window: Open, address: str, stories: list[str]) -> None:
    page = window()
    page.goto(f"{address}/zh/articles/{stories[0]}.html#p2")
    page.locator(".tongues a[hreflang=en]").click()
    page.wait_for_url(f"{address}/en/articles/{stories[0]}.html#p2")
