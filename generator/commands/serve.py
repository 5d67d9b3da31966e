"""``serve``: build, show, watch, build again, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from errno import EADDRINUSE, EADDRNOTAVAIL
from pathlib import Path
from socket import gaierror
from threading import Thread
from typing import TYPE_CHECKING

from generator.commands import Outcome, build
from generator.errors import BaozhaiError, ConfigError, Location
from generator.serve import HOST, Version, make_server
from generator.terminal import tell_few
from generator.watch import take_snapshot, watched

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from http.server import ThreadingHTTPServer

    from generator.config import Config
    from generator.progress import Progress
    from generator.watch import Snapshot

PAUSE = 0.5
"""Seconds between two looks."""


def run(config: Config, args: Namespace, progress: Progress) -> Outcome:
    """Serve the site on this computer; a build that fails is reported, and the last good site stays."""
    version = Version()
    with _server(config, (args.host, args.port), version) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host = f"[{args.host}]" if ":" in args.host else args.host
        _tell(f"http://{host}:{server.server_address[1]}/  (Ctrl-C ends it)")
        if args.host != HOST:
            _tell("whoever reaches this address can read the site")
        settings = getattr(args, "config", None)
        places = watched(config, Path(settings) if settings else None)

        def rebuild() -> None:
            report_build(config, args, progress)
            version.number += 1

        try:
            watch_forever(lambda: take_snapshot(places), rebuild, records=str(config.records))
        finally:
            server.shutdown()
    return Outcome()


def _server(config: Config, address: tuple[str, int], version: Version) -> ThreadingHTTPServer:
    host, port = address
    try:
        return make_server(config.output, address, version)
    except OSError as error:
        if error.errno == EADDRNOTAVAIL or isinstance(error, gaierror):
            hint = f"leave it out for {HOST}, which no other computer reaches"
            message = f"{host} is no address of this computer"
            raise ConfigError("host-unknown", Location("--host"), message, hint) from error
        why = "is in use" if error.errno == EADDRINUSE else f"can't be opened: {error.strerror}"
        hint = "name another, or 0 for a free one"
        raise ConfigError("port-taken", Location("--port"), f"port {port} {why}", hint) from error


def watch_forever(look: Callable[[], Snapshot], rebuild: Callable[[], None], *, records: str) -> None:
    """Build at once, and again after every change that has come to rest."""
    seen: Snapshot | None = None
    while True:
        now = _settled(look)
        if now != seen:
            rebuild()
            own = {path: mark for path, mark in look().items() if _is_below(path, records)}
            seen = own | {path: mark for path, mark in now.items() if not _is_below(path, records)}
        time.sleep(PAUSE)


def _settled(look: Callable[[], Snapshot]) -> Snapshot:
    """Look until two looks agree: an editor that is still writing is waited for."""
    now = look()
    while (later := look()) != now:
        now = later
        time.sleep(PAUSE / 5)
    return now


def report_build(config: Config, args: Namespace, progress: Progress) -> None:
    """Build once and say on the terminal how it went."""
    try:
        outcome = build.run(config, args, progress)
    except BaozhaiError as error:
        _tell(str(error))
        return
    for line in tell_few(outcome.problems):
        _tell(line)
    _tell(outcome.text or "")


def _is_below(path: str, folder: str) -> bool:
    """Records are written by the build itself, so a build does not call for the next one."""
    return path.startswith(f"{folder}/")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
