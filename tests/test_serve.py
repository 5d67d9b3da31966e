"""The local server: it shows the site and nothing else, to no one else."""

from __future__ import annotations

import http.client
import os
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from generator.commands import serve as command
from generator.serve import VERSION_PATH, Version, find_file, make_server
from generator.watch import take_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "zh").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "index.html").write_text("<body>门</body>", encoding="utf-8")
    (root / "zh" / "index.html").write_text("<body>新</body>", encoding="utf-8")
    (root / "404.html").write_text("<body>迷路</body>", encoding="utf-8")
    (root / "a.css").write_text("a{}", encoding="utf-8")
    (root / ".secret").write_text("s", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("o", encoding="utf-8")
    (root / "link.txt").symlink_to(tmp_path / "outside.txt")
    return root


@contextmanager
def _served(root: Path, version: Version | None = None) -> Iterator[http.client.HTTPConnection]:
    with make_server(root, 0, version or Version()) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        try:
            yield connection
        finally:
            connection.close()
            server.shutdown()


def _get(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, str]:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


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


def test_only_its_own_name_is_answered(site: Path) -> None:
    with _served(site) as connection:
        port = connection.port
        assert _get(connection, "/", Host=f"localhost:{port}")[0] == 200
        assert _get(connection, "/", Host=f"evil.example:{port}")[0] == 403
        assert _get(connection, "/", Host="127.0.0.1:1")[0] == 403


def test_the_build_number_is_told(site: Path) -> None:
    with _served(site, Version(3)) as connection:
        assert _get(connection, VERSION_PATH) == (200, "3")


def test_head_has_the_headers_and_no_body(site: Path) -> None:
    with _served(site) as connection:
        connection.request("HEAD", "/a.css")
        response = connection.getresponse()
        assert (response.status, response.headers["Content-Length"], response.read()) == (200, "3", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/zh/../../outside.txt",
        "//etc/passwd",
        "/.secret",
        "/zh/.hidden/a",
        "/link.txt",
        "/empty",
        "/empty/",
        "/zh\\..\\..\\outside.txt",
        "/a.css\0.html",
        "relative",
        "",
    ],
)
def test_nothing_else_exists(site: Path, path: str) -> None:
    assert find_file(site, path) is None


def test_an_encoded_way_out_is_none(site: Path) -> None:
    with _served(site) as connection:
        assert _get(connection, "/%2e%2e/outside.txt")[0] == 404
        assert _get(connection, "/%00")[0] == 404


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
