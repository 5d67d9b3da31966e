"""The stages one by one, inside one process: the real functions, timed where they are called.

    python -m benchmarks.stages CORPUS RAW

``CORPUS`` is the folder of the plain look, ``RAW`` one with raw pages. Out comes JSON: for each stage how many things
went through, wall clock and CPU seconds, and the process's peak memory when it was done.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from benchmarks.stopwatch import MAXRSS, MIB
from generator.briefs import make_brief
from generator.checks import check_links
from generator.config import read_config
from generator.digest import make_digest, withhold_body
from generator.enrich.home import choose_home
from generator.enrich.numbers import find_numbers
from generator.enrich.record import make_record, tag_records
from generator.enrich.regions import find_regions
from generator.enrich.summary import find_summary
from generator.lexicon import read_lexicon
from generator.parse import parse_page
from generator.plan import plan_site
from generator.publish import publish
from generator.records import read_records
from generator.render import render_site
from generator.seeds import find_seeds, read_seed
from generator.translate import make_translations, read_translations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence, Sized

    from generator.config import Config
    from generator.lexicon import Lexicon
    from generator.model import PrintPage

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
REAL = (SHARED / "seeds", SHARED / "pages")
"""Real printed pages, where they lie beside this checkout; none comes with it."""
REALLY = ", real pages"
MADE_UP_TIMES, REAL_TIMES = 3, 25
"""How often pages are worked on; the fastest counts, for milliseconds must not hang on what else a machine does."""

Result = TypeVar("Result", bound="Sized")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage cost."""

    name: str
    things: int
    """Raw pages, articles, records, site pages or files, as the stage has it."""
    wall: float
    cpu: float
    memory: float
    """MiB at the most until now."""


class Clock:
    """Times what it is given to do, and keeps the figures."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []

    def time(self, name: str, work: Callable[[], Result], times: int = 1) -> Result:
        """Do it, some times over, the fastest counts; the number of things is the length of what comes out."""
        tries = []
        for _ in range(times):
            wall, cpu = perf_counter(), process_time()
            done = work()
            tries.append((perf_counter() - wall, process_time() - cpu))
        spent = min(tries, key=lambda spent: spent[1])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS / MIB
        self.stages.append(Stage(name, len(done), *spent, memory))
        return done


def time_raw_pages(clock: Clock, config: Config, lexicon: Lexicon) -> None:
    """Parse and enrich, from raw pages to records: made-up pages, and real ones where they are at hand."""
    lexicon.gazetteer.spellings  # noqa: B018 - what is loaded once is loaded now
    made_up = [read_seed(seed, config) for seed in find_seeds(config.seeds)[0]]
    _time_pages(clock, made_up, (config, lexicon), ("", MADE_UP_TIMES))
    real = [read_seed(seed, config) for folder in REAL if folder.is_dir() for seed in find_seeds(folder)[0]]
    if real:
        _time_pages(clock, real, (config, lexicon), (REALLY, REAL_TIMES))


def _time_pages(clock: Clock, read: Sequence[PrintPage], how: tuple[Config, Lexicon], which: tuple[str, int]) -> None:
    (config, lexicon), (mark, times) = how, which
    pages = clock.time(f"parse{mark}", lambda: [parse_page(page) for page in read], times)
    named = [
        make_record(f"{page.page.id}-{number:02d}", config.languages[0], article, page)
        for page in pages
        for number, article in enumerate(page.articles, 1)
    ]
    home = choose_home((record.article for record in named), lexicon.gazetteer, None)
    clock.time(
        f"regions and figures{mark}",
        lambda: [(find_regions(r.article, lexicon.gazetteer, home), find_numbers(r.article)) for r in named],
        times,
    )
    clock.time(f"summaries{mark}", lambda: [find_summary(r.article) for r in named], times)
    tag_records(named[:1], lexicon, config.cache)
    clock.time(f"tags{mark}", lambda: tag_records(named, lexicon, config.cache), times)


def time_site(clock: Clock, config: Config, lexicon: Lexicon) -> None:
    """Read, plan, render, check and publish, from records to the finished site."""
    kept = clock.time("read records", lambda: read_records(config.records)[0])
    records = [item.record for item in kept]
    others = config.languages[1:]
    found = clock.time("read translations", lambda: read_translations(config.records, others)[0].catalogues)
    translations = make_translations(found)
    shown = [withhold_body(record) for record in records if not record.draft]
    clock.time("sum up for lists", lambda: [make_brief(record, translations, config.languages) for record in shown])
    digest = make_digest(records, lexicon, translations)
    planned = clock.time("plan", lambda: plan_site(digest, config))
    files = clock.time("make and render", lambda: render_site(planned, config))
    clock.time("check links", lambda: _check(files, config))
    with tempfile.TemporaryDirectory(dir=config.output.parent) as folder:
        clock.time("publish", lambda: _publish(files, Path(folder) / "site"))


def _check(files: Mapping[str, bytes], config: Config) -> Mapping[str, bytes]:
    broken = tuple(check_links(files, config.site_url))
    assert not broken  # noqa: S101 - or something else is measured
    return files


def _publish(files: Mapping[str, bytes], output: Path) -> Mapping[str, bytes]:
    publish(files, output)
    return files


def main(corpus: str, raw: str) -> None:
    """Time all stages and print them."""
    os.chdir(corpus)
    config = read_config({})
    lexicon = read_lexicon(config.lexicon)
    clock = Clock()
    time_raw_pages(clock, read_config({"seeds": Path(raw)}), lexicon)
    time_site(clock, config, lexicon)
    json.dump([asdict(stage) for stage in clock.stages], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
