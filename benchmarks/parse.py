"""How long a printed page takes to parse, and whether that grows with its length alone.

Measured are the real pages, where they lie beside this checkout, or else the specimen; then pages made up from a fixed
seed, the same each time. Printed: size, articles found, milliseconds of one core (the best of a few runs), milliseconds
for 10,000 characters. That last column should stand still, from a page to 10 MB.
Run with ``make bench``, or ``python benchmarks/parse.py 1000000`` for sizes of your own, in bytes.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.model import PrintPage
from generator.parse import parse_page

ROOT = Path(__file__).resolve().parent.parent
SIZES = (15_000, 150_000, 1_500_000, 10_000_000)
"""Bytes; a full printed page has about 15,000, which is 5,000 characters."""
TARGET = 5.0
"""Milliseconds for a real page on one core, on average."""

_PLACES = ("青石镇", "云杉村", "白水乡", "河湾县", "落雁桥")
_NAMES = ("林青禾", "达瓦", "卓玛央宗", "岑若溪", "顾南舟")
_THINGS = ("水渠", "磨坊", "果园", "学校", "卫生室", "蔬菜大棚", "便民桥")
_CLAUSES = (
    "清晨的{place}还罩着薄雾，{name}已经走到了{thing}边上",
    "去年投入{number}万元修起来的{thing}，今年头一回派上了用场",
    "“{thing}好了，心里就踏实。”{name}一边说一边数着账本上的{number}笔进项",
    "村里又有{number}户人家在{thing}上签了名，说好轮流看护",
    "从{place}到镇上只要{number}分钟，{name}说路通了什么都好办",
)


def make_article(chance: random.Random) -> list[str]:
    """Make up one story: headline, dateline, paragraphs, one of them cut by a column break."""

    def clause() -> str:
        words = {"place": chance.choice(_PLACES), "name": chance.choice(_NAMES), "thing": chance.choice(_THINGS)}
        return chance.choice(_CLAUSES).format(**words, number=chance.randint(3, 980))

    def paragraph() -> str:
        return "，".join(clause() for _ in range(chance.randint(2, 5))) + "。"

    place = chance.choice(_PLACES)
    head = f"本报{place}讯（记者 {chance.choice(_NAMES)}）"
    lines = [f"{place}{chance.choice(_THINGS)}修好了 {chance.choice(_THINGS)}也热闹了", "", head + paragraph()]
    lines += [paragraph() for _ in range(chance.randint(1, 5))]
    cut = chance.randrange(10, len(lines[-1]) - 5)
    return [*lines[:-1], lines[-1][:cut], "", lines[-1][cut:], "", ""]


def make_page(size: int) -> PrintPage:
    """Make up a page of at least ``size`` bytes."""
    chance = random.Random(size)  # noqa: S311 - a page, not a secret
    lines: list[str] = []
    length = 0
    while length < size:
        article = make_article(chance)
        lines += article
        length += sum(len(line.encode()) + 1 for line in article)
    return PrintPage(id="bench", file="bench.txt", sha256="0" * 64, lines=tuple(lines))


def measure(page: PrintPage, repeat: int) -> tuple[float, int]:
    """Milliseconds of the fastest run, and the number of articles."""
    best, articles = float("inf"), 0
    for _ in range(repeat):
        start = process_time()
        articles = len(parse_page(page).articles)
        best = min(best, process_time() - start)
    return best * 1000, articles


def read_pages() -> list[PrintPage]:
    """Read the real pages, or the specimen where there are none."""
    shared = ROOT.parent / "shared"
    files = [*sorted(shared.glob("seeds/*.txt")), *sorted(shared.glob("pages/*.txt"))]
    texts = [(file, file.read_text(encoding="utf-8")) for file in files or sorted((ROOT / "seeds").glob("*.txt"))]
    return [PrintPage("bench", file.name, "0" * 64, tuple(text.splitlines())) for file, text in texts]


def say(page: PrintPage, spent: float, articles: int) -> None:
    """Print one line."""
    characters = sum(len(line) for line in page.lines)
    size = sum(len(line.encode()) + 1 for line in page.lines)
    print(f"{size:>12,} {articles:>9,} {spent:>10.1f} {spent / characters * 10_000:>26.2f}")


def measure_pages() -> None:
    """Print one line a page of a real paper, and what the average is."""
    pages = read_pages()
    for page in pages:  # what is loaded once is loaded now
        parse_page(page)
    measured = [measure(page, repeat=15) for page in pages]
    for page, (spent, articles) in zip(pages, measured, strict=True):
        say(page, spent, articles)
    average = sum(spent for spent, _ in measured) / len(measured)
    print(f"{'':>12} a page: {average:.1f} ms, {'under' if average < TARGET else 'OVER'} {TARGET:.0f} ms")


def main(sizes: list[int]) -> None:
    """Print one line a page."""
    print(f"{'bytes':>12} {'articles':>9} {'ms':>10} {'ms per 10,000 characters':>26}")
    measure_pages()
    for size in sizes:
        page = make_page(size)
        say(page, *measure(page, repeat=20 if size < 100_000 else 3 if size < 5_000_000 else 1))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
