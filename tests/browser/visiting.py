"""A visit to a page: what it asks for, what it complains of, and how it looks at each width and in each light."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, WIDE = 390, 1280
HEIGHT = 844
LOOKS = tuple(product((PHONE, WIDE), ("light", "dark")))
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")

Look = tuple[int, str]


@dataclass
class Seen:
    """One page and everything that was noticed."""

    path: str
    complaints: list[str] = field(default_factory=list)
    """Console errors and warnings, script errors, requests that failed."""
    requests: list[str] = field(default_factory=list)
    measured: dict[Look, dict[str, Any]] = field(default_factory=dict)
    """What ``measure.js`` finds."""
    printed: dict[str, Any] = field(default_factory=dict)
    """The same on paper."""


class Visitor:
    """One browser window, and the page that it looks at now."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen = Seen("")
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.seen.complaints.append(f"script: {error}"))
        page.on("requestfailed", self._miss)
        page.on("request", lambda request: self.seen.requests.append(request.url))

    def look(self, base: str, path: str, looks: tuple[Look, ...]) -> Seen:
        self.seen = Seen(path)
        self.page.emulate_media(media="screen")
        self.page.goto(f"{base}/{path}", wait_until="load")
        for width, scheme in looks:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
            self.seen.measured[width, scheme] = self.page.evaluate(MEASURE)
        if looks:
            self.page.emulate_media(media="print", color_scheme="light")
            self.seen.printed = self.page.evaluate(MEASURE)
        return self.seen

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.seen.complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what the visitor cut short by leaving
            self.seen.complaints.append(f"failed: {request.url} {request.failure}")


def visit(browser: Browser, base: str, paths: Iterable[str], looks: tuple[Look, ...] = LOOKS) -> tuple[Seen, ...]:
    """Open each page once and look at it in every way."""
    context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT}, reduced_motion="reduce")
    visitor = Visitor(context.new_page())
    seen = tuple(visitor.look(base, path, looks) for path in paths)
    context.close()
    return seen
