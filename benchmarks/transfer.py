"""What a first search moves: ``python -m benchmarks.transfer 10000`` asks an archive of that size in a browser.

An archive is made up of the packaged words, some of them often and most of them seldom, as in real texts, with numbers
of every length; every second story is translated. Nothing of it is written: the pages that a browser asks for are made
then, and their bytes are counted as they are, not compressed.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from generator.config import Config, packaged
from generator.digest import make_digest
from generator.lexicon import read_lexicon
from generator.model import Article, Byline, Paragraph, Record, Region, Source, Text
from generator.render import Renderer, read_static, read_style
from generator.templating import make_environment
from generator.views.edition import make_edition
from generator.views.search import plan_search
from generator.views.searchindex import make_index, plan_search_index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser, Route

    from generator.briefs import Finds
    from generator.units import Unit

QUERIES = (
    *(
        "24",
        "102",
        "2024",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "4.45",
        "12.5%",
        "35%",
        "1,500",
        "2024年",
        "445万元",
    ),
    *("合作", "乡村", "的人", "合作社", "乡村振兴", "党建引领", "基层党建品牌", "基层党建和乡村振兴的人在合作社"),
    *("乡村 党建 2024", "the", "party", "cooperative", "building", "herd", "卓玛央宗", "Qinghe", '"party building"'),
)
"""Numbers of one to eight digits, Chinese of two signs and more, words, names."""
ORIGIN = "http://archive.test/"
SETTLED = "!/^$|…$/.test(document.getElementById('status').textContent)"
READY = f"document.getElementById('status') && {SETTLED} && !document.getElementById('more').disabled"
_SMALL = (*"的了在是和有也为把让从对到", *("" for _ in range(20)))
_NAMES = (
    ("林青禾", "Lin Qinghe"),
    ("顾南舟", "Gu Nanzhou"),
    ("卓玛央宗", "Zhuoma Yangzong"),
    ("达瓦次仁", "Dawa Ciren"),
)
_PLACES = ("540102", "540121", "540202", "540221", "540302", "540402", "540502", "540602", "540624")
_UNITS = ("万元", "户", "人", "亩", "年", "天", "%", "公里")


# ---------------------------------------------------------------- an archive


class _Words:
    """Words, Chinese and English, of which the first is said most often."""

    def __init__(self) -> None:
        lines = [line.split("\t") for line in _read("words.tsv") if "\t" in line and not line.startswith("#")]
        signs = "".join(_read("bigrams.txt"))
        pairs = [(line[0], line[1]) for line in lines] + [(signs[i : i + 2], "") for i in range(0, len(signs) - 1, 2)]
        random.Random(1).shuffle(pairs)  # noqa: S311 - a text, not a secret
        self.pairs = pairs
        self.weights = list(accumulate(1 / (place + 8) for place in range(len(pairs))))


def _read(name: str) -> list[str]:
    return (packaged("data") / name).read_text("utf-8").splitlines()


@dataclass(frozen=True)
class _Said:
    """Translations by record and unit."""

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def find(self, lang: str, record_id: str, unit: Unit) -> str | None:
        return self.texts.get((record_id, unit.id)) if lang == "en" else None

    def waiting(self, _lang: str, _record: Record) -> dict[str, str]:
        return {}

    def translator(self, _lang: str, _record_id: str) -> str | None:
        return None


def make_record(number: int, words: _Words, texts: dict[tuple[str, str], str]) -> Record:
    """Make up one story, and lay its translation, where it has one, into ``texts``."""
    chance = random.Random(f"story {number}")  # noqa: S311
    day = f"{2016 + number % 10}-{1 + number // 10 % 12:02d}-{1 + number // 120 % 28:02d}"
    record_id = f"{day.replace('-', '')}-a{1 + number % 8:02d}-{1 + number // 3360:02d}"
    blocks = []
    for place in range(8):
        told = chance.choices(words.pairs, cum_weights=words.weights, k=40)
        figures = [_figure(chance) for _ in range(3)]
        signs = [zh + small for (zh, _), small in zip(told, chance.choices(_SMALL, k=40), strict=True)]
        blocks.append(Paragraph(_join([*signs, *figures], "，")))
        if number % 2:
            texts[record_id, f"p{place + 1}"] = _join([*(en for _, en in told if en), "the", *figures], " ") + "."
    name = chance.choice(_NAMES)
    title = "".join(zh for zh, _ in chance.choices(words.pairs, cum_weights=words.weights, k=6))
    if number % 2:
        texts[record_id, "headline"] = f"{name[1]} and {title[:2]}"
    region = Region(chance.choice(_PLACES), ("西藏自治区",), "body", primary=True)
    article = Article(
        source=Source(f"seeds/{record_id}.txt", "ab" * 32, ((1, 9),)),
        headline=Text(title),
        bylines=(Byline(name[0], "reporter"),),
        blocks=tuple(blocks),
    )
    return Record(id=record_id, lang="zh-Hans", article=article, regions=(region,), paper="样张日报", date=day)


def _figure(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        number = f"{2010 + kind * 50:.0f}"
    elif kind < 0.6:
        number = f"{chance.random() * 100:.2f}"
    else:
        number = f"{chance.random() * 10 ** (kind * 20 - 11):.0f}"
    return number + chance.choice(_UNITS)


def _join(parts: list[str], comma: str) -> str:
    between = " " if comma == " " else ""
    return comma.join(between.join(parts[start : start + 6]) for start in range(0, len(parts), 6))


# ---------------------------------------------------------------- asked in a browser


class Archive:
    """A site that is made as far as it is asked for."""

    def __init__(self, records: Sequence[Record], said: Finds) -> None:
        config = Config(pages=("search",), region="540000")
        digest = make_digest(records, read_lexicon(None), said)
        editions = {lang: make_edition(digest, config, lang, {}) for lang in config.languages}
        index = make_index(digest, editions)
        searches = (page for edition in editions.values() for page in plan_search(edition, index))
        self.pages = {page.path: page for page in (*searches, *plan_search_index(index))}
        self.static = read_static(config)
        self.renderer = Renderer(config, make_environment(config), read_style(self.static, config))
        self.count = len(records)

        # One part after the other: a part's drawers are filled together, and forgotten when another part's are.
        self.files = self.static | {path: self.renderer.render(page) for path, page in self.pages.items() if page.batch}

    def read(self, path: str) -> bytes | None:
        """Give a file of the site."""
        if path not in self.files and path in self.pages:
            self.files[path] = self.renderer.render(self.pages[path])
        return self.files.get(path)

    def ask(self, browser: Browser, query: str, lang: str = "zh") -> tuple[str, Counter[str]]:
        """Search as a reader does who was never here, and give what the page says and the bytes of each kind."""
        moved: Counter[str] = Counter()

        def answer(route: Route) -> None:
            path = unquote(urlsplit(route.request.url).path)[1:]
            content = self.read(path)
            moved[_sort(path)] += len(content or b"")
            kind = {"html": "text/html", "css": "text/css", "js": "text/javascript"}.get(path.rpartition(".")[2])
            route.fulfill(status=404 if content is None else 200, body=content or b"", content_type=kind)

        with browser.new_context() as context:
            context.route("**/*", answer)
            page = context.new_page()
            page.goto(f"{ORIGIN}{lang}/search.html?q={quote(query)}")
            page.wait_for_function(READY)
            return page.locator("#status").inner_text(), moved


def make_archive(count: int) -> Archive:
    """Make up an archive."""
    words, texts = _Words(), dict[tuple[str, str], str]()
    records = [make_record(number, words, texts) for number in range(count)]
    return Archive(records, _Said(texts))


def _sort(path: str) -> str:
    """Say whether a file belongs to the page, to its first results, or to the index that grows with the archive."""
    if not path.startswith("search/"):
        return "page"
    return "results" if "/texts/" in path or "-n" in path else "index"


def main() -> None:
    """Print a table."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the archive can be made without

    archive = make_archive(int(sys.argv[1]) if sys.argv[1:] else 10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("BAOZHAI_CHROMIUM"))
        print(f"{archive.count:,} stories, KB", "page", "index", "results", "all", sep=" | ")
        for query in QUERIES:
            said, moved = archive.ask(browser, query)
            figures = (f"{moved[kind] / 1000:.0f}" for kind in ("page", "index", "results"))
            print(query, *figures, f"{moved.total() / 1000:.0f}", said, sep=" | ")
        browser.close()


if __name__ == "__main__":
    main()
