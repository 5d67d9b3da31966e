"""Who wrote a link: a broken link of a page → the record file that holds it, where a person wrote it in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from generator.model import Markup
from generator.records import record_path

if TYPE_CHECKING:
    from generator.config import Config
    from generator.digest import Digest

_STORY = re.compile(r"/articles/(?P<id>[^/]+?)(?:\.both)?\.html$")


class Writers(Struct, frozen=True):
    """The people behind the pages of a digest."""

    digest: Digest
    config: Config

    def blame(self, path: str, link: str) -> str | None:
        """Name the record in whose text the link stands, where there is one."""
        story = _STORY.search(path)
        if story is None or story["id"] not in self.digest.records:
            return None
        record = self.digest.shelf.record(story["id"])
        written = "\n".join(block.source for block in record.article.blocks if isinstance(block, Markup))
        if link not in written and unquote(link) not in written:
            return None
        return f"mend the link in {record_path(record, self.config.records).as_posix()}"
