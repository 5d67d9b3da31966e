"""How to cite a story, in the styles and formats that readers ask for.

A ``Work`` goes in, one reference comes out. What the printed page does not say is never made up: a style that insists
on it gets the words in brackets that the style has for that, a format for machines gets no field. The date of access
(引用日期) is the reader's to add: a site that is built again must not change, so no clock is read here.
"""

from __future__ import annotations

from generator.citation.apa import cite_apa, point_apa
from generator.citation.bibtex import cite_bibtex
from generator.citation.csl import cite_csl
from generator.citation.gbt import cite_gbt7714
from generator.citation.meta import find_meta
from generator.citation.ris import cite_ris
from generator.citation.work import Author, Work, work_of

__all__ = [
    "Author",
    "Work",
    "cite_apa",
    "cite_bibtex",
    "cite_csl",
    "cite_gbt7714",
    "cite_ris",
    "find_meta",
    "point_apa",
    "work_of",
]
