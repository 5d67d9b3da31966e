"""A built site → a web server for one pair of eyes, on this computer only.

It shows what was published, with a few lines of script added to the served copy that load a page anew after a
rebuild. It answers only to its own name (another site in the same browser must not read along), never leaves
the output folder, lists no folders and shows no file whose name begins with a dot.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import ClassVar, cast
from urllib.parse import quote, unquote, urlsplit

HOST = "127.0.0.1"
VERSION_PATH = "/.baozhai/version"
_SCRIPT = b"""<script>(() => { let seen; setInterval(async () => { try {
const now = await (await fetch("/.baozhai/version")).text();
if (seen !== undefined && now !== seen) location.reload(); seen = now; } catch {} }, 700) })()</script>"""
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


@dataclass(slots=True)
class Version:
    """Which build is being shown; the one value here that changes."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one request."""

    status: HTTPStatus
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str | None = None


def make_server(root: Path, port: int, version: Version) -> ThreadingHTTPServer:
    """Bind a server for the site in ``root``; port 0 takes a free one. It runs when ``serve_forever`` is called."""
    handler = type("Handler", (_Handler,), {"root": root, "version": version})
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    return server


def answer(root: Path, address: str, version: Version) -> Answer:
    """Answer one request for ``address``, the path and query as the browser sent them."""
    path = unquote(urlsplit(address).path)
    if path == VERSION_PATH:
        return Answer(HTTPStatus.OK, body=str(version.number).encode())
    file = find_file(root, path)
    if file is not None and not path.endswith("/") and file.name == "index.html" and path.rsplit("/")[-1] != file.name:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, location=f"{quote(path)}/")
    if file is not None:
        return _show(file, HTTPStatus.OK)
    lost = find_file(root, "/404.html")
    return Answer(HTTPStatus.NOT_FOUND, body=b"not found\n") if lost is None else _show(lost, HTTPStatus.NOT_FOUND)


def find_file(root: Path, path: str) -> Path | None:
    """Find the file for a decoded path such as ``/zh/index.html``; a folder is its index, and nothing else exists."""
    parts = PurePosixPath(path).parts[1:]
    if not path.startswith("/") or path.startswith("//") or "\0" in path or "\\" in path:
        return None
    if any(part.startswith(".") for part in parts):
        return None
    top = root.resolve()
    file = top.joinpath(*parts).resolve()
    if file.is_dir():
        file = (file / "index.html").resolve()
    return file if file.is_relative_to(top) and file.is_file() else None


def _show(file: Path, status: HTTPStatus) -> Answer:
    kind = _KINDS.get(file.suffix.lower(), "application/octet-stream")
    body = file.read_bytes()
    if file.suffix == ".html":
        head, end, tail = body.rpartition(b"</body>")
        body = head + _SCRIPT + end + tail
    return Answer(status, kind, body)


class _Handler(BaseHTTPRequestHandler):
    root: ClassVar[Path]
    version: ClassVar[Version]
    server_version = "baozhai"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the terminal is for builds and problems."""

    def _answer(self) -> Answer:
        if not self._asked_by_name():
            return Answer(HTTPStatus.FORBIDDEN, body=b"this server answers to 127.0.0.1 and localhost only\n")
        try:
            return answer(self.root, self.path, self.version)
        except (OSError, ValueError):  # a file that goes while it is read; an address that is none
            return Answer(HTTPStatus.NOT_FOUND, body=b"not found\n")

    def _asked_by_name(self) -> bool:
        port = cast("tuple[str, int]", self.server.server_address)[1]
        return self.headers.get_all("Host") in [[f"{name}:{port}"] for name in (HOST, "localhost", "[::1]")]

    def _send(self, said: Answer, *, with_body: bool) -> None:
        self.send_response(said.status)
        if said.location is not None:
            self.send_header("Location", said.location)
        self.send_header("Content-Type", said.kind)
        self.send_header("Content-Length", str(len(said.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(said.body)
