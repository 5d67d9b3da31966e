"""A feed as JSON Feed 1.1; see ``feeds`` for what stands in it and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.addresses import feed_path
from generator.reading import label_of

if TYPE_CHECKING:
    from generator.views.feeds import Entry, Feed

Item = dict[str, object]


def render_jsonfeed(feed: Feed) -> str:
    """Write the feed; without an address of the site it has no addresses at all."""
    document: Item = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address(feed.page),
        "feed_url": feed.address(feed_path(feed.page, "json")),
        "description": feed.description,
        "language": feed.lang,
        "authors": [{"name": feed.author}],
    }
    items = [_item(feed, entry) for entry in feed.entries]
    return json.dumps({**_known(document), "items": items}, ensure_ascii=False) + "\n"


def _item(feed: Feed, entry: Entry) -> Item:
    """Give a story as an item; the summary is its content, for one of them must be there."""
    content = entry.summary or entry.title
    return _known(
        {
            "id": entry.id,
            "url": feed.address(entry.path),
            "title": entry.title.text,
            "content_text": content.text,
            "date_published": None if entry.date is None else f"{entry.date}T00:00:00+08:00",
            "authors": [{"name": author.text} for author in entry.authors],
            "tags": [label_of(tag, feed.lang) for tag in entry.tags],
            "language": None if entry.title.lang == feed.lang else entry.title.lang,
        }
    )


def _known(item: Item) -> Item:
    return {key: value for key, value in item.items() if value is not None and value != []}
