"""The rounds: every tool in turn, case after case, each run a fresh process; out come plain rows of figures.

Cases: ``cold`` (no site, no cache), ``unchanged``, and after one edit of a ``record``, of the ``template`` of a story,
of the ``gazetteer`` (ours alone has one). Tools alternate inside a case, so that what the machine does meanwhile
meets all of them; ratios are taken inside a round. A tool that fails or takes too long once is left out from then on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import ours
from benchmarks.floor import list_site
from benchmarks.peers import INCREMENTAL
from benchmarks.timing import Attic, Task, run, survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.ours import Look
    from benchmarks.peers import Peer
    from benchmarks.timing import Heap

CASES = ("cold", "unchanged", "record", "template", "gazetteer")
PEER_CASES = CASES[:-1]
FLOORS = {"floor, 1 process": "1", "floor, 2 processes": "2"}
STARTS = 5
"""How often the start of the program is measured in a round: it is short."""

Row = dict[str, Any]


@dataclass(slots=True)
class Bench:
    """What is measured, where, and what was found so far."""

    folder: Path
    """Where the corpora and sites are."""
    looks: Mapping[str, Look]
    peers: Mapping[str, Peer]
    limit: float = 900
    """Seconds for one run."""
    rows: list[Row] = field(default_factory=list)
    heaps: dict[str, Heap] = field(default_factory=dict)
    """What each tool's site is made of."""
    lost: set[str] = field(default_factory=set)
    """Tools that failed."""

    def measure(self, rounds: int, cases: Iterable[str] = CASES) -> None:
        """Go round after round."""
        wanted = [case for case in CASES if case in {"cold", *cases}]
        attic = Attic(self.folder / "attic")
        for number in range(rounds):
            for case in wanted:
                for name, look in self.looks.items():
                    self._ours(name, look, (case, number), attic)
                for name, peer in self.peers.items():
                    if case in PEER_CASES:
                        self._peer(name, peer, (case, number))
                if case == "cold":
                    self._floors(number, attic)
            self._starts(number)

    def _ours(self, name: str, look: Look, when: tuple[str, int], attic: Attic) -> None:
        case, number = when
        if case == "cold":
            attic.take(*look.leavings)
        elif case in ours.EDITS:
            ours.EDITS[case](look, number)
        self._run(name, when, look.build())
        if case == "cold":
            self._survey(name, look.output)

    def _peer(self, name: str, peer: Peer, when: tuple[str, int]) -> None:
        case, number = when
        if case == "cold":
            peer.wipe()
        elif name in self.lost:
            return
        elif case == "record":
            peer.edit_record(number)
        elif case == "template" and not peer.edit_template(number):
            return
        elif case == "unchanged" and name in INCREMENTAL:
            peer.wipe()
            run(peer.build(again=True), self._log(name), self.limit)  # fills the cache that it otherwise hasn't
        self._run(name, when, peer.build(again=case != "cold"))
        if case == "cold":
            self._survey(name, peer.output)

    def _floors(self, number: int, attic: Attic) -> None:
        look = self.looks["plain"]
        listing, script = self.folder / "listing.tsv", Path(ours.HERE) / "floor.py"
        if number == 0:
            list_site(look.output, listing)
        for name, processes in FLOORS.items():
            output = self.folder / f"floor-{processes}"
            attic.take(output)
            argv = (sys.executable, script, look.folder.parent / "records", listing, output, processes)
            self._run(name, ("cold", number), Task(tuple(map(str, argv)), self.folder))

    def _starts(self, number: int) -> None:
        starts = {"--help": ("-m", "generator", "--help"), "python": ("-c", "pass")}
        for _ in range(STARTS):
            for name, arguments in starts.items():
                self._run(name, ("start", number), ours.start((sys.executable, *arguments), self.folder))

    def _run(self, name: str, when: tuple[str, int], task: Task) -> None:
        if name in self.lost:
            return
        case, number = when
        done = run(task, self._log(name), self.limit)
        if done.failed:
            self.lost.add(name)
        self.rows.append({"tool": name, "case": case, "round": number, **asdict(done)})
        state = "FAILED, see its log" if done.failed else f"{done.cpu:8.2f} s CPU {done.memory:7.0f} MiB"
        if case != "start":
            print(f"{name:18} {case:10} {done.wall:8.2f} s {state}", flush=True)

    def _survey(self, name: str, output: Path) -> None:
        if name not in self.lost:
            self.heaps[name] = survey(output)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name.replace(', ', '-').replace(' ', '-')}.log"


def time_stages(look: Look, raw: Path, rounds: int) -> list[Row]:
    """Time the stages in a process of their own, some times over."""
    rows = []
    for number in range(rounds):
        task = ours.start((sys.executable, "-m", "benchmarks.stages", str(look.folder), str(raw)), look.folder)
        environment = {**os.environ, **task.environment}
        done = subprocess.run(  # noqa: S603 - this interpreter, this checkout
            task.argv, cwd=task.folder, env=environment, stdout=subprocess.PIPE, check=False
        )
        if done.returncode:
            print("the stages could not be timed one by one; the rest stands")
            return []
        rows += [{**stage, "round": number} for stage in json.loads(done.stdout)]
    return rows
