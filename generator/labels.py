"""Headlines that say only what kind of thing stands below them: 图片新闻 stands above many a photograph."""

from __future__ import annotations

from functools import cache

import yaml

from generator.lexicon.tables import read_packaged


def is_generic(headline: str) -> bool:
    """Whether a headline names a kind of story and not this one."""
    return headline.strip() in _photo_headlines()


@cache
def _photo_headlines() -> frozenset[str]:
    return frozenset(yaml.safe_load(read_packaged("rubrics.yaml"))["photo_headlines"])
