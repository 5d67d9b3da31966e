"""XML as text: what no document may hold is left out, and nothing else."""

from __future__ import annotations

import sys

from generator.views.xmltext import clean, strip_illegal


def test_every_char_of_xml_stays_and_nothing_else() -> None:
    # Char of XML 1.0, section 2.2.
    ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    wanted = "".join(chr(code) for first, last in ranges for code in range(first, last + 1))
    assert strip_illegal("".join(map(chr, range(sys.maxunicode + 1)))) == wanted


def test_what_means_something_is_escaped() -> None:
    assert clean("a\x00<b>\ufffe & “c”") == "a&lt;b&gt; &amp; “c”"
