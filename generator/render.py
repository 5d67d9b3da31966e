"""Planned pages become bytes, each through its template, and the static files stand beside them.

A template of the user's stands before the packaged one of the same name; so does a static file. Nothing is written
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec import Struct, field

from generator.config import packaged
from generator.errors import Location, PublishError
from generator.escaping import mark_safe
from generator.frame import Frame, make_banner, make_foot, section_path
from generator.interface import read_interface
from generator.templating import fill, make_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from markupsafe import Markup

    from generator.config import Config
    from generator.interface import Interface
    from generator.model import SitePage
    from generator.quick import QuickEnvironment
    from generator.views.head import Head, View

STYLES = ("style.css", "sides.css")
"""What the page for wrong addresses brings with it, where the site does not know its own address."""
PHRASES = 1000
"""More than all templates say; a template of the user's may ask for anything."""


def render_site(pages: Iterable[SitePage], config: Config) -> dict[str, bytes]:
    """Render every planned page and add the static files: path → bytes."""
    static = read_static(config)
    renderer = Renderer(config, make_environment(config), read_style(static, config))
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


def read_style(static: Mapping[str, bytes], config: Config) -> str:
    """Give the style sheets that a page may bring with it, as one text."""
    return "".join(_decode(static[f"static/{name}"], config.static / name) for name in STYLES)


def _decode(content: bytes, path: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        place = Location(path.as_posix(), content.count(b"\n", 0, error.start) + 1)
        raise PublishError("static-encoding", place, "not UTF-8", "save the file as UTF-8") from error


def _is_inside(path: Path, folder: Path) -> bool:
    """Refuse a link that would publish what lies elsewhere on the disk."""
    if path.resolve().is_relative_to(folder.resolve()):
        return True
    message = "a link that leads out of its folder; nothing from elsewhere is published"
    raise PublishError("static-outside", Location(path.as_posix()), message, "copy the file, or delete the link")


class Said(dict[str, str]):
    """What an interface has said before, asked as the interface itself is: every page says the same few phrases."""

    def __init__(self, words: Interface) -> None:
        super().__init__()
        self.words = words

    def __call__(self, text: str) -> str:
        """Translate one message; text that is HTML already is no message of ours and isn't remembered."""
        return self[text] if type(text) is str else self.words(text)

    def __missing__(self, text: str) -> str:
        said = self.words(text)
        if len(self) < PHRASES:
            self[text] = said
        return said

    def __getattr__(self, name: str) -> object:
        return getattr(self.words, name)


class Renderer(Struct, frozen=True):
    """Renders pages one by one, and what many of them share once."""

    config: Config
    environment: QuickEnvironment
    style: str
    """The style sheet, for the page that brings its own."""
    shared: dict[tuple[object, ...], Mapping[str, object]] = field(default_factory=dict)

    def render(self, page: SitePage) -> bytes:
        """Render one page; text without a template is what it is."""
        if page.template is None:
            text = page.view
            return text if isinstance(text, bytes) else cast("str", text).encode()
        view = cast("View", page.view)
        head = view.head
        frame = Frame(page, head, self.config)
        context = {"view": view, "frame": frame, **self._share(page.path, frame, head)}
        return self._fill(page.template, context).encode()

    def _share(self, path: str, frame: Frame, head: Head) -> Mapping[str, object]:
        """Give what many pages of a language have in common, their depth and section being the same."""
        section = head.section
        exact = section is not None and path == section_path(frame.lang, section)
        key = (frame.lang, frame.root, section, exact, head.absent)
        if key not in self.shared:
            self.shared[key] = {
                "root": frame.root,
                "_": Said(read_interface(frame.lang)),
                "banner": self._banner(frame, (section, exact), head.absent),
                "foot": self._foot(frame),
                "style": mark_safe(self.style),
            }
        return self.shared[key]

    def _banner(self, frame: Frame, here: tuple[str | None, bool], absent: tuple[str, ...]) -> Markup:
        banner = make_banner(frame.lang, here, self.config, absent)
        return self._part("banner.html", {"banner": banner, "root": frame.root, "_": read_interface(frame.lang)})

    def _foot(self, frame: Frame) -> Markup:
        context = {"foot": make_foot(frame.lang, self.config), "root": frame.root, "_": read_interface(frame.lang)}
        return self._part("foot.html", context)

    def _part(self, template: str, context: Mapping[str, object]) -> Markup:
        return mark_safe(self._fill(template, context))  # a template's output is already escaped

    def _fill(self, template: str, context: Mapping[str, object]) -> str:
        return fill(self.environment, template, context, self.config.templates)
