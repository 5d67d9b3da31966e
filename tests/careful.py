"""What a careful person read in a page (``gold``) held against what the parser reads: counts, page by page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator.model import PrintPage, Subhead
from generator.parse import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model import Article

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SPECIMEN = sorted((ROOT / "tests" / "gold").glob("*.yaml"))
REAL = sorted((SHARED / "gold").glob("*.yaml"))
Marked = dict[str, Any]
"""One article of a gold file."""

_LOOKS = str.maketrans({"“": '"', "”": '"', "—": "-", "…": "."})


def read_page(path: Path) -> PrintPage:
    """Make a PrintPage of a raw page, nothing told of it."""
    return PrintPage("page", path.name, "0" * 64, tuple(path.read_text(encoding="utf-8").split("\n")))


def plain(text: object) -> str:
    """Text without blanks, widths and looks, as two careful people would agree on it."""
    folded = unicodedata.normalize("NFKC", str(text or "")).translate(_LOOKS)
    return re.sub(r"[\s\u200b]", "", folded)


def title(text: object) -> str:
    """The same for a title, without dashes and signs around it."""
    return re.sub(r"^[-□■◎]+|-+$", "", plain(text))


def expand(spans: Iterable[Sequence[int]]) -> set[int]:
    """All lines of spans."""
    return {line for first, last in spans for line in range(first, last + 1)}


def compare(gold_path: Path) -> Counter[str]:
    """Count what the parser found right of a gold page, and what there was: ``headline``, ``headline of`` …"""
    gold = yaml.safe_load(gold_path.read_text(encoding="utf-8"))
    page_path = next(folder / gold["page"] for folder in _folders(gold_path) if (folder / gold["page"]).is_file())
    page = read_page(page_path)
    printed = {number for number, line in enumerate(page.lines, 1) if line.strip()} - set(gold["noise_lines"])
    articles = parse_page(page).articles
    counts: Counter[str] = Counter({"articles found": len(articles)})
    for marked in gold["articles"]:
        wanted = expand(marked["lines"]) & printed
        shares = [_overlap(wanted, expand(article.source.lines) & printed) for article in articles]
        best = max(range(len(articles)), key=lambda index: shares[index])
        counts += _compare_one(marked, articles[best], shares[best], page.lines)
    return counts


def _folders(gold_path: Path) -> tuple[Path, ...]:
    return (ROOT / "seeds",) if gold_path.is_relative_to(ROOT) else (SHARED / "seeds", SHARED / "pages")


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def _compare_one(marked: Marked, article: Article, share: float, lines: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()

    def count(name: str, *, right: bool) -> None:
        counts[name] += right
        counts[f"{name} of"] += 1

    count("article", right=share >= 0.9)
    count("title block", right=_title_fits(marked, article))
    names = {name for people in marked["bylines"] for name in people["names"]}
    count("bylines", right=names == {byline.name for byline in article.bylines})
    if marked["dateline_place"]:
        count("dateline", right=bool(article.dateline) and article.dateline.place == marked["dateline_place"])
    found = [plain(getattr(block, "text", "")) for block in article.blocks]
    for number, group in enumerate(marked["para_lines"]):
        text = plain("".join(lines[line - 1].strip() for line in group))
        ends = number in (0, len(marked["para_lines"]) - 1)
        right = text in found or (ends and any(p and p in text and len(p) > 0.5 * len(text) for p in found))
        count("paragraphs", right=right)
        if len(group) > 1:
            count("joins", right=right)
    subheads = {title(block.text) for block in article.blocks if isinstance(block, Subhead)}
    for subhead in marked["subheads"]:
        count("subheads", right=title(subhead) in subheads)
    for caption in marked["captions"]:
        wanted = plain(caption).lstrip("▲")
        count("captions", right=any(wanted in plain(figure.caption) for figure in article.figures))
    return counts


def _title_fits(marked: Marked, article: Article) -> bool:
    found = tuple(title(piece.text if piece else "") for piece in (article.kicker, article.headline, article.subtitle))
    base = {key: marked[key] for key in ("kicker", "headline", "subtitle")}
    readings = [base, *({**base, **other} for other in marked["alt_titles"])]
    rubric = title(f"（{article.rubric.text}）") if article.rubric else ""
    with_rubric = (found[0], found[1] + rubric, found[2])
    wanted = [tuple(title(r[key]) for key in ("kicker", "headline", "subtitle")) for r in readings]
    return found in wanted or with_rubric in wanted
