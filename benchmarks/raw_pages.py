"""Made-up stories → raw pages, five stories each, for the stages that stand before the records.

The peers' corpus has no raw pages, and its sentences are no sentences; what is parsed and enriched here can be read,
and tells of real places, so that regions are looked for and found.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from benchmarks.made_up import make_stories

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.stories import Story

STORIES_A_PAGE = 5
"""About 5,000 characters, which is a full printed page."""
WHERE = ("那曲市安多县扎仁镇", "拉萨市当雄县", "日喀则市江孜县", "昌都市芒康县", "山南市琼结县", "林芝市墨脱县")
_MARKS = re.compile(r"\*\*|\[原文\]\([^)]*\)")


def write_raw_pages(articles: int, folder: Path) -> None:
    """Write as many raw pages as hold so many stories."""
    folder.mkdir(parents=True, exist_ok=True)
    stories = make_stories(articles)
    for number, start in enumerate(range(0, articles, STORIES_A_PAGE), 1):
        text = make_raw_page(stories[start : start + STORIES_A_PAGE])
        (folder / f"page-{number:06d}.txt").write_text(text, encoding="utf-8")


def make_raw_page(stories: list[Story]) -> str:
    """Set stories one below the other: headlines, blank lines, text."""
    return "\n\n\n".join("\n".join(_lines(story)) for story in stories) + "\n"


def _lines(story: Story) -> list[str]:
    words = story.original
    chance = random.Random(words.body)  # noqa: S311 - a page, not a secret
    head = f"本报讯（记者 {words.byline}）{chance.choice(WHERE)}传来消息，"
    first, *others = [_MARKS.sub("", block).removeprefix("## ").strip() for block in words.body.split("\n\n")]
    return [words.kicker, words.headline, words.subtitle, "", head + first, *others]
