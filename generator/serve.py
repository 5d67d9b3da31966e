"""A built site → a web server for one pair of eyes, on this computer only unless another address is named.

It shows what was published, with a few lines of script added to the served copy that load a page anew after a
rebuild. It answers only to its own name (another site in the same browser must not read along), never leaves
the output folder, lists no folders and shows no file whose name begins with a dot. Every request looks its path up
anew: a build may put another folder in the place of the old one at any moment.
"""

from __future__ import annotations

import os
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET6, SHUT_RDWR
from socketserver import TCPServer
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, cast
from urllib.parse import quote, unquote

from msgspec import Struct

if TYPE_CHECKING:
    from socket import socket

HOST = "127.0.0.1"
VERSION_PATH = "/.baozhai/version"
_OWN_NAMES = (HOST, "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what to look out for, not what to bind
_MOST_CONNECTIONS = 64
"""Open at once; beyond, the oldest is closed. A browser needs six."""
_HTTP_PORT = 80
_SCRIPT = b"""<script>(() => { let seen; setInterval(async () => { try {
const now = await (await fetch("/.baozhai/version")).text();
if (seen !== undefined && now !== seen) location.reload(); seen = now; } catch {} }, 700) })()</script>"""
_TEXT = "text/plain; charset=utf-8"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": _TEXT,
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


class Version(Struct):
    """Which build is being shown; the one value here that changes."""

    number: int = 0


class Answer(Struct, frozen=True):
    """What the server says to one request."""

    status: HTTPStatus
    kind: str = _TEXT
    body: bytes = b""
    location: str | None = None


def make_server(root: Path, address: tuple[str, int], version: Version) -> ThreadingHTTPServer:
    """Bind a server for the site in ``root``; port 0 takes a free one. It runs when ``serve_forever`` is called."""
    host, _ = address
    handler = type("Handler", (_Handler,), {"root": root, "host": host, "version": version})
    return (_SixServer if ":" in host else _Server)(address, handler)


def answer(root: Path, address: str, version: Version) -> Answer:
    """Answer one request for ``address``, the path and query as the browser sent them."""
    path = unquote(address.partition("?")[0])
    if path == VERSION_PATH:
        return Answer(HTTPStatus.OK, body=str(version.number).encode())
    file = find_file(root, path)
    if file is not None and not path.endswith("/") and file.name == "index.html" and path.rsplit("/")[-1] != file.name:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, location=f"{quote(path)}/")
    if file is not None:
        return _show(file, HTTPStatus.OK)
    lost = find_file(root, "/404.html")
    return _not_found() if lost is None else _show(lost, HTTPStatus.NOT_FOUND)


def find_file(root: Path, path: str) -> Path | None:
    """Find the file for a decoded path such as ``/zh/index.html``; a folder is its index, and nothing else exists."""
    start, *parts = path.removesuffix("/").split("/")
    if start or not path or "\0" in path or "\\" in path or _is_hidden(parts):
        return None
    top = _resolve(root)
    file = _resolve(top.joinpath(*parts))
    if file.is_dir():
        file = _resolve(file / "index.html")
    elif path.endswith("/"):
        return None
    # A link may lead out of the site, or to what is hidden in it.
    inside = file.is_relative_to(top) and not _is_hidden(file.relative_to(top).parts)
    return file if inside and file.is_file() else None


def _resolve(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises where links lead in a circle, before Python 3.13


def answers_to(host: str, port: int, said: str) -> bool:
    """Whether a server bound to ``host`` is meant by the Host header ``said``.

    A page elsewhere can have its own name lead here (DNS rebinding), but no address: bound to every address of the
    computer, the server answers to any written in digits.
    """
    name = said.lower()
    if port == _HTTP_PORT and not name.endswith(f":{port}"):
        name += f":{port}"
    name, colon, digits = name.rpartition(":")
    if not colon or digits != str(port):
        return False
    own = f"[{host}]" if ":" in host else host.lower()
    return name in (own, *_OWN_NAMES) or (host in _EVERYWHERE and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        return ip_address(name.removeprefix("[").removesuffix("]")).version == (6 if name.startswith("[") else 4)
    except ValueError:
        return False


def _is_hidden(parts: tuple[str, ...] | list[str]) -> bool:
    """Whether a path has a part that begins with a dot, which ``..`` does too, or one that is empty."""
    return any(not part or part.startswith(".") for part in parts)


def _show(file: Path, status: HTTPStatus) -> Answer:
    kind = _KINDS.get(file.suffix.lower(), "application/octet-stream")
    body = file.read_bytes()
    if file.suffix == ".html":
        head, end, tail = body.rpartition(b"</body>")
        body = head + _SCRIPT + end + tail
    return Answer(status, kind, body)


def _not_found() -> Answer:
    return Answer(HTTPStatus.NOT_FOUND, body=b"not found\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = _MOST_CONNECTIONS

    def __init__(self, address: tuple[str, int], handler: type[_Handler]) -> None:
        self._open: dict[socket, None] = {}
        self._lock = Lock()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Bind without asking the network for a name, which the base class does."""
        TCPServer.server_bind(self)

    def process_request(self, request: socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        """Close the oldest connection where there are too many: who sends a byte a second keeps nobody out."""
        with self._lock:
            for oldest in list(self._open)[: max(0, len(self._open) + 1 - _MOST_CONNECTIONS)]:
                self._close(oldest)
            self._open[request] = None
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket) -> None:  # type: ignore[override]  # never the datagram of UDP
        with self._lock:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def _close(self, request: socket) -> None:
        self._open.pop(request, None)
        try:
            request.shutdown(SHUT_RDWR)  # its thread reads the end, and closes it
        except OSError:
            return


class _SixServer(_Server):
    address_family = AF_INET6


class _Handler(BaseHTTPRequestHandler):
    root: ClassVar[Path]
    host: ClassVar[str]
    version: ClassVar[Version]
    server_version = "baozhai"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10

    def do_GET(self) -> None:
        self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the terminal is for builds and problems."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse in a line of plain text; the base class calls this for what it can't read, or has no method for."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        self.request_version = self.protocol_version  # else what it can't read is answered without a status
        status = HTTPStatus(code)
        self._send(Answer(status, body=f"{status.phrase.lower()}\n".encode()), with_body=self.command != "HEAD")

    def _answer(self) -> Answer:
        # A body would be read as the next request.
        self.close_connection |= "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
        if not self._asked_by_name():
            return Answer(HTTPStatus.FORBIDDEN, body=f"this server answers to {self.host} only\n".encode())
        if not self.path.startswith("/"):
            return Answer(HTTPStatus.BAD_REQUEST, body=b"ask for a path\n")
        for _ in range(2):  # a build may take a file away between finding and reading it
            try:
                return answer(self.root, self.path, self.version)
            except (OSError, ValueError):  # or it has a name that no file can have
                continue
        return _not_found()

    def _asked_by_name(self) -> bool:
        port = cast("tuple[str, int]", self.server.server_address)[1]
        said = self.headers.get_all("Host") or ()
        return len(said) == 1 and answers_to(self.host, port, said[0])

    def _send(self, said: Answer, *, with_body: bool) -> None:
        self.send_response(said.status)
        if said.location is not None:
            self.send_header("Location", said.location)
        if said.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Type", said.kind)
        self.send_header("Content-Length", str(len(said.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if with_body:
            self.wfile.write(said.body)
