"""How far long work has come: the build says it, the terminal shows it, everyone else hears nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

Progress = Callable[[str, int, int], None]
"""Called as ``progress("parse", 3, 12)``: a stage, how many pieces are done, how many there are."""


def silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""


class Bar:
    """A progress bar on stderr while a stage lasts; nothing at all where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._stage: str | None = None
        self._bar: Any = None  # tqdm's type would make every start of the program load tqdm

    def __enter__(self) -> Progress:
        return self._show if self._shown else silent

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _show(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._close()
            self._stage = stage
        if self._bar is None and done < total:
            from tqdm import tqdm  # noqa: PLC0415 - loaded when there is something to show

            tqdm.monitor_interval = 0  # its thread would keep our processes from forking
            self._bar = tqdm(total=total, desc=stage, file=sys.stderr, leave=False, delay=0.5, unit="")
        if self._bar is not None:
            self._bar.update(done - self._bar.n)
            if done >= total:
                self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar, self._stage = None, None
