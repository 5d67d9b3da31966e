"""Figures in languages that we can't read: digits that stand in the original and in no form in the translation.

Only what nobody would say in a word counts: two digits and more that are not zeros, not of a unit that one converts.
Digits of any script are read; how they are grouped, and by what multiplied, does not matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.wording.amounts import significant
from generator.checks.wording.chinese import read_amounts
from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.wording.amounts import Amount
    from generator.checks.wording.pairs import Pair

MOST = 200
"""Numbers of one entry; what has more is a table, of which nobody would read so many doubts."""
LEAST = 21
"""Smaller numbers are words in many languages."""
CONVERTED = frozenset({"area", "mass", "length", "celsius", "hours", "months"})
"""Kinds of measures that are told in a reader's own units."""
_GROUP = re.compile(r"\d+(?:[.,'’\u00a0\u202f\u2009 ·]\d+)*")
_SIGN = re.compile(r"\D")


def check_digits(pair: Pair) -> Iterator[Problem]:
    """Doubt a translation, into whatever language, in which digits of the original are nowhere to be found."""
    amounts = [amount for amount in read_amounts(pair.source) if _is_lasting(amount)]
    if not 0 < len(amounts) <= MOST:
        return
    told = _read_groups(pair.target)
    for amount in amounts:
        if not any(significant(value) in told for value in amount.values):
            message = f"{pair.context}: {amount.text} is missing in the translation"
            yield Problem("number-missing", pair.place, message, "compare the digits of msgid and msgstr")


def _is_lasting(amount: Amount) -> bool:
    if not amount.needed or not any(char.isdecimal() for char in amount.text) or amount.kind not in {"amount", "year"}:
        return False
    if amount.measure is not None and amount.measure.kind in CONVERTED:
        return False
    half = amount.measure is not None and amount.measure.kind == "percent" and amount.value % 25 == 0
    return amount.value >= LEAST and len(significant(amount.value)) > 1 and not half and amount.unit != "倍"


def _read_groups(text: str) -> set[str]:
    """Read what each group of digits may say, whole and in parts."""
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in text) if not text.isascii() else text
    found: set[str] = set()
    for match in _GROUP.findall(plain):
        found.add(_SIGN.sub("", match).strip("0"))
        found.update(part.strip("0") for part in _SIGN.split(match))
    return found
