"""Planned pages become bytes, each through its template, and the static files stand beside them.

A template of the user's stands before the packaged one of the same name; so does a static file. Nothing is written
here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from generator.config import packaged
from generator.errors import Location, PublishError
from generator.frame import make_banner, make_foot, make_frame, section_path
from generator.interface import read_interface
from generator.templating import fill, make_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jinja2 import Environment

    from generator.config import Config
    from generator.frame import Frame
    from generator.model import SitePage
    from generator.views.head import View

STYLE = "style.css"


def render_site(pages: Iterable[SitePage], config: Config) -> dict[str, bytes]:
    """Render every planned page and add the static files: path → bytes."""
    static = read_static(config)
    renderer = Renderer(config, make_environment(config), _read_style(static, config))
    return {page.path: renderer.render(page) for page in pages} | static


def read_static(config: Config) -> dict[str, bytes]:
    """Read the packaged static files and the user's over them; hidden files stay behind."""
    found: dict[str, bytes] = {}
    for folder in (packaged("static"), config.static):
        if folder.is_dir():
            found |= {
                f"static/{path.relative_to(folder).as_posix()}": path.read_bytes()
                for path in sorted(folder.rglob("*"))
                if path.is_file()
                and not any(part[0] == "." for part in path.relative_to(folder).parts)
                and _is_inside(path, folder)
            }
    return dict(sorted(found.items()))


def _read_style(static: Mapping[str, bytes], config: Config) -> str:
    try:
        return static[f"static/{STYLE}"].decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        place = Location((config.static / STYLE).as_posix(), line)
        raise PublishError("static-encoding", place, "not UTF-8", "save the file as UTF-8") from error


def _is_inside(path: Path, folder: Path) -> bool:
    """Refuse a link that would publish what lies elsewhere on the disk."""
    if path.resolve().is_relative_to(folder.resolve()):
        return True
    message = "a link that leads out of its folder; nothing from elsewhere is published"
    raise PublishError("static-outside", Location(path.as_posix()), message, "copy the file, or delete the link")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders pages one by one, and what many of them share once."""

    config: Config
    environment: Environment
    style: str
    """The style sheet, for the page that brings its own."""
    shared: dict[tuple[object, ...], Markup] = field(default_factory=dict)

    def render(self, page: SitePage) -> bytes:
        """Render one page; text without a template is what it is."""
        if page.template is None:
            return page.view if isinstance(page.view, bytes) else cast("str", page.view).encode()
        head = cast("View", page.view).head
        frame = make_frame(page, head, self.config)
        return self._fill(
            page.template,
            {
                "view": page.view,
                "frame": frame,
                "root": frame.root,
                "_": read_interface(frame.lang),
                "banner": self._banner(frame, (head.section, page.path == section_path(frame.lang, head.section))),
                "foot": self._foot(frame),
                "style": Markup(self.style),  # noqa: S704 - a style sheet, not text
            },
        ).encode()

    def _banner(self, frame: Frame, here: tuple[str | None, bool]) -> Markup:
        key = ("banner", frame.lang, frame.root, *here)
        if key not in self.shared:
            words = read_interface(frame.lang)
            banner = make_banner(frame.lang, here, self.config, words)
            self.shared[key] = self._part("banner.html", {"banner": banner, "root": frame.root, "_": words})
        return self.shared[key]

    def _foot(self, frame: Frame) -> Markup:
        key = ("foot", frame.lang, frame.root)
        if key not in self.shared:
            foot = make_foot(frame.lang, self.config)
            context = {"foot": foot, "root": frame.root, "_": read_interface(frame.lang)}
            self.shared[key] = self._part("foot.html", context)
        return self.shared[key]

    def _part(self, template: str, context: Mapping[str, object]) -> Markup:
        return Markup(self._fill(template, context))  # noqa: S704 - a template's output is already escaped

    def _fill(self, template: str, context: Mapping[str, object]) -> str:
        return fill(self.environment, template, context, self.config.templates)
