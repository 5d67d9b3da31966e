"""How long an article takes to enrich: regions, numbers, summary, and its words with each tokenizer that is installed.

The articles are those of the real pages, where they lie beside this checkout, and of the specimen else. Printed: what
it is, milliseconds of one core for an article (the best of a few rounds), and whether that is what we want.
Run with ``python benchmarks/enrich.py``.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.enrich.candidates import find_candidates
from generator.enrich.numbers import find_numbers
from generator.enrich.regions import find_regions
from generator.enrich.summary import find_summary
from generator.enrich.tags import Frequencies, choose_article_tags, count_terms
from generator.lexicon import read_lexicon
from generator.model import PrintPage
from generator.parse import parse_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.lexicon import Lexicon
    from generator.model import Article

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
FIGURES_TARGET, TAGS_TARGET = 0.5, 2.0
"""Milliseconds: regions and numbers together, and tags with the fast tokenizer."""


def read_articles() -> list[Article]:
    """Parse the pages there are."""
    shared = ROOT.parent / "shared"
    files = [*sorted(shared.glob("seeds/*.txt")), *sorted(shared.glob("pages/*.txt"))]
    files = files or sorted((ROOT / "seeds").glob("*.txt"))
    texts = [file.read_text(encoding="utf-8").splitlines() for file in files]
    pages = [PrintPage("bench", "bench.txt", "0" * 64, tuple(lines)) for lines in texts]
    return [article for page in pages for article in parse_page(page).articles]


def measure(articles: Sequence[Article], enrich: Callable[[Article], object]) -> float:
    """Milliseconds an article, of the fastest round; what is loaded once is loaded before."""
    enrich(articles[0])
    best = float("inf")
    for _ in range(ROUNDS):
        start = process_time()
        for article in articles:
            enrich(article)
        best = min(best, process_time() - start)
    return best / len(articles) * 1000


def measure_tags(articles: Sequence[Article], lexicon: Lexicon) -> float:
    """Milliseconds for an article's tags: its words counted, and the best chosen."""
    with tempfile.TemporaryDirectory() as folder:
        offered = [find_candidates(article, lexicon, Path(folder)) for article in articles]
        frequencies = Frequencies.of(map(count_terms, offered))

        def choose(article: Article) -> tuple[str, ...]:
            return choose_article_tags(find_candidates(article, lexicon, Path(folder)), (), frequencies, lexicon)

        return measure(articles, choose)


def say(what: str, spent: float, target: float | None = None) -> None:
    """Print one line."""
    verdict = "" if target is None else f"{'under' if spent < target else 'OVER'} {target} ms"
    print(f"{what:<24} {spent:>8.3f} ms  {verdict}")


def main() -> None:
    """Print one line a step."""
    start = process_time()
    lexicon = read_lexicon(None)
    say("the lexicon, once", (process_time() - start) * 1000, 60)
    articles = read_articles()
    characters = sum(len(block.text) for article in articles for block in article.blocks if hasattr(block, "text"))
    print(f"{len(articles)} articles of {characters // len(articles)} characters")
    regions = measure(articles, lambda article: find_regions(article, lexicon.gazetteer))
    numbers = measure(articles, find_numbers)
    say("regions", regions)
    say("numbers", numbers)
    say("regions and numbers", regions + numbers, FIGURES_TARGET)
    say("summary", measure(articles, find_summary))
    fast = find_spec("rjieba") is not None
    say(f"tags, with {'rjieba' if fast else 'jieba'}", measure_tags(articles, lexicon), TAGS_TARGET if fast else None)


if __name__ == "__main__":
    main()
