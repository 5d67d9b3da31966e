"""Who does the work: a function over many pieces, here, in several processes, or on a cluster.

``function(shared, piece)`` must stand at the top of a module; ``shared`` is the same for all pieces and reaches each
process once. Results come in the order of the pieces, whoever made them. What fails, fails with its own error, which
names file and line. Processes of a cluster must see the project's folder under the same path.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import chdir, contextmanager, suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct

from generator.errors import ConfigError, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

Piece = TypeVar("Piece")
Result = TypeVar("Result")

FEW, FEW_SENT = 4, 40
"""Fewer pieces are not worth processes that inherit what is shared, or that must load everything and be sent it."""
PARENT_DIED = 1
"""``PR_SET_PDEATHSIG`` of Linux."""

SHARED = "shared-{}.pickle"
"""Below the private folder."""
PATIENCE = 10
"""Seconds in which a scheduler and a worker of its must answer."""
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What ends a build early; until a process is set up, it would answer as its parent does."""

_shared: dict[str, Any] = {}
"""What this process was given, by the fingerprint or the name of it."""
_one_by_one = threading.Lock()
"""A process of a cluster may have several threads; what is in ``_shared`` is for one."""


class Crew(Protocol):
    """Whoever does the work."""

    @property
    def hands(self) -> int:
        """How many pieces are worked on at once."""

    def run(
        self, function: Callable[[Any, Piece], Result], shared: object, pieces: Sequence[Piece]
    ) -> Iterator[Result]:
        """Apply a function to every piece."""


class Alone(Struct, frozen=True):
    """No one but this process."""

    hands: int = 1

    def run(
        self, function: Callable[[Any, Piece], Result], shared: object, pieces: Sequence[Piece]
    ) -> Iterator[Result]:
        """Apply a function to every piece, one after the other."""
        for piece in pieces:
            yield function(shared, piece)


class Processes(Struct, frozen=True):
    """Several processes of this machine; what they share is inherited where the system can fork, else sent."""

    hands: int

    def run(
        self, function: Callable[[Any, Piece], Result], shared: object, pieces: Sequence[Piece]
    ) -> Iterator[Result]:
        """Apply a function to every piece; what a process that died left undone is done here."""
        if len(pieces) < (FEW if _can_fork() else FEW_SENT):
            yield from Alone().run(function, shared, pieces)
            return
        done = 0
        try:
            with self._pool(shared, len(pieces)) as pool:
                try:
                    with _undisturbed():
                        results = pool.map(partial(_call, function), pieces)
                    for result in results:
                        yield result
                        done += 1
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except BrokenProcessPool:
            yield from Alone().run(function, shared, pieces[done:])
        finally:
            _shared.pop("inherited", None)

    def _pool(self, shared: object, number: int) -> ProcessPoolExecutor:
        if _can_fork():
            _shared["inherited"] = shared
            way, given = "fork", None
        else:
            way, given = "spawn", pickle.dumps(shared, protocol=5)
        context = multiprocessing.get_context(way)
        return ProcessPoolExecutor(min(self.hands, number), context, _begin, (given, os.getpid()))


def _can_fork() -> bool:
    """Whether what is shared can be inherited: with threads, a lock that one holds would stay locked for ever."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait while processes start."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(given: bytes | None, parent: int) -> None:
    """Set up a process: the parent alone hears Ctrl-C, and its death is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    if given is not None:
        _shared["inherited"] = pickle.loads(given)  # noqa: S301 - from our own parent


def _call(function: Callable[[Any, Piece], Result], piece: Piece) -> Result:
    return function(_shared["inherited"], piece)


class Elsewhere(Struct, frozen=True):
    """Any executor, such as that of a Dask cluster; what its processes share they read from a file."""

    executor: Executor
    hands: int
    folder: Path
    """A private folder that all processes see."""
    lost: tuple[type[Exception], ...] = (CancelledError,)
    """How it fails when no one is left to work."""

    def run(
        self, function: Callable[[Any, Piece], Result], shared: object, pieces: Sequence[Piece]
    ) -> Iterator[Result]:
        """Apply a function to every piece; what is left undone when the cluster is lost is done here."""
        content = pickle.dumps(shared, protocol=5)
        name = blake2b(content, digest_size=16).hexdigest()
        path = self.folder / SHARED.format(name)
        path.touch(mode=0o600)
        path.write_bytes(content)
        call = partial(_call_elsewhere, function, (str(path.resolve()), name, str(Path.cwd())))
        done = 0
        try:
            for result in self.executor.map(call, pieces):
                yield result
                done += 1
        except self.lost:
            yield from Alone().run(function, shared, pieces[done:])
        finally:
            path.unlink(missing_ok=True)


def _call_elsewhere(function: Callable[[Any, Piece], Result], given: tuple[str, str, str], piece: Piece) -> Result:
    path, name, folder = given
    with _one_by_one, chdir(folder):  # paths of the settings are relative to where the build runs
        if name not in _shared:
            content = Path(path).read_bytes()
            if blake2b(content, digest_size=16).hexdigest() != name:
                raise ConfigError("executor-folder", Location(path), "not what the build has written there")
            _shared.clear()
            _shared[name] = pickle.loads(content)  # noqa: S301 - checked: what the build has written
        return function(_shared[name], piece)


def count_hands() -> int:
    """How many processes this process may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_crew(spec: str | None, folder: Path) -> Iterator[Crew]:
    """Call a crew together: ``serial``, ``processes``, ``processes:4`` or ``dask://HOST:PORT``; ``None`` chooses."""
    if spec is None or spec == "processes":
        hands = count_hands()
        yield Processes(hands) if hands > 1 else Alone()
    elif spec == "serial":
        yield Alone()
    elif spec.startswith("processes:"):
        yield Processes(int(spec.removeprefix("processes:")))
    else:
        yield from _open_dask(spec.removeprefix("dask://"), folder)


def _open_dask(address: str, folder: Path) -> Iterator[Crew]:
    try:
        from distributed import Client, KilledWorker  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
        from distributed.comm.core import CommClosedError  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        hint = "install it with: pip install distributed"
        raise ConfigError("executor-missing", Location("--executor"), "Dask is not installed", hint) from error
    for left in folder.glob(SHARED.format("*")):
        left.unlink()
    client: Any
    try:
        client = Client(f"tcp://{address}", timeout=PATIENCE)  # type: ignore[no-untyped-call, unused-ignore]
    except (OSError, ValueError) as error:
        hint = "start one with: dask scheduler"
        raise _unreachable(f"no scheduler answers at {address}", hint) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            hint = f"start one with: dask worker tcp://{address}"
            raise _unreachable(f"the scheduler at {address} has no workers", hint) from error
        hands = max(1, sum(client.nthreads().values()))
        yield Elsewhere(client.get_executor(), hands, folder, (CancelledError, KilledWorker, CommClosedError))


def _unreachable(message: str, hint: str) -> ConfigError:
    return ConfigError("executor-unreachable", Location("--executor"), message, hint)
