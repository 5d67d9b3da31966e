"""Numerals as newspapers print them: ``445``, ``1,080``, ``三百二十``, ``两千``, ``３４`` → decimal digits."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
HAN_NUMERAL = "〇零一二两三四五六七八九十百千万亿"
ROUGH = re.compile(r"[一二两三四五六七八九]{2}[十百千万亿]?")
"""二三十: somewhere between."""
LONGEST = 20
"""Characters; nothing that long is a figure of a story."""
PLAIN = re.compile(r"\d+(?:\.\d+)?")


def find_value(printed: str) -> str | None:
    """Read a numeral: ``1,080`` → ``1080``, ``四千`` → ``4000``, ``三点五`` → ``3.5``; None for what is none."""
    if len(printed) > LONGEST:
        return None
    text = unicodedata.normalize("NFKC", printed).replace(",", "").replace(" ", "")
    if PLAIN.fullmatch(text):
        return text
    whole, _, part = text.partition("点")
    number = _whole(whole)
    if number is None or any(sign not in DIGITS for sign in part):
        return None
    return f"{number}.{''.join(str(DIGITS[sign]) for sign in part)}" if part else str(number)


def _whole(text: str) -> int | None:
    if not text or any(sign not in DIGITS and sign not in PLACES and sign not in MYRIADS for sign in text):
        return None
    if len(text) > 1 and all(sign in DIGITS for sign in text):
        read = len(text) > 3 or not ROUGH.search(text)  # 二〇二四; 一二 is one or two
        return int("".join(str(DIGITS[sign]) for sign in text)) if read and "两" not in text else None
    if ROUGH.search(text):
        return None
    total, section, digit = 0, 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            section += (digit or 1) * PLACES[sign]
            digit = 0
        else:
            total = (total + section + digit) * MYRIADS[sign]
            section = digit = 0
    return total + section + digit
