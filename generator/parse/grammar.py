"""The anatomy of a newspaper article: which roles a line can have, what speaks for each, and which may follow which.

A reader sees ``kicker headline subtitle byline`` above a text of paragraphs, subheads, captions and credits. The first
table says how much a feature of a line (``features.py``) speaks for or against a role; the second, how well one role
follows another inside an article (``·``: not at all); the third, where articles begin and end. Numbers are nats, near
enough: 1 is a hint, 3 is strong, 9 settles it. ``split.py`` finds the best reading of a page under them, and
``python -m generator parse --explain`` shows what it saw.
"""

from __future__ import annotations

from typing import Literal, cast

Role = Literal[
    "rubric",
    "kicker",
    "headline",
    "subtitle",
    "byline",
    "abstract",
    "label",
    "opening",
    "paragraph",
    "subhead",
    "caption",
    "credit",
    "note",
]
"""``label`` stands above an abstract or a note (核心阅读); ``opening`` is a paragraph that begins with its dateline."""

_SPEAKS = """
                rubric kicker headline subtitle byline abstract label opening paragraph subhead caption credit note
base                -9   -2.5        0     -0.6    -12       -6   -12     -12         0    -0.4      -5    -12  -12
tiny                 ·      ·      0.2       -1      ·       -8     ·      -4        -4    -0.8      -4      ·    ·
short                ·      ·      1.4        ·      ·       -4     ·       ·      -2.4     0.9       ·      ·    ·
medium               ·      ·      1.4        ·      ·     -1.5     ·       ·      -1.6     0.6       ·      ·    ·
wide                 ·      ·     -0.4        ·      ·        ·     ·       ·      -0.4    -1.2       ·      ·    ·
broad                ·     -1     -2.2     -0.6      ·        ·     ·       ·         1      -4       ·      ·    ·
long                 ·     -9       -9       -4      ·        ·     ·       ·         3     -12       ·      ·    ·
finished            -3      ·        ·        ·      ·       -4     ·       ·       0.6       ·       ·      ·    ·
full-stop            ·     -6       -5       -5      ·        ·     ·       ·         3      -6       ·      ·    ·
asks                 ·   -0.8     -0.6       -1      ·        ·     ·       ·       1.6    -1.2       ·      ·    ·
ends-bound           ·      ·       -3     -2.5      ·       -3     ·       ·       2.2    -2.6       ·      ·    ·
cuts-word-below      ·      ·     -2.4     -1.2      ·       -3     ·       ·       2.2    -2.2       ·      ·    ·
starts-bound         ·     -2     -2.5       -2      ·        ·     ·       ·       1.5      -2       ·      ·    ·
starts-fresh         ·      ·     -1.5     -1.5      ·       -1     ·       ·       1.2      -2       ·      ·    ·
fresh-below          ·      ·        ·        ·      ·      1.2     ·       ·         ·       ·       ·      ·    ·
repeated-below       ·      ·        ·        ·      ·       10     ·       ·         ·       ·       ·      ·    ·
comma                ·    0.2     -0.4        ·      ·        2     ·       ·       0.9     0.5       ·      ·    ·
uneven               ·      ·        ·        ·      ·        ·     ·       ·         1      -2       ·      ·    ·
inner-stop           ·      ·     -1.5       -2      ·      1.5     ·       ·       1.5      -3       ·      ·    ·
couplet              ·   -2.2      1.1     -2.4      ·        ·     ·       ·        -2     0.3       ·      ·    ·
dash-start           ·     -4       -5        5      ·        ·     ·       ·      -1.2    -0.4       ·      ·    ·
dash-end             ·      6       -4       -3      ·        ·     ·       ·      -1.5     0.6       ·      ·    ·
inner-dash           ·      ·     -0.5        ·      ·        ·     ·       ·         ·       1       ·      ·    ·
dashed-label         ·     -6        ·        ·      ·        ·     ·       ·         ·       2       ·      ·    ·
under-label          ·      ·        ·        ·      ·        ·     ·       ·         ·     1.6       ·      ·    ·
bullet               ·     -4       -4       10      ·        ·     ·       ·        -2      -1       ·      ·    ·
list                 ·      ·       -3       -2      ·        ·     ·       ·       0.8     1.4       ·      ·    ·
dialogue             ·      ·       -3       -3      ·        ·     ·       ·       1.5      -2       ·      ·    ·
quoted               ·      ·     -0.6     -0.5      ·        ·     ·       ·        -3     2.2       ·      ·    ·
bracketed            ·     -4       -6       -3      ·        ·     ·       ·       0.5      -5       ·      ·    1
place-only           ·    3.2     -0.6     -1.2      ·        ·     ·       ·         ·       ·       ·      ·    ·
names-who            ·      ·      0.5        ·      ·        ·     ·       ·         ·       ·       ·      ·    ·
story-word           ·   -0.5     -0.8        1      ·        ·     ·       ·         ·    -0.5       ·      ·    ·
rubric            11.5     -4       -3       -4      ·        ·     ·       ·        -3      -3       ·      ·    ·
rubric-end           ·     -3        4       -3      ·        ·     ·       ·        -4      -4       ·      ·    ·
square-label        12      ·       -3       -2      ·        ·     ·       ·        -2      -1       ·      ·    ·
photo-headline       ·     -5        6       -6      ·       -9     ·       ·        -5      -6       ·      ·    ·
note-label           ·     -8       -9       -9      ·       -9    18       ·        -5      -6       ·      ·    ·
note                 ·     -9       -9       -9      ·        ·     ·       ·        -2      -9       ·      ·   17
byline               ·     -8       -9       -9     18       -8     ·       ·        -7      -9      -6      ·    ·
bare-name            ·      ·     -1.5       -2   13.2        ·     ·       ·        -3      -2       ·      ·    ·
dateline             ·     -9       -8       -9      ·       -9     ·      17        -6     -12       ·      ·    ·
caption              ·     -6       -7       -7      ·       -6     ·       ·      -3.5      -8     9.5      ·    ·
credit               ·     -8      -10      -10     -6       -9     ·       ·        -9     -10      -6     19    ·
credit-tail          ·      ·       -5       -5      ·        ·     ·       ·        -6      -6     8.2      ·    ·
jump-back            ·      ·       -8        ·      ·        ·     ·      22        -3       ·       ·      ·    ·
parallel             ·   -0.8     -0.8        ·      ·        ·     ·       ·         ·     1.4       ·      ·    ·
says                 ·    2.4        ·       -1      ·        ·     ·       ·         ·       ·       ·      ·    ·
slimmest             ·     -1      1.5     -1.5      ·        ·     ·       ·         ·       ·       ·      ·    ·
credit-below         ·      ·        ·        ·      ·        ·     ·       ·         ·       ·      11      ·    ·
before-dialogue      ·      ·       -1        ·      ·        ·     ·       ·         ·       4       ·      ·    ·
lenticular        10.5     -1     -0.5        ·      ·        ·     ·       ·         ·       ·       ·      ·    ·
says-quote           ·      ·        ·        ·      ·        ·     ·       ·      -2.5     2.5       ·      ·    ·
colon-end            ·   -1.5     -3.5       -3      ·        ·     ·       ·       1.5      -1       ·      ·    ·
bound-below          ·      ·     -2.5     -2.5      ·        ·     ·       ·       2.5    -2.5       ·      ·    ·
verse                ·     -6       -6       -6      ·        ·     ·       ·         6      -5       ·      ·    ·
bracket-end          ·      ·        2        ·      ·        ·     ·       ·        -1       ·       ·      ·    ·
open-quote           ·     -3       -3        ·      ·        ·     ·       ·         2      -3       ·      ·    ·
"""

