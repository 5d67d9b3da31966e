"""Articles of the shared real pages, built from what a careful reader marked in them; none where they are absent."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from generator.model import Article, Byline, Credit, Figure, Paragraph, Source, Subhead, Text

SHARED = Path(__file__).resolve().parents[2] / "shared"
HAN = r"[\u4e00-\u9fff”’》）]"
WIDE = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"})


def read_articles(pages: str = "*") -> dict[str, Article]:
    """Read the articles of the shared pages whose name matches, by id."""
    found = {}
    for gold in sorted((SHARED / "gold").glob(f"{pages}.yaml")):
        marked = yaml.safe_load(gold.read_text(encoding="utf-8"))
        [page] = SHARED.glob(f"*/{marked['page']}")
        lines = page.read_text(encoding="utf-8-sig").splitlines()
        found.update({each["id"]: _article(each, lines, marked["page"]) for each in marked["articles"]})
    return found


def _article(marked: dict, lines: list[str], page: str) -> Article:
    def text_of(numbers: list[int]) -> str:
        return widen("".join(lines[number - 1].strip() for number in range(numbers[0], numbers[-1] + 1)))

    blocks = [Paragraph(_cut_dateline(text_of(numbers)), (tuple(numbers * 2)[:2],)) for numbers in marked["para_lines"]]
    captions = marked["captions"] or ([] if blocks else [_rest(marked, lines)])
    figures = tuple(Figure(widen(caption)) for caption in captions)
    names = [name for each in marked["bylines"] for name in each["names"]]
    credits_ = tuple(Credit(name) for each in marked.get("credits", ()) for name in each["names"])
    if figures:
        figures = (Figure(figures[0].caption, credits_), *figures[1:])
    return Article(
        source=Source(page, "0" * 64, tuple(map(tuple, marked["lines"]))),
        headline=_text(marked["headline"]),
        kicker=_text(marked["kicker"]),
        subtitle=_text(marked["subtitle"]),
        bylines=tuple(Byline(name) for name in names),
        blocks=(*blocks, *(Subhead(widen(each)) for each in marked["subheads"])),
        figures=figures,
        status="head-missing" if "head_cut" in marked["flags"] else "complete",
    )


def _rest(marked: dict, lines: list[str]) -> str:
    """What a photo item says below its headline."""
    head = str(marked["headline"])
    span = [line.strip() for first, last in marked["lines"] for line in lines[first - 1 : last]]
    return "".join(line for line in span if line and line not in head and head not in line)


def _text(value: str | list[str] | None) -> Text | None:
    if not value:
        return None
    return Text(widen(value if isinstance(value, str) else " ".join(value)))


def widen(text: str) -> str:
    """Restore full-width marks behind Han characters."""
    return re.sub(rf"(?<={HAN})[,;:!?()]|[,;:!?()](?={HAN})", lambda match: match[0].translate(WIDE), text).strip()


def _cut_dateline(text: str) -> str:
    return re.sub(r"^(?:本报\S{0,6}?[讯电]|新华社\S{2,12}?电|本报讯)(?:\s*（记者[^）]*）)?\s*", "", text)
