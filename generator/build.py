"""The story: raw pages in, a digest site out, one line a stage.

    seeds ─read─▶ pages ─parse─▶ articles ─enrich─▶ records ─reconcile─▶ briefs ─index─▶ digest
                                    site/ ◀─publish─ stage ◀─print─ site pages ◀─plan─┘

Only here and in ``prepare`` is the order of the stages known. What is as it was the last time is taken from the cache;
nothing of ``site/`` changes before all else has worked.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.cache import notices, with_cache
from generator.cachefolder import make_cache
from generator.errors import Location, Problem
from generator.progress import silent
from generator.publish import Published, check_output, open_stage
from generator.recall import Report, recall, remember, survey_sources
from generator.seeds import check_folder
from generator.survey import confirm, tell_time
from generator.volumes import find_missing_volumes

if TYPE_CHECKING:
    from generator.cache import Cache
    from generator.config import Config
    from generator.progress import Progress
    from generator.publish import Stage
    from generator.survey import Survey

__all__ = ["Report", "build"]


def build(config: Config, progress: Progress = silent) -> Report:
    """Build the site: write the records that are the parser's to write, then publish."""
    started = perf_counter()
    check_output(config.output, config.sources)
    check_folder(config.seeds)
    make_cache(config.cache)
    with open_stage(config.output, config.sources, config.cache / "publish") as stage:
        report = with_cache(config, lambda cache: _build(config, stage, cache, progress))
    problems = (*report.problems, *find_missing_volumes(config))
    return replace(report, problems=problems, seconds=perf_counter() - started)


def _build(config: Config, stage: Stage, cache: Cache, progress: Progress) -> Report:
    look = survey_sources(config)
    return recall(cache, config, look, stage.standing) or _build_anew(config, stage, (cache, look), progress)


def _build_anew(config: Config, stage: Stage, at: tuple[Cache, Survey], progress: Progress) -> Report:
    # What a build needs is loaded only where there is something to build.
    from generator.prepare import gather_records, make_site, open_desk, settle_records  # noqa: PLC0415

    cache, look = at
    since = tell_time(config.cache)
    with open_desk(config, cache, look, progress) as desk:
        gathered = gather_records(desk)
        prepared = make_site(desk, gathered, (stage.folder, stage.standing))
        problems = (*notices(cache), *prepared.problems, *settle_records(desk))
        site = prepared.site
        published = Published(0, 0)
        if site.broken:
            problems = (*problems, _unpublished(config, len(site.broken)))
        else:
            desk.memory.put_printed(site.keys, site.wanted, site.made)
            desk.memory.save()
            published = stage.publish(site.wanted)
    articles = len(prepared.digest.records)
    report = Report(gathered.pages, articles, len(site.wanted), published.written, published.removed, problems)
    if not site.broken:
        as_seen = not gathered.writes and not gathered.removals and None not in look.values()
        settled = look if as_seen else confirm(look, survey_sources(config), since, desk.memory.signatures())
        remember(cache, config, settled, (report, site.wanted))
    return report


def _unpublished(config: Config, count: int) -> Problem:
    place = Location(config.output.as_posix())
    what = "a link of the new site leads" if count == 1 else f"{count} links of the new site lead"
    message = f"not published: {what} nowhere; the old site stands as it was"
    hint = "mend the template or the record that holds what is named above"
    return Problem("site-unpublished", place, message, hint, severity="error")
