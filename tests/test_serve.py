"""The local server: it shows the site and nothing else, to no one else."""

from __future__ import annotations

import ctypes
import http.client
import os
import socket
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
import yaml

from generator import serve
from generator.cli import main, make_parser
from generator.commands import serve as command
from generator.serve import HOST, VERSION_PATH, Version, answers_to, find_file, make_server
from generator.watch import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import ThreadingHTTPServer

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "requests.yaml").read_text(encoding="utf-8"))
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound to it
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    root = folder / "site"
    texts = {
        "index.html": "<body>门</body>",
        "zh/index.html": "<body>新</body>",
        "404.html": "<body>迷路</body>",
        "汉.html": "<body>汉</body>",
        "a.css": "a{}",
        "a.svg": "<svg/>",
        "x.bin": "x",
        ".secret": "hidden",
        ".baozhai-manifest.json": "hidden",
        ".nojekyll": "hidden",
        ".git/config": "hidden",
        "zh/.git/config": "hidden",
        ".baozhai-staging-1/0": "hidden",
        "../outside.txt": "outside",
        "../site2/index.html": "outside",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "empty").mkdir()
    (root / "link.txt").symlink_to(folder / "outside.txt")
    (root / "linked").symlink_to(folder)
    (root / "shown.txt").symlink_to(root / ".secret")
    (root / "inside.css").symlink_to("a.css")
    (root / "loop").symlink_to("loop")
    return root


@contextmanager
def _serving(root: Path, version: Version | None = None, host: str = HOST) -> Iterator[ThreadingHTTPServer]:
    with make_server(root, (host, 0), version or Version()) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    with _serving(site) as server:
        yield server.server_address[1]


@contextmanager
def _served(root: Path, version: Version | None = None) -> Iterator[http.client.HTTPConnection]:
    with _serving(root, version) as server:
        connection = http.client.HTTPConnection(HOST, server.server_address[1], timeout=5)
        try:
            yield connection
        finally:
            connection.close()


def _get(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, str]:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


def _ask(port: int, request: str) -> tuple[int, dict[str, str], str]:
    """Send a request as it stands, and read until the server closes: status, headers, body."""
    with socket.create_connection((HOST, port), timeout=5) as connection:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def _request(port: int, target: str) -> str:
    return f"GET {target} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n"


# ---------------------------------------------------------------- what it shows


def test_a_page_is_shown_with_the_reload_script_in_the_copy_only(site: Path) -> None:
    with _served(site) as connection:
        status, body = _get(connection, "/")
    assert status == 200
    assert "门<script>" in body
    assert "script" not in (site / "index.html").read_text(encoding="utf-8")


def test_other_files_are_shown_as_they_are(site: Path) -> None:
    with _served(site) as connection:
        assert _get(connection, "/a.css") == (200, "a{}")


def test_a_lost_page_is_the_sites_own(site: Path) -> None:
    with _served(site) as connection:
        status, body = _get(connection, "/zh/none.html")
    assert status == 404
    assert "迷路" in body


def test_a_folder_without_its_slash_is_led_to_it(site: Path) -> None:
    with _served(site) as connection:
        connection.request("GET", "/zh")
        response = connection.getresponse()
        response.read()
    assert (response.status, response.headers["Location"]) == (301, "/zh/")


def test_the_build_number_is_told(site: Path) -> None:
    with _served(site, Version(3)) as connection:
        assert _get(connection, VERSION_PATH) == (200, "3")


