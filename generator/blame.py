"""Who wrote a link: the records of a site and a broken link of one of its pages → the record file that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.addresses import article_path
from generator.model import Markup
from generator.records import record_path
from generator.views.article import both_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.config import Config
    from generator.model import Record


class Writers:
    """The records that a person has written Markdown in, by the pages that show it."""

    def __init__(self, records: Sequence[Record], config: Config) -> None:
        self._folder = config.records
        self._by_page = {
            path(lang, record.id): record
            for record in records
            if any(isinstance(block, Markup) for block in record.article.blocks)
            for lang in config.languages
            for path in (article_path, both_path)
        }

    def blame(self, path: str, link: str) -> str | None:
        """Name the record in whose text the link stands, where there is one."""
        record = self._by_page.get(path)
        if record is None:
            return None
        written = "\n".join(block.source for block in record.article.blocks if isinstance(block, Markup))
        if link not in written and unquote(link) not in written:
            return None
        return f"mend the link in {record_path(record, self._folder).as_posix()}"