_FOLLOWS = """
                rubric kicker headline subtitle byline abstract label opening paragraph subhead caption credit note
rubric              -2      0      0.5        ·      ·        ·     ·       ·         ·       ·       ·      ·    ·
kicker               ·      ·        1        ·      ·        ·     ·       ·         ·       ·       ·      ·    ·
headline            -3      ·        ·        0      0        0     0       0         0    -2.2       0     -3    ·
subtitle             ·      ·        ·     -0.8    0.2     -0.3     0     0.2         0      -2    -0.3      ·    ·
byline               ·      ·        ·     -2.5   -0.5     -0.2     0      -1         0    -0.8    -0.3     -1    ·
abstract             ·      ·        ·        ·   -0.5       -2     ·       0         0    -0.5    -0.5      ·    ·
label                ·      ·        ·        ·      ·        ·     ·      -2       0.5       ·       ·      ·    ·
opening              ·      ·        ·        ·   -1.5        ·  -0.5    -3.5         0    -0.3       0   -0.5    0
paragraph            ·      ·        ·        ·   -1.5        ·  -0.5    -3.5         0    -0.3       0      0    0
subhead              ·      ·        ·        ·      ·        ·    -2       ·       0.3    -1.8      -1      ·    ·
caption              ·      ·        ·        ·     -2        ·  -0.3       ·      -0.2    -1.5       0    0.5 -0.5
credit               ·      ·        ·        ·     -2        ·  -0.3       ·      -0.6    -1.2       0   -0.3 -0.5
note                 ·      ·        ·        ·     -2        ·  -0.5       ·      -3.5       ·    -0.5   -0.5 -0.5
"""