def test_head_has_the_headers_and_no_body(site: Path) -> None:
    with _served(site) as connection:
        connection.request("HEAD", "/a.css")
        response = connection.getresponse()
        assert (response.status, response.headers["Content-Length"], response.read()) == (200, "3", b"")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/nowhere", "text/html; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/a.svg", "image/svg+xml; charset=utf-8"),
        ("/x.bin", "application/octet-stream"),
        (VERSION_PATH, "text/plain; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_and_is_not_kept(port: int, path: str, kind: str) -> None:
    _, headers, _ = _ask(port, _request(port, path))
    assert headers["Content-Type"] == kind
    assert headers.items() >= HEADERS.items()


# ---------------------------------------------------------------- what it does not show


@pytest.mark.parametrize(("target", "status"), CASES["paths"].items())
def test_nothing_but_the_site_is_shown(port: int, target: str, status: int) -> None:
    found, headers, body = _ask(port, _request(port, target))
    assert found == status
    assert "outside" not in body
    assert "hidden" not in body
    assert "root:" not in body
    assert "X-Evil" not in headers
    assert (status == 404) == ("迷路" in body)


def test_nothing_is_told_of_a_folder(site: Path) -> None:
    for path in ("/empty/", "/empty", "/zh/..", "relative", "", "/.secret", "/shown.txt"):
        assert find_file(site, path) is None


@pytest.mark.parametrize(("said", "status"), CASES["hosts"])
def test_only_its_own_name_is_answered(port: int, said: str | None, status: int) -> None:
    line = "" if said is None else f"Host: {said.format(port=port)}\r\n"
    found, headers, body = _ask(port, f"GET / HTTP/1.1\r\n{line}Connection: close\r\n\r\n")
    assert found == status
    assert ("门" in body) == (status == 200)
    assert headers.items() >= HEADERS.items()


@pytest.mark.parametrize(("request_", "status"), CASES["raw"])
def test_what_is_asked_in_other_ways_is_refused(port: int, request_: str, status: int) -> None:
    head, _, body = request_.partition("\n\n")
    first, *lines = head.split("\n")
    sent = "\r\n".join((first, f"Host: {HOST}:{port}", "Connection: close", *lines, "", body))
    found, headers, shown = _ask(port, sent)
    assert found == status
    assert headers.items() >= HEADERS.items()
    assert (headers.get("Allow") == "GET, HEAD") == (status == 405)
    assert not (first.startswith("HEAD") and shown)


def test_a_body_is_never_read_as_the_next_request(port: int) -> None:
    hidden = _request(port, "/a.css")
    head = f"Host: {HOST}:{port}\r\nContent-Length: {len(hidden)}"
    for method in ("GET", "POST", "HEAD"):
        with socket.create_connection((HOST, port), timeout=5) as connection:
            connection.sendall(f"{method} /x.bin HTTP/1.1\r\n{head}\r\n\r\n{hidden}".encode())
            connection.shutdown(socket.SHUT_WR)
            said = bytearray()
            try:
                while piece := connection.recv(65536):
                    said += piece
            except ConnectionResetError:
                pass  # what was sent is not read: the answer stands
        assert said.count(b"HTTP/1.1") == 1


# ---------------------------------------------------------------- whom it answers


@pytest.mark.parametrize(
    ("host", "port", "said", "meant"),
    [
        ("127.0.0.1", 80, "localhost", True),
        ("127.0.0.1", 80, "localhost:80", True),
        ("127.0.0.1", 80, "evil.example", False),
        ("192.0.2.7", 8000, "192.0.2.7:8000", True),
        ("192.0.2.7", 8000, "192.0.2.8:8000", False),
        ("192.0.2.7", 8000, "evil.example:8000", False),
        ("2001:db8::1", 8000, "[2001:db8::1]:8000", True),
        ("2001:db8::1", 8000, "[2001:db8::2]:8000", False),
        ("barley.example", 8000, "Barley.example:8000", True),
        ("barley.example", 8000, "evil.barley.example:8000", False),
        (EVERYWHERE, 8000, "192.0.2.7:8000", True),
        (EVERYWHERE, 8000, "[2001:db8::1]:8000", True),
        (EVERYWHERE, 8000, "2001:db8::1:8000", False),
        (EVERYWHERE, 8000, "evil.example:8000", False),
        (EVERYWHERE, 8000, "192.0.2.7.evil.example:8000", False),
        ("::", 8000, "192.0.2.7:8000", True),
        ("::", 8000, "[192.0.2.7]:8000", False),
        ("::", 8000, "[::1", False),
    ],
)
def test_an_address_that_was_named_is_answered_and_no_name_of_another(
    *, host: str, port: int, said: str, meant: bool
) -> None:
    assert answers_to(host, port, said) is meant


def test_it_listens_on_this_computer_only_unless_told() -> None:
    assert make_parser().parse_args(["serve"]).host == HOST == "127.0.0.1"
    assert make_parser().parse_args(["serve", "--host", "::1"]).host == "::1"


@pytest.mark.parametrize("host", ["", "http://localhost", "localhost/", "a b", "[::1]", "x@y"])
def test_an_address_that_is_none_is_refused(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host]) == 2
    assert "--host" in capsys.readouterr().err


