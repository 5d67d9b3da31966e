"""What tests of exports share: the digest of a project's folder, without a site, and digests of many stories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.config import read_config
from generator.digest import index_briefs
from generator.prepare import gather_records, make_digest, with_desk
from generator.progress import silent
from tests.invented import Said, digest_of, lexicon, make_record

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.model import Furniture, Record
    from generator.prepare import Desk

ROOT = Path(__file__).parent.parent


def read_digest(project: Path, folder: Path) -> Digest:
    """Read a project's digest; ``folder`` is for its cache."""

    def gather(desk: Desk) -> Digest:
        return make_digest(desk, gather_records(desk))

    rooms = {name: project / name for name in ("seeds", "records", "lexicon") if (project / name).is_dir()}
    config = replace(read_config({**rooms, "executor": "serial"}), cache=folder / "cache")
    if "records" not in rooms:
        config = replace(config, records=folder / "records")
    return with_desk(config, silent, gather)


class Endless:
    """A shelf that makes each record when it is asked for: no more than one is ever in memory."""

    def record(self, record_id: str) -> Record:
        return make_record(record_id, date="2031-02-03", paper="青稞日报", page="4")

    def translations(self, _record_id: str) -> Said:
        return Said({})

    def furniture(self, _page_id: str) -> tuple[Furniture, ...]:
        return ()


def digest_of_many(count: int) -> Digest:
    """Make a digest of many stories of which none is kept."""
    brief = next(iter(digest_of(Endless().record("p-01")).records.values()))
    return index_briefs((replace(brief, id=f"p{number:06}-01") for number in range(count)), {}, lexicon(), Endless())