_EDGES = """
                rubric kicker headline subtitle byline abstract label opening paragraph subhead caption credit note
article begins       0      0        0        ·      ·        ·     ·       ·         ·       ·       ·      ·    ·
page begins          0      0        0        ·     -6        ·     ·    -0.5        -3      -7      -4     -6   -6
brief begins         ·      ·        ·        ·      ·        ·     ·    -4.5         ·       ·       ·      ·    ·
article ends         ·      ·       -7       -7     -1       -3    -6       0         0      -4     0.6    1.2  1.6
"""

Row = dict[Role, float]


def _read(table: str) -> dict[str, Row]:
    head, *rows = (line.split() for line in table.strip("\n").splitlines())
    cells = {" ".join(row[: -len(head)]): row[-len(head) :] for row in rows}
    return {
        name: {cast("Role", role): float(cell) for role, cell in zip(head, row, strict=True) if cell != "·"}
        for name, row in cells.items()
    }


SPEAKS: dict[str, Row] = _read(_SPEAKS)
"""By feature. ``base`` is what a line speaks for a role before anything is seen of it."""
BASE: Row = SPEAKS.pop("base")
FOLLOWS: dict[Role, Row] = {cast("Role", role): row for role, row in _read(_FOLLOWS).items()}
"""By the role above."""

_edges = _read(_EDGES)
OPENERS: Row = _edges["article begins"]
PAGE_OPENERS: Row = _edges["page begins"]
"""A page may begin with lines that belong to no headline of its own."""
LATE_OPENERS: Row = {**OPENERS, **_edges["brief begins"]}
"""Further down, a brief may begin without a headline: it has its dateline only."""
ENDS: Row = _edges["article ends"]

TITLES: frozenset[Role] = frozenset({"rubric", "kicker", "headline", "subtitle"})
NEVER = -30.0

NEW_ARTICLE = -0.8
"""What it costs to begin another article at all."""
UNFINISHED_END = -1.8
"""An article whose last paragraph has no final mark: its end is lost or stands elsewhere."""
INTERRUPTED = -3.0
"""A subhead below a paragraph without a final mark."""
CONTINUED = 0.6
"""A paragraph below a paragraph without a final mark."""
MORE_SUBHEADS = 0.6
"""A further subhead in an article that has one."""
COHESION_WEIGHT = 15.5
COHESION_NEUTRAL = 0.22
"""Similarity of the text above and below a line at which it speaks neither for nor against a new article."""
ANNOUNCES = 0.2
"""A rare pair of the line that recurs below and not above it, less those that recur above: a headline brings news."""
PHOTO_ITEM = 2.2
"""One paragraph and a credit below."""
TITLE_BLOCK = 1.2
"""A byline, a dateline or a dashed subtitle within the next lines."""
LEAD = 1.0
"""The text below opens as a lead does, naming a day: ``近日``, ``19日``."""
TAKEN_UP = 8.0
"""``（上接第一版）``: the rest of an article of another page begins."""
QUOTED_LEAD = -1.0
"""The text below opens with somebody's words."""