def test_an_address_of_another_computer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serve", "--host", "192.0.2.7", "--port", "0"]) == 2
    assert "--host: 192.0.2.7 is no address of this computer" in capsys.readouterr().err


def test_an_ipv6_address_can_be_named(site: Path) -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this computer has no IPv6")
    with _serving(site, host="::1") as server:
        connection = http.client.HTTPConnection("::1", server.server_address[1], timeout=5)
        assert _get(connection, "/a.css") == (200, "a{}")
        connection.close()


# ---------------------------------------------------------------- what it stands


def test_lines_beyond_all_measure_are_refused(port: int) -> None:
    assert _ask(port, f"GET /{'x' * 65_600}")[0] == 414
    assert _ask(port, f"GET / HTTP/1.1\r\nX: {'x' * 65_600}")[0] == 431
    assert _ask(port, "GET / HTTP/1.1\r\n" + "X: y\r\n" * 200)[0] == 431
    assert _ask(port, _request(port, f"/{'x' * 5000}"))[0] == 404
    assert _ask(port, _request(port, "/x" * 5000))[0] == 404


def test_who_sends_nothing_or_goes_away_keeps_nobody_out(
    site: Path, port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "large.bin").write_bytes(b"x" * 8_000_000)
    slow = [socket.create_connection((HOST, port)) for _ in range(3 * serve._MOST_CONNECTIONS)]
    for number, connection in enumerate(slow):
        connection.sendall(b"GET / HTTP/1.1\r\nX: "[: number % 20 + 1])
    gone = [socket.create_connection((HOST, port)) for _ in range(10)]
    for connection in gone:  # they ask, and leave before they are answered
        connection.sendall(_request(port, "/large.bin").encode())
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    start = time.monotonic()
    assert _ask(port, _request(port, "/a.css"))[2] == "a{}"
    assert time.monotonic() - start < 5
    for connection in slow:
        connection.close()
    (site / "large.bin").unlink()
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_connection_that_says_nothing_is_closed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve._Handler, "timeout", 0.05)
    with _serving(site) as server, socket.create_connection(server.server_address, timeout=5) as connection:
        connection.sendall(b"GET /")
        assert connection.recv(100) == b""


def _exchange(one: Path, other: Path) -> None:
    """Put each folder in the place of the other, in one step; skip where the system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None or rename(-100, os.fsencode(one), -100, os.fsencode(other), 2):
        pytest.skip("this system can't exchange two folders")


def test_the_site_may_be_exchanged_at_any_moment(tmp_path: Path) -> None:
    for name, text in (("site", "old"), ("new", "new")):
        (tmp_path / name / "zh").mkdir(parents=True)
        (tmp_path / name / "zh" / "a.css").write_text(text, encoding="utf-8")
    _exchange(tmp_path / "site", tmp_path / "new")
    over = Event()

    def keep_exchanging() -> None:
        while not over.is_set():
            _exchange(tmp_path / "site", tmp_path / "new")

    thread = Thread(target=keep_exchanging)
    with _served(tmp_path / "site") as connection:
        thread.start()
        try:
            said = {_get(connection, "/zh/a.css") for _ in range(300)}
        finally:
            over.set()
            thread.join()
    assert said == {(200, "old"), (200, "new")}


def test_a_snapshot_sees_new_changed_and_removed_files_and_no_hidden_ones(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("1", encoding="utf-8")
    (tmp_path / ".swap").write_text("1", encoding="utf-8")
    first = take_snapshot([tmp_path, tmp_path / "absent", file])
    os.utime(file, ns=(1, 1))
    second = take_snapshot([tmp_path])
    file.unlink()
    assert list(first) == [str(file)]
    assert first != second
    assert take_snapshot([tmp_path]) == {}


def test_a_change_makes_one_build_and_our_own_records_none(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [{"s": (1, 1)}] * 2 + [{"s": (1, 1), "records/a": (1, 1)}] * 5 + [{"s": (2, 1), "records/a": (1, 1)}] * 9
    built = []

    def look() -> dict[str, tuple[int, int]]:
        if not looks:
            raise KeyboardInterrupt
        return looks.pop(0)

    monkeypatch.setattr(command, "PAUSE", 0)
    with pytest.raises(KeyboardInterrupt):
        command.watch_forever(look, lambda: built.append(len(looks)), records="records")
    assert len(built) == 2
