"""A book → an EPUB 3 file: a zip in which every byte is decided by the book.

The files are rendered one by one from ``templates/epub/`` and go into the zip at once, so that a long book needs no
more memory than a short one. Times in the zip are those of its format's first day.
"""

from __future__ import annotations

import zipfile
from functools import partial
from typing import TYPE_CHECKING

from generator.escaping import lang_attribute, mark_safe
from generator.export.chapter import make_chapter
from generator.interface import message
from generator.templating import fill, make_environment
from generator.views.xmltext import strip_illegal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markupsafe import Markup

    from generator.config import Config
    from generator.export.book import Book

    Files = Iterator[tuple[str, str]]

MIMETYPE = "application/epub+zip"
ROOM = "baozhai"
"""The folder inside the file; with the container's entry, which is not packed, it tells that the file is ours."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
REGULAR = 0o100644 << 16
UNIX = 3
LEVEL = 6
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="{ROOM}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
ACCESSIBLE = message(
    "Text in reading order with headings and a table of contents, and nothing that needs to be seen or heard. "
    "Every passage is marked with its language."
)


def is_book(head: bytes) -> bool:
    """Say whether a file that begins so is a book of ours."""
    return head.startswith(b"PK") and MIMETYPE.encode() in head[:100] and f'"{ROOM}/package.opf"'.encode() in head


def write_epub(path: Path, book: Book, config: Config) -> None:
    """Write the book into an empty file."""
    with zipfile.ZipFile(path, "w") as archive:
        _store(archive, "mimetype", MIMETYPE)  # first and not packed, so that the file tells what it is
        _store(archive, "META-INF/container.xml", CONTAINER)
        for name, text in render_book(book, config):
            archive.writestr(_entry(f"{ROOM}/{name}"), strip_illegal(text), zipfile.ZIP_DEFLATED, LEVEL)


def render_book(book: Book, config: Config) -> Files:
    """Render the files of the book: name and text, one by one."""
    environment = make_environment(config)
    shared = {"book": book, "_": book.edition.words, "lang": partial(_attribute, book), "accessible": ACCESSIBLE}

    def render(template: str, **more: object) -> str:
        return fill(environment, f"epub/{template}", {**shared, **more}, config.templates)

    yield "package.opf", render("package.opf")
    yield "nav.xhtml", render("nav.xhtml")
    yield "cover.xhtml", render("cover.xhtml")
    yield "style.css", render("style.css")
    known = frozenset(chapter.brief.id for chapter in book.chapters)
    for chapter in book.chapters:
        yield f"stories/{chapter.path}", render("story.xhtml", view=make_chapter(chapter, book, known))


def _attribute(book: Book, lang: str | None) -> Markup:
    """Mark words in another language than the book's own: old readers know one attribute, new ones the other."""
    if lang is None or lang == book.edition.lang:
        return mark_safe("")
    own = lang_attribute(lang)
    return mark_safe(f"{own} xml:{own.lstrip()}")


def _store(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_entry(name), text, zipfile.ZIP_STORED)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.external_attr = REGULAR
    entry.create_system = UNIX
    return entry
