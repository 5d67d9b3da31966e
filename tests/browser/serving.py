"""A site under ``/repo/`` on 127.0.0.1, as GitHub Pages serves a project: ``404.html`` for whatever is not there."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import AnyStr

    from _typeshed import SupportsRead, SupportsWrite

BASE = "/repo/"
POLICY = "default-src 'self'"
FIRST = 4096
"""Bytes of a page that come at once, a third of what a server sends before it waits for an answer."""
PIECES = 4
PAUSE = 0.05
"""Seconds between two pieces, in which a browser shows what it has."""


class Pages(SimpleHTTPRequestHandler):
    """Serve the files of ``directory`` below the base path and nothing above it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Head and body are two writes: held back, each answer would take 40 ms longer."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(BASE) if path.startswith(BASE) else "outside/the/base/path"
        return super().translate_path(f"/{inside}")

    def list_directory(self, path: str) -> None:  # type: ignore[override]  # GitHub Pages lists no folders
        self.send_error(HTTPStatus.NOT_FOUND, path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def copyfile(self, source: SupportsRead[AnyStr], outputfile: SupportsWrite[AnyStr]) -> None:
        with suppress(ConnectionError):  # a browser that went on to the next page takes no more of this one
            super().copyfile(source, outputfile)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Strict(Pages):
    """Serve under the strictest usual policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class StrictAndSlow(Strict):
    """Serve as over a bad line, too: a page arrives in pieces, and a script after its page."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or not file.is_file():
            sleep(PIECES * PAUSE if file.suffix == ".js" else 0)
            super().do_GET()
            return
        page = file.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        for piece in _in_pieces(page):
            self.wfile.write(piece)
            sleep(PAUSE)


def _in_pieces(page: bytes) -> list[bytes]:
    """Cut a page at ends of lines: its head, some pieces, its foot."""
    foot = page.rfind(b"<footer")
    cuts = [page.find(b"\n", FIRST + (foot - FIRST) * piece // PIECES) + 1 for piece in range(PIECES)]
    return [
        page[start:end] for start, end in pairwise([0, *(cut for cut in cuts if FIRST < cut < foot), foot, len(page)])
    ]


@contextmanager
def serve(folder: Path, handler: type[Pages] = Pages) -> Iterator[str]:
    """Serve a folder on a free port while the block runs; gives the address of the site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE.rstrip('/')}"
        server.shutdown()
        thread.join()
